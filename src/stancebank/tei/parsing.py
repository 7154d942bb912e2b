"""The one place where bytes become a tree: everything unsafe is refused before or while parsing."""

import re
from typing import Final, cast

from lxml import etree

from stancebank.errors import ParseError, RefusedError
from stancebank.tei.markup import Node
from stancebank.tei.names import REGISTRY_ROOTS, TEI

__all__ = ["MAX_BYTES", "MAX_DEPTH", "parse"]

MAX_BYTES: Final = 64 * 1024 * 1024
"""How large an input may be; libxml2 itself limits a text node to 10 MB."""

MAX_DEPTH: Final = 256
"""How many elements may stand inside each other; libxml2 itself refuses more."""

MAX_ATTRIBUTES: Final = 256
"""How many attributes an element may have; lxml takes time in the square of their number."""

MAX_NAMESPACES: Final = 256
"""How many prefixes may be known in one place; whatever is kept as it stands is asked for each of them."""

_PACKED: Final = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_WIDE: Final = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"<\x00": "UTF-16 without a byte order mark",
    b"\x00<": "UTF-16 without a byte order mark",
    b"\x00\x00": "UTF-32",
}
_BOM: Final = b"\xef\xbb\xbf"
_DECLARATION: Final = re.compile(
    rb"<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:\"([^\"]*)\"|'([^']*)')"
    rb"(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:\"([^\"]*)\"|'([^']*)'))?[^>]{0,64}\?>"
)
_MISC: Final = re.compile(rb"[ \t\r\n]+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_LOOSE_REFERENCE: Final = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)")
_LONG: Final = re.compile(rb"<[^<]{1280,}")
_CHARACTER: Final = re.compile(r"xmlParseCharRef: invalid xmlChar value (\d+)")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_LIMITS: Final = (
    "Excessive depth",
    "Huge input",
    "too big",
    "too long",
    "xmlSAX2",
    "Buffer size limit",
    "maximum entity",
)


def parse(
    data: bytes,
    source: str | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    max_depth: int = MAX_DEPTH,
    registry: bool = False,
    foreign: bool = False,
) -> Node:
    """Parse *data* with a hardened parser.

    Args:
        data: UTF-8 encoded XML 1.0 without a DOCTYPE.
        source: The name of the input, for messages.
        max_bytes: The size limit.
        max_depth: How many elements may stand inside each other, the root among them; no limit above `MAX_DEPTH`.
        registry: Whether the root may be a ``teiCorpus`` or a registry file as well as a ``TEI``.
        foreign: Whether the root may be of another vocabulary: for files that are read and never written.

    Returns:
        The root element; comments and processing instructions around it are its siblings.

    Raises:
        ParseError: The input is not well-formed (WF001).
        RefusedError: It is refused for another reason: WF002 encoding, WF004 version, WF005 forbidden character,
            WF006 root, WF012 limit, SE001 DOCTYPE, SE002 entity, SE009 compressed.
    """
    if len(data) > max_bytes:
        reason = f"the input has more bytes than the limit of {max_bytes}"
        raise RefusedError("WF012", reason, source, hint="split the file, or raise the limit")
    _check_encoding(data, source)
    _check_prolog(data, source)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        collect_ids=False,
        strip_cdata=True,
        remove_comments=False,
        remove_pis=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _diagnosis(error, data, source) from None
    if _LOOSE_REFERENCE.search(data):
        for entity in root.iter(etree.Entity):
            raise RefusedError(
                "SE002",
                f"the entity {entity.text} is not one of the five that XML knows",
                source,
                entity.sourceline,
                hint="write the character itself",
            )
    if not foreign:
        _check_root(root, source, registry=registry)
    if max_depth < MAX_DEPTH:
        _check_depth(root, source, max_depth)
    if any(piece.count(b"=") > MAX_ATTRIBUTES for piece in _LONG.findall(data)):
        _check_attributes(root, source)
    if data.count(b"xmlns") > MAX_NAMESPACES:
        _check_namespaces(root, source)
    return root


def _check_encoding(data: bytes, source: str | None) -> None:
    for magic, packing in _PACKED.items():
        if data.startswith(magic):
            raise RefusedError("SE009", f"the input is compressed ({packing})", source, hint="decompress it first")
    for magic, encoding in _WIDE.items():
        if data.startswith(magic):
            raise RefusedError("WF002", f"the input is not UTF-8, but {encoding}", source, 1, hint="save it as UTF-8")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(data, error.start)
        reason = f"byte 0x{data[error.start]:02X} is not UTF-8"
        raise RefusedError("WF002", reason, source, line, column, hint="save the file as UTF-8") from None


