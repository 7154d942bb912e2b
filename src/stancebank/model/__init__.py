"""Immutable values: a document is plain text with layers of annotation over it.

Nothing here knows XML, files, clocks or chance.
"""

from stancebank.model.annotation import (
    Annotation,
    Intensity,
    Medium,
    Mode,
    Position,
    Quotation,
    Stance,
    TopicAssignment,
    Unread,
)
from stancebank.model.annotator import Annotator, AnnotatorKind, Application, Change, Layer
from stancebank.model.certainty import Certainty, CertaintyWord, Status
from stancebank.model.characters import Attributes
from stancebank.model.document import SEPARATOR, Document
from stancebank.model.entity import Entity, EntityKind, Mention, MentionKind, Proposition
from stancebank.model.ids import (
    AnnotatorId,
    CategoryRef,
    ChangeId,
    DocumentId,
    LayerId,
    QuotationId,
    SegmentId,
    StanceId,
    TargetRef,
    TopicId,
    VoiceRef,
)
from stancebank.model.markup import Fragment, Markup, Point
from stancebank.model.metadata import OFFSET_UNIT, PROFILE_KEY, Language, Licence, Metadata, Prefix
from stancebank.model.segment import Section, Segment, SegmentKind
from stancebank.model.span import Span
from stancebank.model.speaker import Affiliation, Name, Relation, Speaker, SpeakerKind
from stancebank.model.taxonomy import Category, Label, Taxonomy

__all__ = [
    "OFFSET_UNIT",
    "PROFILE_KEY",
    "SEPARATOR",
    "Affiliation",
    "Annotation",
    "Annotator",
    "AnnotatorId",
    "AnnotatorKind",
    "Application",
    "Attributes",
    "Category",
    "CategoryRef",
    "Certainty",
    "CertaintyWord",
    "Change",
    "ChangeId",
    "Document",
    "DocumentId",
    "Entity",
    "EntityKind",
    "Fragment",
    "Intensity",
    "Label",
    "Language",
    "Layer",
    "LayerId",
    "Licence",
    "Markup",
    "Medium",
    "Mention",
    "MentionKind",
    "Metadata",
    "Mode",
    "Name",
    "Point",
    "Position",
    "Prefix",
    "Proposition",
    "Quotation",
    "QuotationId",
    "Relation",
    "Section",
    "Segment",
    "SegmentId",
    "SegmentKind",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "StanceId",
    "Status",
    "TargetRef",
    "Taxonomy",
    "TopicAssignment",
    "TopicId",
    "Unread",
    "VoiceRef",
]
