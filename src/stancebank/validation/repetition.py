"""The rule on annotations that stand twice."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Annotation, Quotation, Stance, Status, TopicAssignment
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["REPETITION"]


def repeated(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each annotation that says of the same words the same as an earlier one of its layer.

    Another layer is another round or another judgement, even of the same agent; what was rejected says nothing.
    """
    for layer in subject.told.layers:
        first: dict[tuple[object, ...], Annotation] = {}
        for record in layer.annotations:
            if record.status is Status.REJECTED or subject.anchor(record.id) is None:
                continue
            known = first.setdefault(_said(subject, record), record)
            if known is not record:
                told = f"the annotation says of the same words the same as {known.id}"
                yield Hit(told, record.id, other=str(known.id))


def _said(subject: Subject, record: Annotation) -> tuple[object, ...]:
    """Return what a record is about and what it says of that, without how sure it is and how it came about."""
    where = tuple(sorted(record.spans))
    if isinstance(record, Quotation):
        voices = frozenset(map(subject.same, record.speakers))
        return "quotation", where, record.mode, record.medium, voices
    if isinstance(record, TopicAssignment):
        return "topic", where, frozenset(record.targets), record.category
    return "stance", where, record.quotation, *_stance(subject, record)


def _stance(subject: Subject, stance: Stance) -> tuple[object, ...]:
    holder = subject.same(stance.holder) if stance.holder else None
    target = subject.same(stance.target) if stance.target else None
    return holder, target, stance.position, stance.intensity


REPETITION: Final = (
    Rule(
        code="SN007",
        level=3,
        severity=Severity.WARNING,
        summary="an annotation stands twice in its layer: the same words, the same label, the same agent",
        why="It would be counted twice. What two people, or one person in two rounds, say alike stands in two layers.",
        remedy="Take one of the two out, and let pointers to it lead to the other.",
        bad='<annotation xml:id="t2" motivation="classifying" target="#string-range(b5,0,5)" '
        'ana="#pier status:proposed" cert="high"/>',
        good='<annotation xml:id="t2" motivation="classifying" target="#string-range(b5,6,4)" '
        'ana="#pier status:proposed" cert="high"/>',
        check=repeated,
        since="0.2",
    ),
)
