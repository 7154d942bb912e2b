"""What is let pass and why, what a baseline knows, and what a run says of its settings."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from stancebank.errors import ConfigurationError
from stancebank.findings import Severity, Verdict
from stancebank.schema import read_schema
from stancebank.validation import Limits, Settings, Suppression, render_json, render_text, rule, validate
from stancebank.validation.baseline import Baseline, read_baseline, render_baseline
from stancebank.validation.rendering import FORMATS, fingerprints

CASES = Path(__file__).parent / "cases"
FAULTY = CASES / "ST001" / "fail-no-holder.xml"
TWICE = CASES / "MD011"


def codes(report):
    return [one.code for one in report.findings]


def passed(report):
    return [(one.finding.code, one.by) for one in report.suppressed]


def test_a_suppression_lets_one_finding_pass():
    """It is kept with its reason, counts for nothing, and is told in the last line."""
    [finding] = validate(FAULTY).findings
    one = Suppression(code="ST001", id=finding.location.id, reason="the caption names nobody")
    report = validate(FAULTY, settings=Settings(suppressions=[one]))
    assert report.findings == ()
    assert report.verdict is Verdict.VALID
    [kept] = report.suppressed
    assert (kept.finding, kept.by, kept.reason) == (finding, "suppression", "the caption names nobody")
    assert render_text(report).endswith(": valid, nothing found, 1 let pass\n")
    for form in FORMATS.values():
        assert form(report)


def test_a_fingerprint_marks_one_of_equal_findings(tmp_path):
    """The other one counts, and keeps its own fingerprint in every form."""
    data = FAULTY.read_bytes()
    twins = [tmp_path / name / "fail-no-holder.xml" for name in ("a", "b")]
    for path in twins:
        path.parent.mkdir()
        path.write_bytes(data)
    report = validate(twins)
    first, second = report.marks
    assert first != second
    for hidden, shown in ((first, second), (second, first)):
        settled = validate(twins, settings=Settings(suppressions=[Suppression(fingerprint=hidden, reason="x")]))
        assert settled.marks == (shown,)
        [told] = [json.loads(line) for line in FORMATS["jsonl"](settled).splitlines()[1:]]
        assert told["fingerprint"] == shown


def test_fingerprints_are_the_same_where_nothing_may_pass():
    """They are worked out when somebody asks; a setting that lets nothing pass here changes none of them."""
    plain = validate(FAULTY)
    looked_at = validate(FAULTY, settings=Settings(ignore=["MD002"]))
    assert looked_at.findings == plain.findings
    assert looked_at.marks == plain.marks == fingerprints(plain.findings)


def test_a_suppression_that_lets_nothing_pass_is_told():
    """It is a warning, and leaves the verdict alone."""
    one = Suppression(code="ST002", id="st9", reason="x")
    report = validate(CASES / "ST001/pass-holder.xml", settings=Settings(suppressions=[one], source="stancebank.toml"))
    assert codes(report) == ["RT006"]
    assert report.findings[0].location.source == "stancebank.toml"
    assert report.verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("today", "expected"),
    [(None, []), (date(2027, 6, 30), []), (date(2027, 7, 1), ["RT006", "ST001"])],
)
def test_a_suppression_ends_with_its_last_day(today, expected):
    """Without a day given none ends."""
    [finding] = validate(FAULTY).findings
    one = Suppression(code="ST001", id=finding.location.id, reason="x", until=date(2027, 6, 30))
    report = validate(FAULTY, settings=Settings(suppressions=[one]), today=today)
    assert codes(report) == expected


def test_what_is_unsafe_or_unread_cannot_be_let_pass(tmp_path):
    """Whatever the settings say, it counts."""
    path = tmp_path / "x.xml"
    path.write_text("<")
    for target, code in ((path, "WF001"), (tmp_path / "y.xml", "RT001")):
        [finding] = validate(target).findings
        mark = validate(target).marks[0]
        settings = Settings(
            ignore=[code],
            per_file=[("*", (code,))],
            severities=[(code, Severity.NOTE)],
            suppressions=[Suppression(fingerprint=mark, reason="x")],
        )
        report = validate(target, settings=settings)
        assert finding in report.findings
        assert finding.severity is rule(code).severity


def test_findings_of_a_file_are_let_pass_by_its_pattern():
    """Those of other files count."""
    files = [FAULTY, TWICE / "fail-text.xml"]
    report = validate(files, settings=Settings(per_file=[("*fail-no-holder.xml", ("ST001",))]))
    assert codes(report) == ["MD011"]
    assert passed(report) == [("ST001", "per-file-ignores")]


def test_a_severity_of_the_settings_goes_before_that_of_the_rule():
    """Rules told by the grammar obey as well."""
    quiet = Settings(severities=[("ST001", Severity.NOTE), ("SC001", Severity.WARNING)])
    report = validate([FAULTY, CASES / "SC001/fail-unknown-element.xml"], settings=quiet)
    assert {one.code: one.severity for one in report.findings} == {
        "ST001": Severity.NOTE,
        "SC001": Severity.WARNING,
    }
    assert report.verdict is Verdict.VALID


def test_a_code_that_no_rule_has_is_told():
    """With what comes near; the verdict is open, because what ran is not what was asked for."""
    report = validate(FAULTY, settings=Settings(select=["ST0O1", "ST001"], ignore=["QQ999"]))
    told = {one.message: one.hint for one in report.findings if one.code == "RT007"}
    assert told["select names ST0O1, but no rule has that code"] == "did you mean ST013, ST011, ST001?"
    assert "ignore names QQ999, but no rule has that code" in told
    assert validate(CASES / "ST001/pass-holder.xml", settings=Settings(ignore=["QQ999"])).verdict == "undetermined"


def test_a_baseline_leaves_what_is_new():
    """What is known is kept apart, what is gone is counted."""
    before = validate([FAULTY, TWICE / "fail-text.xml"])
    baseline = read_baseline(render_baseline(before).encode(), "b.json")
    same = validate([FAULTY, TWICE / "fail-text.xml"], baseline=baseline)
    assert same.findings == ()
    assert sorted(passed(same)) == [("MD011", "baseline"), ("ST001", "baseline")]
    later = validate([FAULTY, TWICE / "fail-annotations.xml"], baseline=baseline)
    assert codes(later) == ["MD011"]
    assert later.fixed == 1
    told = json.loads(render_json(later))
    assert told["baseline"] == {"new": 1, "known": 1, "fixed": 1}
    results = json.loads(FORMATS["sarif"](later))["runs"][0]["results"]
    assert {one["ruleId"]: one["baselineState"] for one in results} == {"MD011": "new", "ST001": "unchanged"}
    assert "1 known from the baseline, 1 mended since the baseline" in render_text(later).replace("\n", " ")


def test_a_baseline_written_again_holds_the_same():
    """What was known is still known; what is let pass for a reason needs no baseline."""
    before = validate(FAULTY)
    baseline = read_baseline(render_baseline(before).encode(), "b.json")
    again = validate(FAULTY, baseline=baseline)
    assert render_baseline(again) == render_baseline(before)
    ignored = validate(FAULTY, ignore=["ST001"])
    assert json.loads(render_baseline(ignored))["findings"] == []


def test_what_a_run_says_of_itself_is_neither_known_nor_new(tmp_path):
    """A file that could not be read, or a needless suppression, is in no baseline and counts for none."""
    one = Suppression(code="ST002", id="st9", reason="x")
    before = validate([FAULTY, tmp_path / "lost.xml"], settings=Settings(suppressions=[one]))
    assert sorted(codes(before)) == ["RT001", "RT006", "ST001"]
    written = render_baseline(before)
    assert [one["code"] for one in json.loads(written)["findings"]] == ["ST001"]
    baseline = read_baseline(written.encode(), "b.json")
    again = validate([FAULTY, tmp_path / "lost.xml"], settings=Settings(suppressions=[one]), baseline=baseline)
    assert sorted(codes(again)) == ["RT001", "RT006"]
    assert json.loads(render_json(again))["baseline"] == {"new": 0, "known": 1, "fixed": 0}
    assert render_baseline(again) == written


def test_other_settings_than_those_of_the_baseline_are_told():
    """The comparison is then not to be trusted."""
    baseline = read_baseline(render_baseline(validate(FAULTY)).encode(), "b.json")
    report = validate(FAULTY, baseline=baseline, profile="draft")
    assert codes(report) == ["RT008"]
    assert report.verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"schema": 2}',
        '{"schema": 1}',
        '{"schema": 1, "findings": [], "configuration": 1}',
        '{"schema": 1, "findings": [1], "configuration": ""}',
        '{"schema": 1, "findings": [{}], "configuration": ""}',
    ],
)
def test_what_is_no_baseline_is_refused(told):
    """In a sentence, whatever it is."""
    with pytest.raises(ConfigurationError, match=r"b\.json: is no baseline"):
        read_baseline(told.encode(), "b.json")


def test_sarif_tells_what_was_let_pass_with_its_reason():
    """Services show it as suppressed."""
    report = validate(FAULTY, ignore=["ST001"])
    [result] = json.loads(FORMATS["sarif"](report))["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "ignore: ST001 is ignored"}]
    assert "baselineState" not in result


def test_reports_with_all_of_this_follow_the_schema():
    """The JSON form is what its schema says."""
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema, which checks JSON by a schema")
    validator = jsonschema.Draft202012Validator(json.loads(read_schema("report.schema.json")))
    for report in (
        validate(FAULTY, ignore=["ST001"], settings=Settings(source="stancebank.toml")),
        validate(FAULTY, baseline=Baseline(fingerprints=["0" * 32])),
    ):
        assert list(validator.iter_errors(json.loads(render_json(report)))) == []


def test_a_file_beyond_a_limit_is_not_read():
    """The limits of size and depth are those of the loader."""
    assert codes(validate(FAULTY, settings=Settings(limits=Limits(bytes=100)))) == ["WF012"]
    assert codes(validate(FAULTY, settings=Settings(limits=Limits(depth=4)))) == ["WF012"]


def test_a_limit_of_time_ends_the_run():
    """What was not checked is counted."""
    report = validate([FAULTY, TWICE / "fail-text.xml"], settings=Settings(limits=Limits(seconds=1e-9)))
    assert codes(report) == ["RT002"]
    assert "2 of 2 files were not checked" in report.findings[0].message
    assert report.verdict is Verdict.UNDETERMINED


def test_a_limit_of_memory_ends_the_run():
    """It is the peak of the whole process that counts."""
    report = validate(FAULTY, settings=Settings(limits=Limits(megabytes=1)))
    assert codes(report) == ["RT002"]
    assert "the limit of 1 megabytes was reached" in report.findings[0].message
    assert codes(validate(FAULTY, settings=Settings(limits=Limits(seconds=1e6, megabytes=1e6)))) == ["ST001"]


def test_memory_that_cannot_be_measured_is_an_error_of_usage(monkeypatch):
    """A limit that cannot be kept must not be promised."""
    monkeypatch.setitem(sys.modules, "resource", None)
    with pytest.raises(ConfigurationError, match="memory cannot be measured"):
        validate(FAULTY, settings=Settings(limits=Limits(megabytes=1)))


def test_a_limit_that_is_not_reached_says_nothing():
    """Neither of seconds nor of memory."""
    report = validate(FAULTY, settings=Settings(limits=Limits(seconds=60, megabytes=1_000_000)))
    assert codes(report) == ["ST001"]
