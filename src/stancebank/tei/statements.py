"""What a file says about itself: the elements of the header and of registries, as values without XML."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from attrs import frozen
from lxml import etree

from stancebank.model.trusted import trusted
from stancebank.tei.markup import local_name, white_normalised
from stancebank.tei.names import TEI, XML

__all__ = ["LABELS", "Statement", "statements"]

Element: TypeAlias = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # it has no public name

_ID: Final = f"{{{XML}}}id"
_HEADER: Final = f"{{{TEI}}}teiHeader"
_STAND_OFF: Final = f"{{{TEI}}}standOff"
_IDENTIFIER: Final = f"{{{TEI}}}idno"
_SILENT: Final = frozenset(f"{{{TEI}}}{name}" for name in ("listPrefixDef", "listRelation", "tagsDecl"))
_PHRASES: Final = frozenset({"author", "name", "orgName", "persName", "placeName", "publisher", "title"})
_ROOTS: Final = frozenset({"TEI", "teiCorpus"})
_EDGES: Final = frozenset(" \t\r\n")

LABELS: Final = frozenset(
    """
    addName affiliation author catDesc country editor forename genName idno label language name nameLink occupation
    orgName persName placeName pubPlace publisher region roleName settlement surname term title
    """.split()  # noqa: SIM905 - a list of so many words is read more easily so
)
"""The names of elements that programs compare as they are written."""


@frozen
class Statement:
    """An element that describes.

    Attributes:
        element: Its name.
        parent: The name of the element that holds it; empty for a root.
        attributes: Its attributes, but for ``xml:id``; those in a namespace under their full name.
        text: The text in it, that of inner elements included, white space normalised.
        near: The nearest ``xml:id``: its own or an ancestor's.
        line: The line of its start tag, from 1.
        is_padded: Whether it is a label whose words have white space before or after them.
    """

    element: str
    parent: str
    attributes: Mapping[str, str]
    text: str
    near: str | None
    line: int
    is_padded: bool = False

    @property
    def path(self) -> str:
        """The names of parent and element, parted by a slash."""
        return f"{self.parent}/{self.element}"


_new: Final = trusted(Statement)


def statements(root: Element) -> tuple[Statement, ...]:
    """Return what a file says about itself: the elements of the header, or those of a registry, in document order.

    Identifiers of places, events and objects, which stand off the text, come last.

    Args:
        root: A ``TEI``, a ``teiCorpus`` or the root of a registry file.

    Example:
        >>> names = b'<org xml:id="post"><orgName>Post</orgName></org>'
        >>> tree = etree.fromstring(b'<listOrg xmlns="http://www.tei-c.org/ns/1.0">%s</listOrg>' % names)
        >>> [(one.path, one.text, one.near) for one in statements(tree)]
        [('/listOrg', '', None), ('listOrg/org', '', 'post'), ('org/orgName', 'Post', 'post')]
    """
    told: list[Statement] = []
    if local_name(str(root.tag)) not in _ROOTS:
        _gather(root, "", None, told)
        return tuple(told)
    for header in root.iterchildren(_HEADER):
        _gather(header, "", root.get(_ID), told)
    for apart in root.iterchildren(_STAND_OFF):
        for identifier in apart.iter(_IDENTIFIER):
            bearers = (own for one in identifier.iterancestors() if (own := one.get(_ID)) is not None)
            parent = identifier.getparent()
            _gather(identifier, "" if parent is None else local_name(str(parent.tag)), next(bearers, None), told)
    return tuple(told)


def _gather(element: Element, parent: str, near: str | None, told: list[Statement]) -> None:
    """Take in *element* and what it holds; the parser bounds the depth, so recursion is safe."""
    name = local_name(element.tag)  # type: ignore[arg-type] # the tag of an element is a string
    attributes = dict(element.items())
    near = attributes.pop(_ID, near)
    text = element.text or ""
    children = list(element) if len(element) else []
    if children and (
        name in _PHRASES or any(piece and not piece.isspace() for piece in (text, *(child.tail for child in children)))
    ):
        text = "".join(element.itertext(etree.Element))
    is_padded = name in LABELS and _is_padded(element.text or "", children[-1].tail or "" if children else None)
    shown = white_normalised(text).strip()
    told.append(_new(name, parent, attributes, shown, near, element.sourceline or 0, is_padded))
    for child in children:
        if type(child.tag) is str and child.tag not in _SILENT:
            _gather(child, name, near, told)


def _is_padded(first: str, last: str | None) -> bool:
    """Tell whether the words at the edges of an element have white space before or after them.

    Args:
        first: The text before the first child.
        last: The text after the last child, or None where there is no child.
    """
    last = first if last is None else last
    return (first[:1] in _EDGES and not first.isspace()) or (last[-1:] in _EDGES and not last.isspace())
