"""Start tags as they are written: the attributes in them, where each stands, and what its value means."""

import re
from functools import cached_property
from typing import Final

from attrs import frozen

from stancebank.model.trusted import trusted

__all__ = ["ATTRIBUTE", "AttributePlace", "StartTag", "meant", "new_tag", "value_of"]

ATTRIBUTE: Final = re.compile(rb"""[ \t\r\n]([^\s=<>"'/]+)[ \t\r\n]*=[ \t\r\n]*("[^"]*"|'[^']*')""")
"""An attribute in a start tag: its name, and its value with the quotation marks around."""

_MEANT: Final = re.compile("[&\t\r\n]")
_SPACE: Final = re.compile("\r\n|[\t\r\n]")
_CHARACTER: Final = re.compile("&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@frozen(kw_only=True)
class AttributePlace:
    """An attribute as it is written; offsets count bytes of the file.

    Attributes:
        name: Its name with prefix, as written.
        start: Where the name begins.
        value_start: Where the value begins, after the quotation mark.
        value_end: Where the value ends, before the quotation mark.
    """

    name: str
    start: int
    value_start: int
    value_end: int


_new_attribute: Final = trusted(AttributePlace)


@frozen(kw_only=True, eq=False)
class StartTag:
    """The start tag of an element; offsets count bytes of the file.

    Attributes:
        number: Which element of the document it is, from 1, in document order.
        name: The name of the element, without the namespace of TEI.
        path: The way from the root, such as ``/TEI/text/body/p[2]``; steps are counted among those of one name.
        parent: The number of the element that it stands in; 0 for the root.
        start: Where the tag begins.
        end: Where the tag ends, after its ``>``.
        id: Its ``xml:id``, or None.
        near: The nearest ``xml:id``: its own or an ancestor's.
        tag: The tag as it is written.
    """

    number: int
    name: str
    path: str
    parent: int
    start: int
    end: int
    id: str | None
    near: str | None
    tag: bytes

    @cached_property
    def attributes(self) -> tuple[AttributePlace, ...]:
        """The attributes, in the order in which they are written."""
        return tuple(self._attribute(found) for found in ATTRIBUTE.finditer(self.tag))

    def _attribute(self, found: re.Match[bytes]) -> AttributePlace:
        place: AttributePlace = _new_attribute(
            name=found[1].decode("utf-8"),
            start=self.start + found.start(1),
            value_start=self.start + found.start(2) + 1,
            value_end=self.start + found.end() - 1,
        )
        return place

    def value(self, name: str) -> str | None:
        """Return the value of the attribute *name* as it is written, character references and all, or None."""
        found = self.attribute(name)
        return None if found is None else self.written(found)

    def written(self, attribute: AttributePlace) -> str:
        """Return the value of one of the attributes as it is written."""
        return self.tag[attribute.value_start - self.start : attribute.value_end - self.start].decode("utf-8")

    def attribute(self, name: str | None) -> AttributePlace | None:
        """Return the attribute called *name*, or None."""
        written = (name or "").encode()
        if written and written in self.tag:
            for found in ATTRIBUTE.finditer(self.tag):
                if found[1] == written:
                    return self._attribute(found)
        return None


new_tag: Final = trusted(StartTag)
"""Makes start tags of what was read from a file."""


def value_of(tag: bytes, name: bytes) -> str | None:
    """Return the value of an attribute of a start tag, or None."""
    if name in tag:
        for found in ATTRIBUTE.finditer(tag):
            if found[1] == name:
                return meant(found[2][1:-1])
    return None


def meant(written: bytes) -> str:
    """Return the value that is meant by what is written between quotation marks."""
    told = written.decode("utf-8")
    return _CHARACTER.sub(_character, _SPACE.sub(" ", told)) if _MEANT.search(told) else told


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    return chr(int(found[1], 16) if found[1] else int(found[2]))
