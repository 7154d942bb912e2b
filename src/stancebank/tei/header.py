"""What the header of a document holds, and the walk that fills it: what has no word for it is kept as it stands."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import Factory, define
from lxml import etree

from stancebank.model import (
    Annotator,
    Application,
    Attributes,
    Change,
    Fragment,
    Prefix,
    Relation,
    Speaker,
    Taxonomy,
)
from stancebank.tei.markup import Node, attributes_of, name_of, outer_xml, own_id, stray_text, white_normalised
from stancebank.tei.names import CONTAINER_ATTRIBUTES

__all__ = ["Handler", "Header", "children", "day", "once", "walk"]


@define
class Header:
    """What the header holds.

    Attributes:
        document_id: The document's id.
        metadata: The fields of `Metadata` that were found.
        profile: The value of ``schemaRef/@type``: which profile the file says it follows.
        cat_refs: The ``catRef`` elements of ``textClass``.
        seen: The paths of the containers that were read; a second one at a path is kept as it stands.
    """

    document_id: str = ""
    metadata: dict[str, Any] = Factory(dict[str, Any])
    profile: str | None = None
    annotators: list[Annotator] = Factory(list[Annotator])
    applications: list[Application] = Factory(list[Application])
    changes: list[Change] = Factory(list[Change])
    prefixes: list[Prefix] = Factory(list[Prefix])
    taxonomies: list[Taxonomy] = Factory(list[Taxonomy])
    speakers: list[Speaker] = Factory(list[Speaker])
    relations: list[Relation] = Factory(list[Relation])
    cat_refs: list[Node] = Factory(list[Node])
    fragments: list[Fragment] = Factory(list[Fragment])
    containers: list[tuple[str, Attributes]] = Factory(list[tuple[str, Attributes]])
    verbatim: list[tuple[str, str]] = Factory(list[tuple[str, str]])
    seen: set[str] = Factory(set[str])

    def leaf(self, element: Node, slot: str, *usual: tuple[str, str]) -> str:
        """Return the text of *element*; keep the element whole where it holds more than its text."""
        if len(element) or attributes_of(element) != dict(usual):
            self.verbatim.append((slot, outer_xml(element)))
            return white_normalised("".join(element.itertext(etree.Element)))
        return white_normalised(element.text or "")


Handler = Callable[[Header, Node], "bool | str"]
"""Reads an element into a header, or declines by returning False: then it is kept as it stands.

A string is what fragments before the element may name it by; an empty one means that they must not.
"""


def once(field: str, slot: str, *usual: tuple[str, str]) -> Handler:
    """Return a handler that reads an element's text into a field of the metadata, the first time."""

    def read(header: Header, element: Node) -> bool:
        if field in header.metadata:
            return False
        is_plain = not len(element) and attributes_of(element) == dict(usual)
        if not is_plain and not stray_text("".join(element.itertext(etree.Element))):
            return False
        header.metadata[field] = header.leaf(element, slot, *usual)
        return True

    return read


def day(field: str, slot: str, *usual: tuple[str, str]) -> Handler:
    """Return a handler that reads ``@when`` into a field of the metadata, the first time."""

    def read(header: Header, element: Node) -> bool:
        attributes = attributes_of(element)
        when = attributes.pop("when", None)
        if field in header.metadata or when is None:
            return False
        if len(element) or stray_text(element.text) or attributes != dict(usual):
            header.verbatim.append((slot, outer_xml(element)))
        header.metadata[field] = when
        return True

    return read


def children(path: str, handlers: Mapping[str, Handler]) -> Handler:
    """Return a handler that walks the first element at *path*, which goes by its name, and declines any other.

    An element that holds nothing at all is passed over: it would not be written.
    """
    name = path.rpartition("/")[2]

    def read(header: Header, element: Node) -> bool | str:
        if not (len(element) or element.attrib or stray_text(element.text)):
            return ""
        if path in header.seen:
            return False
        header.seen.add(path)
        walk(header, element, path, handlers)
        return name

    return read


def walk(header: Header, element: Node, path: str, handlers: Mapping[str, Handler]) -> None:
    """Offer each child to the handler of its name; what none takes becomes a fragment at its place.

    What a handler declines never comes to stand before one that is known by its name only:
    there it could be read in that one's stead.

    Args:
        header: What is being filled.
        element: The element whose children are read.
        path: The last two names of its path, under which its fragments are kept.
        handlers: Handlers by element name.
    """
    attributes = tuple(sorted(attributes_of(element).items()))
    if attributes != CONTAINER_ATTRIBUTES.get(path, ()):
        header.containers.append((path, attributes))
    fragments = header.fragments
    waiting: list[tuple[str, bool]] = []
    if told := stray_text(element.text):
        waiting.append((told, False))
    for child in element:
        name = name_of(child)
        handler = handlers.get(name)
        at = len(fragments)
        taken = handler(header, child) if handler else False
        if taken is False:
            waiting.append((outer_xml(child), handler is not None))
        elif taken and waiting:
            own = own_id(child)
            before = taken if isinstance(taken, str) else f"#{own}" if own else name
            stays = [pair for pair in waiting if pair[1] and before[0] != "#"]
            settled = [xml for xml, is_declined in waiting if not is_declined or before[0] == "#"]
            fragments[at:at] = [Fragment(within=path, before=before, xml=xml) for xml in settled]
            waiting = stays
        if told := stray_text(child.tail):
            waiting.append((told, False))
    fragments.extend(Fragment(within=path, before="", xml=xml) for xml, _ in waiting)
