"""Every rule has files that break it and files that do not, and its examples are taken from them."""

import gzip
import re
from pathlib import Path

import pytest

from corpora import CORPORA
from stancebank.validation import RULES, rule, validate
from stancebank.validation.rule import Scope
from validation.golden import EDITS, VARIANTS, edited, names, recorded, told, varied

CASES = Path(__file__).parent / "cases"
FAILING = sorted(CASES.glob("*/fail-*.xml"))
PASSING = sorted(CASES.glob("*/pass-*.xml"))
RECORDED, VARIED, EDITED = recorded(), recorded(VARIANTS), recorded(EDITS)
_EXPECTED = re.compile(r"<!-- (?P<code>[A-Z]{2}[0-9]{3})(?: at (?P<id>\S+))?")

SOUND = (CASES / "WF001" / "pass-well-formed.xml").read_bytes()
BYTES = {
    "WF002": SOUND.replace(b"Kim", "K\u00fcm".encode("latin-1")),
    "WF005": SOUND.replace(b"Boats wait", b"Boats\x0cwait"),
    "WF012": SOUND.replace(b"Boats", b"<hi>" * 300 + b"Boats" + b"</hi>" * 300),
    "SE009": gzip.compress(SOUND, mtime=0),
}
"""Faults that a file in a repository had better not have."""


def named(path):
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", FAILING, ids=named)
def test_a_failing_file_breaks_one_rule(path):
    """The rule is the one that the folder is called after, the place that of the file, all words those recorded."""
    expected = _EXPECTED.search(path.read_text(encoding="utf-8"))
    report = validate(path)
    assert expected["code"] == path.parent.name
    assert [(one.code, one.location.id) for one in report.findings] == [(expected["code"], expected["id"])]
    [finding] = report.findings
    assert finding.severity is rule(finding.code).severity
    assert finding.location.source == str(path)
    assert finding.location.line
    assert told(report, CASES) == RECORDED[path.relative_to(CASES).as_posix()]


@pytest.mark.parametrize("path", FAILING, ids=named)
def test_a_failing_file_is_told_of_in_other_circumstances(path):
    """Without a place, with another fault at the same element, as a draft and for a release."""
    assert varied(path) == VARIED[path.relative_to(CASES).as_posix()]


@pytest.mark.parametrize("name", names())
def test_every_edit_of_a_sound_article_is_told_as_recorded(name):
    """Take away or change any element or attribute of that name: what is told is known, word by word."""
    assert edited(name) == EDITED[name]


def test_every_record_is_that_of_a_case():
    """What is recorded of a case that is gone would never be compared."""
    corpora = {"-".join(key) for key in CORPORA if key[1] == "fail"}
    assert RECORDED.keys() == {path.relative_to(CASES).as_posix() for path in FAILING} | corpora
    assert VARIED.keys() == RECORDED.keys() - corpora
    assert EDITED.keys() == set(names())


@pytest.mark.parametrize("path", PASSING, ids=named)
def test_a_passing_file_breaks_no_rule(path):
    """What comes close to breaking the rule is not reported, and neither is anything else."""
    assert validate(path).findings == ()


@pytest.mark.parametrize("code", BYTES)
def test_bytes_that_no_repository_holds_are_refused(code):
    """They are refused with the code, and nothing else is said of them."""
    report = validate(BYTES[code], source="spoilt.xml")
    assert [one.code for one in report.findings] == [code]
    assert report.findings[0].location.source == "spoilt.xml"


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.code)
def test_every_rule_has_cases_of_both_kinds(row):
    """No rule is untested; those on the run itself, and on a corpus, have tests of their own."""
    if row.code.startswith("RT"):
        assert row.scope is Scope.RUN
        return
    if row.scope is Scope.CORPUS:
        assert {kind for code, kind, _ in CORPORA if code == row.code} == {"fail", "pass"}
        return
    assert list((CASES / row.code).glob("pass-*.xml"))
    assert list((CASES / row.code).glob("fail-*.xml")) or row.code in BYTES


def test_every_folder_of_cases_is_that_of_a_rule():
    """A case of a rule that does not exist would never run."""
    assert {folder.name for folder in CASES.iterdir()} <= {row.code for row in RULES}


def _is_markup(example):
    return any(sign in example for sign in ("<", "=", "#", "&"))


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.code)
@pytest.mark.parametrize("kind", ["fail", "pass"])
def test_the_examples_of_a_rule_are_from_its_cases(row, kind):
    """What explain shows as bad is in a file that fails, what it shows as good in one that passes."""
    example = row.bad if kind == "fail" else row.good
    assert example
    if not _is_markup(example) or row.scope is Scope.CORPUS:
        return
    texts = [
        " ".join(path.read_text(encoding="utf-8").replace(path.stem, "pier").split())
        for path in (CASES / row.code).glob(f"{kind}-*.xml")
    ]
    assert any(" ".join(example.split()) in text for text in texts)
