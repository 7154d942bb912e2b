"""From ``fileDesc`` to what is known of the article and its edition, and of who annotated."""

from typing import Final

from lxml import etree

from stancebank.model import Annotator, AnnotatorId, AnnotatorKind, Licence
from stancebank.tei.header import Handler, Header, children, day, once
from stancebank.tei.markup import (
    Node,
    attributes_of,
    has_stray_text,
    leftover,
    name_of,
    outer_xml,
    stray_text,
    white_normalised,
)
from stancebank.tei.names import NO_SOURCE
from stancebank.tei.pointers import read_reference

__all__ = ["FILE_DESCRIPTION", "agent_of"]

_NAME_KINDS: Final = {
    "persName": AnnotatorKind.PERSON,
    "orgName": AnnotatorKind.ORGANISATION,
    "name": AnnotatorKind.PERSON,
}
_NAME_TYPES: Final = {
    "program": AnnotatorKind.PROGRAM,
    "software": AnnotatorKind.PROGRAM,
    "project": AnnotatorKind.ORGANISATION,
}
_RESPONSIBILITIES: Final = (["persName", "resp"], ["orgName", "resp"], ["name", "resp"])

_MAIN_TITLE: Final = once("title", "titleStmt/title", ("level", "a"), ("type", "main"))
_SUBTITLE: Final = once("subtitle", "titleStmt/subtitle", ("type", "sub"))
_DIGEST: Final = once("text_digest", "", ("type", "textSHA256"))
_ADDRESS: Final = once("url", "", ("type", "URI"))
_UNRECORDED: Final = once("unrecorded", "biblStruct/note", ("type", "unrecorded"))
_PUBLISHED: Final = day("date", "imprint/date", ("type", "published"))
_ACCESSED: Final = day("accessed", "imprint/accessed", ("type", "accessed"))


def _title(header: Header, element: Node) -> bool | str:
    return (_SUBTITLE if element.get("type") == "sub" else _MAIN_TITLE)(header, element)


def agent_of(element: Node) -> tuple[AnnotatorKind, str | None]:
    """Return what kind of annotator a name in ``respStmt`` names, and a program's application."""
    name = name_of(element)
    kind = _NAME_KINDS.get(name, AnnotatorKind.PERSON)
    if name == "name":
        kind = _NAME_TYPES.get(element.get("type", ""), kind)
    return kind, read_reference(element.get("ref", "")) if kind is AnnotatorKind.PROGRAM else None


def _annotator(header: Header, element: Node) -> bool:
    attributes = attributes_of(element)
    annotator_id = attributes.get("xml:id")
    children = [name_of(child) for child in element]
    if annotator_id is None or sorted(children) not in _RESPONSIBILITIES or has_stray_text(element):
        return False
    role, named = (element[0], element[1]) if children[0] == "resp" else (element[1], element[0])
    kind, application = agent_of(named)
    slot = f"#{annotator_id}"
    if name_of(named) == "name" and kind is not AnnotatorKind.PROGRAM:
        header.verbatim.append((f"{slot}/name", outer_xml(named)))
        told = white_normalised("".join(named.itertext(etree.Element)))
    else:
        usual = [("type", "program")] if kind is AnnotatorKind.PROGRAM else []
        usual += [("ref", named.get("ref", ""))] if application else []
        told = header.leaf(named, f"{slot}/name", *usual)
    header.annotators.append(
        Annotator(
            id=AnnotatorId(annotator_id),
            kind=kind,
            name=told,
            role=header.leaf(role, f"{slot}/resp"),
            application=application,
            attributes=leftover(attributes, "xml:id"),
        )
    )
    return True


def _identifier(header: Header, element: Node) -> bool | str:
    own = dict(element.attrib)
    if len(element):
        return False
    if own == {"type": "local"} and element.text == header.document_id and "idno" not in header.seen:
        header.seen.add("idno")
        return True
    return _DIGEST(header, element) if own == {"type": "textSHA256"} else False


def _licence(header: Header, element: Node) -> bool:
    attributes = attributes_of(element)
    covered = attributes.pop("corresp", "")
    target = attributes.pop("target", None)
    part = covered.removeprefix(f"#{header.document_id}.")
    field = {"text": "text_licence", "annotations": "annotation_licence"}.get(part)
    if field is None or attributes or len(element) or field in header.metadata:
        return False
    header.metadata[field] = Licence(statement=white_normalised(element.text or ""), target=target)
    return True


def _author(header: Header, element: Node) -> bool:
    authors: list[str] = header.metadata["authors"]
    authors.append(header.leaf(element, f"analytic/author[{len(authors) + 1}]"))
    return True


def _address(header: Header, element: Node) -> bool | str:
    is_plain = dict(element.attrib) == {"type": "URI"} and not len(element)
    return _ADDRESS(header, element) if is_plain else False


def _issued(header: Header, element: Node) -> bool | str:
    if not (element.attrib or len(element) or stray_text(element.text)):
        return True  # it only says that no date is known
    return (_ACCESSED if element.get("type") == "accessed" else _PUBLISHED)(header, element)


def _related(header: Header, element: Node) -> bool:
    attributes = attributes_of(element)
    if has_stray_text(element):
        return False
    if attributes == {"type": "basedOn"} and [name_of(child) for child in element] == ["bibl"]:
        agencies: list[str] = header.metadata["agencies"]
        agencies.append(header.leaf(element[0], f"biblStruct/agency[{len(agencies) + 1}]"))
        return True
    is_seed = attributes.keys() == {"type", "target"} and attributes["type"] == "seed" and not len(element)
    if is_seed and "seed" not in header.metadata:
        header.metadata["seed"] = attributes["target"]
        return True
    return False


def _unrecorded(header: Header, element: Node) -> bool | str:
    return _UNRECORDED(header, element) if element.get("type") == "unrecorded" else False


def _no_source(_: Header, element: Node) -> bool:
    return not len(element) and not element.attrib and element.text == NO_SOURCE


_TITLES: Final[dict[str, Handler]] = {"title": _title, "respStmt": _annotator}
_PUBLICATION: Final[dict[str, Handler]] = {
    "publisher": once("publisher", "publicationStmt/publisher"),
    "date": day("edition_date", "publicationStmt/date"),
    "idno": _identifier,
    "availability": children("publicationStmt/availability", {"licence": _licence}),
}
_ANALYTIC: Final[dict[str, Handler]] = {
    "author": _author,
    "title": once("headline", "analytic/title", ("level", "a"), ("type", "main")),
    "idno": _address,
}
_MONOGRAPH: Final[dict[str, Handler]] = {
    "title": once("outlet", "monogr/title", ("level", "j")),
    "imprint": children(
        "monogr/imprint", {"publisher": once("outlet_publisher", "imprint/publisher"), "date": _issued}
    ),
}
_SOURCE: Final[dict[str, Handler]] = {
    "analytic": children("biblStruct/analytic", _ANALYTIC),
    "monogr": children("biblStruct/monogr", _MONOGRAPH),
    "relatedItem": _related,
    "note": _unrecorded,
}

FILE_DESCRIPTION: Final[Handler] = children(
    "fileDesc",
    {
        "titleStmt": children("fileDesc/titleStmt", _TITLES),
        "publicationStmt": children("fileDesc/publicationStmt", _PUBLICATION),
        "sourceDesc": children(
            "fileDesc/sourceDesc", {"biblStruct": children("sourceDesc/biblStruct", _SOURCE), "p": _no_source}
        ),
    },
)
"""Reads ``fileDesc``."""
