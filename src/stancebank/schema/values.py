"""Values of attributes: whether the grammar allows one, asked of libxml2 an attribute at a time."""

import re
from copy import deepcopy
from threading import local
from typing import Final

from lxml import etree

from stancebank.schema.grammar import AttributeRule, Grammar
from stancebank.schema.tree import Element

__all__ = ["allows"]

_RNG: Final = "http://relaxng.org/ns/structure/1.0"
_DATATYPES: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
_POINTER: Final = r"#?[A-Za-z0-9._(),-]+"
_PLAIN: Final = {
    "data.id": re.compile(r"[A-Za-z_][A-Za-z0-9._-]*"),
    "data.pointer": re.compile(_POINTER),
    "data.pointers": re.compile(f"{_POINTER}(?: {_POINTER})*"),
}
_compiled: Final = local()


def allows(grammar: Grammar, rule: AttributeRule, value: str) -> bool:
    """Tell whether *rule* allows *value*, by the same judge that compiles the whole grammar.

    The judge is slow, so it is not asked of ids and pointers that are plain: those are allowed wherever one may stand.

    Args:
        grammar: Where the rule is from.
        rule: The attribute.
        value: Its value as the parser gives it.
    """
    if rule.is_closed:
        return " ".join(value.split()) in rule.values
    plain = _PLAIN.get(rule.datatype or "")
    if plain is not None and plain.fullmatch(value):
        return True
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
