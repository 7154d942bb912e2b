"""What a text speaks of besides voices: places, events, objects, propositions, and their mentions."""

from enum import StrEnum

from attrs import field, frozen

from stancebank.model.characters import (
    Attributes,
    line,
    lines,
    optional_reference,
    optional_xml_name,
    optional_xml_text,
    sorted_attributes,
    xml_attributes,
    xml_name,
    xml_text,
    xml_texts,
)
from stancebank.model.ids import TargetRef
from stancebank.model.span import Span
from stancebank.model.speaker import Name, names, strings

__all__ = ["Entity", "EntityKind", "Mention", "MentionKind", "Proposition"]


class EntityKind(StrEnum):
    """What an entity is."""

    PLACE = "place"
    EVENT = "event"
    OBJECT = "object"


@frozen(kw_only=True)
class Entity:
    """A place, an event, or an object such as a document or a law.

    Attributes:
        id: Its ``xml:id``.
        kind: What it is.
        names: Its names or labels, the one to show first.
        type: A finer word of the encoder's, for instance ``document``.
        when: The day of an event, as an ISO 8601 date, or None.
        start: Its first day, likewise.
        end: Its last day, likewise.
        identifiers: Addresses in authority files.
        attributes: Attributes the model has no word for.
        extra: Children the model has no word for, as XML.
    """

    id: str = field(validator=xml_name)
    kind: EntityKind = field(converter=EntityKind)
    names: tuple[Name, ...] = field(converter=names, default=())
    type: str | None = field(default=None, validator=optional_xml_text)
    when: str | None = field(default=None, validator=optional_xml_text)
    start: str | None = field(default=None, validator=optional_xml_text)
    end: str | None = field(default=None, validator=optional_xml_text)
    identifiers: tuple[str, ...] = field(default=(), converter=lines, validator=xml_texts)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
    extra: tuple[str, ...] = field(default=(), converter=strings, validator=xml_texts)

    @property
    def label(self) -> str:
        """The name to show, or the id where the entity has none."""
        return self.names[0].text if self.names else self.id


@frozen(kw_only=True)
class Proposition:
    """A claim that one can be for or against, in a sentence of the annotator's."""

    id: str = field(validator=xml_name)
    text: str = field(converter=line, validator=xml_text)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)

    @property
    def label(self) -> str:
        """The sentence."""
        return self.text


class MentionKind(StrEnum):
    """What is mentioned."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    PLACE = "place"
    EVENT = "event"
    OBJECT = "object"


@frozen(kw_only=True)
class Mention:
    """Words that name a voice or an entity, or stand for one.

    Attributes:
        span: The words, in code points of `Document.text`.
        entity: A reference to what is mentioned, or None where nobody has said.
        kind: What is mentioned.
        is_name: A proper name (True), or a description or pronoun (False).
        id: Its ``xml:id``, where it has one.
        attributes: Attributes the model has no word for.
    """

    span: Span
    entity: TargetRef | None = field(validator=optional_reference)
    kind: MentionKind = field(converter=MentionKind)
    is_name: bool = True
    id: str | None = field(default=None, validator=optional_xml_name)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
