"""The lock of a corpus: one writer at a time, and the others are told who it is."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from stancebank import Corpus, LockedError
from stancebank.corpus import LOCK_NAME, lock, locked
from stancebank.tei import leftovers

pytestmark = pytest.mark.skipif(leftovers._hold is None, reason="this system holds no files")

_CORPUS = Path(__file__).parents[2] / "corpus"
_HOLDER = """
import os, pathlib, sys
from stancebank.corpus import locked
with locked(pathlib.Path(sys.argv[1])):
    print(os.getpid(), flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        process.stdout.readline()
        yield process
        process.stdin.close()


def test_the_second_writer_is_told_who_is_the_first(holder, tmp_path):
    """The error names the process and the machine."""
    with pytest.raises(LockedError) as refused, locked(tmp_path):
        pytest.fail("two writers")
    assert refused.value.holder == f"process {holder.pid} on {socket.gethostname()}"
    assert refused.value.place == str(tmp_path)


def test_a_killed_writer_holds_nothing(holder, tmp_path):
    """The system takes the lock away from who is dead; the next writer needs no help."""
    holder.kill()
    holder.wait()
    assert (tmp_path / LOCK_NAME).exists()
    with locked(tmp_path):
        assert (tmp_path / LOCK_NAME).read_text(encoding="utf-8").split()[0] == str(os.getpid())
    assert not (tmp_path / LOCK_NAME).exists()


def test_a_writer_may_wait(holder, tmp_path):
    """Whoever waits gets the lock once the other has ended."""
    holder.stdin.close()
    with locked(tmp_path, wait=60):
        assert (tmp_path / LOCK_NAME).exists()


def test_the_lock_is_given_back_whatever_happens(tmp_path):
    """An exception gives it back as well."""
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    with locked(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_its_holder_has_just_removed_is_not_taken_for_the_new_one(monkeypatch, tmp_path):
    """Of a file that is no longer at its place a lock is worth nothing: a new one is made."""
    real, gone = lock.try_to_hold, []

    def removed(handle):
        if not gone:
            gone.append(handle)
            (tmp_path / LOCK_NAME).unlink()
        return real(handle)

    monkeypatch.setattr(lock, "try_to_hold", removed)
    with locked(tmp_path, wait=5):
        assert (tmp_path / LOCK_NAME).exists()


@pytest.mark.parametrize("content", [b"", b"\xff", b"4711"])
def test_a_holder_that_is_not_known_is_called_another_program(content, monkeypatch, tmp_path):
    """A lock file that says nothing is no reason to fail otherwise."""
    (tmp_path / LOCK_NAME).write_bytes(content)
    monkeypatch.setattr(lock, "try_to_hold", lambda _: False)
    with pytest.raises(LockedError, match="another program is writing to it"), locked(tmp_path):
        pytest.fail("two writers")


def test_opening_a_corpus_needs_no_lock_and_sweeps_it(tmp_path):
    """Readers never wait; what a killed writer has left in the folders of the corpus is gone afterwards."""
    shutil.copytree(_CORPUS, tmp_path / "corpus")
    left = [tmp_path / "corpus" / ".corpus.xml.x.part", tmp_path / "corpus" / "articles" / ".a.xml.x.part"]
    for one in left:
        one.write_bytes(b"half")
    with Corpus.open(tmp_path / "corpus").locked():
        assert len(list(Corpus.open(tmp_path / "corpus"))) == 1
        with pytest.raises(LockedError), Corpus.open(tmp_path / "corpus").locked():
            pytest.fail("two writers")
    assert not any(one.exists() for one in left)
