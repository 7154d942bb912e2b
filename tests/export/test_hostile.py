"""What an attacker would write: nothing breaks out of a line, a script, a quoted string or the folder."""

import json

import bagit
import pytest
import yaml
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from stancebank.errors import ExportError
from stancebank.export import export, exported, exporter_names
from stancebank.export.json_text import json_text
from stancebank.model import Document, Layer, Licence, Quotation
from stancebank.model.characters import is_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"])).filter(is_text)


@given(TEXTS, TEXTS)
def test_json_means_the_same_wherever_it_is_put(one, other):
    """Readers of JSON and of YAML find what was written, on one line, and no tag of a page ends or opens in it."""
    value = {one: [other, f"</script>{other}<!--"]}
    told = json_text(value)
    assert json.loads(told) == value
    assert len(told.splitlines()) == 1
    assert "</" not in told
    assert "<!" not in told
    assert yaml.safe_load(json_text(other)) == other


@pytest.mark.parametrize("name", ["conllu", "jsonl", "label-studio", "prodigy", "release", "web-annotation"])
def test_json_of_exports_can_stand_in_a_page(name, articles):
    """No JSON that an exporter writes as characters would end the script that it is put into."""
    files, _ = exported(name, articles[3:])
    found = [file.data for file in files if file.path.endswith((".json", ".jsonl", ".jsonld"))]
    assert all(b"</" not in data for data in found)
    assert found or name == "conllu"


@pytest.fixture
def forged(articles):
    """An article whose header holds lines that would be read as lines of the files around it."""
    document = articles[3].document
    about = evolve(
        document.metadata,
        edition_date="2024-01-01\nSource-Organization: Forged",
        date="2024\n# Forged",
        publisher='Forged\x92 "x"\u2028y: 🙂',
        text_licence=Licence(statement="Mine", target="https://example.org/\n# Forged\n<script>"),
        annotation_licence=Licence(target="https://example.org/\n- forged: yes"),
    )
    return evolve(document, metadata=about)


def test_a_header_cannot_forge_lines_of_a_bundle(forged, tmp_path):
    """The bag is whole and has our tags alone, the citation has our keys, and the statement our headings."""
    export("release", [forged], tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.is_valid()
    assert set(bag.info) <= {"External-Description", "Payload-Oxum", "Bagging-Date"}
    told = yaml.safe_load((tmp_path / "bag" / "data" / "CITATION.cff").read_text(encoding="utf-8"))
    assert set(told) <= {
        "cff-version",
        "message",
        "type",
        "title",
        "abstract",
        "authors",
        "date-released",
        "license-url",
    }
    statement = (tmp_path / "bag" / "data" / "DATA_STATEMENT.md").read_text(encoding="utf-8")
    assert "Forged" in statement
    assert not [line for line in statement.split("\n") if line.startswith(("# Forged", "<", "- forged"))]


def test_a_header_cannot_forge_a_card(forged):
    """The front matter of a dataset card has our keys, and nothing of a licence is taken for Markdown or HTML."""
    (card,) = [file.data.decode() for file in exported("huggingface", [forged])[0] if file.path == "README.md"]
    front = yaml.safe_load(card.split("---\n")[1])
    assert set(front) <= {"pretty_name", "license", "language", "size_categories", "task_categories", "configs"}
    assert "Forged" in card
    assert not [line for line in card.split("\n") if line.startswith(("# Forged", "<", "- forged"))]


@pytest.mark.parametrize(
    ("ids", "reason"),
    [(("caf\u00e9", "cafe\u0301"), "differ only"), (("a" * 250, "b"), "too long"), (("CON", "b"), "cannot hold")],
)
def test_names_that_file_systems_confuse_are_refused(ids, reason, tmp_path):
    """Two spellings of one letter, a name that is too long, and a device's stop the export before it starts."""
    documents = [Document.from_blocks(one, [("paragraph", "Words.")]) for one in ids]
    with pytest.raises(ExportError, match=reason):
        export("tei", documents, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_bars_in_codes_are_told():
    """Vertical text cannot hold a bar in a code of several, and says how many it changed."""
    document = Document.from_blocks("pier", [("paragraph", "“No,” said Lind.")])
    quotation = Quotation(id="q", content=[document.segments[0].span], speakers=["per:a|b", "per:c"])
    document = document.with_layer(Layer(id="l", annotator=None, quotations=[quotation]))
    told = {loss.kind: loss.count for loss in exported("vrt", [document])[1].losses}
    assert told["vrt.bars"] == 1


def test_every_format_takes_what_is_hostile(articles):
    """Each exporter writes the article that tries to break out; the readers' tests look at what they find in it."""
    for name in sorted({*exporter_names()} - {"spacy"}):
        assert exported(name, articles[3:])[1].documents == 1
