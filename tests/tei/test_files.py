"""Files: a document is written whole or not at all, and what cannot be written is named."""

import errno
import io
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from attrs import evolve

from stancebank.model import Document, Layer, Markup, Mention, Point, Quotation, Section, Segment, Span, Stance
from stancebank.tei import PROFILES, dump, dumps, load, loads, read_file, replace_file

_EXAMPLE = (Path(__file__).parent / "data" / "harbour.xml").read_bytes()
_DOCUMENT = Document.from_blocks("d", [("headline", "Pier delayed"), ("paragraph", "It rains.")])
_SIZE = len(_DOCUMENT.text)


_CALLS = (
    "os.open",
    "os.write",
    "os.fsync",
    "os.umask",
    "pathlib.Path.chmod",
    "pathlib.Path.replace",
    "tempfile.mkstemp",
)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EINTR, errno.EACCES], ids=errno.errorcode.get)
@pytest.mark.parametrize("failing", _CALLS)
def test_a_failure_of_any_call_leaves_the_old_file_whole(failing, number, monkeypatch, tmp_path):
    """Whatever fails while writing, the old file is as it was, and nothing is left beside it."""

    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    for place in (tmp_path / "old.xml", tmp_path / "new.xml"):
        if place.name == "old.xml":
            place.write_bytes(b"old")
        monkeypatch.setattr(failing, fail)
        if failing == "os.umask" and place.name == "old.xml":  # the mask is asked for where there is no old mode
            monkeypatch.undo()
            continue
        with pytest.raises(OSError, match=re.escape(os.strerror(number))):
            dump(_DOCUMENT, place)
        monkeypatch.undo()
    assert (tmp_path / "old.xml").read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["old.xml"]


def test_a_short_write_is_gone_on_with(monkeypatch, tmp_path):
    """Where the system takes a few bytes at a time, the rest is written after them."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data[:7])))
    replace_file(tmp_path / "d.xml", _EXAMPLE)
    assert (tmp_path / "d.xml").read_bytes() == _EXAMPLE


@pytest.mark.skipif(find_spec("resource") is None, reason="the system limits no sizes of files")
def test_a_file_that_grows_too_large_leaves_the_old_one_whole(tmp_path):
    """A real limit of the system in the middle of a write is an error, and leaves nothing behind."""
    path = tmp_path / "d.xml"
    path.write_bytes(b"old")
    told = (
        "import resource, signal, sys, pathlib; from stancebank.tei import replace_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try: replace_file(pathlib.Path(sys.argv[1]), b'x' * 100_000)\n"
        "except OSError as error: print(error.strerror)"
    )
    done = subprocess.run([sys.executable, "-c", told, path], capture_output=True, text=True, check=True)
    assert done.stdout == "File too large\n"
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["d.xml"]


def test_an_interruption_leaves_the_old_file_whole(monkeypatch, tmp_path):
    """A key pressed while writing leaves no half of a file."""

    def interrupt(*_):
        raise KeyboardInterrupt

    path = tmp_path / "d.xml"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["d.xml"]


def test_a_folder_that_cannot_be_flushed_is_no_failure(monkeypatch, tmp_path):
    """Once the file is in place it is written, whatever the folder's own flush says."""
    flushed = []

    def flush(handle):
        flushed.append(handle)
        if len(flushed) == 2:
            raise OSError

    monkeypatch.setattr(os, "fsync", flush)
    replace_file(tmp_path / "d.xml", b"new")
    assert (tmp_path / "d.xml").read_bytes() == b"new"
    assert len(flushed) == 2


def test_a_link_goes_on_pointing_at_the_file(tmp_path):
    """Writing to a symbolic link replaces what it points at."""
    target, link = tmp_path / "d.xml", tmp_path / "link.xml"
    target.write_bytes(b"old")
    link.symlink_to(target)
    dump(_DOCUMENT, link)
    assert link.is_symlink()
    assert load(target) == _DOCUMENT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system makes no pipes with a name")
