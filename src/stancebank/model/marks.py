"""Quotation marks: which close which."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

__all__ = ["CLOSERS", "MARKS", "places", "speech_in_single_marks"]

CLOSERS: Final[Mapping[str, str]] = {
    '"': '"',
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab\u00bb",
    "\u2039": "\u203a",
    "\u203a": "\u2039\u203a",
    "\u201c": "\u201d",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d\u201f",
    "\u300a": "\u300b",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\u301d": "\u301e\u301f",
    "\uff02": "\uff02",
}
"""For each mark that can open a quotation, those that can close it, in whatever language.

Single marks are not among them: the closing one is the apostrophe as well, so no count of them says anything.
What stands between two of them beyond doubt, `speech_in_single_marks` finds.
"""

MARKS: Final = frozenset(CLOSERS) | frozenset("".join(CLOSERS.values()))
"""The marks that open or close a quotation."""

_SPEECH: Final = re.compile(
    r"(?<![^\s(\[\u2013\u2014\u2026-])['\u2018\u201a]"
    r"(?!(?:tis|twas|twere|em|til|cause|round|bout|n|d+s?|\d\ds?)\b)(?=\w)"
    r"(?:[^'\u2018\u2019\u201a\n]|(?<=\w)['\u2019](?=\w)){2,600}?"
    r"(?<=[.,!?\u2026])['\u2018\u2019](?!\w)",
    re.IGNORECASE,
)


def speech_in_single_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of *text* that stand between single marks beyond doubt, as speech does.

    One begins at the edge of a word, ends after a comma, a full stop or the like, and holds no single mark but
    apostrophes inside of words. What only may stand between marks, such as a plural's possessive, is not yielded.

    Args:
        text: A text.

    Yields:
        The offsets of both marks, in code points, that of the closing one plus one.

    Example:
        >>> list(speech_in_single_marks("'It can't wait,' she said of the boats' crews in the '90s."))
        [(0, 16)]
    """
    end = 0
    for at in places(text, "'\u2018\u201a"):
        found = _SPEECH.match(text, at) if at >= end else None
        if found is not None:
            end = found.end()
            yield at, end


def places(text: str, characters: Iterable[str]) -> list[int]:
    """Return where one of *characters* stands in *text*, as offsets in order.

    Each character is sought by itself: that is several times faster than to look at each place for all of them.

    Example:
        >>> places("a-b+c-d", "+-")
        [1, 3, 5]
    """
    found: list[int] = []
    for character in characters:
        at = text.find(character)
        while at != -1:
            found.append(at)
            at = text.find(character, at + 1)
    found.sort()
    return found
