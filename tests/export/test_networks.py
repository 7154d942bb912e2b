"""Networks as networkx sees them."""

import io

import networkx as nx
import pytest

from facts import assembled, joined
from stancebank.export import exported
from stancebank.export.names import Names

GAP = " … "


def from_graph(graph):
    """Return the facts that a network of statements tells."""
    key = {node: told["key"] for node, told in graph.nodes(data=True)}
    kind = {node: told["kind"] for node, told in graph.nodes(data=True)}
    quotations, loose, stances = {}, {}, []
    for start, end, told in graph.edges(data=True):
        found = loose.setdefault(told["document"], (set(), set()))
        if told["relation"] == "says":
            quotation = quotations.setdefault(told["quotation"], ([told["text"]], set(), set(), set()))
            if key[start] != "(unattributed)":
                quotation[1].add(key[start])
            if kind[end] != "document":
                quotation[2].add(key[end])
        elif told["relation"] == "about":
            found[0].add((key[end], told["passage"]))
        else:
            stances.append((told, (key[start], key[end], told.get("position"))))
    for told, stance in stances:
        place = quotations[told["quotation"]][3] if told.get("quotation") in quotations else loose[told["document"]][1]
        place.add(stance)
    return assembled(quotations, loose)


def in_one_piece(told, articles):
    """Return facts with the pieces of a quotation as one text, without documents that assert nothing."""
    del articles
    return {
        (
            key,
            (GAP.join(pieces),) if pieces else (),
            voices,
            frozenset(one for one in topics if one[-1] is not None) if not pieces else topics,
            stances,
        )
        for key, pieces, voices, topics, stances in told
        if pieces or topics or stances
    }


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_the_network(name, written, articles):
    """Networkx finds every quotation as an edge of its own, with voice, topic and stance."""
    place = written(name)
    graph = nx.read_graphml(place, force_multigraph=True) if name == "graphml" else nx.read_gexf(place)
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert from_graph(graph) == in_one_piece(joined(articles), articles)


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
