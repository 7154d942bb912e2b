"""Offsets of other readers: UTF-16 units and bytes, from code points and back."""

from bisect import bisect_right
from collections.abc import Callable

from stancebank.model import Span

__all__ = ["Units", "byte_units", "utf16_units"]


class Units:
    """Converts offsets between code points of a text and another unit.

    Args:
        text: The text.
        width: How many units a character takes.

    Example:
        >>> units = utf16_units("a🙂b")
        >>> units.of(2), units.code_points(3), units.span(Span(1, 2))
        (3, 2, (1, 3))
    """

    def __init__(self, text: str, width: Callable[[str], int]) -> None:
        self._length = len(text)
        self._places: list[int] = []  # where, in code points, the offset begins to be larger
        self._units: list[int] = []  # the same places in units
        self._extra: list[int] = []  # by how much
        extra = 0
        for at, character in enumerate(text) if not text.isascii() else ():
            if more := width(character) - 1:
                extra += more
                self._places.append(at + 1)
                self._units.append(at + 1 + extra)
                self._extra.append(extra)

    def of(self, offset: int) -> int:
        """Return a code-point offset in units.

        Raises:
            IndexError: It lies outside the text.
        """
        if not 0 <= offset <= self._length:
            msg = f"offset {offset} lies outside a text of {self._length} characters"
            raise IndexError(msg)
        at = bisect_right(self._places, offset)
        return offset + (self._extra[at - 1] if at else 0)

    def span(self, span: Span) -> tuple[int, int]:
        """Return start and end of *span* in units."""
        return self.of(span.start), self.of(span.end)

    def code_points(self, offset: int) -> int:
        """Return an offset in units as one in code points.

        Raises:
            IndexError: It lies outside the text.
            ValueError: It lies inside a character.
        """
        at = bisect_right(self._units, offset)
        if at < len(self._places) and offset > self.of(self._places[at] - 1):
            msg = f"offset {offset} lies inside a character"
            raise ValueError(msg)
        found = offset - (self._extra[at - 1] if at else 0)
        if not 0 <= found <= self._length:
            msg = f"offset {offset} lies outside a text of {self._length} characters"
            raise IndexError(msg)
        return found


def utf16_units(text: str) -> Units:
    """Return a converter to UTF-16 units: what Java and JavaScript count."""
    return Units(text, lambda character: 2 if character > "\uffff" else 1)


def byte_units(text: str) -> Units:
    """Return a converter to bytes of UTF-8."""
    return Units(text, lambda character: len(character.encode()))
