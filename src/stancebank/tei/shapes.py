"""What the attributes of an element are for, told once for all elements of one shape.

An article has hundreds of elements of a few dozen shapes: a name, and the names of the attributes.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from attrs import frozen

from stancebank.tei.names import XI, XML
from stancebank.tei.pointer_roles import POINTING, Role, role_of

__all__ = ["INCLUDE", "LANGUAGE", "XML_ID", "Shape", "shape_of"]

XML_ID: Final = f"{{{XML}}}id"
LANGUAGE: Final = f"{{{XML}}}lang"
INCLUDE: Final = f"{{{XI}}}include"

_BASE: Final = f"{{{XML}}}base"

_NAMED: Final = frozenset(
    [
        "application",
        "category",
        "event",
        "interp",
        "listAnnotation",
        "object",
        "org",
        "person",
        "personGrp",
        "place",
        "taxonomy",
    ]
)
"""Elements that nobody can cite without an id; those that the grammar asks one of are not among them."""

_DATES: Final = frozenset({"when", "from", "to", "notBefore", "notAfter"})
_UNDATED: Final = frozenset({"biblScope", "time"})
_STATING: Final = frozenset({INCLUDE, "quotation", "schemaRef"})
_ADDRESSES: Final = frozenset({(INCLUDE, "href"), ("namespace", "name"), ("schemaRef", "url")})
_UNSURE: Final = frozenset({("ptr", "target"), ("relatedItem", "target")})


@frozen
class Shape:
    """What the attributes of an element are for.

    Attributes:
        element: The name of the element.
        parent: The name of its parent.
        has_id: Whether it has an id.
        has_certainty: Whether it says how certain something is.
        pointing: Its attributes that point, with their roles; None where their values decide.
        dates: Its attributes that hold dates.
        addresses: Its attributes that hold an address and are no pointer into the corpus.
        is_nameless: Whether it lacks an id that it should have.
        is_stating: Whether it says how the document was made.
        is_apart: Whether it stands off the text, for an element in it.
        is_body: Whether it is a ``ptr`` in a record, whose type says what it is for.
        is_rare: Whether the attributes tell more than an id, a certainty and pointers.
    """

    element: str
    parent: str
    has_id: bool
    has_certainty: bool
    pointing: tuple[tuple[str, Role | None], ...]
    dates: tuple[str, ...]
    addresses: tuple[str, ...]
    is_nameless: bool
    is_stating: bool
    is_apart: bool
    is_body: bool
    is_rare: bool

    @property
    def is_silent(self) -> bool:
        """Whether the attributes tell nothing of this."""
        return not (self.has_id or self.has_certainty or self.pointing or self.is_rare)


@lru_cache(maxsize=4096)
def shape_of(name: str, parent: str, attributes: tuple[str, ...]) -> Shape | None:
    """Return what the attributes of an element are for; None where they tell nothing.

    Args:
        name: The name of the element.
        parent: The name of its parent.
        attributes: The names of its attributes, in the order of the document.

    Example:
        >>> shape_of("said", "p", ("who", "direct")).pointing, shape_of("hi", "p", ("rend",))
        ((('who', <Role.VOICE: 'voice'>),), None)
    """
    has_id, has_certainty = XML_ID in attributes, "cert" in attributes
    dates = tuple(key for key in attributes if key in _DATES and name not in _UNDATED)
    addresses = tuple(key for key in attributes if key == _BASE or (name, key) in _ADDRESSES)
    is_nameless, is_stating = not has_id and name in _NAMED, name in _STATING and bool(attributes)
    shape = Shape(
        element=name,
        parent=parent,
        has_id=has_id,
        pointing=tuple(_pointing(name, attributes)),
        dates=dates,
        addresses=addresses,
        is_nameless=is_nameless,
        is_stating=is_stating,
        is_apart=name == "span" and parent == "spanGrp",
        is_body=name == "ptr" and parent == "annotation",
        has_certainty=has_certainty,
        is_rare=bool(dates or addresses or is_nameless or is_stating or LANGUAGE in attributes),
    )
    return None if shape.is_silent else shape


def _pointing(name: str, attributes: tuple[str, ...]) -> Iterator[tuple[str, Role | None]]:
    for key in attributes:
        if (name, key) in _UNSURE:
            yield key, None
        elif key in POINTING and (role := role_of(name, key, None, {})) is not None:
            yield key, role
