"""Programs of others that find quotations, behind one form: texts in, offsets out.

    python benchmarks/peers.py textacy PIPELINE < TEXTS
    python benchmarks/peers.py tracker PIPELINE CHECKOUT < TEXTS

This is run by an interpreter that has the program, which need not have stancebank; ``bench_peers.py`` starts it.
Each line that is read is a JSON string, a text; each line that is written an object with ``quotations``, pairs of
``content`` and ``mention`` as offsets in code points, or with ``refused``, why there are none.
The last line is ``{"versions": …, "seconds": …}``, processor time without loading.
"""

import importlib
import importlib.metadata
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Extent = list[int]
Found = dict[str, Any]


def folded(text: str) -> tuple[str, list[int]]:
    """Return a text as the tracker prepares it, with where each character and the end come from.

    Double marks are straight, and a line that no full stop ends gets one, so that no sentence runs over its end.
    """
    signs: list[str] = []
    places: list[int] = []
    for offset, sign in enumerate(text):
        told = {"\u201c": '"', "\u201d": '"', "\xa0": " ", "\n": "\n " if signs[-1:] == ["."] else ".\n "}.get(
            sign, sign
        )
        signs += told
        places += [offset] * len(told)
    return "".join(signs), [*places, len(text)]


def textacy_program(pipeline: str) -> tuple[Callable[[str], Iterator[Found]], list[str]]:
    """Return textacy's direct quotations, and the packages that they come from."""
    nlp = importlib.import_module("spacy").load(pipeline)
    triples = importlib.import_module("textacy.extract.triples")

    def found(text: str) -> Iterator[Found]:
        for one in triples.direct_quotations(nlp(text)):
            first, last = one.speaker[0], one.speaker[-1]
            content = [one.content.start_char, one.content.end_char]
            yield {"content": content, "mention": [first.idx, last.idx + len(last)]}

    return found, ["textacy", "spacy"]


def tracker_program(pipeline: str, checkout: str) -> tuple[Callable[[str], Iterator[Found]], list[str]]:
    """Return the quotations of the Gender Gap Tracker's English extractor in *checkout*."""
    english = Path(checkout) / "nlp" / "english"
    sys.path.insert(0, str(english))
    extractor = importlib.import_module("quote_extractor")
    nlp = importlib.import_module("spacy").load(pipeline)
    verbs = english / "rules" / "quote_verb_list.txt"
    program = extractor.QuoteExtractor({"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": str(verbs)}})

    def found(text: str) -> Iterator[Found]:
        prepared, places = folded(text)
        for one in program.extract_quotes(nlp(prepared)):
            mention = _extent(one["speaker_index"], places) if one["speaker_index"] else [0, 0]
            content = _extent(one["quote_index"], places)
            if content[0] < content[1]:
                yield {"content": content, "mention": mention if mention[0] < mention[1] else None}

    return found, ["spacy"]


def _extent(told: str, places: list[int]) -> Extent:
    start, end = told.strip("()").split(",")
    return [places[int(start)], places[int(end)]]


def main(arguments: list[str]) -> None:
    """Read texts and write what a program finds in them."""
    name, *options = arguments
    found, packages = (textacy_program if name == "textacy" else tracker_program)(*options)
    seconds = 0.0
    for line in sys.stdin:
        text = json.loads(line)
        began = time.process_time()
        try:
            answer: Found = {"quotations": list(found(text))}
        except ValueError as error:  # textacy gives up on a text with an odd number of marks
            answer = {"refused": str(error)}
        seconds += time.process_time() - began
        print(json.dumps(answer))
    versions = {package: importlib.metadata.version(package) for package in packages}
    print(json.dumps({"versions": versions, "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1:])
