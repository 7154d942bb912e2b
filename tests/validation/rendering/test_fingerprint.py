"""A fingerprint stays with its finding, and with that one alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank.findings import Finding, Location, Report, Severity
from stancebank.validation.rendering import fingerprints
from stancebank.validation.rendering.summary import Marked, marked, worst


@pytest.mark.parametrize(
    "changed",
    [
        {"line": 97},
        {"line": 41, "column": 3},
        {"source": "other/folder/a.xml"},
        {"source": "C:\\folder\\a.XML"},
        {"message": "the stance  has\nno holder"},
        {"hint": "another"},
        {"severity": Severity.WARNING},
    ],
    ids=str,
)
def test_what_may_change(make, changed):
    """The line, the folder, white space, the hint and the severity are no part of what a finding is."""
    assert fingerprints([make(**changed)]) == fingerprints([make()])


@pytest.mark.parametrize(
    "changed",
    [{"source": "b.xml"}, {"source": "a.v2.xml"}, {"id": "st7"}, {"code": "ST002"}, {"message": "other"}],
    ids=str,
)
def test_what_makes_another_finding(make, changed):
    """Another file, element, code or message is another finding."""
    assert fingerprints([make(**changed)]) != fingerprints([make()])


def test_lines_in_messages_do_not_count(make):
    """Where a message names lines, an edit above moves them."""
    before, after = make("p in line 12, p in line 61"), make("p in line 13, p in line 62")
    assert fingerprints([before]) == fingerprints([after])
    assert fingerprints([make("evidence ends at 12")]) != fingerprints([make("evidence ends at 13")])


def test_fingerprints_stay_the_same():
    """A baseline that was written once is understood later."""
    finding = Finding(
        code="ST001",
        severity=Severity.ERROR,
        message="stance has no holder",
        location=Location(source="a1.xml", id="st7", line=41),
    )
    assert fingerprints([finding]) == ("4a84a1a3c11360c9fe60f824a07f609a",)
    assert fingerprints([]) == ()


@given(st.lists(st.sampled_from([Location(source=s, id=i) for s in ("a", "b") for i in ("x", "y")]), max_size=12))
def test_equal_findings_are_numbered(places):
    """All fingerprints of a report differ, and none depends on findings elsewhere."""
    findings = [Finding(code="ST001", severity=Severity.ERROR, message="m", location=place) for place in places]
    found = fingerprints(findings)
    assert len({*found}) == len(findings)
    for place in {*places}:
        alone = fingerprints([one for one in findings if one.location == place])
        assert alone == tuple(mark for mark, one in zip(found, findings, strict=True) if one.location == place)


@given(st.lists(st.sampled_from(Severity)), st.integers(0, 10))
def test_the_worst_keep_their_order(severities, limit):
    """No finding that is left out is worse than one that is told, and the order of reading stays."""
    marked = [
        Marked(Finding(code="ST001", severity=one, message="m"), str(number)) for number, one in enumerate(severities)
    ]
    told = list(worst(marked, limit))
    assert len(told) == min(limit, len(marked))
    assert told == [one for one in marked if one in told]
    left = [one.finding.severity for one in marked if one not in told]
    assert not told or max(left, default=0) <= min(one.finding.severity for one in told)


def test_findings_have_the_same_marks_in_any_report(mixed):
    """Whether the report comes from a check or was made elsewhere."""
    plain = Report(findings=mixed.findings, sources=mixed.sources)
    assert marked(plain) == marked(mixed)
    assert [one.fingerprint for one in marked(plain)] == list(fingerprints(mixed.findings))
