"""The manual of the profile: what it says of elements and attributes, and the constraints in it."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Final

from attrs import frozen
from lxml import etree

from stancebank.schema.tree import Element
from stancebank.tei.names import TEI

__all__ = ["Description", "constraints_of", "described"]

_ODD: Final = f"{{{TEI}}}"
_SCH: Final = "http://purl.oclc.org/dsdl/schematron"


@frozen
class Description:
    """What the manual says of an attribute.

    Attributes:
        is_required: Whether the element must have it.
        values: The values it may have, in order; empty where the list is open.
    """

    is_required: bool
    values: tuple[str, ...] = ()


def described(odd: Element) -> Mapping[str, Mapping[str, Description]]:
    """Return what a manual says of the attributes of each element, by name.

    Args:
        odd: The root of the manual; each element lists all its attributes.
    """
    return {
        str(spec.get("ident")): dict(_attributes(spec))
        for spec in odd.iter(f"{_ODD}elementSpec")
        if spec.get("mode") != "delete"
    }


def _attributes(spec: Element) -> Iterator[tuple[str, Description]]:
    for reference in spec.iterfind(f".//{_ODD}attRef"):
        yield str(reference.get("key")), Description(is_required=False)
    for definition in spec.iterfind(f".//{_ODD}attDef"):
        if definition.get("mode") == "delete":
            continue
        values = (
            str(item.get("ident")) for item in definition.iterfind(f"{_ODD}valList[@type='closed']/{_ODD}valItem")
        )
        one_of_several = any(one.get("org") == "choice" for one in definition.iterancestors(f"{_ODD}attList"))
        is_required = definition.get("usage") == "req" and not one_of_several
        yield str(definition.get("ident")), Description(is_required=is_required, values=tuple(values))


def constraints_of(odd: Element) -> bytes:
    """Return the constraints in a manual as a Schematron schema, one pattern for each.

    Args:
        odd: The root of the manual.
    """
    declaration = next(odd.iter(f"{_ODD}constraintDecl"))
    schema = etree.Element(f"{{{_SCH}}}schema", nsmap={None: _SCH, "xsl": "http://www.w3.org/1999/XSL/Transform"})
    schema.set("queryBinding", str(declaration.get("queryBinding")))
    schema.extend(map(_bare, declaration))
    for spec in odd.iter(f"{_ODD}constraintSpec"):
        pattern = etree.SubElement(schema, f"{{{_SCH}}}pattern", id=f"pattern.{spec.get('ident')}")
        pattern.extend(map(_bare, spec.iterfind(f"{_ODD}constraint/*")))
    etree.indent(schema)
    etree.cleanup_namespaces(schema, keep_ns_prefixes=["xsl"])
    return etree.tostring(schema, encoding="utf-8", xml_declaration=True) + b"\n"


def _bare(node: Element) -> Element:
    copy = deepcopy(node)
    copy.tail = None
    return copy
