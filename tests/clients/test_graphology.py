"""Networks as graphology sees them, the library under Gephi Lite."""

from pathlib import Path

import networkx as nx
import pytest

from facts import from_graph, in_one_piece, joined
from stancebank.export import export


def bare(told):
    """Return attributes by name; graphology calls those of GEXF by their ids, which tell node and edge apart."""
    return {name.rpartition(".")[2]: value for name, value in told.items()}


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_graphology_reads_the_network(name, articles, tmp_path, printed):
    """Every quotation is an edge of its own, with voice, topic and stance."""
    export(name, articles, tmp_path / f"network.{name}")
    told = printed("node", Path(__file__).with_name("networks.cjs"), tmp_path / f"network.{name}")
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node, bare(attributes)) for node, attributes in told["nodes"])
    assert all(is_directed for _, _, is_directed, _ in told["edges"])
    graph.add_edges_from((start, end, bare(attributes)) for start, end, _, attributes in told["edges"])
    assert from_graph(graph) == in_one_piece(joined(articles))
