"""Faults planted into a copy of the real corpus: each is told by its own rule on corpora, and by no other rule."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpora import pack, recount, replace
from stancebank import load
from stancebank.findings import Verdict
from stancebank.validation import RULES, render_json, validate
from stancebank.validation.rule import Scope

ROOT = Path(__file__).parents[2]
NAME = "csto-2022-12-19"
ARTICLE = f"articles/{NAME}.xml"
INCLUDED = f'  <xi:include href="{ARTICLE}"/>\n'


@pytest.fixture
def corpus(tmp_path):
    """Return the folder of a copy of the real corpus, with its seeds and schemas beside it."""
    for name in ("corpus", "seeds", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path / "corpus"


def second(folder, changes=0, parts=()):
    """Add a copy of the article under another id, with every *changes*-th word of its seed and text changed."""
    data = (folder / ARTICLE).read_text(encoding="utf-8").replace(NAME, "second")
    seed = (folder.parent / f"seeds/{NAME}.txt").read_text(encoding="utf-8")
    if changes:
        word = next(one for one in ("disputes", "settlement", "members") if one in seed)
        other = word[:-1] + "x"
        data, seed = data.replace(word, other), seed.replace(word, other)
    (folder.parent / "seeds/second.txt").write_bytes(seed.encode())
    path = folder / "articles/second.xml"
    path.write_text(data, encoding="utf-8")
    digest = hashlib.sha256(load(path).text.encode()).hexdigest()
    path.write_text(re.sub(r'(textSHA256">)[0-9a-f]+', rf"\g<1>{digest}", data), encoding="utf-8")
    replace(folder, "corpus.xml", INCLUDED, INCLUDED + INCLUDED.replace(NAME, "second"))
    if parts:
        categories = "".join(
            f'<category xml:id="split.{part}" corresp="doc:{document}"><catDesc>a part</catDesc></category>'
            for part, document in parts
        )
        taxonomy = f'<taxonomy xml:id="split">{categories}</taxonomy></classDecl>'
        replace(folder, "corpus.xml", "</classDecl>", taxonomy)
    recount(folder)


def without_documents(folder):
    (folder / ARTICLE).unlink()
    include = '        <xi:include href="taxonomies/status.xml"/>\n'
    replace(folder, "corpus.xml", include, "")
    replace(folder, "corpus.xml", INCLUDED, include)
    recount(folder)


def entry(label, identifier=""):
    name = label.lower().replace(" ", ".")
    return f'<person xml:id="{name}"><persName type="full">{label}</persName>{identifier}</person>'


def people(folder, *entries):
    replace(folder, "registry/listPerson.xml", "</listPerson>", "".join(entries) + "</listPerson>")


def older_copy(folder):
    copy = (
        '<classDecl><taxonomy xml:id="position"><desc>Version 0.9, with one word: version 0.9</desc>'
        '<category xml:id="position.support"><catDesc><term>support</term>: for it</catDesc></category>'
        "</taxonomy></classDecl>"
    )
    replace(folder, ARTICLE, "<appInfo>", copy + "<appInfo>")


SAME = '<idno type="URI">https://www.wikidata.org/wiki/Q4</idno>'
FAULTS = {
    "SE007": lambda folder: (folder / "readme.MD").write_text("x"),
    "SE011": lambda folder: pack(folder / "papers.zip", "/pier.txt"),
    "SE012": lambda folder: replace(folder, ARTICLE, ">The motto of its presidency", ">=The motto of its presidency"),
    "TX006": lambda folder: replace(folder, "taxonomies/position.xml", "the holder is for", "the holder favours"),
    "SP006": lambda folder: people(folder, entry("Ada Lind", SAME), entry("Eva Holm", SAME)),
    "SP008": lambda folder: people(folder, entry("Ada Lind"), entry("Lind Ada")),
    "CO001": lambda folder: replace(
        folder, "registry/listOrg.xml", 'xml:id="registry.organisations"', 'xml:id="registry.persons"'
    ),
    "CO002": lambda folder: replace(folder, "corpus.xml", '        <xi:include href="registry/listOrg.xml"/>\n', ""),
    "CO003": lambda folder: replace(folder, "corpus.xml", 'unit="text" quantity="1"', 'unit="text" quantity="2"'),
    "CO004": older_copy,
    "CO005": second,
    "CO006": lambda folder: second(folder, changes=1),
    "CO007": lambda folder: second(folder, changes=1, parts=[("train", NAME), ("test", "second")]),
    "CO008": lambda folder: replace(
        folder, "registry/listOrg.xml", ">Government of Armenia<", ">Council of the Harbour<"
    ),
    "CO009": lambda folder: (folder / "DATA_STATEMENT.md").unlink(),
    "CO011": lambda folder: (folder / "articles/.second.xml.x1y2z3.part").write_text("<TEI"),
    "CO013": without_documents,
}


def test_the_real_corpus_is_sound(corpus):
    """It passes all rules as a release, and its numbers are up to date."""
    report = validate(corpus, profile="release")
    assert [one for one in report.findings if one.severity >= 3] == []
    before = (corpus / "corpus.xml").read_bytes()
    recount(corpus)
    assert (corpus / "corpus.xml").read_bytes() == before


def test_every_rule_on_corpora_has_a_fault():
    """No rule is left out."""
    assert set(FAULTS) == {row.code for row in RULES if row.scope is Scope.CORPUS}


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_is_told_once(corpus, code):
    """The other rules say no more than they did before; a person who is added may lack what another rule asks for."""
    before = {(one.code, one.location.id) for one in validate(corpus, profile="release").findings}
    FAULTS[code](corpus)
    report = validate(corpus, profile="release")
    new = [one for one in report.findings if (one.code, one.location.id) not in before and one.code != "SP004"]
    assert {one.code for one in new} == {code}, new
    assert len(new) == 1


def test_reports_do_not_depend_on_order_or_seed(corpus):
    """Inputs in any order, each named twice or once, under any seed of hashes, give the same bytes."""
    second(corpus, changes=1, parts=[("train", NAME), ("test", "second")])
    people(corpus, entry("Ada Lind"), entry("Lind Ada"))
    code = (
        "import sys; from stancebank.validation import validate, render_json;"
        "sys.stdout.write(render_json(validate(sys.argv[1:], profile='release')))"
    )
    orders = (["corpus", "seeds/none.xml"], ["seeds/none.xml", f"corpus/{ARTICLE}", "corpus"])
    told = {
        subprocess.run(
            [sys.executable, "-c", code, *orders[seed % 2]],
            cwd=corpus.parent,
            env={"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert len(told) == 1
    assert b"CO007" in next(iter(told))


def test_the_library_says_the_same_twice(corpus):
    """A second run in the same process is no other run."""
    assert render_json(validate(corpus, profile="release")) == render_json(validate(corpus, profile="release"))
    assert validate(corpus, profile="release").verdict is Verdict.VALID
