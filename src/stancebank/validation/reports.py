"""Reports as text for people and as JSON for programs: pure functions from a report to a string."""

from collections import Counter
from collections.abc import Callable, Iterable
from importlib.metadata import version
from itertools import groupby
from textwrap import fill
from typing import Any, Final, TypeAlias

from stancebank.findings import Finding, Fix, Report, Severity
from stancebank.validation.json_text import json_text
from stancebank.validation.outcome import CheckReport, Suppressed, passed
from stancebank.validation.table import RULES

__all__ = ["JSON_VERSION", "Paint", "render_json", "render_text", "report_fields"]

JSON_VERSION: Final = 1
"""The version of the JSON form: fields may be added to it; none is renamed or removed."""

Paint: TypeAlias = Callable[[str, Severity | None], str]
"""Gives a piece of text the colour of a severity, or that of names of files."""

_WIDTH: Final = 80
_MARGIN: Final = " " * 10
_REMEDIES: Final = {row.code: row.remedy for row in RULES}


def render_text(report: Report, *, paint: Paint | None = None) -> str:
    """Return *report* for people: by file, then each code with its number and its remedy, and the verdict.

    Args:
        report: What to tell.
        paint: Gives words that stand for a severity, and names of files, their colour; None for none.

    Example:
        >>> print(render_text(Report(sources=["a.xml"])), end="")
        1 file checked under the profile standard: valid, nothing found
    """
    painted = paint or _plain
    lines: list[str] = []
    for source, group in groupby(report.findings, key=lambda one: one.location.source):
        lines.append(painted(_shown(source), None) if source else "(no name)")
        for finding in group:
            lines += _finding(finding, painted)
        lines.append("")
    return "\n".join([*lines, *_counts(report.findings, painted), *_fixable(report.findings), _verdict(report)]) + "\n"


def _plain(text: str, _: Severity | None) -> str:
    return text


def _finding(finding: Finding, paint: Paint) -> list[str]:
    place = finding.location
    where = ":".join(str(part) for part in (place.line, place.column) if part is not None)
    label = finding.severity.name.lower()
    about = f" [{_shown(place.id)}]" if place.id else ""
    head = f"  {where:<7} {finding.code} {label} "
    text = _wrapped(f"{_shown(finding.message)}{about}", head, _MARGIN)
    lines = [text.replace(f"{finding.code} {label}", paint(f"{finding.code} {label}", finding.severity), 1)]
    if finding.excerpt and (place.path or "").count("/") != 1:
        lines.append(_cut(f"{_MARGIN}| {_shown(finding.excerpt)}"))
    if finding.hint and finding.hint != _remedy(finding.code):
        lines.append(_wrapped(_shown(finding.hint), f"{_MARGIN}= ", f"{_MARGIN}  "))
    return lines


def _wrapped(text: str, first: str, following: str) -> str:
    if len(first) + len(text) <= _WIDTH and text.isprintable() and text[-1:].strip():
        return first + text  # wrapping would come to the same, and takes long
    return fill(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _shown(text: str) -> str:
    """Return *text* with control characters made visible."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)


def _remedy(code: str) -> str:
    """Return the remedy of a rule of the library; empty for a rule of others."""
    return _REMEDIES.get(code, "")


def _counts(findings: Iterable[Finding], paint: Paint) -> list[str]:
    counted = Counter((finding.code, finding.severity) for finding in findings)
    width = max((len(str(count)) for count in counted.values()), default=0)
    lines: list[str] = []
    for (code, severity), count in sorted(counted.items()):
        head = f"{count:>{width}} x {code} {severity.name.lower():<7}  "
        line = _wrapped(_remedy(code), head, " " * len(head)) if _remedy(code) else head.rstrip()
        lines.append(line.replace(code, paint(code, severity), 1))
    return [*lines, ""] if lines else []


def _fixable(findings: Iterable[Finding]) -> list[str]:
    """Return one line on how many findings a program can mend, if there are any."""
    kinds = Counter(finding.fix.kind for finding in findings if finding.fix is not None)
    told = [f"{kinds['safe']} can be mended with --fix"] if kinds["safe"] else []
    if kinds["unsafe"]:
        told.append(f"{kinds['unsafe']}{' more' if told else ' can be mended'} with --fix --unsafe-fixes")
    return [", ".join(told)] if told else []


def _verdict(report: Report) -> str:
    number = len(report.sources)
    files = f"{number} file{'' if number == 1 else 's'} checked under the profile {report.profile}"
    found = [_amount(report.count(severity), severity) for severity in sorted(Severity, reverse=True)]
    told = ", ".join(filter(None, found)) or "nothing found"
    return f"{files}: {report.verdict.value}, {told}{passed(report)}"


def _amount(count: int, severity: Severity) -> str:
    if not count:
        return ""
    name = severity.name.lower()
    return f"{count} {name}" + ("" if count == 1 or severity is Severity.FATAL else "s")


def render_json(report: Report) -> str:
    """Return *report* as one JSON object, UTF-8 safe, with a line feed at the end.

    Example:
        >>> import json
        >>> json.loads(render_json(Report(sources=["a.xml"])))["verdict"]
        'valid'
    """
    return json_text(report_fields(report)) + "\n"


def report_fields(report: Report) -> dict[str, Any]:
    """Return what the JSON form holds, by the names of its fields."""
    checked = report if isinstance(report, CheckReport) else None
    digests = dict(checked.digests) if checked else {}
    return {
        "schema": JSON_VERSION,
        "tool": {"name": "stancebank", "version": version("stancebank")},
        "profile": report.profile,
        "inputs": [{"source": source, "sha256": digests.get(source)} for source in report.sources],
        "rules": {"run": list(checked.run) if checked else [], "skipped": list(checked.skipped) if checked else []},
        "counts": {severity.name.lower(): report.count(severity) for severity in sorted(Severity, reverse=True)},
        "codes": dict(sorted(Counter(finding.code for finding in report.findings).items())),
        "findings": [_record(finding) for finding in report.findings],
        "suppressed": [_passed_record(one) for one in checked.suppressed] if checked else [],
        "baseline": _compared(checked) if checked else None,
        "configuration": {
            "source": checked.settings if checked else None,
            "sha256": (checked.configuration if checked else "") or None,
        },
        "verdict": report.verdict.value,
    }


def _compared(report: CheckReport) -> dict[str, int] | None:
    """Return how the findings compare with those of the baseline, or None without one."""
    if report.fixed is None:
        return None
    known = sum(one.by == "baseline" for one in report.suppressed)
    new = sum(not one.code.startswith("RT") for one in report.findings)
    return {"new": new, "known": known, "fixed": report.fixed}


def _passed_record(one: Suppressed) -> dict[str, Any]:
    told = {"by": one.by, "reason": one.reason}
    return {**_record(one.finding), "fingerprint": one.fingerprint, "suppressed": told}


def _record(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "message": finding.message,
        "source": place.source,
        "id": place.id,
        "line": place.line,
        "column": place.column,
        "path": place.path,
        "document": place.document,
        "excerpt": finding.excerpt,
        "hint": finding.hint,
        "fix": _fix_record(finding.fix),
    }


def _fix_record(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits]
    return {"safe": fix.is_safe, "edits": edits}
