"""Places: the exact line and column of every start tag and attribute, which the tree does not keep.

The tree knows one line for an element, the one on which its start tag ends, and no column.
A second pass over the bytes finds the rest; it is made only for a file with findings, and finds where tags begin and
end. What a tag says is read when somebody asks for it, since most findings are about one of many hundred.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final
from xml.parsers import expat

from attrs import frozen

from stancebank.tei.names import TEI, XI, XML
from stancebank.tei.tags import ATTRIBUTE, StartTag, meant, new_tag, value_of

__all__ = ["Places", "fault_place", "places_of"]

_BOM: Final = b"\xef\xbb\xbf"
_TOKEN: Final = re.compile(
    rb"""<(?:([^\s/>!?]++)[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>"""
    rb"""|(/)|!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>)""",
    re.DOTALL,
)
_START: Final = 1
_END: Final = 2
_UNBALANCED: Final = "the places of a file that is not well-formed are unknown"
_SLASH: Final = ord("/")
_PATH_STEP: Final = re.compile(r"/((?:Q\{[^}]*\})?[^/\[]+)(?:\[([0-9]+)\])?")
_PREFIXES: Final = {TEI: "", XI: "xi:"}
_CONTINUING: Final = bytes(range(0x80, 0xC0))
_STEP: Final = 1024


@frozen(eq=False)
class Places:
    """Where everything in a file stands.

    Attributes:
        data: The file.
        starts: Where each start tag begins, in document order; offsets count bytes.
        stops: Where each start tag ends, after its ``>``.
        ends: Where each element ends: the offset before its end tag, or after its empty tag.
        parents: The number of the element that each one stands in; 0 for the root.
        names: The name of each element, as in `StartTag.name`.
        counts: Which of the elements of its name that stand in the same element each one is, from 1.
    """

    data: bytes
    starts: tuple[int, ...] = ()
    stops: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(rb"\n", self.data))]

    @cached_property
    def _is_ascii(self) -> bool:
        return self.data.isascii()

    @cached_property
    def _counts(self) -> list[int]:
        """How many code points begin before each `_STEP` bytes, so that a long line is not counted again and again."""
        counts = [0]
        for start in range(0, len(self.data), _STEP):
            counts.append(counts[-1] + _code_points(self.data[start : start + _STEP]))
        return counts

    @cached_property
    def _read(self) -> dict[int, StartTag]:
        return {}

    @cached_property
    def tags(self) -> tuple[StartTag, ...]:
        """The start tags, in document order."""
        return tuple(self._tag(number) for number in range(1, len(self.starts) + 1))

    def _tag(self, number: int) -> StartTag:
        """Return the start tag with *number*; each is read once."""
        found = self._read.get(number)
        if found is None:
            found = self._read[number] = self._read_tag(number)
        return found

    def _read_tag(self, number: int) -> StartTag:
        at = number - 1
        start, end, name, parent = self.starts[at], self.stops[at], self.names[at], self.parents[at]
        above = self._tag(parent) if parent else None  # the parser bounds the depth, so recursion is safe
        tag = self.data[start:end]
        own = value_of(tag, b"xml:id")
        found: StartTag = new_tag(
            number=number,
            name=name,
            path=f"{above.path}/{name}[{self.counts[at]}]" if above else f"/{name}",
            parent=parent,
            start=start,
            end=end,
            id=own,
            near=own or (above.near if above else None),
            tag=tag,
        )
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

    @cached_property
    def _steps(self) -> dict[tuple[int, str, int], int]:
        """The number of each element by the element it stands in, its name, and which of that name it is."""
        return {step: at for at, step in enumerate(zip(self.parents, self.names, self.counts, strict=True), start=1)}

    def at_path(self, path: str) -> StartTag | None:
        """Return the start tag with *path*, or None; no other tag is read but those that it stands in."""
        number = 0
        for name, count in _PATH_STEP.findall(path):
            number = self._steps.get((number, name, int(count or 1)), 0)
            if not number:
                break
        found = self.numbered(number)
        return found if found is not None and found.path == path else self.by_path.get(path)

    def numbered(self, number: int | None) -> StartTag | None:
        """Return the start tag of the element with *number*, or None."""
        return self._tag(number) if number is not None and 0 < number <= len(self.starts) else None

    def end_of(self, tag: StartTag) -> int:
        """Return where the content of an element ends, in bytes."""
        return self.ends[tag.number - 1]

    def outer_end(self, tag: StartTag) -> int:
        """Return where an element ends with its end tag, in bytes."""
        end = self.end_of(tag)
        return end if tag.tag.endswith(b"/>") else self.data.find(b">", end) + 1

    def children(self, tag: StartTag) -> Iterator[StartTag]:
        """Yield the start tags of the children of an element."""
        for at in self._within(tag):
            if self.parents[at] == tag.number:
                yield self._tag(at + 1)

    def within(self, tag: StartTag) -> Iterator[StartTag]:
        """Yield the start tags inside of an element, in document order."""
        return (self._tag(at + 1) for at in self._within(tag))

    def _within(self, tag: StartTag) -> range:
        return range(tag.number, bisect_left(self.starts, self.end_of(tag)))

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
        before = offset - start if self._is_ascii else self._before(offset) - self._before(start)
        return row, before + 1

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
        if not 0 < line <= len(self._line_starts):
            return None
        if line not in self._likely:
            self._likely[line] = _likeliest(self._on_line(line))
        found = self._likely[line]
        for bearing in dict.fromkeys((value, None)):
            for key in ((bearing, near, True), (bearing, near, False), (bearing, None, False)):
                if key in found:
                    return found[key]
        return None

    def _on_line(self, line: int) -> Iterator[StartTag]:
        """Yield the start tags that end on a line."""
        after = self._line_starts[line] if line < len(self._line_starts) else len(self.data)
        first, last = (bisect_right(self.stops, border) for border in (self._line_starts[line - 1], after))
        return (self._tag(at + 1) for at in range(first, last))


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
        ValueError: The tags do not match in number; that a file is well-formed is for `parse` to see.

    Example:
        >>> found = places_of(b'<TEI>\n <p\n  xml:id="a"/></TEI>').by_id["a"]
        >>> found.path, found.start, found.attributes[0].value_start
        ('/TEI/p[1]', 7, 20)
    """
    found: list[tuple[int, int, int, str, int]] = []
    ends: list[int] = []
    number, counts, scope = 0, dict[str, int](), _Scope({b"": "", b"xml": XML})
    above: list[tuple[int, dict[str, int], _Scope]] = []
    declared = data.find(b"xmlns")
    for token in _TOKEN.finditer(data):
        if token.lastindex == _START:
            start, stop = token.span()
            inner = scope
            if -1 < declared < stop:
                inner = scope.within(data[start:stop])
                declared = data.find(b"xmlns", stop)
            name = inner[token[_START]]
            count = counts[name] = counts.get(name, 0) + 1
            found.append((start, stop, number, name, count))
            ends.append(stop)
            if data[stop - 2] != _SLASH:
                above.append((number, counts, scope))
                number, counts, scope = len(found), {}, inner
        elif token.lastindex == _END:
            if not above:
                raise ValueError(_UNBALANCED)
            ends[number - 1] = token.start()
            number, counts, scope = above.pop()
    if above or not found:
        raise ValueError(_UNBALANCED)
    starts, stops, parents, names, ordinals = zip(*found, strict=True)
    return Places(data, starts, stops, tuple(ends), parents, names, ordinals)


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
        return Places(data).position(parser.ErrorByteIndex)
    return None


class _Scope(dict[bytes, str]):
    """The names of elements, as they are written, where certain prefixes are declared; each is looked up once."""

    def __init__(self, spaces: dict[bytes, str]) -> None:
        super().__init__()
        self._spaces = spaces

    def __missing__(self, written: bytes) -> str:
        prefix, _, local = written.rpartition(b":")
        space, told = self._spaces.get(prefix, ""), local.decode("utf-8")
        name = self[written] = _PREFIXES[space] + told if space in _PREFIXES else _foreign(space, told)
        return name

    def within(self, tag: bytes) -> "_Scope":
        """Return the scope that a start tag opens."""
        declared = {
            found[1].partition(b":")[2]: meant(found[2][1:-1])
            for found in ATTRIBUTE.finditer(tag)
            if found[1] == b"xmlns" or found[1].startswith(b"xmlns:")
        }
        return _Scope(self._spaces | declared) if declared else self


def _foreign(space: str, local: str) -> str:
    return f"Q{{{space}}}{local}" if space else local
