"""From documents to rows: one function for each table."""

from collections.abc import Iterator
from typing import Final

from stancebank.export.form import Article
from stancebank.export.names import Names
from stancebank.export.tables.schema import TABLES
from stancebank.model import Category, Document, Label, Quotation, Span, Speaker, Stance, TopicAssignment

__all__ = ["Cell", "Row", "rows"]

Cell = str | int | float | bool | tuple[str, ...] | None
"""What a cell holds."""

Row = tuple[Cell, ...]
"""The cells of a row, in the order of the table's columns."""

GAP: Final = " … "
"""What parts the pieces of a split annotation."""


def rows(article: Article) -> Iterator[tuple[str, Row]]:
    """Yield the rows that *article* gives, each with the name of its table."""
    names = Names(article)
    document = article.document
    for table in TABLES:
        for row in _TABLES[table.name](document, names):
            yield table.name, (document.id, *row)


def _documents(document: Document, _: Names) -> Iterator[Row]:
    told = document.metadata
    yield (
        *(told.title, told.headline or None, told.outlet or None, told.date, told.created, told.language),
        *(told.authors, told.agencies, told.url),
        *(
            " ".join(filter(None, (licence.statement, licence.target))) if licence else None
            for licence in (told.text_licence, told.annotation_licence)
        ),
        document.text,
    )


def _segments(document: Document, _: Names) -> Iterator[Row]:
    for segment in document.segments:
        yield segment.id, str(segment.kind), segment.span.start, segment.span.end


def _layers(document: Document, _: Names) -> Iterator[Row]:
    programs = {application.id: application for application in document.applications}
    for layer in document.layers:
        annotator = document.annotator(layer.annotator)
        program = programs.get(annotator.application or "") if annotator else None
        yield (
            layer.id,
            layer.annotator,
            annotator.name if annotator else None,
            str(annotator.kind) if annotator else None,
            *((program.ident, program.version) if program else (None, None)),
            layer.round,
            layer.is_gold,
        )


def _voices(document: Document, names: Names) -> Iterator[Row]:
    declared = {names.key(speaker.id): speaker for speaker in reversed(document.speakers)}
    for voice in names.voices:
        speaker: Speaker | None = declared.get(voice)
        if speaker is None:
            yield voice, None, names.label(voice), None, None, (), (), ()
            continue
        yield (
            *(voice, speaker.id, speaker.label, str(speaker.kind), speaker.role),
            tuple(name.text for name in speaker.names),
            tuple(names.key(one.organisation) for one in speaker.affiliations if one.organisation),
            speaker.identifiers,
        )


def _record(record: Quotation | TopicAssignment | Stance) -> Row:
    certainty = record.certainty
    return (
        None if certainty is None else str(certainty),
        certainty if isinstance(certainty, float) else None,
        str(record.status) if record.status else None,
        (record.rationale if isinstance(record, Stance) else record.comment) or None,
        record.categories,
    )


def _word(value: str | None) -> str | None:
    return None if value is None else str(value)


def _text(document: Document, spans: tuple[Span, ...]) -> str | None:
    return GAP.join(span.slice(document.text) for span in spans) if spans else None


def _quotations(document: Document, names: Names) -> Iterator[Row]:
    topics: dict[str, list[str]] = {}
    for topic in document.topics:
        for target in topic.targets if topic.category is not None else ():
            topics.setdefault(target, []).append(topic.category or "")
    for layer in document.layers:
        nested = len(layer.quotations) > 1
        for quotation in layer.quotations:
            enclosing = document.enclosing(quotation) if nested and quotation.content else None
            yield (
                quotation.id,
                layer.id,
                _text(document, quotation.content),
                *((quotation.content[0].start, quotation.content[-1].end) if quotation.content else (None, None)),
                len(quotation.content),
                _word(quotation.mode),
                _word(quotation.medium),
                names.keys(quotation.speakers),
                tuple(map(names.label, quotation.speakers)),
                tuple(topics.get(quotation.id, ())),
                enclosing.id if enclosing else None,
                _text(document, quotation.cue),
                _text(document, quotation.mention),
                *_record(quotation),
            )


