"""Rules that the grammar cannot say: what TEI itself forbids, what must not be empty, and what is deprecated."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Document, SegmentKind
from stancebank.validation.rule import Hit, Rule, Scope, Subject

__all__ = ["CONSTRAINTS"]

_OLD_LISTS: Final = frozenset({"attribution", "stance", "topic"})
_EXCLUDING: Final = (
    ("when", ("from", "to", "notBefore", "notAfter"), "a point in time cannot have limits as well"),
    ("from", ("notBefore",), "a period begins either at a time or not before one"),
    ("to", ("notAfter",), "a period ends either at a time or not after one"),
)
_QUOTED: Final = ("<quote ", "<quote/", "<quote>", "<q ", "<q/", "<q>")


def deprecated(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each list of records that is of a type which the profile no longer wants."""
    document = subject.told
    for layer in document.layers:
        kind = next((value for name, value in layer.attributes if name == "type"), None)
        if kind in _OLD_LISTS:
            place: str = layer.id if subject.anchor(layer.id) else document.id
            yield Hit(f"a listAnnotation of type {kind!r} is of an older kind", place)


def empty(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each block, quoted writing, proposition and description of a category without words."""
    for vocabulary in subject.index.vocabularies:
        for term in vocabulary.terms:
            if not term.is_described:
                yield Hit("the description of this category is empty", term.id, line=term.line, is_absence=True)
    if subject.document is not None:
        yield from _empty_in(subject, subject.document)


def _empty_in(subject: Subject, document: Document) -> Iterator[Hit]:
    for segment in document.segments:
        if not segment.span.slice(document.text).strip() and segment.kind is not SegmentKind.OTHER:
            place = segment.id if subject.anchor(segment.id) else document.id
            yield Hit(f"this {segment.kind} is empty", place)
    for proposition in document.propositions:
        if not proposition.text:
            yield Hit("this proposition is empty", proposition.id)
    for point in document.points:
        if point.xml.startswith(_QUOTED):
            yield Hit("quoted writing without words", document.segment_at(point.offset).id)


def breaches(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each element that breaks a constraint of TEI's own."""
    for dated in subject.index.dates:
        if len(dated.dates) == 1:
            continue
        names = {name for name, _ in dated.dates}
        for name, others, told in _EXCLUDING:
            clash = [other for other in others if other in names]
            if name in names and clash:
                yield Hit(
                    f"this {dated.element} has {name} and {' and '.join(clash)}: {told}", dated.near, line=dated.line
                )
    for breach in subject.index.breaches:
        yield Hit(breach.told, breach.near, line=breach.line)


CONSTRAINTS: Final = (
    Rule(
        code="SC004",
        level=1,
        severity=Severity.WARNING,
        summary="the document uses what the profile no longer wants",
        why="It is read as before, but new tools need not know it. Deprecated so far: a list of records for each "
        "kind; what belongs together, the work of one annotator in one round, was then spread over three.",
        remedy='Put the records of one annotator and round into one <listAnnotation type="layer">.',
        bad='<listAnnotation xml:id="layer1" type="stance" subtype="primary" resp="#tool">',
        good='<listAnnotation xml:id="layer1" type="layer" subtype="primary" resp="#tool">',
        check=deprecated,
        since="0.2",
    ),
    Rule(
        code="SC005",
        level=1,
        severity=Severity.ERROR,
        summary="a block, quoted writing, a proposition or the description of a category is empty",
        why="The element says that there is something, and there is nothing; often words were lost on the way.",
        remedy="Restore the words, or remove the element.",
        bad='<interp xml:id="prop1"/>',
        good='<interp xml:id="prop1">The pier should be built.</interp>',
        check=empty,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="SC007",
        level=1,
        severity=Severity.ERROR,
        summary="the file breaks a constraint of TEI that no grammar can say",
        why="What is valid here is to be valid TEI. Looked at are dates that exclude each other, related items, "
        "sentences inside sentences, and empty statements on quotation marks.",
        remedy="The finding names what excludes each other: keep one of the two.",
        bad='<date when="2024-03-05" notBefore="2024-03-01">5 March 2024</date>',
        good='<date when="2024-03-05">5 March 2024</date>',
        check=breaches,
        scope=Scope.FILE,
        since="0.2",
    ),
)
