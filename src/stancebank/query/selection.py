"""Questions that people ask of a document: who said what, who stands where, what a passage is about."""

from collections.abc import Callable, Iterator

from stancebank.model import (
    Annotation,
    Document,
    Markup,
    Mention,
    Position,
    Quotation,
    Segment,
    Span,
    Stance,
    TopicAssignment,
)

__all__ = ["covered_by", "overlapping", "quotations_of", "stances_of", "topics_of"]

Placed = Annotation | Mention | Markup | Segment


def _names(document: Document, reference: str) -> frozenset[str]:
    """Return every reference that names the same voice: its id in the document and its entry in a registry."""
    speaker = document.speaker(reference)
    if speaker is None:
        return frozenset({reference})
    return frozenset({reference, speaker.id, *([speaker.same_as] if speaker.same_as else [])})


def quotations_of(document: Document, speaker: str) -> tuple[Quotation, ...]:
    """Return the quotations attributed to *speaker*, in the order of the layers.

    Args:
        document: The document.
        speaker: A reference to the voice: its id, or its entry in a registry.

    Example:
        >>> from stancebank.model import Layer
        >>> quotation = Quotation(id="q1", content=[Span(0, 4)], speakers=["lind"])
        >>> document = Document.from_blocks("d", [("paragraph", "text")])
        >>> document = document.with_layer(Layer(id="l1", annotator=None, quotations=[quotation]))
        >>> [one.id for one in quotations_of(document, "lind")]
        ['q1']
    """
    names = _names(document, speaker)
    return tuple(one for one in document.quotations if not names.isdisjoint(one.speakers))


def stances_of(
    document: Document,
    *,
    holder: str | None = None,
    target: str | None = None,
    position: Position | str | None = None,
) -> tuple[Stance, ...]:
    """Return the stances that fit every condition given, in the order of the layers.

    Args:
        document: The document.
        holder: A reference to the voice that holds it.
        target: A reference to what it is about.
        position: The position.

    Raises:
        ValueError: There is no such position.
    """
    holders = None if holder is None else _names(document, holder)
    targets = None if target is None else _names(document, target)
    wanted = None if position is None else Position(position)
    return tuple(
        one
        for one in document.stances
        if (holders is None or one.holder in holders)
        and (targets is None or one.target in targets)
        and (wanted is None or one.position is wanted)
    )


def topics_of(document: Document, passage: Span | Segment | Quotation | None = None) -> tuple[TopicAssignment, ...]:
    """Return the topics of a passage, or of the whole document.

    A topic of a section, segment or quotation is one of every passage that it overlaps;
    topics of the whole document are returned only where no passage is given.

    Args:
        document: The document.
        passage: A span, segment or quotation; None for the document.
    """
    if passage is None:
        return tuple(one for one in document.topics if str(document.id) in map(str, one.targets))
    wanted = _spans(passage)
    places: dict[str, tuple[Span, ...]] = {one.id: (one.span,) for one in document.sections if one.id}
    places |= {one.id: (one.span,) for one in document.segments}
    places |= {one.id: one.content for one in document.quotations}

    def concerns(topic: TopicAssignment) -> bool:
        told = [span for target in topic.targets for span in places.get(target, ())]
        return any(mine.overlaps(span) for mine in (*told, *topic.spans) for span in wanted)

    return tuple(one for one in document.topics if concerns(one))


def _spans(thing: Span | Placed) -> tuple[Span, ...]:
    if isinstance(thing, Span):
        return (thing,)
    if isinstance(thing, Mention | Markup | Segment):
        return (thing.span,)
    return thing.spans


def _everything(document: Document) -> Iterator[Placed]:
    yield from document.segments
    yield from document.quotations
    yield from document.topics
    yield from document.stances
    yield from document.mentions
    yield from document.markup


def covered_by(document: Document, span: Span) -> tuple[Placed, ...]:
    """Return what lies wholly in *span*: segments, annotations, mentions, then markup."""
    return _selected(document, lambda spans: all(span.covers(one) for one in spans))


def overlapping(document: Document, span: Span) -> tuple[Placed, ...]:
    """Return what shares a code point with *span*: segments, annotations, mentions, then markup."""
    return _selected(document, lambda spans: any(span.overlaps(one) for one in spans))


def _selected(document: Document, fits: Callable[[tuple[Span, ...]], bool]) -> tuple[Placed, ...]:
    return tuple(one for one in _everything(document) if (spans := _spans(one)) and fits(spans))
