"""A tagger of one's own: trained on corrected documents, used as an annotator, measured against them."""

import json
import sys
from pathlib import Path

import pytest
from attrs import evolve

from running import CliRunner
from stancebank import Document, Layer, Mention, Quotation, Span, Speaker, dump, load, validate
from stancebank.cli import main
from stancebank.draft import AnnotatorError, ProposingAnnotator, annotate
from stancebank.draft.bridges import TaggerAnnotator, train_tagger
from stancebank.draft.bridges.labels import labels_of, sequences, spans_of
from stancebank.draft.bridges.tagger import _grouped, _Tagged
from stancebank.evaluation import evaluate

NAMES = ["Ada Lind", "Bo Berg", "Ida Holm", "Jan Voss", "Eva Stern", "Per Dahl", "Una Kerr", "Ole Brandt"]
THINGS = [
    "the pier",
    "the harbour",
    "the old crane",
    "the ferry",
    "the quay",
    "the lighthouse",
    "the fleet",
    "the dock",
]


def article(number, *, language="en", status=None):
    """An article of our own in which a mayor grumbles: a form that no shipped rule knows."""
    name, thing = NAMES[number % 8], THINGS[(number * 3) % 8]
    lines = [
        f"Grumble of {name} :: {thing} is too small for us :: end.",
        f"Boats came to {thing} on Monday.",
        f'"We need {thing}," {name} said.',
    ]
    document = Document.from_blocks(f"d{number}", [("paragraph", line) for line in lines], language=language)
    text = document.text

    def at(words, after=0):
        start = text.index(words, after)
        return Span(start, start + len(words))

    last = text.index('"')
    quotations = [
        Quotation(
            id=f"d{number}.q1",
            content=[at(f"{thing} is too small for us")],
            mode="indirect",
            mention=[at(name)],
            cue=[at("Grumble")],
            status=status,
        ),
        Quotation(
            id=f"d{number}.q2",
            content=[at(f'"We need {thing},"')],
            mode="direct",
            mention=[at(name, last)],
            cue=[at("said")],
            status=status,
        ),
    ]
    return evolve(document, layers=[Layer(id=f"d{number}.l", annotator=None, quotations=quotations)])


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    place = tmp_path_factory.mktemp("model") / "grumbles.crf"
    train_tagger([article(number) for number in range(6)], place)
    return place


def test_it_learns_what_the_rules_do_not_know(model):
    """On articles that it has not seen, with other names, it finds both kinds, their cues and their mentions."""
    tagger = TaggerAnnotator(model)
    pairs = []
    for number in (6, 7):
        gold = article(number)
        pairs.append((gold, annotate(evolve(gold, layers=()), tagger).document))
    found = evaluate(pairs, draws=0)
    assert found["content.all.exact.f1"] == 1.0
    assert found["cue.all.exact.f1"] == 1.0
    assert found["attribution.all.mention.end_to_end"] == 1.0
    shipped = evaluate([(gold, annotate(evolve(gold, layers=()), _rules()).document) for gold, _ in pairs], draws=0)
    assert shipped["content.all.exact.f1"] < 1.0
    for gold, drafted in pairs:
        named = drafted.speaker(drafted.quotations[0].speakers[0]).label
        assert named == gold.text_of(Span(*_first_mention(gold)))


def _rules():
    from stancebank.draft import RulesAnnotator  # noqa: PLC0415 - beside its only use

    return RulesAnnotator("en")


def _first_mention(document):
    span = document.quotations[0].mention[0]
    return span.start, span.end


def test_it_is_an_annotator_like_others(model):
    """It has the protocol's parts, and the digest of the model among its settings."""
    tagger = TaggerAnnotator(model)
    assert isinstance(tagger, ProposingAnnotator)
    assert tagger.languages == ("en",)
    assert tagger.settings["model"] == json.loads((model.parent / "grumbles.crf.json").read_text())["sha256"]


def test_training_gives_the_same_model_again(model, tmp_path):
    """The same documents make the same bytes."""
    train_tagger([article(number) for number in range(6)], tmp_path / "again.crf")
    assert (tmp_path / "again.crf").read_bytes() == model.read_bytes()


def test_a_language_without_a_pack_is_learnt_without_rules(tmp_path):
    """The rules are a help where they are, and no condition."""
    made = train_tagger([article(number, language="xx") for number in range(4)], tmp_path / "m")
    assert (made.languages, made.documents, made.quotations, made.blocks) == (("xx",), 4, 8, 12)
    bare = evolve(article(7, language="xx"), layers=())
    drafted = annotate(bare, TaggerAnnotator(tmp_path / "m")).document
    assert len(drafted.quotations) == 2
    assert {one.label for one in drafted.speakers} == {NAMES[7]}


