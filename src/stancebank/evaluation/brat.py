"""Gold in brat's standoff form: a text, and a file of annotations beside it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import Factory, define

from stancebank.evaluation.errors import MaterialError
from stancebank.evaluation.plain import Told, document_of
from stancebank.model import Document, Mode, Span, Speaker

__all__ = ["BRAT_TYPES", "read_brat"]

BRAT_TYPES: Final[Mapping[str, str]] = {
    "content": "content",
    "quotation": "content",
    "quote": "content",
    "direct": "content",
    "indirect": "content",
    "mixed": "content",
    "free": "content",
    "cue": "cue",
    "verb": "cue",
    "mention": "mention",
    "source": "mention",
    "speaker": "mention",
}
"""What the types of text-bound annotations are, in lower case, unless told otherwise."""

_MODES: Final = frozenset(Mode)
_TEXT_BOUND: Final = re.compile(r"(T\S+)\t(\S+) ([0-9; ]+)(?:\t(.*))?")
_RELATION: Final = re.compile(r"R\S+\t\S+ \S+?:(\S+) \S+?:(\S+)")
_EVENT: Final = re.compile(r"E\S+\t(.+)")
_ATTRIBUTE: Final = re.compile(r"[AM]\S+\t(\S+) (\S+)(?: (.+))?")
_REFERENCE: Final = re.compile(r"N\S+\t\S+ (\S+) (\S+)(?:\t(.*))?")


@define
class _Bound:
    role: str
    spans: list[Span]
    mode: str | None = None
    identifiers: list[str] = Factory(list[str])
    name: str = ""


@define
class _Sheet:
    bounds: dict[str, _Bound] = Factory(dict[str, _Bound])
    ties: list[tuple[str, str]] = Factory(list[tuple[str, str]])


def read_brat(
    name: str, text: str, annotations: str, *, types: Mapping[str, str] = BRAT_TYPES, place: str = "the annotations"
) -> Document:
    r"""Read a text with brat annotations as a document.

    Text-bound annotations are contents, cues or mentions by their type; a relation of whatever name, or an event,
    ties them together. A type or an attribute that is the name of a mode gives the mode; a normalisation of a mention
    gives a voice with that identifier.

    Args:
        name: What to call the document.
        text: The text.
        annotations: The annotations.
        types: What each type is, ``content``, ``cue`` or ``mention``; types not named are left out.
        place: The file of annotations, for messages.

    Raises:
        MaterialError: A line cannot be read, or a span is not in the text or not what the line says.

    Example:
        >>> ann = "T1\tContent 0 5\t\"Wait\nT2\tSource 7 11\tLind\nR1\tSays Arg1:T1 Arg2:T2"
        >>> document = read_brat("pier", "\"Wait, Lind said.", ann)
        >>> document.quotations[0].mention
        (Span(start=7, end=11),)
    """
    wanted = {key.casefold(): role for key, role in types.items()}
    sheet = _Sheet()
    lines = list(enumerate(annotations.split("\n"), start=1))
    for number, line in lines:
        if line.startswith("T"):
            _bound(sheet, line, wanted, text, place, number)
    for number, line in lines:
        if line[:1] in {"R", "E", "A", "M", "N"}:
            _further(sheet, line, place, number)
    return _document(name, text, sheet, place)


def _bound(sheet: _Sheet, line: str, wanted: Mapping[str, str], text: str, place: str, number: int) -> None:
    told = _TEXT_BOUND.fullmatch(line)
    if told is None:
        raise MaterialError("a text-bound annotation needs an id, a type, offsets and its text", place, number)
    key, kind, offsets, words = told.groups()
    try:
        pairs = [[int(one) for one in part.split()] for part in offsets.split(";")]
        spans = [Span(start, end) for start, end in pairs]
    except ValueError:
        raise MaterialError(f"the offsets {offsets!r} are not pairs of numbers", place, number) from None
    found = " ".join(span.slice(text) for span in spans)
    if words is not None and "".join(found.split()) != "".join(words.split()):
        raise MaterialError(f"{key} says {words[:30]!r}, but the text has {found[:30]!r} there", place, number)
    role = wanted.get(kind.casefold())
    if role is not None:
        mode = kind.casefold() if kind.casefold() in _MODES else None
        sheet.bounds[key] = _Bound(role, spans, mode)


def _further(sheet: _Sheet, line: str, place: str, number: int) -> None:
    if told := _RELATION.fullmatch(line):
        sheet.ties.append((told[1], told[2]))
    elif told := _EVENT.fullmatch(line):
        parts = [part.partition(":")[2] for part in told[1].split()]
        sheet.ties += [(one, other) for at, one in enumerate(parts) for other in parts[at + 1 :]]
    elif told := _ATTRIBUTE.fullmatch(line):
        value = (told[3] or told[1]).casefold()
        if told[2] in sheet.bounds and value in _MODES:
            sheet.bounds[told[2]].mode = value
    elif told := _REFERENCE.fullmatch(line):
        if told[1] in sheet.bounds:
            sheet.bounds[told[1]].identifiers.append(told[2])
            sheet.bounds[told[1]].name = told[3] or ""
    else:
        raise MaterialError("the line cannot be read", place, number)


def _document(name: str, text: str, sheet: _Sheet, place: str) -> Document:
    partners: dict[str, list[str]] = {}
    for one, other in sheet.ties:
        partners.setdefault(one, []).append(other)
        partners.setdefault(other, []).append(one)
    voices: dict[str, Speaker] = {}
    quotations: list[Told] = []
    for key, bound in sorted(sheet.bounds.items(), key=lambda item: item[1].spans):
        if bound.role != "content":
            continue
        tied = [sheet.bounds[one] for one in _reached(key, partners, sheet) if one in sheet.bounds]
        mentions = [one for one in tied if one.role == "mention"]
        quotations.append(
            Told(
                content=sorted(bound.spans),
                mode=bound.mode,
                mention=_spans(mentions),
                cue=_spans(one for one in tied if one.role == "cue"),
                speakers=[_voice(voices, one) for one in mentions if one.identifiers],
            )
        )
    return document_of(name, text, quotations, [*voices.values()], place)


def _reached(key: str, partners: Mapping[str, list[str]], sheet: _Sheet) -> list[str]:
    """Return what is tied to a content, also by way of its cue, but not by way of another content or a mention."""
    found = list(dict.fromkeys(partners.get(key, [])))
    for one in tuple(found):
        if one in sheet.bounds and sheet.bounds[one].role == "cue":
            found += [other for other in partners[one] if other != key and other not in found]
    return found


def _spans(bounds: Iterable[_Bound]) -> list[Span]:
    return sorted({span for bound in bounds for span in bound.spans})


def _voice(voices: dict[str, Speaker], mention: _Bound) -> int:
    key = mention.identifiers[0]
    if key not in voices:
        names = [mention.name] if mention.name else []
        voices[key] = Speaker(id=f"v{len(voices) + 1}", kind="person", names=names, identifiers=mention.identifiers)
    return list(voices).index(key)
