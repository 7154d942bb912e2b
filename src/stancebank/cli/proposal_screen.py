"""One proposal in lines of text: what it says, and the words it is about."""

import re
import textwrap
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from stancebank.cli.summary import styled
from stancebank.corpus import Labels
from stancebank.model import Annotation, Document, Quotation, SegmentKind, Span, Stance, TopicAssignment

__all__ = ["ProposalScreen"]

_AROUND: Final = 240
_LABEL: Final = 10
_REFERENCE: Final = re.compile(r"(?<![\w:/#])[A-Za-z][\w.-]*:[\w.-]*\w")


@frozen
class ProposalScreen:
    """Renders one record of a document.

    Attributes:
        document: The document.
        labels: Names what references lead to.
        width: The columns to use.
    """

    document: Document
    labels: Labels
    width: int

    def lines(self, record: Annotation, title: str) -> Iterator[str]:
        """Yield the lines of *record* under *title*: the words it is about, then what it says of them."""
        yield styled(title[: self.width], bold=True)
        yield "-" * min(self.width, len(title))
        yield from self._passage(record)
        yield ""
        for label, told in self._facts(record):
            if told:
                yield from textwrap.wrap(
                    told,
                    self.width,
                    initial_indent=f"{label:<{_LABEL}}",
                    subsequent_indent=" " * _LABEL,
                    max_lines=3,
                    placeholder=" ...",
                )

    def name(self, reference: str | None) -> str:
        """Return what to call what *reference* names."""
        return self.labels.label(self.document, reference) if reference else "(nobody)"

    def _in_words(self, told: str) -> str:
        """Return a remark of a program with names for the categories that it mentions."""
        return _REFERENCE.sub(lambda one: self.name(one[0]), told)

    def _facts(self, record: Annotation) -> Iterator[tuple[str, str]]:
        document = self.document
        made = document.annotator(document.layer_of(record).annotator)
        rules = ", ".join(one.partition(":")[2] for one in record.categories if one.startswith("rule:"))
        if isinstance(record, Quotation):
            yield "speaker", ", ".join(self.name(one) for one in record.speakers) or "(nobody)"
            yield "mention", " ... ".join(span.slice(document.text) for span in record.mention)
            yield "cue", " ... ".join(span.slice(document.text) for span in record.cue)
            yield "kind", ", ".join(filter(None, (record.mode, record.medium)))
            yield "remark", self._in_words(record.comment)
        elif isinstance(record, Stance):
            yield "holder", self.name(record.holder)
            yield "said by", self._other_speakers(record)
            yield "target", self.name(record.target)
            yield "position", " ".join(filter(None, (record.position, record.intensity)))
            yield "why", self._in_words(record.rationale)
        else:
            yield "topic", self.name(record.category)
            yield "of", ", ".join("the document" if str(one) == document.id else one for one in record.targets)
            yield "remark", self._in_words(record.comment)
        yield "status", f"{record.status or 'none'}, by {made.name if made else 'nobody'}"
        yield "rule", rules
        yield "certainty", "" if record.certainty is None else str(record.certainty)

    def _other_speakers(self, stance: Stance) -> str:
        """Return who said the words of a stance, if that is not its holder."""
        quotation = next((one for one in self.document.quotations if one.id == stance.quotation), None)
        names = [self.name(one) for one in quotation.speakers] if quotation is not None else []
        return "" if not names or self.name(stance.holder) in names else f"{', '.join(names)}, who is not the holder"

    def _passage(self, record: Annotation) -> Iterator[str]:
        """Yield the paragraph around the words, with the words between >> and <<."""
        spans = self._words(record)
        if not spans:
            return
        text = self.document.text
        start = max(self.document.segment_at(spans[0].start).span.start, spans[0].start - _AROUND)
        end = min(self.document.segment_at(spans[-1].end).span.end, spans[-1].end + _AROUND)
        parts: list[str] = []
        at = start
        for span in spans:
            parts += [text[at : span.start], ">>", span.slice(text), "<<"]
            at = span.end
        parts.append(text[at : max(at, end)])
        for line in "".join(parts).split("\n"):
            yield from textwrap.wrap(line, self.width - 2, initial_indent="  ", subsequent_indent="  ")

    def _words(self, record: Annotation) -> list[Span]:
        document = self.document
        spans = sorted(record.spans)
        if isinstance(record, Stance) and not spans:
            spans = [span for one in document.quotations if one.id == record.quotation for span in sorted(one.content)]
        if isinstance(record, TopicAssignment) and not spans:
            spans = [one.span for one in document.segments if one.kind is SegmentKind.HEADLINE][:1]
        apart: list[Span] = []
        for span in spans:
            if not apart or span.start >= apart[-1].end:
                apart.append(span)
        return apart
