"""Deciding on a proposal: pure functions from a document to a document."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from attrs import Attribute, evolve, field, frozen

from stancebank.errors import UnknownIdError
from stancebank.model import (
    Annotation,
    Annotator,
    AnnotatorId,
    AnnotatorKind,
    Change,
    ChangeId,
    Document,
    Quotation,
    Stance,
    Status,
)
from stancebank.review.originals import kept, superseded

__all__ = ["Decision", "confirm", "edit", "reject", "undecided"]

_ROLE: Final = "review of proposed annotation"
_TOLD: Final = "Reviewed proposed annotation."
_NOT_EDITABLE: Final = frozenset({"id", "status", "attributes", "anchors", "unread"})


def _day(_instance: object, _attribute: "Attribute[Any]", value: str) -> None:
    date.fromisoformat(value)


def _somebody(_instance: object, _attribute: "Attribute[Any]", value: str) -> None:
    if not value.strip():
        msg = "the reviewer must have a name"
        raise ValueError(msg)


def _tidy(name: str) -> str:
    return " ".join(name.split())


@frozen
class Decision:
    """Who decides, and when.

    Attributes:
        reviewer: The name of the person.
        on: The day, as an ISO 8601 date; the library has no clock.

    Raises:
        ValueError: The name is empty, or the day is none.
    """

    reviewer: str = field(validator=_somebody, converter=_tidy)
    on: str = field(validator=_day)


def undecided(document: Document) -> tuple[Annotation, ...]:
    """Return the records that are still proposals, in the order of the text; topics of the whole document come last.

    Example:
        >>> undecided(Document.from_blocks("pier", [("paragraph", "It rains.")]))
        ()
    """
    found = [one for layer in document.layers for one in layer.annotations if one.status is Status.PROPOSED]
    return tuple(sorted(found, key=lambda one: _place(document, one)))


def _place(document: Document, record: Annotation) -> tuple[int, int, str]:
    """Return where to walk by: quotations, then the stances that lean on them, then topics."""
    spans = record.spans
    if isinstance(record, Stance) and record.quotation:
        spans = next((one.content for one in document.quotations if one.id == record.quotation), spans)
    start = min((span.start for span in spans), default=len(document.text))
    return (start, 0 if isinstance(record, Quotation) else 1 if isinstance(record, Stance) else 2, record.id)


def confirm(document: Document, record_id: str, decision: Decision) -> Document:
    """Return a copy in which a person stands by the record, whatever was decided before.

    Who proposed it still answers for the layer; who confirmed it is named by a change that the record points at.

    Raises:
        UnknownIdError: No record has that id.
    """
    return _decided(document, record_id, decision, Status.CONFIRMED)


def reject(document: Document, record_id: str, decision: Decision) -> Document:
    """Return a copy in which the record stays, as rejected, so that nobody proposes it again.

    Raises:
        UnknownIdError: No record has that id.
    """
    return _decided(document, record_id, decision, Status.REJECTED)


def edit(document: Document, record_id: str, decision: Decision, **fields: Any) -> Document:  # noqa: ANN401 - any field
    """Return a copy in which the record has other *fields* and its old self is kept beside it.

    The record keeps its id, so that what points at it still does; the old one follows it under ``ID.was1``,
    ``ID.was2`` …, as rejected, and points at it. An edit that changes nothing is a confirmation.

    Args:
        document: The document.
        record_id: The id of the record.
        decision: Who edits it, and when.
        fields: The fields of the record that become different, for instance ``speakers=["pier.lind"]``.

    Raises:
        UnknownIdError: No record has that id.
        TypeError: The record has no such field, or it is none to be edited.
        ValueError: A value is none that the field may have.
    """
    if refused := sorted(_NOT_EDITABLE & fields.keys()):
        msg = f"{refused[0]} of a record is not edited"
        raise TypeError(msg)
    before = _found(document, record_id)
    after = evolve(before, **fields)
    if after == before:
        return confirm(document, record_id, decision)
    signed, change = _signed(document, decision)
    number = 1 + sum(one.startswith(f"{record_id}.was") for one in _record_ids(document))
    old = kept(before, f"{record_id}.was{number}", change)
    new = _marked(after, Status.EDITED, change)
    return _with_record(signed, new, old)


def _decided(document: Document, record_id: str, decision: Decision, status: Status) -> Document:
    record = _found(document, record_id)
    signed, change = _signed(document, decision)
    if status is Status.CONFIRMED and record.status is Status.EDITED:
        status = Status.EDITED  # what a person has edited stays so, whoever agrees with it
    return _with_record(signed, _marked(record, status, change))


def _found(document: Document, record_id: str) -> Annotation:
    for layer in document.layers:
        for record in layer.annotations:
            if record.id == record_id and record.id not in superseded(document):
                return record
    raise UnknownIdError("record", record_id, document.id)


def _record_ids(document: Document) -> Iterator[str]:
    return (str(record.id) for layer in document.layers for record in layer.annotations)


def _marked(record: Annotation, status: Status, change: str) -> Annotation:
    """Return *record* with *status* and one more pointer to a change."""
    told = dict(record.attributes)
    pointers = told.get("change", "").split()
    if f"#{change}" not in pointers:
        pointers.append(f"#{change}")
    return evolve(record, status=status, attributes={**told, "change": " ".join(pointers)})


def _with_record(document: Document, record: Annotation, old: Annotation | None = None) -> Document:
    """Put *record* in the place of the one with its id, and *old* after it and its earlier selves."""
    selves = f"{record.id}.was"

    def renewed(told: Iterable[Annotation]) -> list[Any]:
        records = [record if one.id == record.id else one for one in told]
        places = [at for at, one in enumerate(records) if one.id == record.id or one.id.startswith(selves)]
        if places and old is not None:
            records.insert(places[-1] + 1, old)
        return records

    return evolve(
        document,
        layers=[
            evolve(
                layer,
                quotations=renewed(layer.quotations),
                topics=renewed(layer.topics),
                stances=renewed(layer.stances),
            )
            if any(one.id == record.id for one in layer.annotations)
            else layer
            for layer in document.layers
        ],
    )


def _signed(document: Document, decision: Decision) -> tuple[Document, str]:
    """Return a copy that names the reviewer and the day, each once, and the id of the change."""
    agent = next((one for one in document.annotators if _is_reviewer(one, decision.reviewer)), None)
    if agent is None:
        agent_id = AnnotatorId(_free(document, "reviewer"))
        agent = Annotator(id=agent_id, kind=AnnotatorKind.PERSON, name=decision.reviewer, role=_ROLE)
        document = evolve(document, annotators=(*document.annotators, agent))
    for change in document.changes:
        if change.id and (change.text, change.when, change.who) == (_TOLD, decision.on, (agent.id,)):
            return document, change.id
    change_id = _free(document, "review")
    change = Change(id=ChangeId(change_id), text=_TOLD, when=decision.on, who=[agent.id])
    return evolve(document, changes=(change, *document.changes)), change_id


def _is_reviewer(annotator: Annotator, name: str) -> bool:
    return annotator.kind is AnnotatorKind.PERSON and annotator.name == name and annotator.role == _ROLE


def _free(document: Document, word: str) -> str:
    """Return an id that begins with the document's and that nothing in it bears."""
    taken = {
        *(one.id for one in document.annotators),
        *(one.id for one in document.changes),
        *(one.id for one in document.speakers),
        *(one.id for one in document.segments),
        *(one.id for one in document.entities),
        *(one.id for one in document.applications),
        *(one.id for one in document.layers),
        *_record_ids(document),
    }
    number = 1
    while f"{document.id}.{word}{number}" in taken:
        number += 1
    return f"{document.id}.{word}{number}"
