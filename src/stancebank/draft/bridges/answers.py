"""Proposals as JSON: what a program outside and a language model answer with."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from stancebank.draft.annotator import AnnotatorError
from stancebank.draft.locating import locate
from stancebank.draft.proposals import (
    Candidate,
    MentionProposal,
    Passage,
    Proposal,
    QuotationProposal,
    StanceProposal,
    TopicProposal,
    VoiceProposal,
)
from stancebank.model import CategoryRef, Document, Span, TargetRef

__all__ = ["ANSWER_SCHEMA", "read_answer"]

_PASSAGES: Final[Mapping[str, Any]] = {
    "type": "array",
    "items": {
        "oneOf": [
            {"type": "string"},
            {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
        ]
    },
}
_STRINGS: Final[Mapping[str, Any]] = {"type": "array", "items": {"type": "string"}}
_STRING: Final[Mapping[str, Any]] = {"type": "string"}
_CERTAINTY: Final[Mapping[str, Any]] = {"enum": ["high", "medium", "low", "unknown"]}


def _list(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    items = {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
    return {"type": "array", "items": items}


ANSWER_SCHEMA: Final[Mapping[str, Any]] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "voices": _list(
            ["name"],
            {
                "name": _STRING,
                "kind": {"enum": ["person", "group", "unnamed", "organisation"]},
                "role": _STRING,
                "mentions": _PASSAGES,
            },
        ),
        "quotations": _list(
            ["content", "mode"],
            {
                "content": _PASSAGES,
                "mode": {"enum": ["direct", "indirect", "mixed", "free"]},
                "medium": {"enum": ["speech", "writing", "thought"]},
                "mention": _PASSAGES,
                "cue": _PASSAGES,
                "speakers": _STRINGS,
                "addressees": _STRINGS,
                "certainty": _CERTAINTY,
                "comment": _STRING,
            },
        ),
        "topics": _list(
            ["category"],
            {"category": _STRING, "targets": _STRINGS, "passages": _PASSAGES, "certainty": _CERTAINTY},
        ),
        "stances": _list(
            ["holder", "target"],
            {
                "holder": _STRING,
                "target": _STRING,
                "position": {"enum": ["support", "oppose", "neutral", "ambiguous", "unknown"]},
                "evidence": _PASSAGES,
                "quotation": _STRING,
                "certainty": _CERTAINTY,
                "rationale": _STRING,
            },
        ),
    },
}
"""What an answer must be, as JSON Schema: lists of voices, quotations, topics and stances.

A passage is words of the text, verbatim, or a pair of offsets; a speaker or holder is the name of a voice of the
answer, or the id of one of the document.
"""

_FENCE: Final = re.compile(r"```(?:json)?\s*\n(.*?)\n\s*```", re.DOTALL)

Fields = Mapping[str, Any]


def read_answer(answer: str, document: Document, annotator: str) -> Iterator[Proposal]:
    """Yield the proposals of *answer*.

    Whether passages stand in the text is judged by the applier; here a voice must bear a name that does.
    A voice whose name is nowhere in the text is left out, so that what refers to it is refused.

    Args:
        answer: JSON after `ANSWER_SCHEMA`; a fence of three backquotes around it is taken away.
        document: The document that it is about.
        annotator: The name of the annotator, for messages and for rule ids.

    Raises:
        AnnotatorError: The answer is no JSON, or not of that form.
    """
    fenced = _FENCE.search(answer)
    try:
        told: object = json.loads(fenced[1] if fenced else answer)
    except ValueError as error:
        raise AnnotatorError(annotator, f"its answer is not JSON: {error}") from error
    fields = _checked(told, ANSWER_SCHEMA["properties"], "answer", annotator)
    makers = {"voices": _voice, "quotations": _quotation, "topics": _topic, "stances": _stance}
    for name, make in makers.items():
        schema = ANSWER_SCHEMA["properties"][name]["items"]
        listed = fields.get(name, [])
        if not isinstance(listed, list):
            raise AnnotatorError(annotator, f"{name} of its answer is no list")
        for item in cast("list[object]", listed):
            one = _checked(item, schema["properties"], name, annotator, schema["required"])
            try:
                proposal = make(one, annotator)
            except (TypeError, ValueError, AttributeError) as error:
                raise AnnotatorError(annotator, f"one of the {name} of its answer is not usable: {error}") from error
            if not isinstance(proposal, VoiceProposal) or _is_there(proposal, document):
                yield proposal


def _checked(
    told: object, known: Mapping[str, object], what: str, annotator: str, required: list[str] | None = None
) -> Fields:
    if not isinstance(told, dict):
        raise AnnotatorError(annotator, f"{what} of its answer: an object is wanted, not {str(told)[:40]!r}")
    fields = cast("dict[str, Any]", told)
    unknown = sorted(set(fields) - set(known))
    missing = [name for name in required or () if name not in fields]
    if unknown or missing:
        fault = f"has no field {unknown[0]!r}" if unknown else f"needs {missing[0]!r}"
        raise AnnotatorError(annotator, f"{what} of its answer {fault}")
    return fields


def _is_there(voice: VoiceProposal, document: Document) -> bool:
    named = (*(name.text for name in voice.names), *(mention.passage for mention in voice.mentions))
    return any(locate(document.text, one) is not None for one in named)


def _passages(fields: Fields, name: str) -> list[Passage]:
    return [one if isinstance(one, str) else Span(*one) for one in fields.get(name, ())]


def _voice(fields: Fields, _: str) -> Proposal:
    name, kind = fields["name"], fields.get("kind", "person")
    word: str = "person" if kind == "unnamed" else kind
    passages = _passages(fields, "mentions") or [name]
    return VoiceProposal(
        key=name,
        kind=kind,
        names=[name],
        role=fields.get("role", ""),
        mentions=[MentionProposal(passage=one, kind=word, is_name=one == name) for one in passages],
    )


def _quotation(fields: Fields, annotator: str) -> Proposal:
    return QuotationProposal(
        content=_passages(fields, "content"),
        mode=fields["mode"],
        rule=annotator,
        medium=fields.get("medium"),
        mention=_passages(fields, "mention"),
        cue=_passages(fields, "cue"),
        speakers=[Candidate(name) for name in fields.get("speakers", ())],
        addressees=[Candidate(name) for name in fields.get("addressees", ())],
        certainty=fields.get("certainty"),
        comment=fields.get("comment", ""),
    )


def _topic(fields: Fields, annotator: str) -> Proposal:
    return TopicProposal(
        category=CategoryRef(fields["category"]),
        rule=annotator,
        targets=[TargetRef(one) for one in fields.get("targets", ())],
        passages=_passages(fields, "passages"),
        certainty=fields.get("certainty"),
    )


def _stance(fields: Fields, annotator: str) -> Proposal:
    return StanceProposal(
        holder=fields["holder"],
        target=fields["target"],
        rule=annotator,
        position=fields.get("position", "unknown"),
        evidence=_passages(fields, "evidence"),
        quotation=fields.get("quotation"),
        certainty=fields.get("certainty"),
        rationale=fields.get("rationale", ""),
    )
