"""The tables: their columns, the types of these, what they mean, and how the tables hang together."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from stancebank.export.fields import RECORDS, Fields, fields
from stancebank.model import (
    AnnotatorKind,
    Intensity,
    Medium,
    MentionKind,
    Mode,
    Position,
    SegmentKind,
    SpeakerKind,
    Status,
)

__all__ = ["HELD", "TABLES", "Column", "ColumnType", "Table"]


class ColumnType(StrEnum):
    """What the cells of a column hold; every cell but those of a key may be empty."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    STRINGS = "strings"


def _words(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, items))


@frozen
class Column:
    """A column of a table.

    Attributes:
        name: Its name.
        type: What its cells hold.
        meaning: What that means, in a line.
        values: The words it is confined to, where it is.
    """

    name: str
    type: ColumnType
    meaning: str
    values: tuple[str, ...] = field(default=(), converter=_words)


@frozen(kw_only=True)
class Table:
    """A table.

    Attributes:
        name: Its name.
        meaning: What a row is.
        columns: Its columns.
        key: The columns that together tell one row from all others.
        references: Pairs of columns here, and the table whose first key columns they name.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[tuple[tuple[str, ...], str], ...] = ()


def _s(name: str, meaning: str, values: Iterable[str] = ()) -> Column:
    return Column(name, ColumnType.STRING, meaning, values)


def _i(name: str, meaning: str) -> Column:
    return Column(name, ColumnType.INTEGER, meaning)


def _b(name: str, meaning: str) -> Column:
    return Column(name, ColumnType.BOOLEAN, meaning)


def _l(name: str, meaning: str) -> Column:
    return Column(name, ColumnType.STRINGS, meaning)


_DOCUMENT: Final = _s("document_id", "the document")
_LAYER: Final = _s("layer_id", "the layer that the record belongs to")
_START: Final = _i("start", "first character, in code points of the document's text, from 0")
_END: Final = _i("end", "character after the last, in code points of the document's text")
_RECORD: Final = (
    _s("certainty", "how sure the annotator is, as written: high, medium, low, unknown, or a number from 0 to 1"),
    Column("certainty_number", ColumnType.NUMBER, "the same where it is a number"),
    _s("status", "how the record came about and who has seen it", Status),
    _s("comment", "the annotator's remark, or the reason for a stance"),
    _l("categories", "further categories"),
)
_TO_DOCUMENT: Final = (("document_id",), "documents")
_TO_LAYER: Final = (("document_id", "layer_id"), "layers")

TABLES: Final[tuple[Table, ...]] = (
    Table(
        name="documents",
        meaning="a news article",
        key=("document_id",),
        columns=(
            _DOCUMENT,
            _s("title", "the title of the edition"),
            _s("headline", "the headline as published"),
            _s("outlet", "the publication it appeared in"),
            _s("date", "when it was published: an ISO 8601 date, which may lack day or month"),
            _s("created", "when it was written, likewise"),
            _s("language", "BCP 47 tag of the text"),
            _l("authors", "who signed it"),
            _l("agencies", "agencies whose material it uses"),
            _s("url", "its address"),
            _s("text_licence", "under what terms the text may be used"),
            _s("annotation_licence", "under what terms the annotations may be used"),
            _s("text", "the text that all offsets refer to"),
        ),
    ),
    Table(
        name="segments",
        meaning="a block of the text",
        key=("document_id", "segment_id"),
        references=(_TO_DOCUMENT,),
        columns=(_DOCUMENT, _s("segment_id", "the block"), _s("kind", "what it is", SegmentKind), _START, _END),
    ),
    Table(
        name="layers",
        meaning="the annotations of one annotator in one round",
        key=("document_id", "layer_id"),
        references=(_TO_DOCUMENT,),
        columns=(
            _DOCUMENT,
            _s("layer_id", "the layer"),
            _s("annotator_id", "who made it"),
            _s("annotator_name", "the name to show"),
            _s("annotator_kind", "person, organisation or program", AnnotatorKind),
            _s("program", "short name of the program"),
            _s("program_version", "its version"),
            _s("round", "the entry in the document's history that it belongs to"),
            _b("is_gold", "whether it was made by adjudication"),
        ),
    ),
    Table(
        name="voices",
        meaning="who speaks, holds a stance or is spoken for, as a document has it",
        key=("document_id", "voice"),
        references=(_TO_DOCUMENT,),
        columns=(
            _DOCUMENT,
            _s("voice", "its entry in the registry, else its id in the document: the same in all documents"),
            _s("speaker_id", "its id in the document; empty where the document refers to it undeclared"),
            _s("label", "the name to show"),
            _s("kind", "what it is", SpeakerKind),
            _s("role", "what it is in public life"),
            _l("names", "all its names"),
            _l("affiliations", "the organisations it belongs to"),
            _l("identifiers", "addresses in authority files"),
        ),
    ),
    Table(
        name="quotations",
        meaning="attributed content",
        key=("document_id", "quotation_id"),
        references=(_TO_DOCUMENT, _TO_LAYER),
        columns=(
            _DOCUMENT,
            _s("quotation_id", "the quotation"),
            _LAYER,
            _s("text", "what was said; the pieces of a split quotation are parted by ' … '"),
            _i("start", "where its first piece starts, in code points of the document's text"),
            _i("end", "where its last piece ends, likewise"),
            _i("n_pieces", "in how many pieces it is"),
            _s("mode", "how the words are reported", Mode),
            _s("medium", "in what they were uttered", Medium),
            _l("voices", "to whom it is attributed"),
            _l("voice_labels", "their names"),
            _l("topics", "the topics given to the quotation itself"),
            _s("enclosing_id", "the smallest quotation of the same layer that covers it"),
            _s("cue", "the words that signal the attribution"),
            _s("mention", "the words that name the speaker here"),
            *_RECORD,
        ),
    ),
    Table(
        name="attributions",
        meaning="the part of a voice in a quotation",
        key=("document_id", "quotation_id", "role", "number"),
        references=(
            _TO_DOCUMENT,
            (("document_id", "quotation_id"), "quotations"),
            (("document_id", "voice"), "voices"),
        ),
        columns=(
            _DOCUMENT,
            _s("quotation_id", "the quotation"),
            _s("role", "the part", ("speaker", "addressee", "on_behalf_of")),
            _i("number", "from 1"),
            _s("voice", "the voice"),
        ),
    ),
    Table(
        name="topics",
        meaning="a topic given to the document, a section, a segment, a quotation or a passage",
        key=("document_id", "topic_id"),
        references=(_TO_DOCUMENT, _TO_LAYER),
        columns=(
            _DOCUMENT,
            _s("topic_id", "the assignment"),
            _LAYER,
            _s("topic", "the category"),
            _s("topic_label", "its label"),
            _l("targets", "ids of what is about it; empty for passages, which are in the table of passages"),
            *_RECORD,
        ),
    ),
    Table(
        name="stances",
        meaning="a holder's position towards a target",
        key=("document_id", "stance_id"),
        references=(_TO_DOCUMENT, _TO_LAYER, (("document_id", "holder"), "voices")),
        columns=(
            _DOCUMENT,
            _s("stance_id", "the stance"),
            _LAYER,
            _s("holder", "the voice that holds it"),
            _s("holder_label", "its name"),
            _s("target", "what it is about"),
            _s("target_label", "its name or wording"),
            _s(
                "target_kind",
                "what the target is",
                ("voice", "entity", "proposition", "topic", "quotation", "segment", "other"),
            ),
            _s("position", "where the holder stands", Position),
            _s("intensity", "how strongly", Intensity),
            _s("quotation_id", "the quotation that attributes it to the holder"),
            _s("evidence", "the words that show it; several passages are parted by ' … '"),
            _b("is_document_level", "whether the whole document is the evidence"),
            _l("adjudicates", "the stances that it decides between"),
            *_RECORD,
        ),
    ),
    Table(
        name="passages",
        meaning="a stretch of text that a record points at",
        key=("document_id", "record_id", "role", "number"),
        references=(_TO_DOCUMENT,),
        columns=(
            _DOCUMENT,
            _s("record_id", "the quotation, topic assignment or stance"),
            _s("role", "what the stretch is to it", ("content", "verbatim", "mention", "cue", "passage", "evidence")),
            _i("number", "from 1"),
            _START,
            _END,
            _s("text", "its words"),
        ),
    ),
    Table(
        name="mentions",
        meaning="words that name a voice or an entity, or stand for one",
        key=("document_id", "number"),
        references=(_TO_DOCUMENT,),
        columns=(
            _DOCUMENT,
            _i("number", "from 1, in the order of the text"),
            _START,
            _END,
            _s("text", "the words"),
            _s("entity", "what is mentioned"),
            _s("entity_label", "its name"),
            _s("kind", "what kind of thing it is", MentionKind),
            _b("is_name", "a proper name, or a description or pronoun"),
        ),
    ),
    Table(
        name="targets",
        meaning="a thing besides voices and topics that a document declares, and that stances can be about",
        key=("document_id", "target"),
        references=(_TO_DOCUMENT,),
        columns=(
            _DOCUMENT,
            _s("target", "its id"),
            _s("kind", "what it is", ("place", "event", "object", "proposition")),
            _s("label", "its name or wording"),
            _s("type", "a finer word of the encoder's"),
            _s("when", "the day of an event"),
            _s("from", "its first day"),
            _s("to", "its last day"),
            _l("identifiers", "addresses in authority files"),
        ),
    ),
    Table(
        name="codebook",
        meaning="a category that a document declares or uses",
        key=("document_id", "category"),
        references=(_TO_DOCUMENT,),
        columns=(
            _DOCUMENT,
            _s("category", "the category as records name it"),
            _s("taxonomy", "the id of its taxonomy"),
            _s("broader", "the next broader category"),
            _s("label", "what it is called"),
            _s("definition", "what it means"),
            _s("uri", "the concept's address"),
        ),
    ),
)

HELD: Final[Fields] = fields(
    "Document: id text segments metadata mentions speakers entities propositions taxonomies annotators applications",
    "Document: layers",
    "Metadata: title headline outlet date created language authors agencies url text_licence annotation_licence",
    "Licence: statement target",
    "Segment: id kind span",
    "Mention: span entity kind is_name",
    "Speaker: id kind names role affiliations same_as identifiers",
    "Name: text",
    "Affiliation: organisation",
    "Entity: id kind names type when start end identifiers",
    "Proposition: id text",
    "Taxonomy: id categories",
    "Category: id labels uri categories",
    "Label: text definition",
    "Annotator: id kind name application",
    "Application: id ident version",
    "Layer: id annotator round is_gold quotations topics stances",
    *RECORDS,
)
"""The fields of the model that the tables hold."""
