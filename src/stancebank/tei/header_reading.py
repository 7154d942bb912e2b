"""From ``teiHeader`` to a `Header`."""

from typing import Final

from stancebank.model import AnnotatorId, Change, ChangeId
from stancebank.tei.encoding_reading import ENCODING_DESCRIPTION
from stancebank.tei.header import Handler, Header, children, walk
from stancebank.tei.markup import Node, attributes_of, leftover, white_normalised
from stancebank.tei.pointers import read_reference, tokens
from stancebank.tei.profile_reading import PROFILE_DESCRIPTION
from stancebank.tei.publication_reading import FILE_DESCRIPTION

__all__ = ["read_header"]


def read_header(element: Node, document_id: str) -> Header:
    """Read the ``teiHeader`` of the document with *document_id*."""
    header = Header(document_id=document_id)
    header.metadata.update(authors=[], agencies=[], genres=[], languages=[])
    walk(header, element, "teiHeader", _HEADER)
    return header


def _change(header: Header, element: Node) -> bool:
    attributes = attributes_of(element)
    who = [read_reference(pointer) for pointer in tokens(attributes.get("who"))]
    if len(element) or None in who:
        return False
    change_id = attributes.get("xml:id")
    header.changes.append(
        Change(
            id=ChangeId(change_id) if change_id else None,
            when=attributes.get("when"),
            who=[AnnotatorId(one) for one in who if one],
            status=attributes.get("status"),
            text=white_normalised(element.text or ""),
            attributes=leftover(attributes, "xml:id", "when", "who", "status"),
        )
    )
    return True


_HEADER: Final[dict[str, Handler]] = {
    "fileDesc": FILE_DESCRIPTION,
    "encodingDesc": ENCODING_DESCRIPTION,
    "profileDesc": PROFILE_DESCRIPTION,
    "revisionDesc": children(
        "revisionDesc",
        {"change": _change, "listChange": children("revisionDesc/listChange", {"change": _change})},
    ),
}
