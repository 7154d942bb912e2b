"""How often the taxonomy matcher's first topic, or one of its first three, is right at the top level.

    python benchmarks/bench_topics.py [--taxonomy FILE] [--texts FILE] [--wrong]

The texts are those in ``benchmarks/topics``: one JSON object a line with ``headline``, ``text`` and ``topic``, the code
of a top-level Media Topic. The taxonomy is ``labels.json`` beside them, or IPTC's own in one of its published forms.
A suggestion counts for the top-level topic that it stands under.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from stancebank.draft import TaxonomyMatcher
from stancebank.model import Document, SegmentKind

HERE: Final = Path(__file__).parent / "topics"
TARGET: Final = 75


def suggested(matcher: TaxonomyMatcher, told: dict[str, Any]) -> list[str]:
    """Return the codes of the top-level topics of the suggestions, the likeliest first."""
    tops = {one.id: top for top in matcher.taxonomy.categories for one in top.walk()}
    blocks = [(SegmentKind.HEADLINE, told["headline"]), (SegmentKind.PARAGRAPH, told["text"])]
    document = Document.from_blocks("article", blocks, language="en")
    found = (tops[one.category.id].id.rpartition(".")[2] for one in matcher.suggest(document))
    return list(found)


def texts_in(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the labelled texts."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--taxonomy", type=Path, default=HERE / "labels.json")
    parser.add_argument("--texts", type=Path, default=HERE / "texts.jsonl")
    parser.add_argument("--wrong", action="store_true", help="tell what was suggested where the first is wrong")
    options = parser.parse_args()
    matcher = TaxonomyMatcher(options.taxonomy, "en")
    texts = list(texts_in(options.texts))
    found = [(told, suggested(matcher, told)) for told in texts]
    first = sum(told["topic"] in codes[:1] for told, codes in found)
    three = sum(told["topic"] in codes for told, codes in found)
    topics = len({told["topic"] for told in texts})
    size = len([*matcher.taxonomy.walk()])
    print(f"{len(texts)} texts of {topics} topics; {options.taxonomy.name} holds {size}")
    print(f"top 1   {100 * first / len(texts):5.1f} %   target >= {TARGET}")
    print(f"top 3   {100 * three / len(texts):5.1f} %")
    if options.wrong:
        for told, codes in found:
            if told["topic"] not in codes[:1]:
                print(f"{told['id']} {told['topic']} {told['headline']}: {', '.join(codes) or 'nothing'}")


if __name__ == "__main__":
    main()
