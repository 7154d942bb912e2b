"""Layers as ``listAnnotation``, entities and propositions, and what stands off the text, as TEI."""

from collections.abc import Iterable
from typing import Final

from stancebank.model import Document, EntityKind, Layer, Point, Quotation, Span, Stance, TopicAssignment
from stancebank.model.annotation import Annotation, Unread
from stancebank.tei.entry_writing import entity_lines
from stancebank.tei.inline_plan import Element, Plan, part_ids
from stancebank.tei.layout import Child, Layout, full, indented
from stancebank.tei.markup import canonical, end_tag, escape, start_tag
from stancebank.tei.names import NO_ANNOTATION
from stancebank.tei.pointers import Blocks, write_reference
from stancebank.tei.words import vocabulary_words, written_certainty

__all__ = ["stand_off_child"]

_LISTS: Final = {
    EntityKind.PLACE: "listPlace",
    EntityKind.EVENT: "listEvent",
    EntityKind.OBJECT: "listObject",
}


def stand_off_child(document: Document, layout: Layout, plan: Plan, points: Iterable[Point]) -> Child:
    """Return the ``standOff`` element, empty where nothing stands off.

    Args:
        document: The document.
        layout: Writes elements with what is kept for them.
        plan: What stands inline, and so can be pointed at by its id.
        points: Empty markup that does not stand inline.
    """
    children: list[Child] = []
    for kind, name in _LISTS.items():
        entries = [Child(kind.value, entity_lines(one), one.id) for one in document.entities if one.kind is kind]
        children.append(layout.container(f"standOff/{name}", entries))
    claims = [
        Child("interp", [full("interp", [("xml:id", one.id), *one.attributes], one.text)], one.id)
        for one in document.propositions
    ]
    children.append(layout.container("standOff/interpGrp", claims))
    records = _Records(document, layout, plan)
    children += [records.layer(layer) for layer in document.layers]
    spans = [records.span(element) for element in plan.outside]
    spans += [records.opaque(point) for point in points]
    children.append(layout.container("standOff/spanGrp", [Child("span", [line]) for line in spans]))
    own = layout.attributes("standOff")
    named = [] if any(key == "xml:id" for key, _ in own) else [("xml:id", f"{document.id}.annotations")]
    return layout.container("standOff", children, [*named, *own])


