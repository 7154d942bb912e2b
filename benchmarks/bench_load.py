"""What reading and writing a document cost, as multiples of a bare ``lxml.etree.parse`` of the same file.

    python benchmarks/bench_load.py [FILE ...]

Every case runs once in each round, so that a noisy machine is noisy for all; ratios are taken inside a round.
Times are of the processor, not of the clock on the wall.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from attrs import evolve
from lxml import etree

import stancebank
from stancebank.corpus import Registry
from stancebank.schema import check_grammar
from stancebank.tei import parse, read
from stancebank.tei.index import index
from stancebank.validation import RULES, Subject

ROUNDS: Final = 60
WARM: Final = 5
ARTICLE: Final = Path(__file__).parents[1] / "corpus" / "articles" / "csto-2022-12-19.xml"


def cases(path: Path) -> dict[str, Callable[[], object]]:
    """Return what is measured, the bare parse first."""
    data = path.read_bytes()
    document = stancebank.load(path)
    tree = parse(data)
    facts = index(tree)
    subject = Subject(index=facts, document=document, path=path, folder=path.parent, registry=Registry(), data=data)
    return {
        "bare lxml.etree.parse": lambda: etree.parse(str(path)),
        "parse, hardened": lambda: parse(data),
        "read (tree to Document)": lambda: read(tree),
        "load": lambda: stancebank.load(path),
        "grammar": lambda: check_grammar(tree),
        "index (ids and pointers)": lambda: index(tree),
        "rules on files and pointers": lambda: judge(evolve(subject, index=evolve(facts)), range(3)),
        "rules on meaning": lambda: judge(evolve(subject, index=evolve(facts)), range(3, 6)),
        "dumps": lambda: stancebank.dumps(document),
        "validate": lambda: stancebank.validate(path),
    }


def judge(subject: Subject, levels: range) -> None:
    """Run the rules of some levels over *subject*, whose registries have been read."""
    for row in RULES:
        if row.check is not None and row.level in levels:
            for _ in row.check(subject):
                pass


def measured(path: Path) -> dict[str, list[float]]:
    """Return the processor seconds of each case in each round."""
    todo = cases(path)
    times: dict[str, list[float]] = {name: [] for name in todo}
    for number in range(WARM + ROUNDS):
        for name, run in todo.items():
            start = time.process_time()
            run()
            if number >= WARM:
                times[name].append(time.process_time() - start)
    return times


def table(path: Path) -> None:
    """Print the ratios of one file."""
    times = measured(path)
    bare = next(iter(times.values()))
    print(f"{path.name}: {path.stat().st_size} bytes, bare parse {statistics.median(bare) * 1e3:.2f} ms")
    for name, seconds in times.items():
        ratios = sorted(one / base for one, base in zip(seconds, bare, strict=True))
        low, high = ratios[len(ratios) // 10], ratios[-len(ratios) // 10]
        print(f"  {name:<28} x {statistics.median(ratios):6.2f}   (tenth to tenth {low:.2f} to {high:.2f})")


def import_time() -> None:
    """Print how long importing the library takes in a new interpreter."""
    code = "import time; start = time.perf_counter(); import stancebank; print(time.perf_counter() - start)"
    took = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(9)
    ]
    print(f"import stancebank: {statistics.median(took):.3f} s (median of {len(took)}, least {min(took):.3f})")


if __name__ == "__main__":
    for place in map(Path, sys.argv[1:] or [str(ARTICLE)]):
        table(place)
    import_time()
