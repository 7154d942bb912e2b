"""The text of a document as TEI: divisions, blocks, and what stands inline; nothing is indented in a block."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from stancebank.model import Document, Point, Section, Segment, SegmentKind
from stancebank.tei.inline_plan import Element, Plan
from stancebank.tei.layout import Child, Layout, indented
from stancebank.tei.markup import canonical, end_tag, escape, start_tag, text_in
from stancebank.tei.names import EMPTY, GROUPING, SEGMENT_ELEMENTS, TEI
from stancebank.tei.pointers import write_reference

__all__ = ["text_child"]

_TAG: Final = re.compile(r"^<[^!?][^\s/>]*")


def text_child(document: Document, layout: Layout, plan: Plan, *, points: bool) -> Child:
    """Return the ``text`` element.

    Args:
        document: The document.
        layout: Writes elements with what is kept for them.
        plan: What stands inline in each segment.
        points: Whether empty markup stands inline.
    """
    own_points = _by_segment(document, document.points if points else ())
    bodies = [
        [_block(document.text, segment, elements, own)]
        for segment, elements, own in zip(document.segments, plan.inline, own_points, strict=True)
    ]
    children = list(_divided(document, layout, bodies))
    encoder = [("resp", write_reference(document.encoder))] if document.encoder else []
    body = layout.container("text/body", children, [*encoder, *layout.attributes("text/body")], always=True)
    own_attributes = layout.attributes("text")
    attributes: list[tuple[str, str | None]] = []
    if not any(key == "xml:id" for key, _ in own_attributes):
        attributes.append(("xml:id", f"{document.id}.text"))
    attributes += [("xml:lang", document.metadata.language), *own_attributes]
    return layout.container("text", [body], attributes, always=True)


def _by_segment(document: Document, points: Iterable[Point]) -> list[list[Point]]:
    """Return *points*, which are in the order of the text, by the segment that each stands in.

    Raises:
        ValueError: A point stands outside the text.
    """
    found: list[list[Point]] = [[] for _ in document.segments]
    position = 0
    for point in points:
        if not document.segments or point.offset > len(document.text):
            msg = f"the point {point.xml!r} at {point.offset} leaves the text of {len(document.text)} characters"
            raise ValueError(msg)
        while point.offset > document.segments[position].span.end:
            position += 1
        found[position].append(point)
    return found


def _divided(document: Document, layout: Layout, bodies: list[list[str]]) -> Iterator[Child]:
    """Yield the children of the body: sections nest by what they cover, outer before inner."""
    waiting = deque(zip(document.sections, _section_keys(document.sections), strict=True))
    blocks = deque(zip(document.segments, bodies, strict=True))

    def until(end: int) -> Iterator[Child]:
        while blocks and blocks[0][0].span.end <= end:
            if waiting and waiting[0][0].span.start == blocks[0][0].span.start:
                section, key = waiting.popleft()
                if section.element not in GROUPING:
                    msg = f"a section cannot be a {section.element!r}"
                    raise ValueError(msg)
                lines = layout.merged(key, list(until(section.span.end)))
                opened = [("xml:id", section.id), ("type", section.kind), *section.attributes]
                told = [start_tag(section.element, opened), *indented(lines), end_tag(section.element)]
                yield Child(key, told, section.id)
            else:
                segment, lines = blocks.popleft()
                yield Child("", lines, segment.id)

    yield from until(len(document.text))


def _section_keys(sections: tuple[Section, ...]) -> list[str]:
    return [
        f"#{section.id}" if section.id else f"{section.element}[{number}]"
        for number, section in enumerate(sections, start=1)
    ]


def _block(text: str, segment: Segment, elements: list[Element], points: list[Point]) -> str:
    if segment.kind is SegmentKind.OTHER:
        name, kind = str(segment.element), None
        if not segment.span.length and name not in EMPTY:
            msg = f"a {name!r} without text is no segment, but {segment.id!r} is one"
            raise ValueError(msg)
    else:
        name, kind = SEGMENT_ELEMENTS[segment.kind]
    opened = start_tag(name, [("xml:id", segment.id), ("type", kind), *segment.attributes])
    return f"{opened}{''.join(_mixed(text, segment, elements, points))}{end_tag(name)}"


def _mixed(text: str, segment: Segment, elements: list[Element], points: list[Point]) -> Iterator[str]:
    """Yield the pieces of a block; where a point meets the edge of an element it stands outside of it."""
    position = segment.span.start
    around = [Element(segment.element or "", segment.span, [], 0)]
    waiting = deque(points)
    for element in elements:
        yield from _closed(text, around, waiting, position, element.span.start)
        position = max(position, element.span.start)
        own = [("xmlns", TEI)] if _is_unspaced(around) and element.name[0] != "{" else []
        yield start_tag(element.name, [*own, *element.attributes])
        around.append(element)
    yield from _closed(text, around, waiting, position, segment.span.end)


def _closed(text: str, around: list[Element], waiting: deque[Point], position: int, until: int) -> Iterator[str]:
    """Yield text, end tags and points from *position* up to *until*, where elements that end there are closed."""
    while True:
        is_open = len(around) > 1
        ends = around[-1].span.end if is_open else until
        stands = waiting[0].offset if waiting else until
        if is_open and ends <= until and ends <= stands:
            yield escape(text[position:ends])
            position = ends
            yield end_tag(around.pop().name)
        elif waiting and stands <= until and (not is_open or stands < ends):
            yield escape(text[position:stands])
            position = stands
            yield _empty(waiting.popleft(), is_unspaced=_is_unspaced(around))
        else:
            yield escape(text[position:until])
            return


def _is_unspaced(around: list[Element]) -> bool:
    """Tell whether the innermost declaration of a default namespace takes TEI's away."""
    for element in reversed(around):
        if not element.name.startswith("{") or element.name.startswith("{}"):
            return element.name.startswith("{}")
    return False


def _empty(point: Point, *, is_unspaced: bool) -> str:
    xml = canonical(point.xml)
    if text_in(xml):
        msg = f"the point {point.xml!r} at {point.offset} holds text; markup that does is Markup"
        raise ValueError(msg)
    return _TAG.sub(rf'\g<0> xmlns="{TEI}"', xml) if is_unspaced else xml
