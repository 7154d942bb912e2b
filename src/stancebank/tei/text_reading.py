"""From the ``text`` element to plain text, blocks, and whatever stands inline in them: one walk."""

from typing import Final

from attrs import Factory, define
from lxml import etree

from stancebank.model import SEPARATOR, Fragment, Point, Section, Segment, SegmentId, SegmentKind, Span
from stancebank.model.trusted import trusted
from stancebank.tei.markup import (
    BLANK,
    MALFORMED_ID,
    Node,
    attributes_of,
    leftover,
    local_name,
    name_of,
    outer_xml,
    stray_text,
)
from stancebank.tei.names import EMPTY, SEGMENT_ELEMENTS, XML, blocks_in
from stancebank.tei.pointers import new_span

__all__ = ["Inline", "Text", "read_text"]

_ID: Final = f"{{{XML}}}id"
_new_segment: Final = trusted(Segment)
_KINDS: Final = {home: kind for kind, home in SEGMENT_ELEMENTS.items()}


@define
class Inline:
    """An inline element as it was found: name, attributes and the stretch that it covers."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int

    @property
    def id(self) -> str | None:
        """Its ``xml:id``."""
        return self.attributes.get("xml:id")

    @property
    def span(self) -> Span:
        """What it covers, in code points of the document's text."""
        return new_span(self.start, self.end)


@define
class Text:
    """What the walk has gathered.

    Attributes:
        parts: The texts of the blocks and the separators between them.
        size: How many code points they hold.
        segments: The blocks, in reading order.
        sections: The divisions, outer before inner.
        inline: Inline elements in document order.
        points: Empty markup, comments and processing instructions in blocks.
        wordless: What of that stands in the present block, with its offset.
        fragments: What stands between blocks and is none.
        places: Where each id in the text is, in code points.
        unnamed: The positions in *segments* of blocks without an id.
    """

    parts: list[str] = Factory(list[str])
    size: int = 0
    segments: list[Segment] = Factory(list[Segment])
    sections: list[Section] = Factory(list[Section])
    inline: list[Inline] = Factory(list[Inline])
    points: list[Point] = Factory(list[Point])
    wordless: list[tuple[int, Node]] = Factory(list[tuple[int, Node]])
    fragments: list[Fragment] = Factory(list[Fragment])
    places: dict[str, Span] = Factory(dict[str, Span])
    unnamed: list[int] = Factory(list[int])

    @property
    def text(self) -> str:
        """The document's text."""
        return "".join(self.parts)


def read_text(element: Node, document_id: str) -> Text:
    """Read the ``text`` element of a document.

    Args:
        element: The ``text`` element.
        document_id: The document's id, with which ids of unnamed blocks begin.

    Returns:
        All that the element holds: as text, structure and inline markup, or else as fragments.
    """
    text = Text()
    pending: list[str] = []
    body_seen = False
    _stray(element.text, pending)
    for child in element:
        if name_of(child) == "body" and not body_seen:
            body_seen = True
            _settle(text, pending, "text", "body")
            _container(text, child, "text/body")
        else:
            pending.append(outer_xml(child))
        _stray(child.tail, pending)
    _settle(text, pending, "text", "")
    _name_blocks(text, document_id)
    return text


def _settle(text: Text, pending: list[str], within: str, before: str) -> None:
    text.fragments.extend(Fragment(within=within, before=before, xml=xml) for xml in pending)
    pending.clear()


def _container(text: Text, element: Node, within: str) -> None:
    """Walk an element that groups blocks; what is no block waits for the next block as a fragment."""
    pending: list[str] = []
    _stray(element.text, pending)
    for child in element:
        if isinstance(child.tag, str):
            name = local_name(child.tag)
            if name == "div" or _groups_blocks(child, name):
                _section(text, child, name, pending, within)
            elif (home := (name, child.get("type"))) in _KINDS:
                _segment(text, child, _KINDS[home], None, pending, within)
            elif (name, None) in _KINDS:
                _segment(text, child, _KINDS[name, None], None, pending, within)
            elif name in EMPTY or _has_text(child):
                _segment(text, child, SegmentKind.OTHER, name, pending, within)
            else:
                pending.append(outer_xml(child))
        else:
            pending.append(outer_xml(child))
        _stray(child.tail, pending)
    _settle(text, pending, within, "")


def _stray(characters: str | None, pending: list[str]) -> None:
    if told := stray_text(characters):
        pending.append(told)


def _has_text(element: Node) -> bool:
    return any(piece for piece in element.itertext(etree.Element))


