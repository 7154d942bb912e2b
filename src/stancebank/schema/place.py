"""Places: where in a document an element is, for a finding about it."""

from collections import Counter
from typing import Final

from lxml import etree

from stancebank.findings import Location, new_location
from stancebank.schema.tree import Element
from stancebank.tei.names import TEI, XI, XML

__all__ = ["Paths", "place_of"]

_ID: Final = f"{{{XML}}}id"
_PREFIXES: Final = {f"{{{TEI}}}": "", f"{{{XI}}}": "xi:"}


class Paths:
    """The ways from a root to its elements; the children of an element are counted once, however many are asked for.

    Steps are counted among the siblings of one name. The tree must not change as long as the paths are asked for.

    Example:
        >>> from lxml import etree
        >>> Paths().of(etree.XML('<TEI xmlns="http://www.tei-c.org/ns/1.0"><p/><p/></TEI>')[1])
        '/TEI/p[2]'
    """

    def __init__(self) -> None:
        self._of: dict[Element, str] = {}
        self._steps: dict[Element, dict[Element, str]] = {}

    def of(self, element: Element) -> str:
        """Return the way from the root to *element*."""
        waiting = [element]
        while waiting[-1] not in self._of and (parent := waiting[-1].getparent()) is not None:
            waiting.append(parent)
        root = waiting.pop()
        path = self._of.setdefault(root, f"/{_shown(str(root.tag))}")
        while waiting:
            one = waiting.pop()
            path = f"{path}/{self._step(root, one)}"
            if waiting:  # what has children is asked for again
                self._of[one] = path
            root = one
        return path

    def _step(self, parent: Element, child: Element) -> str:
        if parent not in self._steps:
            counts: Counter[str] = Counter()
            steps = self._steps[parent] = {}
            for one in parent.iterchildren(etree.Element):
                name = str(one.tag)
                counts[name] += 1
                steps[one] = f"{_shown(name)}[{counts[name]}]"
        return self._steps[parent][child]


def place_of(
    element: Element, source: str | None, attribute: str | None = None, paths: Paths | None = None
) -> Location:
    """Return the place of *element*: its line, its path, and the nearest id, its own or an ancestor's.

    The line is the one that the tree knows, on which the start tag ends; the path leads to the exact place.

    Args:
        element: The element.
        source: The name of the document.
        attribute: The attribute that is meant, with its prefix; None for the element.
        paths: The paths that are known already, where several places of one document are asked for.
    """
    path = (paths or Paths()).of(element)
    found: Location = new_location(
        source=source,
        id=_near(element),
        line=element.sourceline,
        path=path if attribute is None else f"{path}/@{attribute}",
    )
    return found


def _near(element: Element) -> str | None:
    """Return the nearest id of *element*, its own or an ancestor's."""
    bearer: Element | None = element
    while bearer is not None:
        if found := bearer.get(_ID):
            return found
        bearer = bearer.getparent()
    return None


def _shown(tag: str) -> str:
    for namespace, prefix in _PREFIXES.items():
        if tag.startswith(namespace):
            return prefix + tag.removeprefix(namespace)
    return f"Q{tag}" if tag.startswith("{") else tag
