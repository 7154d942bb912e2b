"""JSON that people can read too: the same as the standard library writes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from stancebank.validation.json_text import json_text

_SINGLE = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
_VALUES = st.recursive(_SINGLE, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(_VALUES)
def test_it_is_what_the_standard_library_writes(value):
    """Whatever the value, nested or empty, the text is that of ``json.dumps`` with an indentation of two."""
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2)
