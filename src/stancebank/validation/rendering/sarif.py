"""SARIF 2.1.0: for code scanning services and editors."""

import re
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

from stancebank.findings import Finding, Fix, Location, Severity
from stancebank.validation.fingerprint import fingerprints
from stancebank.validation.json_text import json_text
from stancebank.validation.outcome import CheckReport, Suppressed
from stancebank.validation.rendering.characters import shown
from stancebank.validation.rendering.summary import Marked, left_out, marked, worst
from stancebank.validation.rule import Rule
from stancebank.validation.table import RULES, rule

__all__ = ["LARGEST", "render"]

LARGEST: Final = 5_000
"""How many results are told at most: services take no more."""

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT: Final = "%SRCROOT%"
_FINGERPRINT: Final = "stancebank/v1"
_FAILURES: Final = frozenset({"RT001", "RT002", "RT003"})
_LEVELS: Final = {
    Severity.FATAL: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}
_CAPPED: Final = rule("RT005")
_PLACEHOLDER: Final = re.compile(r"\{(\d+)\}")
_DRIVE: Final = re.compile(r"[A-Za-z]:/")


def render(report: CheckReport) -> str:
    """Return *report* as one SARIF log with one run, every rule declared.

    Of more than `LARGEST` findings the worst are told, and one more, RT005, that says how many are not.

    Example:
        >>> import json
        >>> log = json.loads(render(CheckReport(sources=["a.xml"])))
        >>> log["version"], log["runs"][0]["results"]
        ('2.1.0', [])
    """
    found = marked(report)
    told = found if len(found) <= LARGEST else _worst(found)
    passed = report.suppressed[: LARGEST - len(told)]
    state = None if report.fixed is None else "new"
    known = {row.code: row for row in RULES}
    codes = sorted(
        {
            *known,
            *report.run,
            *report.skipped,
            *(one.finding.code for one in told),
            *(one.finding.code for one in passed),
        }
    )
    index = {code: number for number, code in enumerate(codes)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "stancebank",
                        "version": version("stancebank"),
                        "rules": [_descriptor(code, known.get(code)) for code in codes],
                    }
                },
                "invocations": [
                    {"executionSuccessful": not any(one.finding.code in _FAILURES for one in found)},
                ],
                "originalUriBaseIds": {_ROOT: {"description": {"text": "the folder that the check ran in"}}},
                "artifacts": _artifacts(report),
                "columnKind": "unicodeCodePoints",
                "results": [
                    *(_result(one, index, state) for one in told),
                    *(_passed(one, index, state) for one in passed),
                ],
                "properties": {"profile": report.profile, "verdict": report.verdict.value},
            }
        ],
    }
    return json_text(log) + "\n"


def _descriptor(code: str, row: Rule | None) -> dict[str, Any]:
    if row is None:
        return {"id": shown(code), "shortDescription": {"text": "a rule of another distribution"}}
    examples = [f"{name}: {told}" for name, told in (("Bad", row.bad), ("Good", row.good)) if told]
    return {
        "id": code,
        "shortDescription": {"text": _message(row.summary)},
        "fullDescription": {"text": _message(row.why)},
        "help": {"text": _message("\n\n".join([row.remedy, *examples]))},
        "defaultConfiguration": {"level": _LEVELS[row.severity]},
        "properties": {"level": row.level, "since": row.since, "tags": [code[:2]]},
    }


def _passed(one: Suppressed, index: dict[str, int], state: str | None) -> dict[str, Any]:
    """Return a finding that was let pass: one of the baseline is unchanged, another one is suppressed."""
    if one.by == "baseline":
        return _result(Marked(one.finding, one.fingerprint), index, "unchanged")
    result = _result(Marked(one.finding, one.fingerprint), index, state)
    return {**result, "suppressions": [{"kind": "external", "justification": shown(f"{one.by}: {one.reason}")}]}


def _result(one: Marked, index: dict[str, int], state: str | None) -> dict[str, Any]:
    finding = one.finding
    result: dict[str, Any] = {
        "ruleId": shown(finding.code),
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(shown(finding.message))},
        "partialFingerprints": {_FINGERPRINT: one.fingerprint},
        "properties": {"severity": finding.severity.name.lower()},
    }
    if state is not None:
        result["baselineState"] = state
    if finding.hint is not None:
        result["properties"]["hint"] = shown(finding.hint)
    if place := _place(finding.location, finding.excerpt):
        result["locations"] = [place]
    if finding.fix is not None and finding.location.source:
        result["fixes"] = [_fix(finding.fix, finding.location.source)]
    return result


def _fix(fix: Fix, source: str) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {"byteOffset": edit.start, "byteLength": edit.end - edit.start},
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": f"{fix.kind} fix"},
        "artifactChanges": [{"artifactLocation": _artifact_location(source), "replacements": replacements}],
    }


def _worst(found: tuple[Marked, ...]) -> tuple[Marked, ...]:
    """Return as many as services take: the worst, and last a finding that says how many are left out."""
    number = len(found) - LARGEST + 1
    finding = Finding(code=_CAPPED.code, severity=_CAPPED.severity, message=left_out(number), hint=_CAPPED.remedy)
    return (*worst(found, LARGEST - 1), Marked(finding, *fingerprints([finding])))


def _place(location: Location, excerpt: str | None) -> dict[str, Any]:
    place: dict[str, Any] = {}
    if location.source:
        physical: dict[str, Any] = {"artifactLocation": _artifact_location(location.source)}
        if location.line is not None:
            column = {} if location.column is None else {"startColumn": location.column}
            snippet = {} if excerpt is None else {"snippet": {"text": shown(excerpt)}}
            physical["region"] = {"startLine": location.line, **column, **snippet}
        place["physicalLocation"] = physical
    if location.id is not None:
        named = {} if location.path is None else {"fullyQualifiedName": shown(location.path)}
        place["logicalLocations"] = [{"name": shown(location.id), "kind": "element", **named}]
    return place


def _artifacts(report: CheckReport) -> list[dict[str, Any]]:
    digests = dict(report.digests)
    artifacts: list[dict[str, Any]] = []
    for source in dict.fromkeys(filter(None, report.sources)):
        artifact: dict[str, Any] = {"location": _artifact_location(source)}
        if source in digests:
            artifact["hashes"] = {"sha-256": digests[source]}
        artifacts.append(artifact)
    return artifacts


def _artifact_location(source: str) -> dict[str, str]:
    """Return where *source* is: relative to the root, unless its name is that of a place on one machine."""
    path = source.replace("\\", "/")
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{_quoted(path[2:])}"}
    if path.startswith("/"):
        return {"uri": f"file:{'' if path.startswith('//') else '//'}{_quoted(path)}"}
    return {"uri": _quoted(path.removeprefix("./")), "uriBaseId": _ROOT}


def _quoted(path: str) -> str:
    return quote(path, safe="/", errors="backslashreplace")


def _message(text: str) -> str:
    """Return *text* so that no reader of SARIF finds a placeholder or a link in it."""
    return _PLACEHOLDER.sub(r"{{\1}}", text).replace("](", "\\](")
