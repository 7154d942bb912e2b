"""What a fix is made from: a finding at its place in a file, and how edits are written."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from attrs import frozen

from stancebank.findings import Edit, Finding, Fix
from stancebank.tei.places import Places
from stancebank.tei.tags import AttributePlace, StartTag
from stancebank.validation.rule import Hit, Subject

__all__ = [
    "Fault",
    "FixRow",
    "Mender",
    "added_attribute",
    "inserted_last",
    "renamed",
    "rewritten",
    "stated",
    "white_before",
]

_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "'": "&apos;"})
_NAME: Final = re.compile(r"(?<=[#(,])([^\s#(),]+)")


@frozen(kw_only=True, eq=False)
class Fault:
    """A finding, where it is, and the file around it.

    Attributes:
        finding: The finding.
        hit: What the rule yielded.
        data: The file.
        places: Where everything in the file stands; without start tags where the file could not be read.
        tag: The start tag that the finding is about, or None.
        attribute: The attribute that it is about, or None.
        subject: The file as rules see it, or None where it could not be read.
    """

    finding: Finding
    hit: Hit
    data: bytes
    places: Places
    tag: StartTag | None = None
    attribute: AttributePlace | None = None
    subject: Subject | None = None

    @property
    def value(self) -> str | None:
        """The value of the attribute as it is written; None where there is none, or it has references in it."""
        if self.tag is None or self.attribute is None:
            return None
        value = self.tag.value(self.attribute.name)
        return None if value is None or "&" in value else value

    def bearer(self, element_id: str | None) -> StartTag | None:
        """Return the first start tag with an ``xml:id``, or None."""
        if self.subject is None:
            return self.places.by_id.get(element_id or "")
        anchor = self.subject.anchor(element_id)
        return self.places.numbered(anchor.number) if anchor is not None else None


Mender = Callable[[Fault], Iterable[Edit]]
"""Gives the edits that mend a fault; none where it cannot tell how."""


@frozen(kw_only=True)
class FixRow:
    """One row of the table of fixes.

    Attributes:
        code: The rule whose findings it mends.
        is_safe: Whether it cannot change what the file says.
        told: What it does, in a few words.
        mend: Gives the edits.
        renames: Gives the ids that are renamed: pairs of the old one and the new one; None where none is.
        reveals: Codes of findings that the fault hides: they may come to light once it is mended.
    """

    code: str
    is_safe: bool
    told: str
    mend: Mender
    renames: Callable[[Fault], Iterable[tuple[str, str]]] | None = None
    reveals: frozenset[str] = frozenset()

    def fix(self, fault: Fault) -> Fix | None:
        """Return how to mend *fault*, or None where this row does not know."""
        edits = tuple(self.mend(fault))
        if not edits:
            return None
        renamed = self.renames(fault) if self.renames else ()
        return Fix(is_safe=self.is_safe, edits=edits, renamed=renamed, reveals=self.reveals)


def _escaped(value: str) -> str:
    return value.translate(_ESCAPES)


def rewritten(attribute: AttributePlace, value: str) -> Edit:
    """Return the edit that gives an attribute another value."""
    return Edit(attribute.value_start, attribute.value_end, _escaped(value))


def added_attribute(tag: StartTag, name: str, value: str) -> Edit:
    """Return the edit that gives an element an attribute that it does not have, after the others."""
    at = tag.end - (2 if tag.tag.endswith(b"/>") else 1)
    at -= len(tag.tag[: at - tag.start]) - len(tag.tag[: at - tag.start].rstrip(b" \t\r\n"))
    return Edit(at, at, f' {name}="{_escaped(value)}"')


def inserted_last(places: Places, parent: StartTag, markup: str, before: str | None = None) -> Iterator[Edit]:
    """Yield the edit that puts *markup* into an element that holds elements only, as the others stand there.

    Args:
        places: The places of the file.
        parent: The start tag of the element; nothing is yielded where it is an empty tag.
        markup: What to put there.
        before: The name of the child before which it stands if there is one; otherwise it is the last one.
    """
    if parent.tag.endswith(b"/>"):
        return
    children = list(places.children(parent))
    following = next((one for one in children if one.name == before), None)
    if following is not None:
        yield Edit(following.start, following.start, markup + white_before(places, following))
    elif children:
        at = places.outer_end(children[-1])
        yield Edit(at, at, white_before(places, children[-1]) + markup)
    else:
        yield Edit(parent.end, parent.end, markup)


def stated(fault: Fault, name: str) -> Iterator[StartTag]:
    """Yield the elements called *name* that a finding on a statement may be about: those near its id on its line."""
    near, line = fault.finding.location.id, fault.hit.line
    for tag in fault.places.tags:
        if tag.name == name and tag.near == near and fault.places.position(tag.end - 1)[0] == line:
            yield tag


def white_before(places: Places, tag: StartTag) -> str:
    """Return the white space before a start tag, where nothing else stands between it and the tag before."""
    before = places.data[places.data.rfind(b">", 0, tag.start) + 1 : tag.start]
    return before[len(before.rstrip(b" \t\r\n")) :].decode()


def renamed(places: Places, names: dict[str, str], *, skip: int = 0) -> Iterator[Edit]:
    """Yield the edits that rename ids, and whatever points at them inside the file.

    Args:
        places: The places of the file.
        names: The new name of each id that is renamed.
        skip: The number of an element whose own id stays; 0 for none.
    """
    for tag in places.tags:
        for attribute in tag.attributes:
            value = tag.value(attribute.name) or ""
            if attribute.name == "xml:id":
                new = value if tag.number == skip else names.get(value, value)
            else:
                new = _NAME.sub(lambda found: names.get(found[1], found[1]), value) if "#" in value else value
            if new != value:
                yield Edit(attribute.value_start, attribute.value_end, new)
