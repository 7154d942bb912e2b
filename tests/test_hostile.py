"""Hostile but well-formed documents: the work grows with their size, and not with its square."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import hostile

_TESTS = Path(__file__).parent
_COUNT = """
import json, sys
sys.path.insert(0, sys.argv[1])
import hostile
from stancebank.schema.guesses import Guesses
Guesses.__init__.__defaults__ = (0,)  # guesses are bounded by a number of their own, which these sizes do not reach
print(json.dumps({name: hostile.growth(name, 10) for name in sys.argv[2:]}))
"""


@pytest.fixture(scope="module")
def told():
    """For each case and each operation, how much more the second doubling costs than the first."""
    command = [sys.executable, "-c", _COUNT, _TESTS, *hostile.CASES]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", hostile.CASES)
def test_work_grows_with_the_size(name, told):
    """Doubling costs twice as much as the doubling before it, and not four times: three is the bound."""
    assert {label: round(factor, 2) for label, factor in told[name].items() if factor > 3} == {}


def test_work_in_the_square_would_show(monkeypatch):
    """The measure sees what it is for: work in the square of the size has a growth of about four."""
    pairs = {"pairs": lambda data: {"render": print, "all": lambda: [len(b"") for _ in range(len(data) ** 2)]}}
    monkeypatch.setattr(hostile, "CASES", {"pairs": lambda size: b"x" * size})
    monkeypatch.setattr(hostile, "operations", pairs["pairs"])
    if sys.getprofile() is not None:
        pytest.skip("something else is counting calls")
    assert hostile.growth("pairs", 10)["all"] > 3.5
