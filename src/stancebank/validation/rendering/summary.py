"""What several formats tell of a report: its findings by file, the worst of them, the counts in words."""

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter

from attrs import frozen

from stancebank.findings import Finding, Report, Severity
from stancebank.validation.fingerprint import fingerprints
from stancebank.validation.outcome import CheckReport, passed

__all__ = ["Marked", "amounts", "by_source", "headline", "left_out", "marked", "worst"]


@frozen
class Marked:
    """A finding and its fingerprint."""

    finding: Finding
    fingerprint: str


def marked(report: Report) -> tuple[Marked, ...]:
    """Return the findings of *report*, each with its fingerprint."""
    marks = report.marks if isinstance(report, CheckReport) else fingerprints(report.findings)
    return tuple(map(Marked, report.findings, marks))


def worst(findings: Iterable[Marked], limit: int) -> Iterator[Marked]:
    """Yield the *limit* worst of *findings*, in the order they had; of equally bad ones the first."""
    numbered = list(enumerate(findings))
    chosen = islice(sorted(numbered, key=lambda pair: -pair[1].finding.severity), limit)
    for _, one in sorted(chosen, key=itemgetter(0)):
        yield one


def by_source(report: Report) -> dict[str, list[Marked]]:
    """Return the findings by the name of the input: all that were checked, then what else findings name.

    Example:
        >>> by_source(Report(sources=["b.xml", "a.xml"]))
        {'b.xml': [], 'a.xml': []}
    """
    found: dict[str, list[Marked]] = {source: [] for source in report.sources}
    for one in marked(report):
        found.setdefault(one.finding.location.source or "", []).append(one)
    return found


def amounts(findings: Iterable[Finding]) -> str:
    """Return how many *findings* there are of each severity, in words.

    Example:
        >>> told = Finding(code="PT011", severity=Severity.NOTE, message="nothing points at this voice")
        >>> amounts([told, told]), amounts([])
        ('2 notes', 'nothing found')
    """
    severities = [finding.severity for finding in findings]
    counts = [(severities.count(one), one) for one in sorted(Severity, reverse=True)]
    return ", ".join(_amount(count, one) for count, one in counts if count) or "nothing found"


def _amount(count: int, severity: Severity) -> str:
    plural = "" if count == 1 or severity is Severity.FATAL else "s"
    return f"{count} {severity.name.lower()}{plural}"


def left_out(number: int) -> str:
    """Return one sentence on *number* findings that a form has no room for, without a final full stop.

    Example:
        >>> left_out(2)
        '2 findings are not told here'
    """
    return "1 finding is not told here" if number == 1 else f"{number} findings are not told here"


def headline(report: Report) -> str:
    """Return one sentence on the whole of *report*, without the verdict.

    Example:
        >>> headline(Report(sources=["a.xml"]))
        '1 file checked under the profile standard: nothing found'
    """
    number = len(report.sources)
    files = f"{number} file{'' if number == 1 else 's'}"
    return f"{files} checked under the profile {report.profile}: {amounts(report.findings)}{passed(report)}"
