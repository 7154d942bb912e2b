"""Regions of tokens that quotations cover, flattened so that no engine loses one inside another."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from stancebank.export.fields import Fields, fields
from stancebank.export.form import Article
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.tokens import Tokens
from stancebank.model import Document, Quotation, Span, Stance

__all__ = ["HELD", "Region", "bare_topics", "regions", "stance_code"]

HELD: Final[Fields] = fields(
    "Document: id text segments metadata speakers layers",
    "Metadata: title outlet date language",
    "Segment: id kind span",
    "Speaker: id names same_as",
    "Name: text",
    "Layer: quotations topics stances",
    "Quotation: id content mode speakers",
    "TopicAssignment: category targets",
    "Stance: holder target position quotation",
)
"""The fields of the model that texts in regions hold."""


@frozen(kw_only=True)
class Region:
    """A piece of a quotation inside one segment.

    Attributes:
        first: Its first token.
        end: The token after its last one.
        level: 0 for the outermost, 1 for one that overlaps such a one, and so on.
        quotation: The quotation.
        part: The number of the piece, from 1; a piece that crosses into another segment is parted there.
        topics: The topics given to the quotation.
        stances: The stances that it attributes, see `stance_code`.
        voices: The keys of its speakers.
        labels: Their names.
    """

    first: int
    end: int
    level: int
    quotation: Quotation
    part: int
    topics: tuple[str, ...]
    stances: tuple[str, ...]
    voices: tuple[str, ...]
    labels: tuple[str, ...]


_HOLDS: Final = "→"


def stance_code(stance: Stance, names: Names) -> str:
    """Return holder, position and target in one word without white space.

    Example:
        >>> from stancebank.model import Document
        >>> names = Names(Article(document=Document.from_blocks("d", [])))
        >>> stance_code(Stance(id="s", holder="lind", target="pier", position="oppose"), names)
        'lind→oppose→pier'
    """
    holder, target = (None if one is None else names.key(one) for one in (stance.holder, stance.target))
    return _HOLDS.join((holder or "", str(stance.position or ""), target or ""))


def bare_topics(document: Document) -> dict[str, tuple[str, ...]]:
    """Return the topics given to each thing that has an id."""
    found: dict[str, list[str]] = {}
    for topic in document.topics:
        for target in topic.targets if topic.category is not None else ():
            found.setdefault(target, []).append(topic.category or "")
    return {target: tuple(dict.fromkeys(topics)) for target, topics in found.items()}


def regions(article: Article, tokens: Tokens, losses: Losses) -> list[Region]:
    """Return the regions of all quotations, in the order of the text, outer before inner."""
    document, names = article.document, Names(article)
    topics = bare_topics(document)
    stances: dict[str, list[str]] = {}
    for stance in document.stances:
        if stance.quotation is not None:
            stances.setdefault(stance.quotation, []).append(stance_code(stance, names))
    pieces: list[tuple[int, int, Quotation, int]] = []
    for quotation in document.quotations:
        runs = [tokens.run(part) for span in quotation.content for part in _parted(document, span)]
        found = [(first, end, quotation, part) for part, (first, end) in enumerate(runs, start=1) if end > first]
        losses.add("vrt.empty", "quotations without a word", 0 if found else 1)
        losses.add("vrt.parted", "pieces parted at the end of a segment", max(0, len(runs) - len(quotation.content)))
        pieces += found
    pieces.sort(key=lambda piece: (piece[0], -piece[1]))
    ends: list[int] = []
    placed: list[Region] = []
    for first, end, quotation, part in pieces:
        level = next((at for at, last in enumerate(ends) if last <= first), len(ends))
        ends[level : level + 1] = [end]
        placed.append(
            Region(
                first=first,
                end=end,
                level=level,
                quotation=quotation,
                part=part,
                topics=topics.get(quotation.id, ()),
                stances=tuple(stances.get(quotation.id, ())),
                voices=names.keys(quotation.speakers),
                labels=tuple(map(names.label, quotation.speakers)),
            )
        )
    return placed


def _parted(document: Document, span: Span) -> Iterator[Span]:
    """Yield the parts of *span* that lie in one segment each."""
    for segment in document.segments:
        start, end = max(span.start, segment.span.start), min(span.end, segment.span.end)
        if start < end:
            yield Span(start, end)
