"""Records that come back become a new layer of a named annotator; what was there stays as it was."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from attrs import evolve, frozen

from stancebank.importing.alignment import Alignment
from stancebank.importing.form import Incoming, IncomingLayer
from stancebank.model import (
    Annotation,
    Annotator,
    AnnotatorId,
    AnnotatorKind,
    Attributes,
    Document,
    Layer,
    LayerId,
    Quotation,
    QuotationId,
    Span,
    Stance,
    StanceId,
    Status,
    TargetRef,
    TopicAssignment,
    TopicId,
    VoiceRef,
)

__all__ = ["Merged", "document_of", "merged"]

_NOT_NAME: Final = re.compile(r"[^A-Za-z0-9]+")


@frozen(kw_only=True)
class Merged:
    """A document with what came back.

    Attributes:
        document: The document with a new layer for each one that came back.
        unchanged: How many records are as they were exported.
        edited: How many were changed.
        added: How many are new.
        missing: How many of the exported records did not come back.
        lost_spans: How many spans hold nothing in our text.
    """

    document: Document
    unchanged: int = 0
    edited: int = 0
    added: int = 0
    missing: int = 0
    lost_spans: int = 0


def document_of(incoming: Incoming, document_id: str) -> Document:
    """Return a document for a text that none is known for: each line is a paragraph."""
    lines = [line for line in incoming.text.splitlines() if line.strip()]
    return Document.from_blocks(document_id, [("paragraph", line) for line in lines])


def merged(document: Document, incoming: Incoming, annotator: str) -> Merged:
    """Return *document* with the records of *incoming* as new layers.

    A record keeps its id where the document does not have it; where it does, the new one is called
    ``ID.ANNOTATOR``, and says with ``corresp`` which one it is a version of.
    A record that came back changed gets the status ``edited``, unless the annotator gave it another one.

    Args:
        document: The document.
        incoming: What came back.
        annotator: The name of the person who annotated.

    Raises:
        ImportRefusedError: The texts differ in more than white space.
    """
    alignment = Alignment(incoming.text, document.text, incoming.source)
    slug = _NOT_NAME.sub("-", annotator).strip("-").lower() or "annotator"
    own = AnnotatorId(f"{document.id}.{slug}")
    agents = document.annotators
    if document.annotator(own) is None:
        new = Annotator(id=own, kind=AnnotatorKind.PERSON, name=annotator, role="annotation of quotations and stances")
        agents = (*agents, new)
    told = Merged(document=evolve(document, annotators=agents))
    for layer in incoming.layers:
        told = _Merger(told, layer, alignment, own, slug).merge()
    return told


class _Merger:
    """Makes a layer of records that came back."""

    def __init__(
        self, told: Merged, layer: IncomingLayer, alignment: Alignment, annotator: AnnotatorId, slug: str
    ) -> None:
        self._told, self._layer, self._alignment = told, layer, alignment
        self._annotator, self._slug = annotator, slug
        document = told.document
        self._known: dict[str, Annotation] = {one.id: one for layer in document.layers for one in layer.annotations}
        self._places = {key: place for place, key in enumerate(self._known)}
        self._taken: set[str] = {document.id, *self._known}
        self._taken |= {layer.id for layer in document.layers} | {one.id for one in document.annotators}
        self._taken |= {segment.id for segment in document.segments} | {one.id for one in document.speakers}
        self._taken |= {one.id for one in document.entities} | {one.id for one in document.propositions}
        self._ids: dict[str, str] = {}
        self._lost = 0
        self._tally = {"unchanged": 0, "edited": 0, "added": 0}

    def merge(self) -> Merged:
        """Return the document with the new layer, and the tally."""
        told, layer, origin = self._told, self._layer, self._layer.origin
        records: tuple[Annotation, ...] = (*layer.quotations, *layer.topics, *layer.stances)
        layer_id = LayerId(self._free(f"{origin}.{self._slug}" if origin else f"{told.document.id}.{self._slug}.layer"))
        self._ids = {record.id: self._free_record(record.id) for record in records}
        new = Layer(
            id=layer_id,
            annotator=self._annotator,
            quotations=list(self._quotations()),
            topics=list(self._topics()),
            stances=list(self._stances()),
        )
        before = [one for one in told.document.layers if one.id == origin]
        gone = {one.id for exported in before for one in exported.annotations} - {record.id for record in records}
        return Merged(
            document=told.document.with_layer(new),
            unchanged=told.unchanged + self._tally["unchanged"],
            edited=told.edited + self._tally["edited"],
            added=told.added + self._tally["added"],
            missing=told.missing + len(gone),
            lost_spans=told.lost_spans + self._lost,
        )

    def _free(self, wanted: str) -> str:
        names = (wanted if number == 1 else f"{wanted}.{number}" for number in count(1))
        found = next(name for name in names if name not in self._taken)
        self._taken.add(found)
        return found

    def _free_record(self, identifier: str) -> str:
        return self._free(f"{identifier}.{self._slug}" if identifier in self._taken else identifier)

    def _spans(self, spans: Iterable[Span]) -> list[Span]:
        found = [self._alignment.span(span) for span in spans]
        kept = [span for span in found if span is not None]
        self._lost += len(found) - len(kept)
        return kept

    def _call(self, reference: str, *before: str | None) -> VoiceRef:
        """Return *reference* as the document makes it: exports may call a voice by its entry in a registry.

        Where one of *before* names the same voice, the record goes on to call it so.
        """
        voice = self._told.document.speaker
        named = None if reference in before else voice(reference)
        if named is None:
            return VoiceRef(reference)
        return VoiceRef(next((one for one in before if one is not None and voice(one) is named), named.id))

    def _called(self, references: Iterable[str], before: tuple[str, ...]) -> list[VoiceRef]:
        return [self._call(one, *before) for one in references]

    def _order(self, record: Annotation) -> int:
        """Return where the original stands, so that versions stand in the same order; new ones come last."""
        return self._places.get(record.id, len(self._places))

    def _quotations(self) -> Iterator[Quotation]:
        for record in sorted(self._layer.quotations, key=self._order):
            before = self._known.get(record.id)
            old = before if isinstance(before, Quotation) else None
            placed = evolve(
                record,
                content=self._spans(record.content),
                verbatim=self._spans(record.verbatim),
                mention=self._spans(record.mention),
                cue=self._spans(record.cue),
                speakers=self._called(record.speakers, old.speakers if old else ()),
                addressees=self._called(record.addressees, old.addressees if old else ()),
                on_behalf_of=self._called(record.on_behalf_of, old.on_behalf_of if old else ()),
            )
            status = self._status(placed, before, is_same=isinstance(before, Quotation) and placed == _bare(before))
            yield evolve(
                placed, id=QuotationId(self._ids[record.id]), status=status, attributes=self._version_of(record.id)
            )

    def _topics(self) -> Iterator[TopicAssignment]:
        for record in sorted(self._layer.topics, key=self._order):
            placed = evolve(record, spans=self._spans(record.spans))
            before = self._known.get(record.id)
            is_same = isinstance(before, TopicAssignment) and placed == evolve(before, attributes=(), unread=())
            yield evolve(
                placed,
                id=TopicId(self._ids[record.id]),
                targets=[TargetRef(self._ids.get(target, target)) for target in record.targets],
                status=self._status(placed, before, is_same=is_same),
                attributes=self._version_of(record.id),
            )

    def _stances(self) -> Iterator[Stance]:
        for record in sorted(self._layer.stances, key=self._order):
            before = self._known.get(record.id)
            held = (before.holder, before.target) if isinstance(before, Stance) else ()
            placed = evolve(
                record,
                evidence=self._spans(record.evidence),
                holder=self._call(record.holder, *held) if record.holder else None,
                target=TargetRef(self._call(record.target, *held)) if record.target else None,
            )
            is_same = isinstance(before, Stance) and placed == evolve(before, attributes=(), unread=())
            quotation, about = placed.quotation, placed.target
            yield evolve(
                placed,
                id=StanceId(self._ids[record.id]),
                quotation=None if quotation is None else QuotationId(self._ids.get(quotation, quotation)),
                target=None if about is None else TargetRef(self._ids.get(about, about)),
                status=self._status(placed, before, is_same=is_same),
                attributes=self._version_of(record.id),
            )

    def _status(self, record: Annotation, before: Annotation | None, *, is_same: bool) -> Status | None:
        """Return a status that says whether the record was changed; count it."""
        if before is None:
            self._tally["added"] += 1
            return record.status or Status.MANUAL
        self._tally["unchanged" if is_same else "edited"] += 1
        return record.status if is_same or record.status is not before.status else Status.EDITED

    def _version_of(self, identifier: str) -> Attributes:
        return () if self._ids[identifier] == identifier else (("corresp", f"#{identifier}"),)


def _bare(quotation: Quotation) -> Quotation:
    """Return *quotation* without what does not travel."""
    return evolve(quotation, attributes=(), unread=(), anchors=())
