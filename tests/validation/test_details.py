"""Corners of rules that no file shows well."""

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from stancebank.model.characters import is_name
from stancebank.schema import check_constraints
from stancebank.tei import loads, parse
from stancebank.tei.facts import Anchor
from stancebank.tei.index import index
from stancebank.validation import characters, validate
from stancebank.validation.dates import date_of, days_of, holds_on
from stancebank.validation.identity import malformed_id
from stancebank.validation.rule import Subject
from stancebank.validation.text import seed_blocks

CASES = Path(__file__).parent / "cases"
SOUND = (CASES / "WF001" / "pass-well-formed.xml").read_bytes()


def found(data, **options):
    return [(one.code, one.location.id) for one in validate(data, **options).findings]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("aux", "reserved on Windows"),
        ("com1.pier", "reserved on Windows"),
        ("pier.", "ends in a full stop"),
        ("p" * 201, "more than 200 bytes"),
        ("\u043f" * 101, "more than 200 bytes"),
    ],
)
def test_an_id_must_be_a_name_for_a_file(name, told):
    """Exports name files after documents."""
    data = SOUND.replace(b"pass-well-formed", name.encode())
    [finding] = validate(data, select=["SE006"]).findings
    assert told in finding.message


@given(st.lists(st.text(alphabet="ab1_.-: \0\u00e9", max_size=3), max_size=4))
def test_every_id_that_is_no_name_is_told(ids):
    """One look at all ids misses none, and tells of none that is a name in another script."""
    anchors = tuple(Anchor(id=one, element="p", line=1, within=None, region="text") for one in ids)
    subject = Subject(index=evolve(index(parse(SOUND)), anchors=anchors))
    assert [hit.id for hit in malformed_id(subject)] == [one for one in ids if not is_name(one)]


def test_a_registry_may_name_words_that_are_built_in(tmp_path):
    """No document declares a prefix there, so such words are not looked for in other files."""
    place = tmp_path / "issues.xml"
    place.write_text(
        '<taxonomy xmlns="http://www.tei-c.org/ns/1.0" xml:id="issues"><category xml:id="pier" ana="status:proposed"/>'
        "</taxonomy>"
    )
    report = validate(place, select=["TX004"])
    assert not report.findings


@pytest.mark.parametrize("name", ["pier?.xml", "lpt1.xml"])
def test_the_name_of_a_file_must_be_one_everywhere(tmp_path, name):
    """The file may exist here and be impossible elsewhere."""
    path = tmp_path / name
    path.write_bytes(SOUND)
    assert found(path, select=["SE006"]) == [("SE006", "pass-well-formed")]


def test_a_document_without_an_id_is_told():
    """Everything else in it can still be found by line."""
    data = SOUND.replace(b' xml:id="pass-well-formed"', b"")
    [finding] = validate(data, select=["ID003"]).findings
    assert finding.location.id is None
    assert finding.location.line == 3


def test_blocks_without_ids_are_named_by_the_document():
    """A typed quotation in a block without an id is found by the id of the document."""
    data = SOUND.replace(b'<p xml:id="b4"><said xml:id="q2" who="#critics"', b"<p><said")
    assert found(data, select=["SP001"]) == [("SP001", "pass-well-formed")]


def test_voices_are_looked_up_in_registries():
    """The holder may be known only elsewhere."""
    path = CASES / "PT006" / "pass-person-and-word.xml"
    data = path.read_bytes()
    subject = Subject(index=index(parse(data)), document=loads(data), folder=path.parent)
    assert subject.voice("per:ada").label == "Ada Lind"
    assert subject.voice("people.xml#ada").label == "Ada Lind"
    assert subject.voice("per:nobody") is None
    assert subject.label("lind") == "Ada Lind"
    assert subject.label("nobody") == "nobody"
    assert Subject(index=subject.index, document=subject.document).voice("per:ada") is None


def test_a_registry_is_checked_for_ids_pointers_and_dates():
    """Prefixes that only articles declare are left to them."""
    data = (
        b'<listPerson xmlns="http://www.tei-c.org/ns/1.0" xml:id="people">'
        b'<person xml:id="ada"><affiliation ref="org:council" from="2024" to="2023"/></person>'
        b'<person xml:id="bo"><affiliation ref="#ghost"/></person>'
        b'<person xml:id="bo"/><person sameAs="lost.xml#cy"/></listPerson>'
    )
    assert sorted(found(data, folder=CASES)) == [
        ("ID001", "bo"),
        ("ID003", "people"),
        ("MD003", "ada"),
        ("PT001", "bo"),
        ("PT005", "people"),
        ("SP004", "ada"),
        ("SP004", "bo"),
        ("SP004", "bo"),
    ]


