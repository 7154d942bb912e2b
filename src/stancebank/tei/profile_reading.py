"""From ``profileDesc`` to languages, voices, the ties between them, and the topics in the header."""

from typing import Final

from stancebank.model import Language, Relation, VoiceRef
from stancebank.model.metadata import GENRE
from stancebank.tei.entry_reading import read_speaker
from stancebank.tei.header import Handler, Header, children, day
from stancebank.tei.markup import Node, attributes_of, leftover, outer_xml, stray_text
from stancebank.tei.pointers import read_reference, tokens

__all__ = ["PROFILE_DESCRIPTION"]


def _language(header: Header, element: Node) -> bool:
    tag = element.get("ident")
    if tag is None:
        return False
    languages: list[Language] = header.metadata["languages"]
    label = header.leaf(element, f"language[{len(languages) + 1}]", ("ident", tag))
    languages.append(Language(tag=tag, label=label))
    return True


def _category_reference(header: Header, element: Node) -> bool:
    reference = read_reference(element.get("target", ""))
    if reference is None:
        return False
    if not reference.startswith(GENRE):
        header.cat_refs.append(element)
        return True
    genres: list[str] = header.metadata["genres"]
    genres.append(reference)
    if len(element) or element.text or len(element.attrib) > 1:
        header.verbatim.append((f"genre[{len(genres)}]", outer_xml(element)))
    return True


def _voice(header: Header, element: Node) -> bool:
    read = read_speaker(element)
    if read is None:
        return False
    header.speakers.append(read)
    return True


def _voices(value: str | None) -> list[VoiceRef] | None:
    """Return the voices that a list of pointers names; None where it names none, or one cannot be read."""
    read = [read_reference(pointer) for pointer in tokens(value)]
    return [VoiceRef(one) for one in read if one] if read and None not in read else None


def _relation(header: Header, element: Node) -> bool:
    attributes = attributes_of(element)
    active, passive = _voices(attributes.get("active")), _voices(attributes.get("passive"))
    if active is None or passive is None or "name" not in attributes:
        return False
    if len(element) or stray_text(element.text):
        return False
    header.relations.append(
        Relation(
            name=attributes["name"],
            active=active,
            passive=passive,
            start=attributes.get("from"),
            end=attributes.get("to"),
            attributes=leftover(attributes, "name", "active", "passive", "from", "to"),
        )
    )
    return True


_TIES: Final[Handler] = children("listPerson/listRelation", {"relation": _relation})
_PERSONS: Final[dict[str, Handler]] = {"person": _voice, "personGrp": _voice, "listRelation": _TIES}
_PARTICIPANTS: Final[dict[str, Handler]] = {
    "listPerson": children("particDesc/listPerson", _PERSONS),
    "listOrg": children("particDesc/listOrg", {"org": _voice, "listRelation": _TIES}),
}

PROFILE_DESCRIPTION: Final[Handler] = children(
    "profileDesc",
    {
        "creation": children("profileDesc/creation", {"date": day("created", "creation/date")}),
        "langUsage": children("profileDesc/langUsage", {"language": _language}),
        "particDesc": children("profileDesc/particDesc", _PARTICIPANTS),
        "textClass": children("profileDesc/textClass", {"catRef": _category_reference}),
    },
)
"""Reads ``profileDesc``."""
