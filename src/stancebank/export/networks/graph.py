"""Networks of a corpus: who says what on which topic, who stands where, who agrees and who is at odds with whom."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import field, frozen

from stancebank.export.fields import ALL_FIELDS, Fields, counted, fields
from stancebank.export.form import Article, Option
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.model import Document, Position, Quotation, Stance

__all__ = ["HELD", "NETWORK", "Edge", "Graph", "Node", "Value", "network", "xml_bytes"]

Value = str | int
"""What an attribute of a node or an edge holds."""

NETWORK: Final = Option(
    name="network",
    values=("statements", "stances", "congruence", "conflict"),
    help="statements: voices, topics and targets, an edge for each quotation and stance; stances: holders and "
    "targets only; congruence, conflict: voices that take the same side, or opposite sides, on the same target",
)

HELD: Final[Fields] = fields(
    "Document: id text metadata speakers entities propositions taxonomies layers",
    "Metadata: title date",
    "Speaker: id kind names role same_as",
    "Name: text",
    "Entity: id kind names",
    "Proposition: id text",
    "Taxonomy: categories",
    "Category: id labels categories",
    "Label: text",
    "Layer: id annotator quotations topics stances",
    "Quotation: id content mode speakers certainty",
    "TopicAssignment: category targets",
    "Stance: id holder target position intensity quotation certainty",
)
"""The fields of the model that the network of statements holds."""

_STANCES: Final[Fields] = fields(
    "Document: id text speakers entities propositions taxonomies layers",
    "Speaker: id kind names role same_as",
    "Name: text",
    "Entity: id kind names",
    "Proposition: id text",
    "Taxonomy: categories",
    "Category: id labels",
    "Label: text",
    "Layer: id annotator quotations stances",
    "Quotation: id",
    "Stance: id holder target position intensity quotation certainty",
)
_VOICES: Final[Fields] = fields(
    "Document: id text speakers layers",
    "Speaker: id kind names role same_as",
    "Name: text",
    "Layer: stances",
    "Stance: id holder target position",
)
# Line ends of XML 1.1, which some readers of XML 1.0 turn into line feeds or spaces unless they are references.
_REFERENCES: Final = str.maketrans({"\x85": "&#133;", "\u2028": "&#8232;"})
_SIDES: Final = {Position.SUPPORT: 1, Position.OPPOSE: -1}
_UNATTRIBUTED: Final = "(unattributed)"
_GAP: Final = " … "


def _pairs(told: Mapping[str, Value | None]) -> tuple[tuple[str, Value], ...]:
    return tuple((key, value) for key, value in sorted(told.items()) if value is not None)


@frozen
class Node:
    """A voice, a topic, a target or a document.

    Attributes:
        id: Its key, the same in all documents.
        attributes: What is told of it, sorted by name; nothing is told twice or empty.
    """

    id: str
    attributes: tuple[tuple[str, Value], ...] = field(converter=_pairs)


@frozen
class Edge:
    """A tie between two nodes; there may be many between the same two.

    Attributes:
        id: Its key: unique in the network.
        start: The node it comes from.
        end: The node it leads to.
        attributes: What is told of it, sorted by name.
    """

    id: str
    start: str
    end: str
    attributes: tuple[tuple[str, Value], ...] = field(converter=_pairs)


@frozen(kw_only=True)
class Graph:
    """A network.

    Attributes:
        is_directed: Whether an edge leads from one node to the other.
        nodes: The nodes, in the order in which the documents name them.
        edges: The edges, likewise.
    """

    is_directed: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def xml_bytes(lines: Iterable[str]) -> bytes:
    """Return the lines of an XML document as bytes."""
    return "".join(f"{line}\n" for line in lines).translate(_REFERENCES).encode()


class _Builder:
    """Gathers nodes and edges of statements."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []

    def node(self, key: str, kind: str, label: str, **more: str | None) -> str:
        # A document and a voice may share a key, since ids are unique only inside a document.
        own = f"{kind}:{key}"
        self.nodes.setdefault(own, Node(own, {"kind": kind, "key": key, "label": label, **more}))
        return own

    def voice(self, reference: str, names: Names, document: Document) -> str:
        speaker = document.speaker(reference)
        told = {"voice_kind": str(speaker.kind), "role": speaker.role} if speaker else {}
        return self.node(names.key(reference), "voice", names.label(reference), **told)

    def target(self, reference: str, names: Names, document: Document) -> str:
        kind = names.kind(reference)
        if kind == "voice":
            return self.voice(reference, names, document)
        entity_kind = getattr(document.target(reference), "kind", None) if kind == "entity" else None
        return self.node(reference, kind, names.label(reference), entity_kind=str(entity_kind) if entity_kind else None)

    def document(self, document: Document) -> str:
        return self.node(document.id, "document", document.metadata.title, date=document.metadata.date)


