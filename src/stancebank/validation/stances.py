"""Rules on stances: each has a holder, a target, a position and something that shows it."""

from collections import defaultdict
from collections.abc import Iterator
from math import isfinite
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Position, Stance, Status
from stancebank.validation.following import pointer_faults, pointer_roles, vocabulary_of
from stancebank.validation.rule import Hit, Rule, Scope, Subject

__all__ = ["STANCES"]

_BOTH: Final = 2

SCALE: Final = (-1.0, 1.0)
"""Where scores lie unless a document declares another scale: from full opposition to full support."""

_REJECTED: Final = Status.REJECTED
_JUDGED: Final = frozenset({Status.CONFIRMED, Status.EDITED, Status.MANUAL})
_OPPOSITE: Final = frozenset({Position.SUPPORT, Position.OPPOSE})
_UNDECIDED: Final = frozenset({Position.NEUTRAL, Position.UNKNOWN})


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
        if stance.position is not None or "ana" in pointer_roles(stance):
            continue
        if not any(vocabulary_of(one)[0] == "position" for one in stance.categories):
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


def bare_position(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance whose position is a bare word or number."""
    yield from subject.once(pointer_faults).get("ST005", ())


def off_the_scale(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each score of a record outside the scale that the document declares, else `SCALE`."""
    index = subject.index
    if not index.scores:
        return
    told_ends = [_number(one) for one in index.scale]
    ends = [one for one in told_ends if one is not None] if told_ends else list(SCALE)
    for score in index.scores:
        number = _number(score.value)
        if len(ends) < _BOTH or None in told_ends:
            told = f"the score {score.value} is on a scale of which the document does not declare both ends"
        elif number is None:
            told = f"the score {score.value!r} is no number"
        elif not min(ends) <= number <= max(ends):
            told = f"the score {score.value} is outside the scale from {min(ends):g} to {max(ends):g}"
        else:
            continue
        yield Hit(told, score.near, line=score.line)


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) else None


def conflated(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance whose position is taken for another one that takes no side either."""
    for stance in subject.told.stances:
        if stance.position not in _UNDECIDED:
            continue
        if stance.intensity is not None:
            told = f"the position is {stance.position}, which takes no side, but its intensity {stance.intensity}"
            yield Hit(told, stance.id, hint="write position:ambiguous where the words take both sides")
        elif stance.position is Position.UNKNOWN and stance.status in _JUDGED:
            told = f"the position is unknown, but the record {stance.status}: somebody has judged it"
            yield Hit(told, stance.id, hint="neutral takes no side, ambiguous both; unknown is a slot not yet filled")


def contradiction(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance that says the opposite of another on the same holder, target and evidence."""
    for layer in subject.told.layers:
        told = [
            ((subject.same(stance.holder), subject.same(stance.target)), stance)
            for stance in layer.stances
            if stance.position in _OPPOSITE and stance.holder and stance.target and stance.status is not _REJECTED
        ]
        positions: dict[tuple[str, str], set[Position | None]] = defaultdict(set)
        for sides, stance in told:
            positions[sides].add(stance.position)
        groups: dict[tuple[object, ...], list[Stance]] = defaultdict(list)
        for sides, stance in told:
            if len(positions[sides]) > 1:
                groups[sides, frozenset(stance.evidence)].append(stance)
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
        bad='ana="intensity:moderate status:proposed"',
        good='ana="position:oppose intensity:moderate status:proposed"',
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
        code="ST005",
        level=2,
        severity=Severity.ERROR,
        summary="the position of a stance is a bare word or number",
        why="A word or a number of nobody's says support in one corpus and agreement in another; only a category "
        "has a definition.",
        remedy="Point at a category: position:support, position:oppose, position:neutral, position:ambiguous or "
        "position:unknown. A number may stand beside it, in a note of type score.",
        bad='ana="oppose intensity:moderate status:proposed"',
        good='ana="position:oppose intensity:moderate status:proposed"',
        check=bare_position,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="ST006",
        level=3,
        severity=Severity.ERROR,
        summary="a score is outside its scale",
        why="Two thirds of the way from what to what? A number says nothing without the ends of its scale. "
        "Scores lie between -1 and 1, unless the document declares another scale.",
        remedy="Correct the score; or declare the scale once in the unitDecl. Intensity has a closed vocabulary "
        "instead.",
        bad='<note type="score"><num value="4">4</num></note>',
        good='<unitDef type="score"><label>from <num value="0">0</num> to <num value="5">5</num></label></unitDef>',
        check=off_the_scale,
        since="0.2",
    ),
    Rule(
        code="ST011",
        level=3,
        severity=Severity.WARNING,
        summary="a position that takes no side is used for another one",
        why="Neutral takes no side, ambiguous both, and unknown is a slot that nobody has filled. Corpora that "
        "lump them together cannot be compared; a side that is not taken has no strength either.",
        remedy="Decide which of the three it is; take the intensity away from neutral and unknown.",
        bad='ana="position:neutral intensity:strong status:proposed"',
        good='ana="position:neutral status:proposed"',
        check=conflated,
        since="0.2",
    ),
    Rule(
        code="ST009",
        level=3,
        severity=Severity.ERROR,
        summary="two stances of one layer contradict each other on the same evidence",
        why="One annotator says of the same words that the holder is for and against the same thing.",
        remedy="Decide; or, where the words say both, write one record with position:ambiguous.",
        bad='ana="position:support status:proposed"',
        good='ana="position:oppose status:proposed"',
        check=contradiction,
    ),
)
