"""Checking inputs in other threads or processes: only names and bytes go in, and only what was found comes out."""

import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from functools import lru_cache, partial
from typing import Final
from uuid import uuid4

from stancebank.errors import WorkerError
from stancebank.validation.brief import Brief
from stancebank.validation.checking import Checked, Checker
from stancebank.validation.inputs import Input

__all__ = ["pooled"]

_BATCH: Final = 16
"""How many inputs are handed over at once: handing over should take no notable part of the time of checking."""

_Task = tuple[Input, bool]


def pooled(executor: Executor, brief: Brief, tasks: Sequence[_Task]) -> Iterator[Checked]:
    """Yield what came of checking each input, in order.

    Args:
        executor: Where the work is done.
        brief: What the run is asked.
        tasks: The inputs, and whether the corpus of each declares how often elements occur.

    Raises:
        WorkerError: A process has died.
    """
    run, told = uuid4().bytes, pickle.dumps(brief)
    batches = [tasks[start : start + _BATCH] for start in range(0, len(tasks), _BATCH)]
    done = 0
    try:
        for results in executor.map(partial(_check_batch, run, told), batches):
            yield from results
            done += len(results)
    except BrokenExecutor as error:
        raise WorkerError(tasks[done][0].source) from error


def _check_batch(run: bytes, told: bytes, batch: Sequence[_Task]) -> list[Checked]:
    checker = _checker(run, told)
    return [checker.check(one, counts_elements=counts_elements) for one, counts_elements in batch]


@lru_cache(maxsize=1)
def _checker(_run: bytes, told: bytes) -> Checker:
    """Return the checker of this process for one run; it keeps the registries that it has read, which may change."""
    brief: Brief = pickle.loads(told)  # noqa: S301 # made by `pooled`, in this program
    return Checker(brief)
