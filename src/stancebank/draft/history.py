"""The history of a draft: a run that gives what is there already keeps the day of the run that gave it."""

from typing import Final

from attrs import evolve

from stancebank.draft.applying import without_proposals
from stancebank.draft.provenance import program_of, responsibility
from stancebank.model import Annotator, AnnotatorKind, Change, Document
from stancebank.model.ids import AnnotatorId

__all__ = ["settled", "with_structure"]

_STRUCTURE: Final = "structure"
_VERSION: Final = "1"


def settled(before: Document, made: Document) -> Document:
    """Return *made* with the days of earlier runs for those annotators who gave the same as in *before*.

    What is as it was stays where it stood; the changes of other annotators stand above all that is older.

    Args:
        before: The document before a run.
        made: The same document after it.
    """
    annotated = without_proposals(made, _STRUCTURE)
    made = annotated if annotated.changes else made
    new: list[Change] = []
    kept: dict[int, Change] = {}
    for one in made.changes:
        places = (at for at, old in enumerate(before.changes) if at not in kept and evolve(old, when=one.when) == one)
        at = next(places, None)
        old = None if at is None else before.changes[at]
        if at is None or old is None or not (old == one or (old.when and _gave_the_same(old, before, made))):
            new.append(one)
        else:
            kept[at] = old
    return evolve(made, changes=[*new, *(kept[at] for at in sorted(kept))])


def _gave_the_same(change: Change, before: Document, made: Document) -> bool:
    return all(_given_by(agent, before) == _given_by(agent, made) for agent in change.who)


def _given_by(agent: str, document: Document) -> tuple[object, ...]:
    """Return what an agent answers for."""
    return (
        [layer for layer in document.layers if layer.annotator == agent],
        [one for one in document.speakers if responsibility(one) == agent],
        document.mentions if document.encoder == agent else (),
        [one for one in document.applications if one.id == f"{agent}.app"],
    )


def with_structure(document: Document, on: str | None) -> Document:
    """Return a draft in which no annotator found anything, with who made its blocks: a document has a history.

    Args:
        document: The document; its history is empty.
        on: The day, as an ISO 8601 date, or None.
    """
    agent_id = AnnotatorId(f"{document.id}.{_STRUCTURE}")
    application = program_of(agent_id, _STRUCTURE, _VERSION)
    agent = Annotator(
        id=agent_id,
        kind=AnnotatorKind.PROGRAM,
        name=f"{_STRUCTURE} {_VERSION}",
        role="automatic division of the text into blocks, not reviewed by a person",
        application=application.id,
    )
    told = f"Divided into blocks by {agent.name}; no annotator found anything; not reviewed by a person."
    return evolve(
        document,
        annotators=(*document.annotators, agent),
        applications=(*document.applications, application),
        changes=[Change(text=told, when=on, who=[agent_id], status="draft")],
    )
