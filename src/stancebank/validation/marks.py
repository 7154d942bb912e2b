"""Rules on quotation marks: each has its partner, and what stands between them is accounted for."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Quotation, SegmentKind, Span, Status
from stancebank.validation.fidelity import blocks_without_marks
from stancebank.validation.following import pointer_roles
from stancebank.validation.marked import marked
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["MARKS"]

_REJECTED: Final = Status.REJECTED
_AROUND: Final = 12
_LONGEST: Final = 40

_SAYING: Final = frozenset({"mentioned", "q", "quote", "said", "soCalled"})
"""Markup of words that are quoted, or are not meant."""

_NAMING: Final = frozenset({"name", "orgName", "persName", "placeName", "term", "title"})
"""Markup of words that stand between marks because they are a name."""

_SPEAKING: Final = frozenset(SegmentKind) - {SegmentKind.BYLINE, SegmentKind.CREDIT, SegmentKind.DATELINE}
"""Blocks in which words may be quoted."""


def unbalanced(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each block, and each quotation in a sound one, with a mark that has no partner."""
    if subject.index.marks == "none":
        return
    document, found = subject.told, subject.once(marked)
    faulty = set(subject.once(blocks_without_marks))  # told by the rule that compares with the seed
    for block in found.blocks:
        if block.fault is not None and block.segment.id not in faulty:
            faulty.add(block.segment.id)
            yield Hit(_told("this block", document.text, block.fault), block.segment.id)
    for quotation, at in subject.once(_torn):
        if document.segment_at(at).id not in faulty:
            yield Hit(_told("the quotation", document.text, at), subject.place_of(quotation))


def _torn(subject: Subject) -> tuple[tuple[Quotation, int], ...]:
    """Return the quotations that hold a mark and not its partner, and where it is."""
    found = subject.once(marked)
    unfinished = {block.unfinished for block in found.blocks}
    torn: list[tuple[Quotation, int]] = []
    for quotation in subject.told.quotations:
        if quotation.status is _REJECTED:  # its spans may be what was wrong with it
            continue
        for spans in filter(None, (quotation.content, quotation.verbatim)):
            fault = found.fault(spans)
            if fault is not None and fault not in unfinished:
                torn.append((quotation, fault))
                break
    return tuple(torn)


def _told(what: str, text: str, at: int) -> str:
    piece = text[max(0, at - _AROUND) : at + _AROUND].replace("\n", " ")
    return f"{what} has a quotation mark without its partner: …{piece}…"


def unaccounted(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stretch between marks that is neither quotation, nor name, nor said to be something else."""
    if subject.index.marks == "none" or subject.is_plain:
        return
    document = subject.told
    spans = [span for one in document.quotations for span in (*one.content, *one.verbatim)]
    told = sorted([*[span.start for span in spans if span.start == span.end], *(at for _, at in subject.once(_torn))])
    stretches = [
        (block, stretch)
        for block in subject.once(marked).blocks
        if block.fault is None and block.segment.kind in _SPEAKING
        for stretch in block.stretches
        if not told or bisect_left(told, block.segment.span.start) == bisect_right(told, block.segment.span.end)
    ]
    exact = {(span.start, span.end) for span in spans}
    stretches = [(block, stretch) for block, stretch in stretches if (stretch.start, stretch.end) not in exact]
    if not stretches or any("target" in pointer_roles(one) for one in document.quotations):
        return  # what a broken pointer was to cover cannot be told
    quoted = bytearray(len(document.text))
    spans += [one.span for one in document.markup if one.name in _SAYING]
    for span in spans:
        quoted[span.start : span.end] = b"\1" * (min(span.end, len(quoted)) - span.start)
    for block, stretch in stretches:
        if _is_quoted(document.text, quoted, stretch) or subject.once(_names).covers(stretch):
            continue
        words = stretch.slice(document.text)
        shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        yield Hit(f"{shown} stands between quotation marks, but nothing says what it is", block.segment.id)


def _is_quoted(text: str, quoted: bytearray, stretch: Span) -> bool:
    """Tell whether every word of a stretch is in a quotation, or in markup of quoted words."""
    start, end = stretch.start + 1, stretch.end - 1
    at = quoted.find(0, start, end)
    while at != -1:
        if text[at].isalnum():
            return False
        at = quoted.find(0, at + 1, end)
    return True


class _Names:
    """Where names stand: for each place, how far a name reaches that begins there or before."""

    def __init__(self, places: list[tuple[int, int]]) -> None:
        places.sort()
        self._starts = [start for start, _ in places]
        self._reach = list(accumulate((end for _, end in places), max))

    def covers(self, stretch: Span) -> bool:
        """Tell whether one name holds all that stands between the two marks."""
        number = bisect_right(self._starts, stretch.start + 1)
        return number > 0 and self._reach[number - 1] >= stretch.end - 1


def _names(subject: Subject) -> _Names:
    document = subject.told
    spans = [one.span for one in document.mentions if one.is_name]
    spans += [one.span for one in document.markup if one.name in _NAMING]
    return _Names([(span.start, span.end) for span in spans])


MARKS: Final = (
    Rule(
        code="QU002",
        level=3,
        severity=Severity.WARNING,
        summary="a quotation mark has no partner",
        why="A mark was lost, or the quotation begins or ends beside its mark: lengths and words are then wrong. "
        "The same mark may stand inside itself, and a block may end without its mark where the next one opens again. "
        "Single marks are not counted, because they are apostrophes as well.",
        remedy="Let the quotation hold both of its marks; compare the block with the seed. Where the outlet lost the "
        "mark, keep its text and tag the place with sic.",
        bad='<said xml:id="q2" who="#critics" direct="true" aloud="true">"Not in my harbour!</said>"',
        good='<said xml:id="q2" who="#critics" direct="true" aloud="true">"Not in my harbour!"</said>',
        check=unbalanced,
        since="0.2",
    ),
    Rule(
        code="QU003",
        level=3,
        severity=Severity.WARNING,
        summary="words stand between quotation marks, and nothing says what they are",
        why="It may be a quotation that was missed; every count of quotations depends on that.",
        remedy="Make it a quotation; or tag it: title, a name, mentioned for words as words, soCalled for words that "
        "are not meant, quote for quoted writing.",
        bad='Boats wait <hi rend="italic">"long"</hi> in lines.',
        good='Boats wait <soCalled>"long"</soCalled> in lines.',
        check=unaccounted,
        since="0.2",
    ),
)
