"""The documents that readers are tried on, and how programs in other languages are run."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from facts import trial_articles

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Let nothing run where the readers are not installed; `.ci/clients` counts a skip as a failure."""
    if "STANCEBANK_CLIENTS" not in os.environ:
        reason = "these readers are large or written in other languages: .ci/clients installs and runs them"
        for item in items:
            if item.path.is_relative_to(HERE):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def articles():
    """The awkward article, one without a quotation, and the real one."""
    return trial_articles()


@pytest.fixture
def printed():
    """Run a program and return what it prints: JSON, unless it is to stay text."""

    def run(*command, is_json=True):
        done = subprocess.run(list(map(str, command)), capture_output=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
        return json.loads(done.stdout) if is_json else done.stdout.decode()

    return run