def test_only_what_people_accepted_is_learnt_from(tmp_path):
    """Proposals count only where they are asked for; rejected ones never."""
    proposed = [article(number, status="proposed") for number in range(3)]
    with pytest.raises(AnnotatorError, match="nothing to learn from"):
        train_tagger(proposed, tmp_path / "m")
    assert not (tmp_path / "m").exists()
    assert train_tagger(proposed, tmp_path / "m", with_proposed=True).documents == 3
    with pytest.raises(AnnotatorError, match="nothing to learn from"):
        train_tagger([article(1, status="rejected")], tmp_path / "m", with_proposed=True)


def test_a_model_that_was_tampered_with_is_refused(model, tmp_path):
    """The description knows the digest of its model."""
    place = tmp_path / "m"
    place.write_bytes(model.read_bytes() + b" ")
    beside = tmp_path / "m.json"
    beside.write_bytes((model.parent / "grumbles.crf.json").read_bytes())
    with pytest.raises(AnnotatorError, match="train it anew"):
        TaggerAnnotator(place)
    beside.write_text("{", encoding="utf-8")
    with pytest.raises(AnnotatorError, match="no description"):
        TaggerAnnotator(place)


def test_without_the_package_the_extra_is_named(monkeypatch, tmp_path):
    """An extra that is not installed is a sentence."""
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    with pytest.raises(AnnotatorError, match=r"stancebank\[crf\]"):
        train_tagger([], tmp_path / "m")


def test_labels_and_spans_are_inverse():
    """What a document says comes back from its labels, token by token; what overlaps is labelled once."""
    document = article(2)
    for sequence in sequences(document):
        labels = labels_of(sequence.tokens, document.quotations)
        for one in document.quotations:
            for layer in ("cue", "mention"):
                for span in getattr(one, layer):
                    if any(token.overlaps(span) for token in sequence.tokens):
                        assert span in spans_of(sequence.tokens, labels, layer)
    tokens = [Span(0, 1), Span(2, 3)]
    assert labels_of(tokens, [Quotation(id="q", content=[Span(0, 3)], cue=[Span(2, 3)])]) == ["B-content", "I-content"]
    assert spans_of(tokens, ["I-cue", "I-mention"], "mention") == [Span(2, 3)]


def test_the_commands_train_and_draft(tmp_path):
    """From corrected files to a model to a valid draft, by the command line."""
    folder = tmp_path / "corrected"
    folder.mkdir()
    for number in range(6):
        dump(article(number), folder / f"d{number}.xml")
    runner, model = CliRunner(), tmp_path / "grumbles.crf"
    result = runner.invoke(main, ["train", str(folder), "-o", str(model)])
    assert result.exit_code == 0, result.output
    assert "12 quotations in 6 documents" in result.stderr
    source = tmp_path / "d7.txt"
    source.write_text("\n\n".join(["Boats", *article(7).text.split("\n")]) + "\n", encoding="utf-8")
    words = ["draft", str(source), "-o", str(tmp_path / "d7.xml"), "--language", "en", "--model", str(model)]
    result = runner.invoke(main, words)
    assert result.exit_code == 0, result.output
    drafted = load(tmp_path / "d7.xml")
    assert [one.id.partition(".")[2][:6] for one in drafted.quotations] == ["tagger", "tagger"]
    findings = validate(tmp_path / "d7.xml").findings
    told = {one.code for one in findings}  # nothing was said of where the article comes from, and by which guideline
    described = {"MD002", "MD009", "MD010", "MD011", "MD014"}
    assert told <= described | {"PV004", "PV006", "PV009", "SP004", "TO001"}
    assert runner.invoke(main, ["train", str(Path(__file__).parent), "-o", str(model)]).exit_code == 3


def test_who_is_meant_comes_from_the_document_first(model):
    """A mention that the document resolves already is believed before rules and names."""
    gold = article(6)
    voice = Speaker(id="d6.mayor", kind="person", names=["the mayor"])
    mention = Mention(span=gold.quotations[0].mention[0], entity="d6.mayor", kind="person")
    bare = evolve(gold, layers=(), speakers=[voice], mentions=[mention])
    drafted = annotate(bare, TaggerAnnotator(model)).document
    assert drafted.quotations[0].speakers == ("d6.mayor",)
    assert drafted.speaker(drafted.quotations[1].speakers[0]).label == NAMES[6]


def test_what_is_far_away_is_not_tied():
    """A cue or a mention at the other end of a long block belongs to something else; two sides of a cue are one."""
    near, far = Span(10, 14), Span(500, 504)
    tagged = _Tagged(content=[Span(0, 8), Span(16, 30), Span(300, 310)], cue=[near], mention=[far])
    assert _grouped(tagged) == [([Span(0, 8), Span(16, 30)], near, None), ([Span(300, 310)], None, None)]
