"""Attacks in a child process with limits: nothing leaks, nobody is called, nothing takes long.

Run as a program it prints what came of each attack, with the versions of the parser; `.ci/attacks` does so for the
lowest version that is allowed and for the newest.
"""

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

if find_spec("resource") is None:
    pytest.skip("this system limits no processes", allow_module_level=True)

from listening import listener
from tei.attacks import ATTACKS, HEAVY, MEGABYTES, SECRET

_SECONDS = 1.0


def carried_out(folder, names):
    """Return, for each attack, the code, the seconds, the megabytes and whether the secret leaked; and the calls."""
    program = Path(__file__).with_name("attacks.py")
    deep = folder.joinpath("a", "b", "c")  # so that what lies beside is not what lies above
    deep.mkdir(parents=True)
    (deep / "secret.txt").write_text(f"{SECRET}\n", encoding="utf-8")

    with listener() as (url, calls):
        command = [sys.executable, program, deep, url, json.dumps(names)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return {name: told for name, *told in map(json.loads, done.stdout.splitlines())}, calls


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What came of all attacks."""
    return carried_out(tmp_path_factory.mktemp("attacks"), [*ATTACKS])


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_fails(name, told):
    """It is refused with its code or read as what it is, in a second of work, in little memory, and tells nothing."""
    code, seconds, megabytes, has_leaked = told[0][name]
    assert code == ATTACKS[name][0]
    assert not has_leaked
    assert seconds < _SECONDS
    assert megabytes < MEGABYTES


def test_nobody_is_called(told):
    """No attack makes the library call an address."""
    assert told[1] == []


if __name__ == "__main__":
    from lxml import etree

    with tempfile.TemporaryDirectory() as place:
        results, called = carried_out(Path(place), [*ATTACKS, *HEAVY])
    failed = [
        name
        for name, (code, seconds, megabytes, leaked) in results.items()
        if leaked
        or code != (ATTACKS | HEAVY)[name][0]
        or (name in ATTACKS and (seconds >= _SECONDS or megabytes >= MEGABYTES))
    ]
    versions = ".".join(map(str, etree.LXML_VERSION[:3])), ".".join(map(str, etree.LIBXML_VERSION))
    slowest = max(ATTACKS, key=lambda name: results[name][1])
    sys.stdout.write(
        f"lxml {versions[0]}, libxml2 {versions[1]}: {len(results)} attacks, "
        f"{sum(one[3] for one in results.values())} leaks, {len(called)} calls, {len(failed)} other than expected; "
        f"slowest {results[slowest][1]:.2f} s ({slowest}), most memory "
        f"{max(results[name][2] for name in ATTACKS):.0f} MB, 500,000 ids {results['500,000 ids'][1]:.2f} s\n"
    )
    if failed or called:
        sys.exit(f"not as expected: {failed}")