def network(articles: Iterable[Article], kind: str, losses: Losses) -> Graph:
    """Return a network of *articles*.

    Args:
        articles: The documents.
        kind: One of the values of `NETWORK`.
        losses: Takes what this kind of network leaves out.
    """
    builder = _Builder()
    for article in articles:
        names = Names(article)
        if kind == "statements":
            _statements(article.document, names, builder, losses)
        else:
            held = _STANCES if kind == "stances" else _VOICES
            losses.add_fields(counted(article.document, ALL_FIELDS - (HELD - held)))
        _stances(article.document, names, builder, losses)
    if kind in {"statements", "stances"}:
        return Graph(is_directed=True, nodes=tuple(builder.nodes.values()), edges=tuple(builder.edges))
    return _projection(builder, kind, losses)


def _statements(document: Document, names: Names, builder: _Builder, losses: Losses) -> None:
    """Add an edge for each quotation, speaker and topic; to the document where a quotation has no topic."""
    topics: dict[str, list[str]] = {}
    own = builder.document(document)
    for topic in document.topics:
        losses.add("network.passages", "topics of passages without an id", 0 if topic.targets else 1)
        for about in topic.targets if topic.category is not None else ():
            topics.setdefault(about, []).append(topic.category or "")
    known = {str(quotation.id) for quotation in document.quotations}
    for thing, categories in topics.items():
        for category in categories if thing not in known else ():
            node = builder.target(category, names, document)
            passage: dict[str, Value | None] = {"relation": "about", "document": document.id, "passage": thing}
            builder.edges.append(Edge(f"{document.id}|{thing}|{category}", own, node, passage))
    for layer in document.layers:
        for quotation in layer.quotations:
            voices = [builder.voice(one, names, document) for one in quotation.speakers]
            voices = voices or [builder.node(_UNATTRIBUTED, "voice", _UNATTRIBUTED)]
            nodes = [builder.target(one, names, document) for one in topics.get(quotation.id, ())]
            told = _told(document, quotation) | {"layer": layer.id, "annotator": layer.annotator}
            for voice in dict.fromkeys(voices):
                for node in dict.fromkeys(nodes or [own]):
                    builder.edges.append(Edge(f"{document.id}|{quotation.id}|{voice}|{node}", voice, node, told))


def _told(document: Document, quotation: Quotation) -> dict[str, Value | None]:
    return {
        "relation": "says",
        "document": document.id,
        "quotation": quotation.id,
        "text": _GAP.join(span.slice(document.text) for span in quotation.content),
        "mode": str(quotation.mode) if quotation.mode else None,
        "certainty": None if quotation.certainty is None else str(quotation.certainty),
        "weight": 1,
    }


def _stances(document: Document, names: Names, builder: _Builder, losses: Losses) -> None:
    for layer in document.layers:
        for stance in layer.stances:
            if stance.holder is None or stance.target is None:
                losses.add("network.loose", "stances without a holder or a target")
                continue
            holder = builder.voice(stance.holder, names, document)
            target = builder.target(stance.target, names, document)
            told = {"layer": layer.id, "annotator": layer.annotator, **_position(document, stance)}
            builder.edges.append(Edge(f"{document.id}|{stance.id}", holder, target, told))


def _position(document: Document, stance: Stance) -> dict[str, Value | None]:
    """Return what an edge tells of *stance*; the weight is positive, since viewers stumble over others."""
    return {
        "relation": "holds",
        "document": document.id,
        "stance": stance.id,
        "quotation": stance.quotation,
        "position": str(stance.position) if stance.position else None,
        "intensity": str(stance.intensity) if stance.intensity else None,
        "certainty": None if stance.certainty is None else str(stance.certainty),
        "polarity": _SIDES.get(stance.position, 0) if stance.position else None,
        "weight": 1,
    }


def _projection(builder: _Builder, kind: str, losses: Losses) -> Graph:
    """Return the network of voices alone.

    Two voices are congruent on a target where some stance of each takes the same side, and in conflict where they
    take opposite sides; a voice that took both sides counts for both. The weight is the number of such targets.
    """
    sides: dict[str, dict[str, set[int]]] = {}
    for edge in builder.edges:
        polarity = dict(edge.attributes).get("polarity")
        if polarity in {1, -1}:
            sides.setdefault(edge.end, {}).setdefault(edge.start, set()).add(int(polarity))
        else:
            losses.add("network.neutral", "stances that take no side")
    weights: dict[tuple[str, str], list[str]] = {}
    for target, holders in sides.items():
        for pair in _pairs_of(holders, kind):
            weights.setdefault(pair, []).append(str(dict(builder.nodes[target].attributes)["key"]))
    used = {voice for pair in weights for voice in pair} | {voice for holders in sides.values() for voice in holders}
    nodes = tuple(node for key, node in builder.nodes.items() if key in used)
    edges = tuple(
        Edge(f"{one}|{other}", one, other, {"relation": kind, "weight": len(targets), "targets": " ".join(targets)})
        for (one, other), targets in sorted(weights.items())
    )
    return Graph(is_directed=False, nodes=nodes, edges=edges)


def _pairs_of(holders: Mapping[str, set[int]], kind: str) -> Iterator[tuple[str, str]]:
    voices = sorted(holders)
    for at, one in enumerate(voices):
        for other in voices[at + 1 :]:
            mine, theirs = holders[one], holders[other]
            if mine & theirs if kind == "congruence" else any(-side in theirs for side in mine):
                yield one, other
