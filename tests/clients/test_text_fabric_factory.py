"""TEI as the converter of Text-Fabric sees it."""

import pytest

from facts import facts, from_records, keyed
from stancebank.export import export


@pytest.fixture
def loaded(articles, tmp_path, monkeypatch):
    """Convert the TEI of all documents, and return what Text-Fabric then loads."""
    pytest.importorskip("tff")
    monkeypatch.setenv("HOME", str(tmp_path))  # repositories stand below it, and it is looked up while importing
    from tf.fabric import Fabric
    from tff.convert.tei import TEI

    repository = tmp_path / "github" / "stancebank" / "trial"
    (repository / "config").mkdir(parents=True)
    (repository / "config" / "tei.yml").write_text("wordAsSlot: true\nsectionModel:\n  model: I\n", encoding="utf-8")
    export("tei", articles, repository / "tei" / "1.0" / "all")
    monkeypatch.chdir(repository)
    # The awkward article holds what tei_all does not allow, on purpose.
    converter = TEI(validate=False, verbose=-1)
    assert converter.task(check=True, convert=True, load=True, validate=False, verbose=-1)
    (folder,) = (repository / "tf").iterdir()
    return Fabric(locations=str(folder), silent="deep").loadAll(silent="deep")


def records(api, document):
    """Return the records of a document, and the words that stand in the text as `said` of each quotation."""
    told = {"document": document, "quotations": [], "topics": [], "stances": []}

    def value(node, name):
        return api.Fs(name).v(node) or ""

    def pointers(node, kind):
        children = [one for one in api.E.parent.t(node) if value(one, "type") == kind]
        return [name.lstrip("#") for one in children for name in value(one, "target").split()]

    for node in api.F.otype.s("annotation"):
        ana = value(node, "ana").split()
        if api.T.sectionFromNode(node)[1] != document:
            continue
        if value(node, "motivation") == "linking":
            told["quotations"].append({"id": value(node, "id"), "pieces": [], "speakers": pointers(node, "speaker")})
        elif value(node, "motivation") == "classifying":
            targets = [one.lstrip("#") for one in value(node, "target").split() if "(" not in one]
            told["topics"].append({"category": ana[0].lstrip("#"), "targets": targets})
        else:
            slots = {"holder": "holder", "target": "stanceTarget", "quotation": "attribution"}
            stance = {name: next(iter(pointers(node, kind)), None) for name, kind in slots.items()}
            position = next((one.partition(":")[2] for one in ana if one.startswith("position:")), None)
            told["stances"].append(stance | {"position": position})
    return told


def test_text_fabric_converts_the_tei(loaded, articles):
    """Every record is a node with voices, topics and stances, and every `said` covers the words of its piece.

    The converter normalises white space, so that offsets into its text do not hold: words are compared without.
    """
    said = {loaded.F.id.v(node): node for node in loaded.F.otype.s("said")}
    compared = 0
    for article in articles:
        told = keyed(from_records(records(loaded, article.document.id)), article)
        assert told == {(key, (), *rest) for key, _, *rest in facts(article)}
        for key, pieces, *_ in facts(article):
            for number, piece in enumerate(pieces, start=1):
                if f"{key}.{number}" in said:
                    words = "".join(loaded.F.str.v(at) for at in loaded.E.oslots.s(said[f"{key}.{number}"]))
                    assert "".join(words.split()) == "".join(piece.split())
                    compared += 1
    assert compared == sum(key.rpartition(".")[2].isdigit() for key in said)
    assert compared
