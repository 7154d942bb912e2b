"""ConvoKit: an article is a conversation, in which each quotation answers the article."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from stancebank.export.fields import RECORDS, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.model import Document, Layer, Quotation, QuotationId, Span, Stance, TopicAssignment

__all__ = ["ConvokitExporter"]

# No voice is called so, since a key has no brackets.
_ARTICLE: Final = "(article)"
_UNATTRIBUTED: Final = "(unattributed)"
_LISTS: Final = frozenset(
    {
        *("speakers", "addressees", "on_behalf_of", "pieces", "verbatim", "mention", "cue", "categories"),
        *("topics", "stances", "voices", "names"),
    }
)


class ConvokitExporter:
    """Writes ``utterances.jsonl``, ``speakers.json``, ``conversations.json``, ``corpus.json`` and ``index.json``."""

    form: Final = Form(
        title="ConvoKit corpus",
        media_type="application/x-ndjson",
        layout=Layout.FOLDER,
        holds=fields(
            "Document: id text metadata speakers layers",
            "Metadata: title outlet date language",
            "Speaker: id kind names role same_as",
            "Name: text",
            "Layer: id annotator quotations topics stances",
            *RECORDS,
        ),
        offsets=OffsetUnit.CODE_POINTS,
        reader="convokit",
        notes="The first utterance of a conversation is the article, said by '(article)'; quotations reply to it. "
        "An utterance has one speaker, so that the first of several stands there and all stand in meta['speakers']. "
        "Topics and stances stand as records in the meta of the conversation, and in short in that of the quotation. "
        "A timestamp is no time but the place in the order of the text, since ConvoKit sorts by it and fails without.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the five files; they are ASCII, since ConvoKit reads them in the encoding of the machine."""
        del choices, losses
        utterances: list[dict[str, Any]] = []
        conversations: dict[str, Any] = {}
        speakers: dict[str, Any] = {}
        for article in articles:
            conversation = _Conversation(article)
            told = list(conversation.utterances())
            conversations[article.document.id] = {"meta": conversation.meta(), "vectors": []}
            for utterance in told:
                voice = utterance["speaker"]
                speakers.setdefault(voice, {"meta": conversation.voice(voice), "vectors": []})
            utterances += told
        index: dict[str, Any] = {
            "utterances-index": _index(one["meta"] for one in utterances),
            "speakers-index": _index(one["meta"] for one in speakers.values()),
            "conversations-index": _index(one["meta"] for one in conversations.values()),
            "overall-index": _index([{"name": "stancebank"}]),
            "version": 1,
            "vectors": [],
        }
        lines = "".join(f"{json.dumps(one)}\n" for one in utterances)
        yield OutputFile(path="utterances.jsonl", data=lines.encode())
        parts: dict[str, dict[str, Any]] = {
            "speakers": speakers,
            "conversations": conversations,
            "corpus": {"name": "stancebank"},
            "index": index,
        }
        for name, part in parts.items():
            yield OutputFile(path=f"{name}.json", data=f"{json.dumps(part)}\n".encode())


