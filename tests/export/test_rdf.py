"""Triples as rdflib sees them."""

from urllib.parse import unquote

import rdflib

from facts import assembled, facts

SB = "urn:stancebank:terms:"
OA = "http://www.w3.org/ns/oa#"


def test_rdflib_reads_the_graph(written, articles):
    """A graph of triples without a blank node tells who said what, who stands where, and who says so."""
    graph = rdflib.Graph().parse(written("rdf"), format="nt")
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
    prov, parts = rdflib.Namespace("http://www.w3.org/ns/prov#"), rdflib.Namespace("http://purl.org/dc/terms/")
    for article in articles:
        document = article.document
        (own,) = graph.subjects(parts.identifier, rdflib.Literal(document.id))
        records = [one for one in graph.subjects(parts.isPartOf, own) if (one, rdflib.RDF.type, None) in graph]
        assert from_triples(graph, records, document.id) == facts(article)
        for record in records:
            (activity,) = graph.objects(record, prov.wasGeneratedBy)
            assert (activity, rdflib.RDF.type, prov.Activity) in graph


def from_triples(graph, records, document_id):
    """Return the facts that triples tell; a thing's address ends in its key."""
    terms, places = rdflib.Namespace(SB), rdflib.Namespace(OA)

    def keys(subject, name):
        return [unquote(str(one).rpartition(":")[2]) for one in graph.objects(subject, terms[name])]

    def first(subject, name):
        return next(iter(keys(subject, name)), None)

    quotations, loose, later = {}, (set(), set()), []
    for record in records:
        kind = str(graph.value(record, rdflib.RDF.type)).rpartition(":")[2]
        stretches = sorted(graph.objects(record, terms.place), key=lambda one: int(graph.value(one, terms.number)))
        if kind == "Quotation":
            pieces = [str(graph.value(one, places.exact)) for one in stretches]
            text = str(graph.value(graph.value(record, rdflib.URIRef("http://purl.org/dc/terms/isPartOf")), terms.text))
            for one, piece in zip(stretches, pieces, strict=True):
                assert text[int(graph.value(one, places.start)) : int(graph.value(one, places.end))] == piece
            key = str(graph.value(record, terms.id))
            quotations[key] = (pieces, keys(record, "speaker"), set(), set())
        elif kind == "TopicAssignment":
            topic = first(record, "topic")
            later += [(2, about, topic, (topic, about)) for about in keys(record, "about") or [None]]
        else:
            position = graph.value(record, terms.position)
            told = (first(record, "holder"), first(record, "target"), str(position) if position else None)
            later.append((3, first(record, "quotation"), told, told))
    for slot, key, told, alone in later:
        if key in quotations:
            quotations[key][slot].add(told)
        else:
            loose[slot - 2].add(alone)
    return assembled(quotations, {document_id: loose})
