"""``stancebank evaluate``: tables, JSON, and what cannot be compared."""

import json
from pathlib import Path

import pytest
from attrs import evolve

from running import CliRunner
from stancebank import dump, load
from stancebank.cli import main

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "corpus" / "articles" / "csto-2022-12-19.xml"


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words: runner.invoke(main, ["evaluate", *map(str, words)])


@pytest.fixture
def worse(tmp_path):
    """A copy of the article without every third quotation."""
    document = load(ARTICLE)
    [layer] = document.layers
    kept = [one for at, one in enumerate(layer.quotations) if at % 3]
    path = tmp_path / "csto-2022-12-19.xml"
    dump(evolve(document, layers=[evolve(layer, quotations=kept)]), path)
    return path


def test_tables_fit_eighty_columns(run, worse):
    """All tables are there, no line is too long, and no line ends in spaces."""
    result = run(ARTICLE, worse, "--draws", "50")
    assert result.exit_code == 0, result.output
    for title in ("QUOTATIONS", "CUES", "MENTIONS", "WHO SAID IT", "TOPICS", "STANCES"):
        assert title in result.output
    lines = result.output.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []


def test_json_holds_figures_counts_and_digests(run, worse):
    """The figures of the text are those of the JSON, and the inputs can be told again."""
    result = run(ARTICLE, worse, "--format", "json", "--draws", "0")
    told = json.loads(result.stdout)
    assert told["schema"] == 1
    assert told["documents"] == 1
    assert told["figures"]["content.all.exact.precision"] == {"value": 1.0, "low": None, "high": None}
    assert told["counts"]["content.all.exact.recalled"] < told["counts"]["content.all.exact.gold"]
    assert told["people"] is None
    assert len(told["inputs"][0]["gold"]) == 64
    assert run(ARTICLE, worse, "--format", "json", "--draws", "0").stdout == result.stdout


def test_topics_know_broader_ones_in_the_corpus(run):
    """The taxonomies beside the article give the ancestors."""
    counts = json.loads(run(ROOT / "corpus", ROOT / "corpus", "--format", "json").stdout)["counts"]
    assert counts["topics.hierarchy.gold"] > counts["topics.documents"]
    assert counts["topics.hierarchy.gold"] == counts["topics.hierarchy.right"]


def test_options_choose_what_counts(run, tmp_path):
    """Statuses, annotators, marks and cue words."""
    told = json.loads(run(ARTICLE, ARTICLE, "--status", "manual", "--format", "json").stdout)
    assert told["counts"]["content.all.exact.predicted"] > 0
    assert "content.all.exact.gold" not in told["counts"]
    nobody = json.loads(run(ARTICLE, ARTICLE, "--predicted-annotator", "nobody", "--format", "json").stdout)
    assert nobody["figures"]["content.all.exact.recall"]["value"] == 0
    cues = tmp_path / "cues.txt"
    cues.write_text("said\nstated\n", encoding="utf-8")
    result = run(ARTICLE, ARTICLE, "--cue-words", cues, "--by-marks")
    assert "REPORTED SPEECH" in result.output


def test_several_documents_have_intervals_and_partners(run, tmp_path):
    """What has no prediction counts as not found, what has no gold is left out, and both are said."""
    gold, predicted = tmp_path / "gold", tmp_path / "predicted"
    for folder, names in ((gold, "abc"), (predicted, "bcd")):
        folder.mkdir()
        for name in names:
            quoted = {"content": [[0, 4]], "mention": [[6, 10]]}
            told = {"id": name, "text": "Wait, Lind said.", "quotations": [quoted]}
            (folder / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")
    result = run(gold, predicted, "--draws", "100")
    assert "a: nothing was predicted" in result.stderr
    assert "d: there is no gold" in result.stderr
    assert "3 documents" in result.stdout
    assert "80.0  " in result.stdout
    assert "-100.0" in result.stdout


def test_what_cannot_be_compared_is_a_sentence(run, tmp_path):
    """Texts that differ, folders without a pair, and files of another kind end with exit code 3."""
    for name, text in (("one", "Wait."), ("two", "Go.")):
        (tmp_path / f"{name}.json").write_text(json.dumps({"id": name, "text": text}), encoding="utf-8")
    differ = run(tmp_path / "one.json", tmp_path / "two.json")
    assert differ.exit_code == 3
    assert "differ from offset 0 on: gold has 'Wait.', predicted has 'Go.'" in differ.output
    unpaired = run(tmp_path, ARTICLE)
    assert unpaired.exit_code == 3
    assert "no document has the id" in unpaired.output
    assert run(ROOT / "README.md", ARTICLE).exit_code == 3
    assert run(tmp_path / "none", ARTICLE).exit_code == 2
