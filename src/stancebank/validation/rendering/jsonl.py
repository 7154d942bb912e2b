"""JSON lines: the run, then one finding a line, for streams and line tools."""

from typing import Any

from stancebank.validation.rendering.characters import json_line
from stancebank.validation.reports import report_fields
from stancebank.validation.run import CheckReport

__all__ = ["render"]


def render(report: CheckReport) -> str:
    """Return *report* as JSON lines.

    The first line has the fields of the JSON form without its findings; each further line is a finding as there,
    with a fingerprint. The field ``kind`` says which of the two a line is.

    Example:
        >>> import json
        >>> [json.loads(line)["kind"] for line in render(CheckReport(sources=["a.xml"])).splitlines()]
        ['run']
    """
    told = report_fields(report)
    findings: list[dict[str, Any]] = told.pop("findings")
    lines = [json_line({"kind": "run", **told})]
    for finding, mark in zip(findings, report.marks, strict=True):
        lines.append(json_line({"kind": "finding", **finding, "fingerprint": mark}))
    return "".join(lines)
