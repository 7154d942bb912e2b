"""Sources that a phrase or a noun names: *according to Ada Lind*, *under the motto*."""

from collections.abc import Mapping
from typing import Final

from stancebank.draft.clauses import clause_end, trimmed
from stancebank.draft.found import FoundQuotation, medium_of
from stancebank.draft.pack import Pack
from stancebank.draft.phrases import Extent, noun_phrase_after, noun_phrase_before, skip_back
from stancebank.draft.tokens import Sentence, Token
from stancebank.model import Span

__all__ = ["DASHES", "SourceFinder", "has_region", "is_dependent"]

DASHES: Final = frozenset(["-", "\u2013", "\u2014", "--"])
"""Signs that part content from its cue."""

_MARKS: Final = "\"'\u201d\u201c\u00bb"
_FEW: Final = 3
_REACH: Final = 20
_NEAR: Final = 8


class SourceFinder:
    """Looks for phrases and nouns in one sentence that name a source.

    Args:
        sentence: The sentence.
        pack: The language.
    """

    def __init__(self, sentence: Sentence, pack: Pack) -> None:
        self.sentence = sentence
        self.tokens: list[Token] = sentence.tokens
        self.pack = pack
        self.found: list[FoundQuotation] = []
        self.consumed: int = 0
        self.subject: Extent | None = None

    def _heed(self, subject: Extent) -> None:
        """Remember who spoke last in the sentence: a cue without a subject of its own takes that one."""
        self.subject = subject

    def _consume(self, after: int) -> None:
        """Remember how far the sentence is read: content before a cue begins behind that."""
        self.consumed = max(self.consumed, after)

    def _sources(self) -> None:
        openers = self.pack.source_words
        found = [index for index, token in enumerate(self.tokens) if token.low in openers]
        if not found:
            return
        for index in found:
            for phrase in self.pack.phrases["sources"]:
                if self._says(index, phrase):
                    self._source(index, index + len(phrase))
                    break
        for index in found:
            if index and self.tokens[index].low in self.pack["sources_after"]:
                self._source_after(index)
            elif self.tokens[index].low in self.pack["source_openers"] and not self.found:
                self._source_noun(index)

    def _says(self, index: int, phrase: tuple[str, ...]) -> bool:
        tokens = self.tokens
        is_first = tokens[index].low == phrase[0]
        return is_first and tuple(one.low for one in tokens[index : index + len(phrase)]) == phrase

    def _source(self, index: int, after: int) -> None:
        tokens, pack = self.tokens, self.pack
        source = noun_phrase_after(tokens, after, pack, is_source=True)
        if source is None and after < len(tokens) and tokens[after].is_title:
            source = (after, after + 1)
        if source is None:
            return
        end = source[1]
        lead = trimmed(tokens, 0, index, pack)
        opens = all(
            not one.is_word or one.low in pack["conjunctions"] or one.low in pack["adverbs"] for one in tokens[:index]
        )
        if opens and end < len(tokens) and tokens[end].is_word and not pack.allows("verb_second"):
            end = self._up_to_comma(end)
            source = (source[0], end)
        pieces: list[Extent] = []
        is_closed = tokens[end - 1].region is not None and tokens[end - 1].text.rstrip(_MARKS).endswith(",")
        follows_comma = end < len(tokens) and (is_closed or tokens[end].text in {",", *DASHES})
        if opens:
            first = end + 1 if follows_comma and not is_closed else end
            if first < len(tokens) and (follows_comma or pack.allows("verb_second")):
                pieces.append((first, clause_end(tokens, first, pack)))
        else:
            start = self._clause_start(lead[0], lead[1])
            pieces.append((start, lead[1]))
            if pack.allows("verb_second") and not follows_comma and end < len(tokens):
                pieces.append((end, clause_end(tokens, end, pack)))
            if follows_comma and not is_dependent(tokens, end + 1, pack):
                pieces.append((end + 1, clause_end(tokens, end + 1, pack)))
        kept = [piece for piece in pieces if piece[1] - piece[0] >= _FEW or has_region(tokens, piece)]
        if kept:
            self._add(kept, "according", (index, after), source, frozenset({"speech"}))

    def _up_to_comma(self, end: int) -> int:
        """Return the end of a source that goes on: *According to a list the guild made on Monday, content*."""
        for place in range(end, min(len(self.tokens), end + _REACH)):
            if self.tokens[place].text == ",":
                return place
            if not self.tokens[place].is_word:
                return end
        return end

    def _source_noun(self, index: int) -> None:
        """``Nach ersten Angaben der Polizei``: a noun such as *Angaben* makes the phrase a source."""
        endings = self.pack.lists.get("source_nouns", ())
        for place in range(index + 1, min(index + 5, len(self.tokens))):
            if not self.tokens[place].is_word:
                return
            if self.tokens[place].low.endswith(endings):
                self._source(index, index + 1)
                return

    def _source_after(self, index: int) -> None:
        """``Ada Lind zufolge …``: the source stands before the word that says so."""
        tokens, pack = self.tokens, self.pack
        source = noun_phrase_before(tokens, index - 1, pack)
        if source is None:
            return
        pieces: list[Extent] = []
        if source[0] > _FEW:
            pieces.append(trimmed(tokens, self._clause_start(0, source[0]), source[0], pack))
        if index + 1 < len(tokens):
            pieces.append(trimmed(tokens, index + 1, clause_end(tokens, index + 1, pack), pack))
        kept = [piece for piece in pieces if piece[1] - piece[0] >= _FEW]
        if kept:
            self._add(kept, "according", (index, index + 1), source, frozenset({"speech"}))

    def _nouns(self) -> None:
        """``Under the motto "A harbour for all"``: a noun is the cue."""
        tokens = self.tokens
        for place in [place for place, token in enumerate(tokens) if place and token.region is not None]:
            noun = place - 1
            if tokens[noun].text in {",", ":"}:
                noun -= 1
            if noun > 0 and tokens[noun].low in self.pack["cue_nouns"]:
                subject = self._nearest_subject(noun)
                if subject is not None:
                    self._add([(place, place + 1)], "cue-noun", (noun, noun + 1), subject, frozenset())

    def _clause_start(self, first: int, after: int) -> int:
        return max(first, min(self.consumed, after))

    def _nearest_subject(self, index: int) -> Extent | None:
        for place in range(index - 1, 0, -1):
            if self.tokens[place].low in self.pack["verbs_finite"]:
                return noun_phrase_before(self.tokens, skip_back(self.tokens, place, self.pack), self.pack)
        return None

    def _add(self, pieces: list[Extent], rule: str, cue: Extent, mention: Extent, classes: frozenset[str]) -> None:
        tokens = self.tokens
        spans = [_span(tokens, piece) for piece in pieces]
        found = FoundQuotation(spans, rule, self.sentence)
        found.cue = _span(tokens, cue)
        found.mention = _span(tokens, mention)
        found.medium = medium_of(classes)
        named = self._addressee(cue[1], next((first for first, _ in pieces if first >= cue[1]), len(tokens)))
        found.addressee = _span(tokens, named) if named else None
        self.found.append(found)

    def _addressee(self, after: int, limit: int) -> Extent | None:
        """Return who is told between a cue and its content: *told the guild that*, *wrote in a letter to the guild*."""
        tokens, words = self.tokens, self.pack.words
        first = after
        if after >= limit or after == 0 or tokens[after - 1].low not in words["transitive_speech"]:
            near = range(after, min(limit, after + _NEAR))
            first = next((place + 1 for place in near if tokens[place].low in words["addressing"]), limit)
            between = tokens[after : max(after, first - 1)]
            if (
                first >= limit
                or not _is_somebody(tokens[first], words)
                or (between and between[-1].low not in words["letters"])
            ):
                return None
        named = noun_phrase_after(tokens, first, self.pack) if first < limit else None
        if named is None or named[1] > limit or tokens[first].low in words["pronouns"]:
            return None
        is_time = any(one.low in words["times"] for one in tokens[named[0] : named[1]])
        return None if is_time or tokens[named[1] - 1].low in words["determiners"] else named


def _is_somebody(token: Token, words: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a word after *to* begins a noun phrase that can name somebody."""
    return token.is_capital or any(token.low in words[name] for name in ("articles", "possessives", "group_words"))


def _span(tokens: list[Token], extent: Extent) -> Span:
    return Span(tokens[extent[0]].start, tokens[extent[1] - 1].end)


def has_region(tokens: list[Token], extent: Extent) -> bool:
    """Tell whether a quoted stretch stands in *extent*."""
    return any(token.region is not None for token in tokens[extent[0] : extent[1]])


def is_dependent(tokens: list[Token], place: int, pack: Pack) -> bool:
    """Tell whether what begins at *place* hangs on the cue rather than going on with the content."""
    if place >= len(tokens):
        return True
    low = tokens[place].low
    if low in pack["copy_stops"] or low in pack["relatives"] or low in pack["subordinators"]:
        return True
    return low.endswith("ing") and tokens[place].is_word
