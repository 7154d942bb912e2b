"""Words that stand where something should have been written."""

import re
from functools import lru_cache
from typing import Final

__all__ = ["is_placeholder", "may_hold_placeholder", "placeholder_in"]

_WHOLE: Final = frozenset(
    [
        "empty",
        "lorem ipsum",
        "n a",
        "na",
        "n n",
        "name",
        "nil",
        "nn",
        "no name",
        "noname",
        "nomen nescio",
        "null",
        "tba",
        "tbd",
        "to be done",
        "to do",
        "todo",
        "undefined",
        "unknown",
        "unknown unknown",
        "untitled",
        "x",
        "xx",
        "xxx",
    ]
)
"""What says nothing when it is all that is said, letters and digits only and in lower case."""

_LONGEST: Final = 20
_INSIDE_LETTERS: Final = ("TODO", "FIXME", "XXX", "TBD", "TBA", "orem ipsum")
_INSIDE: Final = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|TBA|[Ll]orem ipsum)\b")
_SIGN: Final = re.compile(r"[\W_]+")


def is_placeholder(text: str) -> bool:
    """Tell whether *text* as a whole stands for something that is yet to be written.

    Example:
        >>> is_placeholder("N.N."), is_placeholder("???"), is_placeholder("The Unknown Sailor"), is_placeholder("")
        (True, True, False, False)
    """
    return bool(text) and len(text) <= _LONGEST and not text.isspace() and _says_nothing(text)


@lru_cache(maxsize=4096)
def _says_nothing(text: str) -> bool:
    bare = _SIGN.sub(" ", text).strip().casefold()
    return not bare or bare in _WHOLE


def may_hold_placeholder(text: str) -> bool:
    """Tell whether *text*, however long, holds letters that marks of what is yet to be written are made of.

    Example:
        >>> may_hold_placeholder("METADATA, TBANK"), may_hold_placeholder("Harbour Post")
        (True, False)
    """
    return any(letters in text for letters in _INSIDE_LETTERS)


def placeholder_in(text: str) -> str | None:
    """Return the mark in *text* that something is yet to be written there, or None.

    Example:
        >>> placeholder_in("Based on TODO: ask the archive"), placeholder_in("Harbour Post")
        ('TODO', None)
    """
    found = _INSIDE.search(text)
    return found[0] if found else None
