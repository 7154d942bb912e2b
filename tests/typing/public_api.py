"""A program that uses the public names; type checkers read it, nothing runs it."""

from typing import assert_type

import stancebank as sb
from stancebank.model import CategoryRef, LayerId, QuotationId, SegmentId, StanceId, TargetRef, VoiceRef


def reads(place: str) -> None:
    """What comes out of a document has its types."""
    document = sb.load(place)
    assert_type(document, sb.Document)
    assert_type(document.quotations, tuple[sb.Quotation, ...])
    assert_type(document.quotations[0].speakers, tuple[VoiceRef, ...])
    assert_type(document.quotations[0].mode, sb.Mode | None)
    assert_type(document.stances[0].position, sb.Position | None)
    assert_type(document.topics[0].category, CategoryRef | None)
    assert_type(document.segments[0].id, SegmentId)
    assert_type(document.speaker("lind"), sb.Speaker | None)
    assert_type(document.annotator_of(document.stances[0]), sb.Annotator | None)
    assert_type(sb.dumps(document, profile="standoff"), bytes)
    assert_type(sb.stances_of(document, holder="lind"), tuple[sb.Stance, ...])
    assert_type(sb.validate(document).verdict, sb.Verdict)


def builds() -> sb.Layer:
    """What goes into a layer has to be of the right kind."""
    quotation = sb.Quotation(id=QuotationId("q1"), content=[sb.Span(0, 4)], mode="direct", speakers=[VoiceRef("lind")])
    stance = sb.Stance(id=StanceId("s1"), holder=VoiceRef("lind"), target=TargetRef("pier"), position="oppose")
    return sb.Layer(id=LayerId("l1"), annotator=None, quotations=[quotation], stances=[stance])


def confuses() -> None:
    """An id of one kind cannot be passed for another."""
    sb.Stance(
        id=StanceId("s1"),
        holder=CategoryRef("pier"),  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # a category holds no stance
        target=None,
        position=None,
    )
