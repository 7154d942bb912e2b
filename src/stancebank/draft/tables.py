"""Sources that hold many articles: tables with one row an article."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from stancebank.draft.sidecar import FIELDS
from stancebank.draft.source import SourceError
from stancebank.draft.untyped import table_of

__all__ = ["TABLES", "rows_of"]

TABLES: Final = (".csv", ".tsv", ".jsonl")
"""The endings of files that hold many articles."""

_LONGEST: Final = 32_000_000


def rows_of(
    text: str, ending: str, columns: Mapping[str, str], *, source: str
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the name, the text and the fields of each article in a table.

    Args:
        text: The table.
        ending: ``.csv``, ``.tsv`` or ``.jsonl``.
        columns: The column for ``text`` and for each field of a sidecar, where it is not called so.
        source: What to call the table in messages.

    Raises:
        SourceError: A column is missing, a line is no JSON, or a row has no text.
    """
    unknown = sorted(set(columns) - {"text", *FIELDS})
    if unknown:
        raise SourceError(source, f"there is no field {unknown[0]!r}", f"the fields are text, {', '.join(FIELDS)}")
    for number, row in _rows(text, ending, source):
        column = columns.get("text", "text")
        if column not in row:
            known = ", ".join(str(name) for name in row)
            raise SourceError(
                source, f"row {number} has no column {column!r}", f"it has {known}; use --column text=NAME"
            )
        body = row[column]
        if not isinstance(body, str) or not body.strip():
            raise SourceError(source, f"row {number} has no text")
        fields = {name: row[columns.get(name, name)] for name in FIELDS if columns.get(name, name) in row}
        yield str(fields.get("id") or number), body, fields


def _rows(text: str, ending: str, source: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if ending == ".jsonl":
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise SourceError(source, f"line {number} is no JSON: {error}") from error
            told = table_of(row)
            if told is None:
                raise SourceError(source, f"line {number} is no object")
            yield number, told
        return
    csv.field_size_limit(_LONGEST)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if ending == ".tsv" else ",", strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            yield number, {name: value for name, value in row.items() if name is not None}
    except csv.Error as error:
        raise SourceError(source, f"line {reader.line_num} is no row of a table: {error}") from error
