"""Of what kind a quotation is: as its record says, or by how many of its words stand between marks."""

import re
from collections.abc import Iterable
from typing import Final

from stancebank.evaluation.words import Words
from stancebank.model import Quotation, Span

__all__ = ["KINDS", "kind_by_marks", "kind_of", "marked_words"]

KINDS: Final = ("direct", "mixed", "indirect", "free")
"""The kinds of quotations, in the order of tables."""

_CLOSING: Final = {
    '"': '"',
    "''": "''",
    "``": "''",
    "\u201c": "\u201d",
    "\u201d": "\u201d",
    "\u201e": "\u201c",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    "\u2039": "\u203a",
}
"""What closes each mark that can open; a closing mark at the head of a word opens where nothing is open."""

_MARK: Final = re.compile("''|``|\n|[\"\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a]")
_MOSTLY, _HARDLY = 0.9, 0.1


def marked_words(words: Words) -> frozenset[int]:
    r"""Return the numbers of the words between quotation marks.

    The look is a plain one, and none of any annotator: marks open and close within a line; straight marks take turns;
    what is open at the end of a line counts as quoted to there.

    Example:
        >>> sorted(marked_words(Words('"Wait," she said. "The sea has time."')))
        [0, 3, 4, 5, 6]
    """
    spans: list[Span] = []
    opened: tuple[int, str] | None = None
    for found in _MARK.finditer(words.text):
        at, mark = found.start(), found[0]
        if opened is not None:
            if mark in {opened[1], "\n"}:
                spans.append(Span(opened[0], at))
                opened = None
        elif mark in _CLOSING and (mark != "\u201d" or _heads_word(words.text, at)):
            opened = (at, _CLOSING[mark])
    if opened is not None:
        spans.append(Span(opened[0], len(words.text)))
    return words.within(spans)


def _heads_word(text: str, at: int) -> bool:
    return not text[at - 1 : at].strip() and bool(text[at + 1 : at + 2].strip())


def kind_by_marks(words: Iterable[int], marked: frozenset[int]) -> str:
    """Return ``direct`` where at least nine words of ten are marked, ``indirect`` where at most one is, else ``mixed``.

    Example:
        >>> kind_by_marks(range(10), frozenset(range(9))), kind_by_marks(range(4), frozenset())
        ('direct', 'indirect')
    """
    told = frozenset(words)
    share = len(told & marked) / len(told) if told else 0.0
    if share >= _MOSTLY:
        return "direct"
    return "indirect" if share <= _HARDLY else "mixed"


def kind_of(quotation: Quotation, piece: Iterable[int], marked: frozenset[int], *, by_marks: bool = False) -> str:
    """Return the kind of a piece of *quotation*.

    Args:
        quotation: The quotation.
        piece: The numbers of the words of the piece.
        marked: The numbers of the words between marks, see `marked_words`.
        by_marks: Whether to go by the marks; else by the record, and by the marks only where it does not say.
    """
    if quotation.mode is not None and not by_marks:
        return quotation.mode.value
    return kind_by_marks(piece, marked)
