"""What the documentation says: its examples run, its links lead somewhere, its versions agree."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from stancebank.cli import main
from stancebank.validation import RULES

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = sorted(
    path for path in (ROOT / "README.md", *ROOT.glob("docs/**/*.md")) if "```python" in path.read_text(encoding="utf-8")
)
PAGES: Final = sorted(
    (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("corpus/*.md"), *ROOT.glob("seeds/*.md"))
)
FENCE: Final = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
PYTHON: Final = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
SHELL: Final = re.compile(r"^<!-- runs -->\n```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK: Final = re.compile(r"\]\(([^()\s]+)\)")
WORD: Final = re.compile(r"\w+")
RUN: Final = 8


def named(paths: list[Path]) -> Any:
    return pytest.mark.parametrize("page", paths, ids=lambda path: path.relative_to(ROOT).as_posix())


@named(EXAMPLES)
def test_every_example_runs(page, tmp_path, monkeypatch):
    """The Python blocks of a page run one after the other, in a copy of the repository's data."""
    for folder in ("corpus", "seeds", "schemas"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    namespace: dict[str, Any] = {"__name__": "example"}
    for block in PYTHON.finditer(text):
        line = text.count("\n", 0, block.start(1))
        code = compile("\n" * line + block[1], str(page), "exec")
        exec(code, namespace)  # noqa: S102 - the examples are ours


@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands of the pages need bash")
@named([path for path in PAGES if SHELL.search(path.read_text(encoding="utf-8"))])
def test_every_command_that_a_page_lets_run_succeeds(page, tmp_path):
    """The marked commands of a page succeed one after the other, in an empty folder."""
    script = "".join(SHELL.findall(page.read_text(encoding="utf-8")))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [str(shutil.which("bash")), "-eu", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@named(PAGES)
def test_every_relative_link_leads_somewhere(page):
    """A link to a file names one that exists, and a fragment a heading that it has."""
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(prose):
        if ":" in target:
            continue
        name, _, fragment = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        assert place.exists(), f"{page.relative_to(ROOT)} links to {target}"
        assert place.is_relative_to(ROOT)
        if fragment:
            assert fragment in anchors(place), f"{page.relative_to(ROOT)} links to {target}"


def anchors(page: Path) -> set[str]:
    """Return the anchors that a reader of Markdown makes of the headings of *page*."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_command_and_option_is_named_in_the_reference():
    """The reference of the command leaves nothing out."""
    text = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    for name in main.list_commands(None):
        command = main.get_command(None, name)
        assert f"## `stancebank {name}" in text
        told = text.split(f"## `stancebank {name}")[1].split("\n## ")[0]
        for parameter in command.params:
            for option in (one for one in parameter.opts if one.startswith("--")):
                assert option in told, f"{name} {option}"


def test_every_command_of_the_reference_exists():
    """The reference of the command invents nothing."""
    text = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## `stancebank (\w+)", text, flags=re.MULTILINE)) == set(main.list_commands(None))


def test_the_versions_agree():
    """The package, the citation and the changelog name the same version and day."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(\d[^\]]*)\] - (\S+)$", changelog, flags=re.MULTILINE)
    assert newest is not None
    assert newest[1] == version
    assert f"\nversion: {version}\n" in citation
    assert f"\ndate-released: {newest[2]}\n" in citation


def test_the_changelog_names_every_rule():
    """Whoever builds a corpus learns from the changelog which rules there are."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\b[A-Z]{2}\d{3}\b", changelog)) == {rule.code for rule in RULES}


def test_every_decision_is_in_the_index():
    """The index of decisions names each of them, and their numbers are all different."""
    folder = ROOT / "docs/decisions"
    index = set(re.findall(r"^\| \[?(\d{4})", (folder / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE))
    numbers = [path.name[:4] for path in folder.glob("[0-9]*.md")]
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) <= index


def words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def runs(text: str) -> set[tuple[str, ...]]:
    told = words(text)
    return {tuple(told[at : at + RUN]) for at in range(len(told) - RUN + 1)}


def test_the_articles_stay_in_their_folders():
    """No eight words of an article in a row stand in the code, the schemas or the documentation."""
    articles = [path.read_text(encoding="utf-8") for path in ROOT.glob("seeds/*.txt")]
    assert articles
    kept = set().union(*(runs(line) for article in articles for line in article.splitlines()))
    suffixes = {".md", ".py", ".rnc", ".rng", ".sch", ".odd", ".cff", ".toml", ".yaml"}
    looked = [path for path in ROOT.glob("*.*") if path.suffix in suffixes]
    for folder in ("docs", "src", "schemas", "benchmarks"):
        looked += [path for path in (ROOT / folder).rglob("*") if path.suffix in suffixes]
    assert ROOT / "README.md" in looked
    for path in looked:
        shared = runs(path.read_text(encoding="utf-8")) & kept
        assert not shared, f"{path.relative_to(ROOT)}: {' '.join(min(shared))}"
