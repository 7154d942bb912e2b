"""The laws of reading and writing, over whole generated documents."""

import pytest
from hypothesis import given

from stancebank.model import Document
from stancebank.tei import dumps, loads
from strategies import blocks, documents

KEEPING = ("hybrid", "standoff")


@pytest.mark.parametrize("profile", KEEPING)
@given(document=documents())
def test_reading_undoes_writing(profile, document):
    """What is written in a profile that keeps annotation reads as the same document."""
    assert loads(dumps(document, profile=profile)) == document


@given(document=documents())
def test_profiles_convert_into_each_other_and_back(document):
    """Hybrid to standoff to hybrid gives the same bytes."""
    hybrid = dumps(document)
    standoff = dumps(loads(hybrid), profile="standoff")
    assert dumps(loads(standoff)) == hybrid
    assert dumps(loads(dumps(loads(standoff))), profile="standoff") == standoff


@pytest.mark.parametrize("profile", [*KEEPING, "plain"])
@given(document=documents())
def test_writing_is_a_fixed_point(profile, document):
    """What was written is written again byte for byte."""
    written = dumps(document, profile=profile)
    assert dumps(loads(written), profile=profile) == written


@given(document=documents())
def test_plain_keeps_text_and_structure(document):
    """The plain profile drops annotation, but no character, block or division."""
    plain = loads(dumps(document, profile="plain"))
    assert (plain.text, plain.segments, plain.sections) == (document.text, document.segments, document.sections)
    assert plain.layers == ()
    assert plain.markup == ()


@given(blocks())
def test_documents_of_blocks_come_back(parts):
    """A document built by hand of blocks alone comes back."""
    document = Document.from_blocks("d", parts, language="en")
    assert loads(dumps(document)) == document
