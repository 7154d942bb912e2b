"""Markup that the model has no word for, kept so that reading and writing lose nothing."""

from typing import Any

from attrs import Attribute, field, frozen

from stancebank.model.characters import (
    Attributes,
    optional_xml_name,
    sorted_attributes,
    xml_attributes,
    xml_element_name,
    xml_text,
)
from stancebank.model.span import Span, offset

__all__ = ["Fragment", "Markup", "Point"]


def _some(instance: "Markup", _: "Attribute[Any]", value: Span) -> None:
    if not value.length:
        msg = f"markup {instance.name!r} covers nothing at {value.start}; empty markup is a Point"
        raise ValueError(msg)


@frozen(kw_only=True)
class Markup:
    """An inline element over a stretch of text, such as ``hi`` or ``date``.

    Attributes:
        name: The element's name; ``{namespace}local`` outside TEI, ``{}local`` in no namespace.
        span: What it covers, in code points of `Document.text`; never empty (see `Point`).
        id: Its ``xml:id``, where it has one.
        attributes: Its other attributes.
    """

    name: str = field(validator=xml_element_name)
    span: Span = field(validator=_some)
    id: str | None = field(default=None, validator=optional_xml_name)
    attributes: Attributes = field(default=(), converter=sorted_attributes, validator=xml_attributes)

    def get(self, attribute: str) -> str | None:
        """Return the value of *attribute*, or None."""
        return next((value for key, value in self.attributes if key == attribute), None)


@frozen(kw_only=True)
class Point:
    """Markup without text inside a block: an empty element, a comment, a processing instruction.

    Attributes:
        offset: Where it stands, in code points of `Document.text`.
        xml: The markup itself, as it stands in a document whose default namespace is TEI's.
    """

    offset: int = field(validator=offset)
    xml: str = field(validator=xml_text)


@frozen(kw_only=True)
class Fragment:
    """Markup outside the text blocks, kept as it stands.

    Attributes:
        within: Where it belongs: a path such as ``teiHeader/fileDesc``, or empty for what precedes the root.
        before: The sibling that it precedes: an element's name or, with ``#``, its id; empty at the end.
        xml: The markup itself, as it stands in a document whose default namespace is TEI's.
    """

    within: str = field(validator=xml_text)
    before: str = field(validator=xml_text)
    xml: str = field(validator=xml_text)
