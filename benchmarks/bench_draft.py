"""How well and how fast the default annotator drafts, against gold annotation in folders given by path.

    python benchmarks/bench_draft.py [--language TAG] [--draws NUMBER] FOLDER ...

A folder holds one of these:

- brat: texts (``*.txt``, also in ``text/``) with ``*.ann`` beside them or in ``attributions/``, whose types are
  Content, Cue and Source; of several files for one text the first one counts;
- TEI: ``*.xml``;
- JSON: ``*.json`` with ``originalText``, ``sentences`` and ``annotations`` with ``quote`` and ``speaker`` by token.

Each text is drafted as ``stancebank draft`` does it, from plain text to a document with stance slots.
The figures are those of ``stancebank evaluate --by-marks``, see ``docs/reference/evaluation.md``; *reported* keeps gold
whose cue holds a form of a speech verb of the pack, or *according*.
Times are of the processor, not of the clock on the wall: the best of five runs over all texts.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve

import stancebank
from stancebank.draft import Article, Pack, draft, load_pack, redraft
from stancebank.evaluation import (
    Evaluation,
    MaterialError,
    Protocol,
    evaluate,
    read_brat,
    read_json,
)
from stancebank.model import Document

RUNS: Final = 5
TYPES: Final = {"content": "content", "cue": "cue", "source": "mention"}
ROWS: Final = (
    ("direct, exact F1", "content.direct.exact.f1", 87),
    ("direct, attribution end to end", "attribution.direct.mention.end_to_end", 83),
    ("all, overlap F1", "content.all.overlap.f1", 68),
    ("all, overlap precision", "content.all.overlap.precision", 90),
    ("reported speech, attribution end to end", "reported.all.end_to_end", 75),
    ("direct, exact precision", "content.direct.exact.precision", None),
    ("direct, exact recall", "content.direct.exact.recall", None),
    ("mixed, overlap F1", "content.mixed.overlap.f1", None),
    ("indirect, overlap F1", "content.indirect.overlap.f1", None),
    ("all, exact F1", "content.all.exact.f1", None),
    ("all, share half F1", "content.all.jac50.f1", None),
    ("all, token F1", "content.all.token.f1", None),
    ("all, attribution end to end", "attribution.all.mention.end_to_end", None),
)
"""What is told: its words, the figure of the evaluation, and the target in per cent."""

SPEED: Final = 150
"""How many texts a second are wanted."""


def gold_in(folder: Path) -> Iterator[Document]:
    """Yield the gold documents of *folder*, whatever form it has; what cannot be read is named and left out."""
    if any(folder.glob("*.json")):
        yield from (_by_token(path) for path in sorted(folder.glob("*.json")))
    elif any(folder.glob("*.xml")):
        yield from (stancebank.load(path) for path in sorted(folder.glob("*.xml")))
    else:
        yield from _brat(folder)


def in_language(documents: Iterable[Document], language: str) -> Iterator[Document]:
    """Yield those of *documents* that have words, with the *language* that data sets do not tell."""
    for one in documents:
        if one.text.strip():
            yield evolve(one, metadata=evolve(one.metadata, language=language))


def _brat(folder: Path) -> Iterator[Document]:
    texts = folder / "text" if (folder / "text").is_dir() else folder
    notes = folder / "attributions" if (folder / "attributions").is_dir() else folder
    for path in sorted(texts.glob("*.txt")):
        found = sorted(notes.glob(f"{path.stem}*.ann"))
        if not found:
            continue
        text, told = (one.read_bytes().decode() for one in (path, found[0]))
        try:
            yield read_brat("article", text, told, types=TYPES, place=found[0].name)
        except MaterialError as error:
            print(f"left out: {path.name}: {error}")


def _by_token(path: Path) -> Document:
    told = json.loads(path.read_text(encoding="utf-8"))
    text = told["originalText"]
    places: dict[int, tuple[int, int]] = {}
    for sentence in told["sentences"]:
        offset = sentence["charBegin"]
        for number, word in zip(sentence["tokenIds"], sentence["tokens"], strict=True):
            start = max(text.find(word, offset), offset)
            offset = start + len(word)
            places[number] = (start, offset)
    quotations: list[dict[str, Any]] = [
        {"content": content, "mention": runs(one["speaker"]["tokenIds"], places)}
        for one in told["annotations"]
        if (content := runs(one["quote"]["tokenIds"], places))
    ]
    return quoted(text, quotations, path.name)


def quoted(text: str, quotations: Sequence[dict[str, Any]], name: str) -> Document:
    """Return a document of *text* with *quotations*, in the words of `read_json`; *name* is for messages."""
    given = json.dumps({"id": "article", "text": text, "quotations": quotations})
    return next(document for _, document in read_json(given, place=name))


def runs(numbers: Iterable[int], places: dict[int, tuple[int, int]]) -> list[tuple[int, int]]:
    """Return from where to where tokens with these *numbers* reach, one pair for each run of neighbours."""
    found: list[tuple[int, int]] = []
    before = None
    for number in sorted(numbers):
        start, end = places[number]
        found = [*found[:-1], (found[-1][0], end)] if before == number - 1 else [*found, (start, end)]
        before = number
    return found


def protocol_of(pack: Pack, *words: str) -> Protocol:
    """Return how drafts are compared: kinds by marks, and reports where a cue holds a speech verb or one of *words*."""
    reports = {form for form, entries in pack.forms.items() if any("speech" in one.classes for one in entries)}
    return Protocol(by_marks=True, cue_words={*reports, *words})


def drafted(texts: Sequence[str], language: str) -> tuple[list[Document], float]:
    """Return the drafts of *texts*, and how many are made a second of the processor."""
    best = 0.0
    made: list[Document] = []
    for _ in range(RUNS):
        began = time.process_time()
        made = [draft(Article(id="article", text=text), language=language).document for text in texts]
        best = max(best, len(texts) / (time.process_time() - began))
    return made, best


def comparable(gold: Document, made: Document, language: str) -> Document:
    """Return a draft over the gold text: that of one that is not in Normalization Form C is made of its lines."""
    if gold.text.split() == made.text.split():
        return made
    bare = evolve(gold, layers=(), speakers=(), metadata=evolve(gold.metadata, language=language))
    return redraft(bare).document


def report(found: Evaluation, speed: float, language: str) -> None:
    """Print the table; the targets are for English."""
    figures = {figure.name: figure for figure in found.figures}
    print(f"{'':<40} {'found':>6} {'95 %':>13} {'target':>7}")
    for words, name, target in ROWS:
        figure = figures.get(name)
        if figure is None or figure.value is None:
            continue
        ends = f"{100 * figure.low:.1f}-{100 * figure.high:.1f}" if figure.low and figure.high else ""
        told = f">= {target}" if target and language == "en" else ""
        print(f"{words:<40} {100 * figure.value:>6.1f} {ends:>13} {told:>7}")
    print(f"{'texts a second, from text to document':<40} {speed:>6.0f} {'':>13} {f'>= {SPEED}':>7}")


def run(folder: Path, language: str, draws: int) -> None:
    """Print the figures of one folder."""
    gold = [one for one in gold_in(folder) if one.text.strip()]
    made, speed = drafted([one.text for one in gold], language)
    pairs = [(one, comparable(one, other, language)) for one, other in zip(gold, made, strict=True)]
    print(f"{folder}: {len(pairs)} texts")
    protocol = protocol_of(load_pack(language), "according")
    report(evaluate(pairs, protocol, draws=draws), speed, language)


def main(arguments: Sequence[str]) -> int:
    """Measure the folders that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--draws", type=int, default=200, help="for the intervals")
    told = parser.parse_args(arguments)
    draft(Article(id="warm", text="Pier\n\nIt can wait, she said."), language=told.language)
    print(f"rules for {told.language}, pack {load_pack(told.language).digest}")
    for folder in told.folders:
        run(folder, told.language, told.draws)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
