"""Each planted fault is reported once, with its code and its place, and nothing else is."""

import shutil
from pathlib import Path

import pytest
from lxml import etree

from stancebank.findings import Severity
from stancebank.validation import validate
from validation.planting import FAULTS, ID, elements, parsed, planted, said

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[2]
HARBOUR = Path("corpus/articles/harbour-2024-03-05.xml")
CSTO = Path("corpus/articles/csto-2022-12-19.xml")


@pytest.fixture(scope="module", params=[(DATA, HARBOUR), (ROOT, CSTO)], ids=["harbour", "csto"])
def article(request, tmp_path_factory):
    """Return the path of an article in a copy of its corpus, and its bytes."""
    origin, path = request.param
    place = tmp_path_factory.mktemp("planted")
    for folder in ("corpus", "seeds"):
        shutil.copytree(origin / folder, place / folder)
    return place / path, (place / path).read_bytes()


def test_the_article_is_sound(article):
    """Without a fault nothing is found."""
    path, data = article
    path.write_bytes(data)
    assert validate(path).findings == ()


def test_there_are_twenty_two_faults():
    """None of the faults has been left out."""
    assert len(FAULTS) == 22


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_the_only_finding(article, fault):
    """One fault, one finding: with the code, the file, the line and the id."""
    path, data = article
    spoilt, (code, element_id) = FAULTS[fault](data)
    assert spoilt != data
    path.write_bytes(spoilt)
    report = validate(path)
    grave = [one for one in report.findings if one.severity >= Severity.WARNING or code == "PT011"]
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
