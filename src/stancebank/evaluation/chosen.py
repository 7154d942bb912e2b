"""Which annotations of a document are compared."""

from collections.abc import Iterable
from typing import Final, TypeVar

from attrs import field, frozen

from stancebank.model import Annotation, AnnotatorKind, Document, Layer, Quotation, Stance, Status, TopicAssignment

__all__ = ["ACCEPTED", "Choice", "coders"]

ACCEPTED: Final = (Status.CONFIRMED, Status.EDITED, Status.MANUAL)
"""The statuses of what a person has decided to keep."""

_A = TypeVar("_A", Quotation, TopicAssignment, Stance)


def _statuses(items: Iterable[Status | str]) -> tuple[Status, ...]:
    return tuple(Status(item) for item in items)


@frozen(kw_only=True)
class Choice:
    """Which annotations of a document are compared.

    Where a document has a layer made by adjudication, only such layers count; else all layers do.
    Of quotations of the very same words, the one whose id comes first is counted, whoever says it.

    Attributes:
        statuses: The statuses to take; a record that says none is always taken.
        annotator: The id or the name of the one annotator whose layers count, or None.
    """

    statuses: tuple[Status, ...] = field(
        converter=_statuses, default=(Status.PROPOSED, Status.CONFIRMED, Status.EDITED, Status.MANUAL)
    )
    annotator: str | None = None

    def quotations(self, document: Document) -> list[Quotation]:
        """Return the quotations to compare, in the order of the text."""
        found = self._taken(document, [(layer, layer.quotations) for layer in document.layers])
        seen: set[object] = set()
        kept: list[Quotation] = []
        for one in sorted(found, key=lambda one: (one.content, one.id)):
            if one.content not in seen:
                kept.append(one)
            seen.add(one.content)
        return kept

    def topics(self, document: Document) -> list[TopicAssignment]:
        """Return the topics to compare, in the order given."""
        return self._taken(document, [(layer, layer.topics) for layer in document.layers])

    def stances(self, document: Document) -> list[Stance]:
        """Return the stances to compare, in the order given."""
        return self._taken(document, [(layer, layer.stances) for layer in document.layers])

    def _taken(self, document: Document, told: list[tuple[Layer, tuple[_A, ...]]]) -> list[_A]:
        layers = [(layer, [one for one in records if self._takes(one)]) for layer, records in told]
        layers = [(layer, records) for layer, records in layers if records and self._is_asked(document, layer)]
        if self.annotator is None and any(layer.is_gold for layer, _ in layers):
            layers = [(layer, records) for layer, records in layers if layer.is_gold]
        return [one for _, records in layers for one in records]

    def _takes(self, record: Annotation) -> bool:
        return record.status is None or record.status in self.statuses

    def _is_asked(self, document: Document, layer: Layer) -> bool:
        if self.annotator is None:
            return True
        annotator = document.annotator(layer.annotator)
        return self.annotator in {layer.annotator, annotator.name if annotator else None}


def coders(document: Document) -> tuple[str, ...]:
    """Return the ids of the people who have layers with quotations side by side, in the order of the layers."""
    found: dict[str, None] = {}
    for layer in document.layers:
        annotator = document.annotator(layer.annotator)
        if layer.quotations and not layer.is_gold and annotator and annotator.kind is AnnotatorKind.PERSON:
            found[annotator.id] = None
    return tuple(found)
