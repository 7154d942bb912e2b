"""Editors and hooks: what stands at the top of files, and what the how-to tells to write elsewhere."""

import json
import re
import shlex
from pathlib import Path

import pytest

from running import CliRunner
from stancebank import dumps, loads
from stancebank.cli import main
from stancebank.validation import validate
from stancebank.validation.rendering import FORMATS

ROOT = Path(__file__).parents[2]
HOWTO = (ROOT / "docs/howto/editors.md").read_text(encoding="utf-8")
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
CORPUS = sorted((ROOT / "corpus").rglob("*.xml"))
ARTICLES = sorted((ROOT / "corpus/articles").glob("*.xml"))
CASE = ROOT / "tests/validation/cases/PT002/fail-bare-id.xml"
MODEL = re.compile(r'<\?xml-model href="([^"]+)" type="application/xml" schematypens="([^"]+)"\?>')
RNG = "http://relaxng.org/ns/structure/1.0"
SCH = "http://purl.oclc.org/dsdl/schematron"


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_file_of_the_corpus_names_its_schemas(path):
    """An editor finds the grammar from each file, and from an article the constraints as well."""
    found = {kind: (path.parent / href).resolve() for href, kind in MODEL.findall(path.read_text(encoding="utf-8"))}
    assert found[RNG] == ROOT / "schemas/stancebank.rng"
    if path in ARTICLES:
        assert found[SCH] == ROOT / "schemas/stancebank.sch"
        assert all(f'href="{href}"' in HOWTO for href, _ in MODEL.findall(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("profile", ["hybrid", "standoff", "plain"])
def test_writing_keeps_what_names_the_schemas(profile):
    """Whatever the profile, the instructions stay before the root."""
    [path, *_] = ARTICLES
    before = path.read_bytes()
    written = dumps(loads(before), profile=profile).decode()
    told = MODEL.findall(before.decode())
    assert len(told) == 2
    assert MODEL.findall(written[: written.index("<TEI ")]) == told


def commands():
    return re.findall(r"^  entry: (.+)$", HOOKS, flags=re.MULTILINE)


@pytest.mark.parametrize("entry", commands())
def test_every_hook_runs_over_files(entry, tmp_path):
    """As pre-commit does: the entry, then the names of the files of a commit."""
    program, *words = shlex.split(entry)
    assert program == "stancebank"
    copy = tmp_path / CASE.name
    copy.write_bytes(CASE.read_bytes())
    runner = CliRunner()
    assert runner.invoke(main, [*words, *map(str, CORPUS)]).exit_code == 0
    result = runner.invoke(main, [*words, str(copy), *map(str, CORPUS)])
    assert result.exit_code == (0 if "--fix" in words else 1), result.output
    assert (copy.read_bytes() == CASE.read_bytes()) == ("--fix" not in words)


def test_every_hook_is_complete_and_told():
    """What pre-commit asks of a hook is there, and the how-to names each."""
    hooks = HOOKS.split("\n- ")[1:]
    assert len(hooks) == len(commands())
    for hook in hooks:
        fields = dict(line.strip().split(": ", 1) for line in hook.strip().splitlines())
        assert fields.keys() == {"id", "name", "description", "entry", "language", "files"}
        assert f"`{fields['id']}`" in HOWTO
        assert re.search(fields["files"], "corpus/articles/a.xml")
        assert not re.search(fields["files"], "schemas/stancebank.rng")


def test_the_task_finds_the_problems():
    """The pattern of the how-to takes file, place, code and message from a line of the report."""
    blocks = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```", HOWTO, re.DOTALL | re.MULTILINE)]
    [task] = next(block["tasks"] for block in blocks if "tasks" in block)
    pattern = task["problemMatcher"]["pattern"]
    report = validate(CASE)
    _, *lines = FORMATS["jsonl"](report).splitlines()
    [found] = [re.search(pattern["regexp"], line) for line in lines]
    [finding] = report.findings
    place = finding.location
    assert found is not None
    for name, told in (
        ("code", finding.code),
        ("severity", "error"),
        ("message", finding.message),
        ("file", place.source),
        ("line", str(place.line)),
        ("column", str(place.column)),
    ):
        assert found[pattern[name]] == told
