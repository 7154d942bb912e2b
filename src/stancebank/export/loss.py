"""What an export lost: counted by kind, and told to whoever asked for the export."""

import json
import textwrap
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

from attrs import field, frozen

from stancebank.export.fields import MODEL

__all__ = ["Loss", "LossReport", "Losses", "what"]

_PLURALS: Final = {
    "Document": "documents",
    "TopicAssignment": "topic assignments",
    "Category": "categories",
    "Taxonomy": "taxonomies",
    "Entity": "entities",
    "Metadata": "headers",
}
_FIELDS: Final = {
    "on_behalf_of": "principals (on behalf of)",
    "is_gold": "gold marks",
    "is_name": "marks of proper names",
    "is_document_level": "marks of document level",
    "same_as": "registry entries",
    "id": "ids",
    "unread": "unread pointers",
    "attributes": "attributes without a word in the model",
    "extra": "children without a word in the model",
    "markup": "inline markup",
    "points": "empty elements, comments and instructions",
    "fragments": "markup outside the text",
    "containers": "attributes of structural elements",
    "verbatim": "verbatim parts",
    "categories": "further categories",
    "content": "contents",
    "evidence": "passages of evidence",
    "medium": "media",
    "metadata": "headers",
    "status": "statuses",
    "kind": "kinds",
    "text_digest": "digests of the text",
    "created": "dates of writing",
    "accessed": "dates of retrieval",
    "when": "dates",
    "start": "first days",
    "end": "last days",
    "unrecorded": "notes on what is not known",
}


_OWNERS: Final = frozenset(kind.__name__ for kind in MODEL)


@frozen(kw_only=True)
class Loss:
    """Something that a format could not hold.

    Attributes:
        kind: A stable name: a field of the model such as ``Quotation.cue``, or a word of the exporter's.
        what: The same for people.
        count: How many values were lost.
    """

    kind: str
    what: str
    count: int


def _losses(items: Iterable[Loss]) -> tuple[Loss, ...]:
    return tuple(items)


@frozen(kw_only=True)
class LossReport:
    """All that an export lost.

    Attributes:
        format: The exporter's name.
        documents: How many documents were exported.
        losses: What was lost, sorted by kind; empty where nothing was.

    Example:
        >>> report = LossReport(format="vrt", documents=1, losses=[Loss(kind="Quotation.cue", what="cues", count=2)])
        >>> print(report.text())
        lost of quotations: 2 cues
    """

    format: str
    documents: int
    losses: tuple[Loss, ...] = field(converter=_losses, default=())

    def text(self) -> str:
        """Return the report for people, in lines of 80 columns."""
        groups: dict[str, list[str]] = {}
        for loss in self.losses:
            owner = loss.kind.partition(".")[0]
            group = f"lost of {_PLURALS.get(owner) or owner.lower() + 's'}" if owner in _OWNERS else "lost besides"
            told = loss.what.removesuffix(group.removeprefix("lost")) if owner in _OWNERS else loss.what
            groups.setdefault(group, []).append(f"{loss.count} {told}")
        lines = [f"{group}: {', '.join(parts)}" for group, parts in groups.items()] or ["nothing was lost"]
        return "\n".join(textwrap.fill(line, 80, subsequent_indent="  ", break_on_hyphens=False) for line in lines)

    def json(self) -> str:
        """Return the report as one JSON object; its fields are described with ``stancebank export``."""
        told = {
            "schema": 1,
            "format": self.format,
            "documents": self.documents,
            "losses": [{"kind": loss.kind, "what": loss.what, "count": loss.count} for loss in self.losses],
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


class Losses:
    """Counts what an export loses while it runs."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._what: dict[str, str] = {}

    def add(self, kind: str, told: str, count: int = 1) -> None:
        """Count *count* more losses of *kind*, which *told* says in the plural for people."""
        if count:
            self._counts[kind] += count
            self._what[kind] = told

    def add_fields(self, counts: Counter[str]) -> None:
        """Count losses of whole fields of the model."""
        self._counts.update(counts)

    def report(self, name: str, documents: int) -> LossReport:
        """Return what was counted."""
        losses = [
            Loss(kind=kind, what=self._what.get(kind) or what(kind), count=count)
            for kind, count in sorted(self._counts.items())
        ]
        return LossReport(format=name, documents=documents, losses=losses)


@cache
def what(kind: str) -> str:
    """Return the words for a field of the model.

    Example:
        >>> what("Quotation.cue"), what("Document.relations"), what("Stance.is_document_level")
        ('cues of quotations', 'relations of documents', 'marks of document level of stances')
    """
    owner, _, name = kind.partition(".")
    told = _FIELDS.get(name) or name.replace("_", " ")
    told = (
        told if told.endswith("s") or name in _FIELDS else f"{told}s" if not told.endswith("y") else f"{told[:-1]}ies"
    )
    return f"{told} of {_PLURALS.get(owner) or owner.lower() + 's'}"
