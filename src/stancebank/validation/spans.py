"""Rules on stretches of text: offsets lie in the text, begin before they end, and say what they count."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from stancebank.findings import Severity
from stancebank.model import OFFSET_UNIT, Segment, SegmentKind
from stancebank.tei.facts import Pointer
from stancebank.tei.pointers import parse_range
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["SPANS", "Range", "ranges"]


class Range(NamedTuple):
    """A range in a pointer, and the blocks that it names.

    Attributes:
        pointer: The attribute that holds it.
        token: The pointer in it.
        first: The block in which it begins.
        last: The block in which it ends.
        start: Where it begins, in code points of `Document.text`.
        end: Where it ends.
        is_inside: Whether both ends lie in their blocks.
    """

    pointer: Pointer
    token: str
    first: Segment
    last: Segment
    start: int
    end: int
    is_inside: bool

    @property
    def length(self) -> int:
        """How many characters it holds; below zero where it ends before it begins."""
        return self.end - self.start


def ranges(subject: Subject) -> tuple[Range, ...]:
    """Return the ranges in pointers whose blocks exist, in document order."""
    segments = {str(segment.id): segment for segment in subject.told.segments}
    found: list[Range] = []
    for pointer in subject.index.pointers:
        if "(" not in pointer.value:
            continue
        for token in dict.fromkeys(pointer.tokens) if len(pointer.tokens) > 1 else pointer.tokens:
            for name, start, other, end in parse_range(token) or ():
                first, last = segments.get(name), segments.get(other)
                if first is not None and last is not None:
                    begins, ends = first.span.start + start, last.span.start + end
                    # an end before the start of its block is a reversed range, not one outside
                    is_inside = start >= 0 and begins <= first.span.end and ends <= last.span.end
                    found.append(Range(pointer, token, first, last, begins, ends, is_inside))
    return tuple(found)


def _hit(pointer: Pointer, message: str) -> Hit:
    return Hit(message, pointer.near, line=pointer.line, number=pointer.number, attribute=pointer.attribute)


def outside(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each range that leaves the block that it counts in."""
    for one in subject.once(ranges):
        if not one.is_inside:
            sizes = {one.first.id: one.first.span.length, one.last.id: one.last.span.length}
            told = " and ".join(f"{block} has {size} characters" for block, size in sizes.items())
            yield _hit(one.pointer, f"{one.token} leaves the text: {told}")


def empty_or_reversed(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each range that holds nothing or ends before it begins; markup may stand at a point."""
    quotations = {quotation.id for quotation in subject.told.quotations}
    for one in subject.once(ranges):
        if not one.is_inside or one.length > 0:
            continue
        if one.length < 0:
            yield _hit(one.pointer, f"{one.token} ends before it begins")
        elif one.pointer.element != "span" and not (
            one.pointer.near in quotations
            and (one.pointer.attribute == "target" and one.pointer.kind in {None, "verbatim"})
        ):
            yield _hit(one.pointer, f"{one.token} holds no characters")


def no_unit(subject: Subject) -> Iterator[Hit]:
    """Yield a hit where offsets are used and the document does not say that they count code points."""
    document = subject.told
    if document.metadata.offset_unit == OFFSET_UNIT or not subject.once(ranges):
        return
    unit = document.metadata.offset_unit
    told = "does not say what" if unit is None else f"says that {unit!r} is what"
    yield Hit(f"the document {told} its offsets count", document.id, is_absence=True)


def other_headline(subject: Subject) -> Iterator[Hit]:
    """Yield a hit where the headline recorded in the header is not the one in the text."""
    document = subject.told
    recorded = document.metadata.headline
    headlines = [one for one in document.segments if one.kind is SegmentKind.HEADLINE]
    if not recorded or len(headlines) != 1:
        return
    found = " ".join(document.text_of(headlines[0]).split())
    if found != " ".join(recorded.split()):
        yield Hit(f"the text says {_short(found)}, the header {_short(recorded)}", headlines[0].id)


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")  # noqa: PLR2004 - half a line


SPANS: Final = (
    Rule(
        code="SN001",
        level=3,
        severity=Severity.ERROR,
        summary="an offset lies outside the text",
        why="The text has changed, or the offset counts something else than code points.",
        remedy="Count again inside the block; see what unit the tool uses that made the offset.",
        bad="#string-range(b5,6,900)",
        good="#string-range(b5,6,19)",
        check=outside,
    ),
    Rule(
        code="SN002",
        level=3,
        severity=Severity.ERROR,
        summary="a range is empty or ends before it begins",
        why="It names no words; start and end may have been swapped, or an end taken for a length.",
        remedy="The third number is a length, not an end.",
        bad="#string-range(b5,6,-4)",
        good="#string-range(b5,6,10)",
        check=empty_or_reversed,
    ),
    Rule(
        code="SN003",
        level=3,
        severity=Severity.ERROR,
        summary="the document does not say that its offsets count code points",
        why="The same number means another place in bytes, in UTF-16 units and in code points.",
        remedy='Declare <unitDef type="offset"><label>Unicode code point</label></unitDef>, once it is true.',
        bad='<unitDef type="offset"><label>byte</label></unitDef>',
        good='<unitDef type="offset"><label>Unicode code point</label></unitDef>',
        check=no_unit,
    ),
    Rule(
        code="SN004",
        level=3,
        severity=Severity.WARNING,
        summary="the recorded headline is not the one in the text",
        why="The encoding records no copy of the words that a span covers: a changed text is told by its digest, "
        "see TF002. The headline is the one string that stands twice, in the description of the source and in the "
        "text; where the two differ, one of them was edited.",
        remedy="Restore the one that was edited, after a look at the seed.",
        bad='<title type="main" level="a">Harbour council builds the new pier</title>',
        good='<title type="main" level="a">Harbour council delays the new pier</title>',
        check=other_headline,
    ),
)
