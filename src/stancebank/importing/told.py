"""What a tool without a model of ours tells of a record, and records made of it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import field, frozen

from stancebank.errors import ImportRefusedError
from stancebank.importing.form import IncomingLayer, InputFile
from stancebank.model import Quotation, Span, Stance, TopicAssignment
from stancebank.model.characters import is_name
from stancebank.tei import MAX_BYTES

__all__ = ["PARTS", "Told", "decoded", "layers", "sibling", "text_beside", "texts_in"]

PARTS: Final = ("verbatim", "mention", "cue")
"""The places of a quotation besides its content."""

_ALIASES: Final = {
    "speaker": "speakers",
    "addressee": "addressees",
    "topic": "category",
    "about": "targets",
    "document_level": "is_document_level",
}
_MANY: Final = frozenset({"speakers", "addressees", "on_behalf_of", "targets", "adjudicates", "categories"})
_SHARED: Final = frozenset({"certainty", "status", "categories", "comment"})
_FIELDS: Final = {
    "Quotation": _SHARED | {"mode", "medium", "speakers", "addressees", "on_behalf_of"},
    "Topic": _SHARED | {"category", "targets"},
    "Stance": _SHARED | {"holder", "target", "position", "intensity", "quotation", "is_document_level", "adjudicates"},
}
_NUMBER: Final = re.compile(r"\d+(\.\d+)?")
_YES: Final = frozenset({"yes", "true"})


def _spans(items: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(items)


def _values(items: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(several) for name, several in items.items()}


@frozen(kw_only=True)
class Told:
    """What a tool tells of one record.

    Attributes:
        kind: ``Quotation``, ``Topic`` or ``Stance``.
        key: What the tool calls it.
        id: The id that it was exported with; None for a new one.
        layer: The layer that it was exported from, or None.
        values: What is told of it by name: names of fields, or those that exports use for them.
            What no field is named like goes into the comment.
        spans: Where it stands, in code points of the tool's text.
    """

    kind: str
    key: str
    id: str | None = None
    layer: str | None = None
    values: Mapping[str, tuple[str, ...]] = field(converter=_values, factory=dict[str, tuple[str, ...]])
    spans: tuple[Span, ...] = field(converter=_spans, default=())


Places = Mapping[tuple[str, str], Iterable[Span]]
"""The places of the parts of quotations: by key of the quotation and name of the part."""


def layers(records: Iterable[Told], places: Places, text: str, source: str) -> list[IncomingLayer]:
    """Return layers of the records that are told, by the layer they came from; new ones go into the first.

    A record that was exported and stands at the first character that shows has no words of its own:
    exports put it there, since their formats know no record without words.

    Args:
        records: The records.
        places: The places of their parts.
        text: The tool's text.
        source: The name of the tool's file, for messages and for the ids of new records.

    Raises:
        ImportRefusedError: A value is none that its field can have, or a place lies outside the text.
    """
    given = list(records)
    origins: list[str | None] = list(dict.fromkeys(one.layer for one in given if one.layer)) or [None]
    found: dict[str | None, dict[str, list[Any]]] = {
        origin: {"Quotation": [], "Topic": [], "Stance": []} for origin in origins
    }
    stem, new = _stem(source), 0
    seen: set[str] = set()
    for one in given:
        if one.id in seen:
            raise ImportRefusedError(f"it tells of {one.id} twice; give one of them no id", source)
        seen |= {one.id} if one.id else set()
        new += one.id is None
        made = _record(one, one.id or f"{stem}.new{new}", places, text, source)
        found[one.layer or origins[0]][one.kind].append(made)
    return [
        IncomingLayer(origin=origin, quotations=kinds["Quotation"], topics=kinds["Topic"], stances=kinds["Stance"])
        for origin, kinds in found.items()
    ]


def decoded(data: bytes, source: str) -> str:
    """Return *data* as text.

    Raises:
        ImportRefusedError: It is not UTF-8, or too large.
    """
    if len(data) > MAX_BYTES:
        raise ImportRefusedError(f"it has more than {MAX_BYTES} bytes", source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise ImportRefusedError("it is not UTF-8", source) from None


def texts_in(files: Iterable[InputFile]) -> dict[str, str]:
    """Return the texts among *files*, which end in ``.txt``, by their names.

    Raises:
        ImportRefusedError: One is not UTF-8, or too large.
    """
    return {file.name: decoded(file.data, file.name) for file in files if file.name.endswith(".txt")}


def sibling(source: str, name: str) -> str:
    """Return the name of the file *name* in the folder of *source*."""
    folder, slash, _ = source.rpartition("/")
    return f"{folder}{slash}{name}"


def text_beside(source: str, texts: Mapping[str, str], *names: str) -> str:
    """Return the text that *source* is about: one of *names* in its folder.

    Raises:
        ImportRefusedError: There is none of them.
    """
    for name in names:
        if (found := texts.get(sibling(source, name))) is not None:
            return found
    raise ImportRefusedError(f"there is no {names[0]} beside it", source)


def _stem(source: str) -> str:
    """Return what the ids of new records begin with: the name of the file, as far as an id can hold it."""
    stem = re.sub(r"[^A-Za-z0-9_-]", "_", source.rpartition("/")[2].partition(".")[0])
    return stem if is_name(stem) else f"record.{stem}"


def _record(one: Told, identifier: str, places: Places, text: str, source: str) -> Quotation | TopicAssignment | Stance:
    told = {_ALIASES.get(name, name): several for name, several in one.values.items() if several}
    known = {name: several for name, several in told.items() if name in _FIELDS[one.kind]}
    spans = list(one.spans) if one.id is None or one.spans != (_first(text),) else []
    parts: dict[str, Any] = (
        {part: list(places.get((one.key, part), ())) for part in PARTS} if one.kind == "Quotation" else {}
    )
    outside = [end for several in (spans, *parts.values()) for end in (span.end for span in several) if end > len(text)]
    if outside:
        raise ImportRefusedError(f"{one.key} ends at {outside[0]}, after the end of the text", source)
    values: dict[str, Any] = {"id": identifier}
    for name, several in known.items():
        values[name] = [word for value in several for word in value.split()] if name in _MANY else several[0]
    values["comment"] = "; ".join(
        [*known.get("comment", ()), *(f"{name}: {' '.join(told[name])}" for name in told if name not in known)]
    )
    if _NUMBER.fullmatch(str(values.get("certainty", ""))):
        values["certainty"] = float(values["certainty"])
    try:
        if one.kind == "Quotation":
            return Quotation(**values, content=spans, **parts)
        if one.kind == "Topic":
            values.setdefault("category", None)
            return TopicAssignment(**values, spans=spans)
        values["rationale"] = values.pop("comment")
        values["is_document_level"] = str(values.get("is_document_level", "")).lower() in _YES
        for name in ("holder", "target", "position"):
            values.setdefault(name, None)
        return Stance(**values, evidence=spans)
    except (TypeError, ValueError) as error:
        raise ImportRefusedError(f"{one.key} cannot be read: {error}", source) from error


def _first(text: str) -> Span:
    at = next((at for at, character in enumerate(text) if not character.isspace()), 0)
    return Span(at, at + 1)