def _groups_blocks(element: Node, name: str) -> bool:
    """Tell whether *element* has blocks for children and no text of its own."""
    blocks = blocks_in(name)
    if not blocks or (element.text and element.text.strip(BLANK)):
        return False
    if any(child.tail and child.tail.strip(BLANK) for child in element):
        return False
    return any(name_of(child) in blocks for child in element)


def _section(text: Text, element: Node, name: str, pending: list[str], within: str) -> None:
    """Read a division; one without a block is kept as a fragment."""
    attributes = attributes_of(element)
    section_id = attributes.get("xml:id")
    number = len(text.sections)
    first = len(text.segments)
    fragments = len(text.fragments)
    text.sections.append(Section(span=Span(0, 0)))
    key = f"#{section_id}" if section_id else f"{name}[{number + 1}]"
    _container(text, element, key)
    if len(text.segments) == first:
        del text.sections[number:]
        del text.fragments[fragments:]
        pending.append(outer_xml(element))
        return
    _settle_before(text, pending, within, key, fragments)
    span = Span(text.segments[first].span.start, text.segments[-1].span.end)
    text.sections[number] = Section(
        span=span,
        id=section_id,
        kind=attributes.get("type"),
        element=name,
        attributes=leftover(attributes, "xml:id", "type"),
    )
    if section_id:
        text.places.setdefault(section_id, span)


def _settle_before(text: Text, pending: list[str], within: str, before: str, at: int) -> None:
    text.fragments[at:at] = [Fragment(within=within, before=before, xml=xml) for xml in pending]
    pending.clear()


def _segment(text: Text, element: Node, kind: SegmentKind, name: str | None, pending: list[str], within: str) -> None:
    attributes = attributes_of(element)
    if text.segments:
        text.parts.append(SEPARATOR)
        text.size += len(SEPARATOR)
    start = text.size
    _inline(text, element)
    text.points += [Point(offset=offset, xml=outer_xml(node)) for offset, node in text.wordless]
    text.wordless.clear()
    segment_id = attributes.get("xml:id")
    known = ["xml:id", MALFORMED_ID, *(["type"] if SEGMENT_ELEMENTS.get(kind, ("", None))[1] else [])]
    segment = _new_segment(
        id=SegmentId(segment_id or f"block{len(text.segments)}"),
        kind=kind,
        span=new_span(start, text.size),
        element=name,
        attributes=leftover(attributes, *known),
    )
    if segment_id:
        text.places.setdefault(segment_id, segment.span)
        _settle(text, pending, within, f"#{segment_id}")
    else:
        text.unnamed.append(len(text.segments))
        _settle(text, pending, within, f"?{len(text.segments)}")
    text.segments.append(segment)


def _inline(text: Text, element: Node) -> None:
    """Walk the mixed content of a block; the parser bounds the depth, so recursion is safe."""
    if characters := element.text:
        text.parts.append(characters)
        text.size += len(characters)
    for child in element if len(element) else ():
        if not isinstance(tag := child.tag, str):
            text.wordless.append((text.size, child))
        elif not child.text and not len(child):
            _collapse(text, child, len(text.wordless))
        else:
            start = text.size
            found, wordless = len(text.inline), len(text.wordless)
            attributes = attributes_of(child)
            inline = Inline(local_name(tag), attributes, start, start)
            text.inline.append(inline)
            _inline(text, child)
            inline.end = text.size
            if inline.end == start:
                del text.inline[found:]
                _collapse(text, child, wordless)
            elif "xml:id" in attributes:
                text.places.setdefault(attributes["xml:id"], inline.span)
        if tail := child.tail:
            text.parts.append(tail)
            text.size += len(tail)


def _collapse(text: Text, element: Node, wordless: int) -> None:
    """Note an element without text, in place of all that it holds; at the end of the block it becomes a point."""
    del text.wordless[wordless:]
    text.wordless.append((text.size, element))
    if own := element.get(_ID):
        text.places.setdefault(own, new_span(text.size, text.size))


def _name_blocks(text: Text, document_id: str) -> None:
    """Give blocks without an id the first free one of ``ID.b1``, ``ID.b2`` and so on."""
    names: dict[str, str] = {}
    for position in text.unnamed:
        number = position + 1
        while (free := f"{document_id}.b{number}") in text.places:
            number += 1
        segment = text.segments[position]
        text.places[free] = segment.span
        names[f"?{position}"] = f"#{free}"
        text.segments[position] = Segment(
            id=SegmentId(free),
            kind=segment.kind,
            span=segment.span,
            element=segment.element,
            attributes=segment.attributes,
        )
    if names:
        text.fragments = [
            Fragment(within=one.within, before=names.get(one.before, one.before), xml=one.xml) for one in text.fragments
        ]
