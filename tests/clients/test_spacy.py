"""DocBins, and tasks for Prodigy, as spaCy sees them."""

import json

import pytest
from attrs import evolve

from ablation import REMOVABLE, reachable, without
from facts import facts
from stancebank.export import export, exported


@pytest.fixture
def spacy():
    """spaCy, which is large."""
    return pytest.importorskip("spacy")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_spacy_reads_the_docs(articles, tmp_path, spacy):
    """Span groups have the words of every quotation under its id, and user data has the records."""
    from spacy.tokens import DocBin

    export("spacy", articles, tmp_path / "corpus.spacy")
    docs = list(DocBin(store_user_data=True).from_disk(tmp_path / "corpus.spacy").get_docs(spacy.blank("en").vocab))
    assert [doc.text for doc in docs] == [article.document.text for article in articles]
    for doc, article in zip(docs, articles, strict=True):
        told = doc.user_data["stancebank"]["records"]
        pieces, voices = {}, {}
        for span in doc.spans.get("quotations", ()):
            pieces.setdefault(span.id_, []).append(span.text)
            voices.setdefault(span.id_, set()).update(span.kb_id_.split())
        found = set()
        for key, words in pieces.items():
            topics = {one["category"] for one in told.values() if one["kind"] == "topic" and key in one["targets"]}
            stances = {
                (one["holder"], one["target"], one["position"])
                for one in told.values()
                if one["kind"] == "stance" and one["quotation"] == key
            }
            assert set(told[key]["speakers"]) == voices[key]
            found.add((key, tuple(words), frozenset(voices[key]), frozenset(topics), frozenset(stances)))
        assert found == {fact for fact in facts(article) if fact[1]}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.usefixtures("spacy")
def test_spacy_docs_lose_what_is_told(articles):
    """The same documents give the same bytes, and a field changes them if and only if it is not told to be lost."""
    (pier, *_) = articles
    (whole,), report = exported("spacy", [pier])
    assert exported("spacy", [pier])[0] == [whole]
    lost = {loss.kind for loss in report.losses}
    held = [one for one in REMOVABLE if one not in lost and one.partition(".")[0] in reachable(lost)]
    held.remove("Document.verbatim") if "Document.verbatim" in held else None

    def bytes_without(*fields):
        document = pier.document
        for field in fields:
            document = without(document, field)
        return exported("spacy", [evolve(pier, document=document)])[0]

    assert [one for one in held if bytes_without(one) == [whole]] == []
    assert bytes_without(*sorted(lost & set(REMOVABLE))) == [whole]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_spacy_takes_the_prodigy_tasks(articles, tmp_path, spacy):
    """A document of the tokens has the text, and every span is one of its spans, between the tokens that it names."""
    from spacy.tokens import Doc

    export("prodigy", articles, tmp_path / "corpus.jsonl")
    lines = (tmp_path / "corpus.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    for task in map(json.loads, lines):
        tokens = task["tokens"]
        doc = Doc(spacy.blank("xx").vocab, [one["text"] for one in tokens], [one["ws"] for one in tokens])
        assert doc.text == task["text"]
        for span in task["spans"]:
            found = doc.char_span(span["start"], span["end"], label=span["label"])
            assert (found.start, found.end - 1) == (span["token_start"], span["token_end"])
