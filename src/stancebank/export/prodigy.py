"""Prodigy JSON lines: a task for each layer of annotation, with tokens, spans, relations and records."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

from stancebank.export.fields import RECORDS, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.json_text import json_text
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.records import PARTS, kind_of, told
from stancebank.export.tokens import tokens_of
from stancebank.model import Document, Layer, Quotation, Span

__all__ = ["ProdigyExporter"]


class ProdigyExporter:
    """Writes ``corpus.jsonl``: the same text again for each of its layers, as Prodigy keeps annotators apart."""

    form: Final = Form(
        title="Prodigy JSON lines (spans and relations)",
        media_type="application/x-ndjson",
        layout=Layout.FILE,
        holds=fields(
            "Document: id text metadata layers speakers",
            "Metadata: title date url",
            "Speaker: id same_as",
            "Layer: id annotator quotations topics stances",
            *RECORDS,
        ),
        offsets=OffsetUnit.CODE_POINTS,
        reader="spaCy; Prodigy itself was not run",
        notes="A line is one layer of a document; a document without layers is one line without spans. "
        "Labels are Quotation, Verbatim, Mention, Cue, Topic and Stance. "
        "Spans name their record, and the records as a whole stand in 'records', by id, which Prodigy carries along.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the lines."""
        del choices
        lines: list[str] = []
        for article in articles:
            document = article.document
            tokens = _tokens(document)
            for layer in document.layers or (None,):
                task = {"text": document.text, "tokens": tokens} | _task(article, layer, tokens, losses)
                lines.append(json_text(task) + "\n")
        yield OutputFile(path="corpus.jsonl", data="".join(lines).encode())


def _tokens(document: Document) -> list[dict[str, Any]]:
    """Return tokens that make up the whole text, cut at the edges of all spans.

    One space after a token is a mark of that token, unless a span begins or ends with it;
    other white space is a token, as spaCy has it.
    """
    text, spans = document.text, [*_spans(document)]
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    words = [edge for token in tokens_of(document).tokens for edge in (token.span.start, token.span.end)]
    found: list[dict[str, Any]] = []
    for start, end in pairwise(sorted({0, len(text), *starts, *ends, *words})):
        if found and text[start:end] == " " and start not in starts and end not in ends and not found[-1]["ws"]:
            found[-1]["ws"] = True
        else:
            found.append({"text": text[start:end], "start": start, "end": end, "id": len(found), "ws": False})
    return found


def _spans(document: Document) -> Iterator[Span]:
    for layer in document.layers:
        for record in layer.annotations:
            yield from record.spans
            if isinstance(record, Quotation):
                yield from (*record.verbatim, *record.mention, *record.cue)


def _task(article: Article, layer: Layer | None, tokens: list[dict[str, Any]], losses: Losses) -> dict[str, Any]:
    document, names = article.document, Names(article)
    about = document.metadata
    meta = {"document": document.id, "title": about.title, "date": about.date, "url": about.url}
    task: dict[str, Any] = {"spans": [], "relations": [], "records": {}}
    if layer is not None:
        meta["layer"] = layer.id
        if layer.annotator is not None:
            task["_annotator_id"] = layer.annotator
        places = _Places(tokens, losses)
        for record in layer.annotations:
            task["records"][record.id] = {"kind": kind_of(record)} | told(record, names)
            whole = places.add(kind_of(record), record.spans, record.id)
            for part in PARTS if isinstance(record, Quotation) else ():
                places.add(part.capitalize(), getattr(record, part), record.id, whole)
        task["spans"], task["relations"] = places.spans, places.relations
    return task | {"meta": {key: value for key, value in meta.items() if value}, "answer": "accept"}


class _Places:
    """The spans of a task, and relations between those that belong together."""

    def __init__(self, tokens: list[dict[str, Any]], losses: Losses) -> None:
        self._starts = {token["start"]: token["id"] for token in tokens}
        self._ends = {token["end"]: token["id"] for token in tokens}
        self._losses = losses
        self.spans: list[dict[str, Any]] = []
        self.relations: list[dict[str, Any]] = []

    def add(
        self, label: str, spans: Iterable[Span], record: str, whole: dict[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Add *spans*, each related to *whole*, else to the first of them, which is returned."""
        first: dict[str, Any] | None = None
        for span in spans:
            if span.start == span.end:
                self._losses.add("prodigy.empty", "places that hold no character")
                continue
            one = {
                "start": span.start,
                "end": span.end,
                "token_start": self._starts[span.start],
                "token_end": self._ends[span.end],
                "label": label,
            }
            self.spans.append({**one, "record": record})
            head = whole or first
            if head is not None:
                self._relate(head, one, "Piece" if whole is None else label)
            first = first or one
        return first

    def _relate(self, head: dict[str, Any], child: dict[str, Any], label: str) -> None:
        self.relations.append(
            {
                "head": head["token_end"],
                "child": child["token_end"],
                "head_span": head,
                "child_span": child,
                "label": label,
            }
        )