def _index(metas: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the type of each key, as ConvoKit names it."""
    names = dict.fromkeys(name for meta in metas for name in meta)
    return {name: ["<class 'list'>" if name in _LISTS else "<class 'str'>"] for name in names}


class _Conversation:
    """The utterances of one article."""

    def __init__(self, article: Article) -> None:
        self._document: Document = article.document
        self._names = Names(article)

    def utterances(self) -> Iterator[dict[str, Any]]:
        """Yield the article, then its quotations in the order of the text; all have the same keys in their meta."""
        own = self._document.id
        empty = self._quotation(Quotation(id=QuotationId(own), content=[]), None)
        article = self._line(own, _ARTICLE, self._document.text, empty | {"type": "article"}, 0)
        yield article | {"reply-to": None}
        found = [(one, layer) for layer in self._document.layers for one in layer.quotations]
        found.sort(key=lambda pair: [(span.start, -span.end) for span in pair[0].content])
        for number, (one, layer) in enumerate(found, start=1):
            yield self._utterance(one, layer, number)

    def _line(self, key: str, speaker: str, text: str, meta: dict[str, Any], number: int) -> dict[str, Any]:
        return {
            "id": key,
            "conversation_id": self._document.id,
            "text": text,
            "speaker": speaker,
            "meta": meta,
            "reply-to": self._document.id,
            "timestamp": number,
            "vectors": [],
        }

    def _utterance(self, one: Quotation, layer: Layer, number: int) -> dict[str, Any]:
        meta = self._quotation(one, layer)
        speaker = meta["speakers"][0] if one.speakers else _UNATTRIBUTED
        return self._line(f"{self._document.id}|{one.id}", speaker, self._document.text_of(one), meta, number)

    def _quotation(self, one: Quotation, layer: Layer | None) -> dict[str, Any]:
        keys, document = self._names.keys, self._document
        own: str = one.id
        topics = [topic.category for topic in document.topics if own in topic.targets and topic.category is not None]
        return {
            "type": "quotation",
            "mode": one.mode,
            "medium": one.medium,
            "speakers": keys(one.speakers),
            "addressees": keys(one.addressees),
            "on_behalf_of": keys(one.on_behalf_of),
            "pieces": _places(one.content),
            "verbatim": _places(one.verbatim),
            "mention": _places(one.mention),
            "cue": _places(one.cue),
            "topics": topics,
            "stances": [self._sides(stance) for stance in document.stances if stance.quotation == one.id],
            **_record(one, layer),
        }

    def _sides(self, stance: Stance) -> dict[str, Any]:
        return {
            "id": stance.id,
            "holder": None if stance.holder is None else self._names.key(stance.holder),
            "target": None if stance.target is None else self._names.key(stance.target),
            "position": stance.position,
        }

    def meta(self) -> dict[str, Any]:
        """Return what is told of the conversation."""
        told = self._document.metadata
        return {
            "title": told.title,
            "outlet": told.outlet,
            "date": told.date,
            "language": told.language,
            "voices": [{"key": key, **self.voice(key)} for key in self._names.voices],
            "topics": [self._topic(one, layer) for layer in self._document.layers for one in layer.topics],
            "stances": [self._stance(one, layer) for layer in self._document.layers for one in layer.stances],
        }

    def voice(self, key: str) -> dict[str, Any]:
        """Return what is told of the voice that has this key."""
        if key in {_ARTICLE, _UNATTRIBUTED}:
            return {"label": key, "kind": None, "role": None, "names": []}
        speaker = next((one for one in self._document.speakers if self._names.key(one.id) == key), None)
        return {
            "label": self._names.label(key if speaker is None else speaker.id),
            "kind": speaker.kind if speaker else None,
            "role": speaker.role if speaker else None,
            "names": [name.text for name in speaker.names] if speaker else [],
        }

    def _topic(self, one: TopicAssignment, layer: Layer) -> dict[str, Any]:
        told = {"category": one.category, "targets": one.targets, "pieces": _places(one.spans)}
        return told | _record(one, layer)

    def _stance(self, one: Stance, layer: Layer) -> dict[str, Any]:
        return {
            **self._sides(one),
            "intensity": one.intensity,
            "quotation": one.quotation,
            "pieces": _places(one.evidence),
            "document_level": one.is_document_level,
            "adjudicates": one.adjudicates,
            **_record(one, layer),
        }


def _places(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _record(one: Quotation | TopicAssignment | Stance, layer: Layer | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "layer": layer.id if layer else None,
        "annotator": layer.annotator if layer else None,
        "certainty": None if one.certainty is None else str(one.certainty),
        "status": one.status,
        "categories": one.categories,
        "comment": one.rationale if isinstance(one, Stance) else one.comment,
    }
