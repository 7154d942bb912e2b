"""Reports as text for people and as JSON for programs: pure functions from a report to a string."""

import json
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from itertools import groupby
from textwrap import fill
from typing import Any, Final

from stancebank.findings import Finding, Report, Severity
from stancebank.validation.outcome import CheckReport, Suppressed, passed

__all__ = ["JSON_VERSION", "render_json", "render_text"]

JSON_VERSION: Final = 1
"""The version of the JSON form: fields may be added to it; none is renamed or removed."""

_WIDTH: Final = 80


def render_text(report: Report) -> str:
    """Return *report* for people: by file, each remedy once, then the counts and the verdict.

    Example:
        >>> print(render_text(Report(sources=["a.xml"])), end="")
        1 file checked under the profile standard: valid, nothing found
    """
    told: set[str] = set()
    lines: list[str] = []
    for _, group in groupby(report.findings, key=lambda one: one.location.source):
        for finding in group:
            lines += _finding(finding, with_hint=_hint_key(finding) not in told)
            told.add(_hint_key(finding))
        lines.append("")
    return "\n".join([*lines, *_counts(report.findings), _verdict(report)]) + "\n"


def _hint_key(finding: Finding) -> str:
    return f"{finding.code} {finding.hint}"


def _finding(finding: Finding, *, with_hint: bool) -> list[str]:
    place = finding.location
    where = ":".join(str(part) for part in (place.source, place.line, place.column) if part is not None)
    label = finding.severity.name.lower()
    about = f" [{place.id}]" if place.id else ""
    head = f"{where} " if where else ""
    lines = [_wrapped(f"{head}{finding.code} {label} {_shown(finding.message)}{about}", "    ")]
    if with_hint and finding.hint:
        lines.append(_wrapped(f"    = {_shown(finding.hint)}", "      "))
    return lines


def _wrapped(text: str, following: str) -> str:
    return fill(text, _WIDTH, subsequent_indent=following, break_long_words=False, break_on_hyphens=False)


def _shown(text: str) -> str:
    """Return *text* with control characters made visible."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)


def _counts(findings: Iterable[Finding]) -> list[str]:
    counted = Counter((finding.code, finding.severity) for finding in findings)
    if not counted:
        return []
    width = max(len(str(count)) for count in counted.values())
    return [
        *(f"{count:>{width}} x {code} {severity.name.lower()}" for (code, severity), count in sorted(counted.items())),
    ]


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
        >>> json.loads(render_json(Report(sources=["a.xml"])))["verdict"]
        'valid'
    """
    checked = report if isinstance(report, CheckReport) else None
    digests = dict(checked.digests) if checked else {}
    told: dict[str, Any] = {
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
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


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
        "hint": finding.hint,
    }
