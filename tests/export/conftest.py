"""The documents that every exporter is tried on, and what a reader must find in them."""

from pathlib import Path

import pytest

from stancebank import load
from stancebank.corpus import Registry
from stancebank.export import Article, export

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"
PLACES = (
    DATA / "pier-2024.xml",
    DATA / "calm-2024.xml",
    ROOT / "corpus" / "articles" / "csto-2022-12-19.xml",
)


@pytest.fixture(scope="session")
def articles():
    """The awkward article, one without a quotation, and the real one."""
    registry = Registry()
    return [Article(document=load(place), folder=place.parent, registry=registry) for place in PLACES]


@pytest.fixture(scope="session")
def pier(articles):
    """The awkward article."""
    return articles[0]


@pytest.fixture
def written(articles, tmp_path):
    """Export all documents into a folder, or a file of a folder, and return the place."""

    def write(name, **choices):
        is_file = name in {"conllu", "dna", "gexf", "graphml", "prodigy", "rdf"}
        place = tmp_path / f"{name}.{name}" if is_file else tmp_path / name
        export(name, articles, place, {key.replace("_", "-"): value for key, value in choices.items()})
        return place

    return write
