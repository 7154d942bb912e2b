"""The rule on words that a spreadsheet takes for a formula once they stand in a cell of a table."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Document
from stancebank.validation.rule import Hit, Rule, Scope
from stancebank.validation.whole import CorpusSubject

__all__ = ["CELLS", "formulas"]

_BEGINNINGS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def formulas(document: Document) -> tuple[str, ...]:
    """Return the ids of what a document would put into a table as a cell that begins like a formula."""
    metadata = document.metadata
    cells: list[tuple[str, str]] = [
        (document.id, text) for text in (metadata.title, metadata.headline, metadata.outlet, *metadata.authors)
    ]
    cells += [(voice.id, voice.label) for voice in document.speakers]
    cells += [(one.id, document.text_of(one)) for one in document.quotations]
    cells += [(one.id, one.rationale) for one in document.stances]
    return tuple(dict.fromkeys(bearer for bearer, text in cells if text.startswith(_BEGINNINGS)))


def formula(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each cell that a table of the corpus would have and a spreadsheet would run."""
    for file in corpus.files:
        for bearer in file.formulas:
            told = "in a table, what this says begins like a formula, and a spreadsheet would run it"
            yield Hit(told, bearer, line=file.line, source=file.source)


CELLS: Final = (
    Rule(
        code="SE012",
        level=5,
        severity=Severity.NOTE,
        summary="words begin with a character that makes a formula of a cell",
        why="A spreadsheet runs a cell that begins with =, +, -, @ or a control character, whoever wrote it.",
        remedy="Leave the words as they were published; export tables with --spreadsheet-safe.",
        bad="a quotation =1+1, as an article about spreadsheets has it",
        good='a quotation "=1+1" with its quotation marks',
        over_corpus=formula,
        scope=Scope.CORPUS,
        since="0.2",
    ),
)
