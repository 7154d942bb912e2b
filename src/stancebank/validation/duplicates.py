"""Rules on texts that stand in a corpus more than once."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from attrs import frozen

from stancebank.corpus.similarity import likely_pairs, resemblance, runs_of, words_of
from stancebank.findings import Severity
from stancebank.validation.rule import Hit, Rule, Scope
from stancebank.validation.whole import CorpusSubject, FileFacts

__all__ = ["DUPLICATES"]

_KEPT: Final = 64


@frozen(kw_only=True)
class _Pair:
    """Two documents that are alike, and how much; one stands for the first of them."""

    first: FileFacts
    second: FileFacts
    share: float


def _pairs(corpus: CorpusSubject) -> tuple[_Pair, ...]:
    """Return the pairs of documents that are alike, in the order of the second; a share of 1 for the same words."""
    first: dict[bytes, FileFacts] = {}
    found: list[_Pair] = []
    for file in corpus.documents:
        if file.digest:
            original = first.setdefault(file.digest, file)
            if original is not file:
                found.append(_Pair(first=original, second=file, share=1.0))
    originals = list(first.values())

    @lru_cache(maxsize=_KEPT)
    def runs(position: int) -> frozenset[int]:
        return runs_of(words_of(corpus.text_of(originals[position])))

    for one, other in likely_pairs([file.sketch for file in originals], corpus.resemblance):
        share = resemblance(runs(one), runs(other))
        if share >= corpus.resemblance:
            found.append(_Pair(first=originals[one], second=originals[other], share=share))
    return tuple(sorted(found, key=lambda pair: (pair.second.path, -pair.share, pair.first.path)))


def _leaks(corpus: CorpusSubject) -> dict[str, tuple[_Pair, str, str]]:
    """Return, by path, the documents that are alike to one in another part of the split."""
    if not corpus.part_of:
        return {}
    pairs = corpus.once(_pairs)
    leader = {file.path: file.path for file in corpus.documents}

    def led(path: str) -> str:
        while leader[path] != path:
            leader[path] = leader[leader[path]]
            path = leader[path]
        return path

    for pair in pairs:
        one, other = led(pair.first.path), led(pair.second.path)
        leader[max(one, other)] = min(one, other)
    seen: dict[str, FileFacts] = {}
    found: dict[str, tuple[_Pair, str, str]] = {}
    for file in corpus.documents:
        part = corpus.part_of.get(file.id or "")
        if part is None:
            continue
        original = seen.setdefault(led(file.path), file)
        there = corpus.part_of[original.id or ""]
        if there != part:
            found[file.path] = (_Pair(first=original, second=file, share=1.0), there, part)
    return found


def leaking_split(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each document that is alike to one in another part of the split."""
    for pair, there, here in corpus.once(_leaks).values():
        told = f"the document is in {here!r} and all but the same as {pair.first.name}, which is in {there!r}"
        yield Hit(told, pair.second.id, line=pair.second.line, source=pair.second.source)


def same_text(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each document with the words of another one."""
    leaking = corpus.once(_leaks)
    for pair in corpus.once(_pairs):
        if pair.share == 1.0 and pair.first.digest == pair.second.digest and pair.second.path not in leaking:
            told = f"the document has the same text as {pair.first.name}"
            yield Hit(told, pair.second.id, line=pair.second.line, source=pair.second.source)


def nearly_same_text(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each document that has most runs of five words in common with another one."""
    leaking = corpus.once(_leaks)
    told: set[str] = set()
    for pair in corpus.once(_pairs):
        file = pair.second
        if pair.first.digest != file.digest and file.path not in leaking and file.path not in told:
            told.add(file.path)
            share = f"{pair.share:.0%}"
            yield Hit(
                f"the document has {share} of its runs of five words in common with {pair.first.name}",
                file.id,
                line=file.line,
                source=file.source,
            )


DUPLICATES: Final = (
    Rule(
        code="CO005",
        level=5,
        severity=Severity.WARNING,
        summary="two documents have the same text",
        why="Its voices and stances would be counted twice.",
        remedy="Keep one of them, or say in the corpus why both are there and suppress the finding.",
        bad="the same agency report in two articles",
        good="one article, whose header names the agency",
        over_corpus=same_text,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="CO006",
        level=5,
        severity=Severity.WARNING,
        summary="two documents have nearly the same text",
        why="Syndicated reports differ in a headline or a last line; counted twice they pass for two opinions.",
        remedy="Keep one of them, or record that one is based on the other and suppress the finding.",
        bad="two articles that share four fifths of their runs of five words",
        good="two articles of the same day on the same subject, each in words of its own",
        over_corpus=nearly_same_text,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="CO007",
        level=5,
        severity=Severity.ERROR,
        summary="a text stands in two parts of a split",
        why="A program that is trained on a text and tested on it again looks better than it is.",
        remedy="Move one of the two to the part of the other, or take it out of the split.",
        bad="the same report in train and in test",
        good="both in train",
        over_corpus=leaking_split,
        scope=Scope.CORPUS,
        since="0.2",
    ),
)
