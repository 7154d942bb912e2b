"""What identifies and what points in a tree: ids, pointers, dates and inclusions, as values without XML."""

from attrs import frozen

from stancebank.tei.pointer_roles import Role
from stancebank.tei.vocabularies import Retirement

__all__ = ["Anchor", "Dated", "Inclusion", "Nameless", "Pointer", "SchemaReference", "Worded"]


@frozen(kw_only=True)
class Anchor:
    """An element with an id.

    Attributes:
        id: Its ``xml:id`` as written.
        element: Its name.
        line: The line of its start tag, from 1.
        within: The id of the nearest ancestor that has one.
        region: ``teiHeader``, ``text`` or ``standOff``; empty outside of them.
        motivation: For a record, what kind of record it is.
        number: Which element of the document it is, from 1, in document order.
        direct: For a ``said``, whether it is direct, as written.
        retirement: For a category, that it is retired, or None.
    """

    id: str
    element: str
    line: int
    within: str | None
    region: str
    motivation: str | None = None
    number: int = 0
    direct: str | None = None
    retirement: Retirement | None = None


@frozen(kw_only=True)
class Pointer:
    """An attribute that points.

    Attributes:
        role: What it is for.
        element: The name of the element that bears it.
        attribute: Its name.
        value: Its value as written.
        tokens: The pointers in it.
        own: The ``xml:id`` of the element, or None.
        near: The nearest ``xml:id``: its own or an ancestor's.
        line: The line of the start tag, from 1.
        number: Which element of the document it is, so that the pointers of one can be told.
        kind: For a ``ptr`` in a record, its type.
    """

    role: Role
    element: str
    attribute: str
    value: str
    tokens: tuple[str, ...]
    own: str | None
    near: str | None
    line: int
    number: int
    kind: str | None = None


@frozen(kw_only=True)
class Dated:
    """An element with dates in attributes: pairs of name and value."""

    element: str
    parent: str
    dates: tuple[tuple[str, str], ...]
    near: str | None
    line: int
    number: int = 0

    def get(self, attribute: str) -> str | None:
        """Return the value of *attribute*, or None."""
        return next((value for name, value in self.dates if name == attribute), None)


@frozen(kw_only=True)
class Nameless:
    """An element without the id that it should have."""

    element: str
    near: str | None
    line: int
    number: int = 0


@frozen(kw_only=True)
class Inclusion:
    """An ``xi:include``: what it includes, and the line it stands on."""

    href: str
    line: int


@frozen
class Worded:
    """An attribute that says something in a word: its value, and where it stands."""

    value: str
    region: str
    near: str | None
    line: int


@frozen(kw_only=True)
class SchemaReference:
    """What a document says of the profile that it follows: the attributes of ``schemaRef``."""

    profile: str | None
    key: str | None
    url: str | None
    line: int
