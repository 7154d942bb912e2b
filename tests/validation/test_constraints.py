"""The constraints for editors and the rules are one: what Schematron finds, the rules find too."""

import re
from pathlib import Path

import pytest
from lxml import etree

from stancebank.errors import RefusedError
from stancebank.schema import check_constraints, read_schema
from stancebank.schema.files import CONSTRAINTS
from stancebank.tei.parsing import parse
from stancebank.validation import RULES, validate
from stancebank.validation.inputs import Input, inputs_of

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.xml"))
SOUND = (Path(__file__).parent / "cases/WF001/pass-well-formed.xml").read_bytes()
DERIVED = {
    Path("PT004/fail-annotator.xml"): Input(
        source=None, data=SOUND.replace(b'subtype="primary" resp="#tool"', b'subtype="primary" resp="#cove"')
    )
}
"""Documents that break a constraint which no file of cases breaks: a layer made by a place."""

CODES = {row.code for row in RULES}
PLANNED = {"ID005", "PT008", "QU005", "SC007", "TO003"}
"""Constraints whose rules may be missing: they are told to editors all the same."""

ID = "{http://www.w3.org/XML/1998/namespace}id"


def constraints():
    schema = etree.fromstring(read_schema(CONSTRAINTS))
    return [str(one.get("id")) for one in schema.iter("{*}assert")]


def places_of(root, place):
    """Return the ids at which a rule may tell what a constraint tells at *place*.

    The parts of a quotation are told at any of them, or at their record.
    """
    found, token = {place}, f"#{place}"
    for element in root.iter("{*}annotation", "{*}said"):
        names = " ".join(element.get(name, "") for name in ("target", "next", "prev")).split()
        if token in names:
            found.add(element.get(ID))
        elif element.get(ID) == place:
            found |= {name.removeprefix("#") for name in names}
    return found


@pytest.fixture(scope="module")
def told():
    """Return, for each case that can be read, what the constraints find and what the rules find."""
    found = {}
    for path in (*CASES, *DERIVED):
        one = DERIVED.get(path) or next(inputs_of(path))
        try:
            root = parse(one.read(), registry=True)
        except RefusedError:
            continue
        by_schema = {(one.code, one.location.id) for one in check_constraints(root.getroottree())}
        by_rules = {(one.code, one.location.id) for one in validate(one, consequences=True).findings}
        found[path] = (by_schema, by_rules, root)
    return found


def test_every_constraint_carries_the_code_of_a_rule():
    """So an editor's message can be looked up and explained."""
    ids = constraints()
    assert len(set(ids)) == len(ids)
    for one in ids:
        assert re.fullmatch(r"[A-Z]{2}[0-9]{3}(\.\w+)?", one)
        assert one.partition(".")[0] in CODES | PLANNED


def test_what_the_constraints_find_the_rules_find(told):
    """With the same code at the same element; or there is a fault there that is nearer to the cause."""
    lacking = [
        (path.parent.name, path.name, code, place)
        for path, (by_schema, by_rules, root) in told.items()
        for code, place in sorted(by_schema, key=str)
        if code in CODES
        and not ({(code, one) for one in places_of(root, place)} & by_rules)
        and (code == path.parent.name or place not in {one for _, one in by_rules})
    ]
    assert lacking == []


@pytest.mark.parametrize("code", sorted({one.partition(".")[0] for one in constraints()} & CODES))
def test_every_constraint_is_broken_by_a_case_of_its_rule(told, code):
    """Where there are rules and constraints of one code, a failing case shows both."""
    assert [
        path
        for path, (by_schema, _, _) in told.items()
        if path.parent.name == code and path.name.startswith("fail-") and code in {one for one, _ in by_schema}
    ]


def test_what_the_rules_pass_the_constraints_pass(told):
    """A passing case breaks no constraint, but for that on the beginning of ids, which drafts may break."""
    found = {
        (path.parent.name, path.name, code)
        for path, (by_schema, _, _) in told.items()
        if path.name.startswith("pass-")
        for code, _ in by_schema
        if code in CODES - PLANNED
    }
    assert found == set()
