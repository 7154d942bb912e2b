"""The loader: every attack is refused with its code, quickly, without touching the network; nothing else is."""

import bz2
import gzip
import io
import lzma
import time
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listening import listener
from stancebank.errors import ParseError, RefusedError
from stancebank.model import Document
from stancebank.tei import load, loads, parse

_EXAMPLE = (Path(__file__).parent / "data" / "harbour.xml").read_bytes()
_NS = "http://www.tei-c.org/ns/1.0"
_SECONDS = 20.0
"""Far more processor time than any of them takes: what is caught is a hang, not a slow machine."""


def tei(text="x", *, prolog="", attributes="", outside=""):
    """Return a small document as a string."""
    body = f"<text><body><div><p{attributes}>{text}</p>{outside}</div></body></text>"
    return f'{prolog}<TEI xmlns="{_NS}" xml:id="d">{body}</TEI>'


def _zipped(data):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.xml", data)
    return stream.getvalue()


def _entities(*declarations):
    return f"<!DOCTYPE TEI [{' '.join(declarations)}]>"


_LAUGHS = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
_PLAIN = tei().encode()

REFUSED = {
    "external entity": ("SE001", tei("&x;", prolog=_entities('<!ENTITY x SYSTEM "file:///etc/passwd">'))),
    "external parameter entity": ("SE001", tei(prolog=_entities('<!ENTITY % x SYSTEM "{url}">', "%x;"))),
    "entity from the network": ("SE001", tei("&x;", prolog=_entities('<!ENTITY x SYSTEM "{url}">'))),
    "document type from the network": ("SE001", tei(prolog='<!DOCTYPE TEI SYSTEM "{url}">')),
    "billion laughs": ("SE001", tei("&l9;", prolog=_entities('<!ENTITY l0 "ha">', *_LAUGHS))),
    "laughs in an attribute": (
        "SE001",
        tei(attributes=' n="&l9;"', prolog=_entities('<!ENTITY l0 "ha">', *_LAUGHS)),
    ),
    "entities that name each other": ("SE001", tei("&a;", prolog=_entities('<!ENTITY a "&b;">', '<!ENTITY b "&a;">'))),
    "quadratic": ("SE001", tei("&a;" * 9, prolog=_entities(f'<!ENTITY a "{"a" * 1_000_000}">'))),
    "default attribute": ("SE001", tei(prolog=_entities('<!ATTLIST p rend CDATA "bold">'))),
    "harmless document type": ("SE001", tei(prolog="<!DOCTYPE TEI>")),
    "document type after a comment": ("SE001", tei(prolog='<?xml version="1.0"?>\n<!-- c --> <?p i?>\n<!DOCTYPE TEI>')),
    "document type after a byte order mark": ("SE001", "\ufeff" + tei(prolog="<!DOCTYPE TEI>")),
    "undefined entity in text": ("SE002", tei("a &nbsp; b")),
    "undefined entity in an attribute": ("SE002", tei(attributes=' n="&nbsp;"')),
    "depth 257": ("WF012", tei("<hi>" * 257 + "x" + "</hi>" * 257)),
    "depth 100,000": ("WF012", tei("<hi>" * 100_000 + "x" + "</hi>" * 100_000)),
    "text of 11 MB": ("WF012", tei("a" * 11_000_000)),
    "attribute of 11 MB": ("WF012", tei(attributes=f' n="{"a" * 11_000_000}"')),
    "257 attributes": ("WF012", tei(attributes="".join(f' a{n}=""' for n in range(257)))),
    "100,000 attributes": ("WF012", tei(attributes="".join(f' a{n}=""' for n in range(100_000)))),
    "gzip": ("SE009", gzip.compress(_PLAIN)),
    "zip": ("SE009", _zipped(_PLAIN)),
    "bzip2": ("SE009", bz2.compress(_PLAIN)),
    "xz": ("SE009", lzma.compress(_PLAIN)),
    "zstd": ("SE009", b"\x28\xb5\x2f\xfd" + _PLAIN),
    "NUL": ("WF005", tei("a\x00b")),
    "control character": ("WF005", tei("a\x0bb")),
    "noncharacter": ("WF005", tei("a\ufffeb")),
    "reference to a control character": ("WF005", tei("a&#11;b")),
    "reference to NUL": ("WF005", tei("a&#0;b")),
    "reference to a noncharacter": ("WF005", tei("a&#xFFFE;b")),
    "reference to a surrogate": ("WF005", tei("a&#xD800;b")),
    "overlong": ("WF002", tei("a@b").encode().replace(b"@", b"\xc0\xaf")),
    "surrogate": ("WF002", tei("a@b").encode().replace(b"@", b"\xed\xa0\x80")),
    "beyond Unicode": ("WF002", tei("a@b").encode().replace(b"@", b"\xf4\x90\x80\x80")),
    "UTF-16 with a byte order mark": ("WF002", tei().encode("utf-16")),
    "UTF-16 declared as UTF-8": ("WF002", tei(prolog='<?xml version="1.0" encoding="UTF-8"?>').encode("utf-16")),
    "UTF-16 without a byte order mark": ("WF002", tei().encode("utf-16-le")),
    "UTF-16, big end first": ("WF002", tei().encode("utf-16-be")),
    "UTF-32": ("WF002", tei().encode("utf-32-be")),
    "UTF-32 with a byte order mark": ("WF002", tei().encode("utf-32")),
    "UTF-7": ("WF002", tei("+ADw-b+AD4-", prolog='<?xml version="1.0" encoding="UTF-7"?>').encode()),
    "latin-1": ("WF002", tei("é", prolog='<?xml version="1.0" encoding="ISO-8859-1"?>').encode("latin-1")),
    "latin-1 that is ASCII": ("WF002", tei(prolog="<?xml version='1.0' encoding='ISO-8859-1'?>").encode()),
    "XML 1.1": ("WF004", tei(prolog='<?xml version="1.1"?>')),
    "XML 2.0": ("WF004", tei(prolog="<?xml version='2.0' encoding='UTF-8'?>")),
    "another root": ("WF006", "<html/>"),
    "TEI in no namespace": ("WF006", "<TEI><text/></TEI>"),
    "TEI in another namespace": ("WF006", '<TEI xmlns="urn:x"/>'),
    "a corpus": ("WF006", f'<teiCorpus xmlns="{_NS}"/>'),
    "a registry": ("WF006", f'<listPerson xmlns="{_NS}"/>'),
    "nothing": ("WF001", ""),
    "no markup": ("WF001", "Harbour council delays the new pier"),
    "two roots": ("WF001", tei() + tei()),
    "end of file in a tag": ("WF001", tei()[:-8]),
    "undeclared prefix": ("WF001", tei("<x:hi>a</x:hi>")),
    "attribute twice": ("WF001", tei(attributes=' n="1" n="2"')),
    "bare ampersand": ("WF001", tei("Smith & Sons")),
    "document type in the text": ("WF001", tei("<!DOCTYPE TEI>")),
}

