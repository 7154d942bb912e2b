"""Whole drafts: the sample article, running again, and bad input."""

from pathlib import Path

import attrs
import pytest

import stancebank as sb
from stancebank.draft import AnnotatorError, Article, SourceError, StanceSlots, articles_in, draft, language_of, redraft

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "csto-2022-12-19.txt"
GOLD = ROOT / "corpus" / "articles" / "csto-2022-12-19.xml"


@pytest.fixture(scope="module")
def sample():
    [article] = articles_in([SEED])
    return draft(article)


@pytest.fixture(scope="module")
def gold():
    return sb.load(GOLD)


def test_the_text_is_that_of_the_corpus(sample, gold):
    """Segmenting the seed gives the text, the blocks and the day of the hand-made document."""
    made = sample.document
    assert made.text == gold.text
    assert [one.kind for one in made.segments] == [one.kind for one in gold.segments]
    assert made.metadata.date == gold.metadata.date
    assert made.metadata.agencies == gold.metadata.agencies
    assert [one.span for one in made.sections] == [one.span for one in gold.sections]
    assert sample.is_judged
    assert sample.refused == sample.faults == ()


def test_all_direct_quotations_are_exact(sample, gold):
    """Every direct quotation of the hand annotation is found piece by piece."""
    found = {one.content for one in sample.document.quotations}
    assert [gold.text_of(one) for one in gold.quotations if one.mode == "direct" and one.content not in found] == []


def _best(document, wanted):
    def shared(one):
        return sum(
            max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in wanted.content
        ) / max(sum(span.length for span in one.content), sum(span.length for span in wanted.content))

    best = max(document.quotations, key=shared)
    return best if shared(best) else None


def test_the_speakers_are_right(sample, gold):
    """At most one of the quotations with a named speaker is given to somebody else."""
    wrong = []
    for wanted in gold.quotations:
        label = gold.speaker(wanted.speakers[0]).label
        found = _best(sample.document, wanted)
        said = sample.document.speaker(found.speakers[0]).label if found and found.speakers else None
        if label in {"Stanislav Zas", "Nikol Pashinyan", "Edil Baisalov"} and said != label:
            wrong.append((gold.text_of(wanted), said))
    assert len(wrong) <= 1, wrong


def test_a_draft_is_valid(sample, tmp_path):
    """The draft is valid as a draft, and under the standard profile once licences are told."""
    place = tmp_path / "csto-2022-12-19.xml"
    sb.dump(sample.document, place)
    assert sb.validate(place, profile="draft").findings == ()
    terms = sb.Licence(statement="Held for research.")
    told = attrs.evolve(sample.document.metadata, text_licence=terms, annotation_licence=terms)
    sb.dump(attrs.evolve(sample.document, metadata=told), place)
    assert [one.code for one in sb.validate(place).findings if one.severity >= sb.Severity.ERROR] == [
        "MD009"
    ]  # where it was published


def test_running_again_changes_nothing(sample):
    """A second run over its own result gives the same document, byte for byte."""
    data = sb.dumps(sample.document)
    assert sb.dumps(redraft(sb.loads(data)).document) == data


def test_an_annotator_gets_what_it_needs(sample):
    """Slots need quotations: of the document, or of an annotator before them."""
    bare = attrs.evolve(sample.document, layers=[])
    with pytest.raises(AnnotatorError, match="it needs quotations, which no annotator before it gives"):
        redraft(bare, [StanceSlots()])
    assert redraft(sample.document, [StanceSlots()]).document.stances


def test_no_position_is_guessed(sample):
    """Every slot is open, and everything is proposed."""
    document = sample.document
    assert {one.position for one in document.stances} == {"unknown"}
    records = (*document.quotations, *document.topics, *document.stances)
    assert {one.status for one in records} == {"proposed"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The pier can wait, and the sea has time.", "en"),
        ("Die Mole kann warten, und das Meer hat Zeit.", "de"),
        ("La jetée peut attendre, et la mer a le temps.", "fr"),
        ("1234", None),
    ],
)
def test_the_language_is_judged(text, language):
    """The commonest words of a text tell its language; where there are none, nothing is said."""
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "One line.",
        '"',
        '"""""" ““““ „„„„ \'\'\'\' »»«« " said " said',
        "said said said, said: said",
        "According to",
        "No quotation at all.\n\nNothing is said here.",
        "1234",
        "-\n-\n-",
        "😀 “😀,” said Ada 😀 Lind.",
        "a\u0301 “e\u0301” said A\u030ada Lind.",
    ],
)
def test_odd_texts_give_a_plain_valid_document(text, tmp_path):
    """Whatever stands in a text, a document comes of it that is valid as a draft."""
    made = draft(Article(id="pier", text=text, fields={"date": "2024-03-05"}))
    place = tmp_path / "pier.xml"
    sb.dump(made.document, place)
    assert sb.validate(place, profile="draft").verdict == "valid"


def test_a_text_in_another_language_is_only_structured():
    """A language without a pack gives structure and nothing else."""
    made = draft(Article(id="pier", text="Mólo\n\n„Počká,“ řekla Ada Lindová."), language="cs")
    assert made.document.quotations == made.document.stances == ()
    assert made.document.metadata.language == "cs"
    assert not made.is_judged


def test_faults_of_marks_are_told():
    """Marks without a partner come with the draft."""
    made = draft(Article(id="pier", text='Pier\n\nShe said "no and left the pier.'))
    assert [str(one) for one in made.faults] == ['the quotation mark " at 14 is never closed']


@pytest.mark.parametrize(
    ("text", "reason"),
    [("\u200b".replace("\u200b", " "), "it is empty"), ("x" * 2_000_001, "more than the limit")],
)
def test_what_cannot_be_drafted_is_refused(text, reason):
    """An empty text and one beyond all measure are refused in a sentence."""
    with pytest.raises(SourceError, match=reason):
        draft(Article(id="pier", text=text))


def test_a_line_without_end_takes_no_more_than_its_length():
    """The work grows with the text, not with its square, even where no sentence ever ends."""
    import time  # noqa: PLC0415 - beside its only use

    line = 'Ada Lind said "it can wait, and the sea has time" to the "council of Cove", '

    def taken(times):
        began = time.process_time()
        draft(Article(id="pier", text=line * times), language="en")
        return time.process_time() - began

    once = min(taken(60), taken(60))
    assert taken(480) < 24 * once


def test_a_page_becomes_a_document():
    """HTML is read by what it is, not by the name of its file, and the sidecar goes before the page."""
    paragraph = "The harbour council has delayed the new pier of Cove by two years, because of the crane. " * 3
    page = f"<html lang='en'><body><article><h1>Pier delayed</h1><p>{paragraph}</p></article></body></html>"
    made = draft(Article(id="pier", text=page, fields={"outlet": "Harbour Post"}))
    assert made.document.metadata.outlet == "Harbour Post"
    assert made.document.metadata.language == "en"
    assert not made.is_judged
