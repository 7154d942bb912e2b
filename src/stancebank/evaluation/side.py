"""One side of a comparison: what a document says, in numbers of words."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby

from attrs import field, frozen

from stancebank.evaluation.chosen import Choice
from stancebank.evaluation.kinds import kind_of, marked_words
from stancebank.evaluation.pieces import Piece
from stancebank.evaluation.words import Words
from stancebank.model import Document, Quotation, Span

__all__ = ["Side"]


@frozen(kw_only=True, eq=False)
class Side:
    """What one document says, in numbers of words.

    Attributes:
        document: The document.
        choice: Which of its annotations count.
        by_marks: Whether kinds of quotations go by the marks around them.
        borders: The numbers of the words that begin a block, see `starts`: no piece crosses them. Both sides of a
            comparison have the same ones.
    """

    document: Document
    choice: Choice
    by_marks: bool = False
    borders: tuple[int, ...] = field(default=())

    @cached_property
    def words(self) -> Words:
        """The words of the text."""
        return Words(self.document.text)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The quotations that count, in the order of the text."""
        return self.choice.quotations(self.document)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The numbers of the words that begin a block of the document."""
        first = (self.words.within([segment.span]) for segment in self.document.segments)
        return tuple(sorted({min(words) for words in first if words}))

    @cached_property
    def _marked(self) -> frozenset[int]:
        return marked_words(self.words)

    def _pieces(self, stretches: Iterable[tuple[Span, ...]]) -> Iterator[tuple[int, frozenset[int]]]:
        """Yield the owner and the words of each piece."""
        for owner, spans in enumerate(stretches):
            for span in _joined(spans, self.document.text):
                words = sorted(self.words.within([span]))
                for _, block in groupby(words, key=lambda word: bisect_right(self.borders, word)):
                    yield owner, frozenset(block)

    def _kind(self, owner: int, words: frozenset[int]) -> str:
        return kind_of(self.quotations[owner], words, self._marked, by_marks=self.by_marks)

    def _beside(self, stretches: Iterable[tuple[Span, ...]]) -> list[Piece]:
        """Return the pieces of what stands beside contents, which are of the kind of the whole content."""
        whole = [self._kind(owner, self.words.within(one.content)) for owner, one in enumerate(self.quotations)]
        return [Piece(words, whole[owner], owner) for owner, words in self._pieces(stretches)]

    @cached_property
    def content(self) -> list[Piece]:
        """The pieces of what was said, each of its own kind; one without a word is none."""
        found = self._pieces(one.content for one in self.quotations)
        return [Piece(words, self._kind(owner, words), owner) for owner, words in found]

    @cached_property
    def cues(self) -> list[Piece]:
        """The pieces of the cues."""
        return self._beside(one.cue for one in self.quotations)

    @cached_property
    def mentions(self) -> list[Piece]:
        """The pieces of the words that name the speakers."""
        return self._beside(one.mention for one in self.quotations)

    def mention_of(self, owner: int) -> frozenset[int]:
        """Return the words that name the speaker of the quotation with number *owner*."""
        return self.words.within(self.quotations[owner].mention)

    def cue_forms(self, owner: int) -> frozenset[str]:
        """Return the words of the cue of the quotation with number *owner*, in lower case."""
        forms = self.words.forms()
        return frozenset(forms[number].casefold() for number in self.words.within(self.quotations[owner].cue))


def _joined(spans: Iterable[Span], text: str) -> list[Span]:
    """Return *spans* in order, those as one that only white space parts."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start >= joined[-1].end and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined
