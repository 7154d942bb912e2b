"""Finding words in a frozen text: verbatim, but for the shape of white space and quotation marks."""

import re
from functools import cache
from typing import Final

from stancebank.draft.proposals import Passage
from stancebank.model import Span

__all__ = ["locate"]

_DOUBLE: Final = '"\u201c\u201d\u201e\u201f\u00ab\u00bb'
_SINGLE: Final = "'\u2018\u2019\u201a\u201b\u2039\u203a"
_WHITE: Final = re.compile(r"\s+")


@cache
def _pattern(wanted: str) -> re.Pattern[str]:
    parts: list[str] = []
    for character in _WHITE.sub(" ", wanted):
        if character == " ":
            parts.append(r"\s+")
        elif character in _DOUBLE:
            parts.append(f"[{_DOUBLE}]")
        elif character in _SINGLE:
            parts.append(f"[{_SINGLE}]")
        else:
            parts.append(re.escape(character))
    return re.compile("".join(parts))


def locate(text: str, passage: Passage, near: int = 0) -> Span | None:
    r"""Return where *passage* stands in *text*, or None where it does not.

    A span is returned as it is if it lies in the text and covers more than white space.
    Words must be found verbatim; runs of white space match each other, and so do quotation marks of one weight.

    Args:
        text: The text.
        passage: A span in code points of *text*, or words.
        near: Of several places, the first one at or after this offset is taken, else the last one before it.

    Example:
        >>> locate("She said: \u201cIt can\nwait.\u201d", '"It can wait."')
        Span(start=10, end=24)
        >>> locate("She said nothing.", "It can wait.") is None
        True
    """
    if isinstance(passage, Span):
        is_inside = passage.end <= len(text) and bool(passage.slice(text).strip())
        return passage if is_inside else None
    wanted = passage.strip()
    if not wanted:
        return None
    pattern = _pattern(wanted)
    found = pattern.search(text, near)
    if found is None:
        for found in pattern.finditer(text, 0, near + len(wanted)):  # noqa: B007 - the last one is wanted
            pass
    return Span(found.start(), found.end()) if found else None