ACCEPTED = {
    "document type in a comment": tei(prolog="<!-- <!DOCTYPE TEI> -->"),
    "document type in an instruction": tei(prolog="<?a <!DOCTYPE TEI> ?>"),
    "document type in CDATA": tei("<![CDATA[<!DOCTYPE TEI>]]>"),
    "entity in CDATA": tei("<![CDATA[&nbsp;]]>"),
    "entity in a comment": tei("<!-- &nbsp; -->"),
    "entity in an instruction": tei("<?a &nbsp; ?>"),
    "the five entities": tei("&lt;&gt;&amp;&quot;&apos;"),
    "byte order mark": "\ufeff" + tei(prolog='<?xml version="1.0" encoding="utf-8"?>'),
    "declared as ASCII": tei("&#228;", prolog='<?xml version="1.0" encoding="US-ASCII"?>'),
    "no declaration": tei(),
    "standalone": tei(prolog='<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'),
    "UTF-7 without a declaration": tei("+ADw-b+AD4-"),
    "depth 200": tei("<hi>" * 200 + "x" + "</hi>" * 200),
    "duplicate ids": tei('<hi xml:id="a">b</hi><hi xml:id="a">c</hi>'),
    "many ids": tei("".join(f'<hi xml:id="i{n}">a</hi>' for n in range(20_000))),
    "many attributes": tei(attributes="".join(f' a{n}=""' for n in range(256))),
    "schema locations": tei(
        prolog='<?xml-stylesheet href="{url}"?>',
        attributes=' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x {url}"',
    ),
    "inclusion": tei(outside='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}"/>'),
}


@pytest.fixture(scope="module", name="listener")
def _listener():
    with listener() as listens:
        yield listens


def _bytes(attack, url):
    return attack if isinstance(attack, bytes) else attack.replace("{url}", url).encode()


@pytest.mark.parametrize("name", REFUSED)
def test_attacks_are_refused(name, listener):
    """Each attack is refused with its code and without delay, and nobody is called."""
    code, attack = REFUSED[name]
    data = _bytes(attack, listener[0])
    begun = time.process_time()
    with pytest.raises(RefusedError) as refused:
        loads(data, source="a.xml")
    assert time.process_time() - begun < _SECONDS
    assert refused.value.code == code
    assert refused.value.source == "a.xml"
    assert isinstance(refused.value, ParseError) == (code == "WF001")
    assert listener[1] == []


