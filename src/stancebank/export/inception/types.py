"""The layers of INCEpTION that our records become: UIMA types and their features."""

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

__all__ = ["DOCUMENT", "MENTION", "PART", "QUOTATION", "SEGMENT", "STANCE", "TOPIC", "TYPES", "CasType"]


def _pairs(items: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(items)


@frozen(kw_only=True)
class CasType:
    """A UIMA type.

    Attributes:
        name: Its full name.
        meaning: What an annotation of it is.
        parent: The type it extends.
        features: Its own features, pairs of name and what it holds; all are strings.
    """

    name: str
    meaning: str
    parent: str = "uima.tcas.Annotation"
    features: tuple[tuple[str, str], ...] = field(converter=_pairs)

    @property
    def short(self) -> str:
        """The name without its package."""
        return self.name.rpartition(".")[2]


_ID: Final = ("identifier", "the record's id; leave it empty in what you add")
_PART: Final = ("part", "the number of this piece of the record, from 1; empty where the place only shows the record")
_LAYER: Final = ("layer", "the layer of the record; leave it empty in what you add")
_RECORD: Final = (
    ("certainty", "high, medium, low, unknown, or a number from 0 to 1"),
    ("status", "proposed, confirmed, edited, rejected or manual"),
    ("comment", "a remark, or the reason for a stance"),
    ("categories", "further categories, parted by spaces"),
)

DOCUMENT: Final = CasType(
    name="de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData",
    meaning="what the document is",
    parent="uima.tcas.DocumentAnnotation",
    features=[("documentTitle", "its title"), ("documentId", "its id")],
)
SEGMENT: Final = CasType(
    name="webanno.custom.Segment",
    meaning="a block of the text",
    features=[("identifier", "its id"), ("kind", "what it is")],
)
MENTION: Final = CasType(
    name="webanno.custom.Mention",
    meaning="words that name a voice or an entity, or stand for one",
    features=[
        ("entity", "a reference to it"),
        ("kind", "person, organisation, group, place, event or object"),
        ("isName", "true for a proper name"),
    ],
)
QUOTATION: Final = CasType(
    name="webanno.custom.Quotation",
    meaning="a piece of a quotation",
    features=[
        _ID,
        _PART,
        _LAYER,
        ("mode", "direct, indirect, mixed or free"),
        ("medium", "speech, writing or thought"),
        ("speakers", "references to voices, parted by spaces"),
        ("addressees", "references to voices, parted by spaces"),
        ("onBehalfOf", "references to voices, parted by spaces"),
        *_RECORD,
    ],
)
PART: Final = CasType(
    name="webanno.custom.QuotationPart",
    meaning="words that belong to a quotation",
    features=[
        ("quotation", "its id"),
        ("role", "verbatim, mention or cue"),
        ("part", "the number of the piece, from 1"),
    ],
)
TOPIC: Final = CasType(
    name="webanno.custom.Topic",
    meaning="a topic of a passage, or of what it shows",
    features=[_ID, _PART, _LAYER, ("category", "a reference"), ("targets", "ids, parted by spaces"), *_RECORD],
)
STANCE: Final = CasType(
    name="webanno.custom.Stance",
    meaning="a passage that shows a stance",
    features=[
        _ID,
        _PART,
        _LAYER,
        ("holder", "a reference to the voice"),
        ("target", "a reference to what it is about"),
        ("position", "support, oppose, neutral, ambiguous or unknown"),
        ("intensity", "weak, moderate or strong"),
        ("quotation", "the id of the quotation that attributes it"),
        ("isDocumentLevel", "true where the whole document is the evidence"),
        ("adjudicates", "ids of stances, parted by spaces"),
        *_RECORD,
    ],
)

TYPES: Final[tuple[CasType, ...]] = (DOCUMENT, SEGMENT, MENTION, QUOTATION, PART, TOPIC, STANCE)
"""All types that an export declares besides UIMA's own."""
