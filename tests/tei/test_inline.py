"""What is typed into the text: quotations without records, and elements that stand off the text."""

import pytest
from attrs import evolve

from stancebank.model import Document, Layer, Markup, Medium, Mode, Quotation, Span
from stancebank.tei import dumps, loads

_NS = "http://www.tei-c.org/ns/1.0"
_SOME = 'target="#string-range(d.b1,0,4)" type="hi"'
_NONE = 'target="#string-range(d.b1,2,0)" type="opaque"'


def tei(text, stand_off=""):
    """Return a document of one paragraph."""
    told = f"<text><body><div><p xml:id='d.b1'>{text}</p></div></body></text>{stand_off}"
    return f'<TEI xmlns="{_NS}" xml:id="d">{told}</TEI>'.encode()


def settles(data):
    """Return the document in *data*, and tell that it is a fixed point in every profile."""
    document = loads(data)
    for profile in ("hybrid", "standoff"):
        written = dumps(document, profile=profile)
        assert loads(written) == document
        assert dumps(loads(written), profile=profile) == written
    return document


def test_a_said_without_a_record_is_a_quotation_of_nobody():
    """A quotation typed inline is read into a layer without annotator, under an id of its own."""
    document = settles(
        tei('<said xml:id="s1" who="#lind" toWhom="per:b" direct="true" aloud="true">"Wait,"</said> she said.')
    )
    (layer,) = document.layers
    (quotation,) = layer.quotations
    assert (layer.id, layer.annotator) == ("d.inline", None)
    assert quotation == Quotation(
        id="s1.record",
        content=[Span(0, 7)],
        mode="direct",
        medium="speech",
        speakers=["lind"],
        addressees=["per:b"],
        anchors=["s1"],
    )
    assert document.markup == ()


def test_a_said_without_an_id_gets_one():
    """Without an id the record is counted, and the inline part called after it."""
    document = settles(tei('<said who="#lind" direct="false" aloud="false">that it waits</said>'))
    (quotation,) = document.quotations
    assert (quotation.id, quotation.anchors) == ("d.q1", ())
    assert (quotation.mode, quotation.medium) == (Mode.INDIRECT, Medium.THOUGHT)
    assert b'<said xml:id="d.q1.1" who="#lind" direct="false" aloud="false">' in dumps(document)


def test_parts_that_name_each_other_are_one_quotation():
    """A chain of next and prev is one quotation in pieces."""
    document = settles(
        tei(
            '<said xml:id="a" who="#l" direct="true" next="#b">"One,"</said> she said, '
            '<said xml:id="b" who="#l" direct="true" prev="#a" next="#c">"two,"</said> and '
            '<said xml:id="c" who="#l" direct="true" prev="#b">"three."</said>'
        )
    )
    (quotation,) = document.quotations
    assert document.text_of(quotation) == '"One," … "two," … "three."'
    assert quotation.is_split
    assert quotation.anchors == ("a", "b", "c")
    assert document.markup == ()


def test_a_chain_that_is_not_mirrored_loses_nothing():
    """A part that only points back is joined; one that only points forward stays, with its attribute."""
    first = '<said xml:id="a" who="#l" direct="true" next="#b">One</said>'
    document = settles(tei(f'{first} <said xml:id="b" who="#l" direct="true">two</said>'))
    assert len(document.quotations) == 2
    assert [(one.name, one.get("next")) for one in document.markup] == [("said", "#b")]


def test_quoted_islands_make_a_quotation_mixed():
    """A direct part inside an indirect one of the same voice is its verbatim island."""
    document = settles(
        tei('<said who="#l" direct="false">that it is <said who="#l" direct="true">"a toy"</said></said>')
    )
    (quotation,) = document.quotations
    assert quotation.mode is Mode.MIXED
    assert quotation.verbatim == (Span(11, 18),)


def test_another_voice_inside_is_a_quotation_of_its_own():
    """Speech within speech belongs to whoever it is ascribed to."""
    document = settles(tei('<said who="#l" direct="true">He said <said who="#m" direct="true">no</said></said>'))
    assert [one.speakers for one in document.quotations] == [("l",), ("m",)]
    inner = document.quotations[1]
    assert document.enclosing(inner) == document.quotations[0]


def test_a_bare_name_is_kept_as_unread():
    """Who speaks is not guessed from a name without a hash; the name survives."""
    document = settles(tei('<said who="Lind" direct="true">Wait</said>'))
    (quotation,) = document.quotations
    assert quotation.speakers == ()
    assert quotation.unread == (("speaker", "Lind"),)
    assert b'who="Lind"' in dumps(document)


def test_attributes_without_a_word_survive():
    """A said that says more than a record can stays as markup beside the quotation."""
    document = settles(tei('<said xml:id="s" who="#l" direct="true" rend="bold">Wait</said>'))
    assert len(document.quotations) == 1
    assert [one.name for one in document.markup] == ["said"]
    assert b'<said xml:id="s" direct="true" rend="bold" who="#l">Wait</said>' in dumps(document)


