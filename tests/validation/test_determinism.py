"""Reports are the same bytes: over runs, orders of input, hash seeds, and folders that hold the same files."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stancebank import validate
from stancebank.validation.rendering import FORMATS

_CASES = sorted((Path(__file__).parent / "cases").rglob("fail*.xml"))[::9]
_DIGESTS = """
import hashlib, sys
from stancebank.validation import validate
from stancebank.validation.rendering import FORMATS
from stancebank import dumps, load
report = validate(sys.argv[1:])
for form, render in FORMATS.items():
    print(form, hashlib.sha256(render(report).encode()).hexdigest())
for profile in ("hybrid", "standoff", "plain"):
    print(profile, hashlib.sha256(dumps(load(sys.argv[1]), profile=profile)).hexdigest())
"""


def _rendered(report):
    return {form: hashlib.sha256(render(report).encode()).hexdigest() for form, render in FORMATS.items()}


def test_hash_seeds_change_nothing(tmp_path):
    """Every form of a report, and every profile of a document, is the same whatever the seed of hashes."""
    for one in _CASES:
        shutil.copy(one, tmp_path / f"{one.parent.name}-{one.name}")
    names = sorted(one.name for one in tmp_path.iterdir())
    told = {
        subprocess.run(
            [sys.executable, "-c", _DIGESTS, *names],
            cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }  # fmt: skip
    assert len(told) == 1
    assert told.pop().count(b"\n") == len(FORMATS) + 3


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_inputs_changes_nothing(seed):
    """Files given in another order make the same report."""
    shuffled = list(_CASES)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - no secret
    assert _rendered(validate(shuffled)) == _rendered(validate(_CASES))


def test_runs_change_nothing():
    """What an earlier run has remembered changes nothing in a later one."""
    assert _rendered(validate(_CASES)) == _rendered(validate(_CASES))


def test_nothing_of_the_machine_is_told(tmp_path, monkeypatch):
    """Files that are named relatively are told relatively: no folder, user or time of the machine is in a report."""
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        for one in _CASES:
            shutil.copy(one, tmp_path / folder / f"{one.parent.name}-{one.name}")
    told = []
    for folder in ("one", "two"):
        monkeypatch.chdir(tmp_path / folder)
        report = validate(sorted(Path().iterdir()))
        told.append({form: render(report) for form, render in FORMATS.items()})
    assert told[0] == told[1]
    assert not any(str(tmp_path) in text for text in told[0].values())
