"""Places: the exact line and column of every start tag and attribute, which the tree does not keep.

The tree knows one line for an element, the one on which its start tag ends, and no column.
A second pass with the parser of the standard library finds the rest; it is made only for a file with findings.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final
from xml.parsers import expat

from attrs import frozen

from stancebank.tei.names import TEI, XI

__all__ = ["AttributePlace", "Places", "StartTag", "fault_place", "places_of"]

_BOM: Final = b"\xef\xbb\xbf"
_ATTRIBUTE: Final = re.compile(rb"""[ \t\r\n]([^\s=<>"'/]+)[ \t\r\n]*=[ \t\r\n]*("[^"]*"|'[^']*')""")
_TAG_END: Final = re.compile(rb"""<(?:[^>"']++|"[^"]*"|'[^']*')*+>""")
_PREFIXES: Final = {TEI: "", XI: "xi:"}
_CONTINUING: Final = bytes(range(0x80, 0xC0))
_STEP: Final = 1024


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
        return tuple(
            AttributePlace(
                name=found[1].decode("utf-8"),
                start=self.start + found.start(1),
                value_start=self.start + found.start(2) + 1,
                value_end=self.start + found.end(2) - 1,
            )
            for found in _ATTRIBUTE.finditer(self.tag)
        )

    def value(self, name: str) -> str | None:
        """Return the value of the attribute *name* as it is written, character references and all, or None."""
        found = self.attribute(name)
        return None if found is None else self.written(found)

    def written(self, attribute: AttributePlace) -> str:
        """Return the value of one of the attributes as it is written."""
        return self.tag[attribute.value_start - self.start : attribute.value_end - self.start].decode("utf-8")

    def attribute(self, name: str | None) -> AttributePlace | None:
        """Return the attribute called *name*, or None."""
        return next((one for one in self.attributes if one.name == name), None)


@frozen(eq=False)
class Places:
    """Where everything in a file stands.

    Attributes:
        data: The file.
        tags: Its start tags, in document order.
        ends: For each of them, where the element ends: the offset in bytes before its end tag, or after its
            empty tag.
    """

    data: bytes
    tags: tuple[StartTag, ...]
    ends: tuple[int, ...]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(rb"\n", self.data))]

    @cached_property
    def _counts(self) -> list[int]:
        """How many code points begin before each `_STEP` bytes, so that a long line is not counted again and again."""
        counts = [0]
        for start in range(0, len(self.data), _STEP):
            counts.append(counts[-1] + _code_points(self.data[start : start + _STEP]))
        return counts

    @cached_property
    def _by_line(self) -> dict[int, list[StartTag]]:
        found: dict[int, list[StartTag]] = defaultdict(list)
        for tag in self.tags:
            found[bisect_right(self._line_starts, tag.end - 1)].append(tag)
        return found

    @cached_property
    def _likely(self) -> dict[int, dict[tuple[str | None, str | None, bool], StartTag]]:
        return {}

    @cached_property
    def by_id(self) -> dict[str, StartTag]:
        """The first start tag with each ``xml:id``."""
        return {tag.id: tag for tag in reversed(self.tags) if tag.id is not None}

    @cached_property
    def by_path(self) -> dict[str, StartTag]:
        """The start tags by their paths."""
        return {tag.path: tag for tag in self.tags}

    def numbered(self, number: int | None) -> StartTag | None:
        """Return the start tag of the element with *number*, or None."""
        return self.tags[number - 1] if number is not None and 0 < number <= len(self.tags) else None

    def end_of(self, tag: StartTag) -> int:
        """Return where the content of an element ends, in bytes."""
        return self.ends[tag.number - 1]

    def outer_end(self, tag: StartTag) -> int:
        """Return where an element ends with its end tag, in bytes."""
        end = self.end_of(tag)
        return end if tag.tag.endswith(b"/>") else self.data.find(b">", end) + 1

    def children(self, tag: StartTag) -> Iterator[StartTag]:
        """Yield the start tags of the children of an element."""
        for number in range(tag.number, len(self.tags)):
            one = self.tags[number]
            if one.start >= self.end_of(tag):
                return
            if one.parent == tag.number:
                yield one

    def position(self, offset: int) -> tuple[int, int]:
        r"""Return the line and the column, both from 1, of an *offset* in bytes; columns count code points.

        A line ends with a line feed, alone or after a carriage return; a byte order mark takes no column.

        Example:
            >>> places_of("<TEI>\n\U0001f6a2<p/></TEI>".encode()).position(10)
            (2, 2)
        """
        row = bisect_right(self._line_starts, offset)
        start = self._line_starts[row - 1]
        if row == 1 and self.data.startswith(_BOM):
            start = min(len(_BOM), offset)
        return row, self._before(offset) - self._before(start) + 1

    def _before(self, offset: int) -> int:
        """Return how many code points begin before an *offset* in bytes."""
        step = offset // _STEP
        return self._counts[step] + _code_points(self.data[step * _STEP : offset])

    def line(self, number: int) -> str:
        """Return the text of a line, from 1, without its end; empty where there is none."""
        if not 0 < number <= len(self._line_starts):
            return ""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < len(self._line_starts) else len(self.data)
        return self.data[start:end].removeprefix(_BOM).decode("utf-8", "replace").rstrip("\r\n")

    def on_line(self, line: int, near: str | None = None, value: str | None = None) -> StartTag | None:
        """Return the start tag that the tree places on *line*, the last line of the tag.

        Where there are several, the best one: with the attribute *value*, then with the id *near* or in the
        element that has it, then the first.
        """
        if line not in self._likely:
            self._likely[line] = _likeliest(self._by_line.get(line, ()))
        found = self._likely[line]
        for bearing in dict.fromkeys((value, None)):
            for key in ((bearing, near, True), (bearing, near, False), (bearing, None, False)):
                if key in found:
                    return found[key]
        return None


