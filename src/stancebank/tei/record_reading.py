"""From ``listAnnotation`` to layers: who said what, on which topic, with which stance."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from attrs import define

from stancebank.model import (
    Attributes,
    CategoryRef,
    Certainty,
    Fragment,
    Intensity,
    Layer,
    Medium,
    Mode,
    Position,
    Quotation,
    Span,
    Stance,
    Status,
    TopicAssignment,
    Unread,
)
from stancebank.model.trusted import trusted
from stancebank.tei.anchors import Anchors
from stancebank.tei.markup import (
    BLANK,
    MALFORMED_ID,
    Node,
    attributes_of,
    leftover,
    outer_xml,
    stray_text,
    white_normalised,
)
from stancebank.tei.names import NO_ANNOTATION, TEI
from stancebank.tei.pointers import read_reference, tokens, write_reference
from stancebank.tei.words import read_certainty

__all__ = ["read_layer"]

_WORDS: Final[Mapping[str, type[Any]]] = {
    "intensity": Intensity,
    "medium": Medium,
    "mode": Mode,
    "position": Position,
    "status": Status,
}
_OWN_WORDS: Final = {
    "linking": {"mode", "medium", "status"},
    "classifying": {"status"},
    "assessing": {"position", "intensity", "status"},
}
_new_quotation: Final = trusted(Quotation)
_new_topic: Final = trusted(TopicAssignment)
_new_stance: Final = trusted(Stance)
_NOTES: Final = {"linking": "comment", "classifying": "comment", "assessing": "rationale"}


@define
class _Record:
    """What every record has, while it is being read.

    Attributes:
        anchors: What pointers may name.
        kind: Its motivation.
        id: Its ``xml:id``.
        targets: The pointers of ``@target``.
        unread: Pairs of role and pointer for those that cannot be read.
        words: The words of closed vocabularies; shared between records, never changed.
        categories: References to categories.
        certainty: What ``@cert`` tells.
        attributes: Attributes the model has no word for.
        roles: The pointers of its ``ptr`` elements, by role; each is taken out when it is read.
        note: Its comment or rationale.
        kept: Children the model has no word for, as XML.
    """

    anchors: Anchors
    kind: str
    id: Any
    targets: list[str]
    unread: list[tuple[str, str]]
    words: Mapping[str, Any]
    categories: tuple[CategoryRef, ...]
    certainty: Certainty
    attributes: Attributes
    roles: dict[str, list[str]]
    note: str
    kept: list[str]

    def spans(self, role: str) -> tuple[Span, ...]:
        """Take out the stretches that the pointers of *role* name."""
        pointers = self.roles.pop(role, None)
        return self.stretches(role, pointers) if pointers else ()

    def stretches(self, role: str, pointers: list[str]) -> tuple[Span, ...]:
        """Return the stretches that *pointers* name."""
        found: list[Span] = []
        for pointer in pointers:
            read = self.anchors.read(pointer)
            if read is None:
                self.unread.append((role, pointer))
            else:
                found.extend(read)
        return tuple(found)

    def references(self, role: str) -> tuple[Any, ...]:
        """Take out the references that the pointers of *role* make."""
        pointers = self.roles.pop(role, None)
        if pointers is None:
            return ()
        found: list[str] = []
        for pointer in pointers:
            read = read_reference(pointer)
            if read is None:
                self.unread.append((role, pointer))
            else:
                found.append(read)
        return tuple(found)

    def reference(self, role: str) -> Any:  # noqa: ANN401 - one of several NewTypes
        """Take out the first reference that the pointers of *role* make, or None."""
        first, *others = self.references(role) or (None,)
        if others:
            self.unread.extend((role, write_reference(other)) for other in others)
        return first

    def rest(self) -> Unread:
        """Return the pointers that nobody has read."""
        if not (self.roles or self.unread):
            return ()
        left = [(role, pointer) for role, pointers in self.roles.items() for pointer in pointers]
        return tuple(sorted([*self.unread, *left]))


def read_layer(element: Node, layer_id: str, anchors: Anchors) -> tuple[Layer, list[Fragment]]:
    """Read one ``listAnnotation``.

    Args:
        element: The list.
        layer_id: The layer's id.
        anchors: What pointers may name; quotations are added to it.

    Returns:
        The layer, and the fragments within it.
    """
    quotations: list[Quotation] = []
    topics: list[TopicAssignment] = []
    stances: list[Stance] = []
    fragments: list[Fragment] = []
    pending: list[str] = []

    def settle(before: str) -> None:
        fragments.extend(Fragment(within=f"#{layer_id}", before=before, xml=xml) for xml in pending)
        pending.clear()

    _stray(element.text, pending)
    for child in element:
        record = _record(child, anchors) if child.tag == _ANNOTATION else None
        if record is None:
            pending.append(outer_xml(child))
        else:
            if pending:
                settle(f"#{record.id}")
            if record.kept:
                fragments.extend(Fragment(within=f"#{record.id}", before="", xml=xml) for xml in record.kept)
            if record.kind == "linking":
                quotations.append(_quotation(record))
            elif record.kind == "classifying":
                topics.append(_topic(record))
            else:
                stances.append(_stance(record))
        if (tail := child.tail) and tail.strip(BLANK):
            _stray(tail, pending)
    if not (quotations or topics or stances) and NO_ANNOTATION in pending:
        pending.remove(NO_ANNOTATION)
    settle("")
    return _layer(layer_id, attributes_of(element), quotations, topics, stances), fragments


def _stray(characters: str | None, pending: list[str]) -> None:
    if told := stray_text(characters):
        pending.append(told)


def _layer(
    layer_id: str,
    attributes: dict[str, str],
    quotations: list[Quotation],
    topics: list[TopicAssignment],
    stances: list[Stance],
) -> Layer:
    annotator = read_reference(attributes.get("resp", ""))
    round_ = read_reference(attributes.get("change", ""))
    is_gold = attributes.get("subtype") == "gold"
    known = ["xml:id", MALFORMED_ID]
    known += [name for name, read in (("resp", annotator), ("change", round_)) if read]
    known += ["type"] if attributes.get("type") == "layer" else []
    known += ["subtype"] if attributes.get("subtype") in {"gold", "primary"} else []
    return Layer(
        id=layer_id,  # type: ignore[arg-type] # read from the document
        annotator=annotator,  # type: ignore[arg-type] # likewise
        round=round_,  # type: ignore[arg-type] # likewise
        is_gold=is_gold,
        quotations=quotations,
        topics=topics,
        stances=stances,
        attributes=leftover(attributes, *known),
    )


def _record(element: Node, anchors: Anchors) -> _Record | None:
    """Read what all kinds of record share; None where it has no id or is of no kind that the model has."""
    attributes = attributes_of(element)
    record_id = attributes.pop("xml:id", None)
    motivation = attributes.pop("motivation", "")
    if record_id is None or motivation not in _OWN_WORDS:
        return None
    words, categories, unread = _analysis(attributes.pop("ana", ""), motivation)
    target, cert = attributes.pop("target", None), attributes.get("cert")
    certainty = None if cert is None else read_certainty(cert)
    if certainty is not None:
        del attributes["cert"]
    record = _Record(
        anchors,
        motivation,
        record_id,
        tokens(target),
        list(unread),
        words,
        categories,
        certainty,
        leftover(attributes) if attributes else (),
        {},
        "",
        [],
    )
    if len(element) or element.text:
        _read_bodies(element, record)
    return record


def _read_bodies(element: Node, record: _Record) -> None:
    """Read the children of a record: its pointers by role, its note, and what the model has no word for."""
    note_type = _NOTES[record.kind]
    if (text := element.text) and text.strip(BLANK):
        _stray(text, record.kept)
    for child in element:
        tag = child.tag
        own = dict(child.items()) if tag in _BODIES else {}
        role = own.get("type", "")
        is_empty = not (len(child) or child.text)
        is_pointer = tag == _PTR and is_empty and own.keys() == _POINTING and role not in _RESERVED
        found = tokens(own["target"]) if is_pointer else None
        if found:
            told = record.roles.setdefault(role, found)
            if told is not found:
                told.extend(found)
        elif tag == _NOTE and own == {"type": note_type} and not len(child) and not record.note:
            record.note = white_normalised(child.text or "")
        else:
            record.kept.append(outer_xml(child))
        if (tail := child.tail) and tail.strip(BLANK):
            _stray(tail, record.kept)


_ANNOTATION: Final = f"{{{TEI}}}annotation"
_PTR: Final = f"{{{TEI}}}ptr"
_NOTE: Final = f"{{{TEI}}}note"
_BODIES: Final = frozenset({_PTR, _NOTE})
_POINTING: Final = {"type", "target"}
_RESERVED: Final = frozenset({"", "target", "ana"})


@lru_cache(maxsize=4096)
def _analysis(
    value: str, motivation: str
) -> tuple[Mapping[str, Any], tuple[CategoryRef, ...], tuple[tuple[str, str], ...]]:
    """Part ``@ana`` into words of the closed vocabularies, references to further categories, and what is neither."""
    words: dict[str, Any] = {}
    categories: list[CategoryRef] = []
    unread: list[tuple[str, str]] = []
    for token in tokens(value):
        vocabulary, _, word = token.partition(":")
        if vocabulary in _OWN_WORDS[motivation] and vocabulary not in words:
            try:
                words[vocabulary] = _WORDS[vocabulary](word)
            except ValueError:
                categories.append(CategoryRef(read_reference(token) or token))
            continue
        read = read_reference(token)
        if read is None:
            unread.append(("ana", token))
        else:
            categories.append(CategoryRef(read))
    return MappingProxyType(words), tuple(categories), tuple(unread)


def _quotation(record: _Record) -> Quotation:
    parts = [pointer[1:] for pointer in record.targets if pointer[1:] in record.anchors.parts]
    content = record.stretches("target", record.targets)
    usual = [f"{record.id}.{number}" for number in range(1, len(parts) + 1)]
    words = record.words
    quotation = _new_quotation(
        id=record.id,
        content=content,
        mode=words.get("mode"),
        speakers=record.references("speaker"),
        medium=words.get("medium"),
        verbatim=record.spans("verbatim"),
        mention=record.spans("mention") + record.spans("source"),
        cue=record.spans("cue"),
        addressees=record.references("addressee"),
        on_behalf_of=record.references("onBehalfOf"),
        certainty=record.certainty,
        status=words.get("status"),
        comment=record.note,
        anchors=tuple(parts) if len({*parts}) == len(content) and parts != usual else (),
        categories=record.categories,
        attributes=record.attributes,
        unread=record.rest(),
    )
    record.anchors.records.setdefault(quotation.id, content)
    return quotation


def _topic(record: _Record) -> TopicAssignment:
    anchors = record.anchors
    targets: list[str] = []
    passages: list[Span] = []
    for pointer in record.targets:
        reference = read_reference(pointer)
        read = None if reference in anchors.whole or reference in anchors.records else anchors.read(pointer)
        if read is not None:
            passages.extend(read)
        elif reference is not None:
            targets.append(reference)
        else:
            record.unread.append(("target", pointer))
    categories = record.categories
    return _new_topic(
        id=record.id,
        category=categories[0] if categories else None,
        targets=tuple(targets),
        spans=tuple(passages),
        certainty=record.certainty,
        status=record.words.get("status"),
        comment=record.note,
        categories=categories[1:],
        attributes=record.attributes,
        unread=record.rest(),
    )


def _stance(record: _Record) -> Stance:
    whole = f"#{record.anchors.document_id}"
    evidence = [one for one in record.targets if one != whole]
    words = record.words
    return _new_stance(
        id=record.id,
        holder=record.reference("holder"),
        target=record.reference("stanceTarget"),
        position=words.get("position"),
        intensity=words.get("intensity"),
        evidence=record.stretches("target", evidence),
        is_document_level=len(evidence) < len(record.targets),
        quotation=record.reference("attribution"),
        certainty=record.certainty,
        rationale=record.note,
        status=words.get("status"),
        adjudicates=record.references("adjudicates"),
        categories=record.categories,
        attributes=record.attributes,
        unread=record.rest(),
    )
