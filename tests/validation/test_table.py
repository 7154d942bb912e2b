"""Sets of rules from other distributions are loaded by name, and only then."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from stancebank.findings import Severity, Verdict
from stancebank.validation import Hit, Rule, table, validate
from stancebank.validation.rule import Scope

CASES = Path(__file__).parent / "cases"
SOUND = CASES / "WF001" / "pass-well-formed.xml"


def never_on_a_sunday(subject):
    yield Hit("it is Sunday", subject.index.root_id)


OWN = Rule(
    code="XX001",
    level=3,
    severity=Severity.WARNING,
    summary="it is Sunday",
    why="test",
    remedy="wait",
    check=never_on_a_sunday,
    scope=Scope.FILE,
)
SEVERAL = [OWN]
TAKEN = Rule(code="PT001", level=3, severity=Severity.NOTE, summary="x", why="x", remedy="x")
NO_RULES = ["XX002"]


@pytest.fixture
def offered(monkeypatch):
    """Offer the rules of this module under the names of its variables."""

    class Offered(EntryPoint):
        def load(self):
            return globals()[self.value]

    names = {"one": "OWN", "several": "SEVERAL", "taken": "TAKEN", "none": "NO_RULES"}
    entries = [Offered(name, value, table.GROUP) for name, value in names.items()]
    entries += [Offered("twice", "OWN", table.GROUP), Offered("twice", "OWN", table.GROUP)]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [one for one in entries if one.group == group])
    table.installed_rules.cache_clear()
    yield
    table.installed_rules.cache_clear()


@pytest.mark.usefixtures("offered")
def test_names_are_listed_without_loading():
    """Listing runs no code of others."""
    assert table.rule_names() == ("none", "one", "several", "taken", "twice")


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize("name", ["one", "several"])
def test_rules_of_others_run_when_they_are_named(name):
    """They are rules like any other: they can be selected, and are listed as run."""
    assert validate(SOUND).findings == ()
    report = validate(SOUND, plugins=[name])
    assert [one.code for one in report.findings] == ["XX001"]
    assert "XX001" in report.run
    assert validate(SOUND, plugins=[name], ignore=["XX001"]).findings == ()


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("nobody", ValueError, "0 distributions offer rules called 'nobody'"),
        ("twice", ValueError, "2 distributions"),
        ("taken", ValueError, "has a code that is taken"),
        ("none", TypeError, "is not a Rule"),
    ],
)
def test_what_cannot_be_loaded_is_an_error(name, kind, told):
    """A name that is unknown or ambiguous, a code that is taken, a thing that is no rule."""
    with pytest.raises(kind, match=told):
        validate(SOUND, plugins=[name])


MODULE = """
from stancebank.findings import Severity, Verdict
from stancebank.validation import Hit, Rule
from stancebank.validation.rule import Scope


def short(subject):
    if len(subject.told.text) < 1000:
        yield Hit("the text is short", subject.told.id)


def crash(subject):
    raise LookupError("no tide table")


def row(code, check):
    return Rule(
        code=code,
        level=3,
        severity=Severity.WARNING,
        summary="of the harbour",
        why="Harbours differ.",
        remedy="Write more.",
        check=check,
        scope=Scope.DOCUMENT,
    )


RULES = [row("HB001", crash), row("HB002", short)]
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Install a small distribution: a module, and the folder that says what it offers."""
    (tmp_path / "harbour_rules.py").write_text(MODULE, encoding="utf-8")
    about = tmp_path / "harbour_rules-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour-rules\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(f"[{table.GROUP}]\nharbour = harbour_rules:RULES\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    table.installed_rules.cache_clear()
    yield
    sys.modules.pop("harbour_rules", None)
    table.installed_rules.cache_clear()


@pytest.mark.usefixtures("installed")
def test_rules_of_an_installed_distribution_run():
    """A rule that crashes is told, with its code; the others of the distribution and of the library go on."""
    assert table.rule_names() == ("harbour",)
    assert "harbour_rules" not in sys.modules
    path = CASES / "ST001" / "fail-no-holder.xml"
    report = validate(path, plugins=["harbour"])
    assert sorted(one.code for one in report.findings) == ["HB002", "RT003", "ST001"]
    [crashed] = [one for one in report.findings if one.code == "RT003"]
    assert crashed.message == "the rule HB001 failed: LookupError: no tide table"
    assert report.verdict is Verdict.INVALID
    assert {"HB001", "HB002"} <= set(report.run)
    assert [one.code for one in validate(path, plugins=["harbour"], select=["HB002"]).findings] == ["HB002"]
    assert "HB002" not in validate(path).run
