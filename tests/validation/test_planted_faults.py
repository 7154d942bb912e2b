"""Each planted fault is reported once, with its code and its place, and nothing else is."""

import shutil
from pathlib import Path

import pytest
from lxml import etree

from stancebank.findings import Severity
from stancebank.validation import RULES, validate
from validation.planting import FAULTS, ID, NEEDS_MORE, elements, parsed, planted, said
from validation.planting_more import BYTES, renamed
from validation.planting_more import FAULTS as MORE_FAULTS

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[2]
HARBOUR = Path("corpus/articles/harbour-2024-03-05.xml")
CSTO = Path("corpus/articles/csto-2022-12-19.xml")


def _copied(origin, path, place):
    for folder in ("corpus", "seeds"):
        shutil.copytree(origin / folder, place / folder)
    return place / path, (place / path).read_bytes()


@pytest.fixture(scope="module", params=[(DATA, HARBOUR), (ROOT, CSTO)], ids=["harbour", "csto"])
def article(request, tmp_path_factory):
    """Return the path of an article in a copy of its corpus, and its bytes."""
    return _copied(*request.param, tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Return the path of the article of the corpus in a copy of it, and its bytes."""
    return _copied(ROOT, CSTO, tmp_path_factory.mktemp("large"))


def test_the_article_is_sound(article):
    """Without a fault nothing is found."""
    path, data = article
    path.write_bytes(data)
    assert validate(path).findings == ()


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - NEEDS_MORE))
def test_a_planted_fault_is_the_only_finding(article, fault):
    """One fault, one finding: with the code, the file, the line and the id."""
    _is_only_finding(*article, fault)


ALL = {**FAULTS, **MORE_FAULTS}


@pytest.mark.parametrize("fault", sorted(NEEDS_MORE | MORE_FAULTS.keys()))
def test_a_planted_fault_in_a_large_article_is_the_only_finding(large, fault):
    """So are those for which there is no place in a small one."""
    _is_only_finding(*large, fault)


@pytest.mark.parametrize("fault", BYTES)
def test_a_fault_that_ends_the_check_is_the_only_finding(large, fault):
    """Nothing can be said of a file that is not read."""
    path, data = large
    spoilt, (code, _) = BYTES[fault](data)
    assert spoilt != data
    path.write_bytes(spoilt)
    assert [one.code for one in validate(path).findings] == [code]


def _is_only_finding(path, data, fault):
    spoilt, (code, element_id) = ALL[fault](data)
    assert spoilt != data
    path.write_bytes(spoilt)
    report = validate(path)
    grave = [one for one in report.findings if one.severity >= Severity.WARNING or one.code == code]
    assert [(one.code, one.location.id) for one in grave] == [(code, element_id)], report.findings
    place = grave[0].location
    assert place.source == str(path)
    assert place.line is not None
    if element_id is not None:
        lines = _lines(spoilt, element_id)
        assert min(lines) <= place.line <= max(lines)
    assert grave[0].hint
    assert all(one.severity is Severity.NOTE for one in report.findings if one not in grave)


def _lines(data, element_id):
    """Return the lines that the elements with an id begin on, and that what they hold begins on."""
    bearers = [one for one in parsed(data).iter(etree.Element) if one.get(ID) == element_id]
    return [inner.sourceline for one in bearers for inner in one.iter(etree.Element)]


def _spoil_who_and_record(value):
    def mutator(root):
        quotation = said(root)
        quotation.set("who", value)
        token = f"#{quotation.get(ID)}"
        record = next(one for one in elements(root, "annotation") if token in one.get("target").split())
        next(elements(record, "ptr", type="speaker")).set("target", value)
        return record.get(ID), quotation.get(ID)

    return mutator


@pytest.mark.parametrize(("value", "code"), [("#nobody", "PT001"), ("Ada Lind", "PT002")])
def test_a_voice_spoilt_in_text_and_record_is_told_at_both_places(article, value, code):
    """Two pointers are wrong, so two findings are given, and none on what follows from them."""
    path, data = article
    spoilt, (record, quotation) = planted(data, _spoil_who_and_record(value))
    path.write_bytes(spoilt)
    found = [(one.code, one.location.id) for one in validate(path).findings]
    assert sorted(found) == sorted([(code, record), (code, quotation)])


@pytest.mark.parametrize("one", ["dangling_who", "impossible_date", "missing_title"])
@pytest.mark.parametrize("other", ["other_date", "two_positions", "no_target", "expired_affiliation"])
def test_faults_do_not_hide_each_other(article, one, other):
    """Of two faults at different places both are told."""
    path, data = article
    spoilt, first = FAULTS[one](data)
    spoilt, second = FAULTS[other](spoilt)
    path.write_bytes(spoilt)
    found = {(finding.code, finding.location.id) for finding in validate(path).findings}
    assert {first, second} <= found


def test_an_impossible_name_of_a_file_is_the_only_finding(large):
    """The id of the document is the name of its file, so one finding is enough."""
    path, data = large
    spoilt, _ = renamed(data, "aux")
    place = path.with_name("aux.xml")
    place.write_bytes(spoilt)
    assert [(one.code, one.location.id) for one in validate(place).findings] == [("SE006", "aux")]
    place.unlink()


IN_TAXONOMIES = {
    "TX001": ("mode", b'<category xml:id="mode.free">', b'<category xml:id="mode.none">', CSTO, "csto-2022-12-19"),
    "TX004": (
        "cap",
        b'<category xml:id="cap.19">',
        b'<category xml:id="cap.19"><catDesc><date type="retired" when="2026"/></catDesc>',
        CSTO,
        "csto-2022-12-19",
    ),
    "TX005": ("cap", b'<num type="version">1.1</num>', b"1.1", Path("corpus/taxonomies/cap.xml"), "cap"),
    "TX007": ("mode", b" <mentioned>The pier could wait.", b" <!-- ", Path("corpus/taxonomies/mode.xml"), "mode.free"),
}
"""For each rule the taxonomy to spoil, what is to be replaced, the file to check, and the id that must be reported."""


@pytest.mark.parametrize("code", IN_TAXONOMIES)
def test_a_fault_planted_in_a_taxonomy_is_the_only_finding(tmp_path, code):
    """It is told of the document that suffers from it, or of the taxonomy itself."""
    name, old, new, checked, element_id = IN_TAXONOMIES[code]
    _copied(ROOT, CSTO, tmp_path)
    path = tmp_path / "corpus" / "taxonomies" / f"{name}.xml"
    data = path.read_bytes()
    assert data.count(old) == 1
    start = data.index(old)
    end = start + len(old) if code != "TX007" else data.index(b"</mentioned>", start) + len(b"</mentioned>")
    path.write_bytes(data[:start] + (new if code != "TX007" else b"") + data[end:])
    assert [(one.code, one.location.id) for one in validate(tmp_path / checked).findings] == [(code, element_id)]


PLANTED = {"SE006", *IN_TAXONOMIES}
ELSEWHERE = ("MD", "PV", "RT", "SP", "TF")
"""Families whose faults are planted by tests of their own."""


def test_every_rule_has_a_fault_that_is_planted(large):
    """No rule is left out; the codes are those that the faults say."""
    _, data = large
    told = {expected[0] for fault in (*ALL.values(), *BYTES.values()) for expected in [fault(data)[1]]}
    wanted = {row.code for row in RULES if row.level < 4 and not row.code.startswith(ELSEWHERE)}
    assert wanted <= told | PLANTED


TREES = sorted(ALL.keys() - {"byte_order_mark", "no_namespace", "not_well_formed", "other_id"})
STEPS = (1, 3, 8)
DEPENDENT = (
    {"chain_backwards", "chain_to_itself", "half_a_chain", "no_chain", "other_voice_in_a_chain"},
    {"two_minds", "two_positions"},
)
"""Faults at the two ends of one chain, and in a record and its copy."""


@pytest.mark.parametrize("step", STEPS)
def test_of_two_faults_at_different_places_both_are_told(large, step):
    """No fault hides another one, unless they depend on one another or are at one place."""
    path, data = large
    hidden = []
    for number, one in enumerate(TREES):
        other = TREES[(number * 7 + step) % len(TREES)]
        try:
            spoilt, first = ALL[one](data)
            spoilt, second = ALL[other](spoilt)
        except StopIteration:
            continue
        if first[1] == second[1] or any({one, other} <= group for group in DEPENDENT):
            continue
        path.write_bytes(spoilt)
        found = {(finding.code, finding.location.id) for finding in validate(path).findings}
        hidden += [(one, other, lost) for lost in {first, second} - found]
    assert hidden == []
