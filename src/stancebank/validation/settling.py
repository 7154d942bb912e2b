"""Settling a run: which findings count, and which are let pass by a setting or known from a baseline."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Final

from attrs import field, frozen

from stancebank.findings import Finding, Location, Report, Severity
from stancebank.validation.baseline import Baseline
from stancebank.validation.fingerprint import fingerprints
from stancebank.validation.outcome import Suppressed
from stancebank.validation.rule import Rule
from stancebank.validation.settings import Settings, Suppression
from stancebank.validation.table import is_fixed, rule

__all__ = ["Settled", "settle", "unknown_codes"]

_UNUSED: Final = "RT006"
_UNKNOWN: Final = "RT007"
_DIFFERENT: Final = "RT008"


def _findings(items: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(items)


def _suppressed(items: Iterable[Suppressed]) -> tuple[Suppressed, ...]:
    return tuple(items)


def _marks(items: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if items is None else tuple(items)


@frozen(kw_only=True)
class Settled:
    """What counts and what does not.

    Attributes:
        findings: What counts, sorted, unless nothing was let pass.
        marks: Their fingerprints, in the same order; None where nothing was let pass, so that they mark what they
            would mark without a run.
        suppressed: What does not count.
        fixed: How many findings of the baseline are gone; None without a baseline.
    """

    findings: tuple[Finding, ...] = field(converter=_findings)
    marks: tuple[str, ...] | None = field(converter=_marks)
    suppressed: tuple[Suppressed, ...] = field(converter=_suppressed)
    fixed: int | None


def settle(
    found: Iterable[Finding],
    settings: Settings,
    *,
    baseline: Baseline | None = None,
    today: date | None = None,
    configuration: str = "",
) -> Settled:
    """Part what counts from what is let pass.

    Args:
        found: All that was found.
        settings: What is let pass.
        baseline: What was known before.
        today: The day by which suppressions expire; None lets none of them expire.
        configuration: The digest of the settings, to be compared with that of the baseline.
    """
    if baseline is None and not (settings.suppressions or settings.ignore or settings.per_file):
        return Settled(findings=found, marks=None, suppressed=(), fixed=None)
    run = _Settling(settings, baseline, today)
    counting: list[tuple[Finding, str]] = []
    suppressed: list[Suppressed] = []
    findings = Report(findings=found).findings
    for finding, mark in zip(findings, fingerprints(findings), strict=True):
        told = run.judge(finding, mark)
        if told is None:
            counting.append((finding, mark))
        else:
            suppressed.append(Suppressed(finding=finding, fingerprint=mark, by=told[0], reason=told[1]))
    late = tuple(run.remarks(configuration))
    counting += zip(late, fingerprints(late), strict=True)
    mark_of = {id(finding): mark for finding, mark in counting}
    ordered = Report(findings=[finding for finding, _ in counting]).findings
    return Settled(
        findings=ordered,
        marks=[mark_of[id(finding)] for finding in ordered],
        suppressed=suppressed,
        fixed=None if baseline is None else len(run.waiting),
    )


class _Settling:
    def __init__(self, settings: Settings, baseline: Baseline | None, today: date | None) -> None:
        self.settings = settings
        self.baseline = baseline
        self.waiting = set(baseline.fingerprints) if baseline is not None else set[str]()
        self.expired = tuple(
            one for one in settings.suppressions if today is not None and one.until is not None and one.until < today
        )
        self.unused = [one for one in settings.suppressions if one not in self.expired]

    def judge(self, finding: Finding, mark: str) -> tuple[str, str] | None:
        """Return what lets a finding pass and why, or None."""
        is_known = mark in self.waiting
        self.waiting.discard(mark)
        if finding.severity is Severity.FATAL or is_fixed(finding.code):
            return None
        for one in self.settings.suppressions:
            if one not in self.expired and one.covers(finding, mark):
                if one in self.unused:
                    self.unused.remove(one)
                return "suppression", one.reason
        if finding.code in self.settings.ignore:
            return "ignore", f"{finding.code} is ignored"
        pattern = self.settings.lets_pass(finding.code, finding.location.source)
        if pattern is not None:
            return "per-file-ignores", f"{finding.code} is ignored in {pattern}"
        return ("baseline", "it was there before") if is_known and not finding.code.startswith("RT") else None

    def remarks(self, configuration: str) -> Iterator[Finding]:
        """Yield what is to be said of the settings and the baseline themselves."""
        for one in self.expired:
            yield self._remark(_UNUSED, f"the suppression of {one.told} held until {one.until}")
        for one in self.unused:
            yield self._remark(_UNUSED, f"the suppression of {one.told} lets nothing pass", one)
        if self.baseline is not None and self.baseline.configuration != configuration:
            yield self._remark(_DIFFERENT, "the settings, or the rules that run, are not those of the baseline")

    def _remark(self, code: str, message: str, about: Suppression | None = None) -> Finding:
        row = rule(code)
        place = Location(source=self.settings.source, id=about.id if about else None)
        return Finding(code=code, severity=row.severity, message=message, location=place, hint=row.remedy)


def unknown_codes(settings: Settings, rules: Collection[Rule]) -> Iterator[Finding]:
    """Yield a finding for each code of the settings that no rule has."""
    known = {row.code for row in rules}
    row = rule(_UNKNOWN)
    for code, where in sorted(settings.codes.items()):
        if code not in known:
            close = get_close_matches(code, sorted(known), n=3, cutoff=0.6)
            hint = f"did you mean {', '.join(close)}?" if close else row.remedy
            message = f"{where} names {code}, but no rule has that code"
            yield Finding(
                code=row.code,
                severity=row.severity,
                message=message,
                location=Location(source=settings.source),
                hint=hint,
            )
