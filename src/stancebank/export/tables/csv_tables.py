"""CSV: a file for each table."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, Option, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.tables.gathering import gathered
from stancebank.export.tables.rows import Cell, Row
from stancebank.export.tables.schema import HELD, TABLES, Table

__all__ = ["SAFE", "CsvExporter", "csv_files"]

SAFE: Final = Option(
    name="spreadsheet-safe",
    values=("no", "yes"),
    help="yes puts an apostrophe before cells that a spreadsheet would take for a formula",
)
_QUOTE: Final = '"'
_NEEDS_QUOTES: Final = re.compile(r'[",\r\n]|^\s|\s$')
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class CsvExporter:
    """Writes each table as CSV: UTF-8, commas, double quotes, a header line."""

    form: Final = Form(
        title="CSV tables",
        media_type="text/csv",
        layout=Layout.FOLDER,
        holds=HELD,
        offsets=OffsetUnit.CODE_POINTS,
        reader="duckdb",
        options=[SAFE],
        notes="Cells with several values hold them parted by ' | '. "
        "An empty cell is written without quotes, an empty text with.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield ``TABLE.csv`` for each table."""
        yield from csv_files(gathered(articles, losses), losses, is_safe=choices[SAFE.name] == "yes")


def csv_files(tables: dict[str, list[Row]], losses: Losses, *, is_safe: bool = False) -> Iterator[OutputFile]:
    """Yield ``TABLE.csv`` for each of *tables*."""
    for table in TABLES:
        rows = tables[table.name]
        if is_safe:
            rows = [tuple(_safe(cell, losses) for cell in row) for row in rows]
        yield OutputFile(path=f"{table.name}.csv", data=_csv(table, rows))


def _csv(table: Table, rows: list[Row]) -> bytes:
    """Return *rows* as CSV; the standard library's writer cannot tell an empty cell from an empty text everywhere."""
    lines = [",".join(column.name for column in table.columns)]
    lines += [",".join(map(_cell, row)) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def _cell(cell: Cell) -> str:
    if cell is None or cell == ():
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    text = " | ".join(cell) if isinstance(cell, tuple) else str(cell)
    return f'"{text.replace(_QUOTE, _QUOTE * 2)}"' if not text or _NEEDS_QUOTES.search(text) else text


def _safe(cell: Cell, losses: Losses) -> Cell:
    text = " | ".join(cell) if isinstance(cell, tuple) else cell
    if isinstance(text, str) and text.startswith(_FORMULA):
        losses.add("csv.apostrophe", "cells changed to be safe in spreadsheets")
        return f"'{text}"
    return cell
