"""The documents that every exporter is tried on, and what a reader must find in them."""

import pytest

from facts import trial_articles
from stancebank.export import export


@pytest.fixture(scope="session")
def articles():
    """The awkward article, one without a quotation, and the real one."""
    return trial_articles()


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
