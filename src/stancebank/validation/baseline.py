"""A baseline: the findings that were there before, so that only new ones count."""

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Final, cast

from attrs import field, frozen

from stancebank.errors import ConfigurationError
from stancebank.validation.outcome import CheckReport

__all__ = ["Baseline", "read_baseline", "render_baseline"]

_FORM: Final = 1


def _marks(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Baseline:
    """What an earlier run found.

    Attributes:
        fingerprints: The fingerprints of its findings.
        configuration: The digest of the settings that it ran under.
    """

    fingerprints: tuple[str, ...] = field(converter=_marks, default=())
    configuration: str = ""


def read_baseline(data: bytes, source: str) -> Baseline:
    """Read what `render_baseline` wrote.

    Raises:
        ConfigurationError: It is something else.
    """
    try:
        told: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"is no baseline: {error}", source) from None
    fields = cast("dict[str, object]", told) if isinstance(told, dict) else {}
    if fields.get("schema") != _FORM:
        raise ConfigurationError(f"is no baseline of form {_FORM}", source)
    findings, configuration = fields.get("findings"), fields.get("configuration")
    if not isinstance(findings, list) or not isinstance(configuration, str):
        raise ConfigurationError("is no baseline: findings or configuration are missing", source)
    records = cast("list[object]", findings)
    marks = [cast("dict[str, object]", one).get("fingerprint") if isinstance(one, dict) else None for one in records]
    if not all(isinstance(one, str) for one in marks):
        raise ConfigurationError("is no baseline: a finding has no fingerprint", source)
    return Baseline(fingerprints=cast("list[str]", marks), configuration=configuration)


def render_baseline(report: CheckReport) -> str:
    """Return the findings of *report*, those known before included, as a baseline for later runs.

    What was let pass for another reason is let pass later as well, and is left out; so is what the run says of
    itself. Codes and messages are there for people who read the file.
    """
    known = [(one.finding, one.fingerprint) for one in report.suppressed if one.by == "baseline"]
    found = [*zip(report.findings, report.marks, strict=True), *known]
    records = [
        {
            "fingerprint": mark,
            "code": finding.code,
            "id": finding.location.id,
            "message": finding.message,
        }
        for finding, mark in found
        if not finding.code.startswith("RT")
    ]
    told = {
        "schema": _FORM,
        "tool": {"name": "stancebank", "version": version("stancebank")},
        "configuration": report.configuration,
        "findings": sorted(records, key=lambda one: (str(one["code"]), str(one["fingerprint"]))),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
