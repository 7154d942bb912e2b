"""A news article as plain text with layers of annotation over it."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import chain, pairwise
from typing import Any, Final

from attrs import Attribute, evolve, field, frozen

from stancebank.errors import UnknownIdError
from stancebank.model.annotation import Annotation, Quotation, Stance, TopicAssignment
from stancebank.model.annotator import Annotator, Application, Change, Layer
from stancebank.model.characters import Attributes, optional_reference, xml_name, xml_text
from stancebank.model.entity import Entity, EntityKind, Mention, Proposition
from stancebank.model.ids import AnnotatorId, DocumentId, SegmentId
from stancebank.model.markup import Fragment, Markup, Point
from stancebank.model.metadata import Metadata, Prefix
from stancebank.model.nesting import Nesting
from stancebank.model.segment import Section, Segment, SegmentKind
from stancebank.model.span import Span
from stancebank.model.speaker import Relation, Speaker, SpeakerKind
from stancebank.model.taxonomy import Category, Taxonomy

__all__ = ["SEPARATOR", "Document"]

SEPARATOR: Final = "\n"
"""What stands between the texts of two segments in `Document.text`."""

_ENTITY_ORDER: Final = {EntityKind.PLACE: 0, EntityKind.EVENT: 1, EntityKind.OBJECT: 2}


def _segments(items: Iterable[Segment]) -> tuple[Segment, ...]:
    return tuple(items)


def _sections(items: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(sorted(items, key=lambda section: (section.span.start, -section.span.end)))


def _markup(items: Iterable[Markup]) -> tuple[Markup, ...]:
    return tuple(sorted(items, key=lambda markup: (markup.span.start, -markup.span.end)))


def _points(items: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(sorted(items, key=lambda point: point.offset))


def _mentions(items: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(items, key=lambda mention: (mention.span.start, -mention.span.end)))


def _speakers(items: Iterable[Speaker]) -> tuple[Speaker, ...]:
    return tuple(sorted(items, key=lambda speaker: speaker.kind is SpeakerKind.ORGANISATION))


def _relations(items: Iterable[Relation]) -> tuple[Relation, ...]:
    return tuple(items)


def _entities(items: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(items, key=lambda entity: _ENTITY_ORDER[entity.kind]))


def _propositions(items: Iterable[Proposition]) -> tuple[Proposition, ...]:
    return tuple(items)


def _taxonomies(items: Iterable[Taxonomy]) -> tuple[Taxonomy, ...]:
    return tuple(items)


def _annotators(items: Iterable[Annotator]) -> tuple[Annotator, ...]:
    return tuple(items)


def _applications(items: Iterable[Application]) -> tuple[Application, ...]:
    return tuple(items)


def _changes(items: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(items)


def _layers(items: Iterable[Layer]) -> tuple[Layer, ...]:
    return tuple(items)


def _prefixes(items: Iterable[Prefix]) -> tuple[Prefix, ...]:
    return tuple(sorted(items, key=lambda prefix: prefix.name))


def _fragments(items: Iterable[Fragment]) -> tuple[Fragment, ...]:
    return tuple(sorted(items, key=lambda fragment: (fragment.within, fragment.before)))


def _pairs(items: "Iterable[tuple[str, str]]") -> tuple[tuple[str, str], ...]:
    return tuple(sorted(items))


def _containers(items: "Iterable[tuple[str, Attributes]]") -> tuple[tuple[str, Attributes], ...]:
    return tuple(sorted(items))


def _tile(instance: "Document", _attribute: "Attribute[Any]", value: tuple[Segment, ...]) -> None:
    """Refuse segments that do not tile the text with one separator between them."""
    if not value:
        if instance.text:
            msg = "a document with text needs segments"
            raise ValueError(msg)
        return
    for before, after in pairwise(value):
        if after.span.start != before.span.end + len(SEPARATOR):
            msg = f"segment {after.id!r} must begin at {before.span.end + len(SEPARATOR)}"
            raise ValueError(msg)
        if instance.text[before.span.end : after.span.start] != SEPARATOR:
            msg = f"segments {before.id!r} and {after.id!r} are not parted by a line feed"
            raise ValueError(msg)
    if value[0].span.start != 0 or value[-1].span.end != len(instance.text):
        msg = "the segments must cover the text from its start to its end"
        raise ValueError(msg)


def _whole_blocks(instance: "Document", _attribute: "Attribute[Any]", value: tuple[Section, ...]) -> None:
    """Refuse sections that part a block, or cross one another."""
    starts = {segment.span.start for segment in instance.segments}
    ends = {segment.span.end for segment in instance.segments}
    around: list[Section] = []
    for section in value:
        told = f"section {section.id or section.element!r} from {section.span.start} to {section.span.end}"
        if section.span.start not in starts or section.span.end not in ends:
            msg = f"{told} does not hold whole segments"
            raise ValueError(msg)
        while around and around[-1].span.end < section.span.start:
            around.pop()
        if around and section.span.end > around[-1].span.end:
            msg = f"{told} crosses another one"
            raise ValueError(msg)
        around.append(section)


@frozen(kw_only=True)
class Document:
    """One news article with its annotations: an immutable value.

    All offsets are half-open and count Unicode code points of `text`.
    The text is that of the segments, in reading order, parted by a line feed.
    Speakers stand as persons and groups before organisations, entities as places, events, objects;
    markup, mentions and sections in the order of the text: the constructor sorts them so.

    Attributes:
        id: The document's ``xml:id``.
        text: The base text.
        segments: Its blocks, which tile the text.
        metadata: What is known of the article and of its edition.
        sections: Divisions of whole blocks, outer before inner.
        mentions: The words that name voices and entities.
        markup: Inline elements that the model has no word for.
        points: Empty inline markup, comments and processing instructions.
        speakers: The voices that the document declares.
        relations: Who speaks for whom.
        entities: Places, events and objects.
        propositions: Claims that stances are about.
        taxonomies: Taxonomies that the document brings itself.
        annotators: Who or what annotated.
        applications: The programs among them, with versions.
        changes: The document's history, newest first.
        layers: The annotations, one layer for each annotator and round.
        encoder: The id of the annotator who marked up structure and mentions, or None.
        prefixes: What prefixed references stand for, besides the built-in ones.
        fragments: Markup outside the text that the model has no word for.
        containers: Attributes of header and structural elements that are not the usual ones.
        verbatim: Header elements that hold more than the model reads: pairs of slot and XML.

    Raises:
        ValueError: The segments do not tile the text, a section parts a segment or crosses another section,
            or a character is none that XML can carry.
    """

    id: DocumentId = field(validator=xml_name)
    text: str = field(validator=xml_text)
    segments: tuple[Segment, ...] = field(converter=_segments, validator=_tile)
    metadata: Metadata
    sections: tuple[Section, ...] = field(default=(), converter=_sections, validator=_whole_blocks)
    mentions: tuple[Mention, ...] = field(converter=_mentions, default=())
    markup: tuple[Markup, ...] = field(converter=_markup, default=())
    points: tuple[Point, ...] = field(converter=_points, default=())
    speakers: tuple[Speaker, ...] = field(converter=_speakers, default=())
    relations: tuple[Relation, ...] = field(converter=_relations, default=())
    entities: tuple[Entity, ...] = field(converter=_entities, default=())
    propositions: tuple[Proposition, ...] = field(converter=_propositions, default=())
    taxonomies: tuple[Taxonomy, ...] = field(converter=_taxonomies, default=())
    annotators: tuple[Annotator, ...] = field(converter=_annotators, default=())
    applications: tuple[Application, ...] = field(converter=_applications, default=())
    changes: tuple[Change, ...] = field(converter=_changes, default=())
    layers: tuple[Layer, ...] = field(converter=_layers, default=())
    encoder: AnnotatorId | None = field(default=None, validator=optional_reference)
    prefixes: tuple[Prefix, ...] = field(converter=_prefixes, default=())
    fragments: tuple[Fragment, ...] = field(converter=_fragments, default=())
    containers: tuple[tuple[str, Attributes], ...] = field(converter=_containers, default=())
    verbatim: tuple[tuple[str, str], ...] = field(converter=_pairs, default=())

    @classmethod
    def from_blocks(
        cls,
        document_id: str,
        blocks: "Iterable[tuple[SegmentKind | str, str]]",
        *,
        language: str | None = None,
    ) -> "Document":
        r"""Return a document of *blocks*, pairs of kind and text, without annotation.

        Args:
            document_id: The document's ``xml:id``.
            blocks: The kind and the text of each block, in reading order.
            language: The BCP 47 tag of the text.

        Returns:
            A document whose segments are called ``ID.b1``, ``ID.b2`` … and whose title is its headline.

        Example:
            >>> document = Document.from_blocks("pier", [("headline", "Pier delayed"), ("paragraph", "It rains.")])
            >>> document.text
            'Pier delayed\nIt rains.'
            >>> document.segments[1].span
            Span(start=13, end=22)
        """
        segments: list[Segment] = []
        start = 0
        parts: list[str] = []
        for number, (kind, part) in enumerate(blocks, start=1):
            span = Span(start, start + len(part))
            segments.append(Segment(id=SegmentId(f"{document_id}.b{number}"), kind=SegmentKind(kind), span=span))
            parts.append(part)
            start = span.end + len(SEPARATOR)
        whole = SEPARATOR.join(parts)
        headline = next((part for part, segment in zip(parts, segments, strict=True) if segment.kind == "headline"), "")
        article = [Section(span=Span(0, len(whole)), id=f"{document_id}.article", kind="article")] if segments else []
        return cls(
            id=DocumentId(document_id),
            text=whole,
            segments=segments,
            sections=article,
            metadata=Metadata(title=headline, headline=headline, language=language, header_language=language),
        )

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations of all layers."""
        return tuple(chain.from_iterable(layer.quotations for layer in self.layers))

    @cached_property
    def topics(self) -> tuple[TopicAssignment, ...]:
        """The topic assignments of all layers."""
        return tuple(chain.from_iterable(layer.topics for layer in self.layers))

    @cached_property
    def stances(self) -> tuple[Stance, ...]:
        """The stances of all layers."""
        return tuple(chain.from_iterable(layer.stances for layer in self.layers))

    @property
    def digest(self) -> str:
        """The SHA-256 of `text` in UTF-8, hexadecimal: what `Metadata.text_digest` should record."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.span.start for segment in self.segments]

    @cached_property
    def _voices(self) -> dict[str, Speaker]:
        by_id = {str(speaker.same_as): speaker for speaker in self.speakers if speaker.same_as}
        return by_id | {speaker.id: speaker for speaker in self.speakers}

    @cached_property
    def _things(self) -> "dict[str, Entity | Proposition | Quotation | Category | Segment]":
        things: dict[str, Entity | Proposition | Quotation | Category | Segment] = {}
        for group in (
            (category for taxonomy in self.taxonomies for category in taxonomy.walk()),
            self.segments,
            self.quotations,
            self.propositions,
            self.entities,
        ):
            things.update((str(thing.id), thing) for thing in group)
        return things

    @cached_property
    def _nestings(self) -> dict[str, Nesting]:
        return {}

    @cached_property
    def _annotators(self) -> dict[str, Annotator]:
        return {one.id: one for one in reversed(self.annotators)}

    @cached_property
    def _layer_of(self) -> dict[str, Layer]:
        return {record.id: layer for layer in reversed(self.layers) for record in layer.annotations}

    def text_of(self, thing: "Span | Segment | Section | Mention | Markup | Annotation") -> str:
        """Return the text of *thing*; the pieces of a split annotation are joined by `` … ``.

        Example:
            >>> document = Document.from_blocks("d", [("paragraph", "abcdef")])
            >>> document.text_of(Span(1, 3))
            'bc'
        """
        if isinstance(thing, Span):
            return thing.slice(self.text)
        if isinstance(thing, Segment | Section | Mention | Markup):
            return thing.span.slice(self.text)
        return " … ".join(span.slice(self.text) for span in thing.spans)

    def segment_at(self, offset: int) -> Segment:
        """Return the segment that holds *offset*; a separator belongs to the segment before it.

        Raises:
            IndexError: The text is shorter than *offset*, or has no segment.
        """
        if not self.segments or not 0 <= offset <= len(self.text):
            msg = f"offset {offset} lies outside the text of {len(self.text)} characters"
            raise IndexError(msg)
        return self.segments[bisect_right(self._starts, offset) - 1]

    def speaker(self, reference: str) -> Speaker | None:
        """Return the voice that *reference* names, by its id or by its registry entry, or None."""
        return self._voices.get(reference)

    @cached_property
    def _prefixes(self) -> dict[str, Prefix]:
        return {prefix.name: prefix for prefix in reversed(self.prefixes)}

    def prefix(self, name: str) -> Prefix | None:
        """Return what the prefix *name* is declared to stand for, or None."""
        return self._prefixes.get(name)

    def target(self, reference: str) -> "Speaker | Entity | Proposition | Quotation | Category | Segment | None":
        """Return the voice, entity, proposition, quotation or category that *reference* names, or None."""
        return self._voices.get(reference) or self._things.get(reference)

    def annotator(self, annotator_id: str | None) -> Annotator | None:
        """Return the annotator with *annotator_id*, or None."""
        return self._annotators.get(annotator_id) if annotator_id is not None else None

    def layer_of(self, annotation: Annotation) -> Layer:
        """Return the layer that *annotation* belongs to.

        Raises:
            UnknownIdError: No layer of the document holds it.
        """
        try:
            return self._layer_of[annotation.id]
        except KeyError:
            raise UnknownIdError("annotation", annotation.id, self.id) from None

    def annotator_of(self, annotation: Annotation) -> Annotator | None:
        """Return who made *annotation*, or None where the document does not say.

        Raises:
            UnknownIdError: No layer of the document holds it.
        """
        return self.annotator(self.layer_of(annotation).annotator)

    def enclosing(self, quotation: Quotation) -> Quotation | None:
        """Return the smallest other quotation of the same layer that covers all of *quotation*, or None.

        Raises:
            UnknownIdError: No layer of the document holds it.
        """
        layer = self.layer_of(quotation)
        if layer.id not in self._nestings:
            self._nestings[layer.id] = Nesting(layer.quotations)
        return self._nestings[layer.id].around(quotation)

    def with_layer(self, layer: Layer) -> "Document":
        """Return a copy in which *layer* stands in place of the one with its id, or after the others."""
        if any(other.id == layer.id for other in self.layers):
            return evolve(self, layers=[layer if other.id == layer.id else other for other in self.layers])
        return evolve(self, layers=(*self.layers, layer))

    def with_digest(self) -> "Document":
        """Return a copy whose metadata record the digest of its text."""
        return evolve(self, metadata=evolve(self.metadata, text_digest=self.digest))
