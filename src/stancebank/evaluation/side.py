"""One side of a comparison: what a document says, in numbers of words."""

from collections.abc import Iterable
from functools import cached_property

from attrs import frozen

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
    """

    document: Document
    choice: Choice
    by_marks: bool = False

    @cached_property
    def words(self) -> Words:
        """The words of the text."""
        return Words(self.document.text)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The quotations that count, in the order of the text."""
        return self.choice.quotations(self.document)

    @cached_property
    def _kinds(self) -> list[str]:
        marked = marked_words(self.words)
        return [kind_of(one, self.words, marked, by_marks=self.by_marks) for one in self.quotations]

    def _pieces(self, stretches: Iterable[tuple[Span, ...]]) -> list[Piece]:
        return [
            Piece(words, self._kinds[owner], owner)
            for owner, spans in enumerate(stretches)
            for span in _joined(spans, self.document.text)
            if (words := self.words.within([span]))
        ]

    @cached_property
    def content(self) -> list[Piece]:
        """The pieces of what was said: those with only white space between them are one, one without a word is none."""
        return self._pieces(one.content for one in self.quotations)

    @cached_property
    def cues(self) -> list[Piece]:
        """The pieces of the cues."""
        return self._pieces(one.cue for one in self.quotations)

    @cached_property
    def mentions(self) -> list[Piece]:
        """The pieces of the words that name the speakers."""
        return self._pieces(one.mention for one in self.quotations)

    def mention_of(self, owner: int) -> frozenset[int]:
        """Return the words that name the speaker of the quotation with number *owner*."""
        return self.words.within(self.quotations[owner].mention)

    def cue_forms(self, owner: int) -> frozenset[str]:
        """Return the words of the cue of the quotation with number *owner*, in lower case."""
        forms = self.words.forms()
        return frozenset(forms[number].casefold() for number in self.words.within(self.quotations[owner].cue))


def _joined(spans: Iterable[Span], text: str) -> list[Span]:
    """Return *spans* in order, those as one that only white space parts: a form that cannot cross a line parts them."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start >= joined[-1].end and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined
