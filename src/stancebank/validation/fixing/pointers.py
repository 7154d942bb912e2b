"""Fixes of pointers and chains."""

import re
from collections.abc import Iterator
from typing import Final

from stancebank.findings import Edit
from stancebank.validation.fixing.fault import Fault, FixRow, added_attribute, rewritten
from stancebank.validation.following import leaves

__all__ = ["POINTER_FIXES"]

_TOKEN: Final = re.compile(r"[^ \t\r\n]+")
_REVERSED: Final = re.compile(r"#range\((string-index\([^()]*\)),(string-index\([^()]*\))\)")
_NAMES: Final = re.compile(r"(?<=[#(,])(?![0-9-]+[,)])(?!string-range\(|range\(|string-index\()([^\s#(),]+)")
_BACK: Final = {"next": "prev", "prev": "next"}


def _with_hash(fault: Fault) -> Iterator[Edit]:
    """Put # before bare names, where all of them are ids of the file."""
    if fault.attribute is None or fault.subject is None or fault.value is None:
        return
    known = fault.subject.index.by_id
    bare = [token for token in _TOKEN.findall(fault.value) if token[0] != "#" and not leaves(token)]
    if bare and all(token in known for token in bare):
        written = _TOKEN.sub(lambda found: f"#{found[0]}" if found[0] in bare else found[0], fault.value)
        yield rewritten(fault.attribute, written)


def _once(fault: Fault) -> Iterator[Edit]:
    """Say each pointer once; weights that go with pointers would lose theirs, so those stay."""
    if fault.attribute is None or fault.tag is None or not fault.value or fault.tag.attribute("weights"):
        return
    tokens = _TOKEN.findall(fault.value)
    if len(set(tokens)) < len(tokens):
        yield rewritten(fault.attribute, " ".join(dict.fromkeys(tokens)))


def _nearest(fault: Fault) -> Iterator[Edit]:
    """Point at the only id that looks like the missing one."""
    if fault.attribute is None or fault.subject is None or not fault.value or not fault.hit.other:
        return
    known = fault.subject.index.by_id
    missing = {name for name in _NAMES.findall(fault.value) if name not in known}
    if len(missing) == 1:
        other = fault.hit.other
        yield rewritten(fault.attribute, _NAMES.sub(lambda one: other if one[1] in missing else one[1], fault.value))


def _mirrored(fault: Fault) -> Iterator[Edit]:
    """Let the other part of the chain point back, if it points nowhere yet."""
    if fault.attribute is None or fault.tag is None or fault.tag.id is None:
        return
    back = _BACK.get(fault.attribute.name)
    other = fault.bearer(fault.hit.other)
    if back and other and other.attribute(back) is None:
        yield added_attribute(other, back, f"#{fault.tag.id}")


def _chained(fault: Fault) -> Iterator[Edit]:
    """Tie two parts together that have no other neighbours on these sides."""
    first, second = fault.tag, fault.bearer(fault.hit.other)
    if first is None or second is None or first.attribute("next") or second.attribute("prev"):
        return
    yield added_attribute(first, "next", f"#{second.id}")
    yield added_attribute(second, "prev", f"#{first.id}")


def _swapped(fault: Fault) -> Iterator[Edit]:
    """Swap the two points of a range."""
    if fault.attribute is None or fault.value is None or fault.hit.message.endswith("holds no characters"):
        return
    told = [found for found in _REVERSED.finditer(fault.value) if found[0] in fault.hit.message]
    if len(told) == 1:
        [found] = told
        yield rewritten(fault.attribute, fault.value.replace(found[0], f"#range({found[2]},{found[1]})"))


POINTER_FIXES: Final = (
    FixRow(code="PT001", is_safe=False, told="points at the only id that looks like the missing one", mend=_nearest),
    FixRow(code="PT002", is_safe=True, told="puts # before the name, where the file has the id", mend=_with_hash),
    FixRow(code="PT003", is_safe=True, told="says a pointer once that is said twice", mend=_once),
    FixRow(code="PT009", is_safe=True, told="lets the other part of the chain point back", mend=_mirrored),
    FixRow(code="PT010", is_safe=False, told="swaps the ends of the range", mend=_swapped),
    FixRow(code="QU004", is_safe=False, told="chains the two parts with next and prev", mend=_chained),
    FixRow(code="SN002", is_safe=False, told="swaps the ends of a range that is reversed", mend=_swapped),
)
