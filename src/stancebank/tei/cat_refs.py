"""The topics of a whole document as ``textClass/catRef``: a view of records, for readers of headers."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from attrs import evolve

from stancebank.model import (
    AnnotatorId,
    CategoryRef,
    Certainty,
    Document,
    Layer,
    LayerId,
    Status,
    TargetRef,
    Taxonomy,
    TopicAssignment,
    TopicId,
)
from stancebank.model.metadata import GENRE
from stancebank.tei.header import Header
from stancebank.tei.markup import attributes_of, kept_element, outer_xml, start_tag
from stancebank.tei.pointers import read_reference, write_reference
from stancebank.tei.words import read_certainty, written_certainty

__all__ = ["cat_refs", "with_cat_refs"]

_Said = tuple[str | None, str | None, Certainty]


def _shown(layers: tuple[Layer, ...], document_id: str) -> Iterator[tuple[TopicAssignment, Layer]]:
    for layer in layers:
        for topic in layer.topics:
            if topic.category is not None and document_id in topic.targets and not topic.category.startswith(GENRE):
                yield topic, layer


def cat_refs(document: Document, kept: Callable[[str], str | None]) -> Iterator[str]:
    """Yield, for each topic of the whole document, its ``catRef``: the kept one, if it still says so."""
    schemes = _schemes(document.taxonomies)
    for topic, layer in _shown(document.layers, document.id):
        if topic.status is Status.REJECTED:  # the header would assert what somebody has denied
            continue
        xml = kept(f"catRef/{topic.id}")
        if xml is not None and _says(attributes_of(kept_element(xml)), topic, layer):
            yield xml
        else:
            yield start_tag("catRef", _attributes(topic, layer, schemes), empty=True)


def _schemes(taxonomies: Iterable[Taxonomy]) -> dict[str, str]:
    return {category.id: taxonomy.id for taxonomy in taxonomies for category in taxonomy.walk()}


def _attributes(topic: TopicAssignment, layer: Layer, schemes: dict[str, str]) -> list[tuple[str, str]]:
    category = str(topic.category)
    told = [("scheme", f"#{schemes[category]}")] if category in schemes else []
    told.append(("target", write_reference(category)))
    if layer.annotator:
        told.append(("resp", write_reference(layer.annotator)))
    if topic.certainty is not None:
        told.append(("cert", written_certainty(topic.certainty)))
    return told


def _said(attributes: dict[str, str]) -> _Said:
    """Return the category, the annotator and the certainty that a ``catRef`` tells."""
    category, annotator = (read_reference(attributes.get(name, "")) for name in ("target", "resp"))
    return category, annotator, read_certainty(attributes.get("cert"))


def _says(attributes: dict[str, str], topic: TopicAssignment, layer: Layer) -> bool:
    """Tell whether a ``catRef`` says what *topic* in *layer* says."""
    return _said(attributes) == (topic.category, layer.annotator, topic.certainty)


def with_cat_refs(
    layers: tuple[Layer, ...], header: Header, document_id: str
) -> tuple[tuple[Layer, ...], list[tuple[str, str]]]:
    """Return *layers* with the topics that only a ``catRef`` tells, and those elements to keep as they stand."""
    if not header.cat_refs:
        return layers, []
    waiting: dict[_Said, deque[tuple[TopicAssignment, Layer]]] = {}
    for topic, layer in sorted(_shown(layers, document_id), key=lambda pair: pair[0].status is Status.REJECTED):
        waiting.setdefault((topic.category, layer.annotator, topic.certainty), deque()).append((topic, layer))
    schemes = _schemes(header.taxonomies)
    kept: list[tuple[str, str]] = []
    taken: set[str] = {layer.id for layer in layers}
    taken.update(record.id for layer in layers for record in layer.annotations)
    tried: dict[str, int] = {}
    grown = _Grown(layers)
    for element in header.cat_refs:
        attributes = attributes_of(element)
        matches = waiting.get(_said(attributes))
        if matches:
            topic, layer = matches.popleft()
        else:
            topic = _topic(attributes, document_id, taken, tried)
            layer = grown.add(topic, read_reference(attributes.get("resp", "")), document_id, taken)
        if len(element) or element.text or dict(_attributes(topic, layer, schemes)) != attributes:
            kept.append((f"catRef/{topic.id}", outer_xml(element)))
    return grown.layers, kept


def _topic(attributes: dict[str, str], document_id: str, taken: set[str], tried: dict[str, int]) -> TopicAssignment:
    return TopicAssignment(
        id=TopicId(_free(f"{document_id}.topic", taken, tried)),
        category=CategoryRef(read_reference(attributes["target"]) or ""),
        targets=[TargetRef(document_id)],
        certainty=read_certainty(attributes.get("cert")),
    )


class _Grown:
    """Layers that get more topics: each is made anew once, however many it gets."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        self._layers = list(layers)
        self._more: dict[int, list[TopicAssignment]] = {}
        self._places: dict[str | None, int] = {}
        for place, layer in enumerate(layers):
            if not layer.is_gold:
                self._places.setdefault(layer.annotator, place)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers with the topics that were added."""
        layers = list(self._layers)
        for place, topics in self._more.items():
            layers[place] = evolve(layers[place], topics=(*layers[place].topics, *topics))
        return tuple(layers)

    def add(self, topic: TopicAssignment, annotator: str | None, document_id: str, taken: set[str]) -> Layer:
        """Add *topic* to the first layer of *annotator*, or to a new one at the end; return that layer as it was."""
        if annotator not in self._places:
            layer_id = LayerId(_free(f"{document_id}.header", taken, {}))
            self._places[annotator] = len(self._layers)
            self._layers.append(Layer(id=layer_id, annotator=AnnotatorId(annotator) if annotator else None))
        place = self._places[annotator]
        self._more.setdefault(place, []).append(topic)
        return self._layers[place]


def _free(stem: str, taken: set[str], tried: dict[str, int]) -> str:
    number = tried.get(stem, 1)
    while f"{stem}{number}" in taken:
        number += 1
    tried[stem] = number
    taken.add(f"{stem}{number}")
    return f"{stem}{number}"