def _check_prolog(data: bytes, source: str | None) -> None:
    """Refuse another XML version, a declared encoding other than UTF-8, and any DOCTYPE."""
    at = len(_BOM) if data.startswith(_BOM) else 0
    declaration = _DECLARATION.match(data, at)
    if declaration:
        version = (declaration[1] or declaration[2] or b"").decode()
        if version != "1.0":
            raise RefusedError(
                "WF004", f"the XML version is {version!r}, not 1.0", source, 1, hint="save it as XML 1.0"
            )
        encoding = (declaration[3] or declaration[4] or b"utf-8").decode()
        if encoding.lower() not in {"utf-8", "us-ascii"}:
            raise RefusedError(
                "WF002",
                f"the file declares the encoding {encoding!r}, not UTF-8",
                source,
                1,
                hint="save it as UTF-8 and declare that",
            )
        at = declaration.end()
    while misc := _MISC.match(data, at):
        at = misc.end()
    if data.startswith(b"<!DOCTYPE", at):
        line, column = _place(data, at)
        raise RefusedError(
            "SE001",
            "the file has a DOCTYPE",
            source,
            line,
            column,
            hint="remove it: entities and default attributes change what is read",
        )


def _diagnosis(error: etree.XMLSyntaxError, data: bytes, source: str | None) -> RefusedError:
    message = error.msg or "the input is not well-formed"
    line, column = error.position
    control = _CONTROL.search(data)
    if control:
        line, column = _place(data, control.start())
        code_point = ord(data[control.start() : control.end()].decode())
        return RefusedError(
            "WF005",
            f"U+{code_point:04X} is a character that XML cannot carry",
            source,
            line,
            column,
            hint="remove or replace it",
        )
    if written := _CHARACTER.search(message):
        reason = f"U+{int(written[1]):04X} is a character that XML cannot carry"
        return RefusedError("WF005", reason, source, line, column, hint="remove or replace it")
    if any(word in message for word in _LIMITS):
        return RefusedError("WF012", f"a limit of the parser is passed: {message}", source, line, column)
    if message.startswith("Entity '"):
        name = message.split("'")[1]
        reason = f"the entity &{name}; is not one of the five that XML knows"
        return RefusedError("SE002", reason, source, line, column, hint="write the character itself")
    plain = re.sub(r", line \d+, column \d+$", "", message)
    return ParseError("WF001", f"the input is not well-formed: {plain}", source, line or None, column or None)


def _check_root(root: Node, source: str | None, *, registry: bool) -> None:
    name = etree.QName(root)
    allowed = {"TEI", "teiCorpus", *REGISTRY_ROOTS} if registry else {"TEI"}
    if name.namespace == TEI and name.localname in allowed:
        return
    if name.namespace == TEI and name.localname == "teiCorpus":
        raise RefusedError(
            "WF006",
            "the root is a teiCorpus, not one document",
            source,
            root.sourceline,
            hint="open it as a corpus",
        )
    where = f"in the namespace {name.namespace}" if name.namespace else "in no namespace"
    raise RefusedError(
        "WF006",
        f"the root is {name.localname} {where}, not TEI in the TEI namespace",
        source,
        root.sourceline,
        hint=f'write <TEI xmlns="{TEI}">',
    )


def _check_depth(root: Node, source: str | None, limit: int) -> None:
    for element in cast("list[Node]", root.xpath(f"({'/*' * (limit + 1)})[1]")):
        reason = f"elements stand deeper inside each other than the limit of {limit}"
        raise RefusedError("WF012", reason, source, element.sourceline, hint="nest less, or raise the limit")


def _check_attributes(root: Node, source: str | None) -> None:
    for element in root.iter(etree.Element):
        number = len(element.attrib)
        if number > MAX_ATTRIBUTES:
            reason = f"an element has {number} attributes, more than the limit of {MAX_ATTRIBUTES}"
            raise RefusedError("WF012", reason, source, element.sourceline)


def _check_namespaces(root: Node, source: str | None) -> None:
    for element in root.iter(etree.Element):
        number = len(element.nsmap)
        if number > MAX_NAMESPACES:
            reason = f"an element knows {number} prefixes of namespaces, more than the limit of {MAX_NAMESPACES}"
            raise RefusedError("WF012", reason, source, element.sourceline)


def _place(data: bytes, offset: int) -> tuple[int, int]:
    """Return the line and the column, from 1, of a byte offset; columns count characters."""
    before = data[:offset]
    line = before.count(b"\n") + 1
    return line, len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
