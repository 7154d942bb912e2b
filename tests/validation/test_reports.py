"""Reports say the same in text and in JSON, and every rule can be explained."""

import json
import re
from pathlib import Path

import pytest
from attrs import evolve

from stancebank.errors import UnknownCodeError
from stancebank.findings import Edit, Finding, Fix, Location, Report, Severity
from stancebank.validation import RULES, explain, render_json, render_text, rule, validate

CASES = Path(__file__).parent / "cases"

FINDINGS = [
    Finding(
        code="ST001",
        severity=Severity.ERROR,
        message="the stance has no holder",
        location=Location(source="a.xml", line=41, id="st7"),
        hint="add a holder",
    ),
    Finding(
        code="ST001",
        severity=Severity.ERROR,
        message="the stance has no holder",
        location=Location(source="b.xml", line=4, id="st1"),
        hint="add a holder",
    ),
    Finding(
        code="WF001",
        severity=Severity.FATAL,
        message="odd\x07 bell",
        location=Location(source="c.xml", line=1, column=2),
    ),
    Finding(code="SP009", severity=Severity.WARNING, message="was " + "long ago " * 20 + "there"),
]
REPORT = Report(findings=FINDINGS, sources=["a.xml", "b.xml", "c.xml"])


def test_the_text_is_grouped_by_file_and_ends_with_the_verdict():
    """Each file once, its findings below it, then the rules with their remedies, each once."""
    told = render_text(REPORT)
    lines = told.splitlines()
    assert [line for line in lines if line.endswith(".xml")] == ["a.xml", "b.xml", "c.xml"]
    assert lines[lines.index("a.xml") + 1] == "  41      ST001 error the stance has no holder [st7]"
    assert lines[lines.index("c.xml") + 1] == "  1:2     WF001 fatal odd\\u0007 bell"
    assert lines.count("          = add a holder") == 2
    for code in ("SP009", "ST001", "WF001"):
        words = rule(code).remedy.split()
        assert " ".join(told.split()).count(" ".join(words)) == 1
    assert "2 x ST001 error    Add" in told
    assert lines[-1] == "3 files checked under the profile standard: invalid, 1 fatal, 2 errors, 1 warning"


def test_the_text_shows_what_stands_there_and_what_a_program_can_mend():
    """An excerpt is cut to the width; the remedy of the rule is told once, a hint of its own beside the finding."""
    one = Finding(
        code="PT002",
        severity=Severity.ERROR,
        message="bare",
        location=Location(source="a.xml", line=3, column=9, path="/TEI/p[1]/@who"),
        excerpt='who="' + "lind " * 22 + '"',
        hint=rule("PT002").remedy,
        fix=Fix(is_safe=True, edits=[Edit(0, 0, "#")]),
    )
    unsafe = evolve(one, fix=Fix(is_safe=False, edits=[Edit(0, 0, "#")]))
    lines = render_text(Report(findings=[one, unsafe], sources=["a.xml"])).splitlines()
    assert lines[1] == "  3:9     PT002 error bare"
    assert lines[2].startswith('          | who="lind lind')
    assert len(lines[2]) == 80
    assert lines[2].endswith("…")
    assert lines[3].startswith("  3:9 ")
    assert "1 can be mended with --fix, 1 more with --fix --unsafe-fixes" in lines
    only = render_text(Report(findings=[unsafe], sources=["a.xml"]))
    assert "\n1 can be mended with --fix --unsafe-fixes\n" in only
    root = evolve(one, location=evolve(one.location, path="/TEI"))
    assert "| who=" not in render_text(Report(findings=[root], sources=["a.xml"]))


def test_the_text_can_be_coloured():
    """Severities and names of files are painted, and nothing else; without paint the text is the same."""
    painted = render_text(REPORT, paint=lambda text, severity: f"<{text}|{severity.name if severity else ''}>")
    assert "<a.xml|>" in painted
    assert "<ST001 error|ERROR> the stance" in painted
    assert re.sub(r"<([^|>]*)\|\w*>", r"\1", painted) == render_text(REPORT)


def test_the_text_fits_a_terminal():
    """No line has more than 80 columns, unless a name is longer; control characters are shown, not sent."""
    told = render_text(REPORT)
    assert max(len(line) for line in told.splitlines()[:-1]) <= 80
    assert "\x07" not in told
    assert "\\u0007" in told


def test_a_report_without_findings_is_one_line():
    """Nothing stands before the verdict, not even an empty line."""
    assert render_text(Report(sources=["a.xml"])) == "1 file checked under the profile standard: valid, nothing found\n"


def test_one_note_is_no_notes():
    """The verdict line counts in English."""
    note = Finding(code="PT011", severity=Severity.NOTE, message="nothing points at this voice")
    assert render_text(Report(findings=[note], sources=["a"])).endswith("valid, 1 note\n")


def test_the_json_holds_everything():
    """One object with a version, from which the report could be made again."""
    told = json.loads(render_json(validate(CASES / "ST001" / "fail-no-holder.xml")))
    assert told["schema"] == 1
    assert told["tool"]["name"] == "stancebank"
    assert told["verdict"] == "invalid"
    assert told["counts"] == {"fatal": 0, "error": 1, "warning": 0, "note": 0}
    assert told["codes"] == {"ST001": 1}
    assert len(told["inputs"][0]["sha256"]) == 64
    assert {*told["rules"]["run"], *told["rules"]["skipped"]} == {row.code for row in RULES}
    assert {rule(code).level for code in told["rules"]["skipped"]} == {5}
    [finding] = told["findings"]
    assert finding["code"] == "ST001"
    assert finding["id"] == "st1"
    assert finding["severity"] == "error"


def test_a_plain_report_can_be_rendered():
    """What ran is not known of a report that was made elsewhere."""
    told = json.loads(render_json(REPORT))
    assert told["rules"] == {"run": [], "skipped": []}
    assert told["inputs"][0] == {"source": "a.xml", "sha256": None}


def test_reports_are_the_same_every_time():
    """The same input gives the same characters."""
    path = CASES / "PT004"
    assert render_json(validate(path)) == render_json(validate(path))
    assert render_text(validate(path)) == render_text(validate(path))


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.code)
def test_every_rule_is_explained(row):
    """The page says what, why, bad, good and how to mend it; only examples may be wide."""
    page = explain(row.code)
    assert page.startswith(f"{row.code}  {row.severity.name.lower()}  {row.summary}\n")
    for part in ("\nBad:\n", "\nGood:\n", "\nRemedy: ", f"\nLevel {row.level}: ", f"Since {row.since}."):
        assert part in page
    assert max(len(line) for line in page.splitlines()[1:] if not line.startswith("    ")) <= 80


def test_a_rule_that_hardens_says_so():
    """Who explains a warning learns where it is an error."""
    assert "Level 5: runs under release, an error under release. " in explain("CO009")
    assert "an error under" not in explain("CO006")


def test_an_unknown_code_is_not_explained():
    """The error names the codes that look like it."""
    with pytest.raises(UnknownCodeError, match="did you mean"):
        explain("PT01")


def test_codes_are_sorted_and_unique():
    """The table only grows."""
    codes = [row.code for row in RULES]
    assert codes == sorted(set(codes))
    assert rule("PT001") is next(row for row in RULES if row.code == "PT001")
