"""Rules on what a corpus declares of itself: how much it holds, and which versions it follows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from stancebank.findings import Severity
from stancebank.tei.inventory import TaxonomyState
from stancebank.validation.notes import COUNTED
from stancebank.validation.rule import Hit, Rule, Scope
from stancebank.validation.whole import CorpusSubject, FileFacts

__all__ = ["DECLARED", "UNITS", "extents"]

_Versions = TypeVar("_Versions", str, tuple[str, str])


def _documents(corpus: CorpusSubject) -> int:
    return len(corpus.documents)


def _total(name: str) -> Callable[[CorpusSubject], int]:
    position = COUNTED.index(name)
    return lambda corpus: sum(file.counts[position] for file in corpus.documents)


UNITS: Final[Mapping[str, Callable[[CorpusSubject], int]]] = MappingProxyType(
    {
        **dict.fromkeys(("text", "texts", "document", "documents", "article", "articles"), _documents),
        **{name: _total(name) for name in COUNTED},
    }
)
"""How each unit of an ``extent/measure`` is counted; other units are not checked."""


def extents(corpus: CorpusSubject) -> dict[str, int]:
    """Return what the root file has to say of each unit that can be counted."""
    return {unit: count(corpus) for unit, count in UNITS.items()}


def untrue_extent(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each extent, and each usage of an element, that is not what is counted."""
    if corpus.unread:
        return
    counted = extents(corpus)
    for measure in corpus.inventory.measures:
        number = counted.get(measure.unit)
        if number is not None and _number(measure.quantity) != number:
            told = f"the extent in {measure.unit} is said to be {measure.quantity or 'nothing'}, but {number} are there"
            yield Hit(told, corpus.root.root_id if corpus.root else None, line=measure.line)
    for usage in corpus.inventory.usages:
        number = corpus.usage.get(usage.element, 0)
        if usage.occurs and _number(usage.occurs) != number:
            told = f"{usage.element} is said to occur {usage.occurs} times in the texts, but does {number} times"
            yield Hit(told, corpus.root.root_id if corpus.root else None, line=usage.line)


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def _states(corpus: CorpusSubject) -> Iterator[tuple[FileFacts, TaxonomyState]]:
    for file in corpus.files:
        for state in file.taxonomies:
            yield file, state


def altered_taxonomy(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each taxonomy whose content is not what the root file registers for its version."""
    registered = {name: digest for name, digest, _ in corpus.inventory.registered}
    if not registered:
        return
    for file, state in _states(corpus):
        told = f"the taxonomy {state.id!r}, version {state.version or 'none'},"
        digest = registered.get((state.id, state.version))
        if file.is_document:
            continue
        if digest is None:
            hint = "stancebank recount registers it"
            yield Hit(f"{told} is not registered", state.id, line=state.line, source=file.source, hint=hint)
        elif digest != state.digest:
            yield Hit(f"{told} differs from what is registered", state.id, line=state.line, source=file.source)


def mixed_versions(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each document that follows another version of the encoding, or of a taxonomy, than most do."""
    profiles = Counter(file.profile for file in corpus.documents if file.profile)
    usual = _most(profiles, "")
    for file in corpus.documents:
        if file.profile and file.profile != usual:
            told = f"the document follows {file.profile}, while {profiles[usual]} others follow {usual}"
            yield Hit(told, file.id, line=file.line, source=file.source)
    copies: dict[str, list[tuple[FileFacts, TaxonomyState]]] = defaultdict(list)
    for file, state in _states(corpus):
        copies[state.id].append((file, state))
    for taxonomy, found in copies.items():
        counted = Counter((state.version, state.digest) for _, state in found)
        version, digest = next(
            ((state.version, state.digest) for file, state in found if not file.is_document), _most(counted, ("", ""))
        )
        for file, state in found:
            if (state.version, state.digest) != (version, digest):
                here, there = state.version or "none", version or "none"
                fault = "the same version with other content" if here == there else f"version {here}"
                told = f"the taxonomy {taxonomy!r} stands here in {fault}; the corpus has version {there}"
                yield Hit(told, state.id, line=state.line, source=file.source)


def _most(counted: "Counter[_Versions]", fallback: _Versions) -> _Versions:
    """Return what is counted most often; of several the first in their order."""
    return max(sorted(counted), key=lambda one: counted[one], default=fallback)


DECLARED: Final = (
    Rule(
        code="TX006",
        level=5,
        severity=Severity.ERROR,
        summary="a taxonomy differs from what is registered for its version",
        why="Annotations name a version; if its categories change and its number does not, they change their meaning.",
        remedy="Give the taxonomy a new version and register it with stancebank recount; or undo the change.",
        bad="a definition that is reworded under the same version",
        good="the same rewording, the next version, and its digest in corpus.xml",
        over_corpus=altered_taxonomy,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="CO003",
        level=5,
        severity=Severity.ERROR,
        summary="an extent is not what is counted",
        why="Readers quote the size of a corpus from its header.",
        remedy="stancebank recount writes what is there.",
        bad='<measure unit="text" quantity="2">2 articles</measure>',
        good='<measure unit="text" quantity="1">1 article</measure>',
        over_corpus=untrue_extent,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="CO004",
        level=5,
        severity=Severity.ERROR,
        summary="documents follow different versions of the encoding or of a taxonomy",
        why="The same word would mean different things in two documents, and counts over both would be wrong.",
        remedy="Bring all documents to one version.",
        bad="an article with a copy of the taxonomy in version 1.0 in a corpus that has version 1.1",
        good="every article with the same version, or with a pointer to the one file",
        over_corpus=mixed_versions,
        scope=Scope.CORPUS,
        since="0.2",
    ),
)
