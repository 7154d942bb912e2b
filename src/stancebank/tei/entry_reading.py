"""Entries of registries and vocabularies: voices, places, events, objects, taxonomies."""

from typing import Final

from lxml import etree

from stancebank.model import (
    Affiliation,
    Attributes,
    Category,
    Entity,
    EntityKind,
    Label,
    Name,
    Speaker,
    SpeakerKind,
    Taxonomy,
    VoiceRef,
)
from stancebank.model.trusted import trusted
from stancebank.tei.markup import (
    Node,
    attributes_of,
    escape,
    has_stray_text,
    leftover,
    name_of,
    outer_xml,
    stray_text,
    white_normalised,
)
from stancebank.tei.pointers import read_reference

__all__ = ["read_entity", "read_speaker", "read_taxonomy"]

_new_name: Final = trusted(Name)
_new_entity: Final = trusted(Entity)
_ENTITY_KINDS: Final = {"place": EntityKind.PLACE, "event": EntityKind.EVENT, "object": EntityKind.OBJECT}
_ENTITY_NAMES: Final = {
    EntityKind.PLACE: "placeName",
    EntityKind.EVENT: "label",
    EntityKind.OBJECT: "objectName",
}


def read_speaker(element: Node) -> Speaker | None:
    """Read a ``person``, ``personGrp`` or ``org``; None where it has no id, or its role says nothing known."""
    attributes = attributes_of(element)
    kind = _kind(name_of(element), attributes)
    voice_id = attributes.get("xml:id")
    if kind is None or voice_id is None:
        return None
    is_organisation = kind is SpeakerKind.ORGANISATION
    same_as = read_reference(attributes.get("sameAs", ""))
    names: list[Name] = []
    affiliations: list[Affiliation] = []
    identifiers: list[str] = []
    extra = _strays(element.text)
    for child in element:
        name = name_of(child)
        if name == ("orgName" if is_organisation else "persName"):
            names.append(_name(child))
        elif name == "affiliation" and not is_organisation and (read := _affiliation(child)):
            affiliations.append(read)
        elif name == "idno" and dict(child.attrib) == {"type": "URI"} and not len(child):
            identifiers.append(white_normalised(child.text or ""))
        else:
            extra.append(outer_xml(child))
        extra += _strays(child.tail)
    known = ["xml:id", "role"]
    if same_as:
        known.append("sameAs")
    return Speaker(
        id=voice_id,
        kind=kind,
        names=names,
        role=attributes.get("role") if kind in {SpeakerKind.PERSON, SpeakerKind.ORGANISATION} else None,
        affiliations=affiliations,
        same_as=VoiceRef(same_as) if same_as else None,
        identifiers=identifiers,
        attributes=leftover(attributes, *known),
        extra=extra,
    )


def _strays(characters: str | None) -> list[str]:
    return [told] if (told := stray_text(characters)) else []


def _kind(element: str, attributes: dict[str, str]) -> SpeakerKind | None:
    if element == "personGrp":
        return {"group": SpeakerKind.GROUP, "unnamed": SpeakerKind.UNNAMED}.get(attributes.get("role", ""))
    return {"person": SpeakerKind.PERSON, "org": SpeakerKind.ORGANISATION}.get(element)


def _name(element: Node) -> Name:
    attributes = attributes_of(element)
    inner, text = None, element.text or ""
    if len(element):
        inner = escape(text) + "".join(outer_xml(child) + escape(child.tail or "") for child in element)
        text = "".join(element.itertext(etree.Element))
    return _new_name(
        text=white_normalised(text),
        kind=attributes.pop("type", None),
        attributes=leftover(attributes) if attributes else (),
        markup=inner,
    )


def _affiliation(element: Node) -> Affiliation | None:
    attributes = attributes_of(element)
    organisation = read_reference(attributes["ref"]) if "ref" in attributes else None
    if len(element) or ("ref" in attributes and organisation is None):
        return None
    return Affiliation(
        organisation=VoiceRef(organisation) if organisation else None,
        role=attributes.get("role"),
        label=white_normalised(element.text or ""),
        start=attributes.get("from"),
        end=attributes.get("to"),
        attributes=leftover(attributes, "ref", "role", "from", "to"),
    )


