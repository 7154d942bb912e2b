"""Records as JSON can carry them: what a quotation, a topic assignment or a stance says besides its places."""

from typing import cast

from stancebank.export.names import Names
from stancebank.model import Document, Quotation, Span, Stance, TopicAssignment

__all__ = ["PARTS", "Record", "Told", "filled", "kind_of", "told"]

Record = Quotation | TopicAssignment | Stance
"""An annotation of any kind."""

Told = dict[str, str | float | bool | list[str]]
"""What a record says, by name; what it does not say is not there."""

PARTS = ("verbatim", "mention", "cue")
"""The places of a quotation besides its content."""


def kind_of(record: Record) -> str:
    """Return ``Quotation``, ``Topic`` or ``Stance``."""
    return "Topic" if isinstance(record, TopicAssignment) else type(record).__name__


def told(record: Record, names: Names) -> Told:
    """Return what *record* says; voices and targets are called by their keys."""
    found: dict[str, object] = {}
    if isinstance(record, Quotation):
        found |= {"mode": record.mode, "medium": record.medium}
        found |= {name: names.keys(getattr(record, name)) for name in ("speakers", "addressees", "on_behalf_of")}
    elif isinstance(record, TopicAssignment):
        found |= {"category": record.category, "targets": record.targets}
    else:
        found |= {"holder": None if record.holder is None else names.key(record.holder)}
        found |= {"target": None if record.target is None else names.key(record.target)}
        found |= {"position": record.position, "intensity": record.intensity, "quotation": record.quotation}
        found |= {"is_document_level": record.is_document_level, "adjudicates": record.adjudicates}
    found |= {"certainty": record.certainty, "status": record.status, "categories": record.categories}
    found |= {"comment": record.rationale if isinstance(record, Stance) else record.comment}
    return {key: _plain(value) for key, value in found.items() if value or isinstance(value, float)}


def _plain(value: object) -> str | float | bool | list[str]:
    if isinstance(value, tuple):
        return [str(item) for item in cast("tuple[object, ...]", value)]
    return value if isinstance(value, bool | float) else str(value)


def filled(document: Document) -> Span:
    """Return the first character of the text that is no white space: where a record without words can stand."""
    at = next((at for at, character in enumerate(document.text) if not character.isspace()), 0)
    return Span(at, at + 1)
