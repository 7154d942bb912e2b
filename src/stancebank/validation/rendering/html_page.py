"""HTML: one file without a script, to read and to hand on."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from typing import Final

from stancebank.findings import Finding
from stancebank.validation.rendering.characters import shown
from stancebank.validation.rendering.summary import Marked, amounts, by_source, headline
from stancebank.validation.run import CheckReport

__all__ = ["render"]

_STYLE: Final = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { border: 1px solid #767676; padding: .3rem .6rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
.fatal, .error { font-weight: bold; color: #a40000; }
.warning { color: #6b4e00; }
"""
_DIGEST: Final = b64encode(sha256(_STYLE.encode()).digest()).decode()
_POLICY: Final = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
_HEAD: Final = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>stancebank report</title>
<style>{_STYLE}</style>
</head>
<body>
"""
_COLUMNS: Final = ("line", "id", "severity", "rule", "what is wrong")


def render(report: CheckReport) -> str:
    """Return *report* as one page: the verdict, the counts, a table a file, each remedy once.

    What comes from files is isolated, so that its direction of writing does not reach the text around it,
    and characters that cannot be seen are shown as their numbers.

    Example:
        >>> page = render(CheckReport(sources=["a.xml"]))
        >>> "<h1>The verdict is valid</h1>" in page, "<script" in page
        (True, False)
    """
    files = by_source(report)
    parts = [
        _HEAD,
        f"<h1>The verdict is {report.verdict.value}</h1>\n",
        f"<p>{_text(headline(report))}</p>\n",
        *_codes(report.findings),
    ]
    for source, found in files.items():
        if found:
            parts.extend(_file(source, found))
    clean = [source for source, found in files.items() if not found]
    if clean:
        parts.append("<h2>Nothing found</h2>\n")
        parts.append(_list(_isolated(source or "(no name)") for source in clean))
    hints = dict.fromkeys((one.code, one.hint) for one in report.findings if one.hint)
    if hints:
        parts.append("<h2>Remedies</h2>\n")
        parts.append(_list(f"{_text(code)}: {_isolated(hint or '')}" for code, hint in hints))
    return "".join([*parts, "</body>\n</html>\n"])


def _codes(findings: Iterable[Finding]) -> Iterator[str]:
    counted = Counter((one.code, one.severity) for one in findings)
    if not counted:
        return
    rows = (
        (_text(code), _severity(severity.name.lower()), str(count))
        for (code, severity), count in sorted(counted.items())
    )
    yield from _table("Findings by rule", ("rule", "severity", "number"), ("".join(map(_td, row)) for row in rows))


def _file(source: str, found: list[Marked]) -> Iterator[str]:
    yield f"<h2>{_isolated(source or '(no name)')}</h2>\n"
    told = amounts([one.finding for one in found])
    yield from _table(told, _COLUMNS, (_row(one) for one in found))


def _row(one: Marked) -> str:
    finding, place = one.finding, one.finding.location
    line = ":".join(str(part) for part in (place.line, place.column) if part is not None)
    cells = (
        line,
        _isolated(place.id) if place.id else "",
        _severity(finding.severity.name.lower()),
        _text(finding.code),
        _isolated(finding.message),
    )
    return "".join(map(_td, cells))


def _table(caption: str, columns: Iterable[str], rows: Iterable[str]) -> Iterator[str]:
    yield f"<table>\n<caption>{caption}</caption>\n<thead><tr>"
    yield from (f'<th scope="col">{column}</th>' for column in columns)
    yield "</tr></thead>\n<tbody>\n"
    yield from (f"<tr>{row}</tr>\n" for row in rows)
    yield "</tbody>\n</table>\n"


def _list(items: Iterable[str]) -> str:
    return "".join(["<ul>\n", *(f"<li>{item}</li>\n" for item in items), "</ul>\n"])


def _td(cell: str) -> str:
    return f"<td>{cell}</td>"


def _severity(name: str) -> str:
    return f'<span class="{name}">{name}</span>'


def _isolated(text: str) -> str:
    return f"<bdi>{_text(text)}</bdi>"


def _text(text: str) -> str:
    return escape(shown(text))
