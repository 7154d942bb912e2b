"""Whatever a person gives to the command: a sentence and a documented exit code, never a traceback."""

import codecs
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from running import CliRunner
from stancebank import Document, dumps
from stancebank.cli import main

_NAMES = ("validate", "show", "format", "convert")
_DOCUMENT = dumps(Document.from_blocks("pier", [("headline", "Pier “delayed”"), ("paragraph", "Boats wait …")]))
_ARTICLE = Path(__file__).parents[2] / "corpus" / "articles" / "csto-2022-12-19.xml"

BAD = {
    "nothing there": None,
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "an image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "plain text": b"Harbour council delays the new pier.\n",
    "latin-1": "<TEI>é</TEI>".encode("latin-1"),
    "UTF-16": codecs.BOM_UTF16_LE + "<TEI/>".encode("utf-16-le"),
    "HTML": b"<!DOCTYPE html><html><body>pier</body></html>",
    "another XML": b"<rss><channel/></rss>",
    "cut off": _DOCUMENT[: len(_DOCUMENT) // 2],
    "more than the limit": b" " * (64 * 1024 * 1024 + 1),
    "Windows line ends, cut off": _DOCUMENT.replace(b"\n", b"\r\n")[:-20],
}


def _words(name, place, folder):
    return [name, str(place)] if name != "convert" else [name, str(place), str(folder / "out.xml"), "--to", "plain"]


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("name", _NAMES)
def test_bad_files_end_in_a_sentence(name, kind, tmp_path):
    """Each command says of each unreadable file what is wrong, ends with 1 or 3, and leaves it as it was."""
    place = tmp_path / "bad.xml"
    if BAD[kind] is not None:
        place.write_bytes(BAD[kind])
    result = CliRunner().invoke(main, _words(name, place, tmp_path))
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == (1 if name == "validate" and BAD[kind] is not None else 3)
    assert "bad.xml" in result.output
    assert "defect" not in result.output
    assert not (tmp_path / "out.xml").exists()
    assert BAD[kind] is None or place.read_bytes() == BAD[kind]


@pytest.mark.parametrize("name", _NAMES)
def test_folders_without_documents_are_told(name, tmp_path):
    """A folder without an XML file is not valid, shown or formatted: exit code 3."""
    (tmp_path / "notes.txt").write_text("no XML", encoding="utf-8")
    result = CliRunner().invoke(main, _words(name, tmp_path, tmp_path))
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 3
    assert "defect" not in result.output


def _run(*words, **options):
    command = [sys.executable, "-m", "stancebank", *map(str, words)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **options}
    return subprocess.run(command, check=False, **options)


@pytest.fixture
def document(tmp_path):
    """The place of a document with characters beyond ASCII."""
    place = tmp_path / "pier.xml"
    place.write_bytes(_DOCUMENT)
    return place


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("words", [("show",), ("validate",), ("explain", "SP001")], ids=lambda words: words[0])
def test_narrow_terminals_get_question_marks(words, encoding, document):
    """A terminal that knows few characters is no reason to fail."""
    given = [] if words[0] == "explain" else [document]
    done = _run(*words, *given, env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert done.returncode in {0, 1}
    assert b"Traceback" not in done.stderr
    assert done.stdout


def test_names_of_files_need_not_be_text(tmp_path):
    """A name that is no UTF-8 is shown with a replacement, in every format."""
    try:
        place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/pi\xffer.xml"))
        place.write_bytes(_DOCUMENT)
    except (OSError, ValueError):
        pytest.skip("this system stores no such names")
    for form in ("text", "sarif"):
        done = _run("validate", place, "--format", form)
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        assert "pi\ufffder.xml" in unquote(done.stdout.decode())
    missing = _run("show", place.with_name(place.name + "x"))
    assert missing.returncode == 3
    assert missing.stderr.startswith(b"Error: ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes that break this way")
@pytest.mark.parametrize(
    "words", [("explain",), ("show", _ARTICLE, "--full"), ("convert", _ARTICLE, "-", "--to", "hybrid")]
)
def test_a_broken_pipe_is_silent(words):
    """Whoever reads the output may stop: nothing is said of it, and the exit code is 3."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = _run(*words, stdout=writing)
    finally:
        os.close(writing)
    assert done.returncode == 3
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [("explain",), ("validate", _ARTICLE), ("convert", _ARTICLE, "-", "--to", "hybrid")])
def test_a_full_output_is_a_sentence(words):
    """Where the output cannot be written that is said, once."""
    with Path("/dev/full").open("wb") as full:
        done = _run(*words, stdout=full)
    assert done.returncode == 3
    assert done.stderr == b"Error: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_closed_streams_are_told():
    """Standard streams that are closed are named where they are needed."""
    for closed, words in ((">&-", f"convert '{_ARTICLE}' - --to plain"), ("<&-", "show -")):
        done = subprocess.run(
            ["/bin/sh", "-c", f"'{sys.executable}' -m stancebank {words} {closed}"],
            capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 3
        assert b"is closed" in done.stderr
        assert b"Traceback" not in done.stderr


def test_an_unforeseen_error_is_called_a_defect(monkeypatch, tmp_path):
    """What nobody foresaw ends in one sentence with exit code 3, and in a traceback for those who ask for it."""

    def fail(*_, **__):
        raise RuntimeError("out of boats")

    monkeypatch.setattr("stancebank.cli.show.documents_in", fail)
    monkeypatch.delenv("STANCEBANK_DEBUG", raising=False)
    result = CliRunner().invoke(main, ["show", str(tmp_path)])
    assert result.exit_code == 3
    assert result.output.count("\n") == 1
    assert "this is a defect of stancebank, not of your data (RuntimeError: out of boats)" in result.output
    assert "STANCEBANK_DEBUG=1" in result.output
    monkeypatch.setenv("STANCEBANK_DEBUG", "1")
    assert isinstance(CliRunner().invoke(main, ["show", str(tmp_path)]).exception, RuntimeError)


def test_an_interruption_is_no_finding(monkeypatch, tmp_path):
    """A key that stops the command makes the exit code 3: nothing was said of the data."""

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("stancebank.cli.show.documents_in", interrupt)
    result = CliRunner().invoke(main, ["show", str(tmp_path)])
    assert result.exit_code == 3
    assert result.output == "Error: interrupted\n"


def test_windows_line_ends_are_read(tmp_path):
    """A file with CR LF is the same document."""
    place = tmp_path / "pier.xml"
    place.write_bytes(_DOCUMENT.replace(b"\n", b"\r\n"))
    shown = CliRunner().invoke(main, ["show", str(place)])
    assert shown.exit_code == 0
    assert "Pier" in shown.output
