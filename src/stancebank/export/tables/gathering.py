"""The rows of many documents, gathered by table, and what the tables cannot hold of them."""

from collections.abc import Iterable

from stancebank.export.form import Article
from stancebank.export.loss import Losses
from stancebank.export.tables.rows import Row, rows
from stancebank.export.tables.schema import TABLES
from stancebank.model import Document

__all__ = ["gathered"]


def gathered(articles: Iterable[Article], losses: Losses) -> dict[str, list[Row]]:
    """Return the rows of all tables, those without a row as well; count what one cell in a row cannot hold."""
    found: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for article in articles:
        for name, row in rows(article):
            found[name].append(row)
        _count(article.document, losses)
    return found


def _count(document: Document, losses: Losses) -> None:
    further = sum(max(0, len(entity.names) - 1) for entity in document.entities)
    losses.add("Entity.names.further", "names of entities after the first", further)
    labels = sum(max(0, len(category.labels) - 1) for taxonomy in document.taxonomies for category in taxonomy.walk())
    losses.add("Category.labels.further", "labels of categories in further languages", labels)
