"""From a tree to a Document: one walk over the text, one over the header, one over the records."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from stancebank.model import AnnotatorId, Attributes, Document, DocumentId, Fragment, Metadata
from stancebank.tei.cat_refs import with_cat_refs
from stancebank.tei.header import Header, walk
from stancebank.tei.header_reading import read_header
from stancebank.tei.inline_reading import mentions_and_markup
from stancebank.tei.markup import MALFORMED_ID, Node, attributes_of, leftover, name_of, outer_xml
from stancebank.tei.names import TEI
from stancebank.tei.pointers import read_reference
from stancebank.tei.stand_off_reading import StandOff
from stancebank.tei.text_reading import Text, read_text

__all__ = ["Reading", "read"]


@frozen(kw_only=True)
class Reading:
    """A document as it was read.

    Attributes:
        document: The document.
        profile: The profile that the file says it follows, or None.
    """

    document: Document
    profile: str | None


def read(root: Node, *, fallback_id: str = "document") -> Reading:
    """Read a ``TEI`` element.

    Args:
        root: The element.
        fallback_id: The document's id where the element has none that is a name.
    """
    attributes = attributes_of(root)
    document_id = attributes.pop("xml:id", fallback_id)
    attributes.pop(MALFORMED_ID, None)
    outer = Header()
    parts: dict[str, Node] = {}

    def first(_: Header, child: Node) -> bool | str:
        return parts.setdefault(name_of(child), child) is child and name_of(child)

    walk(outer, root, "TEI", dict.fromkeys(("teiHeader", "text", "standOff"), first))
    header = read_header(parts["teiHeader"], document_id) if "teiHeader" in parts else Header()
    text = read_text(parts["text"], document_id) if "text" in parts else Text()
    records = StandOff(document_id, text)
    if "standOff" in parts:
        records.read(parts["standOff"])
    records.finish()
    layers, kept = with_cat_refs(tuple(records.layers), header, document_id)
    mentions, markup, empty = mentions_and_markup(records.inline)
    metadata: dict[str, Any] = {"title": "", "profile": None, "offset_unit": None, **header.metadata}
    metadata["header_language"] = attributes.pop("xml:lang", None)
    containers, metadata["language"], encoder = _shells(parts, document_id)
    containers += [("TEI", leftover(attributes))] if attributes else []
    fragments = [*_around(root), *outer.fragments, *header.fragments, *text.fragments]
    document = Document(
        id=DocumentId(document_id),
        text=text.text,
        segments=text.segments,
        sections=text.sections,
        mentions=mentions,
        markup=markup,
        points=[*text.points, *records.points, *empty],
        metadata=Metadata(**metadata),
        speakers=header.speakers,
        relations=header.relations,
        entities=records.entities,
        propositions=records.propositions,
        taxonomies=header.taxonomies,
        annotators=header.annotators,
        applications=header.applications,
        changes=header.changes,
        layers=layers,
        encoder=AnnotatorId(encoder) if encoder else None,
        prefixes=header.prefixes,
        fragments=[*fragments, *records.header.fragments],
        containers=[*containers, *header.containers, *records.header.containers],
        verbatim=[*header.verbatim, *kept],
    )
    return Reading(document=document, profile=header.profile)


def _around(root: Node) -> Iterator[Fragment]:
    """Yield the comments and processing instructions before and after the root."""
    for node in [*root.itersiblings(preceding=True)][::-1]:
        yield Fragment(within="", before="/", xml=outer_xml(node))
    for node in root.itersiblings():
        yield Fragment(within="", before="", xml=outer_xml(node))


def _shells(parts: dict[str, Node], document_id: str) -> tuple[list[tuple[str, Attributes]], str | None, str | None]:
    """Return the unusual attributes of ``text``, ``body`` and ``standOff``; the text's language; its encoder."""
    text, stand_off = ({} if one is None else attributes_of(one) for one in map(parts.get, ("text", "standOff")))
    language = text.pop("xml:lang", None)
    body: dict[str, str] = {}
    if "text" in parts:
        body = next((attributes_of(one) for one in parts["text"].iterchildren(f"{{{TEI}}}body")), body)
    encoder = read_reference(body.get("resp", ""))
    if encoder is not None:
        del body["resp"]
    for attributes, usual in ((text, "text"), (stand_off, "annotations")):
        if attributes.get("xml:id") == f"{document_id}.{usual}":
            del attributes["xml:id"]
    told = (("text", text), ("text/body", body), ("standOff", stand_off))
    return [(path, leftover(attributes)) for path, attributes in told if attributes], language, encoder
