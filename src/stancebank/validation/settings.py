"""Settings: which rules run, how severe they are, what is let pass, and how far a run may go."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from attrs import Attribute, field, frozen

from stancebank.findings import Finding, Severity
from stancebank.tei.parsing import MAX_BYTES, MAX_DEPTH

__all__ = ["RESEMBLANCE", "Limits", "Settings", "Suppression"]

RESEMBLANCE: Final = 0.8
"""From which share of common runs on two texts are near-duplicates, unless a setting says otherwise."""


def _codes(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


def _severities(items: Iterable[tuple[str, Severity]]) -> tuple[tuple[str, Severity], ...]:
    return tuple(sorted(items))


def _patterns(items: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(items)


def _target(instance: "Suppression", _attribute: "Attribute[Any]", value: str | None) -> None:
    named = instance.code is not None and instance.id is not None
    if (value is None) is not named or (value is not None and (instance.code is not None or instance.id is not None)):
        msg = "a suppression names either a fingerprint, or a code and an xml:id"
        raise ValueError(msg)


def _reason(_: object, _attribute: "Attribute[Any]", value: str) -> None:
    if not value.strip():
        msg = "a suppression needs a reason"
        raise ValueError(msg)


@frozen(kw_only=True)
class Suppression:
    """One finding, or a few at one place, that are let pass.

    Attributes:
        reason: Why; never empty.
        code: The rule, together with *id*.
        id: The nearest ``xml:id``, together with *code*.
        fingerprint: What marks the finding, instead of *code* and *id*.
        until: The last day on which it holds, or None.

    Example:
        >>> Suppression(code="PT011", id="pier.critics", reason="named in the next article").told
        'PT011 at pier.critics'
    """

    reason: str = field(validator=_reason)
    code: str | None = None
    id: str | None = None
    fingerprint: str | None = field(default=None, validator=_target)
    until: date | None = None

    @property
    def told(self) -> str:
        """What it lets pass, in words."""
        return self.fingerprint or f"{self.code} at {self.id}"

    def covers(self, finding: Finding, fingerprint: str) -> bool:
        """Tell whether *finding* is what it lets pass."""
        if self.fingerprint is not None:
            return self.fingerprint == fingerprint
        return (self.code, self.id) == (finding.code, finding.location.id)


def _suppressions(items: Iterable[Suppression]) -> tuple[Suppression, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Limits:
    """How far a run may go.

    Attributes:
        bytes: How large a file may be.
        depth: How many elements may stand inside each other, the root among them.
        seconds: After how many seconds no further file is begun; None for no limit.
        megabytes: At which peak of memory of the process, in millions of bytes, no further file is begun;
            None for no limit. The processes of an executor are not counted.
    """

    bytes: int = MAX_BYTES
    depth: int = MAX_DEPTH
    seconds: float | None = None
    megabytes: float | None = None


@frozen(kw_only=True)
class Settings:
    """What a configuration says; what it does not say is as without one.

    Attributes:
        profile: The profile, or None.
        select: Only these rules run; all where empty.
        ignore: What these rules find is let pass.
        severities: Severities instead of those of the rules: pairs of code and severity.
        per_file: Patterns of files, and the rules whose findings are let pass there.
        suppressions: Single findings that are let pass.
        limits: How far a run may go.
        resemblance: From which share of common runs on two texts are near-duplicates, 0 to 1.
        plugins: Names of installed sets of rules to run besides.
        fail_on: The least severity that makes the exit code 1, or None.
        source: The name of the file that it was read from, for findings; None for settings made in a program.
        folder: The folder that patterns of files start from, or None for the names as given.
    """

    profile: str | None = None
    select: tuple[str, ...] = field(converter=_codes, default=())
    ignore: tuple[str, ...] = field(converter=_codes, default=())
    severities: tuple[tuple[str, Severity], ...] = field(converter=_severities, default=())
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = field(converter=_patterns, default=())
    suppressions: tuple[Suppression, ...] = field(converter=_suppressions, default=())
    limits: Limits = field(factory=Limits)
    resemblance: float = RESEMBLANCE
    plugins: tuple[str, ...] = field(converter=_codes, default=())
    fail_on: Severity | None = None
    source: str | None = None
    folder: Path | None = None

    @property
    def codes(self) -> Mapping[str, str]:
        """Every code that the settings name, and where they first do."""
        found = {code: "suppressions" for one in self.suppressions if (code := one.code) is not None}
        found |= {code: "per-file-ignores" for _, codes in self.per_file for code in codes}
        found |= {code: "severity" for code, _ in self.severities}
        return found | dict.fromkeys(self.ignore, "ignore") | dict.fromkeys(self.select, "select")

    def lets_pass(self, code: str, source: str | None) -> str | None:
        """Return which pattern of files lets the findings of a rule pass in a file, or None."""
        if source is None or not self.per_file:
            return None
        name = self._relative(source)
        return next(
            (pattern for pattern, codes in self.per_file if code in codes and fnmatchcase(name, pattern)),
            None,
        )

    def _relative(self, source: str) -> str:
        path = Path(source)
        if self.folder is not None:
            home = self.folder.resolve()
            resolved = path.resolve()
            if resolved.is_relative_to(home):
                return resolved.relative_to(home).as_posix()
        return path.as_posix()

    def digest(self, profile: str, codes: Iterable[str]) -> str:
        """Return the SHA-256 of what decides which findings there are.

        Args:
            profile: The profile that runs.
            codes: The rules that run.
        """
        told = {
            "profile": profile,
            "rules": sorted(codes),
            "ignore": sorted(self.ignore),
            "severity": [[code, severity.name] for code, severity in self.severities],
            "per-file-ignores": [[pattern, sorted(some)] for pattern, some in self.per_file],
            "resemblance": self.resemblance,
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode("ascii")).hexdigest()
