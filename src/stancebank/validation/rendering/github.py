"""Workflow commands of GitHub Actions: findings beside the lines of a change."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Finding, Severity
from stancebank.validation.rendering.characters import shown
from stancebank.validation.rendering.summary import headline
from stancebank.validation.run import CheckReport

__all__ = ["render"]

_COMMANDS: Final = {
    Severity.FATAL: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def render(report: CheckReport) -> str:
    """Return *report* as one workflow command a finding, then a line on the whole.

    The names of the inputs must be relative to the root of the repository for GitHub to find the lines.

    Example:
        >>> print(render(CheckReport(sources=["a.xml"])), end="")
        1 file checked under the profile standard: nothing found; the verdict is valid
    """
    last = f"{shown(headline(report))}; the verdict is {report.verdict.value}"
    return "".join(f"{line}\n" for line in (*map(_command, report.findings), last))


def _command(finding: Finding) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(finding))
    message = "\n".join(one for one in (finding.message, finding.excerpt, finding.hint) if one is not None)
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(message)}"


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    place = finding.location
    if place.source:
        yield "file", place.source
        if place.line is not None:
            yield "line", str(place.line)
            if place.column is not None:
                yield "col", str(place.column)
    yield "title", f"{finding.code} {place.id}" if place.id else finding.code


def _data(text: str) -> str:
    return _told(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _told(text: str) -> str:
    """Return *text* as a log can show it: the ends of lines stay, they are escaped later."""
    return "\n".join("\r".join(map(shown, line.split("\r"))) for line in text.split("\n"))
