"""Crossings: the quick answer is that of comparing each with each."""

from hypothesis import given
from hypothesis import strategies as st

from stancebank.model import Span
from stancebank.tei.crossing import Crossings

_SPANS = st.tuples(st.integers(0, 12), st.integers(1, 8)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(_SPANS, max_size=12))
def test_what_crosses_is_what_crosses_one_of_those_placed(spans):
    """Of spans that come one after the other, one is refused just where it crosses one that was placed."""
    placed = Crossings(spans)
    kept = []
    for span in spans:
        assert placed.crosses(span) == any(span.crosses(other) for other in kept)
        if not placed.crosses(span):
            placed.add(span)
            kept.append(span)


def test_nothing_crosses_nothing():
    """Without spans there is nothing to be asked, and nothing fails."""
    assert Crossings([])._size == 1
