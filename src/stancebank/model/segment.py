"""The structure of a text: blocks, and the divisions that group them."""

from enum import StrEnum
from typing import Any, Final

from attrs import Attribute, field, frozen

from stancebank.model.characters import (
    Attributes,
    optional_xml_name,
    optional_xml_text,
    sorted_attributes,
    xml_attributes,
    xml_element_name,
    xml_name,
)
from stancebank.model.ids import SegmentId
from stancebank.model.span import Span

__all__ = ["Section", "Segment", "SegmentKind"]


class SegmentKind(StrEnum):
    """What a block is to a reader of the news."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    DATELINE = "dateline"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CREDIT = "credit"
    OTHER = "other"


_TAKEN: Final = frozenset({"p", "head", "item", "dateline", "byline", "div"})


def _other(instance: "Segment", attribute: "Attribute[Any]", value: str | None) -> None:
    """Refuse an element that another kind or a section is written with, and one for another kind."""
    if instance.kind is not SegmentKind.OTHER:
        if value is not None:
            msg = f"only a segment of kind other names its element, but {instance.id!r} is a {instance.kind}"
            raise ValueError(msg)
        return
    xml_element_name(instance, attribute, value)
    if value in _TAKEN:
        msg = f"a segment of kind other cannot be a {value!r}: that is another kind"
        raise ValueError(msg)


@frozen(kw_only=True)
class Segment:
    """A block of text: nothing is ever indented or wrapped inside it.

    Attributes:
        id: The block's ``xml:id``; pointers into the text count inside it.
        kind: What it is.
        span: Its stretch of `Document.text`, in code points.
        element: The TEI element, where *kind* is ``other``.
        attributes: Attributes the model has no word for.
    """

    id: SegmentId = field(validator=xml_name)
    kind: SegmentKind = field(converter=SegmentKind)
    span: Span
    element: str | None = field(default=None, validator=_other)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)


@frozen(kw_only=True)
class Section:
    """A division that groups whole blocks: the article, a section, a list.

    Attributes:
        span: From the start of its first block to the end of its last, in code points.
        id: Its ``xml:id``, where it has one.
        kind: ``article``, ``section`` or another word of the encoder's; None where it has none.
        element: The TEI element, ``div`` unless it is something else, such as ``list``.
        attributes: Attributes the model has no word for.
    """

    span: Span
    id: str | None = field(default=None, validator=optional_xml_name)
    kind: str | None = field(default="section", validator=optional_xml_text)
    element: str = field(default="div", validator=xml_element_name)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)
