"""Programs that type checkers read: what the library returns, and which mistakes they find.

Nothing here is run. Every suppression must be needed: both checkers report one that is not.
"""

# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from typing import assert_type

from stancebank.errors import RefusedError, UnknownIdError
from stancebank.findings import Finding, Report, Severity, Verdict
from stancebank.model import (
    Annotation,
    Annotator,
    AnnotatorId,
    Category,
    CategoryRef,
    Certainty,
    CertaintyWord,
    Document,
    DocumentId,
    Entity,
    Intensity,
    Layer,
    LayerId,
    Mention,
    Mode,
    Position,
    Proposition,
    Quotation,
    QuotationId,
    Segment,
    SegmentKind,
    Span,
    Speaker,
    Stance,
    StanceId,
    TargetRef,
    Taxonomy,
    TopicAssignment,
    TopicId,
    VoiceRef,
)
from stancebank.tei import Profile, dumps, load, loads


def what_reading_and_writing_return(data: bytes, place: str, profile: Profile) -> None:
    """Bytes become documents and documents bytes."""
    assert_type(loads(data), Document)
    assert_type(load(place), Document)
    assert_type(dumps(loads(data), profile=profile), bytes)
    loads("<TEI/>")  # type: ignore[arg-type] # text is no bytes
    dumps(loads(data), profile="inline")  # type: ignore[arg-type] # no profile


def what_a_document_holds(document: Document) -> None:
    """Sequences are tuples of values, whatever they were built from."""
    assert_type(document.id, DocumentId)
    assert_type(document.segments, tuple[Segment, ...])
    assert_type(document.layers, tuple[Layer, ...])
    assert_type(document.quotations, tuple[Quotation, ...])
    assert_type(document.topics, tuple[TopicAssignment, ...])
    assert_type(document.stances, tuple[Stance, ...])
    assert_type(document.mentions, tuple[Mention, ...])
    assert_type(document.taxonomies, tuple[Taxonomy, ...])
    document.text = ""  # type: ignore[misc] # a value does not change


def what_look_ups_return(document: Document, annotation: Annotation, quotation: Quotation) -> None:
    """A look-up that may fail says so in its type."""
    assert_type(document.speaker("lind"), Speaker | None)
    assert_type(document.target("pier"), Speaker | Entity | Proposition | Quotation | Category | Segment | None)
    assert_type(document.annotator("kim"), Annotator | None)
    assert_type(document.annotator_of(annotation), Annotator | None)
    assert_type(document.layer_of(annotation), Layer)
    assert_type(document.enclosing(quotation), Quotation | None)
    assert_type(document.segment_at(0), Segment)
    assert_type(document.text_of(annotation), str)
    assert_type(document.with_digest(), Document)
    assert_type(annotation.spans, tuple[Span, ...])
    assert_type(annotation.certainty, Certainty)
    assert_type(document.taxonomies[0].category("pier"), Category | None)
    assert_type(document.taxonomies[0].path("pier"), tuple[Category, ...])


def what_can_be_built() -> None:
    """Any iterable is taken for a sequence, and a word for a member of its vocabulary."""
    quotation = Quotation(
        id=QuotationId("q1"),
        content=[Span(0, 5)],
        mode="direct",
        speakers=iter([VoiceRef("lind")]),
        certainty="high",
    )
    assert_type(quotation.content, tuple[Span, ...])
    assert_type(quotation.mode, Mode | None)
    assert_type(quotation.speakers, tuple[VoiceRef, ...])
    assert_type(quotation.certainty, CertaintyWord | float | None)
    stance = Stance(
        id=StanceId("s1"),
        holder=VoiceRef("lind"),
        target=TargetRef("pier"),
        position=Position.OPPOSE,
        quotation=quotation.id,
    )
    assert_type(stance.position, Position | None)
    assert_type(stance.intensity, Intensity | None)
    assert_type(Document.from_blocks("d", [("paragraph", "It rains."), (SegmentKind.CREDIT, "Jo")]), Document)


def which_ids_are_mistaken(document: Document, category: CategoryRef) -> None:
    """One kind of id cannot be passed for another."""
    span = Span(0, 1)
    Quotation(id=StanceId("s"), content=[span])  # type: ignore[arg-type]
    Quotation(
        id=QuotationId("q"),
        content=[span],
        speakers=[category],  # type: ignore[list-item]
    )
    Stance(
        id=StanceId("s"),
        holder=category,  # type: ignore[arg-type]
        target=TargetRef("t"),
        position=None,
    )
    TopicAssignment(
        id=TopicId("t"),
        category=VoiceRef("lind"),  # type: ignore[arg-type]
    )
    Layer(
        id=LayerId("l"),
        annotator=document.id,  # type: ignore[arg-type]
    )
    Layer(id=LayerId("l"), annotator=AnnotatorId("kim"))
    Quotation(QuotationId("q"), [span])  # type: ignore[call-arg] # fields go by their names


def what_reports_tell(report: Report, refused: RefusedError, unknown: UnknownIdError) -> None:
    """Findings, verdicts and exceptions have typed fields."""
    assert_type(report.findings, tuple[Finding, ...])
    assert_type(report.worst, Severity | None)
    assert_type(report.verdict, Verdict)
    assert_type(report.count(Severity.ERROR), int)
    assert_type(refused.line, int | None)
    assert_type(unknown.wanted, str)
