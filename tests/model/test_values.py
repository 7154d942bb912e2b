"""Every class of the model is a value: frozen, hashable, picklable, copyable, equal by its fields."""

import inspect
import pickle
import pkgutil
from copy import deepcopy
from enum import Enum
from importlib import import_module
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank import findings, model
from stancebank.tei import loads
from strategies import documents

_DOCUMENT = loads((Path(__file__).parents[1] / "tei" / "data" / "harbour.xml").read_bytes())


def _classes():
    """Yield every attrs class and enumeration that the model and the findings define."""
    names = [f"{model.__name__}.{one.name}" for one in pkgutil.iter_modules(model.__path__)]
    for name in [*names, findings.__name__]:
        module = import_module(name)
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ == name and (attrs.has(kind) or issubclass(kind, Enum)):
                yield kind


def _parts(value):
    """Yield *value* and every value of the model inside it."""
    if attrs.has(type(value)):
        yield value
        for one in attrs.fields(type(value)):
            yield from _parts(getattr(value, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _parts(one)


_CLASSES = [kind for kind in _classes() if attrs.has(kind)]
_VALUES = {type(one): one for one in _parts(_DOCUMENT)}


def test_the_example_holds_a_value_of_every_class_of_the_model():
    """What is tested by example below is tested for all classes."""
    expected = {kind for kind in _CLASSES if kind.__module__.startswith(model.__name__)}
    assert expected - _VALUES.keys() == set()


@pytest.mark.parametrize("kind", _CLASSES, ids=lambda kind: kind.__name__)
def test_classes_are_frozen_slotted_and_compare_by_their_fields(kind):
    """Equality and hash are generated, never written by hand; nothing is ordered by accident."""
    source = inspect.getsource(kind)
    assert "__eq__" not in source
    assert "__hash__" not in source
    assert "__len__" not in source
    assert not hasattr(kind, "__dict__") or "__dict__" not in kind.__slots__
    assert kind.__setattr__ is not object.__setattr__
    assert all(one.eq and one.hash is None for one in attrs.fields(kind))


@pytest.mark.parametrize("kind", _VALUES, ids=lambda kind: kind.__name__)
def test_values_cannot_be_changed(kind):
    """A value has no setter: a change is a copy."""
    value = _VALUES[kind]
    name = attrs.fields(kind)[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, name, getattr(value, name))


@pytest.mark.parametrize("kind", _VALUES, ids=lambda kind: kind.__name__)
def test_values_pickle_and_copy(kind):
    """A value that went to another process is the same value."""
    value = _VALUES[kind]
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(value, protocol)) == value  # noqa: S301 - our own bytes
    assert deepcopy(value) == value
    assert hash(deepcopy(value)) == hash(value)
    assert attrs.evolve(value) == value


def test_looked_up_values_pickle_too():
    """What was cached by look-ups neither breaks pickling nor enters equality."""
    document = deepcopy(_DOCUMENT)
    assert document.speaker("per:lind") is not None
    assert document.segment_at(0)
    assert document.layer_of(document.quotations[0])
    assert document.taxonomies[0].category("harbour-2024-03-05.issues.pier")
    assert pickle.loads(pickle.dumps(document)) == document == _DOCUMENT  # noqa: S301 - our own bytes
    assert hash(document) == hash(_DOCUMENT)


@given(documents(), st.data())
def test_documents_are_values(document, data):
    """Any document is equal to its copies, symmetrically, and unlike one with another title."""
    copy = pickle.loads(pickle.dumps(document))  # noqa: S301 - our own bytes
    assert document == copy
    assert copy == document
    assert hash(copy) == hash(document)
    other = attrs.evolve(document, metadata=attrs.evolve(document.metadata, title=data.draw(st.just("Other title"))))
    assert (document == other) is (document.metadata.title == "Other title")
    assert (other == document) is (document == other)


_ENUMERATIONS = [kind for kind in _classes() if issubclass(kind, Enum)]


@pytest.mark.parametrize("kind", _ENUMERATIONS, ids=lambda kind: kind.__name__)
def test_words_of_vocabularies_are_lower_case_and_unique(kind):
    """A closed vocabulary reads in a file as it does in code."""
    for word in kind:
        told = word.value if isinstance(word.value, str) else word.name.lower()
        assert word.name == told.upper()
    assert len({word.value for word in kind}) == len(kind)
