"""Sources that a phrase names in a verb-second language: *laut Ada Lind*, *Ada Linds Ansicht nach*, *wonach*."""

from typing import Final

from stancebank.draft.clauses import clause_end, trimmed
from stancebank.draft.finding import Finder
from stancebank.draft.phrases import Extent, noun_phrase_after, noun_phrase_before
from stancebank.draft.sourced import DASHES, has_region

__all__ = ["VerbSecondSources"]

_FEW: Final = 3
_LONGEST: Final = 40
_NAME: Final = 6
_SPEECH: Final = frozenset({"speech"})


class VerbSecondSources(Finder):
    """Looks for phrases that name a source where the clause goes on behind them, as in German."""

    def _sources(self) -> None:
        super()._sources()
        for index, token in enumerate(self.tokens):
            if index and token.low in self.pack["sources_behind"] and self._is_source_noun(index - 1):
                self._source_after(index)
            elif token.low in self.pack["relative_sources"]:
                self._relative(index, index + 1)

    def _is_source_noun(self, place: int) -> bool:
        token = self.tokens[place]
        return token.is_capital and token.low.endswith(self.pack.lists.get("source_nouns", ()))

    def _source(self, index: int, after: int) -> None:
        tokens, pack = self.tokens, self.pack
        if index and tokens[index - 1].text == "," and after < len(tokens) and tokens[after].low in pack["datives"]:
            self._relative(index, after + 1)
            return
        source = self.named_after(after)
        if source is None:
            return
        end = source[1]
        follows_comma = end < len(tokens) and tokens[end].text in {",", *DASHES}
        clause = self._clause_before(index)
        pieces = [] if clause is None else [clause]
        first = end + 1 if follows_comma else end
        if first < len(tokens) and tokens[first].text not in {".", ";"}:
            is_inner = clause is not None and self._is_dependent_at(clause[0])
            pieces.append((first, self._inner_end(first) if is_inner else clause_end(tokens, first, pack)))
        pieces = [self._trim(piece) for piece in pieces]
        if any(piece[1] - piece[0] >= _FEW or has_region(tokens, piece) for piece in pieces):
            kept = [piece for piece in pieces if piece[0] < piece[1]]
            self._add(kept, "according", (index, after), source, _SPEECH)

    def _trim(self, piece: Extent) -> Extent:
        return trimmed(self.tokens, piece[0], piece[1], self.pack) if piece[0] < piece[1] else piece

    def _clause_before(self, index: int) -> Extent | None:
        """Return what the phrase at *index* goes on with: its dependent clause, or all of the sentence before it."""
        tokens, pack = self.tokens, self.pack
        opens = all(
            not one.is_word or one.low in pack["conjunctions"] or one.low in pack["adverbs"] for one in tokens[:index]
        )
        if opens:
            return None
        for place in range(index - 1, 0, -1):
            if tokens[place].text == "(":
                return (place + 1, index)
            if tokens[place].text == "," and self._is_dependent_at(place + 1):
                return (place + 1, index)
        lead = trimmed(tokens, 0, index, pack)
        return (self._clause_start(lead[0], lead[1]), lead[1])

    def _is_dependent_at(self, place: int) -> bool:
        """Tell whether a dependent clause begins at *place*: *die*, *auf dem*, *was*, *weil*, behind a comma."""
        tokens, pack = self.tokens, self.pack
        if place < 1 or place + 2 >= len(tokens) or tokens[place - 1].text != ",":
            return False
        low = tokens[place].low
        if low in pack["prepositions"]:
            return tokens[place + 1].low in pack["relatives"] | pack["datives"] and not tokens[place + 2].is_capital
        is_relative = low in pack["relatives"] and not tokens[place + 1].is_capital
        return is_relative or low in pack["relative_openers"]

    def _inner_end(self, first: int) -> int:
        """Return where a dependent clause ends: at the comma behind its verb."""
        tokens = self.tokens
        for place in range(first, len(tokens)):
            if tokens[place].text in {",", ";", ")"} and place > first:
                return place
        return len(tokens)

    def _relative(self, index: int, after: int) -> None:
        """``…, wonach es regne``, and ``…, laut denen es regne``: the clause tells what the noun before it holds."""
        tokens, pack = self.tokens, self.pack
        if not index or tokens[index - 1].text != "," or after >= len(tokens):
            return
        end = clause_end(tokens, after, pack)
        commas = (place for place in range(after, end - 1) if tokens[place].text == ",")
        end = next((place for place in commas if tokens[place + 1].low in pack["verbs_finite"]), end)
        piece = trimmed(tokens, after, end, pack)
        told = noun_phrase_before(tokens, index - 2, pack)
        if piece[1] - piece[0] >= _FEW and told is not None:
            self._add([piece], "according", (index, after), told, _SPEECH)

    def _source_after(self, index: int) -> None:
        """``Ada Lind zufolge …``: the source stands before the word that says so."""
        tokens, pack = self.tokens, self.pack
        source = noun_phrase_before(tokens, index - 1, pack)
        if source is None:
            return
        first = source[0]
        while first > 0 and tokens[first - 1].low in pack["articles"] | pack["possessives"] | pack["datives"]:
            first -= 1
        clause = self._clause_before(first)
        pieces = [] if clause is None else [clause]
        if index + 1 < len(tokens):
            pieces.append((index + 1, clause_end(tokens, index + 1, pack)))
        pieces = [self._trim(piece) for piece in pieces]
        if any(piece[1] - piece[0] >= _FEW for piece in pieces):
            kept = [piece for piece in pieces if piece[0] < piece[1]]
            self._add(kept, "according", (index, index + 1), (first, source[1]), _SPEECH)

    def speaking(self, phrase: Extent | None) -> Extent | None:
        """Return *phrase* if somebody may be meant by it: it holds a noun, a name or a pronoun."""
        if phrase is None:
            return None
        pack, words = self.pack, self.tokens[phrase[0] : phrase[1]]
        inside = words[1:] if phrase[0] == 0 and words[0].low in pack["adverbs"] | pack["conjunctions"] else words
        is_somebody = any(one.is_capital or one.region is not None for one in inside) or (
            words[0].low in pack["pronouns"] | pack["relatives"]
        )
        return phrase if is_somebody else None

    def named_after(self, first: int) -> Extent | None:
        """Return the noun phrase that begins at *first*, with a name in marks, a bracket and an apposition."""
        tokens, pack = self.tokens, self.pack
        if first < len(tokens) and tokens[first].region is not None:
            return (first, first + 1) if len(tokens[first].text.split()) <= _NAME else None
        phrase = noun_phrase_after(tokens, first, pack, is_source=True)
        if phrase is None:
            return None
        end = phrase[1]
        while end < len(tokens) and end - first < _LONGEST:
            after = self._further_part(end)
            if after == end:
                break
            end = after
        return (first, end)

    def _further_part(self, end: int) -> int:
        """Return how far a noun phrase goes on at *end*: over a name in marks, a bracket, a genitive, a name."""
        tokens, pack = self.tokens, self.pack
        token = tokens[end]
        if token.region is not None:
            return end + 1 if self._is_name(end) else end
        if token.text == "(":
            closing = next((place for place in range(end, len(tokens)) if tokens[place].text == ")"), None)
            return closing + 1 if closing is not None else end
        if token.low in pack["genitives"] and tokens[end - 1].text == ")":
            further = noun_phrase_after(tokens, end, pack, is_source=True)
            return further[1] if further else end
        return self._apposed(end) if token.text == "," else end

    def _apposed(self, comma: int) -> int:
        """Return where an apposition behind *comma* ends: a name alone, or a relative clause before the verb."""
        tokens, pack = self.tokens, self.pack
        closing = next((at for at in range(comma + 1, len(tokens)) if tokens[at].text == ","), None)
        inside = tokens[comma + 1 : closing] if closing is not None else []
        names = [one for one in inside if one.is_capital]
        is_name = len(names) > 1 and all(one.is_capital or one.low in pack["name_particles"] for one in inside)
        is_role = bool(names) and inside[0].low in pack["titles"]
        goes_on = closing is not None and closing + 1 < len(tokens) and not tokens[closing + 1].is_capital
        return closing if closing is not None and (is_name or is_role) and goes_on else comma

    def _is_name(self, place: int) -> bool:
        """Tell whether a quoted stretch is the name of what stands before it: *die Zeitung „Neue Mole“*."""
        before, stretch = self.tokens[place - 1], self.tokens[place]
        if before.is_capital:
            return stretch.is_title or len(stretch.text.split()) <= _FEW
        return stretch.is_title and before.low not in self.pack["oblique"] | self.pack["indefinite"]
