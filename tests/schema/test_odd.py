"""Laws between the manual and the grammar, and of the manual itself."""

import re
from collections import Counter, defaultdict

import pytest
from attrs import evolve
from lxml import etree

from stancebank.schema import read_schema, schema_path
from stancebank.schema.diagnosis import diagnose
from stancebank.schema.files import MANUAL
from stancebank.schema.grammar import shipped_grammar
from stancebank.schema.jing import verdicts
from stancebank.schema.odd import constraints_of, described
from stancebank.schema.wording import shown
from stancebank.tei.names import TEI

ODD = f"{{{TEI}}}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
EXAMPLE = "{http://www.tei-c.org/ns/Examples}"


@pytest.fixture(scope="module")
def manual():
    """Return the manual as a tree."""
    return etree.fromstring(read_schema(MANUAL))


@pytest.fixture(scope="module")
def rules():
    """Return the rules of the grammar for each element of the TEI, by its name."""
    found = defaultdict(list)
    for rule in shipped_grammar().elements.values():
        if rule.tag.startswith(ODD):
            found[shown(rule.tag)].append(rule)
    return found


def test_the_manual_and_the_grammar_have_the_same_elements(manual, rules):
    """No element is without description, and none is described that does not exist."""
    assert set(described(manual)) == set(rules)


def test_modules_include_the_same_elements(manual, rules):
    """The modules are asked for exactly the elements that are described."""
    included = [name for one in manual.iter(f"{ODD}moduleRef") for name in one.get("include", "").split()]
    assert sorted(included) == sorted(rules)
    for spec in manual.iter(f"{ODD}elementSpec"):
        module = manual.find(f".//{ODD}moduleRef[@key='{spec.get('module')}']")
        assert spec.get("ident") in module.get("include").split()


def test_the_manual_and_the_grammar_start_alike(manual):
    """The roots are the same."""
    (schema,) = manual.iter(f"{ODD}schemaSpec")
    assert tuple(schema.get("start").split()) == shipped_grammar().start


def test_the_manual_and_the_grammar_have_the_same_attributes(manual, rules):
    """Each element has exactly the attributes that the manual lists."""
    told = {name: set(attributes) for name, attributes in described(manual).items()}
    assert told == {
        name: {shown(attribute) for rule in several for attribute in rule.attributes} for name, several in rules.items()
    }


def test_the_manual_and_the_grammar_require_the_same_attributes(manual, rules):
    """What the manual calls required is required wherever the element stands."""
    told = {
        name: {attribute for attribute, one in attributes.items() if one.is_required}
        for name, attributes in described(manual).items()
    }
    assert told == {
        name: {
            shown(attribute)
            for attribute in frozenset.intersection(*(one.required for rule in several for one in rule.attribute_sets))
        }
        for name, several in rules.items()
    }


def test_the_manual_and_the_grammar_have_the_same_values(manual, rules):
    """Each closed list has the same values here and there, and each open one is open in both."""
    expected = {}
    for name, several in rules.items():
        for attribute in {one for rule in several for one in rule.attributes}:
            found = [rule.attributes[attribute] for rule in several if attribute in rule.attributes]
            closed = all(one.is_closed for one in found)
            expected[name, shown(attribute)] = {value for one in found for value in one.values} if closed else set()
    told = {
        (name, attribute): set(one.values)
        for name, attributes in described(manual).items()
        for attribute, one in attributes.items()
    }
    assert told == expected


def test_everything_is_described(manual):
    """Each element and each value has a description, each description is said once, remarks and ids are named."""
    for kind in ("elementSpec", "valItem"):
        assert all((one.findtext(f"{ODD}desc") or "").strip() for one in manual.iter(f"{ODD}{kind}"))
    assert all(one.get("ident") for one in manual.iter(f"{ODD}remarks"))
    names = Counter(one.get("ident") for one in manual.iter(f"{ODD}elementSpec"))
    assert set(names.values()) == {1}


def test_the_manual_is_written_for_a_release(manual):
    """The source is pinned, and the language of the constraints is declared."""
    (schema,) = manual.iter(f"{ODD}schemaSpec")
    assert schema.get("source") == "tei:4.12.0"
    (declaration,) = manual.iter(f"{ODD}constraintDecl")
    assert declaration.get("queryBinding") == "xslt"


def test_the_examples_of_the_manual_are_valid(manual):
    """What the manual shows, the grammar lets pass."""
    grammar = shipped_grammar()
    shown_examples = [child for one in manual.iter(f"{EXAMPLE}egXML") for child in one]
    assert len(shown_examples) > 30
    for example in shown_examples:
        text = etree.tostring(example, encoding="unicode", with_tail=False)
        root = etree.fromstring(text.replace("http://www.tei-c.org/ns/Examples", TEI))
        alone = evolve(grammar, start=(root.tag.removeprefix(ODD),))
        assert diagnose(alone, root) == ()


