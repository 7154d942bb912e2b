"""Tables as DuckDB, Arrow and frictionless see them."""

import csv as csv_module
import io
import warnings

import duckdb
import pytest
from pyarrow import parquet

from facts import from_tables, joined, several
from stancebank.export import exported


@pytest.mark.parametrize("name", ["parquet", "jsonl", "csv"])
def test_duckdb_reads_the_tables(name, written, articles):
    """DuckDB finds in Parquet, JSON lines and CSV who said what, about what, and who stands where."""
    place = written(name)
    reader = {"parquet": "read_parquet('{}')", "jsonl": "read_json('{}', format='newline_delimited')"}.get(
        name, "read_csv('{}', header=true, all_varchar=true, delim=',', quote='\"', escape='\"', new_line='\\n')"
    )

    def read(table):
        found = duckdb.sql(f"SELECT * FROM {reader.format(place / f'{table}.{name}')}")  # noqa: S608 - our own path
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
        return [several(row) for row in rows] if name == "csv" else rows

    assert from_tables(read) == joined(articles)


def test_duckdb_reads_the_dataset_folder(written, articles):
    """The Parquet files of the dataset folder say the same, and its card names each of them."""
    place = written("huggingface")
    card = (place / "README.md").read_text(encoding="utf-8")

    def read(table):
        assert f"- config_name: {table}\n  data_files: data/{table}.parquet\n" in card
        found = duckdb.sql(f"SELECT * FROM read_parquet('{place / 'data' / table}.parquet')")  # noqa: S608 - our own
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]

    assert from_tables(read) == joined(articles)
    assert '- "en"\n' in card.split("---")[1]


def test_parquet_has_one_schema(articles):
    """The schema of a table does not depend on its rows."""

    def schemas(given):
        return {file.path: parquet.read_schema(io.BytesIO(file.data)) for file in exported("parquet", given)[0]}

    assert schemas(articles) == schemas(articles[1:2]) == schemas([])
    assert schemas([])["quotations.parquet"].metadata[b"description"]


def test_frictionless_finds_the_package_valid(written, articles):
    """Types, code book and foreign keys hold; and the package says what the documents say."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package, system  # noqa: PLC0415 - it warns while it is imported

        place = written("frictionless")
        with system.use_context(trusted=True):
            package = Package(str(place / "datapackage.json"))
            report = package.validate()
            assert report.valid, report.flatten(["resource", "rowNumber", "fieldName", "note"])[:5]
            rows = {one.name: [several(row.to_dict()) for row in one.read_rows()] for one in package.resources}
    assert from_tables(rows.__getitem__) == joined(articles)


def test_frictionless_would_find_a_broken_key(written):
    """The validator looks at the foreign keys: a voice that is not there is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package, system  # noqa: PLC0415 - it warns while it is imported

        place = written("frictionless")
        table = place / "attributions.csv"
        table.write_text(table.read_text(encoding="utf-8").replace("per:lind", "per:nobody"), encoding="utf-8")
        with system.use_context(trusted=True):
            report = Package(str(place / "datapackage.json")).validate()
    assert "foreign-key" in {error[0] for error in report.flatten(["type"])}


def test_cells_are_safe_in_spreadsheets(articles):
    """On request no cell begins like a formula, and every change is counted; else cells are as they were."""
    (plain, _), (safe, report) = (exported("csv", articles, choice) for choice in ({}, {"spreadsheet-safe": "yes"}))

    def cells(files):
        return [
            cell
            for file in files
            for row in csv_module.reader(io.StringIO(file.data.decode(), newline=""))
            for cell in row
        ]

    risky = [cell for cell in cells(plain) if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "=SUM(A1)" in risky
    assert not [cell for cell in cells(safe) if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {loss.kind: loss.count for loss in report.losses}["csv.apostrophe"] == len(risky)
