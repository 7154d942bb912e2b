"""The rule on annotations that stand twice."""

from collections.abc import Iterator, Sequence
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Annotation, Quotation, Stance, Status, TopicAssignment
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["REPETITION"]

_Said = tuple[object, ...]


def repeated(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each annotation that says of the same words the same as an earlier one of its layer.

    Another layer is another round or another judgement, even of the same agent; what was rejected says nothing.
    """
    for layer in subject.told.layers:
        yield from _repeated(subject, layer.quotations, [_quotation(subject, one) for one in layer.quotations])
        yield from _repeated(subject, layer.topics, [_topic(one) for one in layer.topics])
        yield from _repeated(subject, layer.stances, [_stance(subject, one) for one in layer.stances])


def _repeated(subject: Subject, records: Sequence[Annotation], said: Sequence[_Said]) -> Iterator[Hit]:
    """Yield a hit for each record of one kind that says the same as an earlier one.

    What is compared is what a record is about and what it says of that, not how sure it is and how it came about.
    """
    if len(set(said)) == len(said):
        return
    first: dict[_Said, Annotation] = {}
    for record, told in zip(records, said, strict=True):
        if record.status is Status.REJECTED or subject.anchor(record.id) is None:
            continue
        known = first.setdefault(told, record)
        if known is not record:
            message = f"the annotation says of the same words the same as {known.id}"
            yield Hit(message, record.id, other=str(known.id))


def _quotation(subject: Subject, record: Quotation) -> _Said:
    return _where(record), record.mode, record.medium, frozenset(map(subject.same, record.speakers))


def _topic(record: TopicAssignment) -> _Said:
    targets = record.targets if len(record.targets) == 1 else tuple(sorted({*record.targets}))
    return record.spans and _where(record), record.category, targets


def _stance(subject: Subject, record: Stance) -> _Said:
    holder = subject.same(record.holder) if record.holder else None
    target = subject.same(record.target) if record.target else None
    return _where(record), record.quotation, holder, target, record.position, record.intensity


def _where(record: Annotation) -> tuple[tuple[int, int], ...]:
    return tuple(sorted([(span.start, span.end) for span in record.spans]))


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
