"""What pointers are for: the one table of pointer attributes."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

__all__ = ["POINTING", "Role", "role_of"]


class Role(StrEnum):
    """What a pointer is for; what it may point at follows from that."""

    VOICE = "voice"
    AGENT = "agent"
    TARGET = "target"
    NAMED = "name"
    ORGANISATION = "organisation"
    PASSAGE = "passage"
    QUOTATION = "quotation"
    RECORD = "record"
    CATEGORY = "category"
    SCHEME = "scheme"
    CHAIN = "chain"
    TWIN = "twin"
    CHANGE = "change"
    SEED = "seed"
    ADDRESS = "address"
    ANY = "anything"

    __hash__ = str.__hash__  # that of an enumeration is slower, and every pointer asks for it


_DEFAULT_ROLES: Final = {
    "active": Role.VOICE,
    "ana": Role.CATEGORY,
    "change": Role.CHANGE,
    "corresp": Role.ANY,
    "exclude": Role.RECORD,
    "inst": Role.PASSAGE,
    "mutual": Role.VOICE,
    "next": Role.CHAIN,
    "passive": Role.VOICE,
    "prev": Role.CHAIN,
    "ref": Role.ADDRESS,
    "resp": Role.AGENT,
    "sameAs": Role.TWIN,
    "scheme": Role.SCHEME,
    "source": Role.ANY,
    "target": Role.ADDRESS,
    "toWhom": Role.VOICE,
    "who": Role.VOICE,
}
"""The role of each pointer attribute, unless its element says otherwise."""

_ROLES: Final = {
    ("affiliation", "ref"): Role.ORGANISATION,
    ("alt", "target"): Role.ANY,
    ("annotation", "target"): Role.PASSAGE,
    ("catRef", "target"): Role.CATEGORY,
    ("certainty", "target"): Role.ANY,
    ("change", "target"): Role.ANY,
    ("change", "who"): Role.AGENT,
    ("link", "target"): Role.ANY,
    ("name", "ref"): Role.NAMED,
    ("normalization", "source"): Role.ADDRESS,
    ("note", "target"): Role.ANY,
    ("orgName", "ref"): Role.NAMED,
    ("persName", "ref"): Role.NAMED,
    ("placeName", "ref"): Role.NAMED,
    ("rendition", "scheme"): None,
    ("rs", "ref"): Role.NAMED,
    ("span", "target"): Role.PASSAGE,
    ("supplied", "source"): Role.ADDRESS,
    ("taxonomy", "source"): Role.ADDRESS,
}
"""The role of an attribute on one element; None where it is no pointer there."""

_RECORD_ROLES: Final = {
    "addressee": Role.VOICE,
    "adjudicates": Role.RECORD,
    "attribution": Role.QUOTATION,
    "cue": Role.PASSAGE,
    "holder": Role.VOICE,
    "mention": Role.PASSAGE,
    "onBehalfOf": Role.VOICE,
    "source": Role.PASSAGE,
    "speaker": Role.VOICE,
    "stanceTarget": Role.TARGET,
    "verbatim": Role.PASSAGE,
}
"""The role of a ``ptr`` in a record, by its type."""

POINTING: Final = frozenset(_DEFAULT_ROLES)
"""The attributes that point."""


def role_of(name: str, attribute: str, kind: str | None, attributes: Mapping[str, str]) -> Role | None:
    """Return what an attribute is for, or None where it is no pointer.

    Args:
        name: The element that bears it.
        attribute: The attribute: one of `POINTING`.
        kind: For a ``ptr`` in a record, its type.
        attributes: All attributes of the element.

    Example:
        >>> role_of("said", "who", None, {}), role_of("rendition", "scheme", None, {})
        (<Role.VOICE: 'voice'>, None)
    """
    if kind is not None and attribute == "target":
        return _RECORD_ROLES.get(kind, Role.ANY)
    if name == "relatedItem" and attribute == "target":
        return Role.SEED if attributes.get("type") == "seed" else Role.ADDRESS
    return _ROLES.get((name, attribute), _DEFAULT_ROLES[attribute])
