"""brat stand-off: a text, a file of annotations beside it, and the configuration that brat needs."""

from collections.abc import Iterable, Iterator
from typing import Final

from stancebank.export.fields import RECORDS, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.model import Document, Quotation, Span, Stance, TopicAssignment

__all__ = ["BratExporter"]

_CONFIGURATION: Final = """[entities]
Quotation
Verbatim
SpeakerMention
Cue
Topic
Stance

[relations]
VerbatimOf\tArg1:Verbatim, Arg2:Quotation
MentionOf\tArg1:SpeakerMention, Arg2:Quotation
CueOf\tArg1:Cue, Arg2:Quotation
<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Mode\tArg:Quotation, Value:direct|indirect|mixed|free
Medium\tArg:Quotation, Value:speech|writing|thought
Position\tArg:Stance, Value:support|oppose|neutral|ambiguous|unknown
Intensity\tArg:Stance, Value:weak|moderate|strong
"""

_PARTS: Final = (("Verbatim", "verbatim"), ("SpeakerMention", "mention"), ("Cue", "cue"))


class BratExporter:
    """Writes ``ID.txt``, ``ID.ann`` and ``annotation.conf``."""

    form: Final = Form(
        title="brat stand-off",
        media_type="text/plain",
        layout=Layout.FOLDER,
        holds=fields(
            "Document: id text layers speakers",
            "Speaker: id same_as",
            "Layer: id quotations topics stances",
            *RECORDS,
        ),
        offsets=OffsetUnit.CODE_POINTS,
        reader="bioc",
        notes="What has no word of brat's stands in notes, as 'key: value'. A record without any words in the text "
        "of its own stands at the first character that is no white space.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the configuration, then text and annotations of each document."""
        del choices
        yield OutputFile(path="annotation.conf", data=_CONFIGURATION.encode())
        for article in articles:
            document = article.document
            yield OutputFile(path=f"{document.id}.txt", data=document.text.encode())
            written = _Annotations(article, losses)
            written.write()
            yield OutputFile(path=f"{document.id}.ann", data="".join(f"{line}\n" for line in written.lines).encode())


class _Annotations:
    """The lines of an annotation file, numbered as they come."""

    def __init__(self, article: Article, losses: Losses) -> None:
        self._document: Document = article.document
        self._names = Names(article)
        self._losses = losses
        self._numbers = dict.fromkeys("TRA#", 0)
        self.lines: list[str] = []

    def write(self) -> None:
        for layer in self._document.layers:
            for quotation in layer.quotations:
                self._quotation(quotation, layer.id)
            for topic in layer.topics:
                anchor = self._bound("Topic", topic.spans, topic)
                self._notes(anchor, topic, layer.id, topic=topic.category, about=" ".join(topic.targets))
            for stance in layer.stances:
                self._stance(stance, layer.id)

    def _quotation(self, quotation: Quotation, layer: str) -> None:
        own = self._bound("Quotation", quotation.content, quotation)
        self._attribute("Mode", own, quotation.mode)
        self._attribute("Medium", own, quotation.medium)
        keys = self._names.keys
        self._notes(
            own,
            quotation,
            layer,
            speaker=" ".join(keys(quotation.speakers)),
            addressee=" ".join(keys(quotation.addressees)),
            on_behalf_of=" ".join(keys(quotation.on_behalf_of)),
        )
        for name, part in _PARTS:
            spans: tuple[Span, ...] = getattr(quotation, part)
            if spans:
                other = self._bound(name, spans, quotation)
                relation = "MentionOf" if part == "mention" else f"{name}Of"
                self._line("R", f"{relation} Arg1:{other} Arg2:{own}")

    def _stance(self, stance: Stance, layer: str) -> None:
        own = self._bound("Stance", stance.evidence, stance)
        self._attribute("Position", own, stance.position)
        self._attribute("Intensity", own, stance.intensity)
        self._notes(
            own,
            stance,
            layer,
            holder=self._names.key(stance.holder) if stance.holder is not None else None,
            target=self._names.key(stance.target) if stance.target is not None else None,
            quotation=stance.quotation,
            document_level="yes" if stance.is_document_level else None,
            adjudicates=" ".join(stance.adjudicates),
        )

    def _line(self, kind: str, told: str) -> str:
        self._numbers[kind] += 1
        name = f"{kind}{self._numbers[kind]}"
        self.lines.append(f"{name}\t{told}")
        return name

    def _bound(self, kind: str, spans: tuple[Span, ...], record: Quotation | TopicAssignment | Stance) -> str:
        """Write a text-bound annotation; brat wants no line break and no emptiness in a stretch."""
        text = self._document.text
        pieces = [piece for span in spans for piece in _lines_of(text, span)]
        if sorted(pieces) != pieces:
            self._losses.add("brat.order", "pieces that do not stand in the order of the text")
            pieces.sort()
        if not pieces:
            self._losses.add("brat.place", "records without words of their own, which stand at the first character")
            at = next((at for at, character in enumerate(text) if not character.isspace()), 0)
            pieces = [Span(at, at + 1)]
        del record
        offsets = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
        words = " ".join(piece.slice(text) for piece in pieces)
        return self._line("T", f"{kind} {offsets}\t{words}")

    def _attribute(self, name: str, own: str, value: str | None) -> None:
        if value is not None:
            self._line("A", f"{name} {own} {value}")

    def _notes(self, own: str, record: Quotation | TopicAssignment | Stance, layer: str, **more: str | None) -> None:
        certainty = record.certainty
        told = {
            "id": record.id,
            "layer": layer,
            **more,
            "certainty": None if certainty is None else str(certainty),
            "status": str(record.status) if record.status else None,
            "categories": " ".join(record.categories),
            "comment": record.rationale if isinstance(record, Stance) else record.comment,
        }
        for key, value in told.items():
            if value:
                self._line("#", f"AnnotatorNotes {own}\t{key}: {value}")


def _lines_of(text: str, span: Span) -> Iterator[Span]:
    """Yield the parts of *span* between line breaks of any kind and tabs, which part the fields of a line."""
    start = span.start
    for line in span.slice(text).replace("\t", "\n").splitlines(keepends=True):
        words = line.splitlines()[0]
        if words:
            yield Span(start, start + len(words))
        start += len(line)
