"""What a taxonomy says of itself is found in either of the two forms that TEI has."""

import pytest

from stancebank.tei import parse
from stancebank.tei.vocabularies import Retirement, retirement, vocabularies

TEI = "http://www.tei-c.org/ns/1.0"


def read(inner, own=' xml:id="issues"'):
    root = parse(f'<taxonomy xmlns="{TEI}"{own}>{inner}</taxonomy>'.encode(), registry=True)
    return vocabularies(root)[0]


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("", ("", "", "")),
        ("<desc>1.0</desc>", ("", "", "")),
        ('<desc><num type="version">1.0</num><num>7</num></desc>', ("1.0", "", "")),
        ("<bibl><edition>1.0</edition><date>2024</date></bibl>", ("1.0", "", "")),
        ('<desc><date when="2024"/></desc>', ("", "2024", "")),
        ('<desc><ref target="https://a.example">x</ref></desc>', ("", "", "https://a.example")),
        ('<desc><ref type="other" target="https://a.example">x</ref></desc>', ("", "", "")),
        ("<bibl><availability><licence>CC BY 4.0</licence></availability></bibl>", ("", "", "CC BY 4.0")),
    ],
)
def test_a_release_is_version_date_and_licence(about, told):
    """Words alone are none: they are looked for in the elements that say what they are."""
    found = read(about)
    assert (found.version, found.date, found.licence) == told


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("<catDesc/>", (False, False, False)),
        ("<catDesc>pier</catDesc>", (True, False, False)),
        ("<catDesc><term>pier</term>: </catDesc>", (True, False, False)),
        ("<catDesc><term>pier</term>: for boats</catDesc>", (True, True, False)),
        ("<catDesc><term>pier</term> <mentioned>A pier.</mentioned></catDesc>", (True, False, True)),
        ("<catDesc>Mole</catDesc><catDesc><term>pier</term>: boats</catDesc>", (True, True, False)),
    ],
)
def test_a_category_is_described_defined_and_shown(description, told):
    """One description that says it is enough."""
    [term] = read(f'<category xml:id="pier">{description}</category>').terms
    assert (term.is_described, term.is_defined, term.has_example) == told
    assert term.id == "pier"


def test_what_has_no_id_is_found_near_what_has_one():
    """Without any there is no place."""
    assert read("<category/>").terms[0].id == "issues"
    assert read("<category/>", own="").id is None


def test_a_retired_category_may_name_what_took_its_place():
    """The date says so; without it the category is in use."""
    told = '<catDesc><date type="retired" when="2024"/> <ref type="replacement" target="#pier">pier</ref></catDesc>'
    for inner, expected in [
        (told, Retirement(when="2024", replacement="#pier")),
        ('<catDesc><date type="retired"/></catDesc>', Retirement(when=None, replacement=None)),
        ('<catDesc><date when="2024"/></catDesc>', None),
    ]:
        root = parse(f'<taxonomy xmlns="{TEI}"><category>{inner}</category></taxonomy>'.encode(), registry=True)
        assert retirement(root[0]) == expected
