"""A document in lines of text: header, voices, who said what, stances, topics."""

import os
import textwrap
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from stancebank.corpus import Labels, Registry
from stancebank.model import Document, Position, Quotation, SegmentKind, Stance, TopicAssignment

__all__ = ["Summary", "styled"]

_VERBS: Final = {
    Position.SUPPORT: ("+", "supports", "green"),
    Position.OPPOSE: ("-", "opposes", "red"),
    Position.NEUTRAL: ("=", "is neutral on", "cyan"),
    Position.AMBIGUOUS: ("~", "is ambiguous on", "yellow"),
    Position.UNKNOWN: ("?", "has yet to be judged on", "yellow"),
}
_LINES: Final = 2
_SLACK: Final = 4


def styled(text: str, **style: bool | str) -> str:
    """Return *text* with colours; `click.echo` takes them out where the output is no terminal."""
    if os.environ.get("NO_COLOR"):
        return text
    return click.style(text, **style)  # type: ignore[arg-type] # click's own keywords


class Summary:
    """Renders a document for a terminal.

    Args:
        document: The document.
        registry: Resolves references that leave the document.
        folder: The folder of the document's file.
        width: The columns to use.
        is_full: Whether quotations are shown whole.
    """

    def __init__(self, document: Document, registry: Registry, folder: Path, width: int, *, is_full: bool) -> None:
        self._document = document
        self._labels = Labels(folder, registry)
        self._width = width
        self._is_full = is_full
        self._sections = {one.id: one for one in reversed(document.sections) if one.id}

    def lines(self) -> Iterator[str]:
        """Yield the lines of the summary."""
        yield from self._header()
        for title, part in (
            ("Voices", self._voices()),
            ("Who said what", self._quotations()),
            ("Stances", self._stances()),
            ("Topics", self._topics()),
        ):
            told = list(part)
            if told:
                yield ""
                yield styled(title.upper(), bold=True)
                yield from told

    def _wrapped(self, text: str, indent: str, *, limit: int | None = None) -> list[str]:
        """Return *text* in lines of the width, each after *indent*, cut after *limit* lines."""
        if limit is not None:  # what is far beyond the last line is not shown, whatever it is
            text = text[: _SLACK * limit * self._width]
        width = max(self._width - len(indent), 20)
        told = " ".join(text.split())
        if limit is not None:  # a word that begins in the last line keeps what makes it too long for any
            told = told[: (limit + 3) * (width + 1)]
        lines = textwrap.wrap(told, width, max_lines=limit, placeholder=" …")
        return [indent + line for line in lines]

    def _name(self, reference: str | None) -> str:
        if not reference:
            return "(nobody)"
        speaker = self._document.speaker(reference)
        short = next((one.text for one in speaker.names if one.kind == "short"), None) if speaker else None
        return short or self._labels.label(self._document, reference)

    def _voice(self, reference: str) -> str:
        speaker = self._document.speaker(reference)
        return speaker.id if speaker else reference

    def _short(self, record_id: str) -> str:
        return record_id.removeprefix(f"{self._document.id}.")

    def _header(self) -> Iterator[str]:
        document, metadata = self._document, self._document.metadata
        for line in self._wrapped(metadata.headline or metadata.title or document.id, ""):
            yield styled(line, bold=True)
        published = ", ".join(part for part in (metadata.outlet, metadata.date) if part)
        agencies = f"after {', '.join(metadata.agencies)}" if metadata.agencies else ""
        facts = [part for part in (published, agencies, metadata.language) if part]
        yield from self._wrapped(" · ".join([document.id, *facts]), "")
        counts = [
            _counted(len(document.segments), "block"),
            _counted(len(document.mentions), "mention"),
            _counted(len(document.quotations), "quotation"),
            _counted(len(document.topics), "topic assignment"),
            _counted(len(document.stances), "stance"),
        ]
        yield from self._wrapped(", ".join(counts), "")
        for layer in document.layers:
            annotator = document.annotator(layer.annotator)
            who = f"{annotator.name} ({annotator.kind})" if annotator else "nobody named"
            kind = "gold layer" if layer.is_gold else "layer"
            yield from self._wrapped(f"{kind} {self._short(layer.id)} by {who}", "")

    def _voices(self) -> Iterator[str]:
        document = self._document
        rows: list[tuple[str, str, int, int]] = []
        quotations = Counter(name for one in document.quotations for name in {self._voice(who) for who in one.speakers})
        stances = Counter(self._voice(one.holder) for one in document.stances if one.holder)
        for speaker in document.speakers:
            said, held = quotations[speaker.id], stances[speaker.id]
            rows.append((self._name(speaker.id), speaker.kind.value, said, held))
        rows.sort(key=lambda row: (-row[2], -row[3]))
        room = max(self._width - 42, 16)
        for label, kind, said, held in rows:
            name = textwrap.shorten(label, room, placeholder="…")
            counts = f"{_counted(said, 'quotation') if said else '':>14} {_counted(held, 'stance') if held else '':>11}"
            yield f"  {name:<{room}} {kind:<12}{counts}".rstrip()

    def _quotations(self) -> Iterator[str]:
        document = self._document
        headings = deque(one for one in document.segments if one.kind is SegmentKind.HEADING)
        told = sorted(document.quotations, key=lambda one: (one.content[0].start if one.content else -1, one.id))
        for quotation in told:
            start = quotation.content[0].start if quotation.content else 0
            while headings and headings[0].span.start <= start:
                yield f"  {styled('§ ' + document.text_of(headings.popleft()), underline=True)}"
            yield from self._quotation(quotation)

    def _quotation(self, quotation: Quotation) -> Iterator[str]:
        document = self._document
        depth = "    " if document.enclosing(quotation) else "  "
        who = ", ".join(self._name(one) for one in quotation.speakers) or "(no speaker)"
        behalf = [self._name(one) for one in quotation.on_behalf_of]
        cue = " … ".join(span.slice(document.text) for span in quotation.cue)
        facts = [
            who + (f" for {', '.join(behalf)}" if behalf else ""),
            f"“{cue}”" if cue else "",
            (quotation.mode or "mode unknown") + (", in writing" if quotation.medium == "writing" else ""),
        ]
        told = f"{self._short(quotation.id)}  {' · '.join(fact for fact in facts if fact)}"
        lines = self._wrapped(told, depth)
        yield styled(lines[0], fg="blue")
        yield from lines[1:]
        text = document.text_of(quotation)
        yield from self._wrapped(text, depth + "    ", limit=None if self._is_full else _LINES)

    def _stances(self) -> Iterator[str]:
        holders: dict[str, list[Stance]] = {}
        for stance in self._document.stances:
            holders.setdefault(self._name(stance.holder), []).append(stance)
        for holder, stances in holders.items():
            yield f"  {styled(holder, fg='blue')}"
            for stance in stances:
                yield from self._stance(stance)

    def _stance(self, stance: Stance) -> Iterator[str]:
        sign, verb, colour = _VERBS.get(stance.position or Position.UNKNOWN, _VERBS[Position.UNKNOWN])
        strength = f" ({stance.intensity})" if stance.intensity else ""
        told = f"{verb}{strength}: {self._name(stance.target)}"
        lines = self._wrapped(told, "      ")
        yield f"    {styled(sign, fg=colour, bold=True)} {lines[0].strip()}"
        yield from lines[1:]
        if stance.rationale:
            quoted = f" [{self._short(stance.quotation)}]" if stance.quotation else ""
            yield from self._wrapped(f"{stance.rationale}{quoted}", "        ")

    def _topics(self) -> Iterator[str]:
        rows: dict[str, list[TopicAssignment]] = {}
        for topic in self._document.topics:
            rows.setdefault(", ".join(self._place(one) for one in topic.targets) or "passage", []).append(topic)
        for place, topics in rows.items():
            told = "; ".join(self._topic(one) for one in topics)
            yield from self._wrapped(f"{place}: {told}", "  ")

    def _topic(self, topic: TopicAssignment) -> str:
        certainty = f" ({topic.certainty})" if topic.certainty is not None else ""
        return f"{self._name(topic.category)}{certainty}"

    def _place(self, target: str) -> str:
        document = self._document
        if target == document.id:
            return "document"
        section = self._sections.get(target)
        if section is not None:
            heading = document.segment_at(section.span.start)
            return f"§ {document.text_of(heading)}" if heading.kind is SegmentKind.HEADING else self._short(target)
        return self._short(target)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
