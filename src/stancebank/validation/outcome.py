"""What a run yields: what was found, what was let pass and why, and what ran over which bytes."""

from collections.abc import Iterable
from functools import cached_property

from attrs import field, frozen

from stancebank.findings import Finding, Report
from stancebank.validation.fingerprint import fingerprints

__all__ = ["CheckReport", "Suppressed", "passed"]


def _codes(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


def _pairs(items: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(items)


@frozen(kw_only=True)
class Suppressed:
    """A finding that was let pass.

    Attributes:
        finding: What was found.
        fingerprint: What marks it.
        by: What let it pass: ``ignore``, ``per-file-ignores``, ``suppression`` or ``baseline``.
        reason: Why: the reason of the suppression, or what the setting says.
    """

    finding: Finding
    fingerprint: str
    by: str
    reason: str


def _suppressed(items: Iterable[Suppressed]) -> tuple[Suppressed, ...]:
    return tuple(items)


@frozen(kw_only=True)
class CheckReport(Report):
    """A report that also says what ran over which bytes, and what was let pass.

    Attributes:
        run: The codes of the rules that were asked for, sorted.
        skipped: The codes of those that were not, because of the profile or of what was selected.
        digests: The SHA-256 of each input that could be read: pairs of its name and the digest.
        suppressed: The findings that were let pass, in the order of findings.
        fixed: How many findings of the baseline are gone; None for a run without one.
        settings: The name of the file with the settings, or None.
        configuration: The digest of the settings that decide which findings there are; empty where not told.
    """

    run: tuple[str, ...] = field(converter=_codes, default=())
    skipped: tuple[str, ...] = field(converter=_codes, default=())
    digests: tuple[tuple[str, str], ...] = field(converter=_pairs, default=())
    suppressed: tuple[Suppressed, ...] = field(converter=_suppressed, default=())
    fixed: int | None = None
    settings: str | None = None
    configuration: str = ""
    told_marks: tuple[str, ...] | None = field(default=None, repr=False)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The fingerprints of the findings, in their order.

        Of equal findings each has one of its own, whichever of them was let pass.
        """
        return fingerprints(self.findings) if self.told_marks is None else self.told_marks


def passed(report: Report) -> str:
    """Return how many findings of *report* were let pass, in words that follow others; empty for none.

    Example:
        >>> passed(CheckReport(fixed=1))
        ', 1 mended since the baseline'
    """
    if not isinstance(report, CheckReport):
        return ""
    known = sum(one.by == "baseline" for one in report.suppressed)
    counts = [
        (len(report.suppressed) - known, "let pass"),
        (known, "known from the baseline"),
        (report.fixed or 0, "mended since the baseline"),
    ]
    return "".join(f", {count} {told}" for count, told in counts if count)
