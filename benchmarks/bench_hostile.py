"""How long hostile but well-formed documents take: a row for each case, with the seconds of each operation.

Of the forms that the report can take, the dearest is named with its seconds.

    python benchmarks/bench_hostile.py [SIZE] [CASE ...]

SIZE is how much there is of the one thing, 10,000 if nothing else is said. Each case has a process of its own,
with a minute for each operation; the names of the cases are those of tests/hostile.py.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import hostile

LIMIT: Final = 60
ALLOWED: Final = 2.0


def row(name: str, size: int) -> None:
    """Print the seconds that each operation takes; SIGALRM ends the process where one takes too long."""
    data = hostile.CASES[name](size)
    rendering = {form: seconds(render) for form, render in hostile.forms(data).items()}
    told = [shown(label, seconds(run)) for label, run in hostile.operations(data).items()]
    dearest = max(rendering, key=rendering.__getitem__)
    told.append(shown(f"in {dearest}", rendering[dearest]))
    print(f"{name:38} {len(data) / 1e6:5.1f} MB  {'  '.join(told)}")


def seconds(run: Callable[[], object]) -> float:
    """Return the seconds of the processor that *run* takes."""
    signal.alarm(LIMIT)
    start = time.process_time()
    run()
    took = time.process_time() - start
    signal.alarm(0)
    return took


def shown(label: str, took: float) -> str:
    """Return what took how many seconds, and whether that is too many."""
    return f"{label} {took:.2f}{' SLOW' if took > ALLOWED else ''}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--row"]:
        row(sys.argv[2], int(sys.argv[3]))
        sys.exit()
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    ended = [
        subprocess.run([sys.executable, __file__, "--row", name, str(size)], check=False).returncode
        for name in sys.argv[2:] or hostile.CASES
    ]
    if any(ended):
        sys.exit(f"{sum(map(bool, ended))} cases took too long")
