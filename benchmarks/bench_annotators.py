"""The shipped rules, a spaCy pipeline and a trained tagger against gold annotation, in one table.

    python benchmarks/bench_annotators.py FOLDER [--train FOLDER] [--limit NUMBER] [--spacy PIPELINE]

A folder holds what ``bench_draft.py`` reads. Texts are taken to be English, and drafted from plain text on, as
``stancebank draft`` does it.
With ``--train`` a tagger is trained on that folder, in a place that is removed afterwards; no model is kept.
Kinds go by marks. The figures are those of ``stancebank evaluate``; times are of the processor.
"""

import argparse
import tempfile
import time
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Final

from attrs import evolve
from bench_draft import gold_in, in_language, protocol_of

from stancebank.draft import Article, ProposingAnnotator, RulesAnnotator, annotate, draft, load_pack
from stancebank.draft.bridges import SPEECH, THOUGHT, ParsedAnnotator, TaggerAnnotator, train_tagger
from stancebank.evaluation import evaluate
from stancebank.model import Document

SHOWN: Final = {
    "exact": "content.all.exact.f1",
    "overlap P": "content.all.overlap.precision",
    "overlap": "content.all.overlap.f1",
    "token": "content.all.token.f1",
    "direct": "content.direct.exact.f1",
    "e2e": "attribution.all.mention.end_to_end",
    "direct e2e": "attribution.direct.mention.end_to_end",
    "reported": "reported.all.end_to_end",
}


def row(name: str, gold: list[Document], annotator: ProposingAnnotator) -> str:
    """Return a line of the table."""
    start = time.process_time()
    made = [draft(Article(id="article", text=one.text), [annotator], language="en").document for one in gold]
    seconds = time.process_time() - start
    pairs = [(one, _comparable(one, other, annotator)) for one, other in zip(gold, made, strict=True)]
    found = evaluate(pairs, protocol_of(load_pack("en"), "according"), draws=0)
    values = [*(100 * (found[key] or 0) for key in SHOWN.values()), len(gold) / seconds]
    return f"{name:<16}{''.join(f'{value:>12.1f}' for value in values)}"


def _comparable(gold: Document, made: Document, annotator: ProposingAnnotator) -> Document:
    """Return a draft over the gold text: that of one that is not in Normalization Form C is made of its lines."""
    if gold.text.split() == made.text.split():
        return made
    return annotate(evolve(gold, layers=(), speakers=()), annotator).document


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--train", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--spacy")
    options = parser.parse_args()
    gold = list(in_language(gold_in(options.folder), "en"))
    print(f"{len(gold)} documents{'':<4}{''.join(f'{name:>12}' for name in (*SHOWN, 'docs/s'))}")
    print(row("rules", gold, RulesAnnotator("en")))
    if options.spacy:
        pipeline = import_module("spacy").load(options.spacy, exclude=["ner"])
        print(row("spaCy", gold, ParsedAnnotator(pipeline)))
        wide = ParsedAnnotator(pipeline, verbs=SPEECH | THOUGHT, with_infinitives=True)
        print(row("spaCy, wide", gold, wide))
    if options.train:
        with tempfile.TemporaryDirectory() as place:
            model = Path(place) / "model"
            train_tagger(islice(in_language(gold_in(options.train), "en"), options.limit), model)
            print(row("tagger", gold, TaggerAnnotator(model)))


if __name__ == "__main__":
    main()
