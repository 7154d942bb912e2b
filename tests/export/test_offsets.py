"""The laws of offsets in other units, and of tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank import Document, Layer, Quotation, Span
from stancebank.export.offsets import byte_units, utf16_units
from stancebank.export.tokens import tokens_of
from strategies import blocks, spans, texts

ENCODED = [(utf16_units, "utf-16-le", 2), (byte_units, "utf-8", 1)]


@pytest.mark.parametrize(("units", "encoding", "width"), ENCODED)
@given(text=texts(), data=st.data())
def test_units_are_those_of_the_encoding(units, encoding, width, text, data):
    """An offset in units is the length of what precedes it in the encoding, and leads back."""
    converter = units(text)
    at = data.draw(st.integers(0, len(text)))
    found = converter.of(at)
    assert found == len(text[:at].encode(encoding, "surrogatepass")) // width
    assert converter.code_points(found) == at


@pytest.mark.parametrize(("units", "encoding", "width"), ENCODED)
@given(text=texts())
def test_places_inside_a_character_are_no_places(units, encoding, width, text):
    """Every offset in units is that of one code point, or is refused."""
    converter = units(text)
    starts = {converter.of(at) for at in range(len(text) + 1)}
    for offset in range(len(text.encode(encoding)) // width + 1):
        if offset in starts:
            converter.code_points(offset)
        else:
            with pytest.raises(ValueError, match="inside a character"):
                converter.code_points(offset)


@pytest.mark.parametrize("units", [utf16_units, byte_units])
def test_offsets_outside_the_text_are_refused(units):
    """No offset is invented."""
    converter = units("a🙂")
    for offset in (-1, 3):
        with pytest.raises(IndexError):
            converter.of(offset)
    with pytest.raises(IndexError):
        converter.code_points(99)


@st.composite
def quoted(draw):
    """Documents with quotations at arbitrary places."""
    document = Document.from_blocks("d", draw(blocks()))
    places = spans(len(document.text)) if document.text else st.just(Span(0, 0))
    found = draw(st.lists(st.lists(places, max_size=2), max_size=3))
    layer = Layer(
        id="l",
        annotator=None,
        quotations=[Quotation(id=f"q{number}", content=content) for number, content in enumerate(found)],
    )
    return document.with_layer(layer)


@given(quoted())
def test_tokens_tile_what_is_not_white(document):
    """Tokens follow one another, hold no white space, and leave nothing else out."""
    tokens = tokens_of(document).tokens
    at = 0
    for token in tokens:
        assert token.text == token.span.slice(document.text)
        assert not any(character.isspace() for character in token.text)
        assert document.text[at : token.span.start].isspace() or at == token.span.start
        at = token.span.end
    assert not document.text[at:].strip()


@given(quoted())
def test_annotations_are_whole_tokens(document):
    """The tokens of a span are its text, but for white space."""
    tokens = tokens_of(document)
    for quotation in document.quotations:
        for span in quotation.content:
            first, end = tokens.run(span)
            found = "".join(token.text for token in tokens.tokens[first:end])
            assert found == "".join(span.slice(document.text).split())
