"""What stands inline in the text of a hybrid document, and what must stay outside because it would cross.

What annotators assert rests in records; the inline elements ``said`` and ``seg`` are a view of them,
made by the same function for writing and for reading, where those that say nothing more are taken away again.
"""

from collections.abc import Iterator
from typing import Final

from attrs import Factory, define

from stancebank.model import Document, Layer, Medium, Mention, Mode, Quotation, Section, Segment, Span, Status
from stancebank.tei.crossing import Crossings
from stancebank.tei.names import NAMED_KINDS
from stancebank.tei.pointers import Blocks, write_reference

__all__ = ["Element", "Plan", "part_ids", "plan", "views"]

_DIRECT: Final = {Mode.DIRECT: "true", Mode.INDIRECT: "false", Mode.MIXED: "false"}
_ALOUD: Final = {Medium.SPEECH: "true", Medium.THOUGHT: "false"}

# Of two elements over the same stretch, the one with the lower rank is the outer one.
_SAID, _CUE, _MENTION, _MARKUP = range(4)


@define
class Element:
    """An element to be written over a stretch of text.

    Attributes:
        name: The element's name.
        span: What it covers, in code points.
        attributes: Its attributes in the order of writing, ``xml:id`` first where there is one.
        rank: Which of two elements over the same stretch is the outer one.
        is_view: Whether it only shows what a record says.
        may_stand_inline: Whether it may stand in the text.
        is_kept: Whether it must stand outside where it cannot stand in the text.
    """

    name: str
    span: Span
    attributes: list[tuple[str, str]]
    rank: int
    is_view: bool = False
    may_stand_inline: bool = True
    is_kept: bool = True

    @property
    def id(self) -> str | None:
        """Its ``xml:id``."""
        return self.attributes[0][1] if self.attributes and self.attributes[0][0] == "xml:id" else None


_Named = Section | Segment | Element


@define
class Plan:
    """Which elements stand inline, by segment, and which stand off.

    Attributes:
        inline: For each segment, in reading order, its elements, outer before inner.
        outside: Elements that cannot stand inline, in the order of the text.
        places: What each id in the text covers: sections, segments and elements; of equal ids, the first.
        over: The id of the first inline element over a stretch that has one.
    """

    inline: list[list[Element]]
    outside: list[Element] = Factory(list[Element])
    places: dict[str, Span] = Factory(dict[str, Span])
    over: dict[tuple[int, int], str] = Factory(dict[tuple[int, int], str])


def _visible(layers: tuple[Layer, ...]) -> list[Layer]:
    """Return the layers whose quotations are shown inline.

    The first gold layer that has any quotations, else the first one, and those of nobody:
    they were typed inline in the first place.
    """
    told = [layer for layer in layers if layer.quotations]
    named = [layer for layer in told if layer.annotator is not None]
    chief = next((layer for layer in named if layer.is_gold), named[0] if named else None)
    return [layer for layer in told if layer is chief or layer.annotator is None]


def part_ids(quotation: Quotation) -> list[str]:
    """Return the ids of the inline parts of *quotation*, one for each span of its content."""
    own = quotation.anchors
    return [
        own[number] if number < len(own) else f"{quotation.id}.{number + 1}" for number in range(len(quotation.content))
    ]


def _said(quotation: Quotation) -> Iterator[Element]:
    """Yield the ``said`` elements that show *quotation*: its parts, then its verbatim islands."""
    voice = [("who", " ".join(write_reference(one) for one in quotation.speakers))]
    voice.append(("toWhom", " ".join(write_reference(one) for one in quotation.addressees)))
    aloud = [("aloud", _ALOUD[quotation.medium])] if quotation.medium and quotation.medium in _ALOUD else []
    told = [pair for pair in voice if pair[1]]
    direct = _DIRECT.get(quotation.mode, "unknown") if quotation.mode else "unknown"
    ids = part_ids(quotation)
    for number, (part_id, span) in enumerate(zip(ids, quotation.content, strict=True)):
        chain = [("next", f"#{ids[number + 1]}")] if number + 1 < len(ids) else []
        chain += [("prev", f"#{ids[number - 1]}")] if number else []
        attributes = [("xml:id", part_id), *told, ("direct", direct), *aloud, *chain]
        own_id = number < len(quotation.anchors)
        yield Element("said", span, attributes, _SAID, is_view=True, is_kept=own_id)
    for number, span in enumerate(quotation.verbatim, start=1):
        attributes = [("xml:id", f"{quotation.id}.v{number}"), *told, ("direct", "true"), *aloud]
        yield Element("said", span, attributes, _SAID, is_view=True, is_kept=False)


def _cues(quotation: Quotation) -> Iterator[Element]:
    for number, span in enumerate(quotation.cue):
        cue_id = f"{quotation.id}.cue{number + 1 if number else ''}"
        yield Element("seg", span, [("xml:id", cue_id), ("type", "cue")], _CUE, is_view=True, is_kept=False)


