"""Laws of content models."""

import re

from hypothesis import given
from hypothesis import strategies as st

from stancebank.schema.content import TEXT, ContentModel, alternatives, nothing, repeated, sequence, symbol

LEAVES = st.sampled_from("abc").map(symbol) | st.just(nothing())
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3).map(sequence)
        | st.lists(inner, min_size=1, max_size=3).map(alternatives)
        | inner.map(repeated)
    ),
    max_leaves=8,
)


def regular(expression):
    """Return *expression* in the notation of Python."""
    if expression.kind == "symbol":
        return expression.name
    parts = [regular(part) for part in expression.parts]
    if expression.kind == "alternatives":
        return f"(?:{'|'.join(parts)})"
    whole = f"(?:{''.join(parts)})"
    return f"{whole}+" if expression.kind == "repeated" else whole


@given(EXPRESSIONS, st.text("abc", max_size=6))
def test_a_model_accepts_what_the_expression_means(expression, word):
    """The automaton and Python's regular expressions agree on every word."""
    model = ContentModel.of(expression)
    state = model.start
    for name in word:
        state = state and model.step(state, name)
    assert bool(state and state.complete) == bool(re.fullmatch(regular(expression), word))


@given(EXPRESSIONS)
def test_what_is_expected_can_be_stepped(expression):
    """Exactly the expected names lead on."""
    model = ContentModel.of(expression)
    for name in "abc":
        assert (model.step(model.start, name) is not None) == (name in model.expected(model.start))


def test_text_may_be_absent_and_may_come_again():
    """Where text may stand there may be none of it, or several pieces."""
    model = ContentModel.of(symbol(TEXT))
    assert model.start.complete
    once = model.step(model.start, TEXT)
    assert once.complete
    assert model.step(once, TEXT) == once


def test_the_one_missing_name_is_found():
    """A name is missing if it alone would let the next one follow."""
    model = ContentModel.of(sequence([symbol("a"), alternatives([symbol("b"), nothing()]), symbol("c")]))
    assert model.missing(model.start, "b") == "a"
    assert model.missing(model.start, "c") == "a"
    assert model.missing(model.step(model.start, "a"), "a") is None


def test_two_missing_names_are_none():
    """Where either of two names would do, neither is said to be missing."""
    model = ContentModel.of(sequence([alternatives([symbol("a"), symbol("b")]), symbol("c")]))
    assert model.missing(model.start, "c") is None


def test_a_name_has_its_places_anywhere():
    """After a fault, a model can be entered wherever a name stands in it."""
    model = ContentModel.of(sequence([symbol("a"), symbol("b"), symbol("c")]))
    assert model.expected(model.anywhere("b")) == ("c",)
    assert model.anywhere("c").complete
