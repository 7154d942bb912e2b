"""Names on the command line: whatever a shell can pass ends in a sentence, and touches nothing that was not named."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from running import CliRunner
from stancebank.cli import main
from stancebank.cli.places import Place
from stancebank.validation.mending import mend

CASES = Path(__file__).parents[1] / "validation/cases"
FAULTY = CASES / "ST001/fail-no-holder.xml"
BARE = CASES / "PT002/fail-bare-id.xml"


def run(*words, **options):
    result = CliRunner().invoke(main, [str(word) for word in words], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "defect" not in result.output
    return result


PLACES = [
    (name, one)
    for name in main.list_commands(None)
    for one in main.get_command(None, name).params
    if isinstance(one.type, click.Path)
]
FIRST = {"export": ["tei"], "import": ["brat"]}


def test_every_path_of_a_command_is_a_place():
    """Whoever adds a command cannot forget what an empty name would do."""
    assert {type(one.type) for _, one in PLACES} == {Place}


@pytest.mark.parametrize(("name", "one"), PLACES, ids=lambda value: getattr(value, "name", value))
def test_an_empty_name_is_misuse(name, one, tmp_path, monkeypatch):
    """A variable that is not set never stands for the present folder, in which everything would be read or changed."""
    monkeypatch.chdir(tmp_path)
    bare = tmp_path / BARE.name
    bare.write_bytes(BARE.read_bytes())
    named = [one.opts[0], "", FAULTY] if one.opts[0].startswith("-") else ["", FAULTY]
    result = run(name, *FIRST.get(name, ()), *named)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == [BARE.name]
    assert bare.read_bytes() == BARE.read_bytes()


@pytest.mark.parametrize("words", [("--fix",), ("--diff",), ("--fix", "--unsafe-fixes")])
def test_a_stream_cannot_be_mended(words):
    """It is told so, and nothing is written; a file that is called like the sign for a stream has another name."""
    result = run("validate", "-", *words, input=BARE.read_bytes())
    assert result.exit_code == 2
    assert "standard input has no place" in result.stderr


def test_validate_reads_standard_input_once(tmp_path):
    """What comes is checked like bytes without a place, beside files that are named."""
    alone = run("validate", "-", input=FAULTY.read_bytes())
    assert alone.exit_code == 1
    assert alone.stdout.startswith("-\n  79:7    ST001 error the stance has no holder [st1]\n")
    sound = tmp_path / "pass-well-formed.xml"
    sound.write_bytes((CASES / "WF001/pass-well-formed.xml").read_bytes())
    both = run("validate", "-", sound, "-", input=FAULTY.read_bytes())
    assert both.exit_code == 1
    assert both.stdout.endswith("2 files checked under the profile standard: invalid, 1 error\n")
    assert run("validate", "-", input=b"").exit_code == 1


@pytest.mark.parametrize("option", ["--config", "--baseline", "--write-baseline"])
def test_a_dash_is_no_file(option, tmp_path, monkeypatch):
    """Where no stream is taken it is refused; a file of that name can still be named."""
    monkeypatch.chdir(tmp_path)
    result = run("validate", FAULTY, option, "-")
    assert result.exit_code == 2
    assert "a file of that name is ./-" in result.stderr
    assert list(tmp_path.iterdir()) == []
    assert run("validate", FAULTY, "--write-baseline", "./-").exit_code == 1
    assert run("validate", FAULTY, "--baseline", "./-").exit_code == 0


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device that never ends")
@pytest.mark.parametrize("option", ["--config", "--baseline"])
def test_a_file_without_end_is_refused(option):
    """No more of it is read than any input may have."""
    result = run("validate", FAULTY, option, "/dev/zero")
    assert result.exit_code == 2
    assert "/dev/zero: has more than 67108864 bytes" in result.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system makes no pipes with a name")
def test_links_that_lead_nowhere_and_pipes_are_told(tmp_path):
    """With and without --fix; the files beside them are still checked and mended."""
    (tmp_path / "loop.xml").symlink_to("loop.xml")
    (tmp_path / "lost.xml").symlink_to("nowhere.xml")
    (tmp_path / "again").symlink_to(".")
    os.mkfifo(tmp_path / "pipe.xml")
    long, bare = tmp_path / ("p" * 300), tmp_path / BARE.name
    bare.write_bytes(BARE.read_bytes())
    for words in ((), ("--fix",)):
        result = run("validate", tmp_path / "loop.xml", tmp_path / "lost.xml", long, tmp_path, *words)
        assert result.exit_code == (3 if words else 1)
        assert result.stdout.count("RT001 error the file cannot be read") == 3
        assert "4 files checked" in result.stdout
    assert bare.read_bytes() != BARE.read_bytes()
    assert (tmp_path / "pipe.xml").is_fifo()


@pytest.mark.parametrize("name", ["a b.xml", "new\nline.xml", "--fix.xml", 'q"uote.xml', "back\\slash", "tab\t.xml"])
def test_a_patch_names_its_file_whatever_it_is_called(name, tmp_path):
    """Git makes of the file what --fix makes of it."""
    place = tmp_path / name
    try:
        place.write_bytes(BARE.read_bytes())
    except OSError:
        pytest.skip("this system stores no such names")
    command = [sys.executable, "-m", "stancebank", "validate", "--select", "PT002"]
    told = subprocess.run([*command, "--diff", "--", name], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert told.returncode == 1
    copy = tmp_path / "copy" / name
    copy.parent.mkdir()
    copy.write_bytes(BARE.read_bytes())
    try:
        applying = ["git", "apply", "--unsafe-paths", "-"]
        subprocess.run(applying, cwd=copy.parent, input=told.stdout, check=True, env={**os.environ, "GIT_DIR": "none"})
    except FileNotFoundError:
        pytest.skip("git is not installed")
    subprocess.run([*command, "--fix", "--", name], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert copy.read_bytes() == place.read_bytes() != BARE.read_bytes()


def test_a_patch_names_the_file_and_no_link_to_it(tmp_path, monkeypatch):
    """Whichever of its names stands first."""
    monkeypatch.chdir(tmp_path)
    Path(BARE.name).write_bytes(BARE.read_bytes())
    for link in ("a.xml", "z.xml"):
        Path(link).symlink_to(BARE.name)
    result = run("validate", "a.xml", BARE.name, "z.xml", "--diff")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"--- a/{BARE.name}\n+++ b/{BARE.name}\n")
    assert result.stdout.count("---") == 1


def test_what_somebody_writes_meanwhile_is_not_written_over(tmp_path, monkeypatch):
    """A file that is saved in an editor while it is being mended stays as it was saved."""
    place = tmp_path / BARE.name
    place.write_bytes(BARE.read_bytes())
    saved = BARE.read_bytes().replace(b"Cove", b"Bay")

    def slow(*arguments, **options):
        result = mend(*arguments, **options)
        place.write_bytes(saved)
        return result

    monkeypatch.setattr("stancebank.cli.fixing.mend", slow)
    result = run("validate", place, "--fix")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"Error: {place}: somebody else has changed the file meanwhile")
    assert place.read_bytes() == saved


@pytest.mark.parametrize("code", ["WF001", "SE003", "RT001"])
def test_what_can_never_pass_cannot_be_ignored(code):
    """It is misuse to ask for it, as it is in settings."""
    result = run("validate", FAULTY, "--ignore", code)
    assert result.exit_code == 2
    assert f"{code} can be neither let pass nor changed" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="names may be longer there")
def test_nothing_is_called_mended_before_it_is_written(tmp_path):
    """A file whose name leaves no room for one beside it cannot be replaced: that is told, and nothing else is."""
    place = tmp_path / f"{'p' * 250}.xml"
    place.write_bytes(BARE.read_bytes())
    result = run("validate", place, "--fix")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr == f"Error: {place}: File name too long\n"
    assert place.read_bytes() == BARE.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == [place.name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable for the superuser")
def test_what_may_not_be_read_is_told_beside_the_rest(tmp_path):
    """It is a gap in the report and no misuse of the command."""
    place = tmp_path / "pier.xml"
    place.write_bytes(BARE.read_bytes())
    place.chmod(0)
    result = run("validate", place, FAULTY, "--select", "WF001")
    assert result.exit_code == 3
    assert "RT001 error the file cannot be read: Permission denied" in result.stdout
    assert "2 files checked" in result.stdout


def test_rules_that_nothing_installed_offers_are_misuse(tmp_path):
    """The sentence names the settings, the name, and what there is."""
    config = tmp_path / "stancebank.toml"
    config.write_text('plugins = ["harbor"]\n', encoding="utf-8")
    result = run("validate", FAULTY, "--config", config)
    assert result.exit_code == 2
    assert result.stderr == "Error: stancebank.toml: plugins: no rules are called 'harbor'; there are none\n"


def test_too_little_memory_is_no_defect(monkeypatch):
    """It is told, and nothing is said of the data."""

    def fail(*_, **__):
        raise MemoryError

    monkeypatch.setattr("stancebank.cli.validate.checked", fail)
    result = run("validate", FAULTY)
    assert result.exit_code == 3
    assert result.stderr == "Error: there is not enough memory for this\n"


def test_a_folder_that_may_not_be_entered_hides_no_settings(tmp_path, monkeypatch):
    """What a folder above holds, or that nobody may look, stops no check."""

    def closed(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "is_file", closed)
    monkeypatch.setattr(Path, "is_dir", closed)
    result = run("validate", tmp_path / "pier.xml")
    assert result.exit_code == 3
    assert "RT001 error the file cannot be read: Permission denied" in result.stdout
