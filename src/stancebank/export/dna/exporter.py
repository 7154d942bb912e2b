"""Writing documents as statements of actors on concepts."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from typing import Final

from stancebank.corpus import Resolution
from stancebank.export.dna.database import ADMIN, PASSWORD, Database, Label
from stancebank.export.fields import fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, Option, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.offsets import utf16_units
from stancebank.export.records import Record, filled, told
from stancebank.model import (
    Affiliation,
    Layer,
    Position,
    Quotation,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    TopicAssignment,
)

__all__ = ["DnaExporter"]

_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_FIRST: Final = date(1970, 1, 1)
_AGREEMENT: Final = {
    "boolean": {Position.SUPPORT: 1, Position.OPPOSE: 0},
    "integer": {Position.SUPPORT: 1, Position.OPPOSE: -1, Position.NEUTRAL: 0, Position.AMBIGUOUS: 0},
}
_COLLECTIVE: Final = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GROUP})
_SHOWN: Final = frozenset(
    {"mode", "medium", "speakers", "category", "holder", "target", "position", "intensity", "is_document_level"}
)


class DnaExporter:
    """Writes a database of Discourse Network Analyzer 3, which is a file of SQLite's."""

    form: Final = Form(
        title="Discourse Network Analyzer 3",
        media_type="application/vnd.sqlite3",
        layout=Layout.FILE,
        holds=fields(
            "Document: id text metadata speakers entities propositions taxonomies annotators layers",
            "Metadata: title authors url outlet date genres",
            "Speaker: id kind names role affiliations same_as",
            "Affiliation: organisation start end",
            "Name: text",
            "Entity: id kind names",
            "Proposition: id text",
            "Taxonomy: categories",
            "Category: id labels categories",
            "Label: text",
            "Annotator: id name",
            "Layer: id annotator quotations topics stances",
            "Quotation: id content mode speakers medium addressees on_behalf_of certainty status comment categories",
            "TopicAssignment: id category targets spans certainty status comment categories",
            "Stance: id holder target position intensity evidence is_document_level quotation certainty rationale",
            "Stance: status adjudicates categories",
        ),
        offsets=OffsetUnit.UTF16,
        reader="DNA",
        options=[
            Option(
                name="agreement",
                values=tuple(_AGREEMENT),
                help="boolean: yes and no, as DNA has it; integer: 1, -1, and 0 for neutral and ambiguous",
            )
        ],
        notes=f"Open it as the coder Admin with the password {PASSWORD}, which is that of every coder: change it "
        "there. Each annotator is a coder. A stance is a 'DNA Statement'; one whose position has no agreement is a "
        "'Stance without agreement', so that no network takes it for a no. A quotation is a 'Quotation' for each of "
        "its voices and topics, and every topic is a 'Topic'. Organisations and groups are organizations; other voices "
        "are persons, with the organization they belong to on the day of the article. A statement is one stretch: it "
        "covers what lies between pieces, which its note tells in the same units. Without words of its own it stands "
        "at its quotation, else at the first character. Start and stop count UTF-16 units as DNA's text does, though "
        "its list of statements cuts the words out of an SQLite file by code points: after an emoji it shows others.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the database."""
        with closing(sqlite3.connect(":memory:")) as connection:
            database = Database(connection, choices["agreement"], losses)
            for article in articles:
                _Writer(article, database, choices["agreement"], losses).write()
            data = database.data()
        yield OutputFile(path="stancebank.dna", data=data)


class _Writer:
    """Writes one document."""

    def __init__(self, article: Article, database: Database, agreement: str, losses: Losses) -> None:
        self._article, self._document, self._losses = article, article.document, losses
        self._names = Names(article)
        self._database, self._agreement = database, _AGREEMENT[agreement]
        self._units = utf16_units(article.document.text)
        self._places: dict[str, Span | None] = {one.id: _hull(one.content) for one in self._document.quotations}
        self._places |= {one.id: one.span for one in self._document.segments}
        self._places |= {one.id: one.span for one in self._document.sections if one.id}
        self._topics: dict[str, list[TopicAssignment]] = {}
        for topic in self._document.topics:
            for target in topic.targets:
                self._topics.setdefault(target, []).append(topic)
        self._number = 0
        self._coder = ADMIN

    def write(self) -> None:
        """Add the document and its records."""
        document, header = self._document, self._document.metadata
        self._number = self._database.document(
            text=document.text,
            seconds=self._seconds(header.date),
            notes=_lines({"id": document.id, "url": header.url}),
            Title=header.title,
            Author="; ".join(header.authors),
            Source=header.outlet,
            Type=" ".join(header.genres),
        )
        for layer in document.layers:
            annotator = document.annotator(layer.annotator) if layer.annotator else None
            told_by = annotator.name if annotator else layer.annotator
            self._coder = self._database.coder(told_by) if told_by else ADMIN
            for quotation in layer.quotations:
                self._quotation(quotation, layer)
            for topic in layer.topics:
                self._topic(topic, layer)
            for stance in layer.stances:
                self._stance(stance, layer)

    def _seconds(self, told: str | None) -> int:
        """Return the day of publication in seconds since 1970 began; of what is not told of it the first stands."""
        found = _DAY.match(told or "")
        year, month, day = (int(part or 1) for part in found.groups()) if found else (_FIRST.year, 1, 1)
        if found is None or found[3] is None:
            self._losses.add("dna.date", "days of publication that are not told, for which the first stands")
        try:
            then = date(year, month, day)
        except ValueError:
            self._losses.add("dna.no-date", "days of publication that are none, for which 1 January 1970 stands")
            then = _FIRST
        return (then - _FIRST).days * 86_400

    def _quotation(self, one: Quotation, layer: Layer) -> None:
        topics = [topic.category for topic in self._topics.get(one.id, ()) if topic.category]
        for speaker in one.speakers or (None,):
            for topic in dict.fromkeys(topics) or (None,):
                values = self._actor(speaker) | {
                    "topic": self._label(topic),
                    "mode": _word(one.mode),
                    "medium": _word(one.medium),
                }
                self._add("quotation", one, layer, values, speaker=speaker)

    def _topic(self, one: TopicAssignment, layer: Layer) -> None:
        self._add("topic", one, layer, {"topic": self._label(one.category)})

    def _stance(self, one: Stance, layer: Layer) -> None:
        agreed = self._agreement.get(one.position) if one.position else None
        values: dict[str, Label | str | int] = self._actor(one.holder) | {
            "concept": self._label(one.target),
            "position": _word(one.position),
            "intensity": _word(one.intensity),
        }
        if agreed is not None:
            values["agreement"] = agreed
        self._add("open" if agreed is None else "stance", one, layer, values, speaker=one.holder)

    def _add(
        self, kind: str, record: Record, layer: Layer, values: dict[str, Label | str | int], speaker: str | None = None
    ) -> None:
        """Add a statement, with all that its variables do not tell in its note."""
        place = _hull(record.spans) or self._other_place(record)
        if place is None:
            self._losses.add("dna.no-words", "records of documents without a word, of which a statement cannot be made")
            return
        pieces = "; ".join("{} {}".format(*self._units.span(span)) for span in record.spans)
        note = {"id": record.id, "layer": layer.id, "pieces": pieces or "none"}
        if isinstance(record, Stance) and record.is_document_level:
            note["document_level"] = "yes"
        note |= {
            key: " ".join(value) if isinstance(value, list) else str(value)
            for key, value in told(record, self._names).items()
            if key not in _SHOWN
        }
        affiliation = self._affiliation(speaker)
        if affiliation is not None and (affiliation.start or affiliation.end):
            note["affiliated"] = f"{affiliation.start or '..'}/{affiliation.end or '..'}"
        values["note"] = _lines(note)
        self._database.statement(kind, (self._number, self._units.span(place)), self._coder, values)

    def _other_place(self, record: Record) -> Span | None:
        """Return where a record without words of its own stands."""
        ids: tuple[str | None, ...] = (record.quotation,) if isinstance(record, Stance) else ()
        ids = record.targets if isinstance(record, TopicAssignment) else ids
        found = (self._places.get(one) for one in ids if one is not None)
        place = next((span for span in found if span is not None and span.length), None)
        if place is not None:
            return place
        first = filled(self._document)
        return first if first.end <= len(self._document.text) else None

    def _actor(self, reference: str | None) -> dict[str, Label | str | int]:
        """Return who acts: an organization, or a person with the organization that it belongs to."""
        if reference is None:
            return {"person": Label(), "organization": Label()}
        speaker = self._speaker(reference)
        if speaker and speaker.kind in _COLLECTIVE:
            return {"person": Label(), "organization": self._voice(reference)}
        affiliation = self._affiliation(reference)
        organisation = affiliation.organisation if affiliation else None
        return {
            "person": self._voice(reference),
            "organization": self._voice(organisation) if organisation else Label(),
        }

    def _voice(self, reference: str) -> Label:
        speaker = self._speaker(reference)
        kind = (speaker.role or speaker.kind) if speaker else ""
        return Label(text=self._names.label(reference), key=self._names.key(reference), kind=kind)

    def _speaker(self, reference: str) -> Speaker | None:
        speaker = self._document.speaker(reference)
        if speaker is None and (":" in reference or "#" in reference):
            found = self._article.registry.resolve(self._document, reference, self._article.folder)
            value = found.entry.value if found.outcome is Resolution.FOUND and found.entry else None
            return value if isinstance(value, Speaker) else None
        return speaker

    def _affiliation(self, reference: str | None) -> Affiliation | None:
        """Return what ties a person to an organisation on the day of the article."""
        speaker = self._document.speaker(reference) if reference else None
        day = self._document.metadata.date or ""
        told = speaker.affiliations if speaker else ()
        return next((one for one in told if one.organisation and _holds(one, day)), None)

    def _label(self, reference: str | None) -> Label:
        if reference is None:
            return Label()
        names = self._names
        return Label(text=names.label(reference), key=names.key(reference), kind=names.kind(reference))


def _holds(one: Affiliation, day: str) -> bool:
    """Tell whether *one* holds on *day*; what either does not tell of day or month is not compared."""
    start, end = one.start or "", one.end or day
    since, until = min(len(day), len(start)), min(len(day), len(end))
    return start[:since] <= day[:since] and day[:until] <= end[:until]


def _word(word: str | None) -> Label:
    return Label(text=word or "", key=word or "")


def _hull(spans: tuple[Span, ...]) -> Span | None:
    """Return the stretch from the first to the last character of *spans*, or None where they hold none."""
    held = [span for span in spans if span.length]
    return Span(min(span.start for span in held), max(span.end for span in held)) if held else None


def _lines(values: Mapping[str, str | None]) -> str:
    return "\n".join(f"{key}: {value}" for key, value in values.items() if value)
