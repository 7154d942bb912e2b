"""What inline elements say: views of records are taken away, mentions read, the rest kept as markup."""

from typing import Final

from stancebank.model import (
    Layer,
    LayerId,
    Markup,
    Medium,
    Mention,
    MentionKind,
    Mode,
    Point,
    Quotation,
    QuotationId,
    Span,
    TargetRef,
)
from stancebank.model.covering import Covering
from stancebank.model.trusted import trusted
from stancebank.tei.inline_plan import Element, views
from stancebank.tei.markup import canonical, leftover, start_tag
from stancebank.tei.names import MENTION_ELEMENTS, NAMED_KINDS
from stancebank.tei.pointers import read_reference, tokens, write_reference
from stancebank.tei.text_reading import Inline

__all__ = ["absorbed", "mentions_and_markup", "typed_quotations"]

_KIND_OF: Final = {element: kind for kind, element in NAMED_KINDS.items()}
_new_mention: Final = trusted(Mention)
_new_markup: Final = trusted(Markup)
_KINDS: Final = {kind.value: kind for kind in MentionKind}
_SHOWN: Final = frozenset({"said", "seg"})
_NAMED: Final = frozenset({"xml:id", "ref"})
_TYPED: Final = _NAMED | {"type"}
_MODES: Final = {"true": Mode.DIRECT, "false": Mode.INDIRECT}
_MEDIA: Final = {"true": Medium.SPEECH, "false": Medium.THOUGHT}


def absorbed(inline: list[Inline], layers: tuple[Layer, ...]) -> list[Inline]:
    """Return those of *inline* that say more than the records do."""
    expected: dict[tuple[str, int, int], list[Element]] = {}
    for view in views(layers, with_rejected=True):
        expected.setdefault((view.name, view.span.start, view.span.end), []).append(view)
    if not expected:
        return inline
    left: list[Inline] = []
    for found in inline:
        if found.name not in _SHOWN:
            left.append(found)
            continue
        candidates = expected.get((found.name, found.start, found.end), [])
        match = next((view for view in candidates if found.attributes == dict(view.attributes)), None)
        match = match or next((view for view in candidates if _says_no_more(found, view)), None)
        if match is None:
            left.append(found)
        else:
            candidates.remove(match)
    return left


def _says_no_more(found: Inline, view: Element) -> bool:
    return found.attributes.items() <= dict(view.attributes).items()


def typed_quotations(
    inline: list[Inline], layers: tuple[Layer, ...], document_id: str, taken: set[str]
) -> Layer | None:
    """Return a layer of nobody with the ``said`` elements that no record speaks of, or None.

    Args:
        inline: The inline elements, in document order.
        layers: The layers of the records.
        document_id: The document's id, with which new ids begin.
        taken: The ids that the document uses already.
    """
    quotations = [quotation for layer in layers for quotation in layer.quotations]
    told = _told(quotations)
    claimed = {(span.start, span.end) for one in quotations for span in (*one.content, *one.verbatim)}
    groups: list[list[Inline]] = []
    by_id: dict[str, list[Inline]] = {}
    outer: list[tuple[Inline, list[Inline]]] = []
    islands: dict[int, list[Inline]] = {}
    for said in inline:
        if said.name != "said" or (said.start, said.end) in claimed or _is_recorded(said, told):
            continue
        while outer and outer[-1][0].end <= said.start:
            outer.pop()
        if outer and _is_island(said, outer[-1][0]):
            islands.setdefault(id(outer[-1][1]), []).append(said)
            continue
        group = by_id.get(said.attributes.get("prev", "").removeprefix("#"))
        if group is None:
            group = list[Inline]()
            groups.append(group)
        group.append(said)
        if said.id:
            by_id[said.id] = group
        outer.append((said, group))
    if not groups:
        return None
    names = _Names(taken)
    typed = [_typed(group, islands.get(id(group), []), document_id, names) for group in groups]
    return Layer(id=LayerId(names.free(f"{document_id}.inline")), annotator=None, quotations=typed)


