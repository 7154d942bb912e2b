"""Entries of registries and vocabularies as TEI: voices, entities, taxonomies."""

from collections.abc import Iterable
from typing import Final

from stancebank.model import (
    Affiliation,
    Category,
    Entity,
    EntityKind,
    Label,
    Name,
    Speaker,
    SpeakerKind,
    Taxonomy,
)
from stancebank.tei.layout import full, indented
from stancebank.tei.markup import canonical, end_tag, escape, start_tag, text_in
from stancebank.tei.names import SPEAKER_ELEMENTS
from stancebank.tei.pointers import write_reference

__all__ = ["entity_lines", "speaker_lines", "taxonomy_lines"]

_ENTITY_NAMES: Final = {
    EntityKind.PLACE: "placeName",
    EntityKind.EVENT: "label",
    EntityKind.OBJECT: "objectName",
}


def _element(name: str, attributes: Iterable[tuple[str, str | None]], lines: list[str]) -> list[str]:
    if not lines:
        return [start_tag(name, attributes, empty=True)]
    return [start_tag(name, attributes), *indented(lines), end_tag(name)]


def _name(element: str, name: Name) -> str:
    inner = escape(name.text)
    if name.markup is not None and text_in(canonical(name.markup)) == name.text:
        inner = canonical(name.markup)
    return f"{start_tag(element, [('type', name.kind), *name.attributes])}{inner}{end_tag(element)}"


def _identifiers(identifiers: Iterable[str]) -> list[str]:
    return [full("idno", [("type", "URI")], identifier) for identifier in identifiers]


def _extra(extra: Iterable[str]) -> list[str]:
    return [canonical(xml) for xml in extra]


def _affiliation(affiliation: Affiliation) -> str:
    attributes = [
        ("ref", write_reference(affiliation.organisation) if affiliation.organisation else None),
        ("role", affiliation.role),
        ("from", affiliation.start),
        ("to", affiliation.end),
        *affiliation.attributes,
    ]
    if not affiliation.label:
        return start_tag("affiliation", attributes, empty=True)
    return full("affiliation", attributes, affiliation.label)


def speaker_lines(speaker: Speaker) -> list[str]:
    """Return the lines of a voice's entry."""
    element = SPEAKER_ELEMENTS[speaker.kind]
    attributes = [
        ("xml:id", speaker.id),
        ("role", speaker.kind.value if element == "personGrp" else speaker.role),
        ("sameAs", write_reference(speaker.same_as) if speaker.same_as else None),
        *speaker.attributes,
    ]
    name = "orgName" if speaker.kind is SpeakerKind.ORGANISATION else "persName"
    lines = [_name(name, one) for one in speaker.names]
    lines += [_affiliation(one) for one in speaker.affiliations]
    return _element(element, attributes, [*lines, *_identifiers(speaker.identifiers), *_extra(speaker.extra)])


def entity_lines(entity: Entity) -> list[str]:
    """Return the lines of an entity's entry."""
    attributes = [
        ("xml:id", entity.id),
        ("type", entity.type),
        ("when", entity.when),
        ("from", entity.start),
        ("to", entity.end),
        *entity.attributes,
    ]
    lines = [_name(_ENTITY_NAMES[entity.kind], one) for one in entity.names] + _identifiers(entity.identifiers)
    if entity.kind is EntityKind.OBJECT:
        lines = [f"{start_tag('objectIdentifier')}{''.join(lines)}{end_tag('objectIdentifier')}"]
    return _element(entity.kind.value, attributes, [*lines, *_extra(entity.extra)])


def _description(label: Label, uri: str | None) -> str:
    attributes = [("xml:lang", label.language), ("ref", uri), *label.attributes]
    if not (label.definition or label.example):
        return full("catDesc", attributes, label.text)
    term = full("term", (), label.text)
    told = [escape(label.definition)] if label.definition else []
    told += [full("mentioned", (), label.example)] if label.example else []
    return f"{start_tag('catDesc', attributes)}{term}: {' '.join(told)}{end_tag('catDesc')}"


def _category_lines(category: Category) -> list[str]:
    lines = [_description(one, None if place else category.uri) for place, one in enumerate(category.labels)]
    if category.uri is not None and not category.labels:
        lines.append(start_tag("catDesc", [("ref", category.uri)], empty=True))
    lines += _extra(category.extra)
    for narrower in category.categories:
        lines += _category_lines(narrower)
    return _element("category", [("xml:id", category.id), *category.attributes], lines)


def taxonomy_lines(taxonomy: Taxonomy) -> list[str]:
    """Return the lines of a taxonomy."""
    lines = [full("desc", [("xml:lang", one.language), *one.attributes], one.text) for one in taxonomy.labels]
    lines += _extra(taxonomy.extra)
    for category in taxonomy.categories:
        lines += _category_lines(category)
    return _element("taxonomy", [("xml:id", taxonomy.id), *taxonomy.attributes], lines)
