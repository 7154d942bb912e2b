"""The record as it was before a person edited it: kept beside the edited one, as rejected."""

from typing import Final

from attrs import evolve

from stancebank.model import Annotation, Document, Quotation, QuotationId, Stance, StanceId, Status, TopicId

__all__ = ["kept", "original_of", "superseded"]

_CORRESP: Final = "corresp"


def kept(record: Annotation, own_id: str, change: str) -> Annotation:
    """Return *record* as it is kept after an edit: under an id of its own, rejected, pointing at what took its place.

    Args:
        record: The record before the edit.
        own_id: The id to keep it under.
        change: The id of the change by which it was edited.
    """
    told = dict(record.attributes)
    pointers = [*told.get(_CORRESP, "").split(), f"#{record.id}"]
    attributes = {**told, _CORRESP: " ".join(pointers), "change": _pointing(told.get("change", ""), change)}
    if isinstance(record, Quotation):  # the ids of the inline parts stay with the record that is shown
        return evolve(record, id=QuotationId(own_id), status=Status.REJECTED, anchors=(), attributes=attributes)
    if isinstance(record, Stance):
        return evolve(record, id=StanceId(own_id), status=Status.REJECTED, attributes=attributes)
    return evolve(record, id=TopicId(own_id), status=Status.REJECTED, attributes=attributes)


def _pointing(pointers: str, change: str) -> str:
    told = pointers.split()
    return " ".join(told if f"#{change}" in told else [*told, f"#{change}"])


def superseded(document: Document) -> frozenset[str]:
    """Return the ids of the records that are kept only to show what an edited record was before."""
    edited = {f"#{one.id}" for one in _records(document) if one.status is Status.EDITED}
    return frozenset(
        str(one.id) for one in _records(document) if one.status is Status.REJECTED and edited & {*_pointers(one)}
    )


def original_of(document: Document, record_id: str) -> Annotation | None:
    """Return what the record with *record_id* was when it was proposed, or None where it was never edited.

    Of several versions, that is the first one.
    """
    pointer = f"#{record_id}"
    return next(
        (one for one in _records(document) if one.status is Status.REJECTED and pointer in _pointers(one)), None
    )


def _records(document: Document) -> list[Annotation]:
    return [record for layer in document.layers for record in layer.annotations]


def _pointers(record: Annotation) -> list[str]:
    return dict(record.attributes).get(_CORRESP, "").split()
