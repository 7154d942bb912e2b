"""Quotation marks: which stretches of a text stand between them.

The scanner knows the straight and typographic marks of English, German, French and Russian, marks of one shape
nested in each other, marks that are opened anew at each paragraph, and apostrophes.
It never guesses where a missing mark should be: what does not balance is reported.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from attrs import evolve, field, frozen

from stancebank.model import Span

__all__ = ["MarkFault", "MarkScan", "QuotedRegion", "scan_marks"]

_MARK: Final = re.compile("``|''|[\"'\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u201b\u2039\u203a]")
_CLOSERS: Final = {
    '"': '"\u201d',
    "\u201c": '\u201d"\u201c',
    "\u201d": "\u201d",
    "\u201e": '\u201c\u201d\u201f"',
    "\u201f": '\u201d"',
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    "``": "''",
    "''": "''",
    "'": "'\u2019",
    "\u2018": "\u2019'",
    "\u2019": "\u2019",
    "\u201a": "\u2018\u2019'",
    "\u201b": "\u2019'",
    "\u2039": "\u203a",
    "\u203a": "\u2039",
}
"""What may close what was opened with a mark."""

_SINGLE: Final = frozenset("'\u2018\u2019\u201a\u201b\u2039\u203a")
_APOSTROPHES: Final = frozenset("'\u2019\u2018")
_ONLY_OPEN: Final = frozenset(["\u201e", "\u201a", "``"])
_BEFORE_OPEN: Final = frozenset("([{<-\u2010\u2013\u2014\u2015/\u2026:;,=\u00a0\u202f\u2009")
_ELIDED: Final = re.compile(r"(?:tis|twas|twere|em|til|cause|round|bout|n|d+s?|\d\ds?)\b", re.IGNORECASE)
_DEEPEST: Final = 12
_NEAR: Final = 600


@frozen
class QuotedRegion:
    """A stretch of one block between quotation marks.

    Attributes:
        span: The stretch, marks included, in code points of the text.
        inner: The stretch without its marks and the white space inside them.
        level: How many regions are around it.
        is_single: Whether its marks are single ones.
        goes_on: Whether the same words go on in the next region of the list at this level, in a later block.
        is_continued: Whether it goes on with the words of an earlier region.
    """

    span: Span
    inner: Span
    level: int = 0
    is_single: bool = False
    goes_on: bool = False
    is_continued: bool = False


@frozen
class MarkFault:
    """A mark that has no partner.

    Attributes:
        offset: Where it stands, in code points of the text.
        mark: The mark.
        is_opening: Whether it opens something that is never closed, or closes what was never opened.
    """

    offset: int
    mark: str
    is_opening: bool

    def __str__(self) -> str:
        told = "is never closed" if self.is_opening else "closes what was never opened"
        return f"the quotation mark {self.mark} at {self.offset} {told}"


def _regions(items: Iterable[QuotedRegion]) -> tuple[QuotedRegion, ...]:
    return tuple(items)


def _faults(items: Iterable[MarkFault]) -> tuple[MarkFault, ...]:
    return tuple(items)


@frozen
class MarkScan:
    """What stands between marks in a text.

    Attributes:
        regions: The regions in the order of the text, outer before inner.
        faults: The marks without a partner, in the order of the text.
    """

    regions: tuple[QuotedRegion, ...] = field(converter=_regions, default=())
    faults: tuple[MarkFault, ...] = field(converter=_faults, default=())

    @property
    def outer(self) -> tuple[QuotedRegion, ...]:
        """The regions that no other region is around."""
        return tuple(region for region in self.regions if not region.level)


class _Open:
    """A mark that waits for its partner."""

    __slots__ = ("level", "mark", "offset")

    def __init__(self, mark: str, offset: int, level: int) -> None:
        self.mark = mark
        self.offset = offset
        self.level = level


def scan_marks(text: str, blocks: Sequence[Span] | None = None) -> MarkScan:
    """Return what stands between quotation marks in *text*.

    Args:
        text: The text.
        blocks: Its blocks in reading order, in code points; the whole text where none are given.

    Returns:
        Regions and faults; a region never leaves its block.
        Words that run over several blocks are several regions that go on in each other, whether the mark is opened
        anew at each block or only closed at the end.

    Example:
        >>> scan = scan_marks('He said: "The motto is "Peace." It is good."')
        >>> [(region.level, region.span.start, region.span.end) for region in scan.regions]
        [(0, 9, 44), (1, 23, 31)]
        >>> scan_marks("It's the harbour's pier.").regions
        ()
    """
    return _scanned(text, tuple(blocks) if blocks is not None else (Span(0, len(text)),))


@lru_cache(maxsize=2)
def _scanned(text: str, blocks: tuple[Span, ...]) -> MarkScan:
    """Scan a text; the last ones are kept, since a draft asks for regions first and for faults later."""
    scans = [_Block(text, span) for span in blocks]
    waiting = ""
    for scan in scans:
        scan.run(waiting)
        waiting = scan.stack[0].mark if scan.stack else ""
    _join(text, scans)
    regions = sorted(chain.from_iterable(scan.regions for scan in scans), key=_order)
    faults = sorted(chain.from_iterable(scan.faults for scan in scans), key=lambda fault: fault.offset)
    return MarkScan(regions, faults)


def _order(region: QuotedRegion) -> tuple[int, int]:
    return (region.span.start, -region.span.end)


class _Block:
    """The marks of one block."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.span = span
        self.is_continued = False
        self.regions: list[QuotedRegion] = []
        self.faults: list[MarkFault] = []
        self.stack: list[_Open] = []
        self.stray: list[tuple[int, str]] = []

    def run(self, waiting: str) -> None:
        """Pair the marks; *waiting* is what the block before has left open."""
        is_first = waiting == "\u00ab" and self.opener == "\u00bb"
        for found in _MARK.finditer(self.text, self.span.start, self.span.end):
            mark, offset = found[0], found.start()
            if is_first:  # French printers repeat the closing mark at the head of each paragraph
                mark, is_first = "\u00ab", False
            if mark in _APOSTROPHES and self._is_apostrophe(mark, offset):
                continue
            if self._closes(mark, offset):
                self._close(mark, offset)
            elif self._opens(mark, offset):
                self._open(mark, offset)
            elif mark not in _SINGLE and not self._is_inch(mark, offset):
                self.stray.append((offset, mark))
        self._settle()

    def _around(self, mark: str, offset: int) -> tuple[str, str]:
        before = self.text[offset - 1] if offset > self.span.start else " "
        end = offset + len(mark)
        after = self.text[end] if end < self.span.end else " "
        return before, after

    def _is_apostrophe(self, mark: str, offset: int) -> bool:
        before, after = self._around(mark, offset)
        if before.isalnum() and after.isalnum():
            return True
        waiting = any(one.mark in _SINGLE for one in self.stack)
        if mark == "\u2018":
            return False
        if not before.isalnum() and after.isalnum():
            return _ELIDED.match(self.text, offset + 1, self.span.end) is not None
        if before.isalnum() and not waiting:
            return True
        if waiting and before in "sxz" and after == " ":
            return self._closes_later(offset)
        return False

    def _closes_later(self, offset: int) -> bool:
        """Tell whether a better partner for a single mark comes after the one at *offset*, a possessive's."""
        end = min(self.span.end, offset + _NEAR)
        later = re.compile("[.,!?;:\u2026][\u2019']|[\u2019'](?=[.,!?;:])|[\\s(][\u2018'](?=\\w)")
        found = later.search(self.text, offset + 1, end)
        return found is not None and not found[0][0].isspace() and found[0][0] != "("

    def _looks_opening(self, mark: str, offset: int) -> bool:
        before, after = self._around(mark, offset)
        is_edge = before.isspace() or before in _BEFORE_OPEN or before in _CLOSERS
        return is_edge and not after.isspace() and (after not in ".,;!?)" or self._is_ellipsis(offset + len(mark)))

    def _is_ellipsis(self, offset: int) -> bool:
        return self.text.startswith((". .", "..."), offset)

    def _closes(self, mark: str, offset: int) -> bool:
        if not self.stack or mark in _ONLY_OPEN:
            return False
        partner = next((one for one in reversed(self.stack) if mark in _closers(one.mark)), None)
        if partner is None:
            return False
        if mark in {"\u00bb", "\u00ab"}:
            return partner is self.stack[-1] or all(one.mark in _SINGLE for one in self.stack[partner.level + 1 :])
        is_opening = self._looks_opening(mark, offset)
        if mark == "\u201d" or (mark == "\u2019" and partner.mark != "\u2019"):
            return True
        if mark == "\u201c" and partner.mark == "\u201e":
            return not is_opening or self.stack[-1] is partner
        if not is_opening:
            return True
        before, _ = self._around(mark, offset)
        return before in _BEFORE_OPEN and not before.isspace() and before in ",\u2026" and self.stack[-1] is partner

    def _opens(self, mark: str, offset: int) -> bool:
        if mark in _ONLY_OPEN or mark in {"\u00ab", "\u00bb"}:
            return True
        before, after = self._around(mark, offset)
        if mark in {"\u201c", "\u2018", "\u2039", "\u203a", "\u201f", "\u201b"}:
            return not after.isspace() or before.isspace()
        return self._looks_opening(mark, offset)

    def _is_inch(self, mark: str, offset: int) -> bool:
        before, _ = self._around(mark, offset)
        return mark in {'"', "''", "\u201d"} and before.isdigit()

    def _open(self, mark: str, offset: int) -> None:
        if len(self.stack) >= _DEEPEST:
            self._give_up()
        self.stack.append(_Open(mark, offset, len(self.stack)))

    def _give_up(self) -> None:
        self.faults += [MarkFault(one.offset, one.mark, is_opening=True) for one in self.stack]
        self.stack.clear()

    def _close(self, mark: str, offset: int) -> None:
        while self.stack:
            one = self.stack.pop()
            if mark in _closers(one.mark):
                self.regions.append(_region(self.text, one, offset + len(mark), offset))
                return
            if one.mark not in _SINGLE:
                self.faults.append(MarkFault(one.offset, one.mark, is_opening=True))

    def _settle(self) -> None:
        """Keep only the outermost double mark that waits: it may go on in the next block."""
        self.stack = [one for one in self.stack if one.mark not in _SINGLE]

    @property
    def opener(self) -> str | None:
        """The mark that the block begins with, if it begins with one."""
        found = _MARK.match(self.text, self.span.start, self.span.end)
        if found is None:
            lead = re.compile(r"\s+").match(self.text, self.span.start, self.span.end)
            found = _MARK.match(self.text, lead.end(), self.span.end) if lead else None
        return found[0] if found else None


