"""Settings are read strictly: a slip is told, with what comes near, and never passed over."""

from datetime import date
from pathlib import Path

import pytest

from stancebank.errors import ConfigurationError
from stancebank.findings import Finding, Location, Severity
from stancebank.validation import Settings, Suppression, find_configuration, read_configuration
from stancebank.validation.settings import Limits

WHOLE = """
profile = "release"
select = ["ST001", "PT011"]
ignore = ["PT011"]
fail-on = "fatal"
plugins = ["ours"]

[severity]
CO006 = "error"
ST001 = "note"

[per-file-ignores]
"drafts/*" = ["MD002"]

[limits]
bytes = 5_000
depth = 40
seconds = 1.5
megabytes = 200

[policies]
near-duplicates = 0.9

[[suppressions]]
code = "MD005"
id = "pier"
reason = "an evening edition"
until = 2027-06-30

[[suppressions]]
fingerprint = "0123456789abcdef0123456789abcdef"
reason = "as printed"
"""


def written(folder, told, name="stancebank.toml"):
    path = folder / name
    path.write_text(told, encoding="utf-8")
    return path


def test_every_setting_is_read(tmp_path):
    """What the file says is what the settings hold."""
    assert read_configuration(written(tmp_path, WHOLE)) == Settings(
        profile="release",
        select=["ST001", "PT011"],
        ignore=["PT011"],
        severities=[("CO006", Severity.ERROR), ("ST001", Severity.NOTE)],
        per_file=[("drafts/*", ("MD002",))],
        suppressions=[
            Suppression(code="MD005", id="pier", reason="an evening edition", until=date(2027, 6, 30)),
            Suppression(fingerprint="0123456789abcdef" * 2, reason="as printed"),
        ],
        limits=Limits(bytes=5000, depth=40, seconds=1.5, megabytes=200.0),
        resemblance=0.9,
        plugins=["ours"],
        fail_on=Severity.FATAL,
        source="stancebank.toml",
        folder=tmp_path,
    )


def test_an_empty_file_says_nothing(tmp_path):
    """All is as without settings, but for where they stand."""
    assert read_configuration(written(tmp_path, "")) == Settings(source="stancebank.toml", folder=tmp_path)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("profil = 'draft'", "no setting is called 'profil'; did you mean profile"),
        ("zzz = 1", "no setting is called 'zzz'; known are fail-on, ignore"),
        ("profile = 'final'", "profile must be one of draft, standard, release, not 'final'"),
        ("profile = 1", "profile must be one of"),
        ("select = 'ST001'", "select must be a list of texts"),
        ("select = [1]", "select must be a text"),
        ("select = ['st001']", "select must be the code of a rule"),
        ("ignore = ['WF001']", "ignore: WF001 can be neither let pass nor changed"),
        ("ignore = ['SE003']", "SE003 can be neither"),
        ("fail-on = 'bad'", "fail-on must be one of note, warning, error, fatal"),
        ("fail-on = 3", "fail-on must be one of"),
        ("severity = 'error'", "severity must be a table"),
        ("severity.ST001 = 'fatal'", "severity.ST001 must be one of note, warning, error"),
        ("severity.SE001 = 'note'", "severity.SE001: SE001 can be neither"),
        ("severity.st1 = 'note'", "severity.st1 must be the code of a rule"),
        ("per-file-ignores.'*' = ['RT001']", "RT001 can be neither"),
        ("limits.bytes = 0", "limits.bytes must be a whole number above 0"),
        ("limits.bytes = true", "limits.bytes must be a whole number above 0"),
        ("limits.bytes = 1.5", "limits.bytes must be a whole number above 0"),
        ("limits.depth = 0", "limits.depth must be a whole number above 0"),
        ("limits.depth = 257", "limits.depth must be a whole number above 0 and not above 256"),
        ("limits.seconds = -1", "limits.seconds must be a number above 0"),
        ("limits.seconds = inf", "limits.seconds must be a number above 0"),
        ("limits.seconds = nan", "limits.seconds must be a number above 0"),
        ("limits.minutes = 1", "no setting is called 'limits.minutes'"),
        ("policies.near-duplicates = 2", "policies.near-duplicates must be a number above 0 and not above 1"),
        ("suppressions = 1", "suppressions must be a list of tables"),
        ("suppressions = [1]", "suppressions must be a list of tables"),
        ("suppressions = {code = 'ST001'}", "suppressions must be a list of tables"),
        ("suppressions = [{code = 'ST001', id = 'x'}]", "suppressions 1: a suppression needs a reason"),
        ("suppressions = [{code = 'ST001', reason = 'x'}]", "suppressions 1: a suppression names either"),
        ("suppressions = [{fingerprint = 'x', reason = 'x'}]", "suppressions 1.fingerprint must be a fingerprint"),
        ("suppressions = [{code = 'WF001', id = 'x', reason = 'x'}]", "suppressions 1.code: WF001 can be neither"),
        ("suppressions = [{code = 'ST001', id = 'x', reason = 'x', until = '2027'}]", "1.until must be a date"),
        ("suppressions = [{code = 'ST001', id = 'x', reason = 'x', until = 2027-01-01T00:00:00}]", "must be a date"),
        ("suppressions = [{code = 'ST001', id = 'x', reason = 'x', untill = 2027-01-01}]", "did you mean until"),
        ("suppressions = [{code = 'ST001', id = 'x', reason = ' '}]", "suppressions 1.reason must be a text"),
        ("x = ", "is no TOML"),
    ],
)
def test_what_nothing_understands_is_refused(tmp_path, told, reason):
    """The message names the key, the value and what was allowed."""
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(written(tmp_path, told))
    assert reason in str(caught.value)
    assert "stancebank.toml" in str(caught.value)