def _likeliest(tags: Iterable[StartTag]) -> dict[tuple[str | None, str | None, bool], StartTag]:
    """Return the first of *tags* by a value that it bears, the nearest id, and whether that is its own.

    A value or an id of None stands for any.
    """
    found: dict[tuple[str | None, str | None, bool], StartTag] = {}
    for tag in tags:
        for value in (None, *map(tag.written, tag.attributes)):
            found.setdefault((value, None, False), tag)
            found.setdefault((value, tag.near, False), tag)
            if tag.id is not None:
                found.setdefault((value, tag.id, True), tag)
    return found


def _code_points(piece: bytes) -> int:
    return len(piece.translate(None, _CONTINUING))


def places_of(data: bytes) -> Places:
    r"""Return where everything in a file stands.

    Args:
        data: A file that `parse` has accepted; it has no DOCTYPE, so nothing is expanded or read.

    Raises:
        ValueError: The file is not well-formed.

    Example:
        >>> found = places_of(b'<TEI>\n <p\n  xml:id="a"/></TEI>').by_id["a"]
        >>> found.path, found.start, found.attributes[0].value_start
        ('/TEI/p[1]', 7, 20)
    """
    try:
        return _Pass(data).run()
    except expat.ExpatError as error:
        msg = f"the places of a file that is not well-formed are unknown: {error}"
        raise ValueError(msg) from error


def fault_place(data: bytes) -> tuple[int, int] | None:
    r"""Return the line and the column, from 1, where a file stops being well-formed, or None where it does not.

    Example:
        >>> fault_place(b"<TEI>\n<p></TEI>")
        (2, 6)
    """
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the signature of the standard library
    except expat.ExpatError:
        return Places(data, (), ()).position(parser.ErrorByteIndex)
    return None


class _Pass:
    """The second pass; what is open at the moment stands in a stack."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.tags: list[StartTag] = []
        self.ends: list[int] = []
        self.open: list[StartTag] = []
        self.counts: list[dict[str, int]] = [{}]
        self.parser = expat.ParserCreate("utf-8", "\n")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.stop

    def run(self) -> Places:
        self.parser.Parse(self.data, True)  # noqa: FBT003 - the signature of the standard library
        return Places(self.data, tuple(self.tags), tuple(self.ends))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        found = _TAG_END.match(self.data, at)
        end = found.end() if found else at
        above = self.open[-1] if self.open else None
        shown = _shown(name)
        count = self.counts[-1][shown] = self.counts[-1].get(shown, 0) + 1
        own = attributes.get("http://www.w3.org/XML/1998/namespace\nid")
        tag = StartTag(
            number=len(self.tags) + 1,
            name=shown,
            path=f"{above.path}/{shown}[{count}]" if above else f"/{shown}",
            parent=above.number if above else 0,
            start=at,
            end=end,
            id=own,
            near=own or (above.near if above else None),
            tag=self.data[at:end],
        )
        self.tags.append(tag)
        self.ends.append(end)
        self.open.append(tag)
        self.counts.append({})

    def stop(self, _: str) -> None:
        tag = self.open.pop()
        self.counts.pop()
        if not tag.tag.endswith(b"/>"):
            self.ends[tag.number - 1] = self.parser.CurrentByteIndex


def _shown(name: str) -> str:
    namespace, _, local = name.rpartition("\n")
    if namespace in _PREFIXES or not namespace:
        return _PREFIXES.get(namespace, "") + local
    return f"Q{{{namespace}}}{local}"
