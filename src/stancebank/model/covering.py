"""Whether one of many spans covers a given one, without looking at all of them."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from stancebank.model.span import Span

__all__ = ["Covering"]


class Covering:
    """Spans that can be asked whether one of them covers another.

    Args:
        spans: The spans, in any order.

    Example:
        >>> Covering([Span(0, 4), Span(6, 9)]).covers(Span(1, 4)), Covering([Span(0, 4)]).covers(Span(1, 5))
        (True, False)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted((one.start, one.end) for one in spans)
        self._starts = [start for start, _ in ordered]
        self._farthest = [*accumulate((end for _, end in ordered), max)]

    def covers(self, span: Span) -> bool:
        """Tell whether one of the spans covers *span*; an empty one may lie on an edge."""
        begun = bisect_right(self._starts, span.start)
        return begun > 0 and self._farthest[begun - 1] >= span.end
