"""Quotations in a sentence of a language that inverts pronouns, such as French: *a-t-il dit*, *répond-elle*."""

from typing import Final

from attrs import frozen

from stancebank.draft.clauses import clause_end, trimmed
from stancebank.draft.finding import Finder
from stancebank.draft.found import FoundQuotation, medium_of
from stancebank.draft.pack import Form
from stancebank.draft.phrases import Extent, noun_phrase_after
from stancebank.draft.sourced import DASHES, is_dependent
from stancebank.draft.tokens import Token, words_of
from stancebank.model import Span

__all__ = ["InvertingFinder"]

_FEW: Final = 3
_NAME: Final = 12
_SAYING: Final = frozenset({"speech", "writing", "thought"})


@frozen
class _Aside:
    """A cue with its subject behind it: *a déclaré Ada Lind*, *répond-elle*.

    Attributes:
        first: The index of its first token, which may be an auxiliary.
        cue: The index of the verb.
        subject: The subject.
        after: The index after its last token.
        classes: The classes of the verb.
    """

    first: int
    cue: int
    subject: Extent
    after: int
    classes: frozenset[str]


class InvertingFinder(Finder):
    """Looks for cues where verb and subject change places after and inside what is said, as in French."""

    def run(self) -> list[FoundQuotation]:
        """Return the quotations of the sentence: those with a cue, then those around a cue between the same marks."""
        super().run()
        for token in self.tokens:
            if token.region is not None:
                self._around(token)
        self._announced()
        return self.found

    def _verb(self, index: int, form: Form) -> None:
        if index < self.consumed:
            return
        aside = self._aside(self.tokens, index, form)
        if aside is not None and (self._follows(aside) or self._as_opener(aside)):
            self._heed(aside.subject)
            return
        super()._verb(index, form)

    def _aside(self, tokens: list[Token], index: int, form: Form) -> _Aside | None:
        """Return the cue at *index* with what belongs to it, where its subject follows or is a pronoun tied to it."""
        pack = self.pack
        if not form.classes & _SAYING:
            return None
        if index + 2 < len(tokens) and tokens[index + 1].text == "-" and tokens[index + 2].low in pack["clitics"]:
            return _Aside(index, index, (index + 2, index + 3), index + 3, form.classes)
        place = index - 1
        while place > 0 and tokens[place].low in pack["adverbs"] | pack["negations"]:
            place -= 1
        has_clitic = place > 1 and tokens[place].low in pack["clitics"] and tokens[place - 1].text == "-"
        if has_clitic and tokens[place - 2].low in pack["auxiliaries"]:
            return _Aside(place - 2, index, (place, place + 1), index + 1, form.classes)
        subject = noun_phrase_after(tokens, index + 1, pack)
        if subject is None or tokens[subject[0]].low in pack["pronouns"]:
            return None
        has_helper = place >= 0 and tokens[place].low in pack["auxiliaries"]
        if not has_helper and "finite" not in form.kinds:
            return None
        return _Aside(place if has_helper else place + 1, index, subject, subject[1], form.classes)

    def _follows(self, aside: _Aside) -> bool:
        """Take what stands before an aside as said, and what goes on behind it."""
        tokens, pack = self.tokens, self.pack
        left = aside.first - 1
        if left < 1 or not (tokens[left].region is not None or tokens[left].text in {",", *DASHES}):
            return False
        last = left + 1 if tokens[left].region is not None else left
        start, last = trimmed(tokens, self._clause_start(0, last), last, pack)
        if start >= last:
            return False
        is_quoted = tokens[last - 1].region is not None
        if not is_quoted and not self._is_parenthetical(aside.after):
            return False
        follower = self._further(aside.after, (start, last)) or self._rest(aside.after, is_quoted=is_quoted)
        is_said = is_quoted or last - start >= _FEW or follower is not None
        pieces = (self._before(start, last, is_quoted) or [(start, last)]) if is_said else []
        if follower is not None:
            pieces.append(follower)
        if not pieces:
            return False
        rule = "after-quote" if is_quoted else "after-clause"
        self._add(pieces, rule, (aside.cue, aside.cue + 1), aside.subject, aside.classes)
        self._consume(aside.after if follower is None else follower[1])
        return True

    def _rest(self, end: int, *, is_quoted: bool) -> Extent | None:
        """Return what goes on behind an aside between commas, short as it may be: *La jetée, dit-il, attend*."""
        tokens, pack = self.tokens, self.pack
        if is_quoted or end + 1 >= len(tokens) or tokens[end].text != "," or is_dependent(tokens, end + 1, pack):
            return None
        piece = trimmed(tokens, end + 1, clause_end(tokens, end + 1, pack), pack)
        return piece if piece[0] < piece[1] else None

    def _as_opener(self, aside: _Aside) -> bool:
        """``Comme l'a dit Ada Lind, …``: the content follows."""
        tokens = self.tokens
        is_opener = aside.first == 1 and tokens[0].low in self.pack["as_clause"]
        comma = next((place for place in range(aside.subject[0], len(tokens)) if tokens[place].text == ","), None)
        if not is_opener or comma is None or comma + 1 >= len(tokens):
            return False
        end = clause_end(tokens, comma + 1, self.pack)
        subject = (aside.subject[0], min(aside.subject[1], comma))
        self._add([(comma + 1, end)], "as", (aside.cue, aside.cue + 1), subject, aside.classes)
        self._consume(end)
        return True

    def _around(self, token: Token) -> None:
        """``« La jetée, a-t-elle ajouté, peut attendre. »``: the cue stands between the marks of what is said."""
        words = words_of(token.text, 0, len(token.text), self.pack)
        for index, word in enumerate(words):
            for form in self.pack.forms.get(word.low, ()):
                aside = self._aside(words, index, form)
                if aside is None or aside.first < 1 or aside.after >= len(words):
                    continue
                if words[aside.first - 1].text != "," or words[aside.after].text != ",":
                    continue
                self._split(token, words, aside)
                return

    def _split(self, token: Token, words: list[Token], aside: _Aside) -> None:
        before, after = words[aside.first - 2], words[min(aside.after + 1, len(words) - 1)]
        if not before.is_word or not after.is_word:
            return
        pieces = [Span(token.start, token.start + before.end), Span(token.start + after.start, token.end)]
        found = FoundQuotation(pieces, "around", self.sentence)
        cue, first, last = words[aside.cue], words[aside.subject[0]], words[aside.subject[1] - 1]
        found.cue = Span(token.start + cue.start, token.start + cue.end)
        found.mention = Span(token.start + first.start, token.start + last.end)
        found.medium = medium_of(aside.classes)
        self.found[:] = [one for one in self.found if not (one.start <= token.start and token.end <= one.end)]
        self.found.append(found)

    def _announced(self) -> None:
        """``Ada Lind : « La jetée peut attendre. »``: a name and a colon are enough."""
        tokens = self.tokens
        colon = next((place for place in range(1, min(_NAME, len(tokens))) if tokens[place].text == ":"), None)
        if self.found or colon is None or colon + 1 >= len(tokens) or tokens[colon + 1].region is None:
            return
        subject = noun_phrase_after(tokens, 0, self.pack)
        if subject is not None and subject[1] == colon and tokens[0].is_capital:
            self._add([(colon + 1, colon + 2)], "colon", subject, subject, frozenset({"speech"}))
            self.found[-1].cue = None
