"""spaCy: documents in a DocBin, with a span group for each kind of annotation."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final, cast

from stancebank.export.fields import RECORDS, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.plugins import optional
from stancebank.export.tokens import tokens_of
from stancebank.model import Document, Layer, Quotation, Span, Stance, TopicAssignment

__all__ = ["SpacyExporter"]


class SpacyExporter:
    """Writes ``corpus.spacy``: tokens of our own, so that every annotation is a whole number of them."""

    form: Final = Form(
        title="spaCy DocBin",
        media_type="application/octet-stream",
        layout=Layout.FILE,
        holds=fields(
            "Document: id text metadata segments mentions speakers layers",
            "Metadata: title date language",
            "Segment: id kind span",
            "Mention: span entity kind",
            "Speaker: id same_as",
            "Layer: id annotator quotations topics stances",
            *RECORDS,
        ),
        offsets=OffsetUnit.TOKENS,
        reader="spacy",
        extra="spacy",
        notes="Read it with a blank pipeline: DocBin().from_disk(FILE).get_docs(spacy.blank(LANGUAGE).vocab). "
        "Span groups are quotations, quotation_parts, topics, stances, mentions and segments; "
        "records as a whole stand in user_data['stancebank'], by id.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the DocBin."""
        del choices
        spacy, tokens = optional("spacy", "spacy"), optional("spacy.tokens", "spacy")
        vocab = spacy.blank("xx").vocab
        found = tokens.DocBin(store_user_data=True)
        for article in articles:
            found.add(_doc(article, vocab, tokens, losses))
        yield OutputFile(path="corpus.spacy", data=found.to_bytes())


def _words(document: Document) -> Iterator[tuple[str, bool]]:
    """Yield words with whether a space follows; other white space is a word of its own, as spaCy has it."""
    edges = {edge for span in _spans(document) for edge in (span.start, span.end)}
    text, at = document.text, 0
    for token in tokens_of(document).tokens:
        yield from _gap(text, at, token.span.start, edges)
        at = token.span.end
        is_spaced = text[at : at + 1] == " "
        yield token.text, is_spaced
        at += is_spaced
    yield from _gap(text, at, len(text), edges)


def _gap(text: str, start: int, end: int, edges: set[int]) -> Iterator[tuple[str, bool]]:
    cuts = [start, *sorted(edge for edge in edges if start < edge < end), end]
    for first, last in pairwise(cuts):
        if last > first:
            yield text[first:last], False


def _spans(document: Document) -> Iterator[Span]:
    for layer in document.layers:
        for record in layer.annotations:
            yield from record.spans
    for quotation in document.quotations:
        yield from (*quotation.verbatim, *quotation.mention, *quotation.cue)
    yield from (mention.span for mention in document.mentions)
    yield from (segment.span for segment in document.segments)


class _Groups:
    """Span groups of a document, gathered before they are set."""

    def __init__(self, doc: Any, losses: Losses) -> None:  # noqa: ANN401 - the library is optional
        self._doc, self._losses = doc, losses
        self.groups: dict[str, list[Any]] = {}

    def add(self, group: str, spans: Iterable[Span], label: str | None, key: str = "", other: str = "") -> None:
        for span in spans:
            found = self._doc.char_span(
                span.start, span.end, label=label or "", kb_id=other, span_id=key, alignment_mode="expand"
            )
            if found is None or (found.start_char, found.end_char) != (span.start, span.end):
                self._losses.add("spacy.edges", "spans whose edges are not those of tokens, or that hold nothing")
            if found is not None:
                self.groups.setdefault(group, []).append(found)


def _doc(article: Article, vocab: Any, tokens: Any, losses: Losses) -> Any:  # noqa: ANN401 - the library is optional
    document, names = article.document, Names(article)
    told = list(_words(document))
    doc = tokens.Doc(vocab, words=[word for word, _ in told], spaces=[space for _, space in told])
    groups = _Groups(doc, losses)
    for segment in document.segments:
        groups.add("segments", [segment.span], segment.kind, segment.id)
    for mention in document.mentions:
        groups.add("mentions", [mention.span], mention.kind, other=names.key(mention.entity or ""))
    records: dict[str, dict[str, Any]] = {}
    for layer in document.layers:
        shared = {"layer": str(layer.id), "annotator": layer.annotator}
        records |= {str(record.id): _record(record, names) | shared for record in layer.annotations}
        _group(layer, names, groups)
    for name, found in sorted(groups.groups.items()):
        doc.spans[name] = found
    about = document.metadata
    doc.user_data["stancebank"] = {
        "id": str(document.id),
        "title": about.title,
        "date": about.date,
        "language": about.language,
        "records": records,
    }
    return doc


def _group(layer: Layer, names: Names, groups: _Groups) -> None:
    """Add the spans of the records of *layer*."""
    for quotation in layer.quotations:
        voices = " ".join(names.keys(quotation.speakers))
        groups.add("quotations", quotation.content, quotation.mode, quotation.id, voices)
        groups.add("quotation_parts", quotation.verbatim, "verbatim", quotation.id)
        groups.add("quotation_parts", quotation.mention, "mention", quotation.id)
        groups.add("quotation_parts", quotation.cue, "cue", quotation.id)
    for topic in layer.topics:
        groups.add("topics", topic.spans, topic.category, topic.id)
    for stance in layer.stances:
        groups.add("stances", stance.evidence, stance.position, stance.id, names.key(stance.target or ""))


def _record(record: Quotation | TopicAssignment | Stance, names: Names) -> dict[str, Any]:
    told: dict[str, Any] = {
        "certainty": record.certainty,
        "status": record.status,
        "categories": record.categories,
        "comment": record.rationale if isinstance(record, Stance) else record.comment,
    }
    if isinstance(record, Quotation):
        told |= {"kind": "quotation", "mode": record.mode, "medium": record.medium}
        told |= {name: names.keys(getattr(record, name)) for name in ("speakers", "addressees", "on_behalf_of")}
    elif isinstance(record, TopicAssignment):
        told |= {"kind": "topic", "category": record.category, "targets": record.targets}
    else:
        told |= {"kind": "stance", "position": record.position, "intensity": record.intensity}
        told |= {"holder": None if record.holder is None else names.key(record.holder)}
        told |= {"target": None if record.target is None else names.key(record.target)}
        told |= {"quotation": record.quotation, "is_document_level": record.is_document_level}
        told |= {"adjudicates": record.adjudicates}
    return {key: _plain(value) for key, value in told.items()}


def _plain(value: object) -> Any:  # noqa: ANN401 - what msgpack can carry
    if isinstance(value, tuple):
        return [str(item) for item in cast("tuple[object, ...]", value)]
    return str(value) if isinstance(value, str) else value
