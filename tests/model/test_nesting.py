"""Covering and nesting: the quick answers are those of comparing each with each."""

from hypothesis import given
from hypothesis import strategies as st

from stancebank.model import Document, Layer, Quotation, Span
from stancebank.model.covering import Covering

_SPANS = st.tuples(st.integers(0, 12), st.integers(0, 6)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
_CONTENTS = st.lists(st.lists(_SPANS, max_size=3), max_size=6)


@given(st.lists(_SPANS, max_size=8), _SPANS)
def test_covering_is_that_one_covers(spans, span):
    """A set of spans covers what one of them covers."""
    assert Covering(spans).covers(span) == any(one.covers(span) for one in spans)


@given(_CONTENTS)
def test_the_smallest_around_is_found(contents):
    """The enclosing quotation is the first of the smallest ones that cover every span, and never the one itself."""
    quotations = [Quotation(id=f"q{number}", content=content) for number, content in enumerate(contents)]
    document = Document.from_blocks("d", [("paragraph", "x" * 20)])
    document = document.with_layer(Layer(id="l", annotator=None, quotations=quotations))
    for quotation in quotations:
        around = [
            other
            for other in quotations
            if other.id != quotation.id
            and other.content
            and all(any(mine.covers(span) for mine in other.content) for span in quotation.content)
        ]
        smallest = min(around, key=lambda other: sum(span.length for span in other.content), default=None)
        assert document.enclosing(quotation) == smallest
