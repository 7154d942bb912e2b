"""Tokens for formats that count in them: words and marks, cut wherever an annotation begins or ends."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from attrs import frozen

from stancebank.model import Document, Span

__all__ = ["Token", "Tokens", "annotated", "tokens_of"]

_JOINER: Final = "\u200d"
_WORD: Final = re.compile(r"\w+(?:[\u2019'\-.\u2010\u2011](?=\w)\w+)*|[^\w\s]", re.UNICODE)


@frozen
class Token:
    """A word or a mark.

    Attributes:
        span: Where it stands, in code points of `Document.text`.
        text: The characters.
        after: The white space between it and the next token of its segment.
    """

    span: Span
    text: str
    after: str


class Tokens:
    """The tokens of a document, in the order of its text.

    No token holds white space, and none crosses the border of a segment or of an annotation:
    every span of an annotation is a run of whole tokens, but for white space at its edges.
    """

    def __init__(self, tokens: Iterable[Token]) -> None:
        self.tokens: tuple[Token, ...] = tuple(tokens)
        self._starts = [token.span.start for token in self.tokens]
        self._ends = [token.span.end for token in self.tokens]

    def run(self, span: Span) -> tuple[int, int]:
        """Return the half-open range of the tokens that lie in *span*; an empty one where there is none."""
        first = bisect_left(self._starts, span.start)
        return first, max(first, bisect_right(self._ends, span.end))

    def text(self, first: int, end: int) -> str:
        """Return the text of the tokens from *first* to before *end*, with the white space between them.

        Tokens of different segments are parted by a line feed.
        """
        told: list[str] = []
        for at in range(first, end):
            token = self.tokens[at]
            told.append(token.text)
            if at + 1 < end:
                is_next = self.tokens[at + 1].span.start == token.span.end + len(token.after)
                told.append(token.after if is_next else f"{token.after}\n")
        return "".join(told)


def tokens_of(document: Document, spans: Iterable[Span] | None = None) -> Tokens:
    """Return the tokens of *document*.

    Args:
        document: The document.
        spans: What the tokens are cut at; every span of an annotation if not given.

    Example:
        >>> tokens = tokens_of(Document.from_blocks("d", [("paragraph", "It's 5 o'clock.")]))
        >>> [token.text for token in tokens.tokens]
        ["It's", '5', "o'clock", '.']
    """
    told = annotated(document) if spans is None else spans
    cuts = sorted({edge for span in told for edge in (span.start, span.end)})
    found: list[Token] = []
    for segment in document.segments:
        block = segment.span
        text = document.text[: block.end]
        spans = [part for word in _words(text, block.start) for part in _parted(word, cuts)]
        for at, span in enumerate(spans):
            end = spans[at + 1].start if at + 1 < len(spans) else block.end
            found.append(Token(span, span.slice(text), text[span.end : end]))
    return Tokens(found)


def _words(text: str, start: int) -> list[Span]:
    """Return the words and marks of *text* from *start* on; what combines with a character stays with it."""
    found: list[Span] = []
    for match in _WORD.finditer(text, start):
        last = found[-1] if found else None
        if last and last.end == match.start() and _belongs(text, last, match[0]):
            found[-1] = Span(last.start, match.end())
        else:
            found.append(Span(match.start(), match.end()))
    return found


def _belongs(text: str, last: Span, word: str) -> bool:
    """Tell whether *word* is a mark on the word before it, or goes on after one."""
    before = text[last.end - 1]
    if _combines(word[0]) or before == _JOINER:
        return True
    return _combines(before) and text[last.start].isalnum() and word[0].isalnum()


def _combines(character: str) -> bool:
    return character == _JOINER or (not character.isascii() and unicodedata.category(character)[0] == "M")


def annotated(document: Document) -> Iterator[Span]:
    """Yield every span of an annotation, and the words that name somebody."""
    for layer in document.layers:
        for annotation in layer.annotations:
            yield from annotation.spans
    for quotation in document.quotations:
        yield from (*quotation.verbatim, *quotation.mention, *quotation.cue)
    for mention in document.mentions:
        yield mention.span


def _parted(span: Span, cuts: list[int]) -> list[Span]:
    inside = cuts[bisect_right(cuts, span.start) : bisect_left(cuts, span.end)]
    edges = [span.start, *inside, span.end]
    return [Span(start, end) for start, end in pairwise(edges)]
