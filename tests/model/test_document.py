"""What a document answers: texts, segments, voices, targets, layers, and copies of itself."""

import hashlib
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given

from stancebank.errors import UnknownIdError
from stancebank.model import (
    SEPARATOR,
    Annotator,
    Category,
    Document,
    Entity,
    Label,
    Layer,
    Proposition,
    Quotation,
    SegmentKind,
    Span,
    Speaker,
    Stance,
    Taxonomy,
    TopicAssignment,
)
from strategies import blocks, documents


def _document(**fields):
    return evolve(Document.from_blocks("d", [("headline", "Pier delayed"), ("paragraph", "It rains.")]), **fields)


@given(blocks())
def test_segments_tile_the_text(parts):
    """The text is the segments' texts with one separator between them, and nothing else."""
    document = Document.from_blocks("d", parts)
    assert [document.text_of(one) for one in document.segments] == [part for _, part in parts]
    assert document.text == SEPARATOR.join(part for _, part in parts)
    assert [one.id for one in document.segments] == [f"d.b{number}" for number in range(1, len(parts) + 1)]


@given(blocks().filter(bool))
def test_every_offset_lies_in_one_segment(parts):
    """An offset belongs to the last segment that begins at or before it."""
    document = Document.from_blocks("d", parts)
    for offset in range(len(document.text) + 1):
        segment = document.segment_at(offset)
        assert segment.span.start <= offset <= segment.span.end


@pytest.mark.parametrize("offset", [-1, 23])
def test_offsets_outside_the_text_lie_in_no_segment(offset):
    """An offset outside is an error that names it, as in a sequence."""
    with pytest.raises(IndexError, match=f"offset {offset} lies outside the text of 22 characters"):
        _document().segment_at(offset)
    with pytest.raises(IndexError, match="offset 0 lies outside the text of 0 characters"):
        Document.from_blocks("d", []).segment_at(0)


def test_a_document_of_blocks_is_an_article_under_its_headline():
    """The first headline is the title, and all blocks are one article."""
    document = Document.from_blocks(
        "d", [("byline", "By Jo"), ("headline", "A"), (SegmentKind.HEADLINE, "B")], language="en"
    )
    assert (document.metadata.title, document.metadata.headline) == ("A", "A")
    assert (document.metadata.language, document.metadata.header_language) == ("en", "en")
    assert [(one.id, one.kind, one.span) for one in document.sections] == [("d.article", "article", Span(0, 9))]
    assert Document.from_blocks("d", []).sections == ()


def test_text_of_takes_whatever_has_a_place():
    """Spans, blocks, sections and annotations alike have a text; a split one shows that it is."""
    document = _document()
    quotation = Quotation(id="q", content=[Span(0, 4), Span(13, 15)])
    assert document.text_of(Span(5, 12)) == "delayed"
    assert document.text_of(document.sections[0]) == document.text
    assert document.text_of(quotation) == "Pier … It"
    assert document.text_of(Stance(id="s", holder=None, target=None, position=None, evidence=[Span(0, 4)])) == "Pier"
    assert document.text_of(TopicAssignment(id="t", category=None, spans=[Span(0, 1)])) == "P"


def test_the_digest_is_that_of_the_text():
    """The digest can be made again by anybody, and recorded in a copy."""
    document = _document()
    assert document.digest == hashlib.sha256(b"Pier delayed\nIt rains.").hexdigest()
    assert document.with_digest().metadata.text_digest == document.digest
    assert document.metadata.text_digest is None


def test_voices_are_found_by_id_and_by_registry_entry():
    """A reference names a voice by its own id, or by that of its entry elsewhere; its own id goes first."""
    one = Speaker(id="lind", kind="person", same_as="per:lind")
    other = Speaker(id="o", kind="person", same_as="lind")
    document = _document(speakers=[one, other])
    assert document.speaker("lind") == document.speaker("per:lind") == one
    assert document.speaker("o") == other
    assert document.speaker("nobody") is None


def test_targets_are_whatever_carries_the_id():
    """A stance may be about a voice, an entity, a claim, a category, a quotation or a block."""
    category = Category(id="pier", labels=[Label(text="pier")])
    things = {
        "lind": Speaker(id="lind", kind="person"),
        "cove": Entity(id="cove", kind="place"),
        "claim": Proposition(id="claim", text="It rains."),
        "q": Quotation(id="q", content=[]),
        "pier": category,
    }
    document = _document(
        speakers=[things["lind"]],
        entities=[things["cove"]],
        propositions=[things["claim"]],
        taxonomies=[Taxonomy(id="issues", categories=[category])],
        layers=[Layer(id="l", annotator=None, quotations=[things["q"]])],
    )
    for reference, thing in things.items():
        assert document.target(reference) == thing
    assert document.target("d.b1") == document.segments[0]
    assert document.target("nothing") is None
    assert [thing.label for thing in (things["cove"], things["claim"])] == ["cove", "It rains."]


