"""Exit codes."""

from typing import Final

__all__ = ["INVALID", "MISUSED", "UNDETERMINED", "VALID"]

VALID: Final = 0
"""The work was done, and no finding reached the threshold."""

INVALID: Final = 1
"""The work was done, and findings reached the threshold; or a file is not as it should be."""

MISUSED: Final = 2
"""The command was not used as it must be."""

UNDETERMINED: Final = 3
"""Something could not be read or checked."""
