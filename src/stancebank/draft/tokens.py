"""Words, signs and sentences, with quoted stretches as one token each, so that no sentence ends inside one."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from stancebank.draft.marks import QuotedRegion
from stancebank.draft.pack import Pack
from stancebank.model import Span

__all__ = ["Sentence", "Token", "sentences_of", "words_of"]

_ENDS: Final = frozenset([".", "!", "?", "\u2026", "..."])
_LOOK: Final = 8
_LONGEST: Final = 400
"""How many tokens a sentence may have before it is cut: the work on a sentence grows with its square."""

_EDGES: Final = "\"'`.,!?()\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u2039\u203a "
_TITLE: Final = 7
_LONG: Final = 4


class Token:
    """A word, a sign, or a quoted stretch.

    Attributes:
        text: As written.
        low: In lower case; an empty string for a quoted stretch.
        start: Where it begins, in code points of the document's text.
        end: Where it ends.
        region: The quoted stretch, or None.
        is_capital: Whether it begins with a capital letter.
        is_word: Whether it is a word rather than a sign or a quoted stretch.
    """

    __slots__ = ("end", "is_capital", "is_word", "low", "region", "start", "text")

    def __init__(self, text: str, start: int, end: int, region: QuotedRegion | None = None) -> None:
        self.text: str = text
        self.start: int = start
        self.end: int = end
        self.region: QuotedRegion | None = region
        first = text[0]
        if region is None:
            self.low: str = text.lower()
            self.is_capital: bool = first.isupper()
            self.is_word: bool = first.isalnum() or (first in "@#" and len(text) > 1)
        else:
            self.low, self.is_capital, self.is_word = "", False, False

    @property
    def is_title(self) -> bool:
        """Whether it is a quoted stretch that looks like the title of a work: few words, the long ones capitalised."""
        if self.region is None:
            return False
        words = [word for word in self.text.split() if word.strip(_EDGES)[:1].isalpha()]
        return (
            0 < len(words) <= _TITLE
            and all(word.strip(_EDGES)[0].isupper() or len(word.strip(_EDGES)) < _LONG for word in words)
            and self.text.strip(_EDGES)[:1].isupper()
        )


class Sentence:
    """The tokens of one sentence of a block.

    Attributes:
        tokens: Its tokens.
        block: The number of its block.
        level: How many quoted stretches it stands in.
    """

    __slots__ = ("block", "level", "tokens")

    def __init__(self, tokens: list[Token], block: int, level: int = 0) -> None:
        self.tokens: list[Token] = tokens
        self.block: int = block
        self.level: int = level

    @property
    def start(self) -> int:
        """Where it begins, in code points of the document's text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.tokens[-1].end


def words_of(text: str, start: int, end: int, pack: Pack) -> list[Token]:
    """Return the words and signs of a stretch; a full stop belongs to the abbreviation or initial before it."""
    tokens: list[Token] = []
    append = tokens.append
    abbreviations = pack.abbreviations
    last: Token | None = None
    for found in pack.token_pattern.finditer(text, start, end):
        word = found[0]
        place = found.start()
        if (
            word == "."
            and last is not None
            and last.end == place
            and _is_short(last.text, text, place + 1, abbreviations)
        ):
            last.text += "."
            last.low += "."
            last.end += 1
            continue
        last = Token(word, place, place + len(word))
        append(last)
    return tokens


def _is_short(word: str, text: str, after: int, abbreviations: frozenset[str]) -> bool:
    if word in abbreviations:
        return True
    return (
        len(word) == 1
        and word.isupper()
        and text[after : after + 1].isspace()
        and text[after + 1 : after + 2].isalnum()
    )


def _tokens(text: str, span: Span, regions: Sequence[QuotedRegion], pack: Pack) -> list[Token]:
    tokens: list[Token] = []
    position = span.start
    for region in regions:
        tokens += words_of(text, position, region.span.start, pack)
        tokens.append(Token(text[region.span.start : region.span.end], region.span.start, region.span.end, region))
        position = region.span.end
    tokens += words_of(text, position, span.end, pack)
    return tokens


def sentences_of(
    text: str, span: Span, regions: Sequence[QuotedRegion], pack: Pack, *, block: int = 0, level: int = 0
) -> list[Sentence]:
    """Return the sentences of a stretch of text.

    Args:
        text: The document's text.
        span: The stretch, in code points.
        regions: The outermost quoted stretches of the text, in order; those outside *span* are ignored.
        pack: The language.
        block: The number to give to the sentences.
        level: How many quoted stretches are around.
    """
    first = bisect_left(regions, span.start, key=lambda one: one.span.start)
    last = bisect_left(regions, span.end, lo=first, key=lambda one: one.span.start)
    tokens = _tokens(text, span, regions[first:last], pack)
    found: list[Sentence] = []
    start = 0
    for after in [after for after, token in enumerate(tokens, start=1) if not token.is_word]:
        while after - start > _LONGEST:
            found.append(Sentence(tokens[start : start + _LONGEST], block, level))
            start += _LONGEST
        if _ends(tokens, after - 1, pack):
            found.append(Sentence(tokens[start:after], block, level))
            start = after
    while start < len(tokens):
        found.append(Sentence(tokens[start : start + _LONGEST], block, level))
        start += _LONGEST
    return found


def _ends(tokens: list[Token], index: int, pack: Pack) -> bool:
    """Tell whether a sentence ends with the token at *index*, a sign or a quoted stretch."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None:
        return False
    if token.region is None:
        is_end = token.text in _ENDS or token.text[:2] == ".."
        return is_end and not following.text[0].islower() and following.text not in ",;:)]"
    last = token.text.rstrip("\"'\u201c\u201d\u2019\u2018\u00ab\u00bb ")[-1:]
    if last not in _ENDS:
        return False
    if following.region is not None:
        return True
    if not (following.is_capital or following.text in "-\u2013\u2014([") or following.text[0].islower():
        return False
    return last == "." or not _is_attributed(tokens, index + 1, pack)


def _is_attributed(tokens: list[Token], index: int, pack: Pack) -> bool:
    """Tell whether a subject and a cue follow, with nothing after them, as in ``"When?" Ada Lind asked``."""
    for place in range(index, min(index + _LOOK, len(tokens))):
        token = tokens[place]
        if token.low in pack.forms:
            after = tokens[place + 1] if place + 1 < len(tokens) else None
            return place > index and (after is None or not after.is_word or after.low in pack.cue_followers)
        if not token.is_word:
            return False
    return False
