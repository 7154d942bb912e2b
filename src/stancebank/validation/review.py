"""Rules on review: what a person has decided can be told from what a program proposed."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Annotation, AnnotatorKind, Document, Layer, Status
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["REVIEW"]

_KEPT: Final = frozenset({Status.CONFIRMED, Status.EDITED})
_PEOPLE: Final = frozenset({AnnotatorKind.PERSON, AnnotatorKind.ORGANISATION})


def nobody_decided(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each record that is confirmed or edited, but by nobody who is named."""
    if _KEPT.isdisjoint(subject.statuses):
        return
    document = subject.told
    people = {str(one.id) for one in document.annotators if one.kind in _PEOPLE}
    rounds = {str(one.id) for one in document.changes if one.id and people & {*map(str, one.who)}}
    for layer, record in _records(document):
        if record.status not in _KEPT or layer.annotator in people or layer.round in rounds:
            continue
        if not rounds & {pointer[1:] for pointer in _pointers(record, "change")}:
            yield Hit(f"the record is {record.status}, but no person is named who decided that", record.id)


def original_is_lost(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each edited record of a program whose proposal is not kept."""
    if Status.EDITED not in subject.statuses:
        return
    document = subject.told
    programs = {str(one.id) for one in document.annotators if one.kind is AnnotatorKind.PROGRAM}
    kept = {
        pointer
        for _, record in _records(document)
        if record.status is Status.REJECTED
        for pointer in _pointers(record, "corresp")
    }
    for layer, record in _records(document):
        if record.status is Status.EDITED and layer.annotator in programs and f"#{record.id}" not in kept:
            yield Hit("the record was edited, but what was proposed is not kept", record.id)


def undecided_gold(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each proposal in a layer that is called gold."""
    for layer in subject.told.layers:
        for record in layer.annotations if layer.is_gold else ():
            if record.status is Status.PROPOSED:
                yield Hit("a layer made by adjudication holds a record that is still proposed", record.id)


def leaning_on_rejected(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance that a person kept although its quotation was rejected."""
    if Status.REJECTED not in subject.statuses:
        return
    document = subject.told
    rejected = {str(one.id) for one in document.quotations if one.status is Status.REJECTED}
    for stance in document.stances:
        if stance.status in {*_KEPT, Status.MANUAL} and stance.quotation in rejected:
            yield Hit(f"the stance is {stance.status}, but its quotation {stance.quotation} is rejected", stance.id)


def _records(document: Document) -> Iterator[tuple[Layer, Annotation]]:
    return ((layer, record) for layer in document.layers for record in layer.annotations)


def _pointers(record: Annotation, name: str) -> list[str]:
    return dict(record.attributes).get(name, "").split() if record.attributes else []


REVIEW: Final = (
    Rule(
        code="PV012",
        level=4,
        severity=Severity.ERROR,
        summary="a record is confirmed or edited, but no person is named who did so",
        why="A program that calls its own guesses confirmed makes them look like judgements.",
        remedy="Let change point at a change whose who is a person; stancebank review writes both.",
        bad='ana="mode:direct medium:speech status:confirmed" cert="high">',
        good='ana="mode:direct medium:speech status:confirmed" change="#review1" cert="high">',
        check=nobody_decided,
        since="0.2",
    ),
    Rule(
        code="PV013",
        level=4,
        severity=Severity.WARNING,
        summary="what a program proposed is not kept beside the edited record",
        why="Without it nobody can count how often the program was wrong, or propose it no more.",
        remedy="Keep it as a rejected record whose corresp points at the edited one; stancebank review does.",
        bad='change="#review1" cert="high"/>',
        good='ana="position:support intensity:moderate status:rejected" change="#review1" corresp="#st1"',
        check=original_is_lost,
        since="0.2",
    ),
    Rule(
        code="PV014",
        level=4,
        severity=Severity.ERROR,
        summary="a layer made by adjudication holds a proposal",
        why="Gold is what somebody has decided; a proposal is what nobody has decided yet.",
        remedy="Decide on the record, or take it out of the layer.",
        bad='ana="#pier status:proposed"',
        good='ana="#pier status:manual"',
        check=undecided_gold,
        since="0.2",
    ),
    Rule(
        code="PV015",
        level=4,
        severity=Severity.WARNING,
        summary="a stance was kept although its quotation was rejected",
        why="The words are attributed to the holder by a record that somebody has denied.",
        remedy="Reject the stance as well, or let it stand on evidence of its own.",
        bad='ana="mode:direct medium:speech status:rejected" change="#review1"',
        good='ana="mode:direct medium:speech status:confirmed" change="#review1"',
        check=leaning_on_rejected,
        since="0.2",
    ),
)
