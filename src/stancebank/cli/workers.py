"""The processes that ``--jobs`` asks for."""

import signal
from collections.abc import Generator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Final

__all__ = ["MOST_JOBS", "workers"]

MOST_JOBS: Final = 61
"""How many processes Windows lets wait for at once."""


@contextmanager
def workers(number: int) -> Generator[Executor | None]:
    """Give as many processes as were asked for; none for one, since then the work is done here."""
    if number == 1:
        yield None
        return
    with ProcessPoolExecutor(number, initializer=_leave_interrupts) as executor:
        yield executor


def _leave_interrupts() -> None:
    """Leave it to the first process to end the others and to say why."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
