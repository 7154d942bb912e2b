"""Which of many stretches cross one another, without comparing each with each."""

from bisect import bisect_left
from collections.abc import Iterable

from stancebank.model import Span

__all__ = ["Crossings"]


class Crossings:
    """Stretches that have been placed, and whether another one would cross them.

    A tree of ranges over the offsets at which any stretch begins or ends: each node knows, of the placed stretches
    that hold all of its offsets, the earliest end and the latest start.

    Args:
        spans: All stretches that will ever be placed or asked about.

    Example:
        >>> placed = Crossings([Span(0, 4), Span(2, 6)])
        >>> placed.add(Span(0, 4))
        >>> placed.crosses(Span(2, 6))
        True
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self._offsets = sorted({offset for span in spans for offset in (span.start, span.end)})
        self._size = max(len(self._offsets), 1)
        self._end = [self._offsets[-1] if self._offsets else 0] * (2 * self._size)
        self._start = [-1] * (2 * self._size)

    def add(self, span: Span) -> None:
        """Place *span*."""
        low = bisect_left(self._offsets, span.start) + 1 + self._size
        high = bisect_left(self._offsets, span.end) + self._size
        while low < high:  # the nodes that together hold the offsets between start and end
            if low & 1:
                self._note(low, span)
                low += 1
            if high & 1:
                high -= 1
                self._note(high, span)
            low >>= 1
            high >>= 1

    def _note(self, node: int, span: Span) -> None:
        self._end[node] = min(self._end[node], span.end)
        self._start[node] = max(self._start[node], span.start)

    def crosses(self, span: Span) -> bool:
        """Tell whether a placed stretch overlaps *span* while neither covers the other."""
        node = bisect_left(self._offsets, span.start) + self._size
        while node:
            if self._end[node] < span.end:
                return True
            node >>= 1
        node = bisect_left(self._offsets, span.end) + self._size
        while node:
            if self._start[node] > span.start:
                return True
            node >>= 1
        return False
