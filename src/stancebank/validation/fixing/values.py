"""Fixes of values: words and names that are written in another way than the profile asks for."""

import re
from collections.abc import Iterator
from typing import Final

from stancebank.findings import Edit
from stancebank.tei.tags import StartTag
from stancebank.validation.fixing.fault import Fault, FixRow, rewritten
from stancebank.validation.following import WORDS

__all__ = ["VALUE_FIXES"]

_TOKEN: Final = re.compile(r"[^ \t\r\n]+")
_SHORTER: Final = re.compile(r"must be written '([A-Za-z0-9-]+)'")
_RETIRED: Final = re.compile(r"the category (\S+) is retired")
_INSTEAD: Final = re.compile(r"use (\S+)")
_QUOTED: Final = re.compile(r"'([^']+)'")
_ITEM: Final = re.compile(r"(https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)q([0-9]+)")


def _as_a_tag(fault: Fault) -> Iterator[Edit]:
    """Write a language tag with hyphens, or with the shorter code that is due."""
    if fault.attribute is None or not fault.value:
        return
    shorter = _SHORTER.search(fault.finding.message)
    new = shorter[1] if shorter else fault.value.replace("_", "-")
    if new != fault.value:
        yield rewritten(fault.attribute, new)


def _as_a_position(fault: Fault) -> Iterator[Edit]:
    """Put position: before a bare word that is one of the positions."""
    if fault.attribute is None or not fault.value:
        return
    new = _TOKEN.sub(lambda one: f"position:{one[0]}" if one[0] in WORDS["position"] else one[0], fault.value)
    if new != fault.value:
        yield rewritten(fault.attribute, new)


def _replaced(fault: Fault) -> Iterator[Edit]:
    """Point at the category that replaces a retired one, wherever the element or a child of it names that."""
    retired, instead = _RETIRED.match(fault.finding.message), _INSTEAD.fullmatch(fault.finding.hint or "")
    if fault.tag is None or retired is None or instead is None:
        return
    for tag in _with_children(fault, fault.tag):
        for name in ("ana", "target"):
            attribute, value = tag.attribute(name), tag.value(name) or ""
            if attribute and "&" not in value and retired[1] in value.split():
                new = _TOKEN.sub(lambda one: instead[1] if one[0] == retired[1] else one[0], value)
                yield rewritten(attribute, new)


def _with_children(fault: Fault, tag: StartTag) -> Iterator[StartTag]:
    yield tag
    yield from fault.places.children(tag)


def _with_a_capital(fault: Fault) -> Iterator[Edit]:
    """Write the Q of an item of Wikidata as a capital letter."""
    told = _QUOTED.search(fault.finding.message)
    item = _ITEM.fullmatch(told[1]) if told else None
    if fault.tag is None or told is None or item is None:
        return
    content = fault.data[fault.tag.start : fault.places.outer_end(fault.tag)]
    if content.count(told[1].encode()) == 1:
        start = fault.tag.start + content.index(told[1].encode())
        yield Edit(start, start + len(told[1].encode()), f"{item[1]}Q{item[2]}")


VALUE_FIXES: Final = (
    FixRow(
        code="MD007", is_safe=True, told="writes the tag with hyphens, or with the code that is due", mend=_as_a_tag
    ),
    FixRow(code="SP005", is_safe=True, told="writes the Q of an item of Wikidata as a capital", mend=_with_a_capital),
    FixRow(code="ST005", is_safe=False, told="puts position: before a bare word for one", mend=_as_a_position),
    FixRow(code="TX004", is_safe=False, told="points at the category that replaces the retired one", mend=_replaced),
)