def test_elements_named_in_prose_exist(manual, rules):
    """The prose speaks of no element that the profile lacks."""
    named = {one.text for one in manual.iter(f"{ODD}gi") if not one.get("scheme")}
    assert named - {"choice"} <= set(rules)
    attributes = {shown(name) for several in rules.values() for rule in several for name in rule.attributes}
    assert {one.text for one in manual.iter(f"{ODD}att")} <= attributes | {"href"}


@pytest.mark.usefixtures("java")
def test_the_manual_is_tei(tei_all):
    """The manual itself is a valid document of the release that it is written for."""
    place = schema_path(MANUAL)
    assert verdicts(tei_all("4.12.0"), [place]) == {place: []}


class Attributes:
    """Finds which attributes an element has in the TEI, and from which class."""

    def __init__(self, tei):
        self.definitions = defaultdict(list)
        for one in tei.iter(f"{RNG}define"):
            self.definitions[one.get("name")].append(one)
        self.elements = {one.get("name"): one for one in tei.iter(f"{RNG}element") if one.get("name")}

    def of(self, name):
        """Return the class of each attribute of an element, None for one that is its own."""
        return dict(self.gather(self.elements[name], None))

    def gather(self, pattern, origin):
        """Yield each attribute in *pattern* with its class."""
        for part in pattern.iterchildren(etree.Element):
            if part.tag == f"{RNG}attribute":
                yield part.get("name"), origin
            elif part.tag == f"{RNG}ref":
                yield from self.follow(part.get("name"), origin)
            elif part.tag != f"{RNG}element":
                yield from self.gather(part, origin)

    def follow(self, name, origin):
        """Yield the attributes in the definitions called *name*; its own name tells the class."""
        told = re.match(r"(att\..*)\.attribute\.", name)
        for one in self.definitions[name]:
            if one.find(f"{RNG}element") is None:
                yield from self.gather(one, told[1] if told else origin)


def test_the_manual_leaves_no_attribute_of_tei_unmentioned(manual, tei_all):
    """TEI's attributes, less those that the manual deletes, are the ones that it lists, and no others."""
    tei = Attributes(etree.parse(tei_all("4.12.0")))
    deleted = {
        (spec.get("ident"), one.get("ident"))
        for spec in manual.iter(f"{ODD}classSpec")
        for one in spec.iter(f"{ODD}attDef")
    }
    for spec in manual.iter(f"{ODD}elementSpec"):
        own = {one.get("ident") for one in spec.iter(f"{ODD}attDef") if one.get("mode") == "delete"}
        given_back = {one.get("key") for one in spec.iter(f"{ODD}attRef")}
        given_back |= {one.get("ident") for one in spec.iter(f"{ODD}attDef") if one.get("mode") == "add"}
        attributes = tei.of(spec.get("ident"))
        assert given_back <= set(attributes)
        left = {
            name
            for name, origin in attributes.items()
            if name not in own and (origin, name) not in deleted and not str(origin).startswith("att.global.")
        }
        assert own <= set(attributes)
        assert left | given_back == set(described(manual)[spec.get("ident")])


def test_an_element_that_is_deleted_is_not_described():
    """A manual may name elements only to exclude them, and attributes likewise."""
    odd = etree.fromstring(
        f'<schemaSpec xmlns="{TEI}"><elementSpec ident="a" mode="delete"/><elementSpec ident="b">'
        '<attList><attDef ident="c" mode="delete"/><attDef ident="d" usage="req"/></attList></elementSpec></schemaSpec>'
    )
    assert list(described(odd)) == ["b"]
    assert list(described(odd)["b"]) == ["d"]


def test_constraints_are_patterns(manual):
    """Each constraint of the manual is one pattern, and none is lost."""
    made = etree.fromstring(constraints_of(manual))
    told = [f"pattern.{one.get('ident')}" for one in manual.iter(f"{ODD}constraintSpec")]
    assert [one.get("id") for one in made.iterfind("{*}pattern")] == told
    assert len(set(told)) == len(told)


def test_constraints_bear_codes(manual):
    """Each assertion has the code of a rule, the name of its constraint, and a role."""
    for spec in manual.iter(f"{ODD}constraintSpec"):
        (rule,) = spec.iterfind("{*}constraint/{*}rule")
        (told,) = rule
        assert rule.get("context")
        assert told.get("id") == spec.get("ident")
        assert re.fullmatch(r"[A-Z]{2}[0-9]{3}(\.[A-Za-z]+)?", told.get("id"))
        assert told.get("role") in {"error", "warning"}
