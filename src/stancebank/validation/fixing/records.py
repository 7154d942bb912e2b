"""Fixes of records: one that stands twice is taken out."""

import re
from collections.abc import Iterator
from typing import Final

from stancebank.findings import Edit
from stancebank.tei.places import Places
from stancebank.tei.tags import StartTag
from stancebank.validation.fixing.fault import Fault, FixRow, renamed, white_before
from stancebank.validation.rule import Subject

__all__ = ["RECORD_FIXES"]

_NAME: Final = re.compile(r"[#(,]([^\s#(),]+)")
_OWN_ID: Final = re.compile(rb"""[ \t\r\n]+xml:id[ \t\r\n]*=[ \t\r\n]*(?:"[^"]*"|'[^']*')""")


def _once(fault: Fault) -> Iterator[Edit]:
    """Take out a record that is written like the first one but for its id, and point at the first one instead."""
    places, pair = fault.places, _twins(fault)
    if pair is None or not (fault.tag and fault.tag.id):
        return
    first, second = pair
    start = second.start - len(white_before(places, second).encode())
    end = places.outer_end(second)
    yield Edit(start, end, "")
    if fault.subject is not None and fault.tag.id not in fault.subject.once(_pointed_at):
        return
    names = {fault.tag.id: str(first.id)}
    yield from (edit for edit in renamed(places, names) if not start <= edit.start < end)


def _twins(fault: Fault) -> tuple[StartTag, StartTag] | None:
    """Return the two records, if they are written alike and nothing in the second one can be pointed at."""
    places, second = fault.places, fault.tag
    first = fault.bearer(fault.hit.other)
    if first is None or second is None or first.parent != second.parent or not second.id:
        return None
    if _written(places, first) != _written(places, second) or any(tag.id for tag in _inside(places, second)):
        return None
    return first, second


def _pointed_at(subject: Subject) -> frozenset[str]:
    """Return the names in the pointers of a file."""
    return frozenset(name for pointer in subject.index.pointers for name in _NAME.findall(pointer.value))


def _inside(places: Places, tag: StartTag) -> Iterator[StartTag]:
    """Yield the start tags inside of an element in which there is an id."""
    if b"xml:id" in places.data[tag.end : places.end_of(tag)]:
        yield from places.within(tag)


def _written(places: Places, tag: StartTag) -> bytes:
    """Return what is written for a record, without its own id."""
    return _OWN_ID.sub(b"", tag.tag, count=1) + places.data[tag.end : places.outer_end(tag)]


RECORD_FIXES: Final = (
    FixRow(
        code="SN007",
        is_safe=True,
        told="takes out a record that is written like another but for its id, and points at the other one",
        mend=_once,
        renames=lambda fault: [(str(fault.tag.id), str(fault.hit.other))] if fault.tag else [],
    ),
)
