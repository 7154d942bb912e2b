"""What finds quotations in English news, beside each other: the same texts, the same protocol, one table.

    python benchmarks/bench_peers.py FOLDER [--spacy PIPELINE] [--python PROGRAM] [--tracker CHECKOUT] [--limit NUMBER]

A folder holds texts and annotations in brat's form, see ``bench_draft.py``; figures are those of ``stancebank evaluate
--by-marks``. The rows are

- ``marks and said``: a regular expression of a few lines, what stands between marks and the capitals beside *said*;
- ``textacy``: ``direct_quotations`` of textacy;
- ``tracker``: the English extractor of the Gender Gap Tracker, in a checkout of sfu-discourse-lab/GenderGapTracker that
  is given by path, with texts prepared as it does it and the pipeline that is named;
- ``rules``: ours without a model; ``rules + spaCy``: ours with the pipeline.

The programs of others run in the interpreter ``--python`` names, this one if it is not given; the pipeline is to be
installed there, and here for our row with it. A row that cannot be measured says why.
*Refused* are texts that a program gave up on: nothing is found in them. Times are of the processor, parsing included.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

from attrs import evolve
from bench_draft import gold_in, in_language, protocol_of

from stancebank.draft import ProposingAnnotator, RulesAnnotator, annotate, load_pack
from stancebank.draft.bridges import ParsedAnnotator
from stancebank.evaluation import evaluate, read_json
from stancebank.model import Document

SHOWN: Final = {
    "direct": "content.direct.exact.f1",
    "direct e2e": "attribution.direct.mention.end_to_end",
    "overlap": "content.all.overlap.f1",
    "precision": "content.all.overlap.precision",
    "token": "content.all.token.f1",
    "e2e": "attribution.all.mention.end_to_end",
    "reported": "reported.all.end_to_end",
}
"""The columns: direct pieces exactly, their attribution; all pieces that overlap, and so on."""

NAME: Final = r"(?:[A-Z][\w.'\u2019-]+ ?){1,4}|he|she|they"
QUOTED: Final = re.compile(
    rf"(?:(?P<before>{NAME}) said[,:]? )?(?P<content>[\"\u201c][^\"\u201c\u201d\n]{{3,}}[\"\u201d])"
    rf"(?:,? (?:said (?P<after>{NAME})|(?P<ending>{NAME}) said))?"
)

Found = list[dict[str, Any]]


class Unavailable(Exception):  # noqa: N818 - a row of the table, and no error
    """A row that cannot be measured, and why."""


def by_expression(text: str) -> Found:
    """Return what stands between marks, and the capitals beside *said*."""
    found: Found = []
    for one in QUOTED.finditer(text):
        group = next((name for name in ("after", "ending", "before") if one[name]), None)
        mention = [one.start(group), one.start(group) + len(one[group].rstrip())] if group else None
        found.append({"content": list(one.span("content")), "mention": mention})
    return found


def drafted(document: Document, found: Found) -> Document:
    """Return a document with quotations given by offsets in its text."""
    quotations = [{"content": [one["content"]], "mention": [one["mention"]] if one["mention"] else []} for one in found]
    given = json.dumps({"id": "article", "text": document.text, "quotations": quotations})
    return next(made for _, made in read_json(given))


def outside(python: str, arguments: list[str], gold: Sequence[Document]) -> tuple[list[Document], float, str]:
    """Return what a program of others finds, its seconds, and what is to be said of it."""
    command = [python, str(Path(__file__).with_name("peers.py").resolve()), *arguments]
    with tempfile.TemporaryDirectory() as place:  # some write logs where they stand
        given = "".join(json.dumps(one.text) + "\n" for one in gold)
        run = subprocess.run(command, input=given, capture_output=True, text=True, cwd=place, check=False)
    if run.returncode:
        raise Unavailable(f"not measured: {(run.stderr.strip().splitlines() or ['no answer'])[-1]}")
    *answers, last = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    refused = sum("refused" in answer for answer in answers)
    made = [drafted(one, answer.get("quotations", [])) for one, answer in zip(gold, answers, strict=True)]
    versions = " ".join(f"{name} {version}" for name, version in last["versions"].items())
    return made, last["seconds"], f"{versions}, {refused} of {len(gold)} texts refused"


def inside(annotator: ProposingAnnotator, gold: Sequence[Document]) -> tuple[list[Document], float, str]:
    """Return what an annotator of ours proposes, and its seconds."""
    began = time.process_time()
    made = [annotate(evolve(one, layers=(), speakers=()), annotator).document for one in gold]
    return made, time.process_time() - began, f"{annotator.name} {annotator.version}"


def expression(gold: Sequence[Document]) -> tuple[list[Document], float, str]:
    """Return what the regular expression finds."""
    began = time.process_time()
    found = [by_expression(one.text) for one in gold]
    seconds = time.process_time() - began
    return [drafted(one, each) for one, each in zip(gold, found, strict=True)], seconds, "a regular expression"


def parsed(pipeline: str | None) -> ProposingAnnotator:
    """Return our annotator with a pipeline."""
    if pipeline is None:
        raise Unavailable("not measured: no pipeline is named, say --spacy PIPELINE")
    try:
        return ParsedAnnotator(import_module("spacy").load(pipeline, exclude=["ner"]))
    except (ImportError, OSError) as error:
        raise Unavailable(f"not measured: {str(error).splitlines()[0]}") from error


def rows(gold: list[Document], told: argparse.Namespace) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield the names of the rows and how each is measured."""

    def peer(name: str, *options: str | None) -> tuple[list[Document], float, str]:
        if None in options:
            missing = "--spacy PIPELINE" if told.spacy is None else "--tracker CHECKOUT"
            raise Unavailable(f"not measured: say {missing}")
        return outside(told.python, [name, *(option for option in options if option)], gold)

    checkout = str(told.tracker.resolve()) if told.tracker else None
    yield "marks and said", lambda: expression(gold)
    yield "textacy", lambda: peer("textacy", told.spacy)
    yield "tracker", lambda: peer("tracker", told.spacy, checkout)
    yield "rules", lambda: inside(RulesAnnotator("en"), gold)
    yield "rules + spaCy", lambda: inside(parsed(told.spacy), gold)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--spacy", help="a pipeline by its name")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has the programs of others")
    parser.add_argument("--tracker", type=Path, help="a checkout of the Gender Gap Tracker")
    parser.add_argument("--limit", type=int, help="how many texts at most")
    told = parser.parse_args()
    gold = list(in_language(islice(gold_in(told.folder), told.limit), "en"))
    pack = load_pack("en")
    protocol = protocol_of(pack, "according")
    print(f"{told.folder}: {len(gold)} texts, English pack {pack.digest}, pipeline {told.spacy or 'none'}")
    print(f"{'':<15}{''.join(f'{name:>11}' for name in (*SHOWN, 'texts/s'))}")
    notes: list[str] = []
    for name, measured in rows(gold, told):
        try:
            made, seconds, note = measured()
        except Unavailable as reason:
            print(f"{name:<15}{'':>4}{reason}")
            continue
        found = evaluate(list(zip(gold, made, strict=True)), protocol, draws=0)
        values = [*(100 * (found[key] or 0) for key in SHOWN.values()), len(gold) / max(seconds, 1e-9)]
        print(f"{name:<15}{''.join(f'{value:>11.1f}' for value in values)}", flush=True)
        notes.append(f"{name}: {note}")
    print("\n".join(notes))


if __name__ == "__main__":
    main()
