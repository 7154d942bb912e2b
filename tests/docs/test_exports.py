"""The table of exports says what the exporters say, and names the readers that were used."""

import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest

from stancebank.export import Layout, exporter_names, load_exporter
from stancebank.export.form import chosen

ROOT = Path(__file__).parents[2]
READERS = ROOT / ".ci" / "readers"


@pytest.fixture
def page():
    spec = importlib.util.spec_from_file_location("exports_page", ROOT / "docs" / "exports.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_formats_is_fresh(page):
    """`python docs/exports.py` changes nothing."""
    assert page.fresh() == page.PAGE.read_text(encoding="utf-8")


def test_every_format_names_its_reader(page):
    """No format stands in the table without a program that read it back."""
    assert all(page.readers().values())


def test_every_reader_stands_in_the_table(page):
    """What `.ci/clients` has recorded is what it would run: the same programs, for the same formats."""
    recorded = json.loads(page.READERS.read_text(encoding="utf-8"))
    kept = {name: (told["client"], told["formats"], told["is_large"]) for name, told in recorded.items()}
    files = {place.stem: tomllib.loads(place.read_text(encoding="utf-8")) for place in READERS.glob("*.toml")}
    assert kept == {name: (told["client"], told["formats"], "tests" not in told) for name, told in files.items()}
    assert all(told["version"] for told in recorded.values())


def test_every_reader_has_its_tests():
    """A client without tests of its own would have nothing to fail."""
    for place in READERS.glob("*.toml"):
        told = tomllib.loads(place.read_text(encoding="utf-8"))
        tests = told.get("tests") or [f"tests/clients/test_{place.stem.replace('-', '_')}.py"]
        assert all((ROOT / name).exists() for name in tests)


def test_the_guide_to_tools_names_every_format_as_it_is_written():
    """Each format has a row, and each command names options that exist and a place of the format's kind."""
    text = (ROOT / "docs/howto/tools.md").read_text(encoding="utf-8")
    commands = re.findall(r"`stancebank export (\S+) corpus -o (\S+?)( --[^`]+)?`", text)
    assert {name for name, _, _ in commands} == set(exporter_names())
    for name, place, rest in commands:
        form = load_exporter(name).form
        assert ("." in place) == (form.layout is Layout.FILE), name
        given = dict(re.findall(r"--option (\S+)=(\S+)", rest))
        assert chosen(form, name, given).items() >= given.items()
