"""Topics by words: an article against the labels and definitions of a taxonomy, whatever taxonomy it is."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from stancebank.draft.annotator import Gives, Setting, settings_digest
from stancebank.draft.pack import load_pack, pack_languages
from stancebank.draft.proposals import Proposal, TopicProposal
from stancebank.draft.source import SourceError
from stancebank.draft.untyped import list_of, table_of
from stancebank.model import Category, CategoryRef, CertaintyWord, Document, Label, Prefix, SegmentKind, Taxonomy
from stancebank.tei import Concept, read_concepts, taxonomy_of

__all__ = ["Suggestion", "TaxonomyMatcher", "load_taxonomy"]

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_STEM: Final = 7
_HEADLINE: Final = 3
_LABEL: Final = 2.0
_DEFINITION: Final = 0.5
_ABOVE: Final = 0.4
_SHARE: Final = 0.35
_BEST: Final = 3
_CLOSE: Final = 0.75
_STOPS: Final = ("determiners", "pronouns", "prepositions", "conjunctions", "auxiliaries", "verbs_finite", "adverbs")


@frozen
class Suggestion:
    """A topic that the words of a text speak for.

    Attributes:
        category: The topic.
        score: The higher, the more; comparable within one text only, and no probability.
    """

    category: Category
    score: float


def load_taxonomy(path: Path) -> Taxonomy:
    """Return the taxonomy in a file: TEI, JSON of IPTC's NewsCodes server, SKOS in RDF/XML, or NewsML-G2.

    Raises:
        OSError: The file cannot be read.
        RefusedError: Its XML is not safe, or holds no taxonomy.
        SourceError: Its JSON holds no concepts.
    """
    data = path.read_bytes()
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return read_concepts(data, str(path))
    try:
        told = json.loads(data)
    except ValueError as error:
        raise SourceError(str(path), f"it is no JSON: {error}") from error
    whole = table_of(told)
    listed = list_of(whole.get("conceptSet") if whole is not None else told)
    concepts = [concept for one in listed if (told := table_of(one)) and (concept := _concept(told))]
    if not concepts:
        raise SourceError(str(path), "it holds no concepts", "give the JSON of IPTC's NewsCodes server")
    return taxonomy_of(concepts)


def _concept(told: Mapping[str, Any]) -> Concept | None:
    named = table_of(told.get("prefLabel"))
    if "retired" in told or named is None:
        return None
    uri = told.get("uri") or told.get("qcode")
    meanings = table_of(told.get("definition")) or {}
    labels = tuple(
        Label(text=text, language=language, definition=str(meanings.get(language, "")))
        for language, text in named.items()
        if text
    )
    if not isinstance(uri, str) or not labels:
        return None
    return Concept(uri=uri, labels=labels, broader=tuple(list_of(told.get("broader"))))


class TaxonomyMatcher:
    """Suggests three topics for a document by the words it shares with their labels and definitions.

    Args:
        taxonomy: The taxonomy, or the path of its file.
        language: The language of the labels to use; those of another language where a category has none in it.
        address: Where the taxonomy is, with ``$1`` for the code of a category; taken from the categories' own
            addresses where nothing is said.

    Raises:
        SourceError: The file holds no taxonomy.

    Example:
        >>> weather = Category(id="t.1", labels=[Label(text="weather", definition="rain, wind and storm")])
        >>> sport = Category(id="t.2", labels=[Label(text="sport", definition="games and matches")])
        >>> matcher = TaxonomyMatcher(Taxonomy(id="t", categories=[weather, sport]))
        >>> text = Document.from_blocks("d", [("paragraph", "The weather brings rain.")])
        >>> [suggestion.category.label() for suggestion in matcher.suggest(text)]
        ['weather']
    """

    name = "taxonomy-match"
    version = "1"
    languages: tuple[str, ...] = ()
    gives: tuple[Gives, ...] = (Gives.TOPICS,)
    needs: tuple[Gives, ...] = ()
    is_deterministic = True

    def __init__(
        self, taxonomy: Taxonomy | str | Path, language: str | None = None, address: str | None = None
    ) -> None:
        self.taxonomy: Taxonomy = load_taxonomy(Path(taxonomy)) if isinstance(taxonomy, str | Path) else taxonomy
        self.language: str = (language or "en").partition("-")[0]
        self.scheme: Prefix = Prefix(name=self.taxonomy.id, replacement=address or self._address())
        self._tops = {one.id: top for top in self.taxonomy.categories for one in top.walk()}
        self._weights: dict[str, dict[str, float]] = {}
        self._labels: dict[str, frozenset[str]] = {}
        self._stops = _stops(self.language)
        for top in self.taxonomy.categories:
            self._read(top, {})
        self._rarity = self._rarities()
        self._postings: dict[str, list[tuple[str, float]]] = {}
        for code, weights in self._weights.items():
            norm = math.sqrt(sum((w * self._rarity[stem]) ** 2 for stem, w in weights.items())) or 1.0
            for stem, weight in weights.items():
                self._postings.setdefault(stem, []).append((code, weight * self._rarity[stem] ** 2 / math.sqrt(norm)))

    @property
    def settings(self) -> Mapping[str, Setting]:
        """The taxonomy and the language of its labels."""
        told = tuple(f"{one.id} {one.label(self.language)}" for one in self.taxonomy.walk())
        return {"taxonomy": self.taxonomy.id, "language": self.language, "categories": settings_digest({"all": told})}

    def propose(self, document: Document) -> Iterator[Proposal]:
        """Yield up to three topics for the document, the likeliest first, with their scores in the comment."""
        found = self.suggest(document)
        for rank, suggestion in enumerate(found, start=1):
            code = suggestion.category.id.removeprefix(f"{self.taxonomy.id}.")
            is_close = rank > 1 or (len(found) > 1 and found[1].score > _CLOSE * found[0].score)
            yield TopicProposal(
                category=CategoryRef(f"{self.taxonomy.id}:{code}"),
                rule=f"labels.{self.language}",
                certainty=CertaintyWord.LOW if is_close else CertaintyWord.MEDIUM,
                comment=f"{suggestion.category.label(self.language)}; rank {rank}, score {suggestion.score:.2f}",
                scheme=self.scheme,
            )

    def suggest(self, document: Document, best: int = _BEST) -> list[Suggestion]:
        """Return the *best* topics of a document that share a word of their label with it, the likeliest first."""
        counts: Counter[str] = Counter()
        for segment in document.segments:
            times = _HEADLINE if segment.kind is SegmentKind.HEADLINE else 1
            for stem in self._stems(segment.span.slice(document.text)):
                counts[stem] += times
        scores: dict[str, float] = {}
        for stem, count in counts.items():
            for code, weight in self._postings.get(stem, ()):
                scores[code] = scores.get(code, 0.0) + weight * (1 + math.log(count))
        tops: dict[str, float] = {}
        for code, score in scores.items():
            top = self._tops[code].id
            tops[top] = tops.get(top, 0.0) + score
        total = sum(tops.values()) or 1.0
        ranked = [
            (score * (1 - _SHARE + _SHARE * len(tops) * tops[self._tops[code].id] / total), code)
            for code, score in scores.items()
            if not self._labels[code].isdisjoint(counts)
        ]
        ranked.sort(key=lambda pair: (-pair[0], pair[1]))
        found = ((self.taxonomy.category(code), score) for score, code in ranked[:best])
        return [Suggestion(category, score) for category, score in found if category is not None]

    def _address(self) -> str:
        first = next((one.uri for one in self.taxonomy.walk() if one.uri), None)
        return f"{first.rpartition('/')[0]}/$1" if first else f"urn:stancebank:taxonomy:{self.taxonomy.id}:$1"

    def _stems(self, text: str) -> Iterator[str]:
        for found in _WORD.finditer(text.lower()):
            if found[0] not in self._stops:
                yield found[0][:_STEM]

    def _read(self, category: Category, above: Mapping[str, float]) -> None:
        told = [label for label in category.labels if (label.language or "").partition("-")[0] == self.language]
        labels = told or list(category.labels[:1])
        weights = dict(above)
        own: dict[str, float] = {}
        for label in labels:
            for stem in self._stems(label.definition):
                weights[stem] = max(weights.get(stem, 0.0), _DEFINITION)
            for stem in self._stems(label.text):
                own[stem] = _LABEL
        weights |= own
        self._weights[category.id] = weights
        self._labels[category.id] = frozenset(own)
        inherited = dict.fromkeys(own, _ABOVE)
        for narrower in category.categories:
            self._read(narrower, inherited)

    def _rarities(self) -> dict[str, float]:
        seen = Counter(stem for weights in self._weights.values() for stem in weights)
        return {stem: math.log(1 + len(self._weights) / count) for stem, count in seen.items()}


def _stops(language: str) -> frozenset[str]:
    if language not in pack_languages():
        return frozenset()
    pack = load_pack(language)
    return frozenset[str]().union(*(pack[name] for name in _STOPS))
