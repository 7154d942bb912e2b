"""Rules on provenance: somebody answers for every annotation, and says how sure, by which guideline, and when."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Annotation, AnnotatorKind, Layer
from stancebank.validation.dates import days_of
from stancebank.validation.following import vocabulary_of
from stancebank.validation.rule import Hit, Rule, Scope, Subject

__all__ = ["PROVENANCE"]


def no_agent(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each layer with annotations that nobody answers for.

    What was only typed into the text belongs to whoever encoded the text, and still does once it is written as
    a layer of its own.
    """
    document = subject.told
    for layer in document.layers:
        if not layer.annotations or layer.annotator is not None or _has_agent(layer.attributes):
            continue
        is_typed = layer.id.startswith(f"{document.id}.inline")
        if is_typed and document.encoder is not None:
            continue
        place: str = layer.id
        if subject.anchor(layer.id) is None and layer.quotations:
            place = subject.place_of(layer.quotations[0])
        hint = "write resp on the body" if is_typed else None
        yield Hit("nobody is named who made these annotations", place, hint=hint)


def _has_agent(attributes: tuple[tuple[str, str], ...]) -> bool:
    return any(name == "resp" for name, _ in attributes)


_NAMES: Final = frozenset({"persName", "orgName", "name"})
_AGENTS: Final = frozenset({"organisation", "person", "program", "project", "software"})


