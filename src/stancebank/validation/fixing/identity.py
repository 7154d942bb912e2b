"""Fixes of ids."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Final

from stancebank.findings import Edit
from stancebank.model.characters import is_name
from stancebank.validation.fixing.fault import Fault, FixRow, added_attribute, renamed, rewritten
from stancebank.validation.rule import Subject

__all__ = ["IDENTITY_FIXES"]

_OTHER: Final = re.compile(r"[^\w.-]")


def _assigned(subject: Subject) -> dict[int, str]:
    """Return an id for each element that lacks one, by its number: the document's id, its name, a number."""
    index = subject.index
    taken = {anchor.id for anchor in index.anchors}
    found: dict[int, str] = {}
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    for one in index.nameless:
        stem = f"{index.root_id}.{one.element}" if index.root_id else one.element
        found[one.number] = next(name for number in numbers[stem] if (name := f"{stem}.{number}") not in taken)
    return found


def _with_id(fault: Fault) -> Iterator[Edit]:
    """Give an element an id; the root that of its file."""
    if fault.tag is None or fault.subject is None or fault.tag.attribute("xml:id"):
        return
    path = fault.subject.path
    if fault.tag.number == 1:
        if path is not None and is_name(path.stem) and path.stem not in fault.subject.index.by_id:
            yield added_attribute(fault.tag, "xml:id", path.stem)
    elif new := fault.subject.once(_assigned).get(fault.tag.number):
        yield added_attribute(fault.tag, "xml:id", new)


def _of_its_own(fault: Fault) -> Iterator[Edit]:
    """Give the second bearer of an id another one; pointers keep leading to the first."""
    if fault.attribute is not None and fault.subject is not None and fault.value:
        known = fault.subject.index.by_id
        value = fault.value
        new = next(name for number in count(2) if (name := f"{value}.{number}") not in known)
        yield rewritten(fault.attribute, new)


def _as_a_name(fault: Fault) -> dict[str, str]:
    value = fault.value
    if value is None or fault.subject is None:
        return {}
    new = _OTHER.sub("_", value)
    new = new if is_name(new) else f"_{new}"
    return {value: new} if is_name(new) and new not in fault.subject.index.by_id else {}


def _after_the_file(fault: Fault) -> dict[str, str]:
    """Return the new names of the document and of whatever begins with its id and a full stop."""
    path = fault.subject.path if fault.subject is not None else None
    old = fault.value
    if fault.subject is None or path is None or old is None or not is_name(path.stem):
        return {}
    known = fault.subject.index.by_id
    names = {old: path.stem}
    names |= {name: path.stem + name[len(old) :] for name in known if name.startswith(f"{old}.")}
    return {} if known.keys() & names.values() else names


IDENTITY_FIXES: Final = (
    FixRow(code="ID001", is_safe=False, told="gives the second bearer an id of its own", mend=_of_its_own),
    FixRow(
        code="ID002",
        is_safe=False,
        told="replaces what no name may hold, and points at the new name",
        mend=lambda fault: renamed(fault.places, _as_a_name(fault)),
        renames=lambda fault: _as_a_name(fault).items(),
    ),
    FixRow(
        code="ID003",
        is_safe=True,
        told="assigns an id that begins with the document's",
        mend=_with_id,
        reveals=frozenset({"ID005", "PT011", "SP004"}),
    ),
    FixRow(
        code="ID004",
        is_safe=False,
        told="names the document, and all ids that begin with its own, after the file",
        mend=lambda fault: renamed(fault.places, _after_the_file(fault)),
        renames=lambda fault: _after_the_file(fault).items(),
    ),
)
