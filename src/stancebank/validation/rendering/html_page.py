"""HTML: one file without a script, to read and to hand on."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from typing import Final

from stancebank.findings import Finding, Severity
from stancebank.validation.rendering.characters import shown
from stancebank.validation.rendering.html_style import STYLE
from stancebank.validation.rendering.summary import Marked, amounts, by_source, headline
from stancebank.validation.run import CheckReport
from stancebank.validation.table import RULES

__all__ = ["render"]

_DIGEST: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
_POLICY: Final = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
_HEAD: Final = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>stancebank report</title>
<style>{STYLE}</style>
</head>
<body>
"""
_CODE: Final = re.compile(r"[A-Z]{2}[0-9]{3}")
_FIXES: Final = {"safe": "mended by --fix", "unsafe": "mended by --fix --unsafe-fixes"}


def render(report: CheckReport) -> str:
    """Return *report* as one page: the verdict, the counts, each rule once with its remedy, then file by file.

    What comes from files is isolated, so that its direction of writing does not reach the text around it,
    and characters that cannot be seen are shown as their numbers.

    Example:
        >>> page = render(CheckReport(sources=["a.xml"]))
        >>> "<h1>The verdict is valid</h1>" in page, "<script" in page
        (True, False)
    """
    files = by_source(report)
    parts = [_HEAD, *_top(report), "<main>\n", *_rules(report.findings)]
    for source, found in files.items():
        if found:
            parts.extend(_file(source, found))
    clean = [source for source, found in files.items() if not found]
    if clean:
        parts.append('<h2>Nothing found</h2>\n<ul class="clean">\n')
        parts.extend(f"<li>{_isolated(source or '(no name)')}</li>\n" for source in clean)
        parts.append("</ul>\n")
    return "".join([*parts, "</main>\n</body>\n</html>\n"])


def _top(report: CheckReport) -> Iterator[str]:
    verdict = report.verdict.value
    yield f'<header class="{verdict}">\n<p class="brand">stancebank report</p>\n'
    yield f"<h1>The verdict is {verdict}</h1>\n"
    lead = headline(report)
    if report.findings:  # their numbers follow
        lead = lead.partition(":")[0]
    yield f'<p class="lead">{_text(lead)}</p>\n'
    if report.findings:
        yield '<ul class="chips">\n'
        for severity in sorted(Severity, reverse=True):
            found = [one for one in report.findings if one.severity is severity]
            if found:
                yield f'<li class="{severity.name.lower()}">{_text(amounts(found))}</li>\n'
        yield "</ul>\n"
    yield "</header>\n"


def _rules(findings: Iterable[Finding]) -> Iterator[str]:
    counted = Counter((one.code, one.severity) for one in findings)
    if not counted:
        return
    yield "<h2>Findings by rule</h2>\n<table>\n<thead><tr>"
    yield from (f'<th scope="col">{name}</th>' for name in ("rule", "severity", "number", "what to do"))
    yield "</tr></thead>\n<tbody>\n"
    known = {row.code: row for row in RULES}
    told: set[str] = set()
    for (code, severity), count in sorted(counted.items(), key=lambda one: (-one[0][1], one[0][0])):
        row = known.get(code)
        anchor = f' id="{code}"' if _CODE.fullmatch(code) and code not in told else ""
        told.add(code)
        name = severity.name.lower()
        what = f'<p>{_text(row.summary)}</p><p class="remedy">{_text(row.remedy)}</p>' if row else ""
        yield f'<tr class="{name}"{anchor}><td class="code">{_text(code)}</td><td class="severity">{name}</td>'
        yield f'<td class="number">{count}</td><td>{what}</td></tr>\n'
    yield "</tbody>\n</table>\n"


def _file(source: str, found: list[Marked]) -> Iterator[str]:
    told = amounts([one.finding for one in found])
    yield f'<h2>{_isolated(source or "(no name)")} <span class="amounts">{told}</span></h2>\n<ol class="findings">\n'
    remedies = {row.code: row.remedy for row in RULES}
    for one in found:
        yield from _finding(one.finding, remedies.get(one.finding.code))
    yield "</ol>\n"


def _finding(finding: Finding, remedy: str | None) -> Iterator[str]:
    place, name = finding.location, finding.severity.name.lower()
    where = ":".join(str(part) for part in (place.line, place.column) if part is not None)
    code = _text(finding.code)
    linked = f'<a href="#{code}">{code}</a>' if _CODE.fullmatch(finding.code) else code
    yield f'<li class="{name}"><p class="place">{where}</p>\n<div>'
    yield f'<p><span class="code">{linked}</span> <span class="severity">{name}</span> {_isolated(finding.message)}</p>'
    if finding.excerpt:
        yield f"<code>{_isolated(finding.excerpt)}</code>"
    if finding.hint and finding.hint != remedy:
        yield f'<p class="hint">{_isolated(finding.hint)}</p>'
    facts = [f"in {_isolated(place.id)}"] if place.id else []
    facts += [_FIXES[finding.fix.kind]] if finding.fix else []
    if facts:
        yield f'<p class="meta">{" · ".join(facts)}</p>'
    yield "</div></li>\n"


def _isolated(text: str) -> str:
    return f"<bdi>{_text(text)}</bdi>"


def _text(text: str) -> str:
    return escape(shown(text))
