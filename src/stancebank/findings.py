"""What checking a document yields: findings with a code, a place and a remedy, in a report."""

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import Final

from attrs import field, frozen

from stancebank.model.trusted import trusted

__all__ = [
    "Edit",
    "Finding",
    "Fix",
    "Location",
    "Report",
    "Severity",
    "Verdict",
    "new_finding",
    "new_location",
]


_REMARKS: Final = frozenset({"RT005", "RT006"})
"""What a run says of itself although everything was checked."""


class Severity(IntEnum):
    """How bad a finding is; the larger, the worse, so that ``max`` gives the worst."""

    NOTE = 1
    WARNING = 2
    ERROR = 3
    FATAL = 4


class Verdict(StrEnum):
    """What a report says of all that was checked."""

    VALID = "valid"
    INVALID = "invalid"
    UNDETERMINED = "undetermined"


@frozen(kw_only=True)
class Location:
    """Where a finding is, the most durable coordinate first.

    Attributes:
        source: The name of the input as the caller gave it.
        id: The nearest ``xml:id``.
        line: The line in the input, from 1: that on which the element or the attribute begins.
        column: The column in the line, from 1, in code points.
        path: The way from the root to the element or the attribute, such as ``/TEI/text/body[1]/p[2]/@rend``.
        document: The id of the document or registry that the input holds, where it has one.

    Example:
        >>> str(Location(source="a1.xml", line=41, id="st7"))
        'a1.xml:41#st7'
    """

    source: str | None = None
    id: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    document: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.source, self.line, self.column) if part is not None)
        return f"{place}#{self.id}" if self.id else place


new_location: Final = trusted(Location)
"""Makes a location of its fields, by their names: quicker than the class where a file has thousands of findings."""


@frozen(order=True)
class Edit:
    """One change of a file: the bytes from *start* to *end* become *text*.

    Attributes:
        start: Where it begins, in bytes of the file.
        end: Where it ends, in bytes of the file; half-open.
        text: What stands there afterwards.
    """

    start: int
    end: int
    text: str


def _edits(items: Iterable[Edit]) -> tuple[Edit, ...]:
    return tuple(items)


def _renamed(items: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(items)


@frozen(kw_only=True)
class Fix:
    """How a program can mend a finding.

    Attributes:
        is_safe: Whether it cannot change what the file says; what is not safe needs a look at each place.
        edits: The changes that belong together, none without the others.
        renamed: The ids that it renames: pairs of the old one and the new one.
        reveals: Codes of findings that the fault hides and that may come to light once it is mended.
    """

    is_safe: bool
    edits: tuple[Edit, ...] = field(converter=_edits)
    renamed: tuple[tuple[str, str], ...] = field(converter=_renamed, default=())
    reveals: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """``safe`` or ``unsafe``."""
        return "safe" if self.is_safe else "unsafe"


@frozen(kw_only=True)
class Finding:
    """One result of one rule at one place.

    Attributes:
        code: Two letters for the family and three digits; permanent.
        severity: How bad it is.
        message: One sentence without a final full stop.
        location: Where it is.
        hint: How to mend it.
        excerpt: What stands there: at most 120 characters in one line, with what cannot be seen as numbers.
        fix: How a program can mend it, or None.

    Example:
        >>> print(Finding(code="ST001", severity=Severity.ERROR, message="stance has no holder",
        ...               location=Location(source="a1.xml", line=41, id="st7")))
        a1.xml:41#st7: error ST001: stance has no holder
    """

    code: str
    severity: Severity
    message: str
    location: Location = field(factory=Location)
    hint: str | None = None
    excerpt: str | None = None
    fix: Fix | None = None

    def __str__(self) -> str:
        place = str(self.location)
        told = f"{self.severity.name.lower()} {self.code}: {self.message}"
        return f"{place}: {told}" if place else told


new_finding: Final = trusted(Finding)
"""Makes a finding of its fields, by their names, as `new_location` does; the location has to be given."""


def _findings(items: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(items, key=_reading_order))


def _reading_order(finding: Finding) -> tuple[str, int, int, str, str, str, int, str]:
    place = finding.location
    return (
        place.source or "",
        place.line or 0,
        place.column or 0,
        finding.code,
        place.id or "",
        finding.message,
        -finding.severity,
        finding.hint or "",
    )


def _strings(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Report:
    """All findings of a run, in the order of source, line, column and code.

    Attributes:
        findings: What was found; never merged, two findings on one object both stand.
        sources: The inputs that were checked, in the order given.
        profile: The profile of rules that ran.

    Example:
        >>> Report(sources=["a.xml"]).verdict
        <Verdict.VALID: 'valid'>
    """

    findings: tuple[Finding, ...] = field(converter=_findings, factory=tuple)
    sources: tuple[str, ...] = field(converter=_strings, factory=tuple)
    profile: str = "standard"

    @property
    def worst(self) -> Severity | None:
        """The worst severity found, or None when nothing was found."""
        return max((finding.severity for finding in self.findings), default=None)

    @property
    def verdict(self) -> Verdict:
        """Invalid from an error upwards; undetermined when something could not be checked; else valid."""
        checked = [finding for finding in self.findings if not finding.code.startswith("RT")]
        if any(finding.severity >= Severity.ERROR for finding in checked):
            return Verdict.INVALID
        if any(finding.code.startswith("RT") and finding.code not in _REMARKS for finding in self.findings):
            return Verdict.UNDETERMINED
        return Verdict.VALID

    def count(self, severity: Severity) -> int:
        """Return how many findings have exactly *severity*."""
        return sum(finding.severity is severity for finding in self.findings)