def _closers(mark: str) -> str | tuple[str, ...]:
    return ("''",) if mark in {"``", "''"} else _CLOSERS[mark]


def _region(text: str, one: _Open, end: int, inner_end: int) -> QuotedRegion:
    start = one.offset + len(one.mark)
    while start < inner_end and text[start].isspace():
        start += 1
    while inner_end > start and text[inner_end - 1].isspace():
        inner_end -= 1
    return QuotedRegion(Span(one.offset, end), Span(start, inner_end), one.level, one.mark in _SINGLE)


def _join(text: str, scans: list[_Block]) -> None:
    """Let words go on from block to block, and report what is left over."""
    for number, scan in enumerate(scans):
        if not scan.stack:
            continue
        first = scan.stack[0]
        follower = scans[number + 1] if number + 1 < len(scans) else None
        if follower is not None and _is_reopened(first, follower):
            _go_on(text, scan, first)
            _continue(follower)
        elif (last := _closed_later(scans, number, first)) is not None:
            _run_over(text, scans, number, last)
        else:
            _drop(scan)
    for scan in scans:
        scan.faults += [MarkFault(offset, mark, is_opening=False) for offset, mark in scan.stray]


def _is_reopened(first: _Open, follower: _Block) -> bool:
    opener = follower.opener
    if opener is None:
        return False
    return opener == first.mark or (first.mark, opener) == ("\u00ab", "\u00bb")


