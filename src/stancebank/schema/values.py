"""Values of attributes: whether the grammar allows one, asked of libxml2 an attribute at a time."""

from copy import deepcopy
from threading import local
from typing import Final

from lxml import etree

from stancebank.schema.grammar import AttributeRule, Grammar
from stancebank.schema.tree import Element

__all__ = ["allows"]

_RNG: Final = "http://relaxng.org/ns/structure/1.0"
_DATATYPES: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
_compiled: Final = local()


def allows(grammar: Grammar, rule: AttributeRule, value: str) -> bool:
    """Tell whether *rule* allows *value*, by the same judge that compiles the whole grammar.

    Args:
        grammar: Where the rule is from.
        rule: The attribute.
        value: Its value as the parser gives it.
    """
    if rule.is_closed:
        return " ".join(value.split()) in rule.values
    known: dict[int, tuple[AttributeRule, etree.RelaxNG]] = _compiled.__dict__.setdefault("judges", {})
    if id(rule) not in known:
        known[id(rule)] = (rule, etree.RelaxNG(_alone(grammar, rule)))
    bearer = etree.Element("bearer")
    bearer.set(rule.name, value)
    return known[id(rule)][1].validate(bearer)


def _alone(grammar: Grammar, rule: AttributeRule) -> Element:
    """Return a grammar of one element that has nothing but the attribute."""
    root = etree.Element(f"{{{_RNG}}}grammar", datatypeLibrary=_DATATYPES)
    bearer = etree.SubElement(etree.SubElement(root, f"{{{_RNG}}}start"), f"{{{_RNG}}}element", name="bearer")
    bearer.append(deepcopy(rule.pattern))
    root.extend(deepcopy(definition) for definition in grammar.data)
    return root
