"""From ``standOff`` to entities, propositions, layers, and what stands off the text."""

from typing import Final

from stancebank.model import Entity, Layer, Point, Proposition, Span
from stancebank.model.characters import is_attribute_name, is_element_name
from stancebank.tei.anchors import Anchors
from stancebank.tei.entry_reading import read_entity
from stancebank.tei.header import Handler, Header, children, walk
from stancebank.tei.inline_reading import absorbed, typed_quotations
from stancebank.tei.markup import (
    Node,
    attributes_of,
    canonical,
    has_stray_text,
    leftover,
    name_of,
    own_id,
    text_in,
    white_normalised,
)
from stancebank.tei.names import TEI
from stancebank.tei.pointers import Blocks, tokens
from stancebank.tei.record_reading import read_layer
from stancebank.tei.text_reading import Inline, Text

__all__ = ["StandOff"]

_STRING: Final = f"{{{TEI}}}string"
_LISTS: Final = {"listPlace": "place", "listEvent": "event", "listObject": "object"}


class StandOff:
    """The reader of ``standOff``.

    Args:
        document_id: The document's id.
        text: What the text holds, for pointers into it.

    Attributes:
        header: The fragments and the attributes of containers.
        entities: Places, events and objects.
        propositions: Claims.
        layers: The layers of records.
        inline: The inline elements, those that stand off the text among them.
        points: The empty markup that stands off the text.
    """

    def __init__(self, document_id: str, text: Text) -> None:
        self.header: Header = Header()
        self.entities: list[Entity] = []
        self.propositions: list[Proposition] = []
        self.layers: list[Layer] = []
        self.inline: list[Inline] = list(text.inline)
        self.points: list[Point] = []
        self._document_id = document_id
        self._pending: list[tuple[str, Node]] = []
        self._layer_ids: set[str] = set(text.places)
        self._blocks = Blocks(text.segments)
        self._anchors = Anchors(
            document_id=document_id,
            blocks=self._blocks,
            places=text.places,
            whole={
                document_id,
                *(one.id for one in text.segments),
                *(one.id for one in text.sections if one.id),
            },
            parts={one.id for one in text.inline if one.name == "said" and one.id},
            records={},
        )

    def read(self, element: Node) -> None:
        """Walk ``standOff``; lists of annotations wait until all stretches that they may point at are known."""
        walk(self.header, element, "standOff", self._handlers)
        self.header.containers = [pair for pair in self.header.containers if pair[0] != "standOff"]

    @property
    def _handlers(self) -> dict[str, Handler]:
        entities = [(name, children(f"standOff/{name}", {entry: self._entity})) for name, entry in _LISTS.items()]
        return {
            **dict(entities),
            "interpGrp": self._proposition_group,
            "listAnnotation": self._layer,
            "spanGrp": self._inline_group,
        }

    def _proposition_group(self, header: Header, element: Node) -> bool | str:
        if dict(element.attrib) != {"type": "proposition"}:
            return False
        walk(header, element, "standOff/interpGrp", {"interp": self._proposition})
        return "interpGrp"

    def _inline_group(self, header: Header, element: Node) -> bool | str:
        if dict(element.attrib) != {"type": "inline"}:
            return False
        walk(header, element, "standOff/spanGrp", {"span": self._outside})
        return ""  # nothing is kept before it: not every profile has one

    def _layer(self, _: Header, element: Node) -> str:
        layer_id = own_id(element) or self._free_layer_id()
        self._layer_ids.add(layer_id)
        self._pending.append((layer_id, element))
        return f"#{layer_id}"

    def finish(self) -> None:
        """Read the layers, then tell views of records from what says more."""
        for layer_id, element in self._pending:
            layer, fragments = read_layer(element, layer_id, self._anchors)
            self.header.fragments.extend(fragments)
            self.layers.append(layer)
        taken = set(self._anchors.places)
        taken.update(record.id for layer in self.layers for record in layer.annotations)
        taken.update(layer.id for layer in self.layers)
        typed = typed_quotations(self.inline, tuple(self.layers), self._document_id, taken)
        if typed is not None:
            self.layers.append(typed)
        self.inline = absorbed(self.inline, tuple(self.layers))

    def _free_layer_id(self) -> str:
        number = 1
        while f"{self._document_id}.layer{number}" in self._layer_ids:
            number += 1
        return f"{self._document_id}.layer{number}"

    def _entity(self, _: Header, element: Node) -> bool:
        read = read_entity(element)
        if read is None:
            return False
        self.entities.append(read)
        return True

    def _proposition(self, _: Header, element: Node) -> bool:
        attributes = attributes_of(element)
        if "xml:id" not in attributes or len(element):
            return False
        told = white_normalised(element.text or "")
        left = leftover(attributes, "xml:id")
        self.propositions.append(Proposition(id=attributes["xml:id"], text=told, attributes=left))
        return True

    def _outside(self, _: Header, element: Node) -> bool | str:
        """Read an inline element that stands off the text."""
        read = self._span(element)
        if read is None:
            return False
        if isinstance(read, Point):
            self.points.append(read)
            return ""
        self.inline.append(read)
        if read.id:
            self._anchors.places.setdefault(read.id, read.span)
            if read.name == "said":
                self._anchors.parts.add(read.id)
        return ""

    def _span(self, element: Node) -> Inline | Point | None:
        own = attributes_of(element)
        where = tokens(own.pop("target", None))
        name = own.pop("type", None)
        spans = self._blocks.read(where[0]) if len(where) == 1 else None
        if name is None or not is_element_name(name):
            return None
        features = _features(element, name)
        if spans is None or len(spans) != 1 or not own.keys() <= {"xml:id"} or features is None:
            return None
        span = spans[0]
        if name == "opaque":
            return _opaque(span, own | features)
        return Inline(name, own | features, span.start, span.end)


def _opaque(span: Span, features: dict[str, str]) -> Point | None:
    """Return empty markup; None where it is no markup, or not empty."""
    if features.keys() != {"xml"} or span.length:
        return None
    try:
        xml = canonical(features["xml"])
    except ValueError:
        return None
    return Point(offset=span.start, xml=xml) if xml and not text_in(xml) else None


def _features(element: Node, name: str) -> dict[str, str] | None:
    """Return the attributes that the ``fs`` of a ``span`` tells, or None where it has another shape."""
    if len(element) != 1 or has_stray_text(element):
        return None
    structure = element[0]
    if name_of(structure) != "fs" or dict(structure.attrib) != {"type": name} or has_stray_text(structure):
        return None
    found: dict[str, str] = {}
    for feature in structure:
        key = feature.get("name", "") if name_of(feature) == "f" else ""
        if not key or len(feature.attrib) != 1 or len(feature) != 1 or has_stray_text(feature):
            return None
        value = feature[0]
        if value.tag != _STRING or value.attrib or len(value):
            return None
        told = value.text or ""
        if key == "foreign" and told.startswith("{"):
            key, _, told = told.partition(" ")
        elif key.startswith(("xml.", "xml_")):
            key = f"xml:{key[4:]}"
        if not is_attribute_name(key) or key in found:
            return None
        found[key] = told
    return found
