"""Tables as DuckDB and Arrow see them."""

import csv as csv_module
import io

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
