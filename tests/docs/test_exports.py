"""The table of exports says what the exporters say, and names the readers that were used."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


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
    assert set(page.TESTED) == set(page.exporter_names())
    assert all(page.TESTED.values())
