"""The standard streams: which may be closed, narrow, full, or no longer read by anybody."""

import errno
import os
import sys
from contextlib import suppress
from typing import BinaryIO

__all__ = ["abandon_output", "flush_output", "standard_input", "standard_output", "tolerate_narrow_terminals"]


def standard_input() -> BinaryIO:
    """Return standard input as bytes.

    Raises:
        OSError: It is closed.
    """
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    return sys.stdin.buffer


def standard_output() -> BinaryIO:
    """Return standard output as bytes.

    Raises:
        OSError: It is closed.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, "standard output is closed")
    return sys.stdout.buffer


def flush_output() -> None:
    """Write out what is waiting, so that a full disk or a closed pipe is met while it can still be told.

    Raises:
        OSError: It cannot be written.
    """
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon_output() -> None:
    """Let whatever is still waiting go nowhere: it cannot be written, and trying again would be told as a defect."""
    with suppress(OSError, ValueError, AttributeError):  # a stream that is none of the system's has no number
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def tolerate_narrow_terminals() -> None:
    """Let a terminal that knows few characters show a question mark for the others."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and "utf" not in str(getattr(stream, "encoding", "utf-8")).lower():
            reconfigure(errors="replace")
