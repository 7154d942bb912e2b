"""Features as Text-Fabric loads them."""

import pytest

from facts import facts, from_nodes
from stancebank.export import export


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_text_fabric_loads_every_record(articles, tmp_path):
    """The loaded features give the text, every record over its tokens, and what leads from one to the other."""
    pytest.importorskip("tf")
    from tf.fabric import Fabric

    export("text-fabric", articles, tmp_path / "out")
    fabric = Fabric(locations=str(tmp_path / "out"), silent="deep")
    api = fabric.loadAll(silent="deep")
    features, edges, search = api.F, api.E, api.S
    names = [name for name in api.Fall() if name != "otype"]
    documents = {features.id.v(node): node for node in features.otype.s("document")}
    assert list(documents) == [article.document.id for article in articles]
    for article in articles:
        own = documents[article.document.id]
        assert api.T.text(own) == article.document.text
        nodes = []
        for node in (one for kind in ("quotation", "piece", "topic", "stance") for one in api.L.d(own, otype=kind)):
            told = {name: api.Fs(name).v(node) for name in names if api.Fs(name).v(node) is not None}
            nodes.append((features.otype.v(node), told, edges.oslots.s(node)))

        def words(slots):
            return "".join(
                features.text.v(at) + (features.after.v(at) or "") * (number < len(slots))
                for number, at in enumerate(slots, start=1)
            )

        assert from_nodes(article.document, nodes, words) == facts(article)
        assert api.T.nodeFromSection((article.document.id, article.document.segments[0].id)) is not None
    for node in features.otype.s("piece"):
        assert [features.id.v(one) for one in edges.piece_of.f(node)] == [features.record.v(node)]
    found = list(search.search("stance position=oppose\n-reported_in> quotation mode=direct\n"))
    assert len(found) == sum(
        stance.position == "oppose" and stance.quotation == quotation.id and quotation.mode == "direct"
        for article in articles
        for stance in article.document.stances
        for quotation in article.document.quotations
    )
    assert found
