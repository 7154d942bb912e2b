"""Laws of the quick judge: what it lets pass the whole grammar lets pass, and of a sound document it is sure."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from stancebank.schema import quick, schema_path
from stancebank.schema.files import GRAMMAR, read_schema
from stancebank.schema.grammar import attribute_rules, shipped_grammar
from stancebank.schema.quick import quick_judge
from stancebank.schema.values import allows
from stancebank.tei.index import index
from stancebank.tei.names import TEI

QUICK = quick_judge(read_schema(GRAMMAR))
POINTERS = st.one_of(
    st.text("#abz:/?.%4[] \t\n\u00e9\u2028\U0001f600", max_size=12),
    st.sampled_from(["#a", "per:x", "#string-range(b,1,2)", "https://example.org/a?b#c", "%C3%A4", "../x.xml#y"]),
    st.text(max_size=4),
)


def test_there_is_a_quick_judge():
    """The shipped grammar has the form that the quick judge needs."""
    assert QUICK is not None
    assert QUICK.bearers["annotation"] == {
        "target": True, "ana": True, "exclude": True, "corresp": True, "change": True,
    }  # fmt: skip


def test_the_rules_for_attributes_are_those_of_the_table():
    """Read alone, the rules for attributes are what the whole table says."""
    told = attribute_rules(etree.fromstring(read_schema(GRAMMAR), etree.XMLParser(remove_comments=True)))
    for (tag, attributes), rule in zip(told, shipped_grammar().elements.values(), strict=True):
        assert (tag, list(attributes)) == (rule.tag, list(rule.attributes))
        for name, one in attributes.items():
            assert (one.values, one.datatypes) == (rule.attributes[name].values, rule.attributes[name].datatypes)


@given(st.lists(POINTERS, max_size=3).map(" ".join))
@example("4\n4")
def test_what_is_sound_is_allowed(value):
    """A pointer, or a list of them, that the quick judge finds sound is one that the grammar allows."""
    if any((ord(one) < 32 and one not in "\t\n\r") or one in "\ufffe\uffff" for one in value):
        return
    rules = shipped_grammar().elements
    for rule, is_list in ((rules["annotation"].attributes["ana"], True), (rules["said"].attributes["next"], False)):
        try:
            is_allowed = allows(shipped_grammar(), rule, value)
        except ValueError:  # a character that XML cannot carry
            return
        assert QUICK._is_sound(value, is_list=is_list) <= is_allowed
        if value == value.strip() and not set(value) & set("\t\r\n") and "  " not in value:
            assert QUICK._is_sound(value, is_list=is_list) == is_allowed


@pytest.mark.parametrize("name", ["hybrid.xml", "standoff.xml", "plain.xml", "corpus.xml", "registry.xml"])
def test_it_is_sure_of_sound_documents(document, name):
    """Every fixture is valid for sure, by its tree and by what was gathered from it."""
    root = document(name)
    assert QUICK.verdict(root)
    assert QUICK.verdict(root, index(root))


def test_what_is_gathered_holds_every_pointer():
    """Whatever the grammar takes for a pointer is gathered, on each element that may bear it."""
    for element, attributes in ((name, told) for name, told in QUICK.bearers.items() if told):
        root = etree.Element(element if element[0] == "{" else f"{{{TEI}}}{element}", dict.fromkeys(attributes, "#a"))
        facts = index(root)
        told = {(one.element, one.attribute, one.value) for one in facts.pointers} | {*facts.addresses}
        assert told == {(element, name, "#a") for name in attributes}


def test_a_list_is_not_one_pointer(document):
    """What is sound as a list is looked at again where one pointer is wanted."""
    root = document("hybrid.xml")
    bearer = next(root.iter(f"{{{TEI}}}annotation"))
    bearer.set("target", "#a #b")
    assert QUICK.verdict(root)
    last = [*root.iter(f"{{{TEI}}}said")][-1]
    last.set("next", "#a #b")
    for facts in (None, index(root)):
        assert QUICK.verdict(root, facts) is None
    assert not etree.RelaxNG(file=str(schema_path(GRAMMAR))).validate(root)


def test_it_says_nothing_of_a_bad_pointer(document):
    """A document with a loose percent sign in a pointer is left to the whole grammar, which refuses it."""
    root = document("hybrid.xml")
    bearer = next(root.iter(f"{{{TEI}}}annotation"))
    bearer.set("target", "#a%")
    assert QUICK.verdict(root) is None
    assert QUICK.verdict(root, index(root)) is None
    assert not etree.RelaxNG(file=str(schema_path(GRAMMAR))).validate(root)


def test_what_breaks_the_laxer_form_breaks_the_grammar(document):
    """A document with an attribute that none may have is invalid for sure, and for the whole grammar too."""
    root = document("hybrid.xml")
    next(root.iter(f"{{{TEI}}}p")).set("colour", "red")
    assert QUICK.verdict(root) is False
    assert not etree.RelaxNG(file=str(schema_path(GRAMMAR))).validate(root)


def test_without_the_form_there_is_none(monkeypatch):
    """Where an attribute holds pointers or other values, or is called for differently, nothing is judged quickly."""
    assert quick_judge(read_schema(GRAMMAR).replace(b'"data.pointer"', b'"data.other"')) is None
    odd = shipped_grammar().elements["annotation"]
    monkeypatch.setattr(quick, "_KNOWN", quick._KNOWN | {"data.share"})
    assert quick._bearers([(odd.tag, odd.attributes)]) is None
