"""TEI pointers: what they say of ids and of stretches of text, and how they are written."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from stancebank.model import Segment, Span
from stancebank.model.characters import is_name, is_reference
from stancebank.model.trusted import trusted

__all__ = ["Blocks", "RangePointer", "new_span", "parse_range", "read_reference", "tokens", "write_reference"]

new_span: Final = trusted(Span)
"""Makes spans of offsets that are known to be in order."""

_WHITE: Final = re.compile(r"[ \t\r\n]+")
_RANGE: Final = re.compile(r"#string-range\(([^(),]+)((?:,-?[0-9]{1,9})+)\)")
_BETWEEN: Final = re.compile(
    r"#range\(string-index\(([^(),]+),(-?[0-9]{1,9})\),string-index\(([^(),]+),(-?[0-9]{1,9})\)\)"
)

RangePointer = tuple[str, int, str, int]
"""From an offset in one block to an offset in another: block, offset, block, offset."""


def tokens(value: str | None) -> list[str]:
    """Return the pointers of an attribute that holds a list of them."""
    if not value:
        return []
    return [token for token in _WHITE.split(value) if token] if _WHITE.search(value) else [value]


@lru_cache(maxsize=16384)
def read_reference(pointer: str) -> str | None:
    """Return the reference that *pointer* makes, or None where it makes none that is well-formed.

    Example:
        >>> read_reference("#zas"), read_reference("per:zas"), read_reference("zas"), read_reference("#a b")
        ('zas', 'per:zas', None, None)
    """
    if pointer.startswith("#"):
        return pointer[1:] if is_name(pointer[1:]) else None
    return pointer if pointer and is_reference(pointer) and not is_name(pointer) else None


@lru_cache(maxsize=16384)
def write_reference(reference: str) -> str:
    """Return the pointer that makes *reference*.

    Example:
        >>> write_reference("zas"), write_reference("per:zas")
        ('#zas', 'per:zas')
    """
    return reference if ":" in reference or "#" in reference or "/" in reference else f"#{reference}"


@lru_cache(maxsize=16384)
def parse_range(pointer: str) -> tuple[RangePointer, ...] | None:
    """Return the stretches that a ``string-range`` or ``range`` pointer names, or None where it is neither.

    Offsets count code points inside a block; a length below zero yields an end before the start.

    Example:
        >>> parse_range("#string-range(p1,4,2)")
        (('p1', 4, 'p1', 6),)
    """
    between = _BETWEEN.fullmatch(pointer)
    if between:
        return ((between[1], int(between[2]), between[3], int(between[4])),)
    found = _RANGE.fullmatch(pointer)
    if not found:
        return None
    numbers = [int(number) for number in found[2][1:].split(",")]
    if len(numbers) % 2:
        return None
    block = found[1]
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return tuple((block, offset, block, offset + length) for offset, length in pairs)


class Blocks:
    """The blocks of a text, for translating between pointers and spans.

    Args:
        segments: The segments in reading order.
    """

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments: tuple[Segment, ...] = tuple(segments)
        self._by_id: Mapping[str, Segment] = {segment.id: segment for segment in reversed(self.segments)}
        self._starts = [segment.span.start for segment in self.segments]

    def read(self, pointer: str) -> tuple[Span, ...] | None:
        """Return the spans that a range pointer names, or None where it names none inside the text."""
        ranges = parse_range(pointer)
        if ranges is None:
            return None
        found: list[Span] = []
        for first, start, last, end in ranges:
            begin, finish = self._by_id.get(first), self._by_id.get(last)
            if begin is None or finish is None:
                return None
            if not (0 <= start <= begin.span.length and 0 <= end <= finish.span.length):
                return None
            if begin.span.start + start > finish.span.start + end:
                return None
            found.append(new_span(begin.span.start + start, finish.span.start + end))
        return tuple(found)

    def at(self, offset: int) -> Segment:
        """Return the segment that holds *offset*; a separator belongs to the one before it."""
        return self.segments[bisect_right(self._starts, offset) - 1]

    def holding(self, span: Span) -> Segment | None:
        """Return the segment that holds all of *span*, or None where it runs over a border."""
        segment = self.at(span.start) if self.segments else None
        return segment if segment and span.end <= segment.span.end else None

    def write(self, span: Span) -> str:
        """Return the pointer that names *span*.

        Raises:
            ValueError: The span leaves the text, or two segments have the id that would name it.
        """
        if not self.segments or span.end > self.segments[-1].span.end:
            size = self.segments[-1].span.end if self.segments else 0
            msg = f"the span from {span.start} to {span.end} leaves the text of {size} characters"
            raise ValueError(msg)
        first = self._named(span.start)
        start = span.start - first.span.start
        if span.end <= first.span.end:
            return f"#string-range({first.id},{start},{span.length})"
        last = self._named(span.end)
        end = span.end - last.span.start
        return f"#range(string-index({first.id},{start}),string-index({last.id},{end}))"

    def _named(self, offset: int) -> Segment:
        segment = self.at(offset)
        if self._by_id[segment.id] is not segment:
            msg = f"no pointer can name offset {offset}: two segments have the id {segment.id!r}"
            raise ValueError(msg)
        return segment
