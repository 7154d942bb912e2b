"""GraphML as graphANNIS imports it."""

from itertools import pairwise

import pytest

from facts import facts, from_nodes
from stancebank.export import export
from stancebank.export.tokens import tokens_of


@pytest.fixture(scope="module")
def storage(articles, tmp_path_factory):
    """A store of graphANNIS that has imported the documents."""
    pytest.importorskip("graphannis")
    from graphannis.cs import CorpusStorageManager, ImportFormat

    folder = tmp_path_factory.mktemp("annis")
    place = folder / "corpus.graphml"
    export("annis", articles, place)
    with CorpusStorageManager(str(folder / "store")) as opened:
        assert opened.import_from_fs(str(place), fmt=ImportFormat.GraphML, corpus_name="trial") == "trial"
        yield opened


def test_graphannis_reads_every_record(storage, articles):
    """The imported graph has the tokens, with the white space between them, and every record over its tokens."""
    for article in articles:
        document = article.document
        graph = storage.subcorpus_graph("trial", [f"stancebank/{document.id}"])
        tokens = {name: told for name, told in graph.nodes(data=True) if "annis::tok" in told}
        ordered = sorted(tokens, key=lambda name: int(tokens[name]["token::start"]))
        white = {name: tokens[name].get("annis::tok-whitespace-after", "") for name in ordered}
        assert "".join(tokens[name]["annis::tok"] + white[name] for name in ordered) == document.text
        assert set(tied(graph, "Ordering")) == set(pairwise(ordered))
        nodes = [parted(graph, name, told) for name, told in graph.nodes(data=True) if name not in tokens]

        def words(names, tokens=tokens, white=white):
            run = sorted(names, key=lambda name: int(tokens[name]["token::start"]))
            return "".join(tokens[name]["annis::tok"] + white[name] * (name != run[-1]) for name in run)

        assert from_nodes(document, [one for one in nodes if one[0]], words) == facts(article)


def tied(graph, component, *names):
    """Yield the edges of a component; graphANNIS adds some of a name of their own, to show gaps."""
    for one, other, told in graph.out_edges(*names, data=True):
        if (told["annis::component_type"], told["annis::component_name"]) == (component, ""):
            yield one, other


def parted(graph, name, told):
    """Return the kind of a node, its features and the tokens that it covers."""
    features = {key.partition("::")[2]: value for key, value in told.items() if not key.startswith("annis::")}
    kind = next((key.partition("::")[0] for key in told if not key.startswith("annis::")), None)
    return kind, features, [token for _, token in tied(graph, "Coverage", name)]


def test_annis_finds_by_its_query_language(storage, articles):
    """Queries over words, voices and ties find what the documents have."""
    quotations = [(one, article.document) for article in articles for one in article.document.quotations]
    stances = [(one, article.document) for article in articles for one in article.document.stances]
    known = {one.id for one, _ in quotations}
    assert storage.count("trial", "quotation:id") == len(quotations)
    expected = sum(one.quotation in known for one, _ in stances)
    assert 0 < expected == storage.count("trial", "stance:id ->reported_in quotation:id")
    direct = [
        word
        for one, document in quotations
        for span in one.content
        for word in tokens_of(document).tokens[slice(*tokens_of(document).run(span))]
        if one.mode == "direct" and word.text == "the"
    ]
    query = 'piece:role="content" _i_ tok="the" & quotation:mode="direct" & #1 ->piece_of #3'
    assert 0 < len(direct) == storage.count("trial", query)
