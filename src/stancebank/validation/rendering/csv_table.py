"""CSV: one finding a row, for spreadsheets and statistics."""

import csv
from io import StringIO
from typing import Final

from stancebank.validation.rendering.characters import encodable
from stancebank.validation.rendering.summary import Marked, marked
from stancebank.validation.run import CheckReport

__all__ = ["COLUMNS", "render"]

COLUMNS: Final = (
    *("code", "severity", "message", "source", "id", "line", "column", "hint", "fingerprint"),
    *("path", "document", "excerpt", "fix"),
)
"""The columns: those of a finding in the JSON form, the fingerprint, and what later versions added."""

# What spreadsheets take for the beginning of a formula, the wide forms of East Asian keyboards included.
_FORMULA: Final = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def render(report: CheckReport, *, spreadsheet_safe: bool = True) -> str:
    """Return *report* as CSV: a row of names, then one row a finding; every text is quoted, lines end in LF.

    Args:
        report: What to tell.
        spreadsheet_safe: Whether a text that a spreadsheet would take for a formula gets an apostrophe before it.
            The JSON forms always have the text itself.

    Example:
        >>> print(render(CheckReport()), end="")
        "code","severity","message","source","id","line","column","hint","fingerprint","path","document","excerpt","fix"
    """
    stream = StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in marked(report):
        writer.writerow([_cell(value, is_safe=spreadsheet_safe) for value in _row(one)])
    return stream.getvalue()


def _row(one: Marked) -> tuple[str | int | None, ...]:
    finding, place = one.finding, one.finding.location
    return (
        finding.code,
        finding.severity.name.lower(),
        finding.message,
        place.source,
        place.id,
        place.line,
        place.column,
        finding.hint,
        one.fingerprint,
        place.path,
        place.document,
        finding.excerpt,
        finding.fix.kind if finding.fix else None,
    )


def _cell(value: str | int | None, *, is_safe: bool) -> str | int:
    if not isinstance(value, str):
        return "" if value is None else value
    return encodable(f"'{value}" if is_safe and value[:1] in _FORMULA else value)
