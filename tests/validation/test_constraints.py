"""The constraints for editors and the rules are one: what Schematron finds, the rules find too."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from lxml import etree

from stancebank.errors import RefusedError
from stancebank.schema import check_constraints, read_schema
from stancebank.schema.files import CONSTRAINTS
from stancebank.tei.parsing import parse
from stancebank.validation import RULES, validate

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.xml"))
CODES = {row.code for row in RULES}
PLANNED = {"ID005", "PT008", "QU005", "SC007", "TO003"}
"""Constraints whose rules may be missing: they are told to editors all the same."""

ID = "{http://www.w3.org/XML/1998/namespace}id"


def constraints():
    schema = etree.fromstring(read_schema(CONSTRAINTS))
    return [str(one.get("id")) for one in schema.iter("{*}assert")]


def records_of(root):
    """Return the records whose target names each part: a quotation is told at either."""
    found = defaultdict(set)
    for record in root.iter("{*}annotation"):
        for token in record.get("target", "").split():
            found[token.removeprefix("#")].add(record.get(ID))
    return found


@pytest.fixture(scope="module")
def told():
    """Return, for each case that can be read, what the constraints find and what the rules find."""
    found = {}
    for path in CASES:
        try:
            root = parse(path.read_bytes(), registry=True)
        except RefusedError:
            continue
        by_schema = {(one.code, one.location.id) for one in check_constraints(root.getroottree())}
        by_rules = {(one.code, one.location.id) for one in validate(path, consequences=True).findings}
        found[path] = (by_schema, by_rules, records_of(root))
    return found


def test_every_constraint_carries_the_code_of_a_rule():
    """So an editor's message can be looked up and explained."""
    ids = constraints()
    assert len(set(ids)) == len(ids)
    for one in ids:
        assert re.fullmatch(r"[A-Z]{2}[0-9]{3}(\.\w+)?", one)
        assert one.partition(".")[0] in CODES | PLANNED


def test_what_the_constraints_find_the_rules_find(told):
    """With the same code at the same id, or at the record of the part of a quotation."""
    lacking = [
        (path.parent.name, path.name, code, place)
        for path, (by_schema, by_rules, records) in told.items()
        for code, place in sorted(by_schema, key=str)
        if code in CODES and not any((code, one) in by_rules for one in (place, *records[place]))
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