def _attributions(document: Document, names: Names) -> Iterator[Row]:
    for quotation in document.quotations:
        parts = (
            ("speaker", quotation.speakers),
            ("addressee", quotation.addressees),
            ("on_behalf_of", quotation.on_behalf_of),
        )
        for role, voices in parts:
            for number, voice in enumerate(voices, start=1):
                yield quotation.id, role, number, names.key(voice)


def _topics(document: Document, names: Names) -> Iterator[Row]:
    for layer in document.layers:
        for topic in layer.topics:
            label = None if topic.category is None else names.label(topic.category)
            yield topic.id, layer.id, topic.category, label, topic.targets, *_record(topic)


def _stances(document: Document, names: Names) -> Iterator[Row]:
    for layer in document.layers:
        for stance in layer.stances:
            holder, target = stance.holder, stance.target
            yield (
                stance.id,
                layer.id,
                *((None, None) if holder is None else (names.key(holder), names.label(holder))),
                *(
                    (None, None, None)
                    if target is None
                    else (names.key(target), names.label(target), names.kind(target))
                ),
                _word(stance.position),
                _word(stance.intensity),
                stance.quotation,
                _text(document, stance.evidence),
                stance.is_document_level,
                stance.adjudicates,
                *_record(stance),
            )


def _passages(document: Document, _: Names) -> Iterator[Row]:
    for quotation in document.quotations:
        yield from _stretches(document, quotation.id, "content", quotation.content)
        yield from _stretches(document, quotation.id, "verbatim", quotation.verbatim)
        yield from _stretches(document, quotation.id, "mention", quotation.mention)
        yield from _stretches(document, quotation.id, "cue", quotation.cue)
    for topic in document.topics:
        yield from _stretches(document, topic.id, "passage", topic.spans)
    for stance in document.stances:
        yield from _stretches(document, stance.id, "evidence", stance.evidence)


def _stretches(document: Document, record: str, role: str, spans: tuple[Span, ...]) -> Iterator[Row]:
    for number, span in enumerate(spans, start=1):
        yield record, role, number, span.start, span.end, span.slice(document.text)


def _mentions(document: Document, names: Names) -> Iterator[Row]:
    for number, mention in enumerate(document.mentions, start=1):
        span, entity = mention.span, mention.entity
        yield (
            *(number, span.start, span.end, span.slice(document.text)),
            *((None, None) if entity is None else (names.key(entity), names.label(entity))),
            *(str(mention.kind), mention.is_name),
        )


def _targets(document: Document, _: Names) -> Iterator[Row]:
    for one in document.entities:
        yield one.id, str(one.kind), one.label, one.type, one.when, one.start, one.end, one.identifiers
    for claim in document.propositions:
        yield claim.id, "proposition", claim.text, None, None, None, None, ()


def _codebook(document: Document, names: Names) -> Iterator[Row]:
    seen: set[str] = set()
    for taxonomy in document.taxonomies:
        todo: list[tuple[Category, str | None]] = [(one, None) for one in reversed(taxonomy.categories)]
        while todo:
            category, broader = todo.pop()
            todo += [(one, category.id) for one in reversed(category.categories)]
            if category.id not in seen:
                seen.add(category.id)
                yield category.id, taxonomy.id, broader, *_told(category, document.metadata.language)
    for reference in names.categories:
        if reference not in seen:
            yield reference, None, None, names.label(reference), None, None


def _told(category: Category, language: str | None) -> Row:
    labels = [label for label in category.labels if label.language == language] or category.labels
    first: Label | None = labels[0] if labels else None
    return (first.text if first else category.id), (first.definition or None if first else None), category.uri


_TABLES: Final = {
    "documents": _documents,
    "segments": _segments,
    "layers": _layers,
    "voices": _voices,
    "quotations": _quotations,
    "attributions": _attributions,
    "topics": _topics,
    "stances": _stances,
    "passages": _passages,
    "mentions": _mentions,
    "targets": _targets,
    "codebook": _codebook,
}
