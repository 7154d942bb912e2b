"""What runs, what is left out, and what is said of that."""

import shutil
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from stancebank.errors import UnknownCodeError
from stancebank.findings import Report, Severity, Verdict
from stancebank.model import Document, Layer, Span, Stance
from stancebank.tei import PROFILES, dump, dumps, load
from stancebank.validation import RULES, Hit, Rule, brief, checking, rule, validate
from stancebank.validation.rule import Scope, Subject
from strategies import documents

DATA = Path(__file__).parent / "data"
CASES = Path(__file__).parent / "cases"
ARTICLE = DATA / "corpus" / "articles" / "harbour-2024-03-05.xml"
SOUND = CASES / "WF001" / "pass-well-formed.xml"


def codes(report):
    return [one.code for one in report.findings]


@pytest.fixture
def copy(tmp_path):
    """Return the folder of a copy of the fixture."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_a_folder_is_checked_file_by_file_in_the_order_of_paths(copy):
    """Registries are files as well; hidden files are not looked at."""
    hidden = copy / "corpus" / ".old"
    hidden.mkdir()
    (hidden / "broken.xml").write_text("<")
    report = validate(copy / "corpus")
    assert report.sources == (
        str(copy / "corpus" / "articles" / ARTICLE.name),
        str(copy / "corpus" / "registry" / "listPerson.xml"),
    )
    assert report.verdict is Verdict.VALID
    assert len(report.digests) == 2


def test_several_subjects_make_one_report(copy):
    """The order of subjects changes nothing but the list of sources."""
    paths = [copy / "corpus" / "registry", CASES / "ST001" / "fail-no-holder.xml", str(SOUND)]
    forwards, backwards = validate(paths), validate(tuple(reversed(paths)))
    assert codes(forwards) == ["ST001"]
    assert forwards.findings == backwards.findings
    assert len(forwards.sources) == 3


def test_progress_is_told_after_each_input(copy):
    """It counts up to the number of inputs."""
    told = []
    validate(copy / "corpus", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_bytes_and_documents_are_checked_like_files():
    """Only the name of the file is not there to be compared with the id."""
    path = CASES / "ID004" / "fail-other-name.xml"
    assert codes(validate(path)) == ["ID004"]
    assert codes(validate(path.read_bytes())) == []
    assert codes(validate(load(path))) == []


def test_a_document_is_called_by_its_id_unless_told_otherwise():
    """Findings name the document that they are about."""
    document = Document.from_blocks("pier", [("paragraph", "Boats wait.")])
    assert {one.location.source for one in validate(document).findings} == {"pier"}
    assert {one.location.source for one in validate(document, source="draft").findings} == {"draft"}


def test_what_a_document_without_a_place_points_at_is_not_followed():
    """The report says so, and is undetermined; with a folder it is followed."""
    document = load(ARTICLE)
    report = validate(document)
    assert codes(report) == ["RT004"]
    assert report.findings[0].severity is Severity.NOTE
    assert report.verdict is Verdict.UNDETERMINED
    assert validate(document, folder=ARTICLE.parent).findings == ()
    assert validate(dumps(document), folder=str(ARTICLE.parent)).findings == ()


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_of_a_sound_document_is_sound(copy, profile):
    """Where annotation stands changes nothing of what is found."""
    path = copy / "corpus" / "articles" / ARTICLE.name
    dump(load(ARTICLE), path, profile=profile)
    assert validate(path).findings == ()


def test_pointers_that_stand_off_the_text_are_followed(copy):
    """A mention names what does not exist, whether it stands in the text or beside it."""
    path = copy / "corpus" / "articles" / ARTICLE.name
    path.write_text(path.read_text().replace('ref="#harbour-2024-03-05.cove"', 'ref="#nowhere"'))
    dump(load(path), path, profile="standoff")
    assert codes(validate(path)) == ["PT011", "PT001"]


def test_a_document_that_cannot_be_written_is_reported():
    """Evidence beyond the text is a finding, not an exception."""
    document = Document.from_blocks("pier", [("paragraph", "Boats wait.")])
    stance = Stance(id="st1", holder="lind", target="pier", position="oppose", evidence=[Span(0, 99)])
    spoilt = document.with_layer(Layer(id="l1", annotator=None, stances=[stance]))
    assert codes(validate(spoilt)) == ["RT004", "SN001"]


def test_a_file_that_cannot_be_read_leaves_the_verdict_open(tmp_path):
    """It is RT001, and the other files are checked."""
    report = validate([tmp_path / "nowhere.xml", SOUND])
    assert codes(report) == ["RT001"]
    assert report.verdict is Verdict.UNDETERMINED
    assert report.digests[0][0] == str(SOUND)


def test_an_error_outweighs_what_could_not_be_checked(tmp_path):
    """An error that was found is certain."""
    assert validate([tmp_path / "nowhere.xml", CASES / "ST001" / "fail-no-holder.xml"]).verdict is Verdict.INVALID


def test_a_block_with_an_id_that_no_name_allows_is_told_once():
    """The grammar objects to it as well, but the rule on ids says more."""
    data = SOUND.read_bytes().replace(b'xml:id="b5"', b'xml:id="5"').replace(b"(b5,6,10)", b"(b4,30,10)")
    assert [code for code in codes(validate(data)) if code != "RT004"] == ["ID002"]


def test_a_file_that_is_no_document_after_all_is_told(monkeypatch):
    """Rules on files still run over it, and the report says that the others did not."""

    def refuse(_root, *, fallback_id):
        msg = f"no segments in {fallback_id}"
        raise ValueError(msg)

    monkeypatch.setattr(checking, "read", refuse)
    report = validate(CASES / "PT001" / "fail-who.xml")
    assert codes(report) == ["RT004", "PT001"]
    assert "no segments in fail-who" in report.findings[0].message
    assert validate(SOUND).verdict is Verdict.UNDETERMINED


def test_a_document_without_a_header_is_told_once(tmp_path):
    """Rules on what a header says have nothing to look at."""
    data = SOUND.read_bytes()
    start, end = data.index(b"<teiHeader>"), data.index(b"</teiHeader>") + len(b"</teiHeader>")
    path = tmp_path / "pass-well-formed.xml"
    path.write_bytes(data[:start] + data[end:])
    found = validate(path, profile="standard", ignore=["PT001"])
    assert set(codes(found)) <= {"SC001", "SC002"}
    assert "SC001" in codes(found)


def test_profiles_run_more_and_more_levels():
    """A draft is not asked for what only a finished document can have."""
    document = Document.from_blocks("pier", [("paragraph", "Boats wait.")])
    by_profile = {profile: validate(document, profile=profile) for profile in ("draft", "standard", "release")}
    assert "MD002" in codes(by_profile["standard"])
    assert "MD002" not in codes(by_profile["draft"])
    levels = {name: max(rule(code).level for code in report.run) for name, report in by_profile.items()}
    assert levels["draft"] == 2
    assert levels["standard"] == 4
    assert levels["release"] == 5
    with pytest.raises(ValueError, match="no profile 'final'"):
        validate(document, profile="final")


def test_select_and_ignore_choose_rules():
    """What is not selected is listed as skipped; what is ignored runs, and its findings are kept apart."""
    path = CASES / "MD011" / "fail-text.xml"
    assert codes(validate(path, select=["MD011"])) == ["MD011"]
    assert codes(validate(path, select=["MD002"])) == []
    ignoring = validate(path, ignore=["MD011"])
    assert codes(ignoring) == []
    assert [(one.finding.code, one.by) for one in ignoring.suppressed] == [("MD011", "ignore")]
    assert "MD011" in ignoring.run
    assert "MD011" in validate(path, select=["MD002"]).skipped


def test_a_fault_that_ends_the_check_is_told_whatever_is_selected(tmp_path):
    """A file that is not well-formed cannot be said to hold no other fault."""
    path = tmp_path / "x.xml"
    path.write_text("<")
    assert codes(validate(path, select=["ST001"])) == ["WF001"]
    assert codes(validate(path, ignore=["WF001"])) == ["WF001"]
    assert codes(validate(tmp_path / "y.xml", select=["ST001"])) == ["RT001"]


def test_what_did_not_run_need_not_be_told():
    """Who knows that the registries are elsewhere can leave the note out."""
    assert validate(load(ARTICLE), ignore=["RT004"]).findings == ()


@pytest.mark.parametrize("where", ["select", "ignore"])
def test_an_unknown_code_is_an_error(where):
    """A slip must not look like an empty report."""
    with pytest.raises(UnknownCodeError) as caught:
        validate(SOUND, **{where: ["ST00I"]})
    assert all(code.startswith("ST0") for code in caught.value.nearest)
    assert caught.value.nearest


def _crash(_subject):
    yield Hit("seen before the fall", "b1")
    raise RuntimeError("no harbour")


def _row(check):
    return Rule(
        code="ZZ001",
        level=3,
        severity=Severity.ERROR,
        summary="test",
        why="test",
        remedy="test",
        check=check,
        scope=Scope.DOCUMENT,
    )


def test_a_rule_that_fails_is_reported_and_the_others_go_on(monkeypatch):
    """The report names the rule, and what it had found stands."""
    monkeypatch.setattr(brief, "RULES", (_row(_crash), *RULES))
    report = validate(CASES / "ST001" / "fail-no-holder.xml")
    assert sorted(codes(report)) == ["RT003", "ST001", "ZZ001"]
    told = next(one for one in report.findings if one.code == "RT003")
    assert "ZZ001" in told.message
    assert "RuntimeError: no harbour" in told.message


def test_a_rule_on_documents_cannot_run_over_a_registry():
    """The subject refuses rather than guess."""
    subject = Subject(index=None)
    with pytest.raises(TypeError, match="rule on documents"):
        _ = subject.told


def test_the_grammar_is_told_where_the_rule_that_says_more_does_not_run():
    """An impossible date is found by the grammar as well; one of the two always speaks."""
    path = CASES / "MD003" / "fail-impossible.xml"
    assert codes(validate(path)) == ["MD003"]
    assert codes(validate(path, profile="draft")) == ["SC001"]
    assert codes(validate(path, ignore=["SC001"])) == ["MD003"]


def test_seeds_that_cannot_be_read_are_told(copy):
    """A seed in another encoding is no seed; one behind an address is not fetched."""
    (copy / "seeds" / "harbour-2024-03-05.txt").write_bytes(b"\xff\xfe\x00")
    path = copy / "corpus" / "articles" / ARTICLE.name
    assert codes(validate(path)) == ["PT005"]
    path.write_text(path.read_text().replace("../../seeds/", "https://example.org/"))
    assert codes(validate(path)) == []


def test_a_report_says_what_ran():
    """A report of this room is a report like any other."""
    report = validate(SOUND)
    assert isinstance(report, Report)
    assert set(report.run) | set(report.skipped) == {row.code for row in RULES}
    assert report.profile == "standard"


EDITS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 12), st.binary(max_size=6) | st.sampled_from([b'"', b"#", b"<p>"])),
    min_size=1,
    max_size=4,
)


@given(EDITS)
def test_no_edit_of_the_bytes_brings_a_rule_down(edits):
    """Whatever the bytes are, a report comes out, and no rule fails."""
    data = ARTICLE.read_bytes()
    for at, length, piece in edits:
        place = at % len(data)
        data = data[:place] + piece + data[place + length :]
    report = validate(data, source=ARTICLE.name, folder=ARTICLE.parent)
    assert "RT003" not in codes(report)
    assert codes(report) == sorted(codes(report)) or report.findings


ATTRIBUTES = [
    b"who=",
    b"xml:id=",
    b"target=",
    b"ana=",
    b"next=",
    b"prev=",
    b"when=",
    b"from=",
    b"resp=",
    b"ref=",
    b"cert=",
]
VALUES = [
    b"",
    b"#",
    b"x",
    b"##",
    b"#string-range(a,b)",
    b"2024-02-30",
    b"per:",
    b":",
    b"#harbour-2024-03-05",
    b"a b",
    b"/",
]


@given(st.lists(st.tuples(st.sampled_from(ATTRIBUTES), st.integers(0, 99), st.sampled_from(VALUES)), max_size=5))
def test_no_value_of_an_attribute_brings_a_rule_down(changes):
    """Pointers, dates and ids may say anything."""
    data = ARTICLE.read_bytes()
    for name, number, value in changes:
        parts = data.split(name + b'"')
        if len(parts) > 1:
            at = 1 + number % (len(parts) - 1)
            parts[at] = value + parts[at][parts[at].index(b'"') :]
            data = (name + b'"').join(parts)
    report = validate(data, source=ARTICLE.name, folder=ARTICLE.parent)
    assert "RT003" not in codes(report)


@given(documents())
def test_no_document_brings_a_rule_down(document):
    """Every value of the model can be checked, and the same way twice."""
    report = validate(evolve(document))
    assert "RT003" not in codes(report)
    assert report == validate(document)