def test_an_island_in_words_that_a_record_speaks_of_is_no_second_quotation():
    """The record alone says what is verbatim; the inline element is kept."""
    record = (
        '<annotation xml:id="q" motivation="linking" target="#a" ana="mode:mixed"><ptr type="speaker" target="#l"/>'
        "</annotation>"
    )
    document = settles(
        tei(
            '<said xml:id="a" who="#l" direct="false">that it is <said who="#l" direct="true">"a toy"</said></said>',
            f'<standOff><listAnnotation xml:id="l1" type="layer">{record}</listAnnotation></standOff>',
        )
    )
    assert [one.id for one in document.quotations] == ["q"]
    assert [one.name for one in document.markup] == ["said"]


@pytest.mark.parametrize(
    "pointer",
    ["#string-range(d.b1,0,4)", "#range(string-index(d.b1,0),string-index(d.b1,4))", "#string-range(d.b1,0,2,2,2)"],
)
def test_ranges_name_stretches_of_a_block(pointer):
    """A range may be told in any of the ways that TEI has."""
    record = f'<annotation xml:id="s" motivation="assessing" target="{pointer}" ana="position:oppose"/>'
    document = settles(tei("Wait.", f"<standOff><listAnnotation>{record}</listAnnotation></standOff>"))
    assert "".join(span.slice(document.text) for span in document.stances[0].evidence) == "Wait"


@pytest.mark.parametrize(
    "pointer",
    [
        "#gone",
        "#string-range(gone,0,1)",
        "#string-range(d.b1,0,99)",
        "#string-range(d.b1,2,-1)",
        "#string-range(d.b1,1)",
        "#range(string-index(d.b1,3),string-index(d.b1,1))",
        "bare",
        "per:lind",
        "other.xml#p1",
    ],
)
def test_pointers_that_lead_nowhere_survive(pointer):
    """A pointer that names no stretch is kept as it stands; rules judge it."""
    record = (
        f'<annotation xml:id="q" motivation="linking" target="{pointer}">'
        f'<ptr type="cue" target="{pointer}"/></annotation>'
        f'<annotation xml:id="s" motivation="assessing" target="{pointer}"/>'
        f'<annotation xml:id="t" motivation="classifying" target="{pointer}"/>'
    )
    document = settles(tei("Wait.", f"<standOff><listAnnotation>{record}</listAnnotation></standOff>"))
    assert document.quotations[0].unread == (("cue", pointer), ("target", pointer))
    assert document.stances[0].unread == (("target", pointer),)
    assert dumps(document).decode().count(pointer) == 4


def test_references_that_lead_nowhere_survive():
    """A well-formed reference is kept whether or not anything carries the id."""
    record = (
        '<annotation xml:id="s" motivation="assessing" target="#d" ana="#gone position:maybe">'
        '<ptr type="holder" target="#gone #too"/><ptr type="stanceTarget" target="per:gone"/></annotation>'
    )
    document = settles(tei("Wait.", f"<standOff><listAnnotation>{record}</listAnnotation></standOff>"))
    (stance,) = document.stances
    assert (stance.holder, stance.target, stance.is_document_level) == ("gone", "per:gone", True)
    assert stance.categories == ("gone", "position:maybe")
    assert stance.unread == (("holder", "#too"),)


@pytest.mark.parametrize("name", ["xml.lang", "xml_lang"])
def test_names_of_features_may_have_a_stop_or_an_underscore(name):
    """Both ways of writing xml:lang as the name of a feature are read."""
    feature = f'<fs type="foreign"><f name="{name}"><string>ru</string></f></fs>'
    span = f'<span target="#string-range(d.b1,0,4)" type="foreign">{feature}</span>'
    document = settles(tei("Wait.", f'<standOff><spanGrp type="inline">{span}</spanGrp></standOff>'))
    assert document.markup == (Markup(name="foreign", span=Span(0, 4), attributes={"xml:lang": "ru"}),)


@pytest.mark.parametrize(
    "span",
    [
        'target="#string-range(d.b1,0,4)" type="hi"/>',
        'target="#string-range(d.b1,0,4)"><fs type="hi"/></span>',
        'target="#string-range(d.b1,0,4)" type="a b"><fs type="a b"/></span>',
        'target="#string-range(d.b1,0,4)" type="hi" n="1"><fs type="hi"/></span>',
        'target="#string-range(gone,0,4)" type="hi"><fs type="hi"/></span>',
        'target="#string-range(d.b1,0,4)" type="hi"><fs type="other"/></span>',
        f'{_SOME}><fs type="hi"><f name="#x"><string>1</string></f></fs></span>',
        f'{_SOME}><fs type="hi"><f name="n"><symbol value="1"/></f></fs></span>',
        f'{_SOME}><fs type="hi"><f name="n">1</f></fs></span>',
        f'{_SOME}><fs type="hi"><f name="n"><string>1<!--c--></string></f></fs></span>',
        f'{_SOME}>a<fs type="hi"/></span>',
        f'{_NONE}><fs type="opaque"/></span>',
        f'{_NONE}><fs type="opaque"><f name="xml"><string>&lt;lb</string></f></fs></span>',
        f'{_NONE}><fs type="opaque"><f name="xml"><string>&lt;b>x&lt;/b></string></f></fs></span>',
    ],
)
def test_spans_of_another_shape_are_kept_as_they_stand(span):
    """What does not describe an inline element is no inline element, but survives."""
    document = settles(tei("Wait.", f'<standOff><spanGrp type="inline"><span {span}</spanGrp></standOff>'))
    assert (document.markup, document.points) == ((), ())
    (fragment,) = document.fragments
    assert fragment.within == "standOff/spanGrp"
    assert fragment.xml.startswith("<span ")


