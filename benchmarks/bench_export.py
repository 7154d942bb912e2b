"""What an export costs, as a multiple of reading the same articles.

    python benchmarks/bench_export.py [FORMAT ...] [--articles N]

The articles are copies of the example article under ids of their own; each is read from its bytes.
Reading and exporting take turns on one processor; times are of the processor, not of the clock on the wall.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import evolve

from stancebank import Document, loads
from stancebank.corpus import Registry
from stancebank.export import Article, exported
from stancebank.model import DocumentId

ARTICLE: Final = Path(__file__).parents[1] / "corpus" / "articles" / "csto-2022-12-19.xml"


def read(number: int, data: bytes) -> Iterator[Document]:
    """Yield *number* documents, each read from *data*."""
    for at in range(number):
        yield evolve(loads(data), id=DocumentId(f"article-{at}"))


def main() -> None:
    """Print how long reading takes, and how long each export of what was read takes."""
    parser = argparse.ArgumentParser(description="what an export costs")
    parser.add_argument("formats", nargs="*", default=["parquet", "csv", "jsonl", "tei", "inception", "graphml"])
    parser.add_argument("--articles", type=int, default=1000)
    told = parser.parse_args()
    data = ARTICLE.read_bytes()
    start = time.process_time()
    documents = list(read(told.articles, data))
    reading = time.process_time() - start
    print(f"reading {told.articles} articles: {reading:.2f} s")
    registry = Registry()
    articles = [Article(document=one, folder=ARTICLE.parent, registry=registry) for one in documents]
    for name in told.formats:
        exported(name, articles[:1])  # what is imported for the first time is not the export's own cost
        start = time.process_time()
        files, _ = exported(name, articles)
        took = time.process_time() - start
        size = sum(len(file.data) for file in files)
        print(f"{name:<16} {took:6.2f} s, {took / reading:5.2f} times reading, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
