"""Laws of the table of the grammar."""

from collections import Counter

from lxml import etree

from stancebank.schema.grammar import grammar_of, shipped_grammar
from stancebank.schema.guard import MOST_ATTRIBUTES
from stancebank.tei.names import TEI, XI, XML


def rule(name):
    """Return the rule of the pattern called *name*."""
    return shipped_grammar().elements[name]


def test_no_element_has_more_attributes_than_the_guard_lets_pass():
    """The guard refuses nothing that the grammar allows."""
    assert max(len(one.attributes) for one in shipped_grammar().elements.values()) <= MOST_ATTRIBUTES


def test_an_element_has_one_pattern():
    """Only ptr and note mean more in one place than in another."""
    tags = Counter(one.tag for one in shipped_grammar().elements.values())
    assert {tag for tag, number in tags.items() if number > 1} == {f"{{{TEI}}}ptr", f"{{{TEI}}}note"}


def test_patterns_are_called_after_their_elements():
    """Who knows an element finds its pattern."""
    special = {"annotation.ptr": "ptr", "annotation.note": "note", "inclusion": "include", "foreignElement": ""}
    for name, one in shipped_grammar().elements.items():
        assert one.tag.rpartition("}")[2] == special.get(name, name)


def test_roots():
    """A file is a document, a corpus, a registry or a taxonomy."""
    assert set(shipped_grammar().start) == {
        "TEI", "teiCorpus", "listPerson", "listOrg", "listPlace", "listEvent", "listObject", "taxonomy",
    }  # fmt: skip


def test_required_attributes():
    """What the grammar requires is what nothing can be understood without."""
    assert rule("said").attribute_sets[0].required == {"direct"}
    assert rule("annotation").attribute_sets[0].required == {f"{{{XML}}}id", "target", "motivation"}
    assert rule("w").attribute_sets[0].required == {"lemma", "pos", "msd"}


def test_attributes_that_exclude_each_other():
    """A relation goes one way, or holds both ways."""
    assert [one.required for one in rule("relation").attribute_sets] == [{"name", "active"}, {"name", "mutual"}]
    assert not any({"active", "mutual"} <= one.allowed for one in rule("relation").attribute_sets)


def test_a_list_of_values_is_closed_only_without_other_data():
    """A certainty is a word of a list, or a number."""
    assert rule("said").attributes["direct"].is_closed
    assert not rule("annotation").attributes["cert"].is_closed
    assert rule("annotation").attributes["cert"].values == ("high", "medium", "low", "unknown")
    assert not rule("p").attributes["rend"].is_closed


def test_an_inclusion_is_of_its_own_namespace():
    """Only href, and parse as XML, may stand on an inclusion."""
    assert rule("inclusion").tag == f"{{{XI}}}include"
    assert set(rule("inclusion").attributes) == {"href", "parse"}


def test_foreign_elements_are_not_of_the_tei():
    """Metadata as delivered may be anything but TEI."""
    assert rule("foreignElement").is_open
    assert TEI in rule("foreignElement").refused


def test_a_grammar_without_namespace_is_read():
    """Names outside of any namespace stay as they are."""
    grammar = grammar_of(
        etree.fromstring(
            '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="a"/></start>'
            '<define name="a"><element name="a"><attribute name="b"><text/></attribute><empty/></element></define>'
            "</grammar>"
        )
    )
    assert grammar.elements["a"].tag == "a"
    assert grammar.elements["a"].attributes["b"].values == ()
