"""The rule on views: what stands in the text as a quotation says what the record says."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Markup, Mode, Quotation
from stancebank.tei.pointers import read_reference, tokens
from stancebank.validation.chains import uneven_parts
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["VIEWS"]

_DIRECT: Final = {Mode.DIRECT: "true", Mode.INDIRECT: "false", Mode.MIXED: "false"}


def disagreeing(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each ``said`` whose voice or mode is not that of the record over the same words.

    The reader takes away what only repeats the record, so those left over are few.
    Pointers that lead nowhere or to no voice, records without a speaker or a mode, and parts of a quotation that
    differ from each other, are told by other rules.
    """
    document = subject.told
    said = [one for one in document.markup if one.name == "said"]
    if not said:
        return
    uneven = subject.once(uneven_parts)
    said = [one for one in said if one.id not in uneven]
    expected: dict[tuple[int, int], list[tuple[Quotation, str | None]]] = {}
    for quotation in document.quotations:
        mode = _DIRECT.get(quotation.mode) if quotation.mode else None
        for span in quotation.content:
            expected.setdefault((span.start, span.end), []).append((quotation, mode))
        for span in quotation.verbatim:
            expected.setdefault((span.start, span.end), []).append((quotation, "true"))
    for one in said:
        records = expected.get((one.span.start, one.span.end), [])
        differences = [_difference(subject, one, quotation, mode) for quotation, mode in records]
        if differences and all(differences):
            yield Hit(f"the said and its record {records[0][0].id} disagree: {differences[0]}", one.id)


def _difference(subject: Subject, said: Markup, quotation: Quotation, mode: str | None) -> str | None:
    """Return how *said* differs from *quotation*, or None where it does not, or where a pointer is at fault."""
    pointers = tokens(said.get("who"))
    references = [read_reference(pointer) for pointer in pointers]
    named = [one for one in references if one is not None]
    voices = [*named, *quotation.speakers]
    is_faulty = len(named) < len(pointers) or quotation.unread or not quotation.speakers
    if is_faulty or any(subject.voice(one) is None for one in voices):
        return None
    if {subject.same(one) for one in named} != {subject.same(one) for one in quotation.speakers}:
        there, here = (", ".join(map(subject.label, some)) or "nobody" for some in (named, quotation.speakers))
        return f"the text gives the words to {there}, the record to {here}"
    told = said.get("direct")
    if mode is None or told in {None, mode}:
        return None
    return f"the text says direct={told}, the record {quotation.mode}"


VIEWS: Final = (
    Rule(
        code="SN011",
        level=3,
        severity=Severity.ERROR,
        summary="a said in the text disagrees with the record of its quotation",
        why="The record counts, but people and simple queries read the text: two truths are one too many.",
        remedy="Correct the said, or the record; stancebank format writes anew a said that is taken out.",
        bad='<annotation xml:id="qr2" motivation="linking" target="#q2" ana="mode:direct medium:speech">'
        '<ptr type="speaker" target="#lind"/></annotation>',
        good='<annotation xml:id="q1" motivation="linking" target="#q1.1 #q1.2" ana="mode:direct medium:speech">'
        '<ptr type="speaker" target="#lind"/>',
        check=disagreeing,
    ),
)
