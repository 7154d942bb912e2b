"""TEI, tables and networks as R sees them, with xml2, base R and igraph."""

from pathlib import Path

import networkx as nx
import pytest

from facts import facts, from_graph, from_records, from_tables, in_one_piece, joined, keyed, several
from stancebank.export import export

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _utf8(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.parametrize("profile", ["hybrid", "standoff"])
def test_xml2_reads_the_tei(profile, articles, tmp_path, printed):
    """XPath finds every record in both profiles, and follows its pointers to the words."""
    export("tei", articles, tmp_path / "out", {"profile": profile})
    files = [tmp_path / "out" / f"{article.document.id}.xml" for article in articles]
    documents = printed("Rscript", HERE / "tei.R", *files)
    assert len(documents) == len(articles)
    for document, article in zip(documents, articles, strict=True):
        assert keyed(from_records(document), article) == facts(article)


def test_base_r_reads_the_tables(articles, tmp_path, printed):
    """`read.csv` finds who said what, about what, and who stands where."""
    export("csv", articles, tmp_path / "out")
    tables = printed("Rscript", HERE / "tables.R", tmp_path / "out")
    assert from_tables(lambda name: [several(row) for row in tables[name]]) == joined(articles)


def test_igraph_reads_the_network(articles, tmp_path, printed):
    """Every quotation is an edge of its own, with voice, topic and stance."""
    export("graphml", articles, tmp_path / "network.graphml")
    told = printed("Rscript", HERE / "networks.R", tmp_path / "network.graphml")
    assert told["directed"]
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node["id"], node) for node in told["nodes"])
    graph.add_edges_from((edge["from"], edge["to"], edge) for edge in told["edges"])
    assert from_graph(graph) == in_one_piece(joined(articles))
