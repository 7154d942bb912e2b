"""Who speaks: from the words beside a cue to a voice of the document, with ranked alternatives."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from stancebank.draft.found import FoundQuotation
from stancebank.draft.names import Cluster, NameBook, Run, bare, read_names
from stancebank.draft.pack import Pack
from stancebank.draft.quoting import Reading
from stancebank.draft.tokens import Sentence, Token, words_of
from stancebank.model import Document, Span, SpeakerKind

__all__ = ["Scored", "Voice", "VoiceReader"]

_HALF_LIFE: Final = 250
_SUBJECT: Final = 3.0
_QUOTED: Final = 0.3
_SPOKEN: Final = 2.0
_BEST: Final = 4
_REACH: Final = 60

Scored = tuple["Voice", float]
"""A voice with a score."""


class Voice:
    """Somebody who may speak: a named cluster, or a description that the text uses.

    Attributes:
        label: What to call it.
        kind: What it is.
        cluster: The names, or None for a description.
        mentions: Where the text speaks of it without its name.
    """

    __slots__ = ("cluster", "kind", "label", "mentions")

    def __init__(self, label: str, kind: SpeakerKind, cluster: Cluster | None = None) -> None:
        self.label: str = label
        self.kind: SpeakerKind = kind
        self.cluster: Cluster | None = cluster
        self.mentions: list[Span] = []


class VoiceReader:
    """Resolves the mentions of one document, in the order of its text."""

    def __init__(self, document: Document, reading: Reading, pack: Pack) -> None:
        self.text: str = document.text
        self.pack = pack
        self.reading = reading
        self.names: NameBook = read_names(reading.sentences, reading.quoted, pack)
        self.voices: list[Voice] = []
        self._of_cluster: dict[int, Voice] = {}
        self._described: dict[str, Voice] = {}
        self._events: list[tuple[int, float, Cluster, Run]] = []
        for cluster in self.names.clusters:
            for run in cluster.runs:
                weight = _QUOTED if run.is_quoted else _SUBJECT if run.is_subject else 1.0
                self._events.append((run.span.start, 0.5 if run.is_possessive else weight, cluster, run))
        self._events.sort(key=lambda event: event[0])
        self._starts = [event[0] for event in self._events]
        self._spoken: list[tuple[int, Voice]] = []
        self._read_roles(reading.sentences)

    def resolve(self, quotation: FoundQuotation) -> list[Scored]:
        """Return who may speak in *quotation*, the likeliest first."""
        if quotation.is_silent:
            return []
        if quotation.mention is None:
            return self._going_on(quotation)
        tokens = words_of(self.text, quotation.mention.start, quotation.mention.end, self.pack)
        found = self._together(tokens, quotation) or self._resolve(tokens)
        if found and quotation.follows is None:
            self._spoken.append((quotation.mention.start, found[0][0]))
        return found[: max(_BEST, quotation.together)]

    def addressee_of(self, quotation: FoundQuotation) -> Voice | None:
        """Return who is spoken to, where the text names them."""
        told = quotation.addressee
        if told is None:
            return None
        found = self._resolve(words_of(self.text, told.start, told.end, self.pack))
        return found[0][0] if found else None

    def _together(self, tokens: list[Token], quotation: FoundQuotation) -> list[Scored]:
        """Return the voices of *Ada Lind and Jon Berg*, which speak together."""
        coordinators = self.pack["coordinators"]
        if not any(token.low in coordinators for token in tokens):
            return []
        runs = self._runs_in(tokens[0].start, tokens[-1].end)
        gaps = [self.text[one.span.end : other.span.start] for (one, _), (other, _) in pairwise(runs)]
        words = {gap.strip(" ,").lower() for gap in gaps}
        is_list = len(runs) > 1 and runs[0][0].span.start <= tokens[0].start
        if not is_list or not words <= coordinators | {""}:
            return []
        quotation.together = len(runs)
        return [(self.voice_of(cluster), 1.0) for _, cluster in runs]

    def voice_of(self, cluster: Cluster) -> Voice:
        """Return the voice of a named cluster."""
        voice = self._of_cluster.get(id(cluster))
        if voice is None:
            voice = Voice(cluster.label, cluster.kind, cluster)
            self._of_cluster[id(cluster)] = voice
            self.voices.append(voice)
        return voice

    def _going_on(self, quotation: FoundQuotation) -> list[Scored]:
        if not self._spoken:
            return []
        place = bisect_left(self._spoken, quotation.start, key=lambda one: one[0])
        return [(self._spoken[max(0, place - 1)][1], 1.0)]

    def _resolve(self, tokens: list[Token]) -> list[Scored]:
        pack = self.pack
        first = tokens[0].low
        if first in pack["nominatives"]:  # *they're*
            first = first.replace("\u2019", "'").partition("'")[0]
        if len(tokens) == 1 and (first in pack["pronouns"] or first in pack["object_pronouns"]):
            return self._pronoun(tokens[0], first)
        inside = _head(tokens, pack)
        named = self._named(tokens, inside)
        if named:
            return named
        return self._description(tokens, inside)

    # -- names -----------------------------------------------------------------------------------------------------

    def _named(self, tokens: list[Token], head: int) -> list[Scored]:
        """Return the cluster whose name ends the head of the phrase, or that ends the whole phrase."""
        starts, end = tokens[0].start, tokens[head - 1].end
        runs = self._runs_in(starts, tokens[-1].end)
        last = [run for run, _ in runs if run.span.end >= end - 2 and run.span.start < end and not run.is_possessive]
        if last:
            return self._of_run(last[0], runs)
        whole = [
            (run, cluster)
            for run, cluster in runs
            if run.span.end >= tokens[-1].end and cluster.kind is SpeakerKind.PERSON and len(cluster.key) > 1
        ]
        is_title = tokens[head - 1].low in self.pack["titles"] and tokens[head - 1].is_capital
        if whole and (is_title or tokens[0].is_capital):
            return self._of_run(whole[0][0], runs)
        return []

    def _of_run(self, run: Run, runs: list[tuple[Run, Cluster]]) -> list[Scored]:
        chosen = next(cluster for one, cluster in runs if one is run)
        others = [one for one in self.names.find(run.words, run.titles) if one is not chosen]
        return [(self.voice_of(chosen), 1.0), *((self.voice_of(one), 0.4) for one in others)]

    def _runs_in(self, start: int, end: int) -> list[tuple[Run, Cluster]]:
        found: list[tuple[Run, Cluster]] = []
        for place in range(bisect_left(self._starts, start), len(self._events)):
            offset, _, cluster, run = self._events[place]
            if offset >= end:
                break
            found.append((run, cluster))
        return found

    # -- pronouns --------------------------------------------------------------------------------------------------

    def _pronoun(self, token: Token, low: str) -> list[Scored]:
        pack = self.pack
        if low in pack["relatives"]:
            before = self._last_before(token.start, _REACH)
            return [(self.voice_of(before), 1.0)] if before else self._salient(token.start, "", persons=True)
        if low in pack["neuter"]:
            return self._salient(token.start, "", persons=False) or self._unnamed(token.text)
        if low in pack["plural"]:
            group = next((voice for _, voice in reversed(self._spoken) if voice.kind is SpeakerKind.GROUP), None)
            scored = self._salient(token.start, "", persons=False)
            return [(group, 1.0), *scored] if group else scored or self._unnamed(token.text)
        if low in pack["masculine"] or low in pack["feminine"]:
            gender = "m" if low in pack["masculine"] else "f"
            return self._salient(token.start, gender, persons=True) or self._unnamed(token.text)
        if low in pack["first_person"]:
            return self._unnamed(token.text)
        return self._unnamed(token.text)

    def _last_before(self, offset: int, reach: int) -> Cluster | None:
        place = bisect_left(self._starts, offset) - 1
        if place < 0 or offset - self._events[place][0] > reach:
            return None
        return self._events[place][2]

    def _salient(self, offset: int, gender: str, *, persons: bool) -> list[Scored]:
        """Rank clusters by how often and how lately the text spoke of them, subjects and speakers first."""
        scores: dict[int, float] = {}
        clusters: dict[int, Cluster] = {}
        place = bisect_left(self._starts, offset)
        for start, weight, cluster, _ in reversed(self._events[max(0, place - 40) : place]):
            if (cluster.kind is SpeakerKind.PERSON) is not persons or (gender and cluster.gender not in {"", gender}):
                continue
            clusters[id(cluster)] = cluster
            scores[id(cluster)] = scores.get(id(cluster), 0) + weight * 0.5 ** ((offset - start) / _HALF_LIFE)
        for start, voice in self._spoken[-6:]:
            spoken = voice.cluster
            if spoken is None or id(spoken) not in scores or start >= offset:
                continue
            scores[id(spoken)] += _SPOKEN * 0.5 ** ((offset - start) / _HALF_LIFE)
        total = sum(scores.values()) or 1.0
        ranked = sorted(scores, key=lambda key: (-scores[key], clusters[key].label))
        return [(self.voice_of(clusters[key]), scores[key] / total) for key in ranked[:_BEST]]

    def _unnamed(self, words: str) -> list[Scored]:
        return [(self._describe(words, SpeakerKind.UNNAMED), 1.0)]

    # -- descriptions ----------------------------------------------------------------------------------------------

    def _description(self, tokens: list[Token], head: int) -> list[Scored]:
        pack = self.pack
        noun = bare(tokens[head - 1].low)
        opens = tokens[0].low
        is_definite = opens in pack["articles"] - pack["indefinite"] or opens in pack["possessives"]
        if (
            noun in pack["titles"]
            and (is_definite or tokens[0].is_capital or len(tokens) > 1)
            and opens not in pack["indefinite"]
        ):
            holders = self._holders(noun, tokens, tokens[0].start)
            if holders:
                voice = holders[0][0]
                voice.mentions.append(Span(tokens[0].start, tokens[-1].end))
                return holders
        label = self._label(tokens, head)
        return [(self._describe(label, self._kind(tokens, head, noun), tokens), 1.0)]

    def _holders(self, noun: str, tokens: list[Token], offset: int) -> list[Scored]:
        """Rank the persons of whom the text has said that they are this."""
        words = {bare(token.low) for token in tokens}
        held = [one for one in self.names.clusters if noun in one.roles and one.kind is SpeakerKind.PERSON]
        scored: list[tuple[float, Cluster]] = []
        for cluster in held:
            before = [run.span.start for run in cluster.runs if run.span.start < offset]
            if not before:
                continue
            shared = len(words & (cluster.roles | {word.lower() for word in cluster.role_text.split()}))
            scored.append((shared + 0.5 ** ((offset - before[-1]) / (4 * _HALF_LIFE)), cluster))
        scored.sort(key=lambda pair: (-pair[0], pair[1].label))
        return [(self.voice_of(cluster), score) for score, cluster in scored]

    def _label(self, tokens: list[Token], head: int) -> str:
        end = tokens[head - 1].end
        label = " ".join(self.text[tokens[0].start : max(end, tokens[min(head, len(tokens)) - 1].end)].split())
        if tokens[head - 1].low in self.pack["titles"] | self.pack["group_words"] | self.pack["unnamed_words"]:
            label = " ".join(self.text[tokens[0].start : tokens[-1].end].split(",")[0].split())
        return label

    def _kind(self, tokens: list[Token], head: int, noun: str) -> SpeakerKind:
        pack = self.pack
        is_group = noun in pack["group_words"] or tokens[0].low in pack["plural"]
        if noun in pack["organisation_words"] or noun in pack["side_words"]:
            return SpeakerKind.ORGANISATION
        if is_group or (noun.endswith("s") and not noun.endswith("ss") and not pack.allows("capitalised_nouns")):
            return SpeakerKind.GROUP
        if tokens[head - 1].is_capital and not pack.allows("capitalised_nouns"):
            return SpeakerKind.ORGANISATION
        return SpeakerKind.UNNAMED

    def _describe(self, label: str, kind: SpeakerKind, tokens: Sequence[Token] = ()) -> Voice:
        key = _key(label, self.pack)
        voice = self._described.get(key)
        if voice is None:
            voice = Voice(label, kind)
            self._described[key] = voice
            self.voices.append(voice)
        if tokens:
            voice.mentions.append(Span(tokens[0].start, tokens[-1].end))
        return voice

    def _read_roles(self, sentences: Sequence[Sentence]) -> None:
        """Learn who is what from ``Ada Lind, chair of the harbour council,`` and ``chair Ada Lind``."""
        by_end = {run.span.end: cluster for cluster in self.names.clusters for run in cluster.runs}
        titles, stops = self.pack["titles"], {",", ".", ";", ":", ")"}
        for sentence in sentences:
            tokens = sentence.tokens
            for place, token in enumerate(tokens[:-2]):
                if tokens[place + 1].text not in {",", "("} or token.end not in by_end:
                    continue
                after = place + 2
                while after < len(tokens) and tokens[after].text not in stops and after - place < 14:  # noqa: PLR2004
                    after += 1
                cluster = by_end[token.end]
                held = {one.low for one in tokens[place + 2 : min(after, place + 8)] if one.low in titles}
                if held:
                    cluster.roles |= held
                    if not cluster.role_text:
                        cluster.role_text = " ".join(self.text[tokens[place + 2].start : tokens[after - 1].end].split())
        for cluster in self.names.clusters:
            self._read_title(cluster)

    def _read_title(self, cluster: Cluster) -> None:
        """Take the words of the first title before a name, such as ``Secretary-General of HMTO``."""
        if cluster.role_text or cluster.kind is not SpeakerKind.PERSON:
            return
        for run in cluster.runs:
            before = self.text[max(0, run.span.start - _REACH) : run.span.start].split()
            taken: list[str] = []
            while before and (before[-1].lower() in self.pack.known_titles | {"of"} or before[-1].isupper()):
                taken.insert(0, before.pop())
            while taken and taken[0].lower() not in self.pack.known_titles:
                taken.pop(0)
            cluster.roles.update(word.lower() for word in taken if word.lower() in self.pack["titles"])
            if taken and any(word.lower() not in self.pack["honorifics"] for word in taken):
                cluster.role_text = " ".join(taken)
                return


def _head(tokens: list[Token], pack: Pack) -> int:
    """Return the index after the head of a noun phrase: before its first comma, preposition or relative."""
    for place, token in enumerate(tokens):
        is_border = not token.is_word or token.low in pack["prepositions"] or token.low in pack["relatives"]
        if place and is_border and token.text not in "&-":
            return place
    return len(tokens)


def _key(label: str, pack: Pack) -> str:
    words = label.lower().split()
    while words and (words[0] in pack["articles"] or words[0] in pack["possessives"]):
        words.pop(0)
    return " ".join(words) or label.lower()
