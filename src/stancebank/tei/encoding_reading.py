"""From ``encodingDesc`` to taxonomies, prefixes, the unit of offsets, programs and the profile."""

from typing import Final

from lxml import etree

from stancebank.model import Application, Prefix
from stancebank.model.characters import is_name
from stancebank.tei.entry_reading import read_taxonomy
from stancebank.tei.header import Handler, Header, children
from stancebank.tei.markup import Node, attributes_of, has_stray_text, leftover, name_of, outer_xml, stray_text
from stancebank.tei.names import BUILT_IN_PREFIXES

__all__ = ["ENCODING_DESCRIPTION"]

_DESCRIBED: Final = (["label"], ["label", "desc"], ["label", "p"])
_DECLARED: Final = ("ident", "matchPattern", "replacementPattern")


def _taxonomy(header: Header, element: Node) -> bool:
    read = read_taxonomy(element)
    if read is None:
        return False
    header.taxonomies.append(read)
    return True


def _prefix(header: Header, element: Node) -> bool:
    attributes = attributes_of(element)
    name, pattern, replacement = (attributes.get(key) for key in _DECLARED)
    if name is None or pattern is None or replacement is None or not is_name(name):
        return False
    if len(element) or stray_text(element.text) or any(other.name == name for other in header.prefixes):
        return False
    left = leftover(attributes, *_DECLARED)
    read = Prefix(name=name, pattern=pattern, replacement=replacement, attributes=left)
    if read != BUILT_IN_PREFIXES.get(name):
        header.prefixes.append(read)
    return True


def _unit(header: Header, element: Node) -> bool:
    is_offset = dict(element.attrib) == {"type": "offset"} and [name_of(child) for child in element] == ["label"]
    if not is_offset or has_stray_text(element) or "offset_unit" in header.metadata:
        return False
    header.metadata["offset_unit"] = header.leaf(element[0], "unitDef/label")
    return True


def _schema_reference(header: Header, element: Node) -> bool:
    attributes = attributes_of(element)
    is_plain = attributes.keys() == {"type", "key", "url"} and not len(element) and not stray_text(element.text)
    if header.profile is not None or not is_plain:
        return False
    header.profile = attributes["type"]
    header.metadata["profile"] = attributes["key"]
    header.metadata["schema_url"] = attributes["url"]
    return True


def _application(header: Header, element: Node) -> bool:
    attributes = attributes_of(element)
    children = [name_of(child) for child in element]
    if not {"xml:id", "ident", "version"} <= attributes.keys() or children not in _DESCRIBED:
        return False
    if has_stray_text(element) or any(not stray_text("".join(child.itertext(etree.Element))) for child in element[1:]):
        return False
    slot = f"#{attributes['xml:id']}"
    description = ""
    if len(children) > 1:
        described = element[1]
        description = header.leaf(described, f"{slot}/desc")
        if children[1] == "p" and not (len(described) or described.attrib):
            header.verbatim.append((f"{slot}/desc", outer_xml(described)))
    header.applications.append(
        Application(
            id=attributes["xml:id"],
            ident=attributes["ident"],
            version=attributes["version"],
            label=header.leaf(element[0], f"{slot}/label"),
            description=description,
            when=attributes.get("when"),
            attributes=leftover(attributes, "xml:id", "ident", "version", "when"),
        )
    )
    return True


ENCODING_DESCRIPTION: Final[Handler] = children(
    "encodingDesc",
    {
        "classDecl": children("encodingDesc/classDecl", {"taxonomy": _taxonomy}),
        "listPrefixDef": children("encodingDesc/listPrefixDef", {"prefixDef": _prefix}),
        "unitDecl": children("encodingDesc/unitDecl", {"unitDef": _unit}),
        "appInfo": children("encodingDesc/appInfo", {"application": _application}),
        "schemaRef": _schema_reference,
    },
)
"""Reads ``encodingDesc``."""