def test_annotations_know_their_layer():
    """An annotation leads to its layer and its annotator; one of another document is named."""
    quotation = Quotation(id="q", content=[])
    kim = Annotator(id="kim", kind="person", name="Kim")
    document = _document(annotators=[kim], layers=[Layer(id="l", annotator="kim", quotations=[quotation])])
    assert document.layer_of(quotation).id == "l"
    assert document.annotator_of(quotation) == document.annotator("kim") == kim
    assert document.annotator(None) is None
    stranger = Quotation(id="other", content=[])
    with pytest.raises(UnknownIdError, match="no annotation has the id 'other' in document 'd'"):
        document.layer_of(stranger)
    with pytest.raises(UnknownIdError):
        document.annotator_of(stranger)
    with pytest.raises(UnknownIdError):
        document.enclosing(stranger)


def test_the_smallest_quotation_around_encloses():
    """Of all quotations of the layer that cover every piece, the one with the least text encloses."""
    inner = Quotation(id="inner", content=[Span(2, 3), Span(13, 14)])
    layer = Layer(
        id="l",
        annotator=None,
        quotations=[
            Quotation(id="outer", content=[Span(0, 12), Span(13, 22)]),
            Quotation(id="middle", content=[Span(1, 5), Span(13, 16)]),
            Quotation(id="half", content=[Span(2, 4)]),
            Quotation(id="empty", content=[]),
            inner,
        ],
    )
    document = _document(layers=[layer])
    assert document.enclosing(inner).id == "middle"
    assert document.enclosing(layer.quotations[1]).id == "outer"
    assert document.enclosing(layer.quotations[0]) is None


@given(documents())
def test_all_annotations_belong_to_a_layer(document):
    """Quotations, topics and stances of a document are those of its layers, in their order."""
    assert document.quotations == tuple(one for layer in document.layers for one in layer.quotations)
    assert document.topics == tuple(one for layer in document.layers for one in layer.topics)
    assert document.stances == tuple(one for layer in document.layers for one in layer.stances)
    for layer in document.layers:
        assert layer.annotations == (*layer.quotations, *layer.topics, *layer.stances)
        for annotation in layer.annotations:
            assert document.layer_of(annotation) == layer
            assert annotation.spans == (
                annotation.content
                if isinstance(annotation, Quotation)
                else annotation.evidence
                if isinstance(annotation, Stance)
                else annotation.spans
            )


def test_with_layer_replaces_or_adds():
    """A layer takes the place of the one with its id, or the last place."""
    document = _document(layers=[Layer(id="a", annotator=None), Layer(id="b", annotator=None)])
    gold = Layer(id="a", annotator=None, is_gold=True)
    assert document.with_layer(gold).layers == (gold, document.layers[1])
    new = Layer(id="c", annotator=None)
    assert document.with_layer(new).layers == (*document.layers, new)
    assert len(document.layers) == 2


def _taxonomy():
    pier = Category(id="pier", labels=[Label(text="pier", language="en"), Label(text="Mole", language="de")])
    works = Category(id="works", categories=[Category(id="roads"), pier])
    return Taxonomy(id="issues", categories=[Category(id="arts"), works])


def test_paths_lead_from_the_broadest_category_down():
    """A path ends at the category asked for; where there is none it is empty."""
    taxonomy = _taxonomy()
    assert [one.id for one in taxonomy.path("pier")] == ["works", "pier"]
    assert [one.id for one in taxonomy.path("arts")] == ["arts"]
    assert taxonomy.path("sport") == ()
    assert [one.id for one in taxonomy.walk()] == ["arts", "works", "roads", "pier"]


def test_labels_are_told_in_the_language_asked_for():
    """Without a label in the language the first one stands in, and without any the id."""
    pier = _taxonomy().category("pier")
    assert (pier.label("de"), pier.label("fr"), pier.label()) == ("Mole", "pier", "pier")
    assert _taxonomy().category("sport") is None


@given(documents())
def test_every_category_is_found_at_the_end_of_its_path(document):
    """Walking, finding and following a path agree."""
    for taxonomy in document.taxonomies:
        for category in taxonomy.walk():
            assert taxonomy.category(category.id) == category
            path = taxonomy.path(category.id)
            assert path[-1] == category
            assert all(after in before.categories for before, after in pairwise(path))
