"""A stretch of a document's text."""

from collections.abc import Iterable
from typing import Any

from attrs import Attribute, field, frozen

__all__ = ["Span", "offset", "spans"]


def offset(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    """Refuse, as an attrs validator, what is no offset into a text; a boolean is none."""
    if type(value) is not int:
        owner = type(instance).__name__.lower()
        msg = f"{attribute.name} of a {owner} must be an integer, not {value!r}"
        raise TypeError(msg)
    if value < 0:
        owner = type(instance).__name__.lower()
        msg = f"{attribute.name} of a {owner} must not be negative, but is {value}"
        raise ValueError(msg)


def _not_before_start(instance: "Span", attribute: "Attribute[Any]", value: int) -> None:
    offset(instance, attribute, value)
    if value < instance.start:
        msg = f"{attribute.name} {value} precedes start {instance.start}"
        raise ValueError(msg)


@frozen(order=True)
class Span:
    """A half-open stretch of `Document.text`, counted in Unicode code points.

    Attributes:
        start: The offset of the first code point.
        end: The offset after the last code point.

    Raises:
        TypeError: An offset is not an integer.
        ValueError: An offset is negative, or *end* precedes *start*.

    Example:
        >>> Span(2, 5).slice("harbour")
        'rbo'
        >>> Span(0, 4).overlaps(Span(3, 6)), Span(0, 3).overlaps(Span(3, 6))
        (True, False)
    """

    start: int = field(validator=offset)
    end: int = field(validator=_not_before_start)

    @property
    def length(self) -> int:
        """How many code points the span holds."""
        return self.end - self.start

    def slice(self, text: str) -> str:
        """Return the part of *text* that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Tell whether every offset of *other* lies in this span; an empty one may lie on an edge."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share at least one code point."""
        return max(self.start, other.start) < min(self.end, other.end)

    def crosses(self, other: "Span") -> bool:
        """Tell whether the two overlap and neither covers the other: no tree can hold both."""
        return self.start < other.start < self.end < other.end or other.start < self.start < other.end < self.end

    def precedes(self, other: "Span") -> bool:
        """Tell whether this span ends before *other* begins, or where it begins."""
        return self.end <= other.start


def spans(items: Iterable[Span]) -> tuple[Span, ...]:
    """Return *items* as a tuple: the converter of every field that holds spans."""
    return tuple(items)
