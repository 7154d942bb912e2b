"""The grammar as a table: which children and attributes an element may have, and with which values."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import product
from typing import Final

from attrs import frozen
from lxml import etree

from stancebank.schema.content import (
    TEXT,
    ContentModel,
    Expression,
    alternatives,
    nothing,
    repeated,
    sequence,
    symbol,
)
from stancebank.schema.files import GRAMMAR, read_schema
from stancebank.schema.tree import Element
from stancebank.tei.names import XML

__all__ = [
    "AttributeRule",
    "AttributeSet",
    "ElementRule",
    "Grammar",
    "attribute_rules",
    "grammar_of",
    "shipped_grammar",
]

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
_OTHER_NAMES: Final = "anyName"


@frozen
class AttributeSet:
    """One set of attributes that an element may have: those it must have, and those it may have besides."""

    required: frozenset[str]
    allowed: frozenset[str]

    def joined(self, other: "AttributeSet") -> "AttributeSet":
        """Return the set that has the attributes of both."""
        return AttributeSet(self.required | other.required, self.allowed | other.allowed)


@frozen(eq=False)
class AttributeRule:
    """What the value of an attribute may be.

    Attributes:
        name: The attribute's name; ``{namespace}local`` in a namespace.
        values: The values allowed, in order; empty where the list is open.
        datatypes: The names of the patterns of data that its value may match.
        pattern: The attribute in the grammar.
    """

    name: str
    values: tuple[str, ...]
    datatypes: tuple[str, ...]
    pattern: Element

    @property
    def is_closed(self) -> bool:
        """Whether the value is one of a list."""
        return bool(self.values) and not self.datatypes

    @cached_property
    def datatype(self) -> str | None:
        """The name of the pattern of data that every value matches, where it is nothing but one; otherwise None."""
        is_one = len(self.pattern) == 1 and self.pattern[0].tag == f"{_RNG}ref"
        return self.datatypes[0] if is_one and len(self.datatypes) == 1 else None


@frozen(eq=False)
class ElementRule:
    """What an element may hold.

    Attributes:
        pattern: The name of the pattern in the grammar.
        tag: The element's name as ``{namespace}local``; empty for a pattern that any name matches.
        attribute_sets: The sets of attributes it may have; more than one where attributes exclude each other.
        attributes: The rule for each attribute, by name.
        content: The order of its children, which are named by their patterns.
        refused: The namespaces whose elements a pattern for any name refuses.
    """

    pattern: str
    tag: str
    attribute_sets: tuple[AttributeSet, ...]
    attributes: Mapping[str, AttributeRule]
    content: ContentModel
    refused: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether elements of any name, with any attributes, match."""
        return not self.tag


@frozen(eq=False)
class Grammar:
    """The table of a grammar.

    Attributes:
        elements: The rule for each pattern of an element, by the pattern's name.
        start: The patterns that a root may match.
        data: The definitions of data, to be put beside an attribute's pattern when its value is judged.
    """

    elements: Mapping[str, ElementRule]
    start: tuple[str, ...]
    data: tuple[Element, ...]

    def children(self, rule: ElementRule) -> dict[str, str]:
        """Return the pattern for each name of a child that *rule* knows."""
        names = dict.fromkeys(rule.content.names)
        return {self.elements[name].tag: name for name in names if name != TEXT}

    def named(self, tag: str) -> tuple[ElementRule, ...]:
        """Return the rules for the elements called *tag*."""
        return self._named.get(tag, ())

    @cached_property
    def _named(self) -> dict[str, tuple[ElementRule, ...]]:
        rules = self.elements.values()
        return {tag: tuple(rule for rule in rules if rule.tag == tag) for tag in {rule.tag for rule in rules}}


def grammar_of(root: Element) -> Grammar:
    """Return the table of a grammar in the XML form of RELAX NG.

    Args:
        root: The ``grammar``; each element of it has a definition of its own.
    """
    reader = _Reader(root)
    start = next(root.iterchildren(f"{_RNG}start"))
    return Grammar(
        elements={name: reader.element(name, pattern) for name, pattern in reader.elements()},
        start=tuple(str(ref.get("name")) for ref in start.iter(f"{_RNG}ref")),
        data=tuple(one for name, one in reader.definitions.items() if name.startswith("data.")),
    )


def attribute_rules(root: Element) -> Iterator[tuple[str, Mapping[str, AttributeRule]]]:
    """Yield the tag of each element of a grammar and the rules for its attributes.

    `grammar_of` tells this as well, but it takes five times as long.

    Args:
        root: The ``grammar``, as for `grammar_of`.
    """
    reader = _Reader(root)
    for _, pattern in reader.elements():
        yield reader.tag(pattern), reader.attributes(pattern)


@cache
def shipped_grammar() -> Grammar:
    """Return the table of the grammar that the library ships."""
    return grammar_of(etree.fromstring(read_schema(GRAMMAR), etree.XMLParser(remove_comments=True)))


def _is_element(definition: Element) -> bool:
    return len(definition) == 1 and definition[0].tag == f"{_RNG}element"


