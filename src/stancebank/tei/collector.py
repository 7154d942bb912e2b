"""The collector of cycles, which has nothing to do while a document is read, drafted or checked."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

__all__ = ["paused_collector"]


@contextmanager
def paused_collector() -> Generator[None]:
    """Let the collector of cycles rest for a while.

    A document is some thousand values without a cycle among them, and all of them are alive until it is done: the
    collector would look at each of them several times and find nothing. What is let go is freed at once all the same.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()
