"""Data packages as frictionless sees them."""

import warnings

import pytest

from facts import from_tables, joined, several
from stancebank.export import export


@pytest.fixture
def frictionless():
    """The library, which warns while it is imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield pytest.importorskip("frictionless")


def test_frictionless_finds_the_package_valid(articles, tmp_path, frictionless):
    """Types, code book and foreign keys hold; and the package says what the documents say."""
    export("frictionless", articles, tmp_path / "out")
    place = tmp_path / "out"
    with frictionless.system.use_context(trusted=True):
        package = frictionless.Package(str(place / "datapackage.json"))
        report = package.validate()
        assert report.valid, report.flatten(["resource", "rowNumber", "fieldName", "note"])[:5]
        rows = {one.name: [several(row.to_dict()) for row in one.read_rows()] for one in package.resources}
    assert from_tables(rows.__getitem__) == joined(articles)


def test_frictionless_would_find_a_broken_key(articles, tmp_path, frictionless):
    """The validator looks at the foreign keys: a voice that is not there is an error."""
    export("frictionless", articles, tmp_path / "out")
    place = tmp_path / "out"
    table = place / "attributions.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("per:lind", "per:nobody"), encoding="utf-8")
    with frictionless.system.use_context(trusted=True):
        report = frictionless.Package(str(place / "datapackage.json")).validate()
    assert "foreign-key" in {error[0] for error in report.flatten(["type"])}
