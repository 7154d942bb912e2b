"""From offsets in another tool's text to offsets in ours, where the two differ in white space only.

A character beyond the Basic Multilingual Plane may be U+FFFD there: not every tool can hold one.
"""

from bisect import bisect_left

from stancebank.errors import ImportRefusedError
from stancebank.model import Span

__all__ = ["Alignment"]

_REPLACEMENT, _LAST = "\ufffd", "\uffff"  # what some tools put for a character after the last of the plane
_SHOWN = 20  # characters on each side of a difference


class Alignment:
    r"""Maps spans of one text to another with the same characters besides white space.

    Args:
        theirs: The other tool's text.
        ours: The text of the document.
        source: The name of the other tool's file, for messages.

    Raises:
        ImportRefusedError: The texts differ in more than white space; the message shows the first difference.

    Example:
        >>> Alignment("a  b\r\nc", "a b\nc", "x.xmi").span(Span(3, 7))
        Span(start=2, end=5)
    """

    def __init__(self, theirs: str, ours: str, source: str) -> None:
        self._same = theirs == ours
        if self._same:
            return
        self._theirs, self._ours = _visible(theirs), _visible(ours)
        for at, here in zip(self._theirs, self._ours, strict=False):
            if theirs[at] != ours[here] and not (theirs[at] == _REPLACEMENT and ours[here] > _LAST):
                raise _difference(theirs, at, ours, here, source)
        if len(self._theirs) != len(self._ours):
            shorter = min(len(self._theirs), len(self._ours))
            at, here = (
                found[shorter] if shorter < len(found) else len(text)
                for found, text in ((self._theirs, theirs), (self._ours, ours))
            )
            raise _difference(theirs, at, ours, here, source)

    def span(self, span: Span) -> Span | None:
        """Return *span* in our text, or None where it holds nothing that both texts have."""
        if self._same:
            return span
        first, end = bisect_left(self._theirs, span.start), bisect_left(self._theirs, span.end)
        return Span(self._ours[first], self._ours[end - 1] + 1) if first < end else None


def _visible(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if not character.isspace()]


def _difference(theirs: str, at: int, ours: str, here: int, source: str) -> ImportRefusedError:
    there, mine = theirs[at : at + _SHOWN], ours[here : here + _SHOWN]
    reason = f"its text differs from the document's: at character {here} it has {there!r}, the document {mine!r}"
    return ImportRefusedError(reason, source, here)
