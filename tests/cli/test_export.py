"""The commands export and import: places, options, exit codes, and what they say."""

import json
from pathlib import Path

import pytest

from running import CliRunner
from stancebank import load
from stancebank.cli import main

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "corpus" / "articles" / "csto-2022-12-19.xml"
PIER = ROOT / "tests" / "export" / "data" / "pier-2024.xml"


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words, **options: runner.invoke(main, [str(word) for word in words], **options)


def test_export_writes_and_tells_what_was_lost(run, tmp_path):
    """Files come to the place, the losses to standard error and, on request, into a file as JSON."""
    result = run("export", "csv", ROOT / "corpus", "-o", tmp_path / "out", "--loss", tmp_path / "loss.json")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "quotations.csv").read_text(encoding="utf-8").count("csto-2022-12-19") > 10
    assert result.stdout == ""
    assert "lost of documents: " in result.stderr
    assert max(map(len, result.stderr.splitlines())) <= 80
    told = json.loads((tmp_path / "loss.json").read_text(encoding="utf-8"))
    assert told["documents"] == 1
    assert {"kind": "Document.changes", "what": "changes of documents", "count": 2} in told["losses"]


def test_export_tells_losses_in_json(run, tmp_path):
    """With --format json standard error is the report alone."""
    result = run("export", "tei", ARTICLE, "-o", tmp_path / "out", "--format", "json")
    assert json.loads(result.stderr) == {"schema": 1, "format": "tei", "documents": 1, "losses": []}
    assert run("export", "tei", ARTICLE, "-o", tmp_path / "other").stderr == "nothing was lost\n"


def test_export_reads_and_writes_streams(run):
    """A document from standard input goes to standard output, with nothing else."""
    result = run("export", "graphml", "-", "-o", "-", input=ARTICLE.read_bytes())
    assert result.exit_code == 0
    assert result.stdout.startswith("<?xml")
    assert result.stdout.endswith("</graphml>\n")


def test_export_lists_the_formats(run):
    """--list needs neither format nor place."""
    result = run("export", "--list")
    assert result.exit_code == 0
    assert "inception       INCEpTION (UIMA CAS)\n" in result.stdout


def test_export_says_what_is_wrong(run, tmp_path):
    """A format or an option that is not there is misuse; a place that does not fit is told in a sentence."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("", encoding="utf-8")
    for words, code, told in (
        (("nothing", ARTICLE, "-o", tmp_path / "a"), 2, "no exporter is called 'nothing'"),
        (("vrt", ARTICLE, "-o", tmp_path / "a", "--option", "profile=x"), 2, "cwb, cqpweb, noske"),
        (("vrt", ARTICLE, "-o", tmp_path / "a", "--spreadsheet-safe"), 2, "no option 'spreadsheet-safe'"),
        (("csv", ARTICLE, "-o", "-"), 3, "cannot be written to a stream"),
        (("csv", ARTICLE, "-o", tmp_path / "full"), 3, "not empty"),
        (("csv", tmp_path / "nothing.xml", "-o", tmp_path / "b"), 3, "No such file"),
    ):
        result = run("export", *words)
        assert result.exit_code == code, result.output
        assert told in result.stderr
    assert run("export", "csv", ARTICLE, "-o", tmp_path / "full", "--overwrite").exit_code == 0


def test_spreadsheet_safe_is_an_option(run, tmp_path):
    """The flag keeps formulas from being formulas."""
    assert run("export", "csv", PIER, "-o", tmp_path / "out", "--spreadsheet-safe").exit_code == 0
    assert ",'=SUM(A1)," in (tmp_path / "out" / "passages.csv").read_text(encoding="utf-8") or "'=SUM(A1)\n" in (
        tmp_path / "out" / "passages.csv"
    ).read_text(encoding="utf-8")


def test_import_brings_annotation_back(run, tmp_path):
    """What was exported comes back as a layer of its own, into a folder, a file or a stream."""
    assert run("export", "inception", PIER, "-o", tmp_path / "cas", "--option", "cas=json").exit_code == 0
    file = tmp_path / "cas" / "pier-2024.json"
    words = ["import", "inception", file, "--annotator", "Mara Coder", "--document", PIER, "-o"]
    result = run(*words, tmp_path / "back")
    assert result.exit_code == 0, result.output
    assert result.stderr == "pier-2024: 24 unchanged, 0 edited, 0 added\n"
    back = load(tmp_path / "back" / "pier-2024.xml")
    assert len(back.layers) == 2 * len(load(PIER).layers)
    assert run(*words, tmp_path / "one.xml", "--to", "standoff").exit_code == 0
    assert load(tmp_path / "one.xml").layers == back.layers
    assert run(*words, "-").stdout.startswith("<?xml")


@pytest.mark.parametrize("name", ["brat", "catma", "web-annotation"])
def test_other_tools_bring_annotation_back(name, run, tmp_path):
    """What is exported comes back with its texts, and files without annotation are no annotation."""
    folder = tmp_path / name
    assert run("export", name, PIER, "-o", folder).exit_code == 0
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    words = ("--annotator", "Mara", "--document", PIER, "-o", tmp_path / "back.xml")
    result = run("import", name, *files, *words)
    assert result.exit_code == 0, result.stderr
    assert result.stderr.startswith("pier-2024: ")
    assert " 0 edited, 0 added\n" in result.stderr
    (folder / ".hidden.ann").write_text("no line of brat's", encoding="utf-8")
    of_folder = run("import", name, folder, *words)
    assert (of_folder.exit_code, of_folder.stderr) == (0, result.stderr)
    result = run("import", name, next(one for one in files if one.suffix == ".txt"), *words)
    assert result.exit_code == 3
    assert "it holds no annotation" in result.stderr


def test_import_says_what_is_wrong(run, tmp_path):
    """Several documents need a folder, and a text that differs is refused with its first difference."""
    assert run("export", "inception", PIER, ARTICLE, "-o", tmp_path / "cas", "--option", "cas=json").exit_code == 0
    files = [tmp_path / "cas" / "pier-2024.json", tmp_path / "cas" / "csto-2022-12-19.json"]
    result = run("import", "inception", *files, "--annotator", "Mara", "-o", "-")
    assert result.exit_code == 2
    assert "there are 2 documents" in result.stderr
    files[0].write_bytes(files[0].read_bytes().replace(b"The sea has", b"The sky has"))
    result = run("import", "inception", files[0], "--annotator", "Mara", "--document", PIER, "-o", tmp_path / "x")
    assert result.exit_code == 3
    assert "differs" in result.stderr
    assert not (tmp_path / "x").exists()