def test_a_project_file_counts_with_the_table_alone(tmp_path):
    """Other tools' settings are theirs."""
    path = written(tmp_path, "[tool.stancebank]\nprofile = 'draft'\n[tool.other]\nx = 1\n", "pyproject.toml")
    assert read_configuration(path).profile == "draft"
    for told in ("[tool.other]\nx = 1\n", "tool = 1", "[tool]\nstancebank = 1"):
        with pytest.raises(ConfigurationError, match=r"has no table \[tool\.stancebank\]"):
            read_configuration(written(tmp_path, told, "pyproject.toml"))


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    """It is an error of usage, with the system's own words."""
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_configuration(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes(b"profile = '\xe9'")
    with pytest.raises(ConfigurationError, match="is no TOML"):
        read_configuration(tmp_path / "latin.toml")


def test_the_nearest_file_above_is_found(tmp_path):
    """A file of our own goes before that of the project, and a nearer folder before a farther one."""
    inner = tmp_path / "corpus/articles"
    inner.mkdir(parents=True)
    outer = written(tmp_path, "[tool.stancebank]\n", "pyproject.toml")
    assert find_configuration(inner) == outer
    assert find_configuration(inner / "pier.xml") == outer
    written(tmp_path / "corpus", "[tool.other]\n", "pyproject.toml")
    assert find_configuration(inner) == outer
    own = written(tmp_path, "")
    assert find_configuration(inner) == own
    near = written(inner, "")
    assert find_configuration(inner) == near


def test_patterns_start_from_the_folder_of_the_settings(tmp_path):
    """A file elsewhere is called as it was given."""
    settings = Settings(folder=tmp_path, per_file=[("drafts/*", ("MD002",)), ("*/old.xml", ("ST001",))])
    assert settings.lets_pass("MD002", str(tmp_path / "drafts/deep/pier.xml")) == "drafts/*"
    assert settings.lets_pass("ST001", str(tmp_path / "drafts/pier.xml")) is None
    assert settings.lets_pass("MD002", None) is None
    assert settings.lets_pass("ST001", "/elsewhere/old.xml") == "*/old.xml"
    assert Settings(per_file=[("a/*", ("MD002",))]).lets_pass("MD002", "a/b.xml") == "a/*"


def test_a_suppression_names_its_target_in_one_way():
    """Both ways at once, or half of one, would leave open what is meant."""
    with pytest.raises(ValueError, match="either a fingerprint, or a code"):
        Suppression(reason="x", code="ST001", id="x", fingerprint="0" * 32)
    with pytest.raises(ValueError, match="either a fingerprint, or a code"):
        Suppression(reason="x", fingerprint="0" * 32, id="x")
    finding = Finding(code="ST001", severity=Severity.ERROR, message="x", location=Location(id="st1"))
    assert Suppression(reason="x", code="ST001", id="st1").covers(finding, "")
    assert not Suppression(reason="x", code="ST001", id="st2").covers(finding, "")
    assert Suppression(reason="x", fingerprint="0" * 32).covers(finding, "0" * 32)


def test_the_digest_is_of_what_decides_on_findings():
    """What is let pass at one place, and limits, leave it as it is."""
    plain = Settings().digest("standard", ["ST001"])
    assert plain == Settings(source="x", folder=Path(), fail_on=Severity.NOTE).digest("standard", ["ST001"])
    others = [
        Settings(ignore=["ST001"]).digest("standard", ["ST001"]),
        Settings(severities=[("ST001", Severity.NOTE)]).digest("standard", ["ST001"]),
        Settings().digest("draft", ["ST001"]),
        Settings().digest("standard", ["ST001", "ST002"]),
    ]
    assert len({plain, *others}) == 5