def test_empty_inline_elements_that_stand_off_are_points():
    """An element over nothing is empty markup wherever it stands."""
    span = (
        '<span target="#string-range(d.b1,2,0)" type="hi"><fs type="hi"><f name="n"><string>1</string></f></fs></span>'
    )
    document = settles(tei("Wait.", f'<standOff><spanGrp type="inline">{span}</spanGrp></standOff>'))
    assert [(one.offset, one.xml) for one in document.points] == [(2, '<hi n="1"/>')]


def test_elements_in_no_namespace_stay_there():
    """Neither TEI's namespace nor another one is given to an element that has none, nor taken from its children."""
    document = settles(tei(f'a<x xmlns="">b<hi xmlns="{_NS}">c<lb/></hi><lb xmlns="{_NS}"/><y>d</y></x>'))
    assert [one.name for one in document.markup] == ["{}x", "hi", "{}y"]
    assert [one.xml for one in document.points] == ["<lb/>", "<lb/>"]


_TEXT = "abcdefgh"


def _layered(*layers, **others):
    document = Document.from_blocks("d", [("paragraph", _TEXT), ("paragraph", _TEXT)])
    return evolve(document, layers=layers, **others)


def _quoted(layer_id, *quotations, **others):
    return Layer(id=layer_id, annotator="someone", quotations=quotations, **others)


def test_one_layer_is_shown_inline_gold_before_others():
    """Of several layers the first gold one that has quotations is shown in the text, else the first one."""
    first = _quoted("l1", Quotation(id="q1", content=[Span(0, 3)]))
    gold = _quoted("l2", Quotation(id="q2", content=[Span(2, 5)]), is_gold=True)
    assert b'<said xml:id="q1.1" direct="unknown">abc</said>' in dumps(_layered(first))
    written = dumps(_layered(first, gold))
    assert b'ab<said xml:id="q2.1" direct="unknown">cde</said>' in written
    assert b"q1.1" not in written
    assert loads(written) == _layered(first, gold)


def test_layers_over_the_same_words_keep_their_own_anchors():
    """A quotation of a hidden layer does not take the shown one's element for its own."""
    document = _layered(
        _quoted("l1", Quotation(id="q1", content=[Span(0, 3)], anchors=["own"])),
        _quoted("l2", Quotation(id="q2", content=[Span(0, 3)])),
    )
    for profile in ("hybrid", "standoff"):
        assert loads(dumps(document, profile=profile)) == document


def test_ids_that_views_would_have_are_not_taken_from_others():
    """Where an id is in use already, the quotation is pointed at by a range, and nothing is shown under the id."""
    markup = [Markup(name="hi", span=Span(4, 6), id="q1.1")]
    document = _layered(_quoted("l1", Quotation(id="q1", content=[Span(0, 3)])), markup=markup)
    for profile in ("hybrid", "standoff"):
        assert loads(dumps(document, profile=profile)) == document
    assert dumps(document).count(b'"q1.1"') == 1


def test_quotations_that_cross_or_run_over_blocks_stand_off():
    """What no tree can hold is not split: it stays a record."""
    document = _layered(
        _quoted(
            "l1",
            Quotation(id="q1", content=[Span(0, 4)]),
            Quotation(id="q2", content=[Span(2, 6)]),
            Quotation(id="q3", content=[Span(7, 12)], anchors=["over"]),
        )
    )
    written = dumps(document).decode()
    assert '<said xml:id="q1.1" direct="unknown">abcd</said>efgh' in written
    assert 'target="#string-range(d.b1,2,4)"' in written
    assert 'target="#range(string-index(d.b1,7),string-index(d.b2,3))" type="said"' in written
    assert loads(written.encode()) == document


def test_a_quoted_note_in_a_byline_is_no_section():
    """A block that holds nothing but a phrase that could be a block elsewhere is still one block."""
    document = Document.from_blocks("d", [("byline", "By Jo"), ("credit", "Photo")])
    quoted = evolve(document, markup=[Markup(name="quote", span=Span(0, 5)), Markup(name="note", span=Span(6, 11))])
    assert loads(dumps(quoted)) == quoted