@pytest.mark.parametrize("name", ACCEPTED)
def test_look_alikes_are_read(name, listener):
    """What only looks like an attack is read without delay, and nobody is called."""
    data = _bytes(ACCEPTED[name], listener[0])
    begun = time.process_time()
    assert isinstance(loads(data), Document)
    assert time.process_time() - begun < _SECONDS
    assert listener[1] == []


def test_long_text_with_equals_signs_is_no_element_with_many_attributes():
    """What looks like attributes but is text counts for nothing."""
    assert loads(tei("a='1' " * 1000).encode()).text == "a='1' " * 1000


def test_compressed_files_are_not_opened_behind_our_back(tmp_path):
    """A path is read as bytes: what is compressed under an XML name is refused, not inflated."""
    path = tmp_path / "a.xml"
    path.write_bytes(gzip.compress(_PLAIN))
    with pytest.raises(RefusedError, match="SE009 the input is compressed"):
        load(path)


def test_the_size_limit_comes_first():
    """An input over the limit is refused before anything looks at it."""
    with pytest.raises(RefusedError, match="WF012 the input has more bytes than the limit of 10"):
        parse(b"not xml, yet", max_bytes=10)


def test_the_depth_limit_can_be_lowered():
    """As many elements inside each other as the limit says are read; one more is refused at its line."""
    data = tei("<hi>\n<hi>x</hi></hi>").encode()
    assert parse(data, max_depth=7) is not None
    with pytest.raises(RefusedError, match="WF012 elements stand deeper inside each other than the limit of 6") as told:
        parse(data, "a.xml", max_depth=6)
    assert (told.value.source, told.value.line) == ("a.xml", 2)


@given(st.integers(1, 256), st.integers(1, 256))
def test_any_depth_within_the_limit_is_read(depth, limit):
    """What is not deeper than the limit is read, all else is refused."""
    inside = "<a>" * (depth - 1) + "</a>" * (depth - 1)
    data = f'<TEI xmlns="{_NS}">{inside}</TEI>'.encode()
    with nullcontext() if depth <= limit else pytest.raises(RefusedError, match="WF012"):
        parse(data, max_depth=limit)


def test_registries_may_have_other_roots():
    """Where a registry is asked for, its roots are read, and others are still refused."""
    assert parse(f'<listPerson xmlns="{_NS}"/>'.encode(), registry=True).tag == f"{{{_NS}}}listPerson"
    assert parse(f'<teiCorpus xmlns="{_NS}"/>'.encode(), registry=True).tag == f"{{{_NS}}}teiCorpus"
    with pytest.raises(RefusedError, match="WF006 the root is div"):
        parse(f'<div xmlns="{_NS}"/>'.encode(), registry=True)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"<TEI>\n  <text>\n  </TEI>", 3, 9),
        (tei("a\n\n\u00e9\U0001f600 \x07").encode(), 3, 4),
        (tei("a\nb\n\u00e9@").encode().replace(b"@", b"\xff"), 3, 2),
        (b"<!--\n-->\n  <!DOCTYPE TEI>", 3, 3),
        (tei("a\n&nbsp;").encode(), 2, None),
    ],
)
def test_the_place_of_a_fault_is_told(data, line, column):
    """A refusal names the line, and the column where there is one, counting characters from 1."""
    with pytest.raises(RefusedError) as refused:
        loads(data)
    assert refused.value.line == line
    if column is not None:
        assert refused.value.column == column


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"<?xml version='1.0'?>")
def test_random_bytes_are_refused(data):
    """Bytes without meaning raise our own exception and no other."""
    with pytest.raises(RefusedError):
        loads(data)


@given(st.data())
def test_mutated_files_are_read_or_refused(data):
    """A file with bytes exchanged, taken out or doubled is read, or refused with our own exception."""
    mutated = bytearray(_EXAMPLE)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        until = data.draw(st.integers(at, min(at + 40, len(mutated))))
        piece = data.draw(
            st.one_of(
                st.binary(max_size=3), st.sampled_from([b"<", b">", b"&", b'"', b"#", b" ", b"</p>", b"<p>", b"2"])
            )
        )
        mutated[at:until] = piece * data.draw(st.integers(0, 2))
    try:
        document = loads(bytes(mutated))
    except RefusedError as refused:
        assert str(refused)
    else:
        assert isinstance(document, Document)


@pytest.mark.parametrize("given_input", ["<TEI/>", None, 7])
def test_only_bytes_are_content(given_input):
    """A string has no encoding to declare: it is a misuse, not a fault of the data."""
    with pytest.raises(TypeError, match="loads takes bytes, not"):
        loads(given_input)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_any_buffer_of_bytes_is_content(kind):
    """Whatever holds bytes can be read."""
    assert loads(kind(_EXAMPLE)).id == "harbour-2024-03-05"
