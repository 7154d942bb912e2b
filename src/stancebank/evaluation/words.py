"""The words of a text: what spans are compared by, so that marks and spaces at their edges cost nothing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from attrs import field, frozen

from stancebank.model import Span

__all__ = ["Words"]

# Scripts without spaces between words: each character counts as a word there.
_UNSPACED: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(f"[{_UNSPACED}]|[^\\W{_UNSPACED}]+")


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(*found.span()) for found in _WORD.finditer(text))


@frozen
class Words:
    r"""The words of a text, numbered from 0.

    A word is a run of letters, digits and underscores; in Chinese and Japanese script each character is one.

    Attributes:
        text: The text.
        spans: Its words, in code points of *text*.

    Example:
        >>> Words('"No," she said.').within([Span(0, 9)])
        frozenset({0, 1})
    """

    text: str
    spans: tuple[Span, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "spans", _spans(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.spans]

    @cached_property
    def _ends(self) -> list[int]:
        return [span.end for span in self.spans]

    def within(self, spans: Iterable[Span]) -> frozenset[int]:
        """Return the numbers of the words that *spans* touch, be it with one character."""
        touched: set[int] = set()
        for span in spans:
            if span.length:
                touched.update(range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)))
        return frozenset(touched)

    def forms(self) -> tuple[str, ...]:
        """Return the words themselves."""
        return tuple(span.slice(self.text) for span in self.spans)
