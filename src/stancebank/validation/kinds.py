"""What pointers may lead to: the kinds of elements that each role wants."""

from collections.abc import Mapping
from typing import Final

from stancebank.tei.facts import Anchor, Pointer
from stancebank.tei.pointer_roles import Role

__all__ = ["KINDS", "LIKE", "SHOWN", "is_kind"]

_VOICES: Final = frozenset({"person", "personGrp", "org"})
_ENTITIES: Final = _VOICES | {"place", "event", "object"}
_BLOCKS: Final = frozenset({"p", "head", "item", "ab", "byline", "dateline", "note", "div", "list", "text"})

KINDS: Final[Mapping[Role, frozenset[str]]] = {
    Role.VOICE: _VOICES,
    Role.AGENT: frozenset({"respStmt", "application", "person", "personGrp", "org", "editor", "author"}),
    Role.TARGET: _ENTITIES | _BLOCKS | {"category", "interp", "annotation", "bibl", "biblStruct", "said", "quote"},
    Role.NAMED: _ENTITIES | {"application", "category", "interp", "bibl", "biblStruct"},
    Role.ORGANISATION: frozenset({"org", "personGrp"}),
    Role.QUOTATION: frozenset({"annotation", "said", "quote"}),
    Role.RECORD: frozenset({"annotation", "listAnnotation", "alt"}),
    Role.CATEGORY: frozenset({"category"}),
    Role.SCHEME: frozenset({"taxonomy"}),
    Role.CHANGE: frozenset({"change"}),
}
"""What each role may point at; a role that is missing may point at anything, or is judged by another measure."""

SHOWN: Final[Mapping[Role, str]] = {
    Role.VOICE: "a person, group or organisation",
    Role.AGENT: "a statement of responsibility or a program",
    Role.TARGET: "a voice, entity, proposition, category or record",
    Role.NAMED: "a voice or an entity",
    Role.ORGANISATION: "an organisation",
    Role.QUOTATION: "a quotation",
    Role.RECORD: "a record",
    Role.CATEGORY: "a category",
    Role.SCHEME: "a taxonomy",
    Role.CHANGE: "a change",
    Role.PASSAGE: "a passage of the text",
    Role.CHAIN: "the same kind of element",
    Role.TWIN: "the same kind of element",
}

LIKE: Final = frozenset({Role.CHAIN, Role.TWIN})
"""Roles whose pointers lead to the same kind of element."""

_PASSAGE: Final = Role.PASSAGE
_QUOTATION: Final = Role.QUOTATION


def is_kind(pointer: Pointer, element: str, anchor: Anchor | None) -> bool:
    """Tell whether *pointer* may lead to such an element, which is *anchor* where it stands in the same file."""
    role = pointer.role
    if role is _PASSAGE:
        return anchor is None or anchor.region == "text" or element in {"TEI", "annotation", "span"}
    kinds = KINDS.get(role)
    if kinds is None:
        return role not in LIKE or element == pointer.element
    if role is _QUOTATION and anchor is not None and element == "annotation":
        return anchor.motivation == "linking"
    return element in kinds