def test_what_is_no_file_is_not_replaced(tmp_path):
    """A pipe, a device and a folder stay what they are; the error names them, and nothing is left beside them."""
    pipe, folder = tmp_path / "pipe.xml", tmp_path / "folder.xml"
    os.mkfifo(pipe)
    folder.mkdir()
    for place in (pipe, folder):
        before = place.stat()
        with pytest.raises(OSError, match="only files can be replaced, and this is none") as caught:
            replace_file(place, b"new")
        assert caught.value.filename == str(place)
        assert place.stat().st_ino == before.st_ino
        assert place.stat().st_mode == before.st_mode
    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder.xml", "pipe.xml"]


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="this system gives streams no names")
def test_a_stream_is_not_replaced_by_any_of_its_names():
    """What the system calls a pipe is no file, wherever its name leads."""
    reading, writing = os.pipe()
    try:
        with pytest.raises(OSError, match="only files can be replaced, and this is none"):
            replace_file(Path(f"/dev/fd/{writing}"), b"new")
    finally:
        os.close(reading)
        os.close(writing)


def test_an_error_names_the_file_that_was_to_be_written(tmp_path):
    """Not the one beside it, of which nobody knows; a link that leads to itself is an error of that kind."""
    loop = tmp_path / "loop.xml"
    loop.symlink_to(loop)
    for place, number in ((tmp_path / "nowhere" / "d.xml", errno.ENOENT), (loop, errno.ELOOP)):
        with pytest.raises(OSError, match=re.escape(os.strerror(number))) as caught:
            replace_file(place, b"new")
        assert (caught.value.errno, caught.value.filename, caught.value.filename2) == (number, str(place), None)
    assert loop.is_symlink()


def test_the_mode_of_a_file_is_kept(tmp_path):
    """A file that others may not read does not become readable by being rewritten; a new one obeys the mask."""
    path = tmp_path / "d.xml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    dump(_DOCUMENT, path)
    assert path.stat().st_mode & 0o777 == 0o640
    mask = os.umask(0o027)
    try:
        dump(_DOCUMENT, tmp_path / "new.xml")
    finally:
        os.umask(mask)
    assert (tmp_path / "new.xml").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for the superuser")
def test_a_read_only_folder_is_an_error(tmp_path):
    """Where nothing may be written the system's own error says so, and the old file is whole."""
    path = tmp_path / "d.xml"
    path.write_bytes(b"old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            dump(_DOCUMENT, path)
    finally:
        tmp_path.chmod(0o700)
    assert path.read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    """No folder is made on the way."""
    with pytest.raises(FileNotFoundError):
        dump(_DOCUMENT, tmp_path / "gone" / "d.xml")
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "gone" / "d.xml")


@pytest.mark.parametrize("profile", PROFILES)
def test_streams_and_paths_hold_the_same_bytes(profile, tmp_path):
    """A stream, a path and a string that names one are places alike."""
    stream = io.BytesIO()
    dump(_DOCUMENT, stream, profile=profile)
    dump(_DOCUMENT, tmp_path / "a.xml", profile=profile)
    dump(_DOCUMENT, str(tmp_path / "b.xml"), profile=profile)
    written = dumps(_DOCUMENT, profile=profile)
    assert stream.getvalue() == (tmp_path / "a.xml").read_bytes() == (tmp_path / "b.xml").read_bytes() == written
    assert load(io.BytesIO(written)) == load(tmp_path / "a.xml") == loads(written)


def test_a_document_without_an_id_goes_by_its_file(tmp_path):
    """The file's name stands in for an id that is not there, where it can be one."""
    data = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
    (tmp_path / "pier-2024.xml").write_bytes(data)
    (tmp_path / "2024 pier.xml").write_bytes(data)
    assert load(tmp_path / "pier-2024.xml").id == "pier-2024"
    assert load(tmp_path / "2024 pier.xml").id == loads(data).id == "document"


