"""Networks as networkx sees them."""

import io

import networkx as nx
import pytest

from facts import from_graph, in_one_piece, joined
from stancebank.export import exported
from stancebank.export.names import Names


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_the_network(name, written, articles):
    """Networkx finds every quotation as an edge of its own, with voice, topic and stance."""
    place = written(name)
    graph = nx.read_graphml(place, force_multigraph=True) if name == "graphml" else nx.read_gexf(place)
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert from_graph(graph) == in_one_piece(joined(articles))


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_projections_weigh_shared_targets(name, articles):
    """Two voices are tied by the number of targets on which they take one side, or opposite sides."""
    names = Names(articles[0])
    sides = {}
    for stance in articles[0].document.stances:
        if str(stance.position) in {"support", "oppose"}:
            sides.setdefault((names.key(stance.holder), names.key(stance.target)), set()).add(str(stance.position))
    for network in ("congruence", "conflict"):
        file, report = exported(name, articles[:1], {"network": network})
        read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[name]
        graph = read(io.BytesIO(file[0].data))
        wanted = {}
        for (one, target), mine in sides.items():
            for (other, same), theirs in sides.items():
                if one < other and target == same:
                    meet = (
                        mine & theirs if network == "congruence" else {(a, b) for a in mine for b in theirs if a != b}
                    )
                    if meet:
                        wanted[frozenset({one, other})] = wanted.get(frozenset({one, other}), 0) + 1
        key = {node: told["key"] for node, told in graph.nodes(data=True)}
        found = {frozenset({key[a], key[b]}): told["weight"] for a, b, told in graph.edges(data=True)}
        assert found == wanted
        assert wanted
        assert "network.neutral" in {loss.kind for loss in report.losses}
