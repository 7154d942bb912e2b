"""Findings carry the exact place of what is wrong, and an excerpt of it."""

import re
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from stancebank.findings import Severity
from stancebank.validation import Hit, Rule, brief, validate
from stancebank.validation.rule import Scope
from stancebank.validation.unseen import shown

CASES = Path(__file__).parent / "cases"
SOUND = (CASES / "WF001" / "pass-well-formed.xml").read_text(encoding="utf-8")
FAILING = sorted(CASES.glob("*/fail-*.xml"))
_NAMESPACE = {"t": "http://www.tei-c.org/ns/1.0", "xi": "http://www.w3.org/2001/XInclude"}


def found(text):
    """Return the one finding that is more than a note."""
    [finding] = [one for one in validate(text.encode(), source="x.xml").findings if one.severity > Severity.NOTE]
    return finding


def written(text, place):
    """Return what stands in *text* at the line and column of *place*."""
    return text.split("\n")[place.line - 1][place.column - 1 :]


@pytest.mark.parametrize("path", FAILING, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_failing_case_is_told_with_line_column_and_excerpt(path):
    """Line and column lead to the characters with which the excerpt begins; the path to one element of the tree."""
    [finding] = validate(path).findings
    place, text = finding.location, path.read_text(encoding="utf-8")
    assert place.line
    assert place.column
    assert finding.excerpt
    assert len(finding.excerpt) <= 120
    if place.path is None:
        assert finding.severity is Severity.FATAL or text.split("\n")[place.line - 1].lstrip().startswith("<?")
        return
    begin = finding.excerpt.split(" ")[0].rstrip("…")
    assert written(text, place).startswith(begin)
    steps = re.sub(r"/(?=[a-zA-Z]+(?:\[|$|/))", "/t:", place.path.partition("/@")[0])
    root = etree.fromstring(text.encode(), etree.XMLParser(collect_ids=False))
    assert len(root.xpath(steps, namespaces=_NAMESPACE)) == 1
    assert place.document == root.get("{http://www.w3.org/XML/1998/namespace}id")


@given(st.binary(max_size=12) | st.text(alphabet="<>&;TEI/ \n\t'=\"x", max_size=12).map(str.encode))
def test_places_count_from_one(data):
    """Whatever the bytes are, none at all among them: no line and no column before the first."""
    for finding in validate(data).findings:
        place = finding.location
        assert place.line is None or 1 <= place.line <= data.count(b"\n") + data.count(b"\r") + 1
        assert place.column is None or 1 <= place.column <= len(data) + 1


def test_an_empty_file_has_a_first_line():
    """That is where its fault is, in every form of a report."""
    [finding] = validate(b"").findings
    assert (finding.location.line, finding.location.column) == (1, 1)


SPOILT = '<said xml:id="q2" who="#nobody"'


@pytest.mark.parametrize(
    "before",
    [
        SPOILT,
        SPOILT.replace(" who", "\n   who"),
        SPOILT.replace(" who", "\r\n\r\n\twho"),
        f"\U0001f6a2\U0001f6a2 {SPOILT}",
        f"<!-- <said who='#nobody'\n> -->{SPOILT}",
    ],
    ids=["one line", "two lines", "CRLF", "astral", "comment"],
)
def test_an_attribute_is_found_wherever_it_is(before):
    """Whether the tag is spread over lines, after characters beyond the first plane, or after a comment."""
    text = SOUND.replace('<said xml:id="q2" who="#critics"', before)
    place = next(one.location for one in validate(text.encode(), source="x.xml").findings if one.code == "PT001")
    assert written(text, place).startswith('who="#nobody"')
    assert place.path.endswith("/said[1]/@who")


def test_a_file_of_crlf_has_the_same_places():
    """A carriage return before a line feed is no line of its own."""
    text = SOUND.replace('who="#critics"', 'who="#nobody"')
    assert found(text).location == found(text.replace("\n", "\r\n")).location


def test_the_second_of_two_bearers_is_named():
    """Both stand in one line; the second is at fault."""
    text = SOUND.replace('<seg xml:id="q1.cue"', '<seg xml:id="b5"').replace('"#q1.cue"', '"#b5"')
    finding = next(one for one in validate(text.encode()).findings if one.code == "ID001")
    assert written(text, finding.location).startswith('xml:id="b5">Boats')


def test_an_element_that_spreads_over_lines_is_found_where_it_begins():
    """The tree knows the line of its end; the finding has that of its beginning."""
    text = SOUND.replace("<place ", "<place\n\n").replace('xml:id="cove"', 'xml:id="cove"\n rend="x"')
    finding = next(one for one in validate(text.encode()).findings if one.code == "SC001")
    assert written(text, finding.location).startswith('rend="x"')
    missing = (
        SOUND.replace('<place xml:id="cove">', "<place\n\n>")
        .replace(' ref="#cove"', "")
        .replace('target="#cove"', 'target="#prop1"')
    )
    finding = next(one for one in validate(missing.encode()).findings if one.code == "ID003")
    assert written(missing, finding.location).startswith("<place")
    assert finding.excerpt == "<place > <placeName>Cove</placeName></place>".replace("> <", "><")


def test_excerpts_are_one_short_line_without_what_cannot_be_seen():
    """White space is folded, controls are numbers, and what is longer than 120 characters is cut."""
    long = SOUND.replace('who="#critics"', f'who="#{"long" * 60}\u202e"')
    finding = found(long)
    assert len(finding.excerpt) == 120
    assert finding.excerpt.endswith("…")
    odd = found(SOUND.replace('who="#critics"', 'who="#a\u202eb\n  #critics"'))
    assert "\\u202e" in odd.excerpt
    assert "b #critics" in odd.excerpt
    assert shown(odd.excerpt) == odd.excerpt


def test_what_cannot_be_read_has_a_place_all_the_same():
    """Columns count code points there too, and the excerpt shows what stands around it."""
    line = "\U0001f6a2" * 200 + "<hi></p>"
    finding = found(f'<?xml version="1.0"?>\n<TEI>\n<p>{line}</TEI>')
    assert (finding.code, finding.location.line) == ("WF001", 3)
    assert 200 < finding.location.column < 215
    assert len(finding.excerpt) <= 120
    assert "<hi></p>" in finding.excerpt
    assert finding.excerpt.startswith("…")
    assert found("<TEI>" + "x" * 300 + "&</TEI>" + "y" * 200).excerpt.count("…") == 2
    assert validate(b"\x1f\x8b", source="x").findings[0].location.line is None


def test_what_is_about_no_element_has_the_place_of_its_line(monkeypatch):
    """An instruction, for instance; a line that says nothing has no column."""
    text = SOUND.replace("<TEI ", "  <?odd x?>\n\n<TEI ", 1)

    def at(line):
        return lambda _: iter([Hit("x", line=line)])

    def located_at(line):
        row = Rule(code="XX001", level=0, severity=Severity.NOTE, summary="x", why="x", remedy="x", check=at(line))
        monkeypatch.setattr(brief, "installed_rules", lambda _: (evolve(row, scope=Scope.FILE),))
        [finding] = validate(text.encode(), plugins=["x"], select=["XX001"]).findings
        return finding

    odd = located_at(3)
    assert (odd.location.line, odd.location.column, odd.excerpt) == (3, 3, "<?odd x?>")
    assert located_at(4).location.column is located_at(4).excerpt is None
    assert located_at(5).location.path == "/TEI"
