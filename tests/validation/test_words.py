"""What is said where there is more than one thing to say, at the edges of limits, and in files that others read."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import pytest

from stancebank import loads
from stancebank.findings import Location, Severity
from stancebank.validation import Settings, Suppression, rule, validate
from stancebank.validation.baseline import render_baseline

CASES = Path(__file__).parent / "cases"
SOUND = (CASES / "WF001" / "pass-well-formed.xml").read_bytes()
BLOCK = b"Boats wait <hi"


def said(data, code, **more):
    return [one.message for one in validate(data, **more).findings if one.code == code]


@pytest.mark.parametrize(
    ("characters", "code", "told"),
    [
        (
            "\u00a0\u2009\u00a0",
            "WF010",
            "the text holds U+00A0 NO-BREAK SPACE 2 times, U+2009 THIN SPACE",
        ),
        (
            "\ufffd\ue000\ufffd\ufffd",
            "WF009",
            "the text holds U+FFFD REPLACEMENT CHARACTER 3 times, U+E000 without a name",
        ),
        (
            "\u00fc, e\u0301a\u0301",
            "WF008",
            "from character 3 on the text is not composed: U+0065 U+0301",
        ),
    ],
)
def test_characters_are_named_and_counted(characters, code, told):
    """In the order in which they come, each once."""
    assert said(SOUND.replace(BLOCK, characters.encode() + BLOCK), code) == [told]


@pytest.mark.parametrize(("name", "is_told"), [("p" * 200, False), ("\u043f" * 100, False), ("p" * 201, True)])
def test_a_name_may_have_two_hundred_bytes(name, is_told):
    """And not one more."""
    told = said(SOUND.replace(b"pass-well-formed", name.encode()), "SE006")
    assert told == ([f"the document's id {name!r} has more than 200 bytes"] if is_told else [])


def test_an_id_that_three_bear_is_told_at_the_second():
    """With all of the bearers, and the place of the attribute."""
    data = SOUND.replace(b"<hi rend", b'<hi xml:id="b4" rend').replace(b"<placeName ref", b'<placeName xml:id="b4" ref')
    [finding] = validate(data, select=["ID001"]).findings
    assert finding.message == "the id 'b4' is borne by 3 elements: p in line 68, placeName in line 68, hi in line 69"
    assert finding.location.path == "/TEI/text[1]/body[1]/div[1]/p[2]/placeName[1]/@xml:id"
    assert finding.location.line == 68


RELATION = b'<relation name="speaksFor" active="#lind #critics" passive="#council #post" from="2020" to="2023"/>'


def test_a_relation_of_several_voices_names_them_all():
    """With the time, the day of the article, and the line, at the first of its voices that is declared."""
    listed = b"<listRelation>" + RELATION.replace(b"2023", b"2025") + b"\n" + RELATION + b"</listRelation></listPerson>"
    data = SOUND.replace(b"</listPerson>", listed)
    [finding] = validate(data, select=["SP009"]).findings
    assert finding.message == (
        "the relation speaksFor of Ada Lind and unnamed critics to Harbour council and The Harbour Post "
        "holds from 2020 until 2023, not on 2024-03-05"
    )
    assert finding.location.id == "lind"


@pytest.mark.parametrize(("start", "end"), [("2025", "2023"), ("2024", "2024"), ("2024-03-05", None)])
def test_a_relation_that_holds_or_ends_before_it_begins_is_not_outdated(start, end):
    """The first and the last day count; a swap is told by another rule."""
    period = f'from="{start}"' + (f' to="{end}"' if end else "")
    relation = RELATION.replace(b'from="2020" to="2023"', period.encode())
    data = SOUND.replace(b"</listPerson>", b"<listRelation>" + relation + b"</listRelation></listPerson>")
    assert said(data, "SP009") == []


@pytest.mark.parametrize("length", [1, 12, 13, 64])
def test_a_stale_digest_is_told_by_its_first_characters(length):
    """Twelve of each tell them apart, however long the recorded one is."""
    recorded = "0123456789abcdef"[:length] if length < 16 else "0123456789abcdef" * 4
    stale = b'<idno type="textSHA256">' + recorded.encode() + b"</idno>"
    here = (CASES / "TF002" / "fail-stale.xml").read_text(encoding="utf-8")
    before, _, rest = here.partition('<idno type="textSHA256">')
    data = before.encode() + stale + rest.partition("</idno>")[2].encode()
    own = hashlib.sha256(loads(data).text.encode()).hexdigest()[:12]
    assert said(data, "TF002") == [f"the recorded digest begins with {recorded[:12]}, that of the text with {own}"]


def test_a_baseline_says_what_wrote_it_and_what_it_knows():
    """It is read by later versions and by people, so its form is compared whole."""
    report = validate(CASES / "ST001" / "fail-no-holder.xml")
    assert json.loads(render_baseline(report)) == {
        "schema": 1,
        "tool": {"name": "stancebank", "version": version("stancebank")},
        "configuration": report.configuration,
        "findings": [
            {"fingerprint": report.marks[0], "code": "ST001", "id": "st1", "message": "the stance has no holder"}
        ],
    }


def test_the_digest_of_settings_stays():
    """Every baseline holds one: where it changes with the version, all of them are out of date."""
    settings = Settings(
        ignore=["ST002", "MD001"],
        severities=[("ST001", Severity.NOTE)],
        per_file=[("*.xml", ("TX001", "ID004"))],
        resemblance=0.5,
    )
    told = (
        '{"ignore": ["MD001", "ST002"], "per-file-ignores": [["*.xml", ["ID004", "TX001"]]], "profile": "draft", '
        '"resemblance": 0.5, "rules": ["A", "B"], "severity": [["ST001", "NOTE"]]}'
    )
    assert settings.digest("draft", ["B", "A"]) == hashlib.sha256(told.encode()).hexdigest()


def test_an_unused_suppression_is_told_with_its_id():
    """So that it can be found and taken out."""
    one = Suppression(code="ST002", id="st9", reason="x")
    settings = Settings(suppressions=[one], source="stancebank.toml")
    [finding] = validate(CASES / "ST001/pass-holder.xml", settings=settings).findings
    assert finding.message == f"the suppression of {one.told} lets nothing pass"
    assert finding.location == Location(source="stancebank.toml", id="st9")
    assert (finding.hint, finding.severity) == (rule("RT006").remedy, rule("RT006").severity)


def test_what_one_kind_of_element_may_point_at_another_may_not():
    """A part of a quotation goes on in another part of it, however often that pointer was right before."""
    data = SOUND.replace(b'<seg xml:id="q1.cue" type="cue">', b'<seg xml:id="q1.cue" type="cue" next="#q1.2">')
    [finding] = validate(data, select=["PT004"]).findings
    assert finding.message == "the next of this seg points at #q1.2, which is a said and not a seg"
    assert finding.location.id == "q1.cue"


@pytest.mark.parametrize(
    ("part", "is_told"),
    [
        (b'<said xml:id="q2" who="#critics" direct="true" aloud="true">"Not in my harbour!</said>', False),
        (b'<said xml:id="q2" who="#critics" direct="true" aloud="true">Not in my harbour!"</said>', False),
        (b'<said xml:id="q2" who="#critics" direct="true" aloud="true">Not in my harbour!".</said>', False),
        (b'" <said xml:id="q2" who="#critics" direct="true" aloud="true">Not in my harbour!</said>', False),
        (b'<said xml:id="q2" who="#critics" direct="true" aloud="true">Not in my harbour!</said>"', False),
        (b'<said xml:id="q2" who="#critics" direct="true" aloud="true">Not in my "new" harbour!</said>', True),
        (b'<said xml:id="q2" who="#critics" direct="true" aloud="true">Not in my harbour!</said> "', True),
    ],
)
def test_a_mark_at_one_edge_is_enough(part, is_told):
    """Inside or outside, before the full stop or after it; a mark in the middle is none at an edge."""
    before, _, rest = SOUND.partition(b'<said xml:id="q2"')
    data = before + part + rest.partition(b"</said>")[2]
    told = ["the direct quotation has no quotation mark at either edge"]
    assert said(data, "QU001") == (told if is_told else [])