def test_a_pointer_to_a_whole_file_is_no_missing_entry():
    """The file is there, and nothing in it was asked for."""
    data = SOUND.replace(b'<hi rend="italic">', b'<hi rend="italic" ana="people.xml">')
    assert ("PT002", "b5") in found(data, folder=CASES / "PT006")
    data = SOUND.replace(b'<p xml:id="b5">', b'<p xml:id="b5"><note corresp="./people.xml">1</note>')
    assert not any(code.startswith("PT0") for code, _ in found(data, folder=CASES / "PT006"))


def test_misspelt_markup_does_not_make_its_pointers_wrong():
    """The element that a pointer leads to is told by the grammar, and that is enough."""
    before, org, after = SOUND.partition(b'<org xml:id="post" role="media">')
    assert org
    data = before + b'<orgg xml:id="post">' + after.replace(b"</org>", b"</orgg>", 1)
    assert found(data) == [("SC001", "post")]


def test_agents_by_attribute_of_an_unusual_layer_count():
    """Several agents are more than the model reads, and more than none."""
    data = SOUND.replace(b'subtype="primary" resp="#tool"', b'subtype="primary" resp="#tool #encoder"')
    assert found(data) == []


def test_what_the_header_gives_twice_is_compared_only_once():
    """Two headlines in the text are no contradiction to the header."""
    data = SOUND.replace(b'<dateline xml:id="b2">', b'<head xml:id="b0" type="main">Pier</head><dateline xml:id="b2">')
    assert ("SN004", "b1") not in found(data)


def test_a_dateline_without_dates_contradicts_nothing():
    """Only what is marked up as a date is compared."""
    data = SOUND.replace(b'<date when="2024-03-05">5 March 2024</date>', b"<hi>Monday</hi>")
    assert not any(code == "MD005" for code, _ in found(data))


def test_without_a_date_offices_are_not_judged():
    """Who held what cannot be told."""
    data = SOUND.replace(b'<date type="published" when="2024-03-05"/>', b"").replace(
        b'<creation><date when="2024-03-05"/></creation>', b""
    )
    data = data.replace(b'to="2025-12-31"', b'to="2021"')
    assert found(data, select=["SP009"]) == []


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-12", ("2024-12-01", "2024-12-31")),
        ("2024-03-05T18:05:00+01:00", ("2024-03-05", "2024-03-05")),
        ("0000", None),
        ("2024-13", None),
        ("5 March", None),
        ("", None),
        (None, None),
        ("2" * 99, None),
    ],
)
def test_dates_cover_days(value, days):
    """A month is all its days; what is no date is none."""
    covered = days_of(value)
    assert (covered and tuple(str(day) for day in covered)) == days


def test_a_month_is_no_day():
    """Only a full date names a day, and an end that is no date is open."""
    assert date_of("2024-03") is None
    assert holds_on("long ago", None, date_of("2024-03-05"))


def test_the_blocks_of_a_seed_are_its_visible_lines():
    """Line ends of every system, a byte order mark, blank lines and lines of no-break spaces go."""
    assert seed_blocks("\ufeffa \r\rb\r\n\u00a0\n\tc") == ("a ", "b", "\tc")


def test_the_difference_to_the_seed_shows_what_cannot_be_seen(tmp_path):
    """A no-break space is not a space, and both are named."""
    for path in (CASES / "TF001").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    seed = tmp_path / "seed.txt"
    seed.write_text(seed.read_text(encoding="utf-8").replace("new pier", "new\u00a0pier"), encoding="utf-8")
    [finding] = validate(tmp_path / "pass-same-text.xml").findings
    assert (finding.code, finding.location.id) == ("TF004", "b1")
    assert finding.message == (
        "from character 30 on this block reads '…l delays the new⟦ ⟧pier' (U+0020), "
        "line 1 of the seed '…l delays the new⟦\\u00a0⟧pier' (U+00A0): "
        "a normalisation of no-break spaces that is not declared"
    )


@pytest.mark.parametrize(
    "case",
    [
        *("PT008/fail-itself", "QU005/fail-voice", "QU005/fail-mode", "SC007/fail-limits"),
        *("SC007/fail-two-beginnings", "SC007/fail-two-ends", "SC007/fail-related-item", "SC007/fail-no-item"),
    ],
)
def test_the_constraints_for_editors_say_what_the_rules_say(case):
    """A fault that the published constraints can tell has the same code there."""
    path = CASES / f"{case}.xml"
    told = {one.code for one in check_constraints(parse(path.read_bytes()))}
    assert path.parent.name in told
    assert [one.code for one in validate(path).findings] == [path.parent.name]


