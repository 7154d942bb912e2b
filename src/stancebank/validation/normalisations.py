"""What may have been done to a text on its way from the seed, and which of it explains a difference."""

import re
import unicodedata
from collections.abc import Callable, Collection
from typing import Final

__all__ = ["DECLARABLE", "QUOTATION_MARKS", "WHITE_SPACE", "explanation", "folded", "seed_blocks"]

WHITE_SPACE: Final = "white space"
"""That a program has added or removed white space when it wrote the file; nobody can declare that."""

QUOTATION_MARKS: Final = "marks"
"""That quotation marks were dropped, or changed otherwise than by straightening them."""

_WHITE: Final = re.compile(r"[ \t\r\n]+")
_NO_BREAK: Final = re.compile("[\u00a0\u2007\u202f]")
_SPACES: Final = re.compile("[\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
_RUNS: Final = re.compile(" {2,}")
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]|-{2,3}")
_DOUBLE: Final = re.compile("[\u201c-\u201f\u2033]")
_SINGLE: Final = re.compile("[\u2018-\u201b\u2032]")
_MARKS: Final = re.compile(
    "[\"\u201c-\u201f\u00ab\u00bb\u2039\u203a\u300c-\u300f]|(?<!\\w)['\u2018-\u201b]|['\u2018-\u201b](?!\\w)"
)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _breakable(text: str) -> str:
    return _NO_BREAK.sub(" ", text)


def _dashes(text: str) -> str:
    return _DASHES.sub("-", text)


def _straight(text: str) -> str:
    return _SINGLE.sub("'", _DOUBLE.sub('"', text))


def _unmarked(text: str) -> str:
    return _MARKS.sub("", text)


def _spaces(text: str) -> str:
    return _RUNS.sub(" ", _SPACES.sub(" ", text)).strip(" ")


def _dense(text: str) -> str:
    return _WHITE.sub("", text)


_FOLDS: Final[dict[str, Callable[[str], str]]] = {
    "nfc": _composed,
    "no-break spaces": _breakable,
    "dashes": _dashes,
    "quotation marks": _straight,
    QUOTATION_MARKS: _unmarked,
    "spaces": _spaces,
    WHITE_SPACE: _dense,
}
"""What each normalisation makes of a text, in the order in which they are carried out."""

_STRONGEST: Final = (WHITE_SPACE, QUOTATION_MARKS, "spaces", "quotation marks", "dashes", "no-break spaces", "nfc")
"""In which order an explanation does without them."""

DECLARABLE: Final = frozenset({"nfc", "no-break spaces", "dashes", "quotation marks", "spaces"})
"""What a header can declare, in lower case."""


def seed_blocks(seed: str) -> tuple[str, ...]:
    r"""Return the blocks that a seed should become: every line that has a visible character, as it stands.

    Line ends are folded to line feeds; a line of spaces, no-break spaces among them, is dropped.

    Example:
        >>> seed_blocks("Pier delayed\r\n\u00a0\r\n\r\nBoats wait. ")
        ('Pier delayed', 'Boats wait. ')
    """
    lines = seed.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(line for line in lines if line.strip())


def folded(text: str, names: Collection[str]) -> str:
    r"""Return *text* with the normalisations *names* carried out.

    Example:
        >>> folded("\u201cWait\u201d\u00a0\u2013 no", ["dashes", "quotation marks"])
        '"Wait"\xa0- no'
    """
    for name, fold in _FOLDS.items():
        if name in names:
            text = fold(text)
    return text


def explanation(line: str, text: str, declared: Collection[str]) -> tuple[str, ...] | None:
    """Return which normalisations besides the declared ones make a text of a line of the seed.

    Args:
        line: The line of the seed.
        text: The text of the block.
        declared: Those that the header declares.

    Returns:
        As few as will do, in a fixed order; None where none explain the difference.

    Example:
        >>> explanation("a\u00a0b", "a b", ()), explanation("a\u00a0b", "a b", ["no-break spaces"])
        (('no-break spaces',), ())
        >>> explanation("old pier", "new pier", ())
    """
    needed = list(_FOLDS)
    if folded(line, needed) != folded(text, needed):
        return None
    for name in _STRONGEST:
        without = [one for one in needed if one != name]
        if name not in declared and folded(line, without) == folded(text, without):
            needed = without
    return tuple(name for name in needed if name not in declared)
