"""Documents as nodes over tokens: what graph engines hold."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from attrs import field, frozen

from stancebank.export.fields import RECORDS, Fields, fields
from stancebank.export.form import Article
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.tokens import Tokens, tokens_of
from stancebank.model import Layer, Quotation, Span, Stance, TopicAssignment

__all__ = ["HELD", "KINDS", "NOTES", "Node", "Nodes"]

HELD: Final[Fields] = fields(
    "Document: id text segments metadata speakers layers",
    "Metadata: title outlet date language",
    "Segment: id kind span",
    "Speaker: id same_as",
    "Layer: id annotator quotations topics stances",
    *RECORDS,
)
"""The fields of the model that nodes over tokens hold."""

KINDS: Final = ("document", "segment", "quotation", "piece", "topic", "stance")
"""The kinds of nodes besides tokens, in the order in which a document has them."""

NOTES: Final = (
    "A quotation, a topic and a stance are nodes of their own; several voices stand in one value, parted by a space. "
    "A piece is one stretch of content, verbatim words, mention, cue, passage or evidence, and tells its record. "
    "A record without words of its own covers its quotation, or what it is about, or else the whole document. "
)
"""What users of either engine should know."""

_PARTS: Final = ("content", "verbatim", "mention", "cue")


def _kept(told: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in told.items() if value)


@frozen(kw_only=True)
class Node:
    """Something that covers tokens.

    Attributes:
        kind: One of `KINDS`.
        id: Its id, unique among the nodes of its kind in the document.
        tokens: The tokens that it covers, by number in the document; there is at least one.
        features: What is told of it, without what is empty.
        links: Nodes that it leads to: pairs of a word for the tie and of kind and id of the other.
    """

    kind: str
    id: str
    tokens: tuple[int, ...]
    features: tuple[tuple[str, str], ...] = field(converter=_kept)
    links: tuple[tuple[str, tuple[str, str]], ...] = ()


class Nodes:
    """The tokens of one document, and the nodes over them.

    Args:
        article: The document.
        losses: Takes what cannot stand over tokens.
        tokens: The tokens, cut at least wherever an annotation begins or ends; those of `tokens_of` if not given.

    Attributes:
        tokens: The tokens.
    """

    def __init__(self, article: Article, losses: Losses, tokens: Tokens | None = None) -> None:
        self._document = article.document
        self._names = Names(article)
        self._losses = losses
        self.tokens: Tokens = tokens_of(article.document) if tokens is None else tokens
        self._all = tuple(range(len(self.tokens.tokens)))
        self._places: dict[str, tuple[str, tuple[int, ...]]] = {
            segment.id: ("segment", self._covered((segment.span,))) for segment in self._document.segments
        }
        self._places |= {one.id: ("quotation", self._place(one.content)) for one in self._document.quotations}
        self._places[self._document.id] = ("document", self._all)

    def after(self, at: int) -> str:
        """Return the white space after token *at*, with the line feed that parts it from the next segment."""
        token = self.tokens.tokens[at]
        following = self.tokens.tokens[at + 1].span.start if at + 1 < len(self._all) else len(self._document.text)
        return self._document.text[token.span.end : following]

    def __iter__(self) -> Iterator[Node]:
        """Yield the nodes: the document, its segments, then the records of its layers, each before its pieces."""
        if not self._all:
            self._losses.add("engines.empty-documents", "documents without a word")
            return
        document, told = self._document, self._document.metadata
        first = self.tokens.tokens[0].span.start
        self._losses.add("engines.leading", "documents that begin with white space", 1 if first else 0)
        about = {"title": told.title, "outlet": told.outlet, "date": told.date, "language": told.language}
        yield Node(kind="document", id=document.id, tokens=self._all, features={"id": document.id, **about})
        for segment in document.segments:
            covered = self._covered((segment.span,))
            if covered:
                own = {"id": segment.id, "kind": str(segment.kind)}
                yield Node(kind="segment", id=segment.id, tokens=covered, features=own)
            else:
                self._losses.add("engines.empty", "segments without a word")
        for layer in document.layers:
            for quotation in layer.quotations:
                yield self._quotation(quotation, layer)
                for role in _PARTS:
                    yield from self._pieces("quotation", quotation.id, role, getattr(quotation, role))
            for topic in layer.topics:
                yield self._topic(topic, layer)
                yield from self._pieces("topic", topic.id, "passage", topic.spans)
            for stance in layer.stances:
                yield self._stance(stance, layer)
                yield from self._pieces("stance", stance.id, "evidence", stance.evidence)

    def _covered(self, spans: tuple[Span, ...]) -> tuple[int, ...]:
        return tuple(sorted(set(chain.from_iterable(range(*self.tokens.run(span)) for span in spans))))

    def _place(self, spans: tuple[Span, ...], *others: str | None) -> tuple[int, ...]:
        """Return the tokens of *spans*, else those of *others*, else all."""
        own = self._covered(spans)
        theirs = {at for other in others if other in self._places for at in self._places[other][1]}
        return own or tuple(sorted(theirs)) or self._all

    def _links(self, tie: str, *ids: str | None) -> tuple[tuple[str, tuple[str, str]], ...]:
        known = ((one, self._places[one]) for one in dict.fromkeys(ids) if one is not None and one in self._places)
        return tuple((tie, (kind, one)) for one, (kind, covered) in known if covered)

    def _pieces(self, kind: str, record: str, role: str, spans: tuple[Span, ...]) -> Iterator[Node]:
        for number, span in enumerate(spans, start=1):
            covered = self._covered((span,))
            if covered:
                told = {"record": record, "role": role, "number": str(number)}
                key = f"{record}.{role}.{number}"
                yield Node(kind="piece", id=key, tokens=covered, features=told, links=(("piece_of", (kind, record)),))
            else:
                self._losses.add("engines.blank", "pieces without a word")

    def _quotation(self, one: Quotation, layer: Layer) -> Node:
        keys = self._names.keys
        told = {
            "speaker": " ".join(keys(one.speakers)),
            "mode": one.mode,
            "medium": one.medium,
            "addressee": " ".join(keys(one.addressees)),
            "on_behalf_of": " ".join(keys(one.on_behalf_of)),
        }
        features = told | _record(one, layer)
        return Node(kind="quotation", id=one.id, tokens=self._places[one.id][1], features=features)

    def _topic(self, one: TopicAssignment, layer: Layer) -> Node:
        told = {"category": one.category, "targets": " ".join(one.targets), **_record(one, layer)}
        place, links = self._place(one.spans, *one.targets), self._links("about", *one.targets)
        return Node(kind="topic", id=one.id, tokens=place, features=told, links=links)

    def _stance(self, one: Stance, layer: Layer) -> Node:
        told = {
            "holder": None if one.holder is None else self._names.key(one.holder),
            "target": None if one.target is None else self._names.key(one.target),
            "position": one.position,
            "intensity": one.intensity,
            "quotation": one.quotation,
            "document_level": "yes" if one.is_document_level else None,
            "adjudicates": " ".join(one.adjudicates),
        }
        features = told | _record(one, layer)
        place, links = self._place(one.evidence, one.quotation), self._links("reported_in", one.quotation)
        return Node(kind="stance", id=one.id, tokens=place, features=features, links=links)


def _record(record: Quotation | TopicAssignment | Stance, layer: Layer) -> dict[str, str | None]:
    """Return what all records tell."""
    return {
        "id": record.id,
        "layer": layer.id,
        "annotator": layer.annotator,
        "certainty": None if record.certainty is None else str(record.certainty),
        "status": record.status,
        "categories": " ".join(record.categories),
        "comment": record.rationale if isinstance(record, Stance) else record.comment,
    }
