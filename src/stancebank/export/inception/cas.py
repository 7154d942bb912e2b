"""From a document to the feature structures of a UIMA CAS."""

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from stancebank.export.inception.types import DOCUMENT, MENTION, PART, QUOTATION, SEGMENT, STANCE, TOPIC, CasType
from stancebank.model import Document, Quotation, Span, Stance, TopicAssignment

__all__ = ["Cas", "Feature", "FeatureStructure", "cas_of", "places_of"]

Feature = tuple[str, str]
"""Name and value."""


def _features(items: Iterable[tuple[str, str | None]]) -> tuple[Feature, ...]:
    return tuple((name, value) for name, value in items if value)


@frozen(kw_only=True)
class FeatureStructure:
    """An annotation in a CAS.

    Attributes:
        type: Its type.
        span: Where it stands, in code points; the writers convert.
        features: Its features; those without a value are left out.
    """

    type: CasType
    span: Span
    features: tuple[Feature, ...] = field(converter=_features)


def _structures(items: Iterable[FeatureStructure]) -> tuple[FeatureStructure, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Cas:
    """A text and its annotations.

    Attributes:
        text: The text.
        language: Its BCP 47 tag, or the ``x-unspecified`` of UIMA.
        structures: The annotations; the first one says what the document is.
    """

    text: str
    language: str
    structures: tuple[FeatureStructure, ...] = field(converter=_structures)


def cas_of(document: Document) -> Cas:
    """Return *document* as a CAS."""
    language = document.metadata.language or "x-unspecified"
    return Cas(text=document.text, language=language, structures=_all(document, language))


def _all(document: Document, language: str) -> Iterator[FeatureStructure]:
    about = [("language", language), ("documentTitle", document.metadata.title), ("documentId", document.id)]
    yield FeatureStructure(type=DOCUMENT, span=Span(0, len(document.text)), features=about)
    for segment in document.segments:
        told = [("identifier", segment.id), ("kind", str(segment.kind))]
        yield FeatureStructure(type=SEGMENT, span=segment.span, features=told)
    for mention in document.mentions:
        words = [("entity", mention.entity), ("kind", str(mention.kind)), ("isName", str(mention.is_name).lower())]
        yield FeatureStructure(type=MENTION, span=mention.span, features=words)
    for layer in document.layers:
        for quotation in layer.quotations:
            yield from _pieces(document, QUOTATION, quotation, layer.id, _said(quotation))
            for role in ("verbatim", "mention", "cue"):
                for number, span in enumerate(getattr(quotation, role), start=1):
                    part = [("quotation", quotation.id), ("role", role), ("part", str(number))]
                    yield FeatureStructure(type=PART, span=span, features=part)
        for topic in layer.topics:
            subject: list[tuple[str, str | None]] = [("category", topic.category), ("targets", " ".join(topic.targets))]
            yield from _pieces(document, TOPIC, topic, layer.id, subject)
        for stance in layer.stances:
            yield from _pieces(document, STANCE, stance, layer.id, _held(stance))


def _pieces(
    document: Document,
    kind: CasType,
    record: Quotation | TopicAssignment | Stance,
    layer: str,
    told: list[tuple[str, str | None]],
) -> Iterator[FeatureStructure]:
    """Yield an annotation for each span of *record*; where it has none, one at a place that shows it."""
    certainty = record.certainty
    shared = [
        ("layer", layer),
        *told,
        ("certainty", None if certainty is None else str(certainty)),
        ("status", str(record.status) if record.status else None),
        ("comment", record.rationale if isinstance(record, Stance) else record.comment),
        ("categories", " ".join(record.categories)),
    ]
    for number, span in enumerate(record.spans, start=1):
        yield FeatureStructure(
            type=kind, span=span, features=[("identifier", record.id), ("part", str(number)), *shared]
        )
    if not record.spans:
        place = next(iter(places_of(document, record)), Span(0, 0))
        yield FeatureStructure(type=kind, span=place, features=[("identifier", record.id), *shared])


def places_of(document: Document, record: Quotation | TopicAssignment | Stance) -> list[Span]:
    """Return where a record without spans can be shown: at its quotation, at what it is about, or nowhere."""
    names: tuple[str, ...] = ()
    if isinstance(record, TopicAssignment):
        names = record.targets
    elif isinstance(record, Stance) and record.quotation is not None:
        names = (record.quotation,)
    things = {str(one.id): list(one.content) for one in document.quotations}
    things |= {str(segment.id): [segment.span] for segment in document.segments}
    things |= {section.id: [section.span] for section in document.sections if section.id}
    return [span for name in names for span in things.get(name, ())]


def _said(quotation: Quotation) -> list[tuple[str, str | None]]:
    return [
        ("mode", str(quotation.mode) if quotation.mode else None),
        ("medium", str(quotation.medium) if quotation.medium else None),
        ("speakers", " ".join(quotation.speakers)),
        ("addressees", " ".join(quotation.addressees)),
        ("onBehalfOf", " ".join(quotation.on_behalf_of)),
    ]


def _held(stance: Stance) -> list[tuple[str, str | None]]:
    return [
        ("holder", stance.holder),
        ("target", stance.target),
        ("position", str(stance.position) if stance.position else None),
        ("intensity", str(stance.intensity) if stance.intensity else None),
        ("quotation", stance.quotation),
        ("isDocumentLevel", "true" if stance.is_document_level else None),
        ("adjudicates", " ".join(stance.adjudicates)),
    ]
