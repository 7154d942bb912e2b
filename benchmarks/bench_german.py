"""How well the German rules draft, against the data set of quotations in German Wikinews, in a folder given by path.

    python benchmarks/bench_german.py [--draws NUMBER] [--predictions FILE] FOLDER ...

A folder holds ``*.json`` as in the data set *German news quotation attribution* (2024): ``originalText``, ``tokens``
and ``annotations`` with ``quote``, ``cue`` and ``speaker`` by token. It is not part of this project.

Two measures are printed. The first is the data set's own, messages by token (``benchmarks/messages.py``).
Its habits are not ours, so that drafts are converted to them first:

- a conjunction directly before a clause (*dass*, *ob*) belongs to the message;
- what has no cue is a whole sentence, with its full stop;
- words between marks inside a reported clause are a message of their own, beside that of the clause, where a draft
  has one quotation with a verbatim stretch; where somebody calls a thing something, they are the only one;
- what stands in two sentences is two messages;
- marks belong to what stands between them, as they do in a draft.

With ``--predictions`` what was drafted is written in the data set's form, an object a line, for its own program.
The second measure is that of ``stancebank evaluate --by-marks``: verbatim stretches are quotations of their own there
too, and gold loses the conjunction at its head.
The share of gold messages with at least half of their words found (or all of them) is told by the types of the data
set; *Reported* are sentences that tell of an act of speech and not what was said, which drafts leave alone.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen
from bench_draft import comparable, drafted, protocol_of, quoted, report, runs
from messages import Message, message_score, paired_messages

from stancebank.draft import load_pack
from stancebank.evaluation import evaluate
from stancebank.model import Document, Layer, Mode, Quotation, Span

LANGUAGE: Final = "de"
LABEL: Final = "rule:de.label"
ENDS: Final = ".!?"
MEDIA: Final = {"speech": "Speech", "writing": "Writing", "thought": "Thought"}
HALF: Final = 0.5


@frozen
class Article:
    """An article of the data set.

    Attributes:
        name: Its name there.
        text: Its text.
        places: Where its tokens stand, by number.
        sentences: In which sentence they stand.
        annotations: What the data set says.
    """

    name: str
    text: str
    places: dict[int, tuple[int, int]]
    sentences: dict[int, int]
    annotations: list[dict[str, Any]]


def articles_in(folder: Path) -> list[Article]:
    """Return the articles of *folder* that have words."""
    found: list[Article] = []
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        places = {token["id"]: (token["charBegin"], token["charEnd"]) for token in told["tokens"]}
        sentences = {token["id"]: token["sentence"] for token in told["tokens"]}
        found.append(Article(told["documentName"], told["originalText"], places, sentences, told["annotations"]))
    return [one for one in found if one.text.strip()]


def gold_of(article: Article, conjunctions: frozenset[str]) -> Document:
    """Return an article with the quotations of the data set, in our habits."""
    quotations: list[dict[str, Any]] = []
    for one in article.annotations:
        content = runs(one["quote"]["tokenIds"], article.places)
        if content and article.text[slice(*_first(one, article))].lower() in conjunctions:
            content = runs(sorted(one["quote"]["tokenIds"])[1:], article.places)
        if content:
            roles = {"mention": one["speaker"], "cue": one["cue"]}
            spans = {role: runs(told["tokenIds"], article.places) for role, told in roles.items()}
            quotations.append({"content": content, **spans})
    return quoted(article.text, quotations, article.name)


def _first(annotation: dict[str, Any], article: Article) -> tuple[int, int]:
    return article.places[min(annotation["quote"]["tokenIds"])]


def with_stretches(made: Document) -> Document:
    """Return a draft in which each verbatim stretch is a quotation beside the one that it stands in."""
    layers: list[Layer] = []
    for layer in made.layers:
        quotations: list[Quotation] = []
        for one in layer.quotations:
            inner = [span for span in one.verbatim if (span,) != one.content]
            if not inner or LABEL not in one.categories:
                quotations.append(one)
            quotations += [
                evolve(one, id=f"{one.id}.v{number}", content=[span], verbatim=(), mode=Mode.DIRECT)
                for number, span in enumerate(inner)
            ]
        layers.append(evolve(layer, quotations=quotations))
    return evolve(made, layers=layers)


def gold_messages(article: Article) -> list[Message]:
    """Return the messages that the data set tells of."""
    return [
        Message(frozenset(one["quote"]["tokenIds"]), one["type"], one["medium"])
        for one in article.annotations
        if one["quote"]["tokenIds"]
    ]


def made_messages(made: Document, article: Article, conjunctions: frozenset[str]) -> list[tuple[Message, Quotation]]:
    """Return what was drafted as messages in the habits of the data set, with the quotation that each is made of."""
    found: list[tuple[Message, Quotation]] = []
    for one in made.quotations:
        kind = "Direct" if one.mode is Mode.DIRECT else "Indirect" if one.cue else "IndirectFreeIndirect"
        medium = MEDIA.get(one.medium.value if one.medium else "", "Speech")
        for tokens in _by_sentence([_tokens([span], article, made) for span in one.content], article):
            before, after = min(tokens) - 1, max(tokens) + 1
            if _word(article, before).lower() in conjunctions:
                tokens.add(before)
            if kind == "IndirectFreeIndirect" and _word(article, after) in {*ENDS}:
                tokens.add(after)
            found.append((Message(frozenset(tokens), kind, medium), one))
    return found


def _by_sentence(pieces: list[set[int]], article: Article) -> list[set[int]]:
    """Put pieces together of which one ends and the next begins in the same sentence."""
    found: list[set[int]] = []
    for piece in filter(None, pieces):
        is_near = bool(found) and article.sentences[max(found[-1])] == article.sentences[min(piece)]
        found = [*found[:-1], found[-1] | piece] if is_near else [*found, piece]
    return found


def _word(article: Article, number: int) -> str:
    place = article.places.get(number)
    return article.text[slice(*place)] if place else ""


def _tokens(spans: Iterable[Span], article: Article, made: Document) -> set[int]:
    """Return the tokens of an article inside spans of its draft, whose white space may be another."""
    covered = {(_signs(made.text, span.start), _signs(made.text, span.end)) for span in spans}
    return {
        number
        for number, (first, last) in article.places.items()
        if any(start <= _signs(article.text, first) and _signs(article.text, last) <= end for start, end in covered)
    }


@cache
def _before(text: str) -> list[int]:
    return [0, *accumulate(not sign.isspace() for sign in text)]


def _signs(text: str, offset: int) -> int:
    """Return how many signs other than white space stand before an offset."""
    return _before(text)[offset]


def written(article: Article, made: Document, conjunctions: frozenset[str]) -> str:
    """Return a line of predictions in the data set's form."""
    annotations: list[dict[str, Any]] = []
    for number, (message, one) in enumerate(made_messages(made, article, conjunctions)):
        roles = {"quote": sorted(message.tokens)}
        for role, spans in (("cue", one.cue), ("speaker", one.mention)):
            roles[role] = sorted(_tokens(spans, article, made))
        told = {role: {"tokenIds": tokens} for role, tokens in roles.items()}
        annotations.append({"id": number, "type": message.type, "medium": message.medium, **told})
    return json.dumps({"documentName": article.name, "annotations": annotations}, ensure_ascii=False)