def test_the_profile_that_a_file_follows_is_told():
    """Reading a file tells which profile it says it follows, or None."""
    for profile in PROFILES:
        assert read_file(io.BytesIO(dumps(_DOCUMENT, profile=profile))).profile == profile
    assert read_file(io.BytesIO(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>')).profile is None


def test_an_unknown_profile_is_a_misuse():
    """The profiles there are stand in the message."""
    with pytest.raises(ValueError, match="no profile 'inline'; there are hybrid, standoff, plain"):
        dumps(_DOCUMENT, profile="inline")


_FAR = Span(3, _SIZE + 9)
_OUTSIDE = {
    "content": {"layers": [Layer(id="l", annotator=None, quotations=[Quotation(id="q", content=[_FAR])])]},
    "cue": {"layers": [Layer(id="l", annotator=None, quotations=[Quotation(id="q", content=[], cue=[_FAR])])]},
    "evidence": {
        "layers": [
            Layer(
                id="l",
                annotator=None,
                stances=[Stance(id="s", holder=None, target=None, position=None, evidence=[_FAR])],
            )
        ]
    },
    "mention": {"mentions": [Mention(span=_FAR, entity=None, kind="person")]},
    "markup": {"markup": [Markup(name="hi", span=_FAR)]},
}


@pytest.mark.parametrize("profile", ["hybrid", "standoff"])
@pytest.mark.parametrize("name", _OUTSIDE)
def test_a_span_outside_the_text_is_named(name, profile):
    """What leaves the text cannot be written, and the message says which stretch."""
    document = evolve(_DOCUMENT, **_OUTSIDE[name])
    with pytest.raises(ValueError, match=f"the span from 3 to {_SIZE + 9} leaves the text of {_SIZE} characters"):
        dumps(document, profile=profile)


def test_a_span_in_a_document_without_text_is_named():
    """Where there is no block, nothing can be pointed at."""
    document = evolve(Document.from_blocks("d", []), mentions=[Mention(span=Span(0, 0), entity=None, kind="person")])
    with pytest.raises(ValueError, match="the span from 0 to 0 leaves the text of 0 characters"):
        dumps(document)


def test_a_point_outside_the_text_is_named():
    """A comment beyond the end of the text cannot be written."""
    with pytest.raises(ValueError, match=f"the point '<!--c-->' at {_SIZE + 1} leaves the text of {_SIZE} characters"):
        dumps(evolve(_DOCUMENT, points=[Point(offset=_SIZE + 1, xml="<!--c-->")]))
    with pytest.raises(ValueError, match="leaves the text of 0 characters"):
        dumps(evolve(Document.from_blocks("d", []), points=[Point(offset=0, xml="<!--c-->")]))


@pytest.mark.parametrize("xml", ["<hi>", "</p><p>", "a & b", "<x:y/>", "\x01"])
def test_kept_markup_that_is_not_well_formed_is_named(xml):
    """No file is written that could not be read."""
    with pytest.raises(ValueError, match=r"kept markup is not well-formed|which XML cannot carry"):
        dumps(evolve(_DOCUMENT, points=[Point(offset=0, xml=xml)]))


def test_a_point_that_holds_text_is_named():
    """Text is text: it does not hide in empty markup."""
    with pytest.raises(ValueError, match="the point '<hi>a</hi>' at 0 holds text"):
        dumps(evolve(_DOCUMENT, points=[Point(offset=0, xml="<hi>a</hi>")]))


def test_kept_markup_takes_its_canonical_form():
    """Markup that a person wrote is written as reading would give it back."""
    written = dumps(evolve(_DOCUMENT, points=[Point(offset=0, xml="<lb  n='1'></lb>")]))
    assert b'<lb n="1"/>Pier delayed' in written
    assert dumps(loads(written)) == written


def test_a_section_or_block_that_would_not_be_read_back_is_named():
    """An element that reads as something else is refused."""
    section = Section(span=Span(0, _SIZE), element="p")
    with pytest.raises(ValueError, match="a section cannot be a 'p'"):
        dumps(evolve(_DOCUMENT, sections=[section]))
    empty = evolve(
        _DOCUMENT, text="", sections=[], segments=[Segment(id="b", kind="other", span=Span(0, 0), element="u")]
    )
    with pytest.raises(ValueError, match="a 'u' without text is no segment, but 'b' is one"):
        dumps(empty)


def test_pointers_into_blocks_with_one_id_are_refused():
    """Of two blocks with one id neither can be pointed at for sure: better no file than a wrong one."""
    segments = [Segment(id="b", kind="paragraph", span=Span(0, 1)), Segment(id="b", kind="paragraph", span=Span(2, 3))]
    quotation = Quotation(id="q", content=[Span(2, 3)])
    document = Document(
        id="d",
        text="a\nb",
        segments=segments,
        metadata=_DOCUMENT.metadata,
        layers=[Layer(id="l", annotator=None, quotations=[quotation])],
    )
    with pytest.raises(ValueError, match="no pointer can name offset 2: two segments have the id 'b'"):
        dumps(document, profile="standoff")


def test_reading_the_example_twice_gives_equal_values():
    """A document is a value: equal, and equal in hash."""
    assert loads(_EXAMPLE) == loads(_EXAMPLE)
    assert hash(loads(_EXAMPLE)) == hash(loads(_EXAMPLE))
