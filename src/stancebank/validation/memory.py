"""How much memory the process has needed so far."""

import sys
from typing import Final

from stancebank.errors import ConfigurationError

__all__ = ["peak_megabytes"]

_UNIT: Final = 1 if sys.platform == "darwin" else 1024


def peak_megabytes() -> float:
    """Return the largest amount of memory that the process has held so far, in millions of bytes.

    Raises:
        ConfigurationError: This system does not tell.
    """
    try:
        import resource  # noqa: PLC0415 - Windows has no such module
    except ImportError:
        raise ConfigurationError("memory cannot be measured on this system", "limits.megabytes") from None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 1e6
