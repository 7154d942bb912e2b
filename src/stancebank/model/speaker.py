"""Voices: who speaks, who holds a stance, who is spoken for."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from attrs import Attribute, field, frozen

from stancebank.model.characters import (
    Attributes,
    line,
    lines,
    optional_reference,
    optional_xml_text,
    references,
    sorted_attributes,
    xml_attributes,
    xml_name,
    xml_text,
    xml_texts,
)
from stancebank.model.ids import VoiceRef

__all__ = ["Affiliation", "Name", "Relation", "Speaker", "SpeakerKind", "names", "strings"]


class SpeakerKind(StrEnum):
    """What a voice is; an unnamed voice is declared, never left out."""

    PERSON = "person"
    GROUP = "group"
    UNNAMED = "unnamed"
    ORGANISATION = "organisation"


@frozen(kw_only=True)
class Name:
    """A name of a voice or an entity.

    Attributes:
        text: What the name reads, white space normalised.
        kind: ``full``, ``short``, ``label`` or another word of the encoder's.
        attributes: Attributes the model has no word for.
        markup: The inner XML, where the name has parts such as a surname.
    """

    text: str = field(converter=line, validator=xml_text)
    kind: str | None = field(default=None, validator=optional_xml_text)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
    markup: str | None = field(default=None, validator=optional_xml_text)


def names(items: Iterable[Name | str]) -> tuple[Name, ...]:
    """Return *items* as a tuple of names; a string becomes a name that reads so."""
    return tuple(Name(text=item) if isinstance(item, str) else item for item in items)


def strings(items: Iterable[str]) -> tuple[str, ...]:
    """Return *items* as a tuple."""
    return tuple(items)


def _voices(items: Iterable[VoiceRef]) -> tuple[VoiceRef, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Affiliation:
    """What ties a person to an organisation, and when.

    Attributes:
        organisation: A reference to the organisation, or None.
        role: ``head``, ``member`` or another word of the encoder's.
        label: The words for it, for instance ``chair of the harbour council``.
        start: The first day, as an ISO 8601 date that may lack day or month, or None.
        end: The last day, likewise.
        attributes: Attributes the model has no word for.
    """

    organisation: VoiceRef | None = field(default=None, validator=optional_reference)
    role: str | None = field(default=None, validator=optional_xml_text)
    label: str = field(default="", converter=line, validator=xml_text)
    start: str | None = field(default=None, validator=optional_xml_text)
    end: str | None = field(default=None, validator=optional_xml_text)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)


def _affiliations(items: Iterable[Affiliation]) -> tuple[Affiliation, ...]:
    return tuple(items)


def _role(instance: "Speaker", attribute: "Attribute[Any]", value: str | None) -> None:
    optional_xml_text(instance, attribute, value)
    if value is not None and instance.kind in {SpeakerKind.GROUP, SpeakerKind.UNNAMED}:
        msg = f"role of a voice of kind {instance.kind} must be None, not {value!r}"
        raise ValueError(msg)


def _affiliated(instance: "Speaker", _: "Attribute[Any]", value: tuple[Affiliation, ...]) -> None:
    if value and instance.kind is SpeakerKind.ORGANISATION:
        msg = f"an organisation has no affiliations; tie {instance.id!r} to others by a Relation"
        raise ValueError(msg)


@frozen(kw_only=True)
class Speaker:
    """A voice: a person, an organisation, a group, or somebody whom the article leaves unnamed.

    Attributes:
        id: Its ``xml:id`` in the document.
        kind: What it is.
        names: Its names, the one to show first.
        role: What it is in public life, for instance ``government``; None for a group and an unnamed voice.
        affiliations: Where it belongs, dated; none for an organisation, which has relations.
        same_as: A reference to its entry in a registry, or None.
        identifiers: Addresses in authority files, such as Wikidata's.
        attributes: Attributes the model has no word for.
        extra: Children the model has no word for, as XML.

    Example:
        >>> Speaker(id="lind", kind="person", names=["Ada Lind"]).label
        'Ada Lind'
    """

    id: str = field(validator=xml_name)
    kind: SpeakerKind = field(converter=SpeakerKind)
    names: tuple[Name, ...] = field(converter=names, default=())
    role: str | None = field(default=None, validator=_role)
    affiliations: tuple[Affiliation, ...] = field(default=(), converter=_affiliations, validator=_affiliated)
    same_as: VoiceRef | None = field(default=None, validator=optional_reference)
    identifiers: tuple[str, ...] = field(default=(), converter=lines, validator=xml_texts)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
    extra: tuple[str, ...] = field(default=(), converter=strings, validator=xml_texts)

    @property
    def label(self) -> str:
        """The name to show, or the id where the voice has none."""
        return self.names[0].text if self.names else self.id


def _somebody(_: object, attribute: "Attribute[Any]", value: tuple[VoiceRef, ...]) -> None:
    if not value:
        msg = f"{attribute.name} of a relation must name somebody"
        raise ValueError(msg)


@frozen(kw_only=True)
class Relation:
    """A dated tie between voices; ``speaksFor`` says who speaks for whom.

    Attributes:
        name: The kind of tie.
        active: References to those who do it.
        passive: References to those to whom it is done.
        start: The first day, as an ISO 8601 date, or None.
        end: The last day, likewise.
        attributes: Attributes the model has no word for.
    """

    name: str = field(default="speaksFor", validator=xml_text)
    active: tuple[VoiceRef, ...] = field(converter=_voices, validator=[_somebody, references])
    passive: tuple[VoiceRef, ...] = field(converter=_voices, validator=[_somebody, references])
    start: str | None = field(default=None, validator=optional_xml_text)
    end: str | None = field(default=None, validator=optional_xml_text)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
