"""GraphML: what igraph, networkx, Gephi, Cytoscape and visone read."""

from collections.abc import Iterable, Iterator
from typing import Final

from stancebank.export.form import Article, Choices, Form, Layout, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.networks.graph import HELD, NETWORK, Edge, Graph, Node, Value, network, xml_bytes
from stancebank.tei.markup import end_tag, escape, start_tag

__all__ = ["GraphmlExporter", "attribute_types"]

_TYPES: Final = {str: "string", int: "int"}


class GraphmlExporter:
    """Writes a network as GraphML; edges have ids, so that there may be many between two nodes."""

    form: Final = Form(
        title="GraphML network",
        media_type="application/graphml+xml",
        layout=Layout.FILE,
        holds=HELD,
        reader="networkx",
        options=[NETWORK],
        notes="An edge carries the id and the words of its quotation. Weights are positive; the sign is in polarity.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the network."""
        graph = network(articles, choices[NETWORK.name], losses)
        yield OutputFile(path="network.graphml", data=xml_bytes(_lines(graph)))


def attribute_types(things: Iterable[Node | Edge]) -> dict[str, type[Value]]:
    """Return the attributes of *things*, sorted by name, with the type of each."""
    return dict(sorted({name: type(value) for thing in things for name, value in thing.attributes}.items()))


def _lines(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield start_tag("graphml", [("xmlns", "http://graphml.graphdrawing.org/xmlns")])
    for domain, things in (("node", graph.nodes), ("edge", graph.edges)):
        for name, kind in attribute_types(things).items():
            key = [("id", f"{domain}.{name}"), ("for", domain), ("attr.name", name), ("attr.type", _TYPES[kind])]
            yield "  " + start_tag("key", key, empty=True)
    yield "  " + start_tag("graph", [("edgedefault", "directed" if graph.is_directed else "undirected")])
    for node in graph.nodes:
        yield "    " + start_tag("node", [("id", node.id)])
        yield from _data("node", node)
        yield "    " + end_tag("node")
    for edge in graph.edges:
        yield "    " + start_tag("edge", [("id", edge.id), ("source", edge.start), ("target", edge.end)])
        yield from _data("edge", edge)
        yield "    " + end_tag("edge")
    yield "  </graph>"
    yield "</graphml>"


def _data(domain: str, thing: Node | Edge) -> Iterator[str]:
    for name, value in thing.attributes:
        yield f"      {start_tag('data', [('key', f'{domain}.{name}')])}{escape(str(value))}</data>"
