"""The tags that records become in CATMA, with their properties."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from stancebank.model import Intensity, Medium, Mode, Position, Status
from stancebank.tei.markup import escape, start_tag

__all__ = ["TAGS", "Tag", "collection", "key", "strings"]

_VERSION: Final = "5"
"""The version of CATMA's TEI; without it CATMA takes a file for one of version 1 and converts it."""


@frozen(kw_only=True)
class Tag:
    """A tag.

    Attributes:
        name: Its name.
        colour: Its colour as one number: red, green and blue, eight bits each.
        properties: The names of its properties, in their order.
        parent: The tag that it belongs under, or None.
    """

    name: str
    colour: int
    properties: tuple[str, ...]
    parent: str | None = None


_RECORD: Final = ("id", "certainty", "status", "categories", "comment")
TAGS: Final = {
    "Quotation": Tag(
        name="Quotation",
        colour=0x64A0DC,
        properties=("speaker", "speaker_name", "mode", "medium", "addressee", "on_behalf_of", *_RECORD),
    ),
    "Verbatim": Tag(name="Verbatim", colour=0x3C6E9E, properties=("quotation",), parent="Quotation"),
    "Mention": Tag(name="Mention", colour=0x8A5FA8, properties=("quotation",), parent="Quotation"),
    "Cue": Tag(name="Cue", colour=0xC79A3A, properties=("quotation",), parent="Quotation"),
    "Topic": Tag(name="Topic", colour=0x5FA86A, properties=("topic", "topic_name", "about", *_RECORD)),
    "Stance": Tag(
        name="Stance",
        colour=0xD2603C,
        properties=(
            *("holder", "holder_name", "target", "target_name", "position", "intensity", "quotation"),
            *("document_level", "adjudicates", *_RECORD),
        ),
    ),
}
"""The tags by name: one for each kind of record and each part of a quotation."""

_WORDS: Final[dict[str, Iterable[str]]] = {
    "mode": Mode,
    "medium": Medium,
    "position": Position,
    "intensity": Intensity,
    "status": Status,
    "document_level": ("yes",),
}


def key(*parts: str) -> str:
    """Return a name as CATMA makes them: always the same one for the same *parts*.

    Example:
        >>> key("tag", "Cue")
        'CATMA_A18AAF5F-697E-5CE4-8E4C-D8B0932C1B4D'
    """
    told = "urn:stancebank:catma:" + "\0".join(parts)
    return f"CATMA_{str(uuid.uuid5(uuid.NAMESPACE_URL, told)).upper()}"


def collection(header: dict[str, str], instances: Iterable[str], segments: Iterable[str]) -> bytes:
    """Return a file of CATMA's TEI with the whole tagset.

    Args:
        header: Title, author, publisher and description, which may not be empty.
        instances: The features of each annotation, as XML.
        segments: Where each annotation stands, as XML.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">',
        "<teiHeader>",
        "<fileDesc>",
        f"<titleStmt><title>{escape(header['title'])}</title><author>{escape(header['author'])}</author></titleStmt>",
        f"<publicationStmt><publisher>{escape(header['publisher'])}</publisher></publicationStmt>",
        f"<sourceDesc><p>{escape(header['description'])}</p>",
        f'<ab><fs xml:id="CATMA_TECH_DESC"><f name="version"><string>{_VERSION}</string></f></fs></ab>',
        "</sourceDesc>",
        "</fileDesc>",
        "<encodingDesc>",
        *_tagset(header["author"]),
        "</encodingDesc>",
        "</teiHeader>",
        "<text>",
        "<body>",
        '<ab type="catma">',
        *segments,
        "</ab>",
        "</body>",
        *instances,
        "</text>",
        "</TEI>",
    ]
    return ("\n".join(lines) + "\n").encode()


def strings(values: Iterable[str]) -> str:
    """Return *values* as one string or a collection of them."""
    told = [f"<string>{escape(value)}</string>" for value in values]
    return told[0] if len(told) == 1 else f"<vRange><vColl>{''.join(told)}</vColl></vRange>"


def _tagset(author: str) -> Iterator[str]:
    # CATMA cuts the name off at its last space, and takes who made a tag for who used it
    yield start_tag("fsdDecl", [("xml:id", key("tagset")), ("n", "stancebank 1")])
    for tag in TAGS.values():
        own = key("tag", tag.name)
        bases = [("baseTypes", key("tag", tag.parent))] if tag.parent else []
        yield start_tag("fsDecl", [("xml:id", own), ("n", "1"), ("type", own), *bases])
        yield f"<fsDescr>{escape(tag.name)}</fsDescr>"
        yield _property(tag, "catma_displaycolor", [str(tag.colour)])
        yield _property(tag, "catma_markupauthor", [author])
        for name in tag.properties:
            yield _property(tag, name, _WORDS.get(name, ()))
        yield "</fsDecl>"
    yield "</fsdDecl>"


def _property(tag: Tag, name: str, values: Iterable[str]) -> str:
    told = "".join(f"<string>{escape(value)}</string>" for value in values)
    opened = start_tag("fDecl", [("xml:id", key("property", tag.name, name)), ("name", name)])
    return f"{opened}<vRange><vColl>{told}</vColl></vRange></fDecl>"
