"""Readers that are large or need Java: `.ci/clients` installs them, and lets none of these tests be skipped."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from attrs import evolve

from ablation import REMOVABLE, reachable, without
from facts import assembled, facts
from stancebank import load
from stancebank.corpus import Registry
from stancebank.export import Article, export, exported
from stancebank.export.names import Names

ROOT = Path(__file__).parents[2]
PLACES = (
    ROOT / "tests" / "export" / "data" / "pier-2024.xml",
    ROOT / "tests" / "export" / "data" / "calm-2024.xml",
    ROOT / "corpus" / "articles" / "csto-2022-12-19.xml",
)
JARS = Path("/usr/share/java/uimaj-core.jar")


@pytest.fixture(scope="module")
def articles():
    registry = Registry()
    return [Article(document=load(place), folder=place.parent, registry=registry) for place in PLACES]


def needed(module):
    """Return an optional module; where `.ci/clients` runs, it must be there."""
    if "STANCEBANK_CLIENTS" in os.environ:
        return __import__(module)
    return pytest.importorskip(module, reason=f"{module} is large; .ci/clients installs it")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_spacy_reads_the_docs(articles, tmp_path):
    """Span groups have the words of every quotation under its id, and user data has the records."""
    spacy = needed("spacy")
    from spacy.tokens import DocBin  # noqa: PLC0415 - only where spaCy is installed

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
def test_spacy_docs_lose_what_is_told(articles):
    """The same documents give the same bytes, and a field changes them if and only if it is not told to be lost."""
    needed("spacy")
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


def test_datasets_reads_the_folder(articles, tmp_path, monkeypatch):
    """Every table is a configuration of the dataset, with the rows that it has."""
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = needed("datasets")
    export("huggingface", articles, tmp_path / "out")
    names = datasets.get_dataset_config_names(str(tmp_path / "out"))
    assert "quotations" in names
    found = datasets.load_dataset(str(tmp_path / "out"), "quotations", cache_dir=str(tmp_path / "cache"))["train"]
    told = {(row["quotation_id"], row["text"], frozenset(row["voices"])) for row in found}
    assert told == {
        (one.id, article.document.text_of(one), frozenset(Names(article).keys(one.speakers)))
        for article in articles
        for one in article.document.quotations
    }


def test_convokit_loads_the_corpus(articles, tmp_path, monkeypatch):
    """Every quotation is an utterance of its voice in reply to the article, and the corpus survives a dump."""
    monkeypatch.setenv("HOME", str(tmp_path))  # it keeps settings there
    convokit = needed("convokit")
    export("convokit", articles, tmp_path / "out")
    convokit.Corpus(filename=str(tmp_path / "out")).dump("again", base_path=str(tmp_path))
    for place in ("out", "again"):
        corpus = convokit.Corpus(filename=str(tmp_path / place))
        assert corpus.get_conversation_ids() == [article.document.id for article in articles]
        for article, conversation in zip(articles, corpus.iter_conversations(), strict=True):
            document, names = article.document, Names(article)
            assert conversation.check_integrity(verbose=False)
            root = corpus.get_utterance(document.id)
            assert (root.text, root.speaker.id, root.reply_to) == (document.text, "(article)", None)
            assert {one.reply_to for one in conversation.iter_utterances() if one.id != root.id} <= {document.id}
            assert from_convokit(conversation, root) == facts(article)
            first, *quotations = conversation.get_chronological_utterance_list()
            starts = [one.meta["pieces"][0][0] for one in quotations]
            assert (first.id, starts) == (root.id, sorted(starts))
            assert {one.id for one in conversation.traverse("dfs")} == {root.id, *(one.id for one in quotations)}
            for quotation in document.quotations:
                speaker = corpus.get_utterance(f"{document.id}|{quotation.id}").speaker
                assert speaker.id == next(iter(names.keys(quotation.speakers)), "(unattributed)")
                assert quotation.speakers == () or speaker.meta["label"] == names.label(quotation.speakers[0])


def from_convokit(conversation, root):
    quotations, loose = {}, (set(), set())
    for one in conversation.iter_utterances():
        if one.meta["type"] == "quotation":
            pieces = [root.text[start:end] for start, end in one.meta["pieces"]]
            assert one.text == " … ".join(pieces)
            stances = {(stance["holder"], stance["target"], stance["position"]) for stance in one.meta["stances"]}
            quotations[one.meta["id"]] = (pieces, one.meta["speakers"], one.meta["topics"], stances)
    for one in conversation.meta["topics"]:
        loose[0].update((one["category"], target) for target in one["targets"] or [None] if target not in quotations)
    for one in conversation.meta["stances"]:
        if one["quotation"] not in quotations:
            loose[1].add((one["holder"], one["target"], one["position"]))
    return assembled(quotations, {conversation.id: loose})


def test_java_uima_reads_the_cas(articles, tmp_path):
    """Apache UIMA in Java finds the words of every quotation, whatever stands before them."""
    javac = shutil.which("javac")
    if javac is None or not JARS.exists():
        if "STANCEBANK_CLIENTS" in os.environ:
            pytest.fail("javac and uima-core are missing")
        pytest.skip("javac or uima-core is not installed; .ci/clients installs them")
    export("inception", articles, tmp_path / "out")
    program = Path(__file__).with_name("ReadCas.java")
    subprocess.run([javac, "-nowarn", "-cp", str(JARS), "-d", str(tmp_path), str(program)], check=True)
    files = [str(tmp_path / "out" / f"{article.document.id}.xmi") for article in articles]
    command = [
        "java",
        "-cp",
        f"{JARS}{os.pathsep}{tmp_path}",
        "ReadCas",
        str(tmp_path / "out" / "TypeSystem.xml"),
        *files,
    ]
    done = subprocess.run(command, capture_output=True, check=True)
    told = {}
    for line in done.stdout.decode().split("\x1e")[:-1]:
        key, part, speakers, words = line.split("\x1f")
        told[key, int(part)] = (speakers.split(), words)
    assert told == {
        (one.id, number): ([*one.speakers], span.slice(article.document.text))
        for article in articles
        for one in article.document.quotations
        for number, span in enumerate(one.content, start=1)
    }


def test_label_studio_takes_the_annotations(articles, tmp_path):
    """The interface is valid, and every annotation is one that it can make; one with an unknown label is not."""
    needed("label_studio_sdk")
    from label_studio_sdk.label_interface import LabelInterface  # noqa: PLC0415 - only where it is installed

    export("label-studio", articles, tmp_path / "out")
    interface = LabelInterface((tmp_path / "out" / "labels.xml").read_text(encoding="utf-8"))
    interface.validate()
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf-8"))
    annotations = [annotation for task in tasks for annotation in task["annotations"]]
    assert len(annotations) == sum(len(article.document.layers) for article in articles)
    for annotation in annotations:
        assert interface._validate_object(annotation, return_errors=True) == []
    broken = json.loads(json.dumps(annotations[0]))
    broken["result"][0]["value"]["labels"] = ["Rumour"]
    assert not interface.validate_annotation(broken)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_spacy_takes_the_prodigy_tasks(articles, tmp_path):
    """A document of the tokens has the text, and every span is one of its spans, between the tokens that it names."""
    spacy = needed("spacy")
    from spacy.tokens import Doc  # noqa: PLC0415 - only where spaCy is installed

    export("prodigy", articles, tmp_path / "corpus.jsonl")
    lines = (tmp_path / "corpus.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    for task in map(json.loads, lines):
        tokens = task["tokens"]
        doc = Doc(spacy.blank("xx").vocab, [one["text"] for one in tokens], [one["ws"] for one in tokens])
        assert doc.text == task["text"]
        for span in task["spans"]:
            found = doc.char_span(span["start"], span["end"], label=span["label"])
            assert (found.start, found.end - 1) == (span["token_start"], span["token_end"])
