"""Exit codes."""

from typing import Final

from stancebank.findings import Report, Severity, Verdict

__all__ = ["INVALID", "MISUSED", "UNDETERMINED", "VALID", "exit_code"]

VALID: Final = 0
"""The work was done, and no finding reached the threshold."""

INVALID: Final = 1
"""The work was done, and findings reached the threshold; or a file is not as it should be."""

MISUSED: Final = 2
"""The command was not used as it must be."""

UNDETERMINED: Final = 3
"""Something could not be read or checked."""


def exit_code(report: Report, threshold: Severity) -> int:
    """Return 1 where a finding reaches *threshold*, else 3 where something could not be checked, else 0."""
    judged = [one for one in report.findings if not one.code.startswith("RT") or one.code == "RT006"]
    if any(one.severity >= threshold for one in judged):
        return INVALID
    return UNDETERMINED if report.verdict is Verdict.UNDETERMINED else VALID
