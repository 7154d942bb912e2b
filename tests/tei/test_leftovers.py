"""Leftovers: what a killed program leaves behind is removed by whoever comes next, and nothing else is."""

import os
import signal
import subprocess
import sys
import time

import pytest

from stancebank.tei import leftovers, replace_file
from stancebank.tei.leftovers import beside, sweep, try_to_hold

pytestmark = pytest.mark.skipif(leftovers._hold is None, reason="this system holds no files")

_WRITER = """
import os, pathlib, sys
from stancebank.tei import replace_file
print("ready", flush=True)
while True:
    for letter in (b"a", b"b"):
        replace_file(pathlib.Path(sys.argv[1]), letter * 300_000)
"""


def test_what_nobody_holds_is_swept(tmp_path):
    """A file that is being written stays, one that was left behind goes."""
    handle, held = beside(tmp_path / "d.xml")
    left = tmp_path / ".d.xml.x.part"
    left.write_bytes(b"half")
    other = tmp_path / ".e.xml.x.part"
    other.write_bytes(b"half")
    assert sweep(tmp_path, "d.xml") == 1
    assert {one.name for one in tmp_path.iterdir()} == {held.name, other.name}
    assert sweep(tmp_path) == 1
    os.close(handle)
    assert sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_nothing_else_is_swept(tmp_path):
    """Documents, hidden files, links and folders are none of our business."""
    names = ("d.xml", ".hidden", "d.part", ".d.xml.part.bak")
    for name in names:
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / ".link.part").symlink_to(tmp_path / "d.xml")
    (tmp_path / ".folder.part").mkdir()
    assert sweep(tmp_path) == 0
    assert {one.name for one in tmp_path.iterdir()} == {*names, ".link.part", ".folder.part"}
    assert sweep(tmp_path / "gone") == 0


def test_writing_sweeps_what_an_earlier_write_has_left(tmp_path):
    """The next write of a file removes what was left beside it, and leaves other files' alone."""
    (tmp_path / ".d.xml.x.part").write_bytes(b"half")
    (tmp_path / ".e.xml.x.part").write_bytes(b"half")
    replace_file(tmp_path / "d.xml", b"new")
    assert {one.name for one in tmp_path.iterdir()} == {"d.xml", ".e.xml.x.part"}


def test_a_file_that_was_swept_before_it_was_held_is_made_again(monkeypatch, tmp_path):
    """Between the making and the holding of a file another program may sweep: then there is a second try."""
    calls = []

    def swept(handle):
        calls.append(handle)
        if len(calls) == 1:
            for one in tmp_path.iterdir():
                one.unlink()
        return try_to_hold(handle)

    monkeypatch.setattr(leftovers, "try_to_hold", swept)
    handle, place = beside(tmp_path / "d.xml")
    os.close(handle)
    assert place.exists()
    assert len(calls) == 2


def test_a_system_without_locks_is_written_to_as_well(monkeypatch, tmp_path):
    """Where nothing can be held nothing is swept, and files are still replaced as a whole."""
    (tmp_path / ".d.xml.x.part").write_bytes(b"half")
    monkeypatch.setattr(leftovers, "_hold", None)
    replace_file(tmp_path / "d.xml", b"new")
    assert sweep(tmp_path) == 0
    assert {one.name for one in tmp_path.iterdir()} == {"d.xml", ".d.xml.x.part"}


def test_a_killed_writer_tears_no_file(tmp_path):
    """A writer that is killed at any moment leaves the old file or the new one, and what it left is swept."""
    path = tmp_path / "d.xml"
    for number in range(4):
        with subprocess.Popen([sys.executable, "-c", _WRITER, path], stdout=subprocess.PIPE) as writer:
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(0.003 * number)
            writer.send_signal(signal.SIGKILL)
        sweep(tmp_path)
        if path.exists():
            assert path.read_bytes() in {b"a" * 300_000, b"b" * 300_000}
        assert {one.name for one in tmp_path.iterdir()} <= {"d.xml"}