def _inner(pattern: Element) -> list[Element]:
    """Return what stands in the pattern of an element, without the names that it refuses."""
    return [part for part in pattern if _kind(part) != _OTHER_NAMES]


def _kind(pattern: Element) -> str:
    return str(pattern.tag).removeprefix(_RNG)


class _Reader:
    """Reads the patterns of a grammar, following references to all but elements."""

    def __init__(self, root: Element) -> None:
        self.definitions = {str(one.get("name")): one for one in root.iterchildren(f"{_RNG}define")}
        self.namespace = root.get("ns", "")

    def elements(self) -> Iterator[tuple[str, Element]]:
        return ((name, one[0]) for name, one in self.definitions.items() if _is_element(one))

    def tag(self, pattern: Element) -> str:
        return self.qualified(pattern, self.namespace) if pattern.get("name") else ""

    def attributes(self, pattern: Element) -> dict[str, AttributeRule]:
        return {rule.name: rule for part in _inner(pattern) for rule in self.attribute_rules(part)}

    def element(self, name: str, pattern: Element) -> ElementRule:
        parts = _inner(pattern)
        refused = (one.get("ns", self.namespace) for one in pattern.iter(f"{_RNG}nsName"))
        return ElementRule(
            pattern=name,
            tag=self.tag(pattern),
            attribute_sets=self.attribute_sets(parts),
            attributes=self.attributes(pattern),
            content=ContentModel.of(sequence(self.content(part) for part in parts)),
            refused=frozenset(refused),
        )

    def qualified(self, pattern: Element, namespace: str) -> str:
        prefix, _, local = str(pattern.get("name")).rpartition(":")
        space = {**pattern.nsmap, "xml": XML}[prefix] if prefix else pattern.get("ns", namespace)
        return f"{{{space}}}{local}" if space else local

    def parts(self, pattern: Element) -> Iterable[Element]:
        return self.definitions[str(pattern.get("name"))] if _kind(pattern) == "ref" else pattern

    def is_child(self, pattern: Element) -> bool:
        return _kind(pattern) == "ref" and _is_element(self.definitions[str(pattern.get("name"))])

    def content(self, pattern: Element) -> Expression:
        kind = _kind(pattern)
        if kind == "text":
            return symbol(TEXT)
        if kind in {"attribute", "empty"}:
            return nothing()
        if self.is_child(pattern):
            return symbol(str(pattern.get("name")))
        parts = [self.content(part) for part in self.parts(pattern)]
        if kind == "choice":
            return alternatives(parts)
        whole = sequence(parts)
        if kind in {"oneOrMore", "zeroOrMore"}:
            whole = repeated(whole)
        return alternatives([whole, nothing()]) if kind in {"optional", "zeroOrMore"} else whole

    def attribute_rules(self, pattern: Element) -> Iterator[AttributeRule]:
        if _kind(pattern) == "attribute":
            if pattern.get("name"):
                yield self.attribute(pattern)
        elif not self.is_child(pattern):
            for part in self.parts(pattern):
                yield from self.attribute_rules(part)

    def attribute(self, pattern: Element) -> AttributeRule:
        return AttributeRule(
            name=self.qualified(pattern, ""),
            values=tuple(value.text or "" for value in pattern.iter(f"{_RNG}value")) or self.values(pattern),
            datatypes=tuple(str(ref.get("name")) for ref in pattern.iter(f"{_RNG}ref") if not self.values(pattern)),
            pattern=pattern,
        )

    def values(self, pattern: Element) -> tuple[str, ...]:
        """Return the values of a data pattern that is nothing but a list of them."""
        found = [self.definitions[str(ref.get("name"))] for ref in pattern.iter(f"{_RNG}ref")]
        values = [value.text or "" for one in found for value in one.iter(f"{_RNG}value")]
        return tuple(values)

    def attribute_sets(self, patterns: Iterable[Element]) -> tuple[AttributeSet, ...]:
        """Return what *patterns*, one after the other, ask of the attributes."""
        each = [self.attribute_alternatives(pattern) for pattern in patterns]
        found = dict.fromkeys(_joined(combination) for combination in product(*each))
        return tuple(found)

    def attribute_alternatives(self, pattern: Element) -> tuple[AttributeSet, ...]:
        kind = _kind(pattern)
        if kind == "attribute":
            names = frozenset({self.qualified(pattern, "")} if pattern.get("name") else ())
            return (AttributeSet(names, names),)
        if self.is_child(pattern):
            return (AttributeSet(frozenset(), frozenset()),)
        if kind == "choice":
            return tuple(one for part in self.parts(pattern) for one in self.attribute_alternatives(part))
        sets = self.attribute_sets(self.parts(pattern))
        if kind in {"optional", "zeroOrMore"}:
            return tuple(AttributeSet(frozenset(), one.allowed) for one in sets)
        return sets


def _joined(sets: Iterable[AttributeSet]) -> AttributeSet:
    whole = AttributeSet(frozenset(), frozenset())
    for one in sets:
        whole = whole.joined(one)
    return whole
