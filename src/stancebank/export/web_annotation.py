"""W3C Web Annotation: each record as JSON-LD that points into a plain text beside it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from stancebank.export.fields import RECORDS, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, Option, OutputFile
from stancebank.export.json_text import json_text
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.offsets import utf16_units
from stancebank.model import Document, Quotation, Span, Stance, TopicAssignment

__all__ = ["TERMS", "WebAnnotationExporter"]

_CONTEXT_AROUND: Final = 32  # code points before and after a quote: enough to find it again in an edited text

TERMS: Final = "urn:stancebank:terms:"
"""What the names of the fields of a record begin with."""

_CONTEXT: Final = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "sb": TERMS,
        **{
            name: {"@id": f"sb:{name}"}
            for name in ("kind", "mode", "medium", "position", "intensity", "certainty", "status", "comment", "layer")
        },
        **{
            name: {"@id": f"sb:{name}", "@container": "@set"}
            for name in ("speaker", "addressee", "onBehalfOf", "topic", "about", "category", "adjudicates")
        },
        **{
            name: {"@id": f"sb:{name}"}
            for name in ("holder", "stanceTarget", "quotation", "annotator", "isDocumentLevel", "part")
        },
    },
]


class WebAnnotationExporter:
    """Writes ``ID.txt`` and ``ID.jsonld``, an AnnotationPage whose items point into the text."""

    form: Final = Form(
        title="Web Annotation (JSON-LD)",
        media_type="application/ld+json",
        layout=Layout.FOLDER,
        holds=fields(
            "Document: id text layers",
            "Layer: id annotator quotations topics stances",
            *RECORDS,
            "Speaker: id same_as",
        )
        | fields("Document: speakers"),
        offsets=OffsetUnit.CODE_POINTS,
        reader="PyLD",
        options=[
            Option(
                name="offsets",
                values=("code-points", "utf16"),
                help="what positions count: code points, as the standard says, or UTF-16 units, as browsers do",
            )
        ],
        notes="With offsets=utf16 positions count as those of Recogito's text annotator do. "
        "Every place has a quote and a position selector; a place outside of all text has the document as its target. "
        "Recogito shows only what has a place in the text, and leaves the rest out.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the text and the annotations of each document."""
        del losses
        for article in articles:
            document = article.document
            units = utf16_units(document.text).span if choices["offsets"] == "utf16" else _same
            page = {
                "@context": _CONTEXT,
                "id": f"urn:stancebank:page:{document.id}",
                "type": "AnnotationPage",
                "items": list(_items(article, units)),
            }
            yield OutputFile(path=f"{document.id}.txt", data=document.text.encode())
            written = json_text(page, indent=1) + "\n"
            yield OutputFile(path=f"{document.id}.jsonld", data=written.encode())


_Units = Callable[[Span], tuple[int, int]]


def _same(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _items(article: Article, units: _Units) -> Iterator[dict[str, Any]]:
    document, names = article.document, Names(article)
    for layer in document.layers:
        shared = {"layer": layer.id} | ({"annotator": layer.annotator} if layer.annotator else {})
        for quotation in layer.quotations:
            yield _annotation(document, quotation, "describing", _said(quotation, names) | shared, units)
            for part in ("verbatim", "mention", "cue"):
                for number, span in enumerate(getattr(quotation, part), start=1):
                    yield _part(document, quotation, f"{part}.{number}", span, units)
        for topic in layer.topics:
            told = _told(kind="topic", topic=[topic.category] if topic.category else None, about=topic.targets)
            yield _annotation(document, topic, "classifying", told | _record(topic) | shared, units)
        for stance in layer.stances:
            yield _annotation(document, stance, "assessing", _held(stance, names) | shared, units)


def _told(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - what JSON can carry
    return {
        key: [*value] if isinstance(value, tuple) else value
        for key, value in values.items()
        if value is not None and value not in ((), "")
    }


def _record(record: Quotation | TopicAssignment | Stance) -> dict[str, Any]:
    return _told(
        certainty=record.certainty,
        status=record.status,
        comment=record.rationale if isinstance(record, Stance) else record.comment,
        category=record.categories,
    )


def _said(quotation: Quotation, names: Names) -> dict[str, Any]:
    told = _told(
        kind="quotation",
        mode=quotation.mode,
        medium=quotation.medium,
        speaker=names.keys(quotation.speakers),
        addressee=names.keys(quotation.addressees),
        onBehalfOf=names.keys(quotation.on_behalf_of),
    )
    return told | _record(quotation)


def _held(stance: Stance, names: Names) -> dict[str, Any]:
    told = _told(
        kind="stance",
        holder=names.key(stance.holder) if stance.holder is not None else None,
        stanceTarget=names.key(stance.target) if stance.target is not None else None,
        position=stance.position,
        intensity=stance.intensity,
        quotation=stance.quotation,
        isDocumentLevel=stance.is_document_level or None,
        adjudicates=stance.adjudicates,
    )
    return told | _record(stance)


def _annotation(
    document: Document,
    record: Quotation | TopicAssignment | Stance,
    motivation: str,
    body: dict[str, Any],
    units: _Units,
) -> dict[str, Any]:
    targets = [_target(document, span, units) for span in record.spans]
    return {
        "id": f"urn:stancebank:record:{document.id}:{record.id}",
        "type": "Annotation",
        "motivation": motivation,
        "body": [{"type": "Dataset", **body}],
        # Recogito's text annotator stops at a target without the key, and goes on at one without selectors.
        "target": targets or [{"source": f"{document.id}.txt", "selector": []}],
    }


def _part(document: Document, quotation: Quotation, name: str, span: Span, units: _Units) -> dict[str, Any]:
    return {
        "id": f"urn:stancebank:record:{document.id}:{quotation.id}:{name}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [{"type": "Dataset", "kind": "part", "quotation": quotation.id, "part": name}],
        "target": [_target(document, span, units)],
    }


def _target(document: Document, span: Span, units: _Units) -> dict[str, Any]:
    start, end = units(span)
    before, after = span.start - _CONTEXT_AROUND, span.end + _CONTEXT_AROUND
    return {
        "source": f"{document.id}.txt",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.slice(document.text),
                "prefix": document.text[max(0, before) : span.start],
                "suffix": document.text[span.end : after],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }
