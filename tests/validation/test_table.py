"""Sets of rules from other distributions are loaded by name, and only then."""

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from stancebank.findings import Severity
from stancebank.validation import Hit, Rule, table, validate
from stancebank.validation.rule import Scope

SOUND = Path(__file__).parent / "cases" / "WF001" / "pass-well-formed.xml"


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