def test_without_a_folder_retired_categories_elsewhere_are_not_known():
    """Nothing is said of what was not read."""
    path = CASES / "TX004" / "fail-elsewhere.xml"
    assert found(path.read_bytes(), select=["TX004"], ignore=["RT004"]) == []
    assert found(path.read_bytes(), select=["TX004"], folder=path.parent) == [("TX004", "t1")]


def test_a_corpus_header_is_asked_for_the_release_of_its_taxonomies():
    """What stands in it is shared by all that it includes."""
    data = (
        b'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xml:id="c"><teiHeader><encodingDesc><classDecl>'
        b'<taxonomy xml:id="t"><category xml:id="t.a"><catDesc>a</catDesc></category></taxonomy>'
        b"</classDecl></encodingDesc></teiHeader></teiCorpus>"
    )
    assert found(data, select=["TX005", "TX007"]) == [("TX005", "t"), ("TX007", "t.a")]


def test_addresses_of_the_article_are_looked_at():
    """It becomes a link in every view of the document."""
    data = SOUND.replace(b">https://example.org/pier</idno>", b">javascript:alert(1)</idno>")
    assert found(data) == [("SE005", "pass-well-formed")]
    data = SOUND.replace(b'url="urn:stancebank:schema:1"', b'url="file:///etc/schema.rng"')
    assert found(data) == [("SE005", "pass-well-formed")]


def test_a_declared_prefix_is_no_scheme():
    """A document may call its registry data: what counts is where the prefix leads."""
    data = SOUND.replace(
        b"<listPrefixDef>",
        b'<listPrefixDef><prefixDef ident="data" matchPattern="(.+)" replacementPattern="https://example.org/$1"/>',
    ).replace(b'<placeName ref="#cove">', b'<placeName ref="data:cove">')
    assert not any(code == "SE005" for code, _ in found(data))


def test_a_policy_may_flag_what_the_publisher_put_there(monkeypatch):
    """By default a no-break space of the seed is kept without a word."""
    path = CASES / "WF010" / "pass-as-in-the-seed.xml"
    assert found(path) == []
    monkeypatch.setattr(characters, "POLICY", "flag")
    assert found(path) == [("WF010", "b5")]


def test_the_holder_of_an_act_is_named_where_the_act_is_told():
    """An act of somebody else, or one that does not name its doer, excuses nobody."""
    path = CASES / "ST008" / "pass-act.xml"
    data = path.read_bytes()
    assert found(data) == []
    spoilt = data.replace(b'<orgName ref="#council">The council', b'<orgName ref="#post">The council')
    assert found(spoilt) == [("ST008", "st3")]


def test_a_voice_that_is_not_declared_is_no_other_holder():
    """The pointer is told, and nothing of what follows from it."""
    data = SOUND.replace(b'<ptr type="holder" target="#lind"/>', b'<ptr type="holder" target="#lynd"/>')
    assert found(data) == [("PT001", "st1")]


def test_names_may_hold_more_than_the_marks():
    """A name that begins before the mark and ends after it says what the words are."""
    path = CASES / "QU003" / "pass-name.xml"
    data = path.read_bytes().replace(b'<orgName ref="#post">Post ', b'Post <orgName ref="#post">', 1)
    assert [code for code, _ in found(data)] == []
    data = data.replace(b'<orgName ref="#post">"Harbour"', b'"<orgName ref="#post">Harb</orgName>our"')
    data = data.replace(b'our" Ltd</orgName>', b'our" Ltd')
    assert [code for code, _ in found(data)] == ["QU003"]


STANCE = SOUND[SOUND.index(b'<annotation xml:id="st1"') : SOUND.index(b'<annotation xml:id="st2"')].strip()


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        (b"", b"", True),
        (b'cert="high"', b'cert="low"', True),
        (b'type="holder" target="#lind"', b'type="holder" target="#critics"', False),
        (b'type="stanceTarget" target="#prop1"', b'type="stanceTarget" target="#cove"', False),
        (b"position:oppose", b"position:neutral", False),
        (b"intensity:moderate", b"intensity:strong", False),
        (b'target="#q1.1"', b'target="#q1.2"', False),
        (b"status:proposed", b"status:rejected", False),
    ],
)
def test_a_stance_stands_twice_only_if_all_that_it_says_does(old, new, is_told):
    """Another holder, target, position, intensity or place is another stance; how sure somebody is makes none."""
    again = STANCE.replace(b'"st1"', b'"st3"').replace(old, new) if old else STANCE.replace(b'"st1"', b'"st3"')
    assert not old or STANCE.count(old) == 1
    data = SOUND.replace(b'<annotation xml:id="st2"', again + b'<annotation xml:id="st2"')
    assert found(data, select=["SN007"]) == ([("SN007", "st3")] if is_told else [])


