"""Which quotation stands in which, without comparing each with each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from stancebank.model.annotation import Quotation
from stancebank.model.span import Span

__all__ = ["Nesting"]


def _length(quotation: Quotation) -> int:
    return sum(span.length for span in quotation.content)


class Nesting:
    """The quotations of a layer, shortest first, so that the first one found around another is the smallest.

    Args:
        quotations: The quotations, in the order of the layer.
    """

    def __init__(self, quotations: Iterable[Quotation]) -> None:
        self._all = sorted((one for one in quotations if one.content), key=_length)
        self._lengths = [_length(one) for one in self._all]
        placed = sorted((span.start, span.end, one.id) for one in self._all for span in one.content)
        self._starts = [start for start, _, _ in placed]
        self._farthest: list[tuple[tuple[int, str], tuple[int, str]]] = []
        first, second = (-1, ""), (-1, "")
        for _, end, owner in placed:
            if owner == first[1]:
                first = max(first, (end, owner))
            elif end > first[0]:
                first, second = (end, owner), first
            elif end > second[0]:
                second = (end, owner)
            self._farthest.append((first, second))

    def around(self, quotation: Quotation) -> Quotation | None:
        """Return the smallest other quotation that covers all of *quotation*, or None."""
        if not all(self._is_covered(span, quotation.id) for span in quotation.content):
            return None
        least = max((span.length for span in quotation.content), default=0)
        for other in self._all[bisect_left(self._lengths, least) :]:
            if other.id != quotation.id and all(
                any(mine.covers(span) for mine in other.content) for span in quotation.content
            ):
                return other
        return None

    def _is_covered(self, span: Span, owner: str) -> bool:
        """Tell whether a quotation other than *owner* covers *span*."""
        begun = bisect_right(self._starts, span.start)
        if not begun:
            return False
        first, second = self._farthest[begun - 1]
        return (second if first[1] == owner else first)[0] >= span.end
