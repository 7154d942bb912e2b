"""What the tests of the schema room share: documents, and what may be missing on a machine."""

import os
from pathlib import Path

import pytest
from lxml import etree

from stancebank.errors import EngineError
from stancebank.schema.java import java_command

FIXTURES = Path(__file__).with_name("fixtures")


def parsed(data):
    """Return the root of *data*, read as the library reads: ids are not collected."""
    return etree.fromstring(data, etree.XMLParser(collect_ids=False, resolve_entities=False))


@pytest.fixture(scope="session")
def document():
    """Return a function from the name of a fixture, and replacements in its text, to its root."""

    def read(name="hybrid.xml", *replacements):
        text = (FIXTURES / name).read_text(encoding="utf-8")
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        return parsed(text.encode())

    return read


@pytest.fixture(scope="session")
def lines():
    """Return a function from the name of a fixture and a piece of its text to the line of that."""

    def line(name, piece):
        text = (FIXTURES / name).read_text(encoding="utf-8")
        return text[: text.index(piece)].count("\n") + 1

    return line


@pytest.fixture
def java():
    """Skip where Jing cannot run."""
    try:
        java_command("jing")
        java_command("trang")
    except EngineError as error:
        pytest.skip(f"Jing cannot run: {error.reason}")


@pytest.fixture
def tei_all():
    """Return a function from a release to the place of its tei_all, or skip where it is not there."""

    def place(release):
        top = Path(__file__).parents[2]
        folder = Path(os.environ.get("STANCEBANK_TEI_ALL", top.parent / "shared" / "reference"))
        path = folder / f"tei_all-{release}.rng"
        if not path.is_file():
            pytest.skip(f"tei_all of release {release} is not there; STANCEBANK_TEI_ALL names its folder")
        return path

    return place