@pytest.mark.parametrize(("written", "since"), [(b' when="2023"', " since 2023"), (b"", "")])
def test_a_category_is_retired_with_or_without_a_day(written, since):
    """The day is told where there is one."""
    data = (CASES / "TX004/fail-topic.xml").read_bytes().replace(b' when="2023"', written)
    [finding] = validate(data, select=["TX004"], ignore=["RT004"]).findings
    assert finding.message == f"the category #quay is retired{since}"


def test_a_quotation_that_was_rejected_hides_no_other():
    """Of two that hold a mark without its partner, the one that counts is told."""
    data = SOUND.replace(b'>"The pier can wait,"</said>', b'>"The pier can wait,</said>"')
    data = data.replace(b'>"Not in my harbour!"</said>', b'>"Not in my harbour!</said>"')
    assert found(data, select=["QU002"]) == [("QU002", "q2"), ("QU002", "q1")]
    rejected = data.replace(b"medium:speech status:proposed", b"medium:speech status:rejected")
    assert found(rejected, select=["QU002"]) == [("QU002", "q2")]


@pytest.mark.parametrize(
    ("record", "word"),
    [
        (b"mode:direct medium:speech status:proposed", b"status:proposed"),
        (b"intensity:moderate status:proposed", b"status:proposed"),
        (b"mode:direct medium:speech", b"mode:direct"),
        (b"position:oppose intensity", b"position:oppose"),
    ],
)
def test_a_word_that_is_misspelt_is_not_missing_as_well(record, word):
    """One slip is one finding: that the vocabulary has no such word; a word that is missing is another one."""
    assert SOUND.count(record) == 1
    data = SOUND.replace(record, record.replace(word, word + b"x"))
    assert [code for code, _ in found(data)] == ["PT006"]
    assert [code for code, _ in found(data, consequences=True)] == ["PT006"]
    missing = found(SOUND.replace(record, record.replace(word, b"").strip()))
    assert [code for code, _ in missing] not in ([], ["PT006"])


def test_what_is_yet_to_be_written_is_told_once():
    """Of elements inside each other the outermost is told; of two beside each other, each."""
    inside = b"<p>TODO: <ref target='https://example.org/terms'>TODO</ref></p>"
    beside = b"<p>TODO</p><p>Boats wait.</p><p>TODO</p>"
    for added, number in ((inside, 1), (beside, 2), (inside + beside, 3)):
        data = SOUND.replace(b"</availability>", added + b"</availability>", 1)
        assert found(data, select=["MD016"]) == [("MD016", "pass-well-formed")] * number


def test_a_language_is_told_where_it_is_used():
    """In the line of its element, not in that of the block around it."""
    data = SOUND.replace(b'<hi rend="italic">', b'\n\n<hi rend="italic" xml:lang="fr">')
    [finding] = validate(data, select=["MD007"]).findings
    assert finding.location.id == "b5"
    assert b'<hi rend="italic" xml:lang="fr">' in data.splitlines()[finding.location.line - 1]


ADDRESS = b'<idno type="URI">https://example.org/pier</idno>'


@pytest.mark.parametrize(
    ("gone", "lacking"),
    [
        ([ADDRESS], "an address or a page"),
        ([b'<title level="j">The Harbour Post</title>', ADDRESS], "the outlet and an address or a page"),
        (
            [b'<title level="j">The Harbour Post</title>', ADDRESS, b'<date type="accessed" when="2024-03-09"/>'],
            "the outlet and an address or a page and the day it was retrieved",
        ),
    ],
)
def test_all_that_a_source_lacks_is_told_in_one_sentence(gone, lacking):
    """One finding names each thing that is missing."""
    data = SOUND
    for one in gone:
        assert data.count(one) == 1
        data = data.replace(one, b"")
    [finding] = validate(data, select=["MD009"]).findings
    assert finding.message == f"the document does not say where the article was found: it lacks {lacking}"


@pytest.mark.parametrize("name", [b"ptr", b"ref"])
def test_an_address_may_be_that_of_a_link(name):
    """It needs no words, but it needs to lead somewhere."""
    link = b'<%s target="https://example.org/pier"/>' % name
    assert found(SOUND.replace(ADDRESS, link), select=["MD009"]) == []
    assert found(SOUND.replace(ADDRESS, b"<%s/>" % name), select=["MD009"]) == [("MD009", "pass-well-formed")]