def views(layers: tuple[Layer, ...], *, with_rejected: bool = False) -> list[Element]:
    """Return the elements that show quotations: those of the visible layers inline, of others only own ids.

    Args:
        layers: The layers.
        with_rejected: Whether rejected quotations are shown as well. They are not when a file is written, because the
            text would assert what somebody has denied; but a file that shows them can be read.
    """
    found: list[Element] = []
    visible = _visible(layers)
    shown = {id(layer) for layer in visible}
    for layer in layers:
        is_visible = id(layer) in shown
        for quotation in layer.quotations:
            if is_visible and (with_rejected or quotation.status is not Status.REJECTED):
                found.extend(_said(quotation))
            elif quotation.anchors:
                for element in _said(quotation):
                    element.may_stand_inline = False
                    found.extend([element] if element.is_kept else [])
    for layer in visible:
        for quotation in layer.quotations:
            if with_rejected or quotation.status is not Status.REJECTED:
                found.extend(_cues(quotation))
    return found


def _mention(mention: Mention) -> Element:
    attributes = [("xml:id", mention.id)] if mention.id else []
    name = NAMED_KINDS.get(mention.kind, "name") if mention.is_name else "rs"
    if name in {"name", "rs"}:
        attributes.append(("type", mention.kind.value))
    if mention.entity is not None:
        attributes.append(("ref", write_reference(mention.entity)))
    return Element(name, mention.span, [*attributes, *mention.attributes], _MENTION)


def encoded(document: Document) -> list[Element]:
    """Return the elements that stand for themselves: generic markup, then mentions."""
    markup = [
        Element(one.name, one.span, [*([("xml:id", one.id)] if one.id else []), *one.attributes], _MARKUP)
        for one in document.markup
    ]
    return markup + [_mention(one) for one in document.mentions]


def plan(document: Document, *, inline: bool) -> Plan:
    """Decide where each element stands.

    Generic markup has no other home, so it is placed first; then come mentions and what shows quotations.
    An element that would cross one already placed, or run over the border of a segment, stays outside.

    Args:
        document: The document.
        inline: Whether anything may stand inline at all; the standoff profile has all outside.
    """
    result = Plan(inline=[[] for _ in document.segments])
    own = encoded(document)
    elements = [*own, *_shown(document, own)]
    blocks = Blocks(document.segments)
    positions = {id(segment): position for position, segment in enumerate(document.segments)}
    for element in elements:
        segment = blocks.holding(element.span) if inline and element.may_stand_inline else None
        if segment is not None and element.span.length:
            result.inline[positions[id(segment)]].append(element)
        elif element.is_kept:
            result.outside.append(element)
    for position, standing in enumerate(result.inline):
        kept, refused = _nested(standing)
        result.inline[position] = kept
        result.outside.extend(element for element in refused if element.is_kept)
    _name_places(result, document)
    return result


def _shown(document: Document, own: list[Element]) -> list[Element]:
    """Return what shows quotations, but for what stands there already, or has an id that is taken."""
    named: list[_Named] = [*document.sections, *document.segments, *own]
    taken_ids = {one.id for one in named if one.id}
    taken = {(one.name, one.span.start, one.span.end) for one in own if one.name in {"said", "seg"}}
    shown: list[Element] = []
    for element in views(document.layers):
        stands = not element.is_kept and (element.name, element.span.start, element.span.end) in taken
        if element.id not in taken_ids and not stands:
            taken_ids.add(element.id or "")
            shown.append(element)
    return shown


def _name_places(plan: Plan, document: Document) -> None:
    """Note what pointers may name, in the order of the file: of equal ids, the first counts."""
    inline = [element for elements in plan.inline for element in elements]
    named: list[_Named] = [*document.sections, *document.segments, *inline, *plan.outside]
    for one in named:
        if one.id:
            plan.places.setdefault(one.id, one.span)
    for element in inline:
        if element.id and plan.places[element.id] == element.span:
            plan.over.setdefault((element.span.start, element.span.end), element.id)


def _order(element: Element) -> tuple[int, int, int]:
    return (element.span.start, -element.span.end, element.rank)


def _nested(elements: list[Element]) -> tuple[list[Element], list[Element]]:
    """Part *elements* into those that nest, outer before inner, and those that cross one placed before them."""
    ordered = sorted(elements, key=_order)
    if not _crosses(ordered):
        return ordered, []
    kept: list[Element] = []
    refused: list[Element] = []
    placed = Crossings(element.span for element in elements)
    for element in elements:
        if placed.crosses(element.span):
            refused.append(element)
        else:
            placed.add(element.span)
            kept.append(element)
    return sorted(kept, key=_order), refused


def _crosses(ordered: list[Element]) -> bool:
    open_ends: list[int] = []
    for element in ordered:
        while open_ends and open_ends[-1] <= element.span.start:
            open_ends.pop()
        if open_ends and element.span.end > open_ends[-1]:
            return True
        open_ends.append(element.span.end)
    return False
