"""Writing each layer as an annotation collection."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stancebank.export.catma.tags import TAGS, collection, key, strings
from stancebank.export.fields import RECORDS, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.records import PARTS, Record, filled
from stancebank.model import Layer, Quotation, Span, Stance, TopicAssignment
from stancebank.tei.markup import start_tag

__all__ = ["REPLACEMENT", "CatmaExporter"]

REPLACEMENT: Final = "\ufffd"
"""What stands for a character that CATMA cannot hold."""

_NOT_HELD: Final = re.compile("[\U00010000-\U0010ffff]|\\A\ufeff")

_Values = dict[str, tuple[str, ...]]


class CatmaExporter:
    """Writes ``ID/ID.txt`` and ``ID/LAYER.xml`` for each layer, and ``tagset.xml``."""

    form: Final = Form(
        title="CATMA (text and annotation collections)",
        media_type="application/tei+xml",
        layout=Layout.FOLDER,
        holds=fields(
            "Document: id text speakers entities propositions taxonomies annotators layers",
            "Speaker: id names same_as",
            "Name: text",
            "Entity: id names",
            "Proposition: id text",
            "Taxonomy: categories",
            "Category: id labels categories",
            "Label: text",
            "Annotator: id name",
            "Layer: id annotator quotations topics stances",
            *RECORDS,
        ),
        offsets=OffsetUnit.CODE_POINTS,
        reader="CATMA",
        notes="In CATMA 7 add the texts as plain text in UTF-8, then import each collection at its document; the "
        "tagset comes with it, and stands in tagset.xml as well. Characters beyond the Basic Multilingual Plane stand "
        "as U+FFFD: CATMA would put one question mark in the place of each and shift every offset after it. "
        "A record without words of its own stands at the first character that is no white space.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the tagset, then text and collections of each document."""
        del choices
        header = {"title": "stancebank", "author": "stancebank", "publisher": "stancebank", "description": "tagset"}
        yield OutputFile(path="tagset.xml", data=collection(header, (), ()))
        for article in articles:
            document = article.document
            text, changed = _NOT_HELD.subn(REPLACEMENT, document.text)
            losses.add("catma.characters", "characters beyond the Basic Multilingual Plane", changed)
            yield OutputFile(path=f"{document.id}/{document.id}.txt", data=text.encode())
            for layer in document.layers:
                written = _Collection(article, layer, losses)
                yield OutputFile(path=f"{document.id}/{layer.id}.xml", data=written.data())


class _Collection:
    """The annotations of one layer."""

    def __init__(self, article: Article, layer: Layer, losses: Losses) -> None:
        self._document, self._layer, self._losses = article.document, layer, losses
        self._names = Names(article)
        annotator = self._document.annotator(layer.annotator) if layer.annotator else None
        self._author = annotator.name if annotator else layer.annotator or "unknown"
        self._instances: list[str] = []
        self._segments: list[str] = []

    def data(self) -> bytes:
        """Return the file."""
        layer = self._layer
        for quotation in layer.quotations:
            self._add("Quotation", quotation.id, quotation.content, self._quotation(quotation))
            for part in PARTS:
                spans: tuple[Span, ...] = getattr(quotation, part)
                if spans:
                    self._add(part.capitalize(), f"{quotation.id}.{part}", spans, {"quotation": (quotation.id,)})
        for topic in layer.topics:
            self._add("Topic", topic.id, topic.spans, self._topic(topic))
        for stance in layer.stances:
            self._add("Stance", stance.id, stance.evidence, self._stance(stance))
        header = {
            "title": layer.id,
            "author": self._author,
            "publisher": "stancebank",
            "description": self._document.id,
        }
        return collection(header, self._instances, self._segments)

    def _quotation(self, one: Quotation) -> _Values:
        names = self._names
        return {
            "speaker": names.keys(one.speakers),
            "speaker_name": tuple(map(names.label, one.speakers)),
            "mode": _word(one.mode),
            "medium": _word(one.medium),
            "addressee": names.keys(one.addressees),
            "on_behalf_of": names.keys(one.on_behalf_of),
        } | _record(one)

    def _topic(self, one: TopicAssignment) -> _Values:
        name = _word(self._names.label(one.category)) if one.category else ()
        return {"topic": _word(one.category), "topic_name": name, "about": tuple(one.targets)} | _record(one)

    def _stance(self, one: Stance) -> _Values:
        names = self._names
        return {
            "holder": _word(names.key(one.holder)) if one.holder else (),
            "holder_name": _word(names.label(one.holder)) if one.holder else (),
            "target": _word(names.key(one.target)) if one.target else (),
            "target_name": _word(names.label(one.target)) if one.target else (),
            "position": _word(one.position),
            "intensity": _word(one.intensity),
            "quotation": _word(one.quotation),
            "document_level": ("yes",) if one.is_document_level else (),
            "adjudicates": tuple(one.adjudicates),
        } | _record(one)

    def _add(self, tag: str, own: str, spans: tuple[Span, ...], values: _Values) -> None:
        """Add an annotation; a property without a value would make CATMA drop those that follow."""
        pieces = [span for span in spans if span.length]
        if not pieces:
            self._losses.add("catma.place", "records without words of their own, which stand at the first character")
            pieces = [filled(self._document)]
        name = key("annotation", self._document.id, own)
        told = {"catma_displaycolor": (str(TAGS[tag].colour),), "catma_markupauthor": (self._author,), **values}
        features = "".join(
            f"{start_tag('f', [('name', property_name)])}{strings(several)}</f>"
            for property_name, several in told.items()
            if several
        )
        opened = start_tag("fs", [("xml:id", name), ("type", key("tag", tag))])
        self._instances.append(f"{opened}{features}</fs>")
        targets = [f"{self._document.id}#char={span.start},{span.end}" for span in pieces]
        pointers = "".join(start_tag("ptr", [("target", one), ("type", "inclusion")], empty=True) for one in targets)
        self._segments.append(f"{start_tag('seg', [('ana', f'#{name}')])}{pointers}</seg>")


def _word(value: str | None) -> tuple[str, ...]:
    return (str(value),) if value else ()


def _record(record: Record) -> _Values:
    comment = record.rationale if isinstance(record, Stance) else record.comment
    return {
        "id": (record.id,),
        "certainty": () if record.certainty is None else (str(record.certainty),),
        "status": _word(record.status),
        "categories": tuple(record.categories),
        "comment": _word(comment),
    }
