"""From blocks to a bare document: segments, sections and what is known of the article."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from attrs import evolve

from stancebank.model import Document, Language, Metadata, Prefix, Section, Segment, SegmentKind, Span
from stancebank.model.characters import is_name

__all__ = ["bare_document", "document_id"]

_NOT_IN_ID: Final = re.compile(r"[^A-Za-z0-9_.\-]+")
_CLOSING: Final = frozenset({SegmentKind.CREDIT})
_GENRES: Final = Prefix(name="genre", replacement="http://cv.iptc.org/newscodes/genre/$1")


def document_id(name: str) -> str:
    """Return an id for a document whose source is called *name*.

    Example:
        >>> document_id("Pier, 5 March"), document_id("2024-03-05")
        ('Pier-5-March', 'd2024-03-05')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = _NOT_IN_ID.sub("-", plain).strip("-.") or "article"
    return slug if is_name(slug) else f"d{slug}"


def bare_document(
    doc_id: str, blocks: Iterable[tuple[SegmentKind, str]], metadata: Metadata, language: str | None
) -> Document:
    """Return a document of *blocks*; a section runs from each heading to the block before the next one.

    Genres are taken for codes of the IPTC, whose address their prefix is declared to stand for.

    Args:
        doc_id: The document's ``xml:id``.
        blocks: Pairs of kind and text, in reading order.
        metadata: What is known; title and headline are taken from the headline where they are empty.
        language: The BCP 47 tag of the text, or None.
    """
    document = Document.from_blocks(doc_id, blocks, language=language)
    headline = document.metadata.headline
    told = evolve(
        metadata,
        title=metadata.title or headline or metadata.headline or doc_id,
        headline=metadata.headline or headline,
        language=metadata.language or language,
        header_language=metadata.header_language or language,
        languages=metadata.languages or ([Language(tag=language)] if language else []),
    )
    prefixes = (*document.prefixes, *([_GENRES] if told.genres else []))
    return evolve(document, metadata=told, prefixes=prefixes, sections=(*document.sections, *_sections(document)))


def _sections(document: Document) -> list[Section]:
    segments = list(document.segments)
    while segments and segments[-1].kind in _CLOSING:
        segments.pop()
    heads = [number for number, segment in enumerate(segments) if segment.kind is SegmentKind.HEADING]
    if not heads:
        return []
    found: list[Section] = []
    for number, (first, after) in enumerate(zip(heads, [*heads[1:], len(segments)], strict=True), start=1):
        span = Span(segments[first].span.start, _last(segments, after).span.end)
        found.append(Section(span=span, id=f"{document.id}.section{number}", kind="section"))
    return found


def _last(segments: list[Segment], after: int) -> Segment:
    return segments[after - 1]
