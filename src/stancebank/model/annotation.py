"""What annotators assert of a text: quotations, topic assignments, stances."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from attrs import Attribute, field, frozen

from stancebank.model.certainty import Certainty, Status, certainty
from stancebank.model.characters import (
    Attributes,
    line,
    optional_reference,
    references,
    sorted_attributes,
    xml_attributes,
    xml_name,
    xml_names,
    xml_text,
    xml_texts,
)
from stancebank.model.ids import CategoryRef, QuotationId, StanceId, TargetRef, TopicId, VoiceRef
from stancebank.model.span import Span, spans

__all__ = [
    "Annotation",
    "Intensity",
    "Medium",
    "Mode",
    "Position",
    "Quotation",
    "Stance",
    "TopicAssignment",
    "Unread",
]

Unread = tuple[tuple[str, str], ...]
"""Pointers that could not be read as references or spans: pairs of role and pointer as written."""


class Mode(StrEnum):
    """How words are reported."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    FREE = "free"


class Medium(StrEnum):
    """In what the words were uttered."""

    SPEECH = "speech"
    WRITING = "writing"
    THOUGHT = "thought"


class Position(StrEnum):
    """Where a holder stands towards a target; ``unknown`` is a slot that nobody has filled."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    NEUTRAL = "neutral"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Intensity(StrEnum):
    """How strongly a holder stands there."""

    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


def _voices(items: Iterable[VoiceRef]) -> tuple[VoiceRef, ...]:
    return tuple(items)


def _categories(items: Iterable[CategoryRef]) -> tuple[CategoryRef, ...]:
    return tuple(items)


def _targets(items: Iterable[TargetRef]) -> tuple[TargetRef, ...]:
    return tuple(items)


def _stances(items: Iterable[StanceId]) -> tuple[StanceId, ...]:
    return tuple(items)


def _strings(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


def _unread(items: Iterable[tuple[str, str]]) -> Unread:
    return tuple(sorted(items))


def _pointers(instance: object, attribute: "Attribute[Any]", value: Unread) -> None:
    for role, pointer in value:
        xml_texts(instance, attribute, (role, pointer))
        if not pointer or any(character in " \t\r\n" for character in pointer):
            msg = f"{attribute.name} of {type(instance).__name__} must be single pointers, not {pointer!r}"
            raise ValueError(msg)


def _one_each(instance: "Quotation", _: "Attribute[Any]", value: tuple[str, ...]) -> None:
    """Refuse anchors that are not one for each span, or only the usual ones."""
    if not value:
        return
    if len(value) != len(instance.content) or len({*value}) < len(value):
        msg = f"quotation {instance.id!r} needs one anchor for each of its {len(instance.content)} spans, or none"
        raise ValueError(msg)
    if value == tuple(f"{instance.id}.{number}" for number in range(1, len(value) + 1)):
        msg = f"the anchors of quotation {instance.id!r} are the usual ones: leave them out"
        raise ValueError(msg)


def _further(instance: object, _: "Attribute[Any]", value: tuple[CategoryRef, ...]) -> None:
    """Refuse a category that says what a field of the record is there to say."""
    for reference in value:
        field_name, word = reference.partition(":")[::2]
        kind = _FIELDS.get(field_name)
        if kind and word in set(kind) and getattr(instance, field_name, word) is None:
            msg = f"say {field_name}={word!r} instead of the category {reference!r}"
            raise ValueError(msg)


_FIELDS: Final[dict[str, type[StrEnum]]] = {
    "mode": Mode,
    "medium": Medium,
    "position": Position,
    "intensity": Intensity,
    "status": Status,
}


def _mode(value: "Mode | str | None") -> Mode | None:
    return None if value is None else Mode(value)


def _medium(value: "Medium | str | None") -> Medium | None:
    return None if value is None else Medium(value)


def _position(value: "Position | str | None") -> Position | None:
    return None if value is None else Position(value)


def _intensity(value: "Intensity | str | None") -> Intensity | None:
    return None if value is None else Intensity(value)


def _status(value: "Status | str | None") -> Status | None:
    return None if value is None else Status(value)


@frozen(kw_only=True)
class Quotation:
    """Attributed content with its attribution.

    Attributes:
        id: The record's ``xml:id``.
        content: What was said, one span for each contiguous piece, marks included.
        mode: Direct, indirect, mixed or free; None where nobody has said.
        speakers: References to the voices to whom it is attributed.
        medium: Speech, writing or thought; None where nobody has said.
        verbatim: The quoted islands inside a mixed quotation.
        mention: The words that name the speaker here.
        cue: The words that signal the attribution.
        addressees: References to those spoken to.
        on_behalf_of: References to those for whom the speaker speaks here.
        certainty: How sure the annotator is.
        status: How the record came about and who has seen it.
        comment: A remark of the annotator's.
        anchors: The ids of the inline parts, one each, where they are not the usual ``ID.1``, ``ID.2`` ….
        categories: References to further categories, of whatever taxonomy.
        attributes: Attributes the model has no word for.
        unread: Pointers that could not be read.

    Every span is half-open and counts code points of `Document.text`.

    Example:
        >>> Quotation(id="q1", content=[Span(0, 12)], mode="direct", speakers=["lind"]).is_split
        False
    """

    id: QuotationId = field(validator=xml_name)
    content: tuple[Span, ...] = field(converter=spans)
    mode: Mode | None = field(default=None, converter=_mode)
    speakers: tuple[VoiceRef, ...] = field(default=(), converter=_voices, validator=references)
    medium: Medium | None = field(default=None, converter=_medium)
    verbatim: tuple[Span, ...] = field(converter=spans, default=())
    mention: tuple[Span, ...] = field(converter=spans, default=())
    cue: tuple[Span, ...] = field(converter=spans, default=())
    addressees: tuple[VoiceRef, ...] = field(default=(), converter=_voices, validator=references)
    on_behalf_of: tuple[VoiceRef, ...] = field(default=(), converter=_voices, validator=references)
    certainty: Certainty = field(default=None, converter=certainty)
    status: Status | None = field(default=None, converter=_status)
    comment: str = field(default="", converter=line, validator=xml_text)
    anchors: tuple[str, ...] = field(default=(), converter=_strings, validator=[xml_names, _one_each])
    categories: tuple[CategoryRef, ...] = field(default=(), converter=_categories, validator=[references, _further])
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
    unread: Unread = field(default=(), converter=_unread, validator=_pointers)

    @property
    def is_split(self) -> bool:
        """Whether the content is in more than one piece."""
        return len(self.content) > 1

    @property
    def spans(self) -> tuple[Span, ...]:
        """The content: every annotation tells its place under this name."""
        return self.content


def _after_one(instance: "TopicAssignment", _: "Attribute[Any]", value: tuple[CategoryRef, ...]) -> None:
    if value and instance.category is None:
        msg = f"topic {instance.id!r} has further categories but none to begin with"
        raise ValueError(msg)


@frozen(kw_only=True)
class TopicAssignment:
    """A topic given to the document, a section, a segment, a quotation or a passage.

    Attributes:
        id: The record's ``xml:id``.
        category: A reference to the topic; None where it could not be read.
        targets: The ids of what is about the topic: the document, a section, a segment or a quotation.
        spans: Passages about the topic that have no id of their own, in code points of `Document.text`.
        certainty: How sure the annotator is.
        status: How the record came about and who has seen it.
        comment: A remark of the annotator's.
        categories: References to further categories.
        attributes: Attributes the model has no word for.
        unread: Pointers that could not be read.
    """

    id: TopicId = field(validator=xml_name)
    category: CategoryRef | None = field(validator=optional_reference)
    targets: tuple[TargetRef, ...] = field(default=(), converter=_targets, validator=references)
    spans: tuple[Span, ...] = field(converter=spans, default=())
    certainty: Certainty = field(default=None, converter=certainty)
    status: Status | None = field(default=None, converter=_status)
    comment: str = field(default="", converter=line, validator=xml_text)
    categories: tuple[CategoryRef, ...] = field(
        default=(), converter=_categories, validator=[references, _further, _after_one]
    )
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
    unread: Unread = field(default=(), converter=_unread, validator=_pointers)


@frozen(kw_only=True)
class Stance:
    """A holder's position towards a target.

    Attributes:
        id: The record's ``xml:id``.
        holder: A reference to the voice that holds it.
        target: A reference to what it is about.
        position: Support, oppose, neutral, ambiguous or unknown.
        intensity: Weak, moderate or strong; None where nobody has said.
        evidence: The spans that show it, in code points of `Document.text`.
        is_document_level: Whether the whole document is the evidence.
        quotation: The quotation that attributes it to the holder, or None.
        certainty: How sure the annotator is.
        rationale: Why, in a line.
        status: How the record came about and who has seen it.
        adjudicates: The stances that this one decides between.
        categories: References to further categories.
        attributes: Attributes the model has no word for.
        unread: Pointers that could not be read.

    Example:
        >>> Stance(id="st1", holder="lind", target="pier", position="oppose").position
        <Position.OPPOSE: 'oppose'>
    """

    id: StanceId = field(validator=xml_name)
    holder: VoiceRef | None = field(validator=optional_reference)
    target: TargetRef | None = field(validator=optional_reference)
    position: Position | None = field(converter=_position)
    intensity: Intensity | None = field(default=None, converter=_intensity)
    evidence: tuple[Span, ...] = field(converter=spans, default=())
    is_document_level: bool = False
    quotation: QuotationId | None = field(default=None, validator=optional_reference)
    certainty: Certainty = field(default=None, converter=certainty)
    rationale: str = field(default="", converter=line, validator=xml_text)
    status: Status | None = field(default=None, converter=_status)
    adjudicates: tuple[StanceId, ...] = field(default=(), converter=_stances, validator=references)
    categories: tuple[CategoryRef, ...] = field(default=(), converter=_categories, validator=[references, _further])
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
    unread: Unread = field(default=(), converter=_unread, validator=_pointers)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The evidence: every annotation tells its place under this name."""
        return self.evidence


Annotation = Quotation | TopicAssignment | Stance
