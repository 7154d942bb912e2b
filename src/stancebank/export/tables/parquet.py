"""Parquet: a file for each table, with a schema that does not depend on what the rows hold."""

import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.plugins import optional
from stancebank.export.tables.gathering import gathered
from stancebank.export.tables.rows import Row
from stancebank.export.tables.schema import HELD, TABLES, ColumnType, Table

__all__ = ["ParquetExporter", "parquet_files"]


class ParquetExporter:
    """Writes each table as a Parquet file."""

    form: Final = Form(
        title="Parquet tables",
        media_type="application/vnd.apache.parquet",
        layout=Layout.FOLDER,
        holds=HELD,
        offsets=OffsetUnit.CODE_POINTS,
        reader="duckdb",
        extra="tables",
        notes="Cells with several values are lists.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield ``TABLE.parquet`` for each table."""
        del choices
        yield from parquet_files(gathered(articles, losses))


def parquet_files(tables: dict[str, list[Row]]) -> Iterator[OutputFile]:
    """Yield ``TABLE.parquet`` for each of *tables*.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    arrow, parquet = optional("pyarrow", "tables"), optional("pyarrow.parquet", "tables")
    for table in TABLES:
        schema = _schema(table, arrow)
        columns = zip(*tables[table.name], strict=True) if tables[table.name] else [() for _ in table.columns]
        arrays = [arrow.array(list(column), type=field.type) for column, field in zip(columns, schema, strict=True)]
        sink = io.BytesIO()
        parquet.write_table(arrow.Table.from_arrays(arrays, schema=schema), sink, compression="zstd")
        yield OutputFile(path=f"{table.name}.parquet", data=sink.getvalue())


def _schema(table: Table, arrow: Any) -> Any:  # noqa: ANN401 - the library has no types
    kinds = {
        ColumnType.STRING: arrow.string(),
        ColumnType.INTEGER: arrow.int64(),
        ColumnType.NUMBER: arrow.float64(),
        ColumnType.BOOLEAN: arrow.bool_(),
        ColumnType.STRINGS: arrow.list_(arrow.field("element", arrow.string(), nullable=False)),
    }
    told = [
        arrow.field(
            column.name,
            kinds[column.type],
            nullable=column.name not in table.key,
            metadata={"description": column.meaning},
        )
        for column in table.columns
    ]
    return arrow.schema(told, metadata={"description": table.meaning})
