"""Where the time of a validation goes, as multiples of a bare ``lxml.etree.parse`` of the same file.

    python benchmarks/bench_validate.py [FILE ...]

Every part runs once in each round; ratios are taken inside a round, times are of the processor.
The rules are all that are not asked of the grammar; each is also shown alone, dearest first.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lxml import etree

from stancebank.corpus import Registry
from stancebank.schema import check_grammar
from stancebank.tei import parse, read
from stancebank.tei.index import index
from stancebank.validation import RULES, validate
from stancebank.validation.rule import Rule, Scope, Subject

ROUNDS: Final = 30
WARM: Final = 5
DEAREST: Final = 8
ARTICLE: Final = Path(__file__).parents[1] / "corpus" / "articles" / "csto-2022-12-19.xml"
CHECKED: Final = tuple(one for one in RULES if one.check is not None)


def subject_of(path: Path, registry: Registry) -> Subject:
    """Return a fresh subject, so that nothing is remembered from the round before."""
    tree = parse(path.read_bytes())
    seed = None
    document = read(tree).document
    if document.metadata.seed:
        place = path.parent / document.metadata.seed
        seed = place.read_text(encoding="utf-8") if place.is_file() else None
    return Subject(index=index(tree), document=document, path=path, folder=path.parent, registry=registry, seed=seed)


def judged(subject: Subject, rules: tuple[Rule, ...]) -> int:
    """Run *rules* and return how many hits they have."""
    return sum(len([*one.check(subject)]) for one in rules if one.check is not None and one.scope is not Scope.RUN)


def timed(run: Callable[[], object]) -> float:
    """Return the processor seconds that *run* takes."""
    start = time.process_time()
    run()
    return time.process_time() - start


def table(path: Path) -> None:
    """Print the ratios of one file."""
    data, registry = path.read_bytes(), Registry()
    tree = parse(data)
    parts: dict[str, Callable[[], object]] = {
        "bare lxml.etree.parse": lambda: etree.parse(str(path)),
        "parse, hardened": lambda: parse(data),
        "index": lambda: index(tree),
        "grammar": lambda: check_grammar(tree),
        "read": lambda: read(tree),
    }
    times: dict[str, list[float]] = {name: [] for name in (*parts, "rules", "validate")}
    alone: dict[str, list[float]] = {one.code: [] for one in CHECKED}
    for number in range(WARM + ROUNDS):
        took = {name: timed(run) for name, run in parts.items()}
        subject = subject_of(path, registry)
        took["rules"] = timed(lambda subject=subject: judged(subject, CHECKED))
        took["validate"] = timed(lambda: validate(path))
        subject = subject_of(path, registry)
        codes = {one.code: timed(lambda one=one, subject=subject: judged(subject, (one,))) for one in CHECKED}
        if number >= WARM:
            for told, found in ((times, took), (alone, codes)):
                for name, seconds in found.items():
                    told[name].append(seconds)
    bare = times["bare lxml.etree.parse"]
    print(f"{path.name}: {path.stat().st_size} bytes, bare parse {statistics.median(bare) * 1e3:.2f} ms")
    for name, seconds in times.items():
        print(f"  {name:<26} x {_ratio(seconds, bare):6.2f}")
    dearest = sorted(alone, key=lambda code: -statistics.median(alone[code]))[:DEAREST]
    print("  dearest rules:", ", ".join(f"{code} x {_ratio(alone[code], bare):.2f}" for code in dearest))


def _ratio(seconds: list[float], bare: list[float]) -> float:
    return statistics.median(one / base for one, base in zip(seconds, bare, strict=True))


if __name__ == "__main__":
    for place in map(Path, sys.argv[1:] or [str(ARTICLE)]):
        table(place)
