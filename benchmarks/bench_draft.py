"""How well and how fast the default annotator drafts, against gold annotation in folders given by path.

    python benchmarks/bench_draft.py [--language TAG] FOLDER ...

A folder holds one of these:

- brat: texts (``*.txt``, also in ``text/``) with ``*.ann`` beside them or in ``attributions/``, events of the type
  ``Attribution`` with the roles Source, Cue and Content; of several files for one text the first one counts;
- TEI: ``*.xml``, whose quotations of all layers count;
- JSON: ``*.json`` with ``originalText``, ``sentences`` and ``annotations`` with ``quote`` and ``speaker`` by token.

What is counted: every contiguous piece of content as a set of words, so that marks and edge punctuation cost nothing;
pieces with only white space between them are one. *exact* is an equal set, *overlap* a shared word, *token* the words
covered. The type is decided by the share of words between marks: direct from 90 %, indirect up to 10 %. *e2e* is the
share of gold pieces with a source that were found with an overlapping source; *reported* keeps gold whose cue is a
speech verb of the pack or *according to*. The scorer (`score`) is small and can be replaced by a better one.
Times are of the processor, not of the clock on the wall.
"""

import argparse
import json
import re
import sys
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import stancebank
from stancebank.draft import Article, RulesAnnotator, draft, load_pack, scan_marks
from stancebank.model import Document, SegmentKind, Span

WORD: Final = re.compile(r"\w+")
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
DIRECT: Final = 0.9
INDIRECT: Final = 0.1
WIDTH: Final = 3
TYPES: Final = ("all", "direct", "mixed", "indirect", "reported")

Stretch = tuple[int, int]
Words = frozenset[int]


class Gold(NamedTuple):
    """One gold attribution: stretches of the raw text."""

    content: tuple[Stretch, ...]
    source: tuple[Stretch, ...]
    cue: str


class Piece(NamedTuple):
    """A contiguous piece of content as words, with the words of its source."""

    words: Words
    source: Words
    cue: str


def brat(folder: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Yield texts and gold of a folder in brat's standoff format."""
    texts = folder / "text" if (folder / "text").is_dir() else folder
    notes = folder / "attributions" if (folder / "attributions").is_dir() else folder
    for path in sorted(texts.glob("*.txt")):
        found = sorted(notes.glob(f"{path.stem}*.ann"))
        if found:
            yield path.read_text(encoding="utf-8"), list(_brat_gold(found[0]))


def _brat_gold(path: Path) -> Iterator[Gold]:
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]
    spans: dict[str, tuple[tuple[Stretch, ...], str]] = {}
    for name, place, words in (parts for parts in lines if parts[0].startswith("T") and len(parts) == WIDTH):
        pairs = [pair.split() for pair in place.split(" ", 1)[1].split(";")]
        spans[name] = (tuple((int(start), int(end)) for start, end in pairs), words)
    for _, event, *_ in (parts for parts in lines if parts[0].startswith("E") and len(parts) > 1):
        roles = [role.split(":") for role in event.split()]
        told = {name: [spans[i] for role, i in roles if role.startswith(name)] for name in ("Content", "Source")}
        cue = " ".join(spans[i][1] for role, i in roles if role.startswith("Cue")).lower()
        content = tuple(stretch for span, _ in told["Content"] for stretch in span)
        yield Gold(content, tuple(stretch for span, _ in told["Source"] for stretch in span), cue)