def _told(quotations: list[Quotation]) -> dict[str, Covering]:
    """Return, for each voice as ``who`` would name it, what it says in words that are not all its own."""
    spans: dict[str, list[Span]] = {}
    for quotation in quotations:
        if quotation.mode is not Mode.DIRECT:
            who = " ".join(write_reference(one) for one in quotation.speakers)
            spans.setdefault(who, []).extend(quotation.content)
    return {who: Covering(found) for who, found in spans.items()}


def _is_recorded(said: Inline, told: dict[str, Covering]) -> bool:
    """Tell whether *said* is an island in words of the same voice that a record speaks of: there it is markup."""
    around = told.get(said.attributes.get("who", ""))
    return said.attributes.get("direct") == "true" and around is not None and around.covers(said.span)


def _is_island(said: Inline, outer: Inline) -> bool:
    same_voice = said.attributes.get("who") == outer.attributes.get("who")
    return same_voice and said.attributes.get("direct") == "true" and outer.attributes.get("direct") == "false"


class _Names:
    """Gives out names that nothing bears yet."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._tried: dict[str, int] = {}

    def free(self, wanted: str) -> str:
        name, number = wanted, self._tried.get(wanted, 1)
        while name in self._taken:
            number += 1
            name = f"{wanted}{number}"
        self._tried[wanted] = number
        self._taken.add(name)
        return name


def _typed(group: list[Inline], islands: list[Inline], document_id: str, names: _Names) -> Quotation:
    first = group[0]
    attributes = first.attributes
    unread: list[tuple[str, str]] = []
    voices: dict[str, list[str]] = {"who": [], "toWhom": []}
    for name, role in (("who", "speaker"), ("toWhom", "addressee")):
        for pointer in tokens(attributes.get(name)):
            reference = read_reference(pointer)
            if reference is None:
                unread.append((role, pointer))
            else:
                voices[name].append(reference)
    direct = attributes.get("direct", "")
    anchors = [said.id for said in group if said.id]
    record_id = names.free(f"{first.id}.record" if first.id else f"{document_id}.q1")
    default = [f"{record_id}.{number}" for number in range(1, len(group) + 1)]
    return Quotation(
        id=QuotationId(record_id),
        content=[said.span for said in group],
        mode=Mode.MIXED if islands and direct == "false" else _MODES.get(direct),
        medium=_MEDIA.get(attributes.get("aloud", "")),
        speakers=voices["who"],  # type: ignore[arg-type] # read from the document
        addressees=voices["toWhom"],  # type: ignore[arg-type] # likewise
        verbatim=[said.span for said in islands],
        anchors=() if len(anchors) < len(group) or anchors == default else anchors,
        unread=sorted(unread),
    )


def mentions_and_markup(inline: list[Inline]) -> tuple[list[Mention], list[Markup], list[Point]]:
    """Part *inline* into mentions, generic markup, and markup that covers nothing."""
    mentions: list[Mention] = []
    markup: list[Markup] = []
    points: list[Point] = []
    for found in inline:
        mention = _mention(found) if found.name in MENTION_ELEMENTS else None
        if mention is not None:
            mentions.append(mention)
        elif found.end > found.start:
            attributes = leftover(found.attributes, "xml:id")
            markup.append(_new_markup(name=found.name, span=found.span, id=found.id, attributes=attributes))
        else:
            xml = start_tag(found.name, found.attributes.items(), empty=True)
            points.append(Point(offset=found.start, xml=canonical(xml)))
    return mentions, markup, points


def _mention(found: Inline) -> Mention | None:
    """Read a name or a reference; None where its kind or its pointer cannot be read."""
    attributes = found.attributes
    kind = _KIND_OF.get(found.name)
    known = _NAMED
    if kind is None:
        kind = _KINDS.get(attributes.get("type", ""))
        if kind is None:
            return None
        known = _TYPED
        if found.name == "name" and kind in NAMED_KINDS:
            return None
    entity = read_reference(attributes["ref"]) if "ref" in attributes else None
    if "ref" in attributes and entity is None:
        return None
    return _new_mention(
        span=found.span,
        entity=TargetRef(entity) if entity else None,
        kind=kind,
        is_name=found.name != "rs",
        id=found.id,
        attributes=() if attributes.keys() <= known else leftover(attributes, *known),
    )
