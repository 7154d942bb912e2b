"""Gold in JSON: a text with quotations, topics and stances as lists of offsets and words."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from attrs import evolve

from stancebank.evaluation.errors import MaterialError
from stancebank.evaluation.plain import Told, document_of, named
from stancebank.model import (
    CategoryRef,
    Document,
    Proposition,
    Span,
    Speaker,
    Stance,
    StanceId,
    TargetRef,
    TopicAssignment,
    TopicId,
    VoiceRef,
)

__all__ = ["read_json"]

_DOCUMENT: Final = frozenset({"id", "text", "quotations", "voices", "topics", "stances"})
_QUOTATION: Final = frozenset({"content", "mode", "mention", "cue", "speakers"})
_VOICE: Final = frozenset({"id", "names", "kind", "identifiers"})
_TOPIC: Final = frozenset({"category", "certainty", "spans"})
_STANCE: Final = frozenset({"holder", "target", "position", "spans"})

Fields = Mapping[str, Any]


def read_json(content: str, *, place: str = "the gold") -> list[tuple[str, Document]]:
    """Read documents with annotations from JSON.

    The content is an object for one document, a list of such objects, ``{"documents": […]}``, or an object a line.

    Args:
        content: The JSON.
        place: The file, for messages.

    Returns:
        Pairs of the id as written and the document.

    Raises:
        MaterialError: It is no JSON, a field is unknown or missing, or a value is not what it should be.

    Example:
        >>> gold = '{"id": "pier", "text": "Wait, Lind said.", "quotations": [{"content": [[0, 5]]}]}'
        >>> [(name, document.quotations[0].content) for name, document in read_json(gold)]
        [('pier', (Span(start=0, end=5),))]
    """
    found: list[tuple[str, Document]] = []
    for fields in _objects(content, place):
        name = str(fields.get("id", "document"))
        where = f"{place}, document {name!r}"
        try:
            found.append((name, _document(name, fields, where)))
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            if isinstance(error, MaterialError):
                raise
            reason = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
            raise MaterialError(reason, where) from error
    return found


def _objects(content: str, place: str) -> list[Fields]:
    try:
        whole: Any = json.loads(content)
    except ValueError as error:
        lines = [line for line in content.splitlines() if line.strip()]
        if not all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines):
            raise MaterialError(f"this is not JSON: {error}", place) from None
        try:
            whole = [json.loads(line) for line in lines]
        except ValueError as inner:
            raise MaterialError(f"this is not JSON: {inner}", place) from None
    if isinstance(whole, dict) and "documents" in whole:
        whole = cast("Fields", whole)["documents"]
    items: list[Any] = whole if isinstance(whole, list) else [whole]  # pyright: ignore[reportUnknownVariableType] # JSON
    if not all(isinstance(one, dict) for one in items):
        raise MaterialError("a document must be an object", place)
    return items


def _checked(fields: object, known: frozenset[str], what: str) -> Fields:
    if not isinstance(fields, dict):
        msg = f"a {what} must be an object, not {fields!r}"
        raise TypeError(msg)
    told = cast("dict[str, Any]", fields)
    if unknown := sorted(set(told) - known):
        msg = f"a {what} has no field {unknown[0]!r}; it has {', '.join(sorted(known))}"
        raise ValueError(msg)
    return told


def _document(name: str, fields: Fields, place: str) -> Document:
    told = _checked(fields, _DOCUMENT, "document")
    text = told["text"]
    if not isinstance(text, str):
        msg = "the text of a document must be a string"
        raise TypeError(msg)
    voices = [_voice(_checked(one, _VOICE, "voice")) for one in told.get("voices", ())]
    known = {voice.id: number for number, voice in enumerate(voices)}
    quotations = [
        _quotation(_checked(one, _QUOTATION, "quotation"), voices, known) for one in told.get("quotations", ())
    ]
    own = named(name)
    topics = [
        _topic(number, _checked(one, _TOPIC, "topic"), own) for number, one in enumerate(told.get("topics", ()), 1)
    ]
    claims: dict[str, Proposition] = {}
    stances = [
        _stance(number, _checked(one, _STANCE, "stance"), own, claims, (voices, known))
        for number, one in enumerate(told.get("stances", ()), 1)
    ]
    document = document_of(name, text, quotations, voices, place)
    layer = evolve(document.layers[0], topics=topics, stances=stances)
    return evolve(document, layers=[layer], propositions=[*claims.values()])


def _spans(pairs: object) -> list[Span]:
    if not isinstance(pairs, list):
        msg = f"spans must be a list of pairs, not {pairs!r}"
        raise TypeError(msg)
    return [Span(*cast("Sequence[int]", pair)) for pair in cast("list[object]", pairs)]


def _voice(fields: Fields) -> Speaker:
    return Speaker(
        id=fields["id"],
        kind=fields.get("kind", "person"),
        names=fields.get("names", ()),
        identifiers=fields.get("identifiers", ()),
    )


def _number(name: str, voices: list[Speaker], known: dict[str, int]) -> int:
    """Return the number of the voice with this id or name; a name that nobody bears yet becomes a voice."""
    if name not in known:
        bearer = next((at for at, voice in enumerate(voices) if name in {one.text for one in voice.names}), None)
        if bearer is None:
            voices.append(Speaker(id=f"voice{len(voices) + 1}", kind="person", names=[name]))
            bearer = len(voices) - 1
        known[name] = bearer
    return known[name]


def _quotation(fields: Fields, voices: list[Speaker], known: dict[str, int]) -> Told:
    return Told(
        content=_spans(fields["content"]),
        mode=fields.get("mode"),
        mention=_spans(fields.get("mention", [])),
        cue=_spans(fields.get("cue", [])),
        speakers=[_number(str(one), voices, known) for one in fields.get("speakers", ())],
    )


def _topic(number: int, fields: Fields, document_id: str) -> TopicAssignment:
    spans = _spans(fields.get("spans", []))
    return TopicAssignment(
        id=TopicId(f"{document_id}.t{number}"),
        category=CategoryRef(fields["category"]),
        targets=[] if spans else [TargetRef(document_id)],
        spans=spans,
        certainty=fields.get("certainty"),
    )


def _stance(
    number: int,
    fields: Fields,
    document_id: str,
    claims: dict[str, Proposition],
    people: tuple[list[Speaker], dict[str, int]],
) -> Stance:
    """Return a stance; its target is a voice where one is called so, else a proposition of these words."""
    voices, known = people
    target = str(fields["target"])
    is_voice = target in known or any(target == name.text for voice in voices for name in voice.names)
    if not is_voice and target not in claims:
        claims[target] = Proposition(id=f"{document_id}.claim{len(claims) + 1}", text=target)
    return Stance(
        id=StanceId(f"{document_id}.st{number}"),
        holder=VoiceRef(voices[_number(str(fields["holder"]), voices, known)].id),
        target=TargetRef(voices[_number(target, voices, known)].id if is_voice else claims[target].id),
        position=fields.get("position"),
        evidence=_spans(fields.get("spans", [])),
    )
