"""SKOS: each taxonomy that documents declare or name, in a file of its own."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from stancebank.corpus import expand
from stancebank.corpus.reach import is_within_reach
from stancebank.errors import ExportError, RefusedError
from stancebank.export.fields import fields
from stancebank.export.form import Article, Choices, Form, Layout, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.triples import SKOS, address, literal
from stancebank.model import Category, Label, Taxonomy
from stancebank.tei import read_bytes, read_concepts

__all__ = ["SkosExporter"]

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NO_ADDRESS: Final = frozenset('<>"{}|^`\\')


class SkosExporter:
    """Writes ``TAXONOMY.nt`` for each taxonomy, as sorted triples without a blank node."""

    form: Final = Form(
        title="SKOS taxonomies (N-Triples)",
        media_type="application/n-triples",
        layout=Layout.FOLDER,
        holds=fields(
            "Document: id taxonomies",
            "Taxonomy: id labels categories",
            "Category: id labels uri categories",
            "Label: text language definition example",
        ),
        reader="rdflib",
        notes="Taxonomies that a prefix or a topic leads to are read from their own files, where these are at hand. "
        "A concept has the address that `rdf` gives to a category which the document declares itself.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield a file for each taxonomy, in the order of their ids."""
        del choices
        found: dict[str, Taxonomy] = {}
        for article in articles:
            for taxonomy in (*article.document.taxonomies, *_beside(article)):
                if found.setdefault(taxonomy.id, taxonomy) != taxonomy:
                    raise ExportError("two taxonomies that differ have this id", taxonomy.id)
        for key in sorted(found):
            lines = sorted(_Scheme(found[key], losses).lines)
            yield OutputFile(path=f"{key}.nt", data="".join(f"{line}\n" for line in lines).encode())


def _beside(article: Article) -> Iterator[Taxonomy]:
    """Yield the taxonomies in files that the prefixes, genres and topics of a document lead to."""
    document = article.document
    references = (*Names(article).categories, *document.metadata.genres)
    told = [prefix.replacement for prefix in document.prefixes]
    told += [expand(document, reference) or "" for reference in references]
    names = dict.fromkeys(address.partition("#")[0] for address in told if "#" in address and ":" not in address)
    for name in names:
        taxonomy = _taxonomy(article.folder / name) if name and is_within_reach(name) else None
        if taxonomy is not None:
            yield taxonomy


def _taxonomy(path: Path) -> Taxonomy | None:
    try:
        return read_concepts(read_bytes(path, is_trusted=False), str(path))
    except (OSError, RefusedError):
        return None  # registries of people are no taxonomies, and what is not at hand is told by `validate`


class _Scheme:
    """The triples of one taxonomy."""

    def __init__(self, taxonomy: Taxonomy, losses: Losses) -> None:
        self._losses = losses
        self._scheme = address("scheme", taxonomy.id)
        self.lines: set[str] = set()
        self._add(self._scheme, _TYPE, f"<{SKOS}ConceptScheme>")
        self._words(self._scheme, "notation", taxonomy.id)
        self._labels(self._scheme, taxonomy.labels)
        for category in taxonomy.categories:
            own = self._concept(category)
            self._add(self._scheme, f"{SKOS}hasTopConcept", own)
            self._add(own, f"{SKOS}topConceptOf", self._scheme)

    def _add(self, subject: str, predicate: str, told: str) -> None:
        self.lines.add(f"{subject} <{predicate}> {told} .")

    def _words(self, subject: str, name: str, value: str, language: str | None = None) -> None:
        self._add(subject, SKOS + name, literal(value, language))

    def _labels(self, subject: str, labels: tuple[Label, ...]) -> None:
        """Add labels; SKOS wants no more than one that is preferred in a language."""
        taken: set[str | None] = set()
        for label in labels:
            self._words(subject, "altLabel" if label.language in taken else "prefLabel", label.text, label.language)
            taken.add(label.language)
            for name, value in (("definition", label.definition), ("example", label.example)):
                if value:
                    self._words(subject, name, value, label.language)

    def _concept(self, category: Category) -> str:
        own = address("thing", category.id)
        self._add(own, _TYPE, f"<{SKOS}Concept>")
        self._add(own, f"{SKOS}inScheme", self._scheme)
        self._words(own, "notation", category.id)
        self._labels(own, category.labels)
        if category.uri is not None:
            if ":" not in category.uri or any(one in _NO_ADDRESS or one <= " " for one in category.uri):
                self._losses.add("skos.address", "addresses of concepts that are none for RDF")
            else:
                self._add(own, f"{SKOS}exactMatch", f"<{category.uri}>")
        for narrower in category.categories:
            other = self._concept(narrower)
            self._add(own, f"{SKOS}narrower", other)
            self._add(other, f"{SKOS}broader", own)
        return own
