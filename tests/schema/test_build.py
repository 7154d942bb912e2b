"""Laws of the derived files: each is what the maintainer's command makes of its source."""

import pytest
from lxml import etree

from stancebank.schema import build, read_schema
from stancebank.schema.files import COMPACT, CONSTRAINTS, GRAMMAR, MANUAL, schema_path


def canonical(data):
    """Return *data* without what has no meaning in a schema."""
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    return etree.tostring(root, method="c14n")


@pytest.mark.usefixtures("java")
def test_both_forms_of_the_grammar_are_one():
    """The XML form is made from the compact form."""
    assert canonical(build.grammar_xml()) == canonical(read_schema(GRAMMAR))


def test_the_constraints_are_those_of_the_manual():
    """What is shipped as Schematron is what stands in the manual, to the byte."""
    assert build.constraints_xml() == read_schema(CONSTRAINTS)


@pytest.mark.usefixtures("java")
def test_building_writes_both_files(monkeypatch, tmp_path):
    """One command makes all that is derived."""
    for name in (COMPACT, MANUAL):
        (tmp_path / name).write_bytes(read_schema(name))
    monkeypatch.setattr(build, "schema_path", lambda name: tmp_path / name)
    build.build()
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([COMPACT, MANUAL, GRAMMAR, CONSTRAINTS])
    assert (tmp_path / CONSTRAINTS).read_bytes() == read_schema(CONSTRAINTS)
    assert schema_path(GRAMMAR).is_file()