def tei(folder: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Yield texts and gold of a folder of TEI documents."""
    for path in sorted(folder.glob("*.xml")):
        document = stancebank.load(path)
        gold = [
            Gold(
                tuple((span.start, span.end) for span in one.content),
                tuple((span.start, span.end) for span in one.mention),
                " ".join(document.text_of(span) for span in one.cue).lower(),
            )
            for one in document.quotations
        ]
        yield document.text, gold


def by_token(folder: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Yield texts and gold of a folder of JSON files that count tokens."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        text = told["originalText"]
        places: dict[int, Stretch] = {}
        for sentence in told["sentences"]:
            offset = sentence["charBegin"]
            for number, word in zip(sentence["tokenIds"], sentence["tokens"], strict=True):
                start = max(text.find(word, offset), offset)
                offset = start + len(word)
                places[number] = (start, offset)
        gold = [
            Gold(_runs(one["quote"]["tokenIds"], places), _runs(one["speaker"]["tokenIds"], places), "")
            for one in told["annotations"]
        ]
        yield text, gold


def _runs(numbers: list[int], places: dict[int, Stretch]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    before = None
    for number in sorted(numbers):
        start, end = places[number]
        found = [*found[:-1], (found[-1][0], end)] if before == number - 1 else [*found, (start, end)]
        before = number
    return tuple(found)


def texts_in(folder: Path) -> list[tuple[str, list[Gold]]]:
    """Return the texts and gold of *folder*, whatever form it has."""
    if any(folder.glob("*.json")):
        return list(by_token(folder))
    return list(tei(folder) if any(folder.glob("*.xml")) else brat(folder))


class Predicted(NamedTuple):
    """A draft and where its text stands in the raw text."""

    document: Document
    starts: list[int]
    shifts: list[int]


def predict(text: str, language: str) -> Predicted:
    """Return the draft of a text by the rules alone; the first line is the headline."""
    text = CONTROL.sub(" ", text)
    lines = [(found.start(), found[0]) for found in re.finditer(r"[^\n]+", text) if found[0].strip()]
    body = [(offset + len(line) - len(line.lstrip()), line.strip()) for offset, line in lines]
    kinds = [SegmentKind.HEADLINE] + [SegmentKind.PARAGRAPH] * (len(body) - 1)
    blocks = [(kind, line) for kind, (_, line) in zip(kinds, body, strict=True)]
    document = Document.from_blocks("x", blocks, language=language)
    made = stancebank.draft.redraft(document, [RulesAnnotator(language)]).document
    starts = [segment.span.start for segment in made.segments]
    return Predicted(made, starts, [offset - start for (offset, _), start in zip(body, starts, strict=True)])


def pieces_of(made: Predicted, words: list[int]) -> list[Piece]:
    """Return the predicted pieces as words of the raw text."""

    def raw(span: Span) -> Words:
        shift = made.shifts[bisect_right(made.starts, span.start) - 1]
        return _words(words, (span.start + shift, span.end + shift))

    found: list[Piece] = []
    last: Words = frozenset()
    for one in made.document.quotations:
        last = frozenset().union(*map(raw, one.mention)) if one.mention else last
        found += [Piece(raw(span), last, "") for span in one.content if raw(span)]
    return found


def _words(words: list[int], stretch: Stretch) -> Words:
    return frozenset(range(bisect_left(words, stretch[0]), bisect_left(words, stretch[1])))


def gold_pieces(gold: Sequence[Gold], text: str, words: list[int]) -> list[Piece]:
    """Return the gold pieces as words; pieces that only white space parts are one."""
    found: list[Piece] = []
    for one in gold:
        source = frozenset().union(*(_words(words, stretch) for stretch in one.source))
        merged: list[Stretch] = []
        for start, end in sorted(one.content):
            gap = text[merged[-1][1] : start] if merged else "x"
            is_next = merged and not gap.strip() and "\n" not in gap
            merged = [*merged[:-1], (merged[-1][0], end)] if is_next else [*merged, (start, end)]
        found += [Piece(_words(words, stretch), source, one.cue) for stretch in merged if _words(words, stretch)]
    return found


def score(predicted: Sequence[Piece], gold: Sequence[Piece], quoted: Words, reports: frozenset[str]) -> Counter[str]:
    """Return the counts of one text."""
    counts: Counter[str] = Counter()
    covered = frozenset().union(*(piece.words for piece in gold))
    claimed = frozenset().union(*(piece.words for piece in predicted))
    counts.update(token=len(covered & claimed), token_gold=len(covered), token_predicted=len(claimed))
    exact_gold, exact_predicted = {piece.words for piece in gold}, {piece.words for piece in predicted}
    for piece in predicted:
        for name in ("all", _type(piece, quoted)):
            counts.update({f"{name} predicted": 1})
            counts[f"{name} right"] += bool(piece.words & covered)
            counts[f"{name} right exact"] += piece.words in exact_gold
    for piece in gold:
        hits = [one for one in predicted if one.words & piece.words]
        is_report = bool(reports.intersection(piece.cue.split())) or "according to" in piece.cue
        for name in ("all", _type(piece, quoted), *(["reported"] if is_report else [])):
            counts[f"{name} gold"] += 1
            counts[f"{name} found"] += bool(hits)
            counts[f"{name} found exact"] += piece.words in exact_predicted
            counts[f"{name} sourced"] += bool(piece.source)
            counts[f"{name} e2e"] += any(one.source & piece.source for one in hits)
    return counts


def _type(piece: Piece, quoted: Words) -> str:
    share = len(piece.words & quoted) / len(piece.words)
    return "direct" if share >= DIRECT else "indirect" if share <= INDIRECT else "mixed"


def _line(counts: Counter[str], name: str) -> str:
    def share(part: str, whole: str) -> float:
        return 100 * counts[f"{name} {part}"] / max(1, counts[f"{name} {whole}"])

    def triple(precision: float, recall: float) -> str:
        if not counts[f"{name} predicted"]:
            return f"{'-':>5} {recall:5.1f} {'-':>5}"
        harmonic = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f"{precision:5.1f} {recall:5.1f} {harmonic:5.1f}"

    exact = triple(share("right exact", "predicted"), share("found exact", "gold"))
    overlap = triple(share("right", "predicted"), share("found", "gold"))
    numbers = f"{counts[f'{name} predicted']:6} {counts[f'{name} gold']:6}"
    return f"{name:9} {numbers}   {exact}   {overlap}   {share('e2e', 'sourced'):5.1f}"


def run(folder: Path, language: str) -> None:
    """Print the figures of one folder."""
    pack = load_pack(language)
    reports = frozenset(form for form, all_ in pack.forms.items() if any("speech" in one.classes for one in all_))
    texts = texts_in(folder)
    total: Counter[str] = Counter()
    taken = 0.0
    for text, gold in texts:
        if not text.strip():
            continue
        words = [found.start() for found in WORD.finditer(text)]
        began = time.process_time()
        made = predict(text, language)
        taken += time.process_time() - began
        regions = [one.span for one in scan_marks(text, _lines(text)).outer if not one.is_single]
        quoted = frozenset().union(*(_words(words, (span.start, span.end)) for span in regions))
        total += score(pieces_of(made, words), gold_pieces(gold, text, words), quoted, reports)
    print(f"{folder}: {len(texts)} texts")
    print(f"{'':9} {'pred':>6} {'gold':>6}   {'exact P R F':^17}   {'overlap P R F':^17}   {'e2e':>5}")
    for name in TYPES:
        print(_line(total, name))
    precision, recall = total["token"] / max(1, total["token_predicted"]), total["token"] / max(1, total["token_gold"])
    print(f"token     {100 * precision:.1f} {100 * recall:.1f} {200 * precision * recall / (precision + recall):.1f}")
    print(f"speed     {len(texts) / taken:.0f} texts a second, from text to document")


def _lines(text: str) -> list[Span]:
    return [Span(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text)]


def main(arguments: Sequence[str]) -> int:
    """Measure the folders that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--language", default="en")
    told = parser.parse_args(arguments)
    draft(Article(id="warm", text="Pier\n\nIt can wait, she said."), language=told.language)
    print(f"rules for {told.language}, pack {load_pack(told.language).digest}")
    for folder in told.folders:
        run(folder, told.language)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