class _Records:
    """Writes records with pointers as the plan allows them."""

    def __init__(self, document: Document, layout: Layout, plan: Plan) -> None:
        self._document = document
        self._layout = layout
        self._plan = plan
        self._blocks = Blocks(document.segments)
        wholes = [(one.id, one.span) for one in document.sections]
        wholes += [(one.id, one.span) for one in document.segments]
        self._wholes = {(span.start, span.end): name for name, span in wholes if name and plan.places[name] == span}

    def layer(self, layer: Layer) -> Child:
        """Return a layer's list."""
        attributes = dict(layer.attributes)
        told = [
            ("xml:id", layer.id),
            ("type", attributes.pop("type", "layer")),
            ("subtype", "gold" if layer.is_gold else attributes.pop("subtype", "primary")),
            ("resp", write_reference(layer.annotator) if layer.annotator else None),
            ("change", write_reference(layer.round) if layer.round else None),
            *sorted(attributes.items()),
        ]
        records = [Child("annotation", self._record(one), one.id) for one in layer.annotations]
        lines = self._layout.merged(f"#{layer.id}", records or [Child("", [NO_ANNOTATION])])
        return Child(
            "listAnnotation",
            [start_tag("listAnnotation", told), *indented(lines), end_tag("listAnnotation")],
            layer.id,
        )

    def _record(self, record: Annotation) -> list[str]:
        unread = record.unread
        if isinstance(record, Quotation):
            motivation, targets, lines = "linking", self._content(record), self._attribution(record)
        elif isinstance(record, TopicAssignment):
            motivation, targets, lines = (
                "classifying",
                self._topic(record),
                [*_others(unread), *_note("comment", record.comment)],
            )
        else:
            motivation, targets, lines = "assessing", self._evidence(record), self._roles(record)
        targets += [pointer for role, pointer in unread if role == "target"]
        categories = list(record.categories)
        if isinstance(record, TopicAssignment) and record.category is not None:
            categories.insert(0, record.category)
        ana = [write_reference(one) for one in categories]
        words = vocabulary_words(record)
        ana = [*ana, *words] if isinstance(record, TopicAssignment) else [*words, *ana]
        ana += [pointer for role, pointer in unread if role == "ana"]
        attributes = [
            ("xml:id", record.id),
            ("motivation", motivation),
            ("target", " ".join(targets)),
            ("ana", " ".join(ana) or None),
            ("cert", None if record.certainty is None else written_certainty(record.certainty)),
            *record.attributes,
        ]
        lines = self._layout.merged(f"#{record.id}", [Child("", lines)])
        if not lines:
            return [start_tag("annotation", attributes, empty=True)]
        return [start_tag("annotation", attributes), *indented(lines), end_tag("annotation")]

    def _at(self, span: Span) -> str:
        """Return the shortest pointer to *span*: an id that covers just it, else a range."""
        place = (span.start, span.end)
        known = self._plan.over.get(place) or self._wholes.get(place)
        return f"#{known}" if known and span.length else self._blocks.write(span)

    def _content(self, quotation: Quotation) -> list[str]:
        """Return pointers to the quotation's own parts, else ranges: another's part would be taken for its own."""
        return [
            f"#{part}" if self._plan.places.get(part) == span else self._blocks.write(span)
            for part, span in zip(part_ids(quotation), quotation.content, strict=True)
        ]

    def _attribution(self, quotation: Quotation) -> list[str]:
        lines: list[str] = []
        for role, references in (
            ("speaker", quotation.speakers),
            ("onBehalfOf", quotation.on_behalf_of),
            ("addressee", quotation.addressees),
        ):
            lines += _pointers(role, [write_reference(one) for one in references], quotation.unread)
        for role, passages in (
            ("mention", quotation.mention),
            ("cue", quotation.cue),
            ("verbatim", quotation.verbatim),
        ):
            lines += _pointers(role, [self._at(span) for span in passages], quotation.unread)
        lines += _others(quotation.unread, "speaker", "onBehalfOf", "addressee", "mention", "cue", "verbatim")
        return lines + _note("comment", quotation.comment)

    def _topic(self, topic: TopicAssignment) -> list[str]:
        """Return the targets, then ranges: an id would name a block or a section as a whole."""
        return [write_reference(one) for one in topic.targets] + [self._blocks.write(span) for span in topic.spans]

    def _evidence(self, stance: Stance) -> list[str]:
        whole = [write_reference(self._document.id)] if stance.is_document_level else []
        return whole + [self._at(span) for span in stance.evidence]

    def _roles(self, stance: Stance) -> list[str]:
        lines: list[str] = []
        for role, reference in (
            ("holder", stance.holder),
            ("stanceTarget", stance.target),
            ("attribution", stance.quotation),
        ):
            lines += _pointers(role, [write_reference(reference)] if reference else [], stance.unread)
        lines += _pointers("adjudicates", [write_reference(one) for one in stance.adjudicates], stance.unread)
        lines += _others(stance.unread, "holder", "stanceTarget", "attribution", "adjudicates")
        return lines + _note("rationale", stance.rationale)

    def span(self, element: Element) -> str:
        """Return an inline element that stands off the text."""
        own_id = element.id
        features = element.attributes[1:] if own_id else element.attributes
        return self._span(element.name, self._blocks.write(element.span), features, own_id)

    def opaque(self, point: Point) -> str:
        """Return a point that stands off the text."""
        return self._span(
            "opaque", self._blocks.write(Span(point.offset, point.offset)), [("xml", canonical(point.xml))], None
        )

    @staticmethod
    def _span(name: str, target: str, features: Iterable[tuple[str, str]], own_id: str | None) -> str:
        told = "".join(_feature(key, value) for key, value in features)
        opened = start_tag("span", [("xml:id", own_id), ("target", target), ("type", name)])
        held = (
            f"{start_tag('fs', [('type', name)])}{told}</fs>" if told else start_tag("fs", [("type", name)], empty=True)
        )
        return f"{opened}{held}</span>"


def _feature(key: str, value: str) -> str:
    if key.startswith("{"):
        key, value = "foreign", f"{key} {value}"
    elif key.startswith("xml:"):
        key = f"xml.{key[4:]}"
    return f"{start_tag('f', [('name', key)])}<string>{escape(value)}</string></f>"


def _pointers(role: str, pointers: list[str], unread: Unread) -> list[str]:
    told = [*pointers, *(pointer for name, pointer in unread if name == role)]
    return [start_tag("ptr", [("type", role), ("target", " ".join(told))], empty=True)] if told else []


def _others(unread: Unread, *known: str) -> list[str]:
    roles = sorted({role for role, _ in unread} - {*known, "target", "ana"})
    return [line for role in roles for line in _pointers(role, [], unread)]


def _note(kind: str, text: str) -> list[str]:
    return [full("note", [("type", kind)], text)] if text else []
