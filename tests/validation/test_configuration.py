"""Settings are read strictly: a slip is told, with what comes near, and never passed over."""

from datetime import date
from pathlib import Path

import pytest

from stancebank.errors import ConfigurationError
from stancebank.findings import Finding, Location, Severity
from stancebank.tei.parsing import MAX_BYTES, MAX_DEPTH
from stancebank.validation import PROFILES, Settings, Suppression, find_configuration, read_configuration, validate
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
DEEPER = "which the parser itself refuses to pass"
KNOWN = (
    "known are fail-on, ignore, limits, per-file-ignores, plugins, policies, profile, select, severity, suppressions"
)


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
        ("profil = 'draft'", "no setting is called 'profil'; did you mean profile?"),
        (
            "zzz = 1",
            f"no setting is called 'zzz'; {KNOWN}",
        ),
        ("profile = 'final'", "profile must be one of draft, standard, release, not 'final'"),
        ("profile = 1", "profile must be one of draft, standard, release, not 1"),
        ("select = 'ST001'", "select must be a list of texts, not 'ST001'"),
        ("select = [1]", "select must be a text that is not empty, not 1"),
        ("select = ['st001']", "select must be the code of a rule, two capital letters and three digits, not 'st001'"),
        ("ignore = ['WF001']", "ignore: WF001 can be neither let pass nor changed"),
        ("ignore = ['SE003']", "ignore: SE003 can be neither let pass nor changed"),
        ("fail-on = 'bad'", "fail-on must be one of note, warning, error, fatal, not 'bad'"),
        ("fail-on = 3", "fail-on must be one of note, warning, error, fatal, not 3"),
        ("severity = 'error'", "severity must be a table, not 'error'"),
        ("severity.ST001 = 'fatal'", "severity.ST001 must be one of note, warning, error, not 'fatal'"),
        ("severity.SE001 = 'note'", "severity.SE001: SE001 can be neither let pass nor changed"),
        (
            "severity.st1 = 'note'",
            "severity.st1 must be the code of a rule, two capital letters and three digits, not 'st1'",
        ),
        ("per-file-ignores.'*' = ['RT001']", "per-file-ignores.*: RT001 can be neither let pass nor changed"),
        ("limits.bytes = 0", "limits.bytes must be a whole number above 0, not 0"),
        ("limits.bytes = true", "limits.bytes must be a whole number above 0, not true"),
        ("limits.bytes = 1.5", "limits.bytes must be a whole number above 0, not 1.5"),
        ("limits.depth = 0", "limits.depth must be a whole number above 0, not 0"),
        (
            "limits.depth = 257",
            f"limits.depth must be a whole number above 0 and not above {MAX_DEPTH}, {DEEPER}, not 257",
        ),
        ("limits.seconds = 0", "limits.seconds must be a number above 0, not 0"),
        ("limits.seconds = -1", "limits.seconds must be a number above 0, not -1"),
        ("limits.seconds = inf", "limits.seconds must be a number above 0, not inf"),
        ("limits.seconds = nan", "limits.seconds must be a number above 0, not nan"),
        ("limits.minutes = 1", "no setting is called 'limits.minutes'; did you mean megabytes, bytes?"),
        ("policies.near-duplicates = 2", "policies.near-duplicates must be a number above 0 and not above 1, not 2"),
        ("suppressions = 1", "suppressions must be a list of tables, not 1"),
        ("suppressions = [1]", "suppressions must be a list of tables, not [1]"),
        ("suppressions = {code = 'ST001'}", "suppressions must be a list of tables, not {'code': 'ST001'}"),
        ("suppressions = [{code = 'ST001', id = 'x'}]", "suppressions 1: a suppression needs a reason"),
        (
            "suppressions = [{code = 'ST001', reason = 'x'}]",
            "suppressions 1: a suppression names either a fingerprint, or a code and an xml:id",
        ),
        (
            "suppressions = [{fingerprint = 'x', reason = 'x'}]",
            "suppressions 1.fingerprint must be a fingerprint, 32 hexadecimal digits, not 'x'",
        ),
        (
            "suppressions = [{code = 'WF001', id = 'x', reason = 'x'}]",
            "suppressions 1.code: WF001 can be neither let pass nor changed",
        ),
        (
            "suppressions = [{code = 'ST001', id = 'x', reason = 'x', until = '2027'}]",
            "suppressions 1.until must be a date such as 2027-06-30, without quotation marks, not '2027'",
        ),
        (
            "suppressions = [{code = 'ST001', id = 'x', reason = 'x', until = 2027-01-01T00:00:00}]",
            "suppressions 1.until must be a date such as 2027-06-30, without quotation marks, not 2027-01-01T00:00:00",
        ),
        (
            "suppressions = [{code = 'ST001', id = 'x', reason = 'x', untill = 2027-01-01}]",
            "no setting is called 'suppressions 1.untill'; did you mean until?",
        ),
        (
            "suppressions = [{code = 'ST001', id = 'x', reason = ' '}]",
            "suppressions 1.reason must be a text that is not empty, not ' '",
        ),
        (
            "limits.seconds = 0x1" + "0" * 300,
            f"limits.seconds must be a number above 0, not {str(16**300)[:79]}…",
        ),
        ("limits.bytes = -4", "limits.bytes must be a whole number above 0, not -4"),
        (
            "select = [0x" + "f" * 5000 + "]",
            "select must be a text that is not empty, not a number of thousands of digits",
        ),
        ("severity = [0x" + "f" * 5000 + "]", "severity must be a table, not a number of thousands of digits"),
        ("limits.depth = 08:30:00", "limits.depth must be a whole number above 0, not 08:30:00"),
        ("limits.depth = 2027-06-30", "limits.depth must be a whole number above 0, not 2027-06-30"),
        ("profile = 'a\\nb'", "profile must be one of draft, standard, release, not 'a\\\\nb'"),
        (
            '"a\\u001b\\n" = 1',
            f"no setting is called 'a\\u001b\\u000a'; {KNOWN}",
        ),
        ("profile = '" + "x" * 90 + "'", f"profile must be one of draft, standard, release, not '{'x' * 78}…"),
        (
            "x" * 90 + " = 1",
            f"no setting is called '{'x' * 79}…'; {KNOWN}",
        ),
        ("policies = 1", "policies must be a table, not 1"),
        ("limits.megabytes = false", "limits.megabytes must be a number above 0, not false"),
        ("plugins = [1]", "plugins must be a text that is not empty, not 1"),
        ("plugins = 'ours'", "plugins must be a list of texts, not 'ours'"),
        ("policies.far = 1", "no setting is called 'policies.far'; known are near-duplicates"),
        ("per-file-ignores.'*' = 'ST001'", "per-file-ignores.* must be a list of texts, not 'ST001'"),
        ("suppressions = [{reason = 1}]", "suppressions 1.reason must be a text that is not empty, not 1"),
        ("severity.ST001 = 2", "severity.ST001 must be one of note, warning, error, not 2"),
    ],
)
def test_what_nothing_understands_is_refused(tmp_path, told, reason):
    """The sentence names the key, the value as it is written, and what is allowed; it fits into a few lines."""
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(written(tmp_path, told))
    assert str(caught.value) == f"stancebank.toml: {reason}"


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


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (b"x = ", "is no TOML: "),
        (b"profile = 'a'\nprofile = 'b'", "is no TOML: "),
        (b"x = " + b"[" * 5000 + b"]" * 5000, "is no TOML that can be read: lists or tables are nested too deep"),
        (b" " * (MAX_BYTES + 1), f"has more than {MAX_BYTES} bytes, as no settings have"),
    ],
    ids=["unfinished", "twice", "deep", "huge"],
)
def test_what_is_no_toml_is_refused(tmp_path, told, reason):
    """Whatever a reader of TOML says of it, or breaks off with, it is one error that names the file."""
    path = tmp_path / "stancebank.toml"
    path.write_bytes(told)
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(path)
    assert str(caught.value).startswith(f"{path}: {reason}")


def test_a_byte_order_mark_says_nothing(tmp_path):
    """Some editors put one at the beginning of every file."""
    path = tmp_path / "stancebank.toml"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.encode())
    assert read_configuration(path) == read_configuration(written(tmp_path, WHOLE))


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


def test_every_profile_has_a_digest_of_its_own():
    """Though the same rules run, some are stricter."""
    path = Path(__file__).parent / "cases/WF001/pass-well-formed.xml"
    reports = [validate(path, select=["PT001"], profile=one) for one in PROFILES]
    assert len({one.run for one in reports}) == 1
    assert len({one.configuration for one in reports}) == len(PROFILES)


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
