"""GEXF 1.3: what Gephi and its relatives read."""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from stancebank.export.form import Article, Choices, Form, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.networks.graph import NETWORK, Edge, Graph, Node, network, xml_bytes
from stancebank.export.networks.graphml import GraphmlExporter, attribute_types
from stancebank.tei.markup import start_tag

__all__ = ["GexfExporter"]

_TYPES: Final = {str: "string", int: "integer"}


class GexfExporter:
    """Writes a network as GEXF, without a date, so that the same network is the same file."""

    form: Final[Form] = evolve(GraphmlExporter.form, title="GEXF network", media_type="application/gexf+xml")

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the network."""
        graph = network(articles, choices[NETWORK.name], losses)
        yield OutputFile(path="network.gexf", data=xml_bytes(_lines(graph)))


def _lines(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield start_tag("gexf", [("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])
    edge_type = "directed" if graph.is_directed else "undirected"
    yield "  " + start_tag("graph", [("mode", "static"), ("defaultedgetype", edge_type)])
    for domain, things in (("node", graph.nodes), ("edge", graph.edges)):
        yield "    " + start_tag("attributes", [("class", domain)])
        for name, kind in attribute_types(things).items():
            told = [("id", f"{domain}.{name}"), ("title", name), ("type", _TYPES[kind])]
            yield "      " + start_tag("attribute", told, empty=True)
        yield "    </attributes>"
    yield "    <nodes>"
    for node in graph.nodes:
        yield "      " + start_tag("node", [("id", node.id), ("label", str(dict(node.attributes)["label"]))])
        yield from _values("node", node)
        yield "      </node>"
    yield "    </nodes>"
    yield "    <edges>"
    for edge in graph.edges:
        weight = str(dict(edge.attributes).get("weight", 1))
        yield "      " + start_tag(
            "edge", [("id", edge.id), ("source", edge.start), ("target", edge.end), ("weight", weight)]
        )
        yield from _values("edge", edge)
        yield "      </edge>"
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _values(domain: str, thing: Node | Edge) -> Iterator[str]:
    yield "        <attvalues>"
    for name, value in thing.attributes:
        told = [("for", f"{domain}.{name}"), ("value", str(value))]
        yield "          " + start_tag("attvalue", told, empty=True)
    yield "        </attvalues>"
