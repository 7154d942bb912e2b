"""Who or what annotated, in which round."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from attrs import Attribute, field, frozen

from stancebank.model.annotation import Annotation, Quotation, Stance, TopicAssignment
from stancebank.model.characters import (
    Attributes,
    line,
    optional_reference,
    optional_xml_name,
    optional_xml_text,
    references,
    sorted_attributes,
    xml_attributes,
    xml_name,
    xml_text,
)
from stancebank.model.ids import AnnotatorId, ChangeId, LayerId

__all__ = ["Annotator", "AnnotatorKind", "Application", "Change", "Layer"]


class AnnotatorKind(StrEnum):
    """What an annotator is; a language model is a program."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PROGRAM = "program"


@frozen(kw_only=True)
class Application:
    """A program in one version.

    Attributes:
        id: Its ``xml:id``.
        ident: Its short name.
        version: Its version.
        label: Its name to show.
        description: What it is, in a sentence.
        when: The day it ran, as an ISO 8601 date, or None.
        attributes: Attributes the model has no word for.
    """

    id: str = field(validator=xml_name)
    ident: str = field(validator=xml_text)
    version: str = field(validator=xml_text)
    label: str = field(default="", converter=line, validator=xml_text)
    description: str = field(default="", converter=line, validator=xml_text)
    when: str | None = field(default=None, validator=optional_xml_text)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)


def _program(instance: "Annotator", attribute: "Attribute[Any]", value: str | None) -> None:
    optional_reference(instance, attribute, value)
    if value is not None and instance.kind is not AnnotatorKind.PROGRAM:
        msg = f"only a program has an application, but annotator {instance.id!r} is of kind {instance.kind}"
        raise ValueError(msg)


@frozen(kw_only=True)
class Annotator:
    """A person or program in one role.

    Attributes:
        id: The ``xml:id`` of the statement of responsibility.
        kind: Person, organisation or program.
        name: The name to show.
        role: What it did, in words.
        application: The id of the `Application`, for a program.
        attributes: Attributes the model has no word for.
    """

    id: AnnotatorId = field(validator=xml_name)
    kind: AnnotatorKind = field(converter=AnnotatorKind)
    name: str = field(converter=line, validator=xml_text)
    role: str = field(default="annotation", converter=line, validator=xml_text)
    application: str | None = field(default=None, validator=_program)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)


def _agents(items: Iterable[AnnotatorId]) -> tuple[AnnotatorId, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Change:
    """An entry in the document's history.

    Attributes:
        text: What was done.
        when: The day, as an ISO 8601 date, or None.
        who: The ids of those who did it.
        id: Its ``xml:id``, where a layer points at it.
        status: ``draft``, ``approved`` or another word of the encoder's.
        attributes: Attributes the model has no word for.
    """

    text: str = field(converter=line, validator=xml_text)
    when: str | None = field(default=None, validator=optional_xml_text)
    who: tuple[AnnotatorId, ...] = field(default=(), converter=_agents, validator=references)
    id: ChangeId | None = field(default=None, validator=optional_xml_name)
    status: str | None = field(default=None, validator=optional_xml_text)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)


def _quotations(items: Iterable[Quotation]) -> tuple[Quotation, ...]:
    return tuple(items)


def _topics(items: Iterable[TopicAssignment]) -> tuple[TopicAssignment, ...]:
    return tuple(items)


def _stances(items: Iterable[Stance]) -> tuple[Stance, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Layer:
    """The annotations of one annotator in one round; layers that disagree stand side by side.

    Attributes:
        id: Its ``xml:id``.
        annotator: The id of the annotator; None where the document does not say.
        round: The id of the change that says when and why, or None.
        is_gold: Whether the layer was made by adjudication.
        quotations: The quotations, in the order given.
        topics: The topic assignments, in the order given.
        stances: The stances, in the order given.
        attributes: Attributes the model has no word for.
    """

    id: LayerId = field(validator=xml_name)
    annotator: AnnotatorId | None = field(validator=optional_reference)
    round: ChangeId | None = field(default=None, validator=optional_reference)
    is_gold: bool = False
    quotations: tuple[Quotation, ...] = field(converter=_quotations, default=())
    topics: tuple[TopicAssignment, ...] = field(converter=_topics, default=())
    stances: tuple[Stance, ...] = field(converter=_stances, default=())
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Quotations, topic assignments and stances, in this order."""
        return (*self.quotations, *self.topics, *self.stances)
