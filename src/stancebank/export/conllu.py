"""CoNLL-U and CoNLL-U Plus: a segment is a sentence; records stand in comments, places in tokens."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from stancebank.export.fields import RECORDS, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, Option, OutputFile
from stancebank.export.json_text import json_text
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.tokens import Tokens, tokens_of
from stancebank.model import Quotation, Segment, Span, Stance, TopicAssignment

__all__ = ["ConlluExporter"]

_ESCAPES: Final = {" ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p", "\\": "\\\\", "=": "\\u003D"}
_PLUS: Final = ("ID", "FORM", "MISC", "SB:QUOTE", "SB:SPEAKER", "SB:STANCE")


class ConlluExporter:
    """Writes ``corpus.conllu``, or ``corpus.conllup``."""

    form: Final = Form(
        title="CoNLL-U",
        media_type="text/plain",
        layout=Layout.FILE,
        holds=fields(
            "Document: id text segments metadata speakers layers",
            "Metadata: title date language",
            "Segment: id span",
            "Speaker: id same_as",
            "Layer: id quotations topics stances",
            *RECORDS,
        ),
        offsets=OffsetUnit.TOKENS,
        reader="conllu",
        options=[
            Option(
                name="columns",
                values=("ud", "plus"),
                help="ud: the ten columns, with ours in MISC; plus: CoNLL-U Plus with columns of our own",
            )
        ],
        notes="There is no linguistic annotation in it, and a segment stands as one sentence. "
        "Spans are ranges of tokens, counted from 1 through the document; white space at their edges is not told.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the file."""
        is_plus = choices["columns"] == "plus"
        lines = [f"# global.columns = {' '.join(_PLUS)}"] if is_plus else []
        for article in articles:
            lines += _Writer(article, losses, is_plus=is_plus).lines()
        yield OutputFile(
            path="corpus.conllup" if is_plus else "corpus.conllu",
            data="".join(f"{line}\n" for line in lines).encode(),
        )


def _escaped(value: str) -> str:
    """Return *value* with the escapes of Universal Dependencies; other white space by its number."""
    return "".join(
        _ESCAPES.get(character) or (f"\\u{ord(character):04X}" if character.isspace() else character)
        for character in value
    )


class _Writer:
    """Writes the lines of one document."""

    def __init__(self, article: Article, losses: Losses, *, is_plus: bool) -> None:
        self._document = article.document
        self._names = Names(article)
        self._is_plus = is_plus
        self._tokens: Tokens = tokens_of(article.document)
        self._losses = losses
        self._quotes: dict[int, list[str]] = {}
        self._innermost: dict[int, Quotation] = {}
        found = [(span, one) for one in self._document.quotations for span in one.content]
        for span, quotation in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end)):
            first, end = self._tokens.run(span)
            for at in range(first, end):
                self._quotes.setdefault(at, []).append(f"{'B' if at == first else 'I'}-{quotation.id}")
                self._innermost[at] = quotation

    def lines(self) -> Iterator[str]:
        """Yield the lines of the document."""
        records = list(self._records())
        stances: dict[str, list[str]] = {}
        for stance in self._document.stances:
            if stance.quotation is not None and stance.position is not None:
                stances.setdefault(stance.quotation, []).append(str(stance.position))
        is_first = True
        for segment in self._document.segments:
            first, end = self._tokens.run(segment.span)
            if first == end:
                self._losses.add("conllu.empty", "segments without a word")
                continue
            yield from self._heading(segment, records if is_first else None)
            is_first = False
            for number, at in enumerate(range(first, end), start=1):
                yield self._token(number, at, stances)
            yield ""
        if is_first:
            self._losses.add("conllu.empty-documents", "documents without a word")

    def _heading(self, segment: Segment, records: list[str] | None) -> Iterator[str]:
        told = self._document.metadata
        if records is not None:
            yield f"# newdoc id = {self._document.id}"
            values = (("title", told.title), ("date", told.date), ("language", told.language))
            yield from (f"# {name} = {_line(value)}" for name, value in values if value)
            yield from records
        yield f"# newpar id = {segment.id}"
        yield f"# sent_id = {segment.id}"
        yield f"# text = {_line(segment.span.slice(self._document.text))}"

    def _token(self, number: int, at: int, stances: dict[str, list[str]]) -> str:
        token = self._tokens.tokens[at]
        misc: dict[str, str] = {}
        if not token.after:
            misc["SpaceAfter"] = "No"
        elif token.after != " ":
            misc["SpacesAfter"] = _escaped(token.after)
        quotation = self._innermost.get(at)
        told = {"Quote": "/".join(self._quotes.get(at, ()))}
        told["Speaker"] = "/".join(self._names.keys(quotation.speakers)) if quotation else ""
        told["Stance"] = "/".join(stances.get(quotation.id, ())) if quotation else ""
        told = {key: _escaped(value) for key, value in told.items()}
        if not self._is_plus:
            misc |= {key: value for key, value in told.items() if value}
        joined = "|".join(f"{key}={value}" for key, value in sorted(misc.items())) or "_"
        if self._is_plus:
            return "\t".join((str(number), token.text, joined, *(value or "_" for value in told.values())))
        return "\t".join((str(number), token.text, *("_" * 7), joined))

    def _records(self) -> Iterator[str]:
        """Yield a comment for each record, as JSON without what is empty."""
        for layer in self._document.layers:
            for record in layer.annotations:
                told = {"layer": layer.id, **self._told(record)}
                kept = {key: value for key, value in told.items() if value not in (None, "", (), [], False)}
                kind = type(record).__name__.removesuffix("Assignment").lower()
                yield f"# {kind} {record.id} = {json_text(kept)}"

    def _told(self, record: Quotation | TopicAssignment | Stance) -> dict[str, Any]:
        keys = self._names.keys
        told: dict[str, Any] = {
            "tokens": self._runs(record.spans),
            "certainty": record.certainty,
            "status": record.status,
            "comment": record.rationale if isinstance(record, Stance) else record.comment,
            "categories": record.categories,
        }
        if isinstance(record, Quotation):
            told |= {"mode": record.mode, "medium": record.medium, "speakers": keys(record.speakers)}
            told |= {"addressees": keys(record.addressees), "on_behalf_of": keys(record.on_behalf_of)}
            return told | {name: self._runs(getattr(record, name)) for name in ("verbatim", "mention", "cue")}
        if isinstance(record, TopicAssignment):
            return told | {"category": record.category, "targets": record.targets}
        return told | {
            "holder": None if record.holder is None else self._names.key(record.holder),
            "target": None if record.target is None else self._names.key(record.target),
            "position": record.position,
            "intensity": record.intensity,
            "quotation": record.quotation,
            "document_level": record.is_document_level,
            "adjudicates": record.adjudicates,
        }

    def _runs(self, spans: tuple[Span, ...]) -> list[str]:
        """Return the first and last token of each span, from 1 through the document."""
        runs = [self._tokens.run(span) for span in spans]
        self._losses.add("conllu.blank", "spans without a word", sum(first == end for first, end in runs))
        return [f"{first + 1}-{end}" for first, end in runs if end > first]


def _line(value: str) -> str:
    return " ".join(value.splitlines())
