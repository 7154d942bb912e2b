"""Spans: the arithmetic agrees with the sets that it abbreviates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank.model import Span
from strategies import spans, texts

_SIZE = 12


def _offsets(span):
    return set(range(span.start, span.end))


@given(spans(_SIZE), spans(_SIZE))
def test_overlap_means_a_shared_offset(a, b):
    """Two spans overlap when, and only when, they share an offset."""
    assert a.overlaps(b) == bool(_offsets(a) & _offsets(b))


@given(spans(_SIZE), spans(_SIZE))
def test_overlap_and_crossing_are_symmetric(a, b):
    """It does not matter which of two spans is asked."""
    assert a.overlaps(b) == b.overlaps(a)
    assert a.crosses(b) == b.crosses(a)


@given(spans(_SIZE), spans(_SIZE))
def test_crossing_spans_overlap_and_neither_covers_the_other(a, b):
    """Crossing is what keeps two stretches out of one tree."""
    assert a.crosses(b) == (a.overlaps(b) and not a.covers(b) and not b.covers(a))


@given(spans(_SIZE, empty=False), spans(_SIZE, empty=False))
def test_covering_is_the_superset(a, b):
    """A span covers another when it holds all of its offsets."""
    assert a.covers(b) == (_offsets(a) >= _offsets(b))


@given(spans(_SIZE), spans(_SIZE))
def test_covering_both_ways_is_equality(a, b):
    """Covering is an order: reflexive, and antisymmetric."""
    assert a.covers(a)
    assert (a.covers(b) and b.covers(a)) == (a == b)


@given(spans(_SIZE, empty=False), spans(_SIZE, empty=False))
def test_spans_precede_follow_or_overlap(a, b):
    """Of two spans that hold something exactly one of three things is true."""
    assert [a.precedes(b), b.precedes(a), a.overlaps(b)].count(True) == 1


@given(st.data(), texts())
def test_a_slice_is_as_long_as_its_span(data, text):
    """An offset counts one code point, whatever the plane or the combining class."""
    span = data.draw(spans(len(text)))
    assert len(span.slice(text)) == span.length
    assert text[: span.start] + span.slice(text) + text[span.end :] == text


@pytest.mark.parametrize("offset", [True, 1.0, "1", None])
def test_an_offset_is_an_integer(offset):
    """Neither a boolean nor a number that merely looks whole is an offset."""
    with pytest.raises(TypeError, match=r"start of a span must be an integer, not"):
        Span(offset, 5)
    with pytest.raises(TypeError, match=r"end of a span must be an integer, not"):
        Span(0, offset)


def test_an_offset_is_not_negative():
    """Offsets count from the start of the text."""
    with pytest.raises(ValueError, match="start of a span must not be negative, but is -1"):
        Span(-1, 5)


def test_a_span_does_not_end_before_it_starts():
    """A span is half-open, and may be empty, but not backwards."""
    assert Span(3, 3).length == 0
    with pytest.raises(ValueError, match="end 2 precedes start 3"):
        Span(3, 2)


def test_spans_sort_in_reading_order():
    """Earlier starts come first, then shorter spans."""
    assert sorted([Span(2, 3), Span(0, 4), Span(0, 1)]) == [Span(0, 1), Span(0, 4), Span(2, 3)]


def test_an_empty_span_is_still_a_span():
    """No value object is falsy: an empty span is not a missing one."""
    assert bool(Span(0, 0)) is True
