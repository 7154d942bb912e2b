"""Annotated news corpora in TEI: who said what, on which topic, and where they stand.

A `Document` is plain text with layers of annotation over it; TEI is how it rests on disk.

Example:
    >>> import stancebank as sb
    >>> document = sb.Document.from_blocks("pier", [("headline", "Pier delayed"), ("paragraph", "It rains.")])
    >>> sb.loads(sb.dumps(document)) == document
    True
"""

from typing import TYPE_CHECKING, Any

from stancebank.corpus import Corpus
from stancebank.errors import (
    ConfigurationError,
    CorpusError,
    EngineError,
    LockedError,
    ParseError,
    RefusedError,
    StancebankError,
    UnknownCodeError,
    UnknownIdError,
)
from stancebank.findings import Finding, Location, Report, Severity, Verdict
from stancebank.model import (
    Affiliation,
    Annotator,
    AnnotatorKind,
    Application,
    Category,
    CertaintyWord,
    Change,
    Document,
    Entity,
    EntityKind,
    Fragment,
    Intensity,
    Label,
    Language,
    Layer,
    Licence,
    Markup,
    Medium,
    Mention,
    MentionKind,
    Metadata,
    Mode,
    Name,
    Point,
    Position,
    Prefix,
    Proposition,
    Quotation,
    Relation,
    Section,
    Segment,
    SegmentKind,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Status,
    Taxonomy,
    TopicAssignment,
)
from stancebank.query import covered_by, overlapping, quotations_of, stances_of, topics_of
from stancebank.tei import dump, dumps, load, loads

if TYPE_CHECKING:
    from stancebank.validation import validate

__all__ = [
    "Affiliation",
    "Annotator",
    "AnnotatorKind",
    "Application",
    "Category",
    "CertaintyWord",
    "Change",
    "ConfigurationError",
    "Corpus",
    "CorpusError",
    "Document",
    "EngineError",
    "Entity",
    "EntityKind",
    "Finding",
    "Fragment",
    "Intensity",
    "Label",
    "Language",
    "Layer",
    "Licence",
    "Location",
    "LockedError",
    "Markup",
    "Medium",
    "Mention",
    "MentionKind",
    "Metadata",
    "Mode",
    "Name",
    "ParseError",
    "Point",
    "Position",
    "Prefix",
    "Proposition",
    "Quotation",
    "RefusedError",
    "Relation",
    "Report",
    "Section",
    "Segment",
    "SegmentKind",
    "Severity",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "StancebankError",
    "Status",
    "Taxonomy",
    "TopicAssignment",
    "UnknownCodeError",
    "UnknownIdError",
    "Verdict",
    "covered_by",
    "dump",
    "dumps",
    "load",
    "loads",
    "overlapping",
    "quotations_of",
    "stances_of",
    "topics_of",
    "validate",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the signature that Python asks for
    """Import the rules when somebody asks for them: they are two fifths of what importing the library would cost."""
    if name == "validate":
        from stancebank.validation import validate  # noqa: PLC0415

        return validate
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
