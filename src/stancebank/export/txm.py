"""TXM: texts in XML with quotations in the line, and the table of metadata that its import wants beside them."""

import csv
import heapq
import io
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from attrs import evolve

from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, Option, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.tokens import tokens_of
from stancebank.export.vrt.profiles import PROFILES
from stancebank.export.vrt.regions import HELD, Region, bare_topics, regions, stance_code
from stancebank.model import Segment
from stancebank.tei.markup import end_tag, escape, start_tag

__all__ = ["TxmExporter"]

_COLUMNS: Final = ("id", "title", "outlet", "date", "language", "topics", "stances", "textorder")
_SEVERAL: Final = PROFILES["cwb"].several


class TxmExporter:
    """Writes ``ID.xml`` for each document that has a word, and ``metadata.csv``."""

    form: Final = Form(
        title="TXM (XML-XTZ + CSV)",
        media_type="application/tei+xml",
        layout=Layout.FOLDER,
        holds=HELD,
        offsets=OffsetUnit.TOKENS,
        reader="CQP",
        options=[
            Option(
                name="words",
                values=("ours", "txm"),
                help="ours: each word is a w with its place in the text; txm: plain text, which TXM cuts into words",
            )
        ],
        notes="Import the folder as XML-XTZ + CSV. A quotation inside another is said1, said2 and so on; where two "
        "cross, one is cut, and cut counts its runs. Several values stand as |a|b|: ask for one of them with contains, "
        'as in <said_who contains "lind"> []* </said_who>. Start and end of each word are code points of the text. '
        "TXM itself was not run: neither its code nor its packages could be had; this follows its manual.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the texts, then the table."""
        rows: list[tuple[str, ...]] = []
        for article in articles:
            text = _Text(article, losses, has_words=choices["words"] == "ours")
            if not text.has_tokens:
                losses.add("txm.empty-documents", "documents without a word")
                continue
            yield OutputFile(path=f"{article.document.id}.xml", data=text.data())
            rows.append((*text.metadata(), f"{len(rows) + 1:06}"))
        table = io.StringIO()
        writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(rows)
        yield OutputFile(path="metadata.csv", data=table.getvalue().encode())


class _Text:
    """One document."""

    def __init__(self, article: Article, losses: Losses, *, has_words: bool) -> None:
        self._article, self._document, self._has_words = article, article.document, has_words
        contents = [span for quotation in self._document.quotations for span in quotation.content]
        self._tokens = tokens_of(self._document, contents)
        self._topics = bare_topics(self._document)
        self._opens: dict[int, list[tuple[Region, int]]] = {}
        for region, cut in _nested(regions(article, self._tokens, losses), losses):
            self._opens.setdefault(region.first, []).append((region, cut))

    @property
    def has_tokens(self) -> bool:
        """Whether it has a word."""
        return bool(self._tokens.tokens)

    def metadata(self) -> tuple[str, ...]:
        """Return its row of the table, without the last cell."""
        document, told, names = self._document, self._document.metadata, Names(self._article)
        quotations = {str(one.id) for one in document.quotations}
        loose = [stance_code(one, names) for one in document.stances if one.quotation not in quotations]
        topics = self._topics.get(document.id, ())
        row = (document.id, told.title, told.outlet, told.date or "", told.language or "")
        return (*row, _SEVERAL(topics), _SEVERAL(loose))

    def data(self) -> bytes:
        """Return the file."""
        title = escape(self._document.metadata.title)
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<TEI xmlns="http://www.tei-c.org/ns/1.0">',
            f"<teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>",
            "<publicationStmt><p>Made for TXM.</p></publicationStmt>",
            f"<sourceDesc><p>{escape(self._document.id)}</p></sourceDesc></fileDesc></teiHeader>",
            "<text>",
            *map(self._segment, self._document.segments),
            "</text>",
            "</TEI>",
        ]
        return ("\n".join(lines) + "\n").encode()

    def _segment(self, segment: Segment) -> str:
        first, end = self._tokens.run(segment.span)
        topics = _SEVERAL(self._topics.get(segment.id, ()))
        told = [start_tag("p", [("segment", segment.id), ("kind", segment.kind), ("topics", topics)])]
        opened: list[int] = []
        for at in range(first, end):
            for region, cut in self._opens.get(at, ()):
                told.append(start_tag(_name(len(opened)), _said(region, cut)))
                opened.append(region.end)
            token = self._tokens.tokens[at]
            place = [("start", str(token.span.start)), ("end", str(token.span.end))]
            told.append(f"{start_tag('w', place)}{escape(token.text)}</w>" if self._has_words else escape(token.text))
            while opened and opened[-1] == at + 1:
                opened.pop()
                told.append(end_tag(_name(len(opened))))
            told.append(escape(token.after))
        return "".join([*told, "</p>"])


def _name(level: int) -> str:
    return f"said{level or ''}"


def _said(region: Region, cut: int) -> list[tuple[str, str]]:
    return [
        ("quotation", region.quotation.id),
        ("part", str(region.part)),
        ("cut", str(cut)),
        ("who", _SEVERAL(region.voices)),
        ("whoname", ", ".join(region.labels)),
        ("mode", region.quotation.mode or ""),
        ("topics", _SEVERAL(region.topics)),
        ("stances", _SEVERAL(region.stances)),
    ]


def _nested(found: Iterable[Region], losses: Losses) -> Iterator[tuple[Region, int]]:
    """Yield regions that do not cross, outer before inner, each with the number of its run."""
    order = count()
    waiting = [(one.first, -one.end, next(order), 1, one) for one in found]
    heapq.heapify(waiting)
    ends: list[int] = []
    while waiting:
        _, _, _, cut, region = heapq.heappop(waiting)
        while ends and ends[-1] <= region.first:
            ends.pop()
        end = min([region.end, *ends[-1:]])
        if end < region.end:
            losses.add("txm.cut", "pieces cut where they cross another one")
            rest = evolve(region, first=end)
            heapq.heappush(waiting, (end, -region.end, next(order), cut + 1, rest))
        ends.append(end)
        yield evolve(region, end=end), cut
