"""Of what kind a quotation is: as its record says, or by how many of its words stand between marks."""

from collections.abc import Iterable
from typing import Final

from stancebank.evaluation.words import Words
from stancebank.model import Quotation, Span

__all__ = ["KINDS", "kind_by_marks", "kind_of", "marked_words"]

KINDS: Final = ("direct", "mixed", "indirect", "free")
"""The kinds of quotations, in the order of tables."""

_CLOSING: Final = {"\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb", "\u00bb": "\u00ab", "\u2039": "\u203a"}
_MOSTLY, _HARDLY = 0.9, 0.1


def marked_words(words: Words) -> frozenset[int]:
    r"""Return the numbers of the words between quotation marks.

    The look is a plain one: marks open and close within a line; straight marks take turns; what is open at the end
    of a line counts as quoted to there.

    Example:
        >>> sorted(marked_words(Words('"Wait," she said. "The sea has time."')))
        [0, 3, 4, 5, 6]
    """
    spans: list[Span] = []
    opened: tuple[int, str] | None = None
    for at, character in enumerate(words.text):
        if opened is None:
            if character == '"' or character in _CLOSING:
                opened = (at, _CLOSING.get(character, '"'))
        elif character in {opened[1], "\n"}:
            spans.append(Span(opened[0], at))
            opened = None
    if opened is not None:
        spans.append(Span(opened[0], len(words.text)))
    return words.within(spans)


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


def kind_of(quotation: Quotation, words: Words, marked: frozenset[int], *, by_marks: bool = False) -> str:
    """Return the kind of *quotation*.

    Args:
        quotation: The quotation.
        words: The words of its text.
        marked: Those of them between marks, see `marked_words`.
        by_marks: Whether to go by the marks; else by the record, and by the marks only where it does not say.
    """
    if quotation.mode is not None and not by_marks:
        return quotation.mode.value
    return kind_by_marks(words.within(quotation.content), marked)
