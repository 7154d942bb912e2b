"""JSON lines: a file for each table, the same keys on each line."""

from collections.abc import Iterable, Iterator
from typing import Final

from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.json_text import json_text
from stancebank.export.loss import Losses
from stancebank.export.tables.gathering import gathered
from stancebank.export.tables.schema import HELD, TABLES

__all__ = ["JsonlExporter"]


class JsonlExporter:
    """Writes each table as lines of JSON objects in UTF-8; an empty cell is null."""

    form: Final = Form(
        title="JSON lines tables",
        media_type="application/x-ndjson",
        layout=Layout.FOLDER,
        holds=HELD,
        offsets=OffsetUnit.CODE_POINTS,
        reader="duckdb",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield ``TABLE.jsonl`` for each table."""
        del choices
        tables = gathered(articles, losses)
        for table in TABLES:
            keys = [column.name for column in table.columns]
            lines = [json_text(dict(zip(keys, row, strict=True))) + "\n" for row in tables[table.name]]
            yield OutputFile(path=f"{table.name}.jsonl", data="".join(lines).encode())
