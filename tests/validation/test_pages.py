"""The catalogue of rules: one page for each, made from the table, and as it is in the repository."""

import re
from pathlib import Path

import pytest

from stancebank.validation import RULES
from stancebank.validation.fixing import FIXES
from stancebank.validation.pages import FAMILIES, FOLDER, main, pages
from stancebank.validation.references import GUIDELINES, REFERENCES, reference_links

ROOT = Path(__file__).parents[2]


def test_the_pages_in_the_repository_are_fresh():
    """After a change of the table: python -m stancebank.validation.pages."""
    there = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / FOLDER).iterdir()}
    assert there.keys() == pages().keys()
    assert [name for name, text in pages().items() if there[name] != text] == []


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.code)
def test_a_page_has_every_section(row):
    """What, why, bad, good, how to mend it, and the facts; examples stand as they are."""
    page = pages()[f"{row.code}.md"]
    assert page.startswith(f"# {row.code}: ")
    for part in ("## Why", "## Bad", "## Good", "## How to mend it", "| since |", "| TEI |", "| fix |", "| severity |"):
        assert part in page
    assert row.bad in page
    assert row.good in page
    assert "\n\n\n" not in page
    assert f"({row.code}.md)" in pages()["README.md"]


def test_a_page_tells_every_fix():
    """What a program can do stands on the page of the rule."""
    for row in FIXES:
        if f"{row.code}.md" in pages():
            assert row.told in pages()[f"{row.code}.md"]


def test_every_family_is_named():
    """The index tells what the two letters stand for."""
    assert {row.code[:2] for row in RULES} <= set(FAMILIES)


def test_references_are_names_of_tei():
    """Elements, classes and chapters; each rule but those on the run has one, of its own or of its family."""
    for row in RULES:
        assert bool(row.reference) == (row.code[:2] != "RT"), row.code
    for reference in REFERENCES.values():
        for name, address in reference_links(reference):
            assert re.fullmatch(r"[A-Za-z][A-Za-z.0-9]*", name)
            assert address.startswith(GUIDELINES)
    assert dict(reference_links("TEI SA att.global")) == {
        "TEI": f"{GUIDELINES}ref-TEI.html",
        "SA": f"{GUIDELINES}SA.html",
        "att.global": f"{GUIDELINES}ref-att.global.html",
    }


def test_pages_are_written_and_stale_ones_taken_away(tmp_path, monkeypatch):
    """The command makes the folder what the table says; without an argument it is docs/rules."""
    (tmp_path / "ZZ999.md").write_text("old", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == set(pages())
    monkeypatch.chdir(tmp_path)
    assert main() == 0
    assert (tmp_path / FOLDER / "README.md").read_text(encoding="utf-8") == pages()["README.md"]
