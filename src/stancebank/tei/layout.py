"""The layout of written markup: one element a line outside blocks, kept fragments at their places."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Final

from attrs import define, evolve

from stancebank.model import Document, Fragment
from stancebank.tei.markup import Node, canonical, end_tag, escape, kept_element, start_tag, text_in
from stancebank.tei.names import CONTAINER_ATTRIBUTES

__all__ = ["Child", "Layout"]

_INDENT: Final = "  "
_SCHEMA: Final = "<?xml-model "


@define
class Child:
    """A rendered child of a container: its lines, and what fragments may name it by."""

    name: str
    lines: list[str]
    id: str | None = None


class Layout:
    """Writes elements with what a document keeps for them.

    Args:
        document: The document, for its fragments, containers and elements kept whole.
        bare: Whether fragments and kept attributes are left out, but for what names the schemas.
    """

    def __init__(self, document: Document, *, bare: bool = False) -> None:
        self._fragments: dict[str, list[Fragment]] = {}
        for fragment in document.fragments:
            if not bare or fragment.xml.startswith(_SCHEMA):
                told = evolve(fragment, xml=canonical(fragment.xml))
                self._fragments.setdefault(fragment.within, []).append(told)
        self._containers = {} if bare else dict(document.containers)
        self._verbatim = {} if bare else {slot: canonical(xml) for slot, xml in document.verbatim}

    def merged(self, path: str, children: Iterable[Child]) -> list[str]:
        """Return the lines of *children* with the fragments that are kept within *path* between them."""
        waiting: dict[str, list[tuple[int, str]]] = {}
        for number, fragment in enumerate(self._fragments.pop(path, ())):  # of two records with one id, the first's
            waiting.setdefault(fragment.before, []).append((number, fragment.xml))
        lines: list[str] = []
        named: set[str] = set()
        for child in children:
            if not child.lines:
                continue
            anchors = {f"#{child.id}" if child.id else "", "" if child.name in named else child.name} - {""}
            named.add(child.name)
            if waiting and anchors:
                lines.extend(_in_order(waiting.pop(anchor, ()) for anchor in anchors))
            lines.extend(child.lines)
        lines.extend(_in_order(waiting.values()))
        return lines

    def keeps(self, path: str, start: str) -> bool:
        """Tell whether a fragment within *path* begins with *start*."""
        return any(fragment.xml.startswith(start) for fragment in self._fragments.get(path, ()))

    def attributes(self, path: str) -> list[tuple[str, str]]:
        """Return the attributes of the element at *path*: those kept, else the usual ones."""
        return list(self._containers.get(path, CONTAINER_ATTRIBUTES.get(path, ())))

    def container(
        self,
        path: str,
        children: Iterable[Child],
        attributes: Iterable[tuple[str, str | None]] | None = None,
        *,
        always: bool = False,
    ) -> Child:
        """Return the element at *path* with *children*; nothing where it would be empty, unless *always*."""
        name = path.rpartition("/")[2]
        lines = self.merged(path, children)
        told = list(self.attributes(path) if attributes is None else attributes)
        if lines:
            return Child(name, [start_tag(name, told), *indented(lines), end_tag(name)])
        if always or path in self._containers:
            return Child(name, [start_tag(name, told, empty=True)])
        return Child(name, [])

    def leaf(
        self,
        slot: str,
        name: str,
        text: str,
        attributes: Iterable[tuple[str, str | None]] = (),
        agrees: Callable[[Node], bool] = lambda _: True,
    ) -> Child:
        """Return an element that holds only *text*, or the one kept whole for *slot* if it still says so.

        Args:
            slot: What the element is.
            name: Its name.
            text: What it should say.
            attributes: Its usual attributes.
            agrees: Whether the one kept whole also says the rest of what it should.
        """
        kept = self._verbatim.get(slot)
        if kept is not None and text_in(kept) == text and agrees(kept_element(kept)):
            return Child(name, [kept])
        return Child(name, [full(name, attributes, text)])

    def day(self, slot: str, when: str | None, kind: str | None = None) -> Child:
        """Return a ``date``, or the one kept whole for *slot* if it still says *when*; nothing for None."""
        if when is None:
            return Child("date", [])
        kept = self._verbatim.get(slot)
        if kept is not None and kept_element(kept).get("when") == when:
            return Child("date", [kept])
        return Child("date", [start_tag("date", [("type", kind), ("when", when)], empty=True)])

    def kept(self, slot: str) -> str | None:
        """Return the element that is kept whole for *slot*, or None."""
        return self._verbatim.get(slot)

    def has(self, path: str) -> bool:
        """Tell whether anything is kept for the element at *path*."""
        return path in self._containers or path in self._fragments


def _in_order(waiting: Iterable[Iterable[tuple[int, str]]]) -> list[str]:
    return [xml for _, xml in sorted(chain.from_iterable(waiting))]


def full(name: str, attributes: Iterable[tuple[str, str | None]], text: str) -> str:
    """Return an element that holds *text*."""
    return f"{start_tag(name, attributes)}{escape(text)}{end_tag(name)}"


def indented(lines: Iterable[str]) -> list[str]:
    """Return *lines* one level deeper; the inner lines of a fragment stay as they are."""
    return [_INDENT + line for line in lines]
