"""The fields of the model by name, and a count of what a document has in those that a format does not hold."""

import re
from collections import Counter
from functools import cache
from typing import Any, Final, cast

import attrs
from attrs import frozen

from stancebank.model import (
    Affiliation,
    Annotator,
    Application,
    Category,
    Change,
    Document,
    Entity,
    Fragment,
    Label,
    Language,
    Layer,
    Licence,
    Markup,
    Mention,
    Metadata,
    Name,
    Point,
    Prefix,
    Proposition,
    Quotation,
    Relation,
    Section,
    Segment,
    Speaker,
    Stance,
    Taxonomy,
    TopicAssignment,
)

__all__ = ["ALL_FIELDS", "MODEL", "RECORDS", "Fields", "counted", "fields"]

MODEL: Final[tuple[type, ...]] = (
    *(Document, Metadata, Licence, Language, Prefix, Segment, Section, Mention, Markup, Point, Fragment),
    *(Speaker, Name, Affiliation, Relation, Entity, Proposition, Taxonomy, Category, Label),
    *(Annotator, Application, Change, Layer, Quotation, TopicAssignment, Stance),
)
"""The classes whose fields are counted."""

RECORDS: Final = (
    "Quotation: id content mode speakers medium verbatim mention cue addressees on_behalf_of certainty status",
    "Quotation: comment categories",
    "TopicAssignment: id category targets spans certainty status comment categories",
    "Stance: id holder target position intensity evidence is_document_level quotation certainty rationale",
    "Stance: status adjudicates categories",
)
"""What a format holds that keeps records whole, for `fields`."""

Fields = frozenset[str]
"""Names of fields, such as ``Quotation.mode``."""


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {kind.__name__: tuple(one.name for one in attrs.fields(kind)) for kind in MODEL}


ALL_FIELDS: Final[Fields] = frozenset(f"{kind.__name__}.{one.name}" for kind in MODEL for one in attrs.fields(kind))
"""Every field of the model."""


def fields(*told: str) -> Fields:
    """Return fields from lines such as ``Quotation: id content mode``; ``*`` stands for all, ``-x`` takes one away.

    Raises:
        ValueError: There is no such class or field.

    Example:
        >>> sorted(fields("Label: * -attributes"))
        ['Label.definition', 'Label.example', 'Label.language', 'Label.text']
    """
    found: set[str] = set()
    for line in told:
        kind, _, words = line.partition(":")
        for word in words.split():
            if word == "*":
                found |= {f"{kind}.{name}" for name in _names()[kind]}
            elif word.startswith("-"):
                found.discard(f"{kind}.{word[1:]}")
            else:
                found.add(f"{kind}.{word}")
    if unknown := sorted(found - ALL_FIELDS):
        msg = f"no field of the model is called {unknown[0]!r}"
        raise ValueError(msg)
    return frozenset(found)


@frozen
class _Step:
    """A field of a class that may say something.

    Attributes:
        name: The field.
        full_name: The same with its class.
        default: What it says where nobody has said anything.
        is_nested: Whether it may hold values with fields of their own.
    """

    name: str
    full_name: str
    default: Any
    is_nested: bool


def counted(document: Document, holds: Fields) -> Counter[str]:
    """Count the values of *document* in fields that *holds* does not name.

    A field that is not held counts for what it has: one, or as many as its tuple holds.
    What stands inside it is not counted again; a value that nobody changed from its default is none.

    Example:
        >>> document = Document.from_blocks("pier", [("headline", "Pier delayed")])
        >>> counted(document, ALL_FIELDS - {"Segment.kind"})
        Counter({'Segment.kind': 1})
    """
    found: Counter[str] = Counter()
    plans: dict[type, list[_Step]] = {
        kind: [one for one in _steps(kind) if one.is_nested or one.full_name not in holds] for kind in MODEL
    }
    todo: list[object] = [document]
    while todo:
        value = todo.pop()
        for step in plans[type(value)]:
            told = getattr(value, step.name)
            if told is None or told == step.default:
                continue
            inside = cast("tuple[object, ...]", told) if isinstance(told, tuple) else (told,)
            if step.full_name not in holds:
                found[step.full_name] += len(inside)
            else:
                todo.extend(item for item in inside if type(item) in plans)
    return found


@cache
def _steps(kind: type) -> tuple[_Step, ...]:
    nested = re.compile(rf"\b({'|'.join(_names())})\b")
    return tuple(
        _Step(
            one.name,
            f"{kind.__name__}.{one.name}",
            () if isinstance(one.default, attrs.Factory) else one.default,  # type: ignore[arg-type]
            nested.search(str(one.type)) is not None,
        )
        for one in attrs.fields(kind)
    )