def unknown_agent(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each agent of whom nothing tells whether it is a person or a program."""
    named = [one for one in subject.statements("name") if one.parent == "respStmt"]
    is_agent = False
    for one in subject.index.statements if any(one.attributes.get("type") not in _AGENTS for one in named) else ():
        if one.element == "respStmt":
            is_agent = one.parent == "titleStmt"
        elif is_agent and one.path == "respStmt/name" and one.attributes.get("type") not in _AGENTS:
            yield Hit(f"nothing tells whether {one.text!r} is a person or a program", one.near, line=one.line)


def unversioned_program(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each program of which it is not said what it is, in which version."""
    document = subject.told
    programs = {one.id: one for one in document.applications}
    named = {one.near for one in subject.statements("name") if one.parent == "respStmt" and "ref" in one.attributes}
    for annotator in document.annotators:
        if annotator.kind is not AnnotatorKind.PROGRAM:
            continue
        if annotator.application is None:
            if annotator.id not in named:
                yield Hit(f"the program {annotator.name!r} names no application", annotator.id)
        elif (program := programs.get(annotator.application)) and not program.label:
            yield Hit(f"the application of {annotator.name!r} has no name", program.id)


def no_certainty(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each layer in which annotations say nothing of how sure they are, at the first of these."""
    spoilt = {one.near for one in subject.index.certainties}
    yield from _lacking(
        subject,
        lambda layer: [one for one in layer.annotations if one.certainty is None and one.id not in spoilt],
        "say how sure",
    )


def wrong_certainty(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each certainty that is neither one of the words nor a number from 0 to 1."""
    for one in subject.index.certainties:
        yield Hit(f"{one.value!r} is no certainty", one.near, line=one.line, value=one.value)


def no_status(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each layer in which annotations do not say how they came about, at the first of these."""
    if None in subject.statuses:
        yield from _lacking(
            subject, lambda layer: [one for one in layer.annotations if not _has_status(one)], "say how they came about"
        )


def _has_status(record: Annotation) -> bool:
    return record.status is not None or any(vocabulary_of(one)[0] == "status" for one in record.categories)


def _lacking(subject: Subject, suspects: Callable[[Layer], list[Annotation]], told: str) -> Iterator[Hit]:
    """Yield a hit for each layer with records that lack something; what stands in text or header only is no record."""
    for layer in subject.told.layers:
        lacking = [one for one in suspects(layer) if subject.anchor(one.id) is not None]
        if lacking and not _is_typed(subject, layer):
            number = sum(subject.anchor(one.id) is not None for one in layer.annotations)
            whole = f"{len(lacking)} of the {number} annotations of {layer.id}"
            yield Hit(f"{whole} do not {told}; this is the first", lacking[0].id)


def _is_typed(subject: Subject, layer: Layer) -> bool:
    """Tell whether a layer was made of what was only typed into the text or the header."""
    return layer.id.startswith((f"{subject.told.id}.inline", f"{subject.told.id}.header"))


def no_guideline(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a document with annotations that names no guideline they follow, or no version of it."""
    document = subject.told
    if not any(layer.annotations for layer in document.layers):
        return
    missing = [
        kind
        for element, kind in (("ref", "guideline"), ("num", "version"))
        if not any(one.text and one.attributes.get("type") == kind for one in subject.statements(element))
    ]
    if missing:
        line = subject.index.line_of.get("editorialDecl/interpretation")
        line = line or subject.index.line_of.get("teiHeader/encodingDesc")
        fault = "no guideline for its annotations" if missing[0] == "guideline" else "no version of its guideline"
        yield Hit(f"the document names {fault}", document.id, line=line, is_absence=True)


def no_history(subject: Subject) -> Iterator[Hit]:
    """Yield a hit where a document has no history, or one out of order, and for each change without a day or a name.

    A file in the plain profile leaves out its history with everything else that was done to the text.
    """
    document = subject.told
    if subject.index.schema is not None and subject.index.schema.profile == "plain":
        return
    changes = subject.statements("change")
    if not changes:
        line = subject.index.line_of.get("teiHeader/revisionDesc")
        yield Hit("the document has no history", document.id, line=line, is_absence=True)
    for change in changes:
        missing = [] if change.attributes.keys() & {"when", "from", "to"} else ["when it was made"]
        missing += [] if change.attributes.get("who") else ["who made it"]
        if missing:
            yield Hit(f"this change does not say {' and '.join(missing)}", change.near, line=change.line)
    days = [(one, found) for one in changes if (found := days_of(one.attributes.get("when")))]
    for (_, above), (change, below) in pairwise(days):
        if below[0] > above[1]:
            yield Hit(
                f"this change of {change.attributes['when']} stands below an older one", change.near, line=change.line
            )
            return


PROVENANCE: Final = (
    Rule(
        code="PV001",
        level=4,
        severity=Severity.ERROR,
        summary="annotations have no responsible agent",
        why="What a person judged and what a program guessed must not be counted as one.",
        remedy='Add a respStmt for the person or the program, and point at it: <listAnnotation resp="#…">.',
        bad='<listAnnotation xml:id="layer1" type="layer" subtype="primary">',
        good='<listAnnotation xml:id="layer1" type="layer" subtype="primary" resp="#tool">',
        check=no_agent,
    ),
    Rule(
        code="PV002",
        level=4,
        severity=Severity.ERROR,
        summary="nothing tells whether an agent is a person or a program",
        why="Gold and silver annotation are told apart by who made them.",
        remedy='Use persName or orgName, or <name type="program"> or <name type="person">.',
        bad="<name>pier reader</name>",
        good='<name type="program" ref="#app">pier reader</name>',
        check=unknown_agent,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="PV003",
        level=4,
        severity=Severity.ERROR,
        summary="a program that annotated has no name and version",
        why="Another version annotates differently; without it nothing can be repeated or explained.",
        remedy="Add an application with ident, version and label to appInfo, and point at it from the program's name.",
        bad='<name type="program">pier reader</name>',
        good='<name type="program" ref="#app">pier reader</name>',
        check=unversioned_program,
        since="0.2",
    ),
    Rule(
        code="PV004",
        level=4,
        severity=Severity.WARNING,
        summary="annotations say nothing of how sure they are",
        why="Who uses the data may want the sure ones only; silence is no certainty. "
        "A layer is told once, however many of its annotations are silent.",
        remedy='Add cert="high", "medium", "low" or "unknown", or a number from 0 to 1 for a program.',
        bad='ana="#pier status:proposed"/>',
        good='ana="#pier status:proposed" cert="high"/>',
        check=no_certainty,
        since="0.2",
    ),
    Rule(
        code="PV005",
        level=4,
        severity=Severity.ERROR,
        summary="a certainty is neither a word for one nor a number from 0 to 1",
        why="Other values cannot be compared, nor read by other tools.",
        remedy="Write high, medium, low or unknown, or a number from 0 to 1.",
        bad='cert="certain"',
        good='cert="0.5"',
        check=wrong_certainty,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="PV006",
        level=4,
        severity=Severity.WARNING,
        summary="the document names no guideline that its annotations follow, or no version of it",
        why="What counts as a quotation or a stance is what the guideline says; another version may say otherwise.",
        remedy='Say in editorialDecl/interpretation: <ref type="guideline" target="…">name</ref>, '
        'version <num type="version">1.0</num>.',
        bad='<interpretation><p>Annotated by <ref type="guideline" target="https://example.org/guideline">'
        "the guideline</ref>.</p></interpretation>",
        good='<interpretation><p>Annotated by <ref type="guideline" target="https://example.org/guideline">'
        'the guideline</ref>, version <num type="version">1.0</num>.</p></interpretation>',
        check=no_guideline,
        since="0.2",
    ),
    Rule(
        code="PV007",
        level=4,
        severity=Severity.ERROR,
        summary="annotations do not say how they came about",
        why="What a program proposed and nobody looked at must not be counted with what was confirmed. "
        "A layer is told once, however many of its annotations are silent.",
        remedy="Add status:proposed, status:confirmed, status:edited, status:rejected or status:manual to ana; "
        'a layer made by adjudication has subtype="gold" besides.',
        bad='ana="#pier" cert="high"/>',
        good='ana="#pier status:proposed" cert="high"/>',
        check=no_status,
        since="0.2",
    ),
    Rule(
        code="PV009",
        level=4,
        severity=Severity.WARNING,
        summary="the history of the document is missing or incomplete, or not in order",
        why="It tells what changed between two releases, and who to ask.",
        remedy="Add a revisionDesc; each change says when and who, the newest stands first.",
        bad='<change when="2024-03-10">First round.</change>',
        good='<change when="2024-04" who="#tool">Second round.</change>',
        check=no_history,
        since="0.2",
    ),
)
