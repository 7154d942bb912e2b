"""Identifiers and language tags are judged by their form, and placeholders by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank.validation.authorities import identifier_fault
from stancebank.validation.languages import is_declared, tag_fault
from stancebank.validation.placeholders import is_placeholder, placeholder_in

SOUND = [
    ("https://www.wikidata.org/wiki/Q42", "URI"),
    ("http://www.wikidata.org/entity/Q42", "URI"),
    ("Q42", "Wikidata"),
    ("https://viaf.org/viaf/113230702/", "URI"),
    ("https://d-nb.info/gnd/118540238", "URI"),
    ("https://d-nb.info/gnd/4035964-5", "URI"),
    ("https://isni.org/isni/0000000121032683", "URI"),
    ("0000 0001 2103 2683", "ISNI"),
    ("https://orcid.org/0000-0002-1825-0097", "URI"),
    ("https://orcid.org/0000-0002-1694-233X", "URI"),
    ("https://ror.org/03yrm5c26", "URI"),
    ("https://www.geonames.org/2988507/paris.html", "URI"),
    ("https://example.org/q42", "URI"),
    ("q42", "local"),
    ("q42", None),
]
SPOILT = [
    ("https://www.wikidata.org/wiki/q42", "URI", "an item of Wikidata is Q and a number"),
    ("https://www.wikidata.org/wiki/Property:P31", "URI", "an item of Wikidata is Q and a number"),
    ("Q042", "wikidata", "an item of Wikidata is Q and a number"),
    ("https://viaf.org/viaf/Lind", "URI", "VIAF has numbers only"),
    ("https://d-nb.info/gnd/118540239", "URI", "the check digit is wrong"),
    ("https://d-nb.info/gnd/Lind", "URI", "the GND has eight or nine digits and a check digit"),
    ("https://isni.org/isni/000000012103268", "URI", "ISNI has fifteen digits and a check digit"),
    ("https://isni.org/isni/0000000121032684", "URI", "the check digit is wrong"),
    ("https://orcid.org/0000000218250097", "URI", "ORCID has four groups of four digits"),
    ("https://orcid.org/0000-0002-1825-0098", "URI", "the check digit is wrong"),
    ("https://ror.org/03yrm5c27", "URI", "the check digits are wrong"),
    ("https://ror.org/13yrm5c26", "URI", "ROR has a zero, six letters or digits and two check digits"),
    ("https://www.geonames.org/paris", "URI", "GeoNames has numbers only"),
    ("paris", "GeoNames", "GeoNames has numbers only"),
    ("Lind", "viaf", "VIAF has numbers only"),
    ("0000-0002-1825-009", "ORCID", "ORCID has four groups of four digits"),
    ("03yrm5c2", "ROR", "ROR has a zero, six letters or digits and two check digits"),
]


@pytest.mark.parametrize(("value", "kind"), SOUND)
def test_what_an_authority_file_could_have_given_is_sound(value, kind):
    """Of files that are not known nothing is said."""
    assert identifier_fault(value, kind) is None


@pytest.mark.parametrize(("value", "kind", "told"), SPOILT)
def test_what_no_authority_file_can_have_given_is_told(value, kind, told):
    """Letters, lengths and check digits, each in a sentence of its own."""
    assert identifier_fault(value, kind) == told


@given(digit=st.integers(0, 8), other=st.integers(1, 9))
def test_a_check_digit_finds_every_single_slip(digit, other):
    """One wrong digit in a GND identifier is always found."""
    sound = "118540238"
    wrong = str((int(sound[digit]) + other) % 10)
    assert identifier_fault(sound[:digit] + wrong + sound[digit + 1 :], "GND")


@given(value=st.text(max_size=20), kind=st.sampled_from(["GND", "ISNI", "ORCID", "ROR", "VIAF", "Wikidata", "URI"]))
def test_no_text_breaks_the_judgement(value, kind):
    """Whatever stands there, an answer is given."""
    assert identifier_fault(value, kind) is None or identifier_fault(value, kind)


@pytest.mark.parametrize("tag", ["en", "en-GB", "sr-Latn-RS", "de-1996", "gsw", "x-own", "zh-Hant", "es-419", "hy"])
def test_tags_of_bcp_47_are_sound(tag):
    """In whatever case they are written."""
    assert tag_fault(tag) is None
    assert tag_fault(tag.upper()) is None


@pytest.mark.parametrize("tag", ["english", "en_GB", "e", "", "en-", "eng", "ger-DE", "deu", "en-x"])
def test_other_tags_are_told(tag):
    """Names of languages, underscores, and three letters where there are two; ``ger`` is no code of ISO 639-3."""
    assert (tag_fault(tag) is None) == (tag == "ger-DE")


def test_a_wider_tag_declares_a_narrower_one():
    """The other way round it does not."""
    assert is_declared("sr-Latn-RS", frozenset({"sr-latn"}))
    assert not is_declared("sr", frozenset({"sr-latn"}))


@pytest.mark.parametrize("text", ["unknown", "N. N.", "-", "TODO", "xxx", "n/a", "Lorem ipsum"])
def test_placeholders_say_nothing(text):
    """Whatever signs and spaces stand between."""
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["", "  ", "anonymous", "Unknown Soldier's Post", "not recorded", "none found"])
def test_other_words_say_something(text):
    """What is missing altogether is the matter of other rules."""
    assert not is_placeholder(text)
    assert placeholder_in(text) is None
