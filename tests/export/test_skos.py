"""Taxonomies as rdflib sees them."""

import pytest
import rdflib
from attrs import evolve
from rdflib.namespace import RDF, SKOS

from stancebank import load
from stancebank.errors import ExportError
from stancebank.export import Article, exported
from stancebank.model import Category, Document, Label, Taxonomy
from stancebank.tei import read_bytes, read_concepts


def in_words(node, graph, predicate):
    return {(str(one), one.language) for one in graph.objects(node, predicate)}


def from_triples(graph):
    """Return what a scheme tells: its id and labels, and each concept with all that it says."""
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)

    def key(node):
        return str(graph.value(node, SKOS.notation))

    concepts = {
        (
            key(node),
            *(frozenset(in_words(node, graph, one)) for one in (SKOS.prefLabel, SKOS.definition, SKOS.example)),
            frozenset(map(str, graph.objects(node, SKOS.exactMatch))),
            frozenset(map(key, graph.objects(node, SKOS.narrower))),
        )
        for node in graph.subjects(SKOS.inScheme, scheme)
    }
    tops = {key(node) for node in graph.objects(scheme, SKOS.hasTopConcept)}
    return key(scheme), in_words(scheme, graph, SKOS.prefLabel), tops, concepts


def from_model(taxonomy):
    concepts = {
        (
            one.id,
            frozenset((label.text, label.language) for label in one.labels),
            frozenset((label.definition, label.language) for label in one.labels if label.definition),
            frozenset((label.example, label.language) for label in one.labels if label.example),
            frozenset([one.uri] if one.uri else []),
            frozenset(narrower.id for narrower in one.categories),
        )
        for one in taxonomy.walk()
    }
    tops = {one.id for one in taxonomy.categories}
    return taxonomy.id, {(label.text, label.language) for label in taxonomy.labels}, tops, concepts


def test_rdflib_reads_each_taxonomy(written, articles):
    """Each file holds one taxonomy with all its labels, definitions, examples and levels: declared, or beside."""
    place = written("skos")
    told = {one.id: one for article in articles for one in article.document.taxonomies}
    beside = articles[2].folder.parent / "taxonomies"
    for path in beside.glob("*.xml"):
        taxonomy = read_concepts(read_bytes(path), str(path))
        told[taxonomy.id] = taxonomy
    assert len(told) == 1 + 8
    assert {path.stem for path in place.iterdir()} == set(told)
    for key, taxonomy in told.items():
        graph = rdflib.Graph().parse(place / f"{key}.nt", format="nt")
        assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
        assert from_triples(graph) == from_model(taxonomy)
        for narrower, broader in graph.subject_objects(SKOS.broader):
            assert (broader, SKOS.narrower, narrower) in graph


def document(name, *categories):
    from_blocks = Document.from_blocks(name, [("headline", "Pier delayed")])
    return evolve(from_blocks, taxonomies=[Taxonomy(id="issues", categories=categories)])


def test_second_labels_and_odd_addresses():
    """A second label in a language is an alternative one; what is no address is counted as lost."""
    pier = Category(id="pier", labels=[Label(text='a "pier"'), Label(text="jetty")], uri="not an address")
    (file,), report = exported("skos", [document("one", pier)])
    graph = rdflib.Graph().parse(data=file.data.decode(), format="nt")
    assert {str(one) for one in graph.objects(None, SKOS.altLabel)} == {"jetty"}
    assert {str(one) for one in graph.objects(None, SKOS.prefLabel)} == {'a "pier"'}
    assert [loss.count for loss in report.losses if loss.kind == "skos.address"] == [1]


def test_taxonomies_that_differ_are_not_mixed():
    """Two taxonomies of one id are written once where they are the same, and refused where they differ."""
    pier, quay = Category(id="pier"), Category(id="quay")
    assert len(exported("skos", [document("one", pier), document("two", pier)])[0]) == 1
    with pytest.raises(ExportError, match="two taxonomies that differ"):
        exported("skos", [document("one", pier), document("two", quay)])


def test_files_that_are_not_there_are_passed_over(articles):
    """A document whose taxonomies are not at hand gives those that it declares itself."""
    moved = Article(document=load(articles[2].folder / "csto-2022-12-19.xml"))
    files, _ = exported("skos", [moved, articles[0]])
    assert [file.path for file in files] == ["pier-2024.issues.nt"]
