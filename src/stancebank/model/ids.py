"""The kinds of ids and references, so that one kind cannot be passed for another.

An *id* is an ``xml:id`` as written, without a leading ``#``.
A *reference* is an id of the same document (``zas``), a prefixed name (``per:zas``)
or an address (``../registry/listPerson.xml#zas``): what a TEI pointer says, without the ``#`` of a local one.
"""

from typing import NewType

__all__ = [
    "AnnotatorId",
    "CategoryRef",
    "ChangeId",
    "DocumentId",
    "LayerId",
    "QuotationId",
    "SegmentId",
    "StanceId",
    "TargetRef",
    "TopicId",
    "VoiceRef",
]

DocumentId = NewType("DocumentId", str)
SegmentId = NewType("SegmentId", str)
QuotationId = NewType("QuotationId", str)
StanceId = NewType("StanceId", str)
TopicId = NewType("TopicId", str)
LayerId = NewType("LayerId", str)
AnnotatorId = NewType("AnnotatorId", str)
ChangeId = NewType("ChangeId", str)

VoiceRef = NewType("VoiceRef", str)
"""A reference to a speaker: a person, organisation, group or unnamed voice."""

TargetRef = NewType("TargetRef", str)
"""A reference to what a stance is about: a voice, entity, proposition, category or quotation."""

CategoryRef = NewType("CategoryRef", str)
"""A reference to a category of a taxonomy."""
