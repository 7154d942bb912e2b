"""Rules on stances: each has a holder, a target, a position and something that shows it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Position, Stance, Status
from stancebank.validation.following import pointer_roles, vocabulary_of
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["STANCES"]

_OPPOSITE: Final = {Position.SUPPORT, Position.OPPOSE}


def no_holder(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance that nobody holds."""
    for stance in subject.told.stances:
        if stance.holder is None and "holder" not in pointer_roles(stance):
            yield Hit("the stance has no holder", stance.id)


def no_target(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance that is about nothing."""
    for stance in subject.told.stances:
        if stance.target is None and "stanceTarget" not in pointer_roles(stance):
            yield Hit("the stance has no target", stance.id)


def no_position(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance without a position."""
    for stance in subject.told.stances:
        told = any(vocabulary_of(one)[0] == "position" for one in stance.categories)
        if stance.position is None and not told and "ana" not in pointer_roles(stance):
            yield Hit("the stance has no position", stance.id)


def no_evidence(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance that no passage shows and that is not about the whole document."""
    for stance in subject.told.stances:
        if stance.is_document_level or any(span.length for span in stance.evidence):
            continue
        unread = [pointer for role, pointer in stance.unread if role == "target"]
        if not unread and not stance.evidence:
            yield Hit("the stance has no evidence", stance.id, value="")
        elif records := [one for one in unread if (met := subject.anchor(one[1:])) and met.element == "annotation"]:
            yield Hit(f"the stance names {records[0]} as its evidence, a record that holds no words", stance.id)
        elif stance.evidence and not any(_is_judged_elsewhere(subject, one) for one in subject.targets_of(stance.id)):
            yield Hit("the evidence of the stance holds no words", stance.id)


def _is_judged_elsewhere(subject: Subject, pointer: str) -> bool:
    """Tell whether another rule says that what *pointer* names is empty: a range, or a part of a quotation."""
    anchor = subject.anchor(pointer[1:])
    return anchor is None or anchor.element in {"said", "annotation"}


def contradiction(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance that says the opposite of another on the same holder, target and evidence."""
    for layer in subject.told.layers:
        groups: dict[tuple[object, ...], list[Stance]] = defaultdict(list)
        for stance in layer.stances:
            is_denied = stance.status is Status.REJECTED
            if stance.position in _OPPOSITE and stance.holder and stance.target and not is_denied:
                key = (subject.same(stance.holder), subject.same(stance.target), frozenset(stance.evidence))
                groups[key].append(stance)
        for stances in groups.values():
            first = stances[0]
            for other in stances[1:]:
                if other.position is not first.position:
                    yield Hit(f"the stance is the opposite of {first.id}, on the same evidence", other.id)


STANCES: Final = (
    Rule(
        code="ST001",
        level=3,
        severity=Severity.ERROR,
        summary="a stance has no holder",
        why="A stance is somebody's; without a holder it is at best the tone of a sentence.",
        remedy='Add <ptr type="holder" target="…"/> to the record.',
        bad='<ptr type="stanceTarget" target="#prop1"/><ptr type="attribution" target="#q1"/>',
        good='<ptr type="holder" target="#lind"/><ptr type="stanceTarget" target="#prop1"/>',
        check=no_holder,
    ),
    Rule(
        code="ST002",
        level=3,
        severity=Severity.ERROR,
        summary="a stance has no target",
        why="For or against nothing is a sentiment, not a stance.",
        remedy='Add <ptr type="stanceTarget" target="…"/>: a proposition, an entity, a voice or a topic.',
        bad='<ptr type="holder" target="#lind"/><ptr type="attribution" target="#q1"/>',
        good='<ptr type="holder" target="#lind"/><ptr type="stanceTarget" target="#prop1"/>',
        check=no_target,
    ),
    Rule(
        code="ST003",
        level=3,
        severity=Severity.ERROR,
        summary="a stance has no position",
        why="The record says that there is a stance, but not which.",
        remedy="Put position:support, position:oppose, position:neutral or position:ambiguous into ana; "
        "position:unknown where it is still open.",
        bad='ana="intensity:moderate"',
        good='ana="position:oppose intensity:moderate"',
        check=no_position,
    ),
    Rule(
        code="ST004",
        level=3,
        severity=Severity.ERROR,
        summary="a stance has no evidence",
        why="Nobody can verify a judgement that no words are given for.",
        remedy="Let target point at the words; or at the document, where the whole of it is the evidence.",
        bad='<annotation xml:id="st1" motivation="assessing" target="#t1"',
        good='<annotation xml:id="st1" motivation="assessing" target="#q1.1"',
        check=no_evidence,
    ),
    Rule(
        code="ST009",
        level=3,
        severity=Severity.ERROR,
        summary="two stances of one layer contradict each other on the same evidence",
        why="One annotator says of the same words that the holder is for and against the same thing.",
        remedy="Decide; or, where the words say both, write one record with position:ambiguous.",
        bad='ana="position:support"',
        good='ana="position:oppose"',
        check=contradiction,
    ),
)
