"""RDF as N-Triples: who said what and who stands where, with SKOS for vocabularies and PROV for who annotated."""

from collections.abc import Iterable, Iterator
from typing import Final

from stancebank.export.fields import RECORDS, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.triples import SKOS, address, literal
from stancebank.model import AnnotatorKind, Category, Document, Layer, Quotation, Span, Stance, TopicAssignment

__all__ = ["TERMS", "RdfExporter"]

TERMS: Final = "urn:stancebank:terms:"
"""What the names of our own classes and properties begin with."""

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_PROV: Final = "http://www.w3.org/ns/prov#"
_DC: Final = "http://purl.org/dc/terms/"
_OA: Final = "http://www.w3.org/ns/oa#"
_INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
_AGENTS: Final = {
    AnnotatorKind.PERSON: "Person",
    AnnotatorKind.ORGANISATION: "Organization",
    AnnotatorKind.PROGRAM: "SoftwareAgent",
}


class RdfExporter:
    """Writes ``corpus.nt``: sorted lines, and an address for everything, so that no node is blank."""

    form: Final = Form(
        title="RDF (N-Triples, with SKOS and PROV)",
        media_type="application/n-triples",
        layout=Layout.FILE,
        holds=fields(
            "Document: id text metadata speakers entities propositions taxonomies annotators layers",
            "Metadata: title date language url",
            "Speaker: id kind names same_as identifiers",
            "Name: text",
            "Entity: id kind names identifiers",
            "Proposition: id text",
            "Taxonomy: id categories",
            "Category: id labels uri categories",
            "Label: text language definition",
            "Annotator: id kind name",
            "Layer: id annotator is_gold quotations topics stances",
            *RECORDS,
        ),
        offsets=OffsetUnit.CODE_POINTS,
        reader="rdflib",
        notes="Every reader of Turtle reads it. Voices, targets and categories have the address of their key, "
        "so that graphs of several corpora can be joined.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the graph."""
        del choices, losses
        lines: set[str] = set()
        for article in articles:
            lines.update(_Graph(article).lines)
        yield OutputFile(path="corpus.nt", data="".join(f"{line}\n" for line in sorted(lines)).encode())


class _Graph:
    """The triples of one document."""

    def __init__(self, article: Article) -> None:
        self._document: Document = article.document
        self._names = Names(article)
        self.lines: list[str] = []
        self._about_document()
        self._about_things()
        for layer in self._document.layers:
            self._about_layer(layer)

    def _add(self, subject: str, predicate: str, *objects: str) -> None:
        self.lines += [f"{subject} <{predicate}> {one} ." for one in objects]

    def _words(self, subject: str, **told: str | None) -> None:
        for name, value in told.items():
            if value:
                self._add(subject, TERMS + name, literal(value))

    def _thing(self, reference: str) -> str:
        """Return the address of what a reference names: the key of a voice, or the reference itself."""
        records = {record.id for record in self._document.quotations}
        kind = "record" if reference in records else "thing"
        parts = (self._document.id, reference) if reference in records else (self._names.key(reference),)
        return address(kind, *parts)

    def _typed(self, subject: str, kind: str) -> None:
        self._add(subject, f"{_RDF}type", f"<{kind}>")

    def _about_document(self) -> None:
        document, told = self._document, self._document.metadata
        own = address("document", document.id)
        self._typed(own, f"{TERMS}Document")
        self._add(own, f"{_DC}identifier", literal(document.id))
        self._add(own, f"{_DC}title", literal(told.title, told.language))
        self._words(own, text=document.text, url=told.url)
        if told.date:
            self._add(own, f"{_DC}date", literal(told.date))
        if told.language:
            self._add(own, f"{_DC}language", literal(told.language))

    def _about_things(self) -> None:
        document = self._document
        for speaker in document.speakers:
            own = self._thing(speaker.id)
            self._typed(own, f"{TERMS}Voice")
            self._words(own, voiceKind=str(speaker.kind), id=speaker.id)
            self._add(own, _LABEL, *(literal(name.text) for name in speaker.names))
            self._words_of(own, "identifier", speaker.identifiers)
        for entity in document.entities:
            own = self._thing(entity.id)
            self._typed(own, f"{TERMS}{str(entity.kind).capitalize()}")
            self._add(own, _LABEL, *(literal(name.text) for name in entity.names))
            self._words_of(own, "identifier", entity.identifiers)
        for claim in document.propositions:
            own = self._thing(claim.id)
            self._typed(own, f"{TERMS}Proposition")
            self._add(own, _LABEL, literal(claim.text))
        for taxonomy in document.taxonomies:
            scheme = address("scheme", taxonomy.id)
            self._typed(scheme, f"{SKOS}ConceptScheme")
            for category in taxonomy.categories:
                self._add(scheme, f"{SKOS}hasTopConcept", self._thing(category.id))
                self._about_category(category, scheme)
        for annotator in document.annotators:
            own = address("agent", annotator.id)
            self._typed(own, f"{_PROV}{_AGENTS[annotator.kind]}")
            self._add(own, _LABEL, literal(annotator.name))

    def _words_of(self, subject: str, name: str, values: Iterable[str]) -> None:
        self._add(subject, TERMS + name, *map(literal, values))

    def _about_category(self, category: Category, scheme: str) -> None:
        own = self._thing(category.id)
        self._typed(own, f"{SKOS}Concept")
        self._add(own, f"{SKOS}inScheme", scheme)
        for label in category.labels:
            self._add(own, f"{SKOS}prefLabel", literal(label.text, label.language))
            if label.definition:
                self._add(own, f"{SKOS}definition", literal(label.definition, label.language))
        self._words(own, conceptAddress=category.uri)
        for narrower in category.categories:
            self._add(own, f"{SKOS}narrower", self._thing(narrower.id))
            self._about_category(narrower, scheme)

    def _about_layer(self, layer: Layer) -> None:
        activity = address("layer", self._document.id, layer.id)
        self._typed(activity, f"{_PROV}Activity")
        if layer.annotator is not None:
            self._add(activity, f"{_PROV}wasAssociatedWith", address("agent", layer.annotator))
        self._words(activity, isGold="true" if layer.is_gold else None)
        for record in layer.annotations:
            own = address("record", self._document.id, record.id)
            self._add(own, f"{_PROV}wasGeneratedBy", activity)
            self._add(own, f"{_DC}isPartOf", address("document", self._document.id))
            self._about_record(own, record)

    def _about_record(self, own: str, record: Quotation | TopicAssignment | Stance) -> None:
        certainty = record.certainty
        self._words(
            own,
            id=record.id,
            certainty=None if certainty is None else str(certainty),
            status=str(record.status) if record.status else None,
            comment=record.rationale if isinstance(record, Stance) else record.comment,
        )
        self._point(own, "category", record.categories)
        self._places(own, "place", record.spans)
        if isinstance(record, Quotation):
            self._typed(own, f"{TERMS}Quotation")
            self._words(own, mode=record.mode, medium=record.medium)
            self._point(own, "speaker", record.speakers)
            self._point(own, "addressee", record.addressees)
            self._point(own, "onBehalfOf", record.on_behalf_of)
            for role in ("verbatim", "mention", "cue"):
                self._places(own, role, getattr(record, role))
        elif isinstance(record, TopicAssignment):
            self._typed(own, f"{TERMS}TopicAssignment")
            self._point(own, "topic", [record.category] if record.category is not None else [])
            self._point(own, "about", record.targets)
        else:
            self._typed(own, f"{TERMS}Stance")
            self._words(own, position=record.position, intensity=record.intensity)
            self._words(own, isDocumentLevel="true" if record.is_document_level else None)
            self._point(own, "holder", [record.holder] if record.holder is not None else [])
            self._point(own, "target", [record.target] if record.target is not None else [])
            self._point(own, "quotation", [record.quotation] if record.quotation is not None else [])
            self._point(own, "adjudicates", record.adjudicates)

    def _point(self, own: str, name: str, references: Iterable[str]) -> None:
        self._add(own, TERMS + name, *map(self._thing, references))

    def _places(self, own: str, role: str, spans: Iterable[Span]) -> None:
        """Add a node for each stretch, with its words and its offsets in code points."""
        for number, span in enumerate(spans, start=1):
            place = f"{own[:-1]}:{role}.{number}>"
            self._add(own, TERMS + role, place)
            self._add(place, f"{_OA}exact", literal(span.slice(self._document.text)))
            for name, value in (("start", span.start), ("end", span.end)):
                self._add(place, f"{_OA}{name}", f'"{value}"^^<{_INTEGER}>')
            self._add(place, f"{TERMS}number", f'"{number}"^^<{_INTEGER}>')
