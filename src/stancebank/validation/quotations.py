"""Rules on quotations: they hold words, say how they report them, and their parts belong together."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Mode, Span
from stancebank.tei.pointer_roles import Role
from stancebank.validation.fidelity import blocks_without_marks
from stancebank.validation.following import pointer_roles, vocabulary_of
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["QUOTATIONS"]

_DIRECT: Final = Mode.DIRECT

_MARKS: Final = frozenset(
    "\"'\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u300c\u300d\u300e\u300f"
    "\u301d\u301e\u301f\uff02\uff07\u2013\u2014"
)
"""Quotation marks of all scripts; dashes introduce speech in some languages."""


def no_marks(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each direct quotation without a quotation mark at any edge, where marks are kept."""
    if subject.index.marks == "none":
        return
    document, text = subject.told, subject.told.text
    unlike_seed = subject.once(blocks_without_marks)
    for quotation in document.quotations:
        if quotation.mode is not _DIRECT or any(one.slice(text)[:1] in _MARKS for one in quotation.content):
            continue
        pieces = [span for span in quotation.content if span.slice(text).strip()]
        if unlike_seed and any(document.segment_at(span.start).id in unlike_seed for span in pieces):
            continue
        if pieces and not any(_has_mark(text, span) for span in pieces):
            yield Hit("the direct quotation has no quotation mark at either edge", subject.place_of(quotation))


def _has_mark(text: str, span: Span) -> bool:
    inner = span.slice(text).strip()
    edges = (inner[:1], inner[-1:], text[: span.start].rstrip(" ")[-1:], text[span.end : span.end + 1], inner[-2:-1])
    return any(edge in _MARKS for edge in edges if edge)


def unchained(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each pair of neighbouring parts of a quotation that neither next nor prev ties together."""
    index = subject.index
    links: set[tuple[str | None, str]] = {
        (pointer.own, token) for pointer in index.by_role.get(Role.CHAIN, ()) for token in pointer.tokens
    }
    split = [one for one in index.by_role.get(Role.PASSAGE, ()) if len(one.tokens) > 1]
    for pointer in split:
        if pointer.element != "annotation" or pointer.attribute != "target":
            continue
        anchor = subject.anchor(pointer.own)
        if anchor is None or anchor.motivation != "linking":
            continue
        parts = [part for token in pointer.tokens if (part := subject.anchor(token[1:])) and part.element == "said"]
        for one, other in pairwise(parts):
            if (one.id, f"#{other.id}") not in links and (other.id, f"#{one.id}") not in links:
                yield Hit(
                    f"the parts {one.id} and {other.id} of the quotation are not chained",
                    one.id,
                    line=one.line,
                    other=other.id,
                    hint=f'write next="#{other.id}" on the first and prev="#{one.id}" on the second',
                )


def no_mode(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each quotation that does not say how it reports the words."""
    for quotation in subject.told.quotations:
        if quotation.mode is not None or "ana" in pointer_roles(quotation):
            continue
        if not any(vocabulary_of(one)[0] == "mode" for one in quotation.categories):
            yield Hit(
                "the quotation does not say whether it is direct, indirect, mixed or free", subject.place_of(quotation)
            )


def no_words(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each quotation without content, or with a piece that holds no word."""
    text = subject.told.text
    for quotation in subject.told.quotations:
        if pointer_roles(quotation) & {"target", "verbatim"}:
            continue
        pieces = (*quotation.content, *quotation.verbatim)
        if not quotation.content or not all(text[span.start : span.end].strip() for span in pieces):
            yield Hit("the quotation, or a part of it, holds no words", subject.place_of(quotation), value="")


QUOTATIONS: Final = (
    Rule(
        code="QU001",
        level=3,
        severity=Severity.ERROR,
        summary="a direct quotation has no quotation mark at either edge",
        why="Direct means that the words themselves stand between marks; without marks it is indirect or free, "
        "or the marks were lost.",
        remedy='Correct the mode or the extent; where the outlet uses no marks, declare <quotation marks="none">.',
        bad='<said xml:id="q1.1" who="#lind" direct="true" aloud="true" next="#q1.2">The pier can wait,</said>',
        good='<said xml:id="q1.1" who="#lind" direct="true" aloud="true" next="#q1.2">"The pier can wait,"</said>',
        check=no_marks,
    ),
    Rule(
        code="QU004",
        level=3,
        severity=Severity.ERROR,
        summary="the parts of a quotation are not chained",
        why="A reader of the text alone would take the parts for quotations of their own.",
        remedy="Tie each part to the next with next and prev.",
        bad='<said xml:id="q1.1" who="#lind" direct="true" aloud="true">"The pier can wait,"</said>',
        good='<said xml:id="q1.1" who="#lind" direct="true" aloud="true" next="#q1.2">"The pier can wait,"</said>',
        check=unchained,
    ),
    Rule(
        code="QU006",
        level=3,
        severity=Severity.ERROR,
        summary="a quotation does not say how the words are reported",
        why="Direct words are evidence, indirect ones a retelling; counted together they say neither.",
        remedy="Put mode:direct, mode:indirect, mode:mixed or mode:free into the record.",
        bad='ana="medium:speech status:proposed"',
        good='ana="mode:direct medium:speech status:proposed"',
        check=no_mode,
    ),
    Rule(
        code="QU011",
        level=3,
        severity=Severity.ERROR,
        summary="a quotation is empty",
        why="Somebody is said to have spoken, but not what.",
        remedy="Let it cover the words, or remove it.",
        bad='<said xml:id="q1.2" who="#lind" direct="true" aloud="true" prev="#q1.1"/>"The sea has time."',
        good='<said xml:id="q1.2" who="#lind" direct="true" aloud="true" prev="#q1.1">"The sea has time."</said>',
        check=no_words,
    ),
)
