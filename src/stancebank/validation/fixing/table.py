"""The table of fixes: which rules a program can mend, how, and whether that is safe."""

from functools import cache
from typing import Final

from stancebank.findings import Fix
from stancebank.validation.fixing.encoding import ENCODING_FIXES
from stancebank.validation.fixing.fault import Fault, FixRow
from stancebank.validation.fixing.header import HEADER_FIXES
from stancebank.validation.fixing.history import HISTORY_FIXES
from stancebank.validation.fixing.identity import IDENTITY_FIXES
from stancebank.validation.fixing.labels import LABEL_FIXES
from stancebank.validation.fixing.licences import LICENCE_FIXES
from stancebank.validation.fixing.pointers import POINTER_FIXES
from stancebank.validation.fixing.records import RECORD_FIXES
from stancebank.validation.fixing.values import VALUE_FIXES

__all__ = ["FIXES", "fix_of", "fixes_for"]

FIXES: Final[tuple[FixRow, ...]] = (
    *ENCODING_FIXES,
    *HEADER_FIXES,
    *HISTORY_FIXES,
    *IDENTITY_FIXES,
    *LABEL_FIXES,
    *LICENCE_FIXES,
    *POINTER_FIXES,
    *RECORD_FIXES,
    *VALUE_FIXES,
)
"""Every fix of the library; of several for one rule the first that knows how to mend a fault does it."""


def fixes_for(code: str) -> tuple[FixRow, ...]:
    """Return the fixes for the rule with *code*, in the order in which they are tried.

    Example:
        >>> [row.told for row in fixes_for("PT002")]
        ['puts # before the name, where the file has the id']
    """
    return _by_code().get(code, ())


@cache
def _by_code() -> dict[str, tuple[FixRow, ...]]:
    return {code: tuple(row for row in FIXES if row.code == code) for code in {row.code for row in FIXES}}


def fix_of(fault: Fault) -> Fix | None:
    """Return how to mend *fault*, or None where no row of the table knows."""
    return next((fix for row in fixes_for(fault.finding.code) if (fix := row.fix(fault)) is not None), None)
