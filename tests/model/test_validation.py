"""What no file could hold is refused when the value is built, and the message names field, value and remedy."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank.model import (
    Affiliation,
    Annotator,
    Category,
    Certainty,
    CertaintyWord,
    Document,
    Fragment,
    Label,
    Layer,
    Markup,
    Mention,
    Metadata,
    Name,
    Point,
    Prefix,
    Proposition,
    Quotation,
    Relation,
    Section,
    Segment,
    Span,
    Speaker,
    Stance,
    Taxonomy,
    TopicAssignment,
)
from stancebank.model.certainty import certainty
from stancebank.model.characters import is_name, is_reference, is_text, white_normalised

_SPAN = Span(0, 1)
_STANCE = {"holder": None, "target": None, "position": None}


def _documented(**fields):
    told = {"id": "d", "text": "a\nb", "metadata": Metadata(title="t")}
    told["segments"] = [Segment(id="b1", kind="paragraph", span=_SPAN), Segment(id="b2", kind="item", span=Span(2, 3))]
    return Document(**(told | fields))


REFUSED = {
    "control character": (
        lambda: Proposition(id="p", text="a\x0bb"),
        "text of Proposition holds U\\+000B at 1, which XML cannot carry",
    ),
    "surrogate": (lambda: Name(text="\ud800"), "text of Name holds U\\+D800 at 0"),
    "noncharacter": (lambda: Metadata(title="\uffff"), "title of Metadata holds U\\+FFFF at 0"),
    "control character in an optional field": (
        lambda: Metadata(title="", url="\x00"),
        "url of Metadata holds U\\+0000 at 0",
    ),
    "control character in a list": (lambda: Metadata(title="", authors=["a", "\x01"]), "authors of Metadata holds U"),
    "id with a space": (lambda: Quotation(id="q 1", content=[]), "id of Quotation must be an XML name without a colon"),
    "id with a colon": (lambda: Speaker(id="per:x", kind="person"), "id of Speaker must be an XML name"),
    "empty id": (lambda: Layer(id="", annotator=None), "id of Layer must be an XML name"),
    "malformed optional id": (lambda: Markup(name="hi", span=_SPAN, id="1"), "id of Markup must be an XML name"),
    "reference with a hash": (
        lambda: Mention(span=_SPAN, entity="#lind", kind="person"),
        "entity of Mention must be an id, a prefixed name or an address, not '#lind'",
    ),
    "reference with a space": (
        lambda: Quotation(id="q", content=[], speakers=["a b"]),
        "speakers of Quotation must be",
    ),
    "empty reference": (lambda: Stance(id="s", **(_STANCE | {"holder": ""})), "holder of Stance must be an id"),
    "attribute with a bad name": (
        lambda: Affiliation(attributes={"a b": "1"}),
        "attributes of Affiliation name 'a b', which is neither",
    ),
    "attribute with an unknown prefix": (
        lambda: Affiliation(attributes={"x:a": "1"}),
        "attributes of Affiliation name 'x:a', which is neither",
    ),
    "attribute twice": (
        lambda: Affiliation(attributes=(("n", "1"), ("n", "2"))),
        "attributes of Affiliation name one of n, n twice",
    ),
    "attribute for the id": (
        lambda: Segment(id="b", kind="item", span=_SPAN, attributes={"xml:id": "c"}),
        "attributes of Segment hold an xml:id, which has a field of its own",
    ),
    "element with a bad name": (
        lambda: Markup(name="h i", span=_SPAN),
        "name of Markup must be an element's name, not 'h i'",
    ),
    "markup over nothing": (
        lambda: Markup(name="lb", span=Span(3, 3)),
        "markup 'lb' covers nothing at 3; empty markup is a Point",
    ),
    "negative offset": (lambda: Point(offset=-1, xml="<lb/>"), "offset of a point must not be negative, but is -1"),
    "anchors of another number": (
        lambda: Quotation(id="q", content=[_SPAN], anchors=["a", "b"]),
        "quotation 'q' needs one anchor for each of its 1 spans, or none",
    ),
    "one anchor for two spans": (
        lambda: Quotation(id="q", content=[_SPAN, _SPAN], anchors=["a", "a"]),
        "quotation 'q' needs one anchor for each of its 2 spans",
    ),
    "the usual anchors": (
        lambda: Quotation(id="q", content=[_SPAN], anchors=["q.1"]),
        "the anchors of quotation 'q' are the usual ones: leave them out",
    ),
    "a category that a field says": (
        lambda: Stance(id="s", categories=["position:oppose"], **_STANCE),
        "say position='oppose' instead of the category 'position:oppose'",
    ),
    "a status as a category": (
        lambda: TopicAssignment(id="t", category="c", categories=["status:manual"]),
        "say status='manual' instead",
    ),
    "further categories without a first": (
        lambda: TopicAssignment(id="t", category=None, categories=["c"]),
        "topic 't' has further categories but none to begin with",
    ),
    "unread pointers in one string": (
        lambda: Quotation(id="q", content=[], unread=[("cue", "a b")]),
        "unread of Quotation must be single pointers, not 'a b'",
    ),
    "role of a group": (
        lambda: Speaker(id="s", kind="group", role="government"),
        "role of a voice of kind group must be None, not 'government'",
    ),
    "affiliation of an organisation": (
        lambda: Speaker(id="s", kind="organisation", affiliations=[Affiliation()]),
        "an organisation has no affiliations; tie 's' to others by a Relation",
    ),
    "relation of nobody": (lambda: Relation(active=[], passive=["a"]), "active of a relation must name somebody"),
    "relation to nobody": (lambda: Relation(active=["a"], passive=[]), "passive of a relation must name somebody"),
    "application of a person": (
        lambda: Annotator(id="a", kind="person", name="A", application="app"),
        "only a program has an application, but annotator 'a' is of kind person",
    ),
    "empty label": (lambda: Label(text=" "), "a label must not be empty"),
    "definition of a taxonomy": (
        lambda: Taxonomy(id="t", labels=[Label(text="a", definition="b")]),
        "a label of taxonomy 't' has a definition or an example; only those of categories do",
    ),
    "prefix with a colon": (lambda: Prefix(name="per:", replacement="x#$1"), "name of Prefix must be an XML name"),
    "other without an element": (
        lambda: Segment(id="b", kind="other", span=_SPAN),
        "element of Segment must be a string",
    ),
    "other as a paragraph": (
        lambda: Segment(id="b", kind="other", span=_SPAN, element="p"),
        "a segment of kind other cannot be a 'p': that is another kind",
    ),
    "paragraph with an element": (
        lambda: Segment(id="b", kind="paragraph", span=_SPAN, element="ab"),
        "only a segment of kind other names its element, but 'b' is a paragraph",
    ),
    "unknown kind": (lambda: Segment(id="b", kind="verse", span=_SPAN), "'verse' is not a valid SegmentKind"),
    "unknown position": (lambda: Stance(id="s", **(_STANCE | {"position": "for"})), "'for' is not a valid Position"),
    "unknown certainty": (lambda: Quotation(id="q", content=[], certainty="sure"), "'sure' is not a valid Certainty"),
    "certainty over one": (
        lambda: Quotation(id="q", content=[], certainty=1.5),
        "certainty must lie between 0 and 1, but is 1.5",
    ),
    "certainty that is no number": (
        lambda: Quotation(id="q", content=[], certainty=math.nan),
        "certainty must lie between 0 and 1, but is nan",
    ),
    "text without segments": (lambda: _documented(segments=[]), "a document with text needs segments"),
    "a gap between segments": (
        lambda: _documented(
            segments=[Segment(id="b1", kind="item", span=_SPAN), Segment(id="b2", kind="item", span=Span(3, 3))]
        ),
        "segment 'b2' must begin at 2",
    ),
    "segments parted by a space": (
        lambda: _documented(text="a b"),
        "segments 'b1' and 'b2' are not parted by a line feed",
    ),
    "segments short of the end": (
        lambda: _documented(text="a\nbc"),
        "the segments must cover the text from its start to its end",
    ),
    "section that parts a segment": (
        lambda: _documented(sections=[Section(span=Span(0, 2), id="s")]),
        "section 's' from 0 to 2 does not hold whole segments",
    ),
    "sections that cross": (
        lambda: Document(
            id="d",
            text="a\nb\nc",
            segments=[Segment(id=f"b{n}", kind="item", span=Span(n, n + 1)) for n in (0, 2, 4)],
            sections=[Section(span=Span(0, 3)), Section(span=Span(2, 5), id="s")],
            metadata=Metadata(title=""),
        ),
        "section 's' from 2 to 5 crosses another one",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_file_could_hold_is_refused(name):
    """A bad value is refused where it is built, with a message that names it."""
    build, told = REFUSED[name]
    with pytest.raises((ValueError, TypeError), match=told):
        build()


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (lambda: Metadata(title=None), "title of Metadata must be a string, not None"),
        (lambda: Fragment(within="TEI", before="", xml=b"<a/>"), "xml of Fragment must be a string, not b'<a/>'"),
        (lambda: Point(offset=True, xml=""), "offset of a point must be an integer, not True"),
        (lambda: Quotation(id="q", content=[], certainty=True), "certainty must be a word or a number, not True"),
        (lambda: Quotation(id="q", content=[], speakers=[None]), "speakers of Quotation must be a string, not None"),
        (lambda: Quotation(id=7, content=[]), "id of Quotation must be a string, not 7"),
    ],
)
def test_values_of_another_type_are_a_misuse(build, told):
    """A wrong type is a TypeError that names field and value, whatever the converter thought of it."""
    with pytest.raises(TypeError, match=told):
        build()


def test_lines_are_normalised_when_they_are_built():
    """White space in a line means nothing in XML, so it means nothing in the model; no-break spaces stay."""
    assert Name(text=" Ada \n Lind\u00a0").text == "Ada Lind\u00a0"
    assert Metadata(title="a\tb", authors=[" c  d "]).authors == ("c d",)
    assert Metadata(title="a\tb", url=" u ").url == "u"


def test_sequences_become_tuples_and_attributes_are_sorted():
    """Whatever is passed, a value holds what can be hashed."""
    markup = Markup(name="hi", span=_SPAN, attributes={"rend": "bold", "n": "1"})
    assert markup.attributes == (("n", "1"), ("rend", "bold"))
    assert (markup.get("n"), markup.get("x")) == ("1", None)
    assert Quotation(id="q", content=iter([_SPAN])).content == (_SPAN,)
    assert Quotation(id="q", content=[], unread=[("b", "x"), ("a", "y")]).unread == (("a", "y"), ("b", "x"))


def test_documents_sort_what_has_an_order():
    """Voices, entities, prefixes, sections and inline markup stand in the order in which they are written."""
    speakers = [Speaker(id=kind, kind=kind) for kind in ("organisation", "person", "unnamed", "group")]
    document = _documented(
        speakers=speakers,
        sections=[Section(span=Span(2, 3)), Section(span=Span(0, 3))],
        markup=[Markup(name="a", span=Span(2, 3)), Markup(name="b", span=_SPAN), Markup(name="c", span=Span(0, 3))],
        prefixes=[Prefix(name="z", replacement=""), Prefix(name="a", replacement="")],
    )
    assert [one.id for one in document.speakers] == ["person", "unnamed", "group", "organisation"]
    assert [one.span for one in document.sections] == [Span(0, 3), Span(2, 3)]
    assert [one.name for one in document.markup] == ["c", "b", "a"]
    assert [one.name for one in document.prefixes] == ["a", "z"]


@given(st.one_of(st.none(), st.sampled_from(CertaintyWord), st.floats(0, 1), st.sampled_from([0, 1])))
def test_certainties_convert_to_themselves(value: Certainty):
    """Converting twice changes nothing, and a number keeps its value."""
    told = certainty(value)
    assert certainty(told) == told == value
    assert not isinstance(told, int)


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    """White space once normalised is normal."""
    once = white_normalised(text)
    assert white_normalised(once) == once
    assert once.split() == text.split()


@given(st.text(max_size=4))
def test_names_and_references_are_texts(text):
    """What can be an id can be a reference, and what can be a reference can be written."""
    assert is_name(text) <= is_reference(text) <= is_text(text)
    assert not is_name(text) or ":" not in text


@given(st.text(max_size=20))
def test_text_is_what_xml_can_carry(text):
    """A character is refused when, and only when, it is outside of XML's own range."""
    fine = all(
        one in "\t\n\r" or " " <= one <= "\ud7ff" or "\ue000" <= one <= "\ufffd" or one > "\uffff" for one in text
    )
    assert is_text(text) is fine


def test_a_category_without_labels_goes_by_its_id():
    """There is always something to show."""
    assert Category(id="c").label("de") == "c"
    assert Speaker(id="s", kind="person").label == "s"