def report_messages(sides: Sequence[tuple[list[Message], list[Message]]]) -> None:
    """Print the macro figures, and how much was found of each type."""
    score = message_score(sides)
    print("messages (macro, by token)   precision   recall       F1")
    print(f"{'':<28}{100 * score.precision:>10.1f}{100 * score.recall:>9.1f}{100 * score.f1:>9.1f}")
    shares: dict[str, list[float]] = {}
    for gold, made in sides:
        partners = dict(paired_messages(gold, made))
        for number, one in enumerate(gold):
            other = made[partners[number]].tokens if number in partners else frozenset[int]()
            shared = len(one.tokens & other)
            shares.setdefault(one.type, []).append(shared / (len(one.tokens) + len(other) - shared))
    print(f"{'type of the data set':<28}{'gold':>10}{'half':>9}{'exact':>9}")
    for kind, found in sorted(shares.items()):
        half, whole = (100 * sum(share >= least for share in found) / len(found) for least in (HALF, 1))
        print(f"{kind:<28}{len(found):>10}{half:>9.1f}{whole:>9.1f}")


def run(folder: Path, draws: int, predictions: Path | None) -> None:
    """Print the figures of one folder."""
    pack = load_pack(LANGUAGE)
    conjunctions = frozenset({*pack["complementizers"], "ob"})
    articles = articles_in(folder)
    gold = [gold_of(one, conjunctions) for one in articles]
    made, speed = drafted([one.text for one in gold], LANGUAGE)
    pairs = [(one, with_stretches(comparable(one, other, LANGUAGE))) for one, other in zip(gold, made, strict=True)]
    print(f"{folder}: {len(articles)} articles")
    sides = [
        (gold_messages(article), [message for message, _ in made_messages(document, article, conjunctions)])
        for article, (_, document) in zip(articles, pairs, strict=True)
    ]
    report_messages(sides)
    report(evaluate(pairs, protocol_of(pack, "laut", "zufolge"), draws=draws), speed, LANGUAGE)
    if predictions is not None:
        lines = [written(article, other, conjunctions) for article, (_, other) in zip(articles, pairs, strict=True)]
        predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Measure the folders that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--draws", type=int, default=200, help="for the intervals")
    parser.add_argument("--predictions", type=Path, help="a file to write what was drafted to; one folder only")
    told = parser.parse_args(arguments)
    print(f"rules for {LANGUAGE}, pack {load_pack(LANGUAGE).digest}")
    for folder in told.folders:
        run(folder, told.draws, told.predictions)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
