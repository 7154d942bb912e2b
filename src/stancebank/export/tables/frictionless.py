"""A Frictionless data package: the tables as CSV, with schemas, code book and foreign keys."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.tables.csv_tables import SAFE, csv_files
from stancebank.export.tables.gathering import gathered
from stancebank.export.tables.schema import HELD, TABLES, Column, ColumnType, Table

__all__ = ["FrictionlessExporter"]

_TYPES: Final = {kind: str(kind) for kind in ColumnType} | {ColumnType.STRINGS: "string"}


class FrictionlessExporter:
    """Writes the tables as CSV with a ``datapackage.json`` that says what every column means."""

    form: Final = Form(
        title="Frictionless data package",
        media_type="application/vnd.datapackage+json",
        layout=Layout.FOLDER,
        holds=HELD,
        offsets=OffsetUnit.CODE_POINTS,
        reader="frictionless",
        options=[SAFE],
        notes="Cells with several values hold them parted by ' | '.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield ``datapackage.json`` and ``TABLE.csv`` for each table."""
        files = list(csv_files(gathered(articles, losses), losses, is_safe=choices[SAFE.name] == "yes"))
        sizes = {file.path: len(file.data) for file in files}
        package = {
            "profile": "tabular-data-package",
            "name": "stancebank",
            "title": "Annotated news articles: quotations, topics, stances",
            "resources": [_resource(table, sizes[f"{table.name}.csv"]) for table in TABLES],
        }
        written = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
        yield OutputFile(path="datapackage.json", data=written.encode())
        yield from files


def _resource(table: Table, size: int) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, is_key=column.name in table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [_foreign_key(columns, other) for columns, other in table.references]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "dialect": {"delimiter": ",", "quoteChar": '"', "lineTerminator": "\n"},
        "schema": schema,
    }


def _field(column: Column, *, is_key: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": column.meaning}
    constraints: dict[str, Any] = {"required": True} if is_key else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return told | ({"constraints": constraints} if constraints else {})


def _foreign_key(columns: tuple[str, ...], other: str) -> dict[str, Any]:
    key = next(table.key for table in TABLES if table.name == other)
    return {"fields": list(columns), "reference": {"resource": other, "fields": list(key[: len(columns)])}}
