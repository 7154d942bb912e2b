"""The lock of a corpus: of those who write to it, one at a time; those who read never wait."""

import os
import socket
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from stancebank.errors import LockedError
from stancebank.tei.leftovers import try_to_hold

__all__ = ["LOCK_NAME", "locked"]

LOCK_NAME: Final = ".stancebank.lock"
"""The file that says who writes to the corpus: the number of the process and the name of the machine."""

_PAUSE: Final = 0.02


@contextmanager
def locked(folder: Path, *, wait: float = 0.0) -> Generator[None, None, None]:
    """Keep other writers away from the corpus in *folder*.

    The system takes the lock away when the program ends, however it ends: nothing is to be cleaned up by hand.

    Args:
        folder: The folder of the corpus.
        wait: How many seconds to wait for another writer.

    Raises:
        LockedError: Another program writes to the corpus; the error names it.
        OSError: The folder cannot be written.
    """
    path = folder / LOCK_NAME
    until = time.monotonic() + wait
    while (handle := _taken(path)) is None:
        if time.monotonic() >= until:
            raise LockedError(str(folder), _holder(path))
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _taken(path: Path) -> int | None:
    """Return the lock file, open and held; None where another program holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    with ExitStack() as undone:
        undone.callback(os.close, handle)
        if not (try_to_hold(handle) and _is_at(handle, path)):
            return None
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()} {socket.gethostname()}\n".encode())
        undone.pop_all()
    return handle


def _is_at(handle: int, path: Path) -> bool:
    """Tell whether the file is still the one at *path*: its last holder may have removed it since it was opened."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    try:
        process, _, machine = path.read_text(encoding="utf-8").strip().partition(" ")
    except (OSError, UnicodeDecodeError):
        return "another program"
    return f"process {process} on {machine}" if process and machine else "another program"
