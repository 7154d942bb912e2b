"""Places: where in a document an element is, for a finding about it."""

from typing import Final

from stancebank.findings import Location
from stancebank.schema.tree import Element
from stancebank.tei.names import TEI, XI, XML

__all__ = ["path_of", "place_of"]

_ID: Final = f"{{{XML}}}id"
_PREFIXES: Final = {f"{{{TEI}}}": "", f"{{{XI}}}": "xi:"}


def place_of(element: Element, source: str | None, attribute: str | None = None) -> Location:
    """Return the place of *element*: its line, its path, and the nearest id, its own or an ancestor's.

    The line is the one that the tree knows, on which the start tag ends; the path leads to the exact place.

    Args:
        element: The element.
        source: The name of the document.
        attribute: The attribute that is meant, with its prefix; None for the element.
    """
    bearers = (one.get(_ID) for one in (element, *element.iterancestors()))
    path = path_of(element)
    return Location(
        source=source,
        id=next(filter(None, bearers), None),
        line=element.sourceline,
        path=path if attribute is None else f"{path}/@{attribute}",
    )


def path_of(element: Element) -> str:
    """Return the way from the root to *element*; steps are counted among the siblings of one name.

    Example:
        >>> from lxml import etree
        >>> path_of(etree.XML('<TEI xmlns="http://www.tei-c.org/ns/1.0"><p/><p/></TEI>')[1])
        '/TEI/p[2]'
    """
    steps: list[str] = []
    parent = element.getparent()
    while parent is not None:
        before = [*element.itersiblings(str(element.tag), preceding=True)]
        steps.append(f"{_shown(str(element.tag))}[{len(before) + 1}]")
        element, parent = parent, parent.getparent()
    return "/".join(["", _shown(str(element.tag)), *reversed(steps)])


def _shown(tag: str) -> str:
    for namespace, prefix in _PREFIXES.items():
        if tag.startswith(namespace):
            return prefix + tag.removeprefix(namespace)
    return f"Q{tag}" if tag.startswith("{") else tag
