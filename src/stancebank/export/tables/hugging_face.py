"""A dataset folder for the Hugging Face hub: the tables as Parquet, and a card that says what they are."""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from stancebank.export.form import Article, Choices, Form, OutputFile
from stancebank.export.json_text import json_text
from stancebank.export.loss import Losses
from stancebank.export.tables.gathering import gathered
from stancebank.export.tables.parquet import ParquetExporter, parquet_files
from stancebank.export.tables.rows import Row
from stancebank.export.tables.schema import TABLES

__all__ = ["HuggingFaceExporter"]

_SMALL: Final = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


class HuggingFaceExporter:
    """Writes ``README.md``, the card, and ``data/TABLE.parquet``; each table is a configuration of the dataset."""

    form: Final[Form] = evolve(
        ParquetExporter.form,
        title="Hugging Face dataset folder",
        reader="datasets",
        notes="The card states the licences of text and annotations as the documents do; nothing is uploaded.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the card, then the tables."""
        del choices
        tables = gathered(articles, losses)
        yield OutputFile(path="README.md", data=_card(tables).encode())
        for file in parquet_files(tables):
            yield OutputFile(path=f"data/{file.path}", data=file.data)


def _distinct(rows: list[Row], column: str) -> list[str]:
    at = [one.name for one in TABLES[0].columns].index(column)
    return sorted({str(row[at]) for row in rows if row[at]})


def _card(tables: dict[str, list[Row]]) -> str:
    """Return the card; what comes from documents is quoted as JSON, which YAML can read and Markdown shows as it is."""
    documents = tables["documents"]
    size = next((word for most, word in _SMALL if len(documents) < most), "n>1M")
    lines = ["---", "pretty_name: Annotated news articles", "license: other"]
    lines += ["language:", *(f"- {json_text(tag.split('-')[0])}" for tag in _distinct(documents, "language"))]
    lines += ["size_categories:", f"- {size}", "task_categories:", "- token-classification", "- text-classification"]
    lines += ["configs:"]
    for table in TABLES:
        lines += [f"- config_name: {table.name}", f"  data_files: data/{table.name}.parquet"]
    lines += ["---", "", "# Annotated news articles", ""]
    lines += ["Quotations with their speakers, topics, and stances of a holder towards a target.", ""]
    lines += ["| table | a row is | rows |", "|---|---|---|"]
    lines += [f"| `{table.name}` | {table.meaning} | {len(tables[table.name])} |" for table in TABLES]
    lines += ["", "Offsets are half-open and count Unicode code points of `documents.text`, from 0.", ""]
    for title, column in (("texts", "text_licence"), ("annotations", "annotation_licence")):
        lines += [f"## Licences of the {title}", ""]
        lines += [f"    {json_text(told)}" for told in _distinct(documents, column)] or ["Not stated."]
        lines += [""]
    lines += ["## Columns", ""]
    for table in TABLES:
        lines += [f"### {table.name}", ""]
        lines += [f"- `{column.name}`: {column.meaning}" for column in table.columns]
        lines += [""]
    return "\n".join(lines[:-1]) + "\n"
