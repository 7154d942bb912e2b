"""Reports without a verb of saying: *kam zu dem Schluss, dass …*, *war zufrieden: „…“*, *feierte das als „…“*."""

from typing import Final

from stancebank.draft.clauses import clause_end, trimmed
from stancebank.draft.found import FoundQuotation
from stancebank.draft.phrases import Extent
from stancebank.draft.tokens import Token
from stancebank.draft.verb_second_sources import VerbSecondSources

__all__ = ["ConveyingFinder"]

_FEW: Final = 3
_BEHIND: Final = 2
_ENDINGS: Final = ("t", "te", "ten", "en")
_SAYING: Final = frozenset({"speech"})


class ConveyingFinder(VerbSecondSources):
    """Looks for reports that a noun, a predicate or a colon introduces, and for who is behind quoted words."""

    def run(self) -> list[FoundQuotation]:
        """Return the quotations of the sentence: those with a cue, then those without a verb of saying."""
        super().run()
        for place, token in enumerate(self.tokens):
            if place + _FEW < len(self.tokens) and self.tokens[place + 1].text == ",":
                is_conveying = token.low in self.pack["conveying_nouns"] or token.low in self.pack["conveying_words"]
                if is_conveying and not self._is_read(place + _BEHIND):
                    self._conveyed(place)
        self._after_signs()
        return self.found

    def _is_read(self, place: int) -> bool:
        at = self.tokens[place].start
        return any(piece.start <= at < piece.end for one in self.found for piece in one.pieces)

    def _conveyed(self, place: int) -> None:
        """``Die Gilde kam zu dem Schluss, dass es regne``."""
        tokens, pack = self.tokens, self.pack
        opener = tokens[place + _BEHIND].low
        first = place + _BEHIND + (opener in pack["complementizers"])
        end = clause_end(tokens, first, pack)
        is_clause = first > place + _BEHIND or any(one.low in pack["subjunctives"] for one in tokens[first:end])
        subject = self.subject_of(place) if is_clause else None
        if subject is None or place < subject[0]:
            return
        is_open = tokens[subject[0]].low in pack["neuter"]
        if is_open and tokens[place].low not in pack["conveying_alone"]:  # *Es ist möglich, dass*
            return
        piece = trimmed(tokens, first, end, pack)
        if piece[1] - piece[0] >= _FEW:
            self._add([piece], "that", (place, place + 1), subject, _SAYING)
            if is_open:  # *Es ist bekannt, dass*
                self.found[-1].mention = None
                self.found[-1].is_silent = True

    def _after_signs(self) -> None:
        """Take words between marks that no cue has taken: behind a colon, or inside a sentence of somebody."""
        tokens, pack = self.tokens, self.pack
        if any(one.low in pack["free_subjunctives"] for one in tokens):
            return
        for place, token in enumerate(tokens):
            if token.region is None or self._is_read(place) or place < _BEHIND:
                continue
            is_whole = tokens[place - 1].text == ":"
            is_long = len(token.text.split()) > _FEW and not token.is_title
            if not is_long and not (is_whole and not token.is_title) and not self._is_called(place):
                continue
            subject = self.subject_of(place)
            if subject is not None and subject[1] < place:
                self._add([(place, place + 1)], "colon" if is_whole else "island", subject, subject, _SAYING)
                self.found[-1].cue = None

    def _is_called(self, place: int) -> bool:
        """Tell whether ``als`` or ``für`` before few quoted words says what somebody calls a thing."""
        before = [one.low for one in self.tokens[max(0, place - _FEW) : place]]
        return not self.tokens[place].is_title and "als" in before

    def subject_of(self, limit: int) -> Extent | None:
        """Return who acts in the clause that opens the sentence, if the words before *limit* tell."""
        tokens, pack = self.tokens, self.pack
        first = 0
        while first < limit and tokens[first].low in pack["conjunctions"] - pack["subordinators"] - pack["relatives"]:
            first += 1
        low = tokens[first].low
        is_lead = low in pack["prepositions"] or low in pack["adverbs"] or low in pack["subordinators"]
        if tokens[first].region is None and not is_lead and low not in pack["times"]:
            subject = self.speaking(self.named_after(first))
            if subject is not None and subject[1] <= limit and self._is_verb(subject[1]):
                return subject
            if subject is not None and subject[1] < len(tokens) and tokens[subject[1]].text == ":":
                return subject
        for place in range(first + 1, limit):
            if self._is_verb(place) and (tokens[place - 1].is_capital or not tokens[place - 1].is_word):
                is_place = tokens[first].low in pack["places_of_words"] and tokens[place].low in pack["impersonal"]
                return self.named_after(first + 1) if is_place else self._behind_verb(place, limit)
        return None

    def _behind_verb(self, verb: int, limit: int) -> Extent | None:
        pack = self.pack
        place = verb + 1
        while place < limit and self.tokens[place].low in (pack["adverbs"] | pack["times"]) - pack["pronouns"]:
            place += 1
        if place >= limit or self.tokens[place].low in pack["oblique"]:
            return None
        subject = self.speaking(self.named_after(place))
        return subject if subject is not None and subject[1] <= limit else None

    def _is_verb(self, place: int) -> bool:
        """Tell whether a word looks like a finite verb: nouns have capitals, and so it can be told by its end."""
        token = self.tokens[place] if place < len(self.tokens) else None
        return (
            token is not None
            and _looks_finite(token, self.pack["verbs_finite"] | self.pack["strong_verbs"])
            and (token.low not in self.pack["adverbs"] | self.pack["determiners"] | self.pack["prepositions"])
        )


def _looks_finite(token: Token, known: frozenset[str]) -> bool:
    if not token.is_word or token.is_capital:
        return False
    return token.low in known or (len(token.low) > _FEW and token.low.endswith(_ENDINGS))
