"""Rules on voices: who speaks is said, and was what the article says at its date."""

from collections.abc import Collection, Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Affiliation, Relation, Speaker, SpeakerKind
from stancebank.validation.dates import date_of, holds_on, is_reversed
from stancebank.validation.following import pointer_roles
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["SPEAKERS"]

_OUTLETS: Final = frozenset({"media", "newsAgency"})


def no_speaker(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each quotation that is attributed to nobody."""
    for quotation in subject.told.quotations:
        if not quotation.speakers and "speaker" not in pointer_roles(quotation):
            yield Hit("the quotation has no speaker", subject.place_of(quotation))


def own_voice(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance that is given to the author or the outlet without their having said it."""
    document = subject.told
    metadata = document.metadata
    makers = {*metadata.authors, *metadata.agencies, metadata.outlet, metadata.outlet_publisher} - {""}
    unquoted = [stance for stance in document.stances if stance.holder is not None and stance.quotation is None]
    holders = {str(stance.holder) for stance in unquoted}
    made = {one: voice for one in holders if (voice := subject.voice(one)) and _is_maker(voice, makers)}
    for stance in unquoted:
        if stance.holder in made:
            yield Hit(
                f"the stance is given to {made[stance.holder].label}, who made the article, "
                "but no quotation of theirs bears it",
                stance.id,
            )


def _is_maker(voice: Speaker, makers: Collection[str]) -> bool:
    """Tell whether a voice that is called by a name of its own made the article."""
    is_named = voice.kind not in {SpeakerKind.UNNAMED, SpeakerKind.GROUP}
    return is_named and (voice.role in _OUTLETS or any(name.text in makers for name in voice.names))


def outdated_role(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each voice that was not what is said, or spoke for nobody, at the article's date."""
    document = subject.told
    day = date_of(document.metadata.date) or date_of(document.metadata.created)
    if day is None:
        return
    for speaker in document.speakers:
        dated = [one for one in speaker.affiliations if not is_reversed(one.start, one.end)]
        is_judged = dated and len(dated) == len(speaker.affiliations)
        if is_judged and not any(holds_on(one.start, one.end, day) for one in dated):
            told = "; ".join(_role(one) for one in dated)
            yield Hit(f"{speaker.label} was not {told} on {day}", speaker.id)
    for relation in document.relations:
        if not is_reversed(relation.start, relation.end) and not holds_on(relation.start, relation.end, day):
            yield _outdated_relation(subject, relation, str(day))


def _outdated_relation(subject: Subject, relation: Relation, day: str) -> Hit:
    active = " and ".join(subject.label(one) for one in relation.active)
    passive = " and ".join(subject.label(one) for one in relation.passive)
    period = _period(relation.start, relation.end)
    voices = [voice.id for one in relation.active if (voice := subject.told.speaker(one))]
    line = subject.once(_lines_of_active).get(tuple(relation.active))
    return Hit(
        f"the relation {relation.name} of {active} to {passive} holds {period}, not on {day}",
        voices[0] if voices else subject.told.id,
        line=line,
    )


def _lines_of_active(subject: Subject) -> dict[tuple[str, ...], int]:
    """Return, for the voices that relations name as active, the line of the first one that names them."""
    lines: dict[tuple[str, ...], int] = {}
    for pointer in subject.index.pointers:
        if pointer.attribute == "active" and pointer.tokens:
            lines.setdefault(tuple(token.removeprefix("#") for token in pointer.tokens), pointer.line)
    return lines


def _role(affiliation: Affiliation) -> str:
    role = affiliation.label or affiliation.role or "affiliated"
    return f"{role} ({_period(affiliation.start, affiliation.end)})"


def _period(start: str | None, end: str | None) -> str:
    return " ".join(filter(None, [f"from {start}" if start else "", f"until {end}" if end else ""]))


SPEAKERS: Final = (
    Rule(
        code="SP001",
        level=3,
        severity=Severity.ERROR,
        summary="a quotation has no speaker",
        why="Silence can mean that nobody is named, that nobody looked, or that the pointer was lost.",
        remedy='Name the voice; for a source that the article leaves unnamed declare a personGrp with role="unnamed".',
        bad='<said xml:id="q2" direct="true" aloud="true">"Not in my harbour!"</said>',
        good='<said xml:id="q2" who="#critics" direct="true" aloud="true">"Not in my harbour!"</said>',
        check=no_speaker,
    ),
    Rule(
        code="SP003",
        level=3,
        severity=Severity.ERROR,
        summary="a stance is given to the author or the outlet, but they do not say it",
        why="What a source thinks and what the article thinks is the confusion that stance data suffer from most. "
        "A voice counts as a maker of the article if its role is media or newsAgency, or if it is called as the "
        "author, the outlet, its publisher or an agency of the article.",
        remedy="Point at the quotation in which they take the stance; or, where the article itself takes it, declare "
        'the voice of the article as a personGrp with role="unnamed" and make that the holder.',
        bad='<ptr type="holder" target="#post"/>',
        good='<ptr type="holder" target="#newsroom"/>',
        check=own_voice,
    ),
    Rule(
        code="SP009",
        level=4,
        severity=Severity.WARNING,
        summary="no affiliation of a voice, or not its right to speak for another, holds at the article's date",
        why="Somebody who has left an office no longer speaks from it; or the dates are wrong.",
        remedy="Correct the dates, or add what the voice was at the time; former offices may stand beside it.",
        bad='from="2020-01-01" to="2023-12-31"',
        good='from="2020-01-01" to="2025-12-31"',
        check=outdated_role,
    ),
)
