"""Laws of the constraints: each holds in the fixtures and is told where it is broken."""

from threading import Thread

import pytest
from lxml import etree

from stancebank.findings import Severity
from stancebank.schema import check_constraints, read_schema
from stancebank.schema.files import CONSTRAINTS

ID = "harbour-2024-03-05"

BROKEN = {
    "ID003": ((f'<person xml:id="{ID}.lind"', "<person"),),
    "ID005": ((f'<place xml:id="{ID}.cove"', '<place xml:id="cove"'),),
    "SC007.when": (('when="2024-03-04"', 'when="2024-03-04" notBefore="2024"'),),
    "SC007.from": (('from="2020-01-01" to="2025-12-31">chair', 'from="2020-01-01" notBefore="2019">chair'),),
    "SC007.to": (('from="2020-01-01" to="2025-12-31">chair', 'to="2025-12-31" notAfter="2026">chair'),),
    "SC002": (('key="stancebank-1"', 'key="other-1"'),),
    "MD006": (
        (f'<text xml:id="{ID}.text" xml:lang="en">', f'<text xml:id="{ID}.text">'),
        (f'xml:id="{ID}" xml:lang="en"', f'xml:id="{ID}"'),
    ),
    "MD011": (
        ("<availability>", "<availability><p/></availability><!--"),
        ("</availability>\n      </publ", "-->\n      </publ"),
    ),
    "SN003": (('<unitDef type="offset">', '<unitDef type="other">'),),
    "MD001": (("Harbour council delays the new pier</title>", "</title>"),),
    "MD002": (('<date type="published" when="2024-03-05"/>', ""),),
    "PT008": ((f'next="#{ID}.q1.2"', f'next="#{ID}.q1.1"'),),
    "PT009": ((f'prev="#{ID}.q1.1"', ""),),
    "PT009.prev": ((f'next="#{ID}.q1.2"', ""),),
    "QU005": ((f'<said xml:id="{ID}.q1.2" who="per:lind"', f'<said xml:id="{ID}.q1.2" who="per:olsen"'),),
    "QU011": (('>"The sea has time."</said>', "/>"),),
    "SP001": ((f'<said xml:id="{ID}.q2.v1" who="per:lind"', f'<said xml:id="{ID}.q2.v1"'),),
    "PV001": ((f'subtype="gold" resp="#{ID}.encoder"', 'subtype="gold"'),),
    "PT004": ((f'subtype="gold" resp="#{ID}.encoder"', f'subtype="gold" resp="#{ID}.cove"'),),
    "ST001": (('<ptr type="holder" target="per:lind"/>', ""),),
    "ST002": ((f'<ptr type="stanceTarget" target="#{ID}.prop1"/>', ""),),
    "ST003": (("position:oppose ", ""),),
    "TX009": (("position:oppose ", "position:oppose position:support "),),
    "QU006": (("mode:mixed ", ""),),
    "SC007.relatedItem": (('<relatedItem type="basedOn">', '<relatedItem type="basedOn" target="#x">'),),
    "TO003": (('weights="0.7 0.3"', 'weights="0.7 0.2 0.1"'),),
}


def test_every_constraint_is_broken_once():
    """No constraint is without a document that breaks it."""
    schema = etree.fromstring(read_schema(CONSTRAINTS))
    assert {one.get("id") for one in schema.iter("{*}assert")} == set(BROKEN)


@pytest.mark.parametrize("name", ["hybrid.xml", "standoff.xml", "corpus.xml"])
def test_the_fixtures_break_none(document, name):
    """Good documents have no finding."""
    assert check_constraints(document(name)) == ()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_constraint_is_told(document, name):
    """The finding has the code of the rule, its severity and a place."""
    root = document("hybrid.xml", *BROKEN[name])
    found = check_constraints(etree.ElementTree(root), "a.xml")
    code = name.partition(".")[0]
    (first, *_) = [one for one in found if one.code == code]
    assert first.severity is (Severity.WARNING if name == "ID005" else Severity.ERROR)
    assert first.location.source == "a.xml"
    assert first.location.line
    assert first.location.id
    assert not first.message.endswith(".")


def test_each_thread_compiles_its_own_constraints(document):
    """A document can be checked in any thread."""
    told = []
    thread = Thread(target=lambda: told.append(check_constraints(document())))
    thread.start()
    thread.join()
    assert told == [()]


def test_constraints_read_no_other_document():
    """Nothing in the constraints opens a file or an address."""
    assert b"document(" not in read_schema(CONSTRAINTS)
