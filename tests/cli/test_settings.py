"""Settings, baselines and counting anew from the command line."""

import json
from pathlib import Path

import pytest

from corpora import build, replace
from running import CliRunner
from stancebank.cli import main
from stancebank.cli.checking import show_progress

FAULTY = Path(__file__).parents[1] / "validation/cases/ST001/fail-no-holder.xml"


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words: runner.invoke(main, [str(word) for word in words])


@pytest.fixture
def faulty(tmp_path):
    """Return a document with one error, in a folder of its own."""
    path = tmp_path / FAULTY.name
    path.write_bytes(FAULTY.read_bytes())
    return path


def test_settings_are_found_above_the_first_path(run, faulty):
    """What they let pass makes no exit code; --config names others."""
    assert run("validate", faulty).exit_code == 1
    (faulty.parent / "stancebank.toml").write_text('ignore = ["ST001"]\nprofile = "draft"\n')
    result = run("validate", faulty)
    assert result.exit_code == 0
    assert "under the profile draft" in result.stdout
    other = faulty.parent / "other.toml"
    other.write_text('fail-on = "fatal"\n')
    assert run("validate", faulty, "--config", other).exit_code == 0
    assert run("validate", faulty, "--config", other, "--fail-on", "error").exit_code == 1


def test_settings_that_nothing_understands_are_misuse(run, faulty):
    """The exit code is 2, and the sentence names what comes near."""
    config = faulty.parent / "stancebank.toml"
    config.write_text("ignores = []\n")
    result = run("validate", faulty)
    assert result.exit_code == 2
    assert "did you mean ignore" in result.output
    assert run("validate", faulty, "--config", faulty.parent / "nowhere.toml").exit_code == 2


def test_expired_and_needless_suppressions_are_warnings(run, faulty):
    """They make the exit code 1 only for those who want to know of warnings."""
    (faulty.parent / "stancebank.toml").write_text(
        'ignore = ["ST001"]\n'
        '[[suppressions]]\ncode = "MD005"\nid = "x"\nreason = "y"\nuntil = 2020-01-01\n'
        '[[suppressions]]\ncode = "MD005"\nid = "z"\nreason = "y"\n'
    )
    result = run("validate", faulty, "--format", "json")
    assert json.loads(result.stdout)["codes"] == {"RT006": 2}
    assert result.exit_code == 0
    assert run("validate", faulty, "--fail-on", "warning").exit_code == 1


def test_a_baseline_is_written_and_read(run, faulty):
    """Only what is new makes the exit code."""
    baseline = faulty.parent / "baseline.json"
    assert run("validate", faulty, "--write-baseline", baseline).exit_code == 1
    written = baseline.read_bytes()
    result = run("validate", faulty, "--baseline", baseline, "--write-baseline", baseline)
    assert result.exit_code == 0
    assert "1 known" in result.stdout
    assert baseline.read_bytes() == written
    assert run("validate", faulty, "--baseline", faulty.parent / "nowhere.json").exit_code == 2
    assert run("validate", faulty, "--baseline", faulty).exit_code == 2


def test_recount_brings_a_corpus_up_to_date(run, tmp_path):
    """--check writes nothing; what is up to date is left alone; what cannot be read is told."""
    folder = build(tmp_path / "harbour")
    root = folder / "corpus.xml"
    sound = root.read_bytes()
    assert run("recount", folder, "--check").exit_code == 0
    replace(folder, "corpus.xml", 'unit="text" quantity="3"', 'unit="text" quantity="9"')
    stale = root.read_bytes()
    assert run("recount", folder, "--check").exit_code == 1
    assert root.read_bytes() == stale
    assert run("recount", folder).exit_code == 0
    assert root.read_bytes() == sound.replace(b">3 articles<", b">3 articles<")
    (folder / "articles/pier.xml").write_text("<")
    assert run("recount", folder).exit_code == 3
    assert run("recount", folder / "articles").exit_code == 3


def test_progress_stays_in_one_line(capsys):
    """One file needs none."""
    show_progress(1, 1)
    show_progress(1, 2)
    assert capsys.readouterr() == ("", "\r1/2 files")
