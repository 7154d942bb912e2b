"""Markdown: for a comment on a pull request."""

import re
from collections.abc import Iterable
from typing import Final

from stancebank.findings import Severity
from stancebank.validation.rendering.characters import shown
from stancebank.validation.rendering.summary import Marked, headline, left_out, marked
from stancebank.validation.run import CheckReport

__all__ = ["LARGEST", "render"]

LARGEST: Final = 60_000
"""How many characters all rows have at most: services refuse longer comments."""

_HEADER: Final = ("| place | severity | rule | what is wrong |", "|---|---|---|---|")
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~!&$]|@(?=\w)|#(?=\d)|:(?=/)|(?<=www)\.", re.IGNORECASE)
_NAMED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@<!-- -->", "#": "#<!-- -->"}


def render(report: CheckReport) -> str:
    """Return *report* as Markdown: the verdict, a table of findings, each remedy once.

    Where the table would grow beyond `LARGEST` the least severe findings are left out, and their number is told.

    Example:
        >>> print(render(CheckReport(sources=["a.xml"])), end="")
        ## stancebank: valid
        <BLANKLINE>
        1 file checked under the profile standard: nothing found
    """
    lines = [f"## stancebank: {report.verdict.value}", "", _escaped(headline(report))]
    found = marked(report)
    told = _fitting(found)
    if told:
        lines += ["", *_HEADER, *map(_row, told)]
    if len(told) < len(found):
        lines += ["", f"{left_out(len(found) - len(told))}."]
    if remedies := dict.fromkeys(_remedy(one) for one in told if one.finding.hint):
        lines += ["", "### Remedies", "", *remedies]
    return "\n".join(lines) + "\n"


def _fitting(found: Iterable[Marked]) -> list[Marked]:
    """Return the worst of what was found, as much as fits, in the order it had."""
    numbered = sorted(enumerate(found), key=lambda pair: -pair[1].finding.severity)
    room = LARGEST
    chosen: list[tuple[int, Marked]] = []
    remedies: set[str] = set()
    for number, one in numbered:
        remedy = _remedy(one)
        room -= len(_row(one)) + (0 if remedy in remedies else len(remedy)) + 2
        if room < 0:
            break
        remedies.add(remedy)
        chosen.append((number, one))
    return [one for _, one in sorted(chosen, key=lambda pair: pair[0])]


def _row(one: Marked) -> str:
    finding = one.finding
    name = finding.severity.name.lower()
    severity = f"**{name}**" if finding.severity >= Severity.ERROR else name
    excerpt = f" · {_escaped(finding.excerpt)}" if finding.excerpt else ""
    told = f"{_escaped(finding.message)}{excerpt}"
    cells = (_escaped(str(finding.location)), severity, _escaped(finding.code), told)
    return f"| {' | '.join(cells)} |"


def _remedy(one: Marked) -> str:
    return f"- {_escaped(one.finding.code)}: {_escaped(one.finding.hint or '')}"


def _escaped(text: str) -> str:
    """Return *text* so that no character of it is markup, a mention or the number of an issue."""
    return _MARKUP.sub(_character, shown(text))


def _character(found: re.Match[str]) -> str:
    return _NAMED.get(found[0], f"\\{found[0]}")
