"""Files that are being written beside the one they replace, and those that a killed program has left behind.

Whoever writes such a file holds a lock on it that the system takes away when the program ends, however it ends.
So a file that nobody holds is a leftover, and may be removed by whoever comes next.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

__all__ = ["SUFFIX", "beside", "sweep", "try_to_hold"]

SUFFIX: Final = ".part"
"""How the name of a file ends that is being written; it begins with a full stop and the name of its target."""

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows, where nothing is held and so nothing is swept
    _hold: Callable[[int], None] | None = None
else:
    _hold = lambda handle: flock(handle, LOCK_EX | LOCK_NB)  # noqa: E731 - a function cannot be declared as optional


def try_to_hold(handle: int) -> bool:
    """Hold the open file *handle* until it is closed; tell whether it can be held, or someone else holds it.

    Raises:
        OSError: The file system knows no locks.
    """
    if _hold is None:
        return True
    try:
        _hold(handle)
    except BlockingIOError:
        return False
    return True


def beside(target: Path) -> tuple[int, Path]:
    """Make a new file beside *target*, and hold it.

    Returns:
        The open file, and its place.

    Raises:
        OSError: It cannot be made.
    """
    while True:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=SUFFIX, dir=target.parent)
        with ExitStack() as undone:
            undone.callback(Path(name).unlink, missing_ok=True)
            undone.callback(os.close, handle)
            with suppress(OSError):  # a file system without locks: nobody can sweep there either
                try_to_hold(handle)
            if Path(name).exists():  # else someone has swept it before it was held
                undone.pop_all()
                return handle, Path(name)


def sweep(folder: Path, target: str | None = None) -> int:
    """Remove the leftovers in *folder*, and return how many there were.

    What cannot be removed stays: reading a corpus must not fail for it.

    Args:
        folder: The folder; those in it are not looked at.
        target: Only those of the file of this name.
    """
    if _hold is None:
        return 0
    found: list[str] = []
    with suppress(OSError), os.scandir(folder) as entries:
        prefix = "." if target is None else f".{target}."
        found = [one.name for one in entries if one.name.startswith(prefix) and one.name.endswith(SUFFIX)]
    return sum(_removed(folder / name) for name in found)


def _removed(path: Path) -> bool:
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
        try:
            if try_to_hold(handle):
                path.unlink()
                return True
        finally:
            os.close(handle)
    return False