def _go_on(text: str, scan: _Block, first: _Open) -> None:
    """Close the outermost waiting mark at the end of its block; the others that wait have no partner."""
    scan.faults += [MarkFault(one.offset, one.mark, is_opening=True) for one in scan.stack[1:]]
    region = _region(text, first, scan.span.end, scan.span.end)
    whole = Span(region.span.start, region.inner.end)
    scan.regions.append(evolve(region, span=whole, goes_on=True, is_continued=scan.is_continued))
    scan.stack = []


def _continue(follower: _Block) -> None:
    follower.is_continued = True
    if follower.regions and not follower.stack:
        first = min(range(len(follower.regions)), key=lambda index: _order(follower.regions[index]))
        follower.regions[first] = evolve(follower.regions[first], is_continued=True)


def _closed_later(scans: list[_Block], number: int, first: _Open) -> int | None:
    """Return the block in which a stray mark closes what *first* opened; no other mark may be between them."""
    for later in range(number + 1, min(number + 9, len(scans))):
        scan = scans[later]
        if scan.stray:
            offset, mark = scan.stray[0]
            is_first = all(region.span.start > offset for region in scan.regions)
            return later if is_first and mark in _closers(first.mark) else None
        if scan.regions or scan.stack:
            return None
    return None


def _run_over(text: str, scans: list[_Block], number: int, last: int) -> None:
    first = scans[number].stack[0]
    _go_on(text, scans[number], first)
    for between in scans[number + 1 : last]:
        if between.span.length:
            between.regions.append(QuotedRegion(between.span, between.span, goes_on=True, is_continued=True))
    offset, mark = scans[last].stray.pop(0)
    span = Span(scans[last].span.start, offset + len(mark))
    scans[last].regions.append(QuotedRegion(span, Span(span.start, offset), is_continued=True))


def _drop(scan: _Block) -> None:
    """Report the marks that wait in vain, and lift what stood inside them."""
    scan.faults += [MarkFault(one.offset, one.mark, is_opening=True) for one in scan.stack]
    scan.regions = [
        evolve(region, level=region.level - sum(one.offset < region.span.start for one in scan.stack))
        for region in scan.regions
    ]
    scan.stack = []
