"""Findings print on a line, stand in order, are never merged, and sum up to a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank.findings import Finding, Location, Report, Severity, Verdict

_LOCATIONS = st.builds(
    Location,
    source=st.sampled_from([None, "a.xml", "b.xml"]),
    id=st.sampled_from([None, "st1", "st2"]),
    line=st.one_of(st.none(), st.integers(1, 5)),
    column=st.one_of(st.none(), st.integers(1, 5)),
)
_FINDINGS = st.builds(
    Finding,
    code=st.sampled_from(["RT001", "ST001", "WF001"]),
    severity=st.sampled_from(Severity),
    message=st.sampled_from(["a", "b"]),
    location=_LOCATIONS,
)


def _finding(code="ST001", severity=Severity.ERROR, **place):
    return Finding(code=code, severity=severity, message="stance has no holder", location=Location(**place))


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({"source": "a.xml", "line": 41, "id": "st7"}, "a.xml:41#st7"),
        ({"source": "a.xml", "line": 41, "column": 2}, "a.xml:41:2"),
        ({"id": "st7"}, "#st7"),
        ({"line": 3}, "3"),
        ({}, ""),
    ],
)
def test_locations_tell_the_most_durable_place_first(place, told):
    """File, line, column and id stand in one token that editors can follow."""
    assert str(Location(**place)) == told
    assert str(_finding(**place)) == f"{told}{': ' if told else ''}error ST001: stance has no holder"


def test_the_worst_is_the_largest():
    """Severities are ordered by how bad they are."""
    assert sorted(Severity) == [Severity.NOTE, Severity.WARNING, Severity.ERROR, Severity.FATAL]
    assert Report().worst is None
    assert Report(findings=[_finding(severity=one) for one in Severity]).worst is Severity.FATAL


@given(st.lists(_FINDINGS, max_size=6).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_a_report_does_not_depend_on_who_came_first(pair):
    """Findings stand by source, line, column and code, in whatever order they were found, and all of them."""
    found, shuffled = pair
    report = Report(findings=found)
    assert [str(one) for one in report.findings] == [str(one) for one in Report(findings=shuffled).findings]
    assert len(report.findings) == len(found)
    places = [(one.location.source or "", one.location.line or 0, one.location.column or 0) for one in report.findings]
    assert places == sorted(places)


@given(st.lists(_FINDINGS, max_size=6))
def test_counts_add_up(found):
    """Every finding is counted under its own severity and under no other."""
    report = Report(findings=found)
    assert sum(report.count(one) for one in Severity) == len(found)
    assert report.worst is max((one for one in Severity if report.count(one)), default=None)


def test_two_findings_on_one_object_both_survive():
    """Equal findings are not merged: a report counts what was found."""
    assert Report(findings=[_finding(id="st1"), _finding(id="st1")]).count(Severity.ERROR) == 2


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        ([], Verdict.VALID),
        ([_finding(severity=Severity.NOTE), _finding(severity=Severity.WARNING)], Verdict.VALID),
        ([_finding(severity=Severity.ERROR)], Verdict.INVALID),
        ([_finding(severity=Severity.FATAL)], Verdict.INVALID),
        ([_finding("RT001")], Verdict.UNDETERMINED),
        ([_finding("RT001", Severity.NOTE)], Verdict.UNDETERMINED),
        ([_finding("RT001"), _finding(severity=Severity.WARNING)], Verdict.UNDETERMINED),
        ([_finding("RT001"), _finding(severity=Severity.ERROR)], Verdict.INVALID),
    ],
)
def test_verdicts(found, verdict):
    """An error makes a report invalid; what could not be checked leaves it undetermined; else it is valid."""
    assert Report(findings=found).verdict is verdict


def test_no_report_is_falsy():
    """A clean report is still a report."""
    assert bool(Report()) is True
    assert not hasattr(Report, "__len__")