def read_entity(element: Node) -> Entity | None:
    """Read a ``place``, ``event`` or ``object``; None where it has no id or an unusual shape."""
    attributes = attributes_of(element)
    kind = _ENTITY_KINDS.get(name_of(element))
    entity_id = attributes.get("xml:id")
    if kind is None or entity_id is None:
        return None
    extra = _strays(element.text)
    children: list[Node] = list(element)
    if kind is EntityKind.OBJECT:
        if not children or not _only_names(children[0]):
            return None
        extra += _strays(children[0].tail)
        children[:1] = children[0]
    names: list[Name] = []
    identifiers: list[str] = []
    for child in children:
        name = name_of(child)
        if name == _ENTITY_NAMES[kind]:
            names.append(_name(child))
        elif _is_address(child):
            identifiers.append(white_normalised(child.text or ""))
        else:
            extra.append(outer_xml(child))
        extra += _strays(child.tail)
    return _new_entity(
        id=entity_id,
        kind=kind,
        names=tuple(names),
        type=attributes.get("type"),
        when=attributes.get("when"),
        start=attributes.get("from"),
        end=attributes.get("to"),
        identifiers=tuple(identifiers),
        attributes=leftover(attributes, "xml:id", "type", "when", "from", "to"),
        extra=tuple(extra),
    )


def _only_names(element: Node) -> bool:
    """Tell whether *element* is an ``objectIdentifier`` that holds names and addresses and nothing else."""
    if name_of(element) != "objectIdentifier" or element.attrib or has_stray_text(element):
        return False
    return all(name_of(child) == "objectName" or _is_address(child) for child in element)


def _is_address(element: Node) -> bool:
    return name_of(element) == "idno" and dict(element.attrib) == {"type": "URI"} and not len(element)


def read_taxonomy(element: Node) -> Taxonomy | None:
    """Read a ``taxonomy`` with its categories; None where it has no id."""
    attributes = attributes_of(element)
    if "xml:id" not in attributes:
        return None
    labels: list[Label] = []
    categories: list[Category] = []
    extra = _strays(element.text)
    for child in element:
        name = name_of(child)
        if name == "desc" and not len(child) and stray_text(child.text):
            labels.append(_label(child, (white_normalised(child.text or ""), "", ""), "xml:lang"))
        elif name == "category" and (read := _category(child)):
            categories.append(read)
        else:
            extra.append(outer_xml(child))
        extra += _strays(child.tail)
    return Taxonomy(
        id=attributes["xml:id"],
        labels=labels,
        categories=categories,
        attributes=leftover(attributes, "xml:id"),
        extra=extra,
    )


def _category(element: Node) -> Category | None:
    attributes = attributes_of(element)
    if "xml:id" not in attributes:
        return None
    labels: list[Label] = []
    categories: list[Category] = []
    extra = _strays(element.text)
    uri: str | None = None
    for child in element:
        name = name_of(child)
        if name == "catDesc" and _only_points(child) and len(element.findall(str(child.tag))) == 1:
            uri = child.get("ref")
        elif name == "catDesc" and (described := _described(child)) and described[0]:
            known = ("xml:lang",) if labels else ("xml:lang", "ref")
            uri = uri if labels else child.get("ref")
            labels.append(_label(child, described, *known))
        elif name == "category" and (read := _category(child)):
            categories.append(read)
        else:
            extra.append(outer_xml(child))
        extra += _strays(child.tail)
    return Category(
        id=attributes["xml:id"],
        labels=labels,
        uri=uri,
        categories=categories,
        attributes=leftover(attributes, "xml:id"),
        extra=extra,
    )


def _only_points(element: Node) -> bool:
    """Tell whether *element* says nothing but where a concept is."""
    return list(element.attrib) == ["ref"] and not len(element) and not element.text


def _described(element: Node) -> tuple[str, str, str] | None:
    """Return the label, the definition and the example of a ``catDesc``, or None where it has another shape."""
    if not len(element):
        return white_normalised(element.text or ""), "", ""
    names = [name_of(child) for child in element]
    is_plain = not any(len(child) or child.attrib for child in element)
    if names not in (["term"], ["term", "mentioned"]) or not is_plain or stray_text(element.text):
        return None
    term, example = element[0], "".join(one.text or "" for one in element[1:])
    if len(element) > 1 and (stray_text(element[-1].tail) or not stray_text(example)):
        return None
    definition = white_normalised(term.tail or "").removeprefix(":").lstrip(" ")
    return white_normalised(term.text or ""), definition, white_normalised(example)


def _label(element: Node, told: tuple[str, str, str], *known: str) -> Label:
    attributes: dict[str, str] = attributes_of(element)
    left: Attributes = leftover(attributes, *known)
    text, definition, example = told
    return Label(
        text=text, language=attributes.get("xml:lang"), definition=definition, example=example, attributes=left
    )
