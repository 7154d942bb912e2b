"""The characters of markup: escaping, start tags, and elements kept as they stand."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeAlias

from lxml import etree

from stancebank.model.characters import Attributes, is_name, white_normalised
from stancebank.tei.names import TEI, XML

__all__ = [
    "BLANK",
    "MALFORMED_ID",
    "Node",
    "attributes_of",
    "canonical",
    "end_tag",
    "escape",
    "has_stray_text",
    "kept_element",
    "leftover",
    "local_name",
    "name_of",
    "outer_xml",
    "own_id",
    "start_tag",
    "stray_text",
    "text_in",
    "white_normalised",
]

Node: TypeAlias = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - lxml has no other name
"""An element, a comment or a processing instruction of a tree."""

BLANK: Final = " \t\r\n"
"""White space, as XML has it."""

MALFORMED_ID: Final = f"{{{XML}}}id"
"""The name under which `attributes_of` gives an ``xml:id`` that is no name, so that nothing takes it for one."""

_PREFIX: Final = "f"  # not the usual "ns": kept markup has that, and would seem to use a prefix that it inherits
_TEI_PREFIX: Final = f"{{{TEI}}}"
_XML_PREFIX: Final = f"{{{XML}}}"
_TEXT: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_ATTRIBUTE: Final = _TEXT | {ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}
_TEXT_NEEDS: Final = re.compile("[&<>\r]")
_ATTRIBUTE_NEEDS: Final = re.compile('[&<>\r"\n\t]')


def escape(text: str) -> str:
    """Return *text* as element content."""
    return text.translate(_TEXT) if _TEXT_NEEDS.search(text) else text


def _quoted(value: str) -> str:
    return value.translate(_ATTRIBUTE) if _ATTRIBUTE_NEEDS.search(value) else value


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """Return the name of a TEI element without its namespace; one in none begins with ``{}``.

    Example:
        >>> local_name("{http://www.tei-c.org/ns/1.0}said"), local_name("{urn:x}said"), local_name("said")
        ('said', '{urn:x}said', '{}said')
    """
    if tag.startswith(_TEI_PREFIX):
        return tag[len(_TEI_PREFIX) :]
    return tag if tag.startswith("{") else f"{{}}{tag}"


def name_of(node: Node) -> str:
    """Return the `local_name` of an element; an empty string for a comment or a processing instruction."""
    return local_name(node.tag) if isinstance(node.tag, str) else ""


@lru_cache(maxsize=4096)
def _attribute_name(name: str) -> str:
    return f"xml:{name.removeprefix(_XML_PREFIX)}" if name.startswith(_XML_PREFIX) else name


def attributes_of(element: Node) -> dict[str, str]:
    """Return the attributes of *element*; those of the XML namespace under their usual prefix.

    An ``xml:id`` that is no name identifies nothing: it goes by the name of `MALFORMED_ID`.
    """
    attributes = dict(element.items())
    own = attributes.pop(MALFORMED_ID, None)
    for name in attributes:  # a loop, since a generator would cost as much as all the rest
        if name[0] == "{":
            attributes = {_attribute_name(key): value for key, value in attributes.items()}
            break
    if own is not None:
        attributes["xml:id" if is_name(own) else MALFORMED_ID] = own
    return attributes


def own_id(element: Node) -> str | None:
    """Return the ``xml:id`` of *element*, or None where it has none that is a name."""
    found = element.get(MALFORMED_ID)
    return found if found and is_name(found) else None


def leftover(attributes: dict[str, str], *known: str) -> Attributes:
    """Return those of *attributes* that are not *known*, sorted by name."""
    return tuple(sorted((key, value) for key, value in attributes.items() if key not in known))


def stray_text(characters: str | None) -> str:
    """Return *characters* as markup, without the white space around; empty where there is nothing else."""
    return escape(characters.strip(BLANK)) if characters else ""


def has_stray_text(element: Node) -> bool:
    """Tell whether *element*, which should only have children, has text of its own."""
    return bool(stray_text(element.text)) or any(stray_text(child.tail) for child in element)


def start_tag(name: str, attributes: Iterable[tuple[str, str | None]] = (), *, empty: bool = False) -> str:
    """Return a start tag; attributes without a value are left out, and a malformed id where there is another.

    Example:
        >>> start_tag("p", [("xml:id", "p1"), ("n", None)])
        '<p xml:id="p1">'
        >>> start_tag("{urn:x}y", [("{urn:z}a", "1")], empty=True)
        '<f0:y xmlns:f0="urn:x" xmlns:f1="urn:z" f1:a="1"/>'
        >>> start_tag("{}y")
        '<y xmlns="">'
    """
    close = "/>" if empty else ">"
    pairs = [(key, value) for key, value in attributes if value is not None]
    if name[0] != "{" and not any(key[0] == "{" for key, _ in pairs):
        written = "".join(f' {key}="{_quoted(value)}"' for key, value in pairs)
        return f"<{name}{written}{close}"
    if any(key == "xml:id" for key, _ in pairs):
        pairs = [(key, value) for key, value in pairs if key != MALFORMED_ID]
    spaces: dict[str, str] = {}

    def prefixed(qualified: str) -> str:
        if qualified[0] != "{":
            return qualified
        space, _, local = qualified[1:].partition("}")
        if space == XML:
            return f"xml:{local}"
        return f"{spaces.setdefault(space, f'{_PREFIX}{len(spaces)}')}:{local}"

    told = name[2:] if name.startswith("{}") else prefixed(name)
    written = "".join(f' {prefixed(key)}="{_quoted(value)}"' for key, value in pairs)
    declared = "".join(f' xmlns:{prefix}="{_quoted(space)}"' for space, prefix in spaces.items())
    unspaced = ' xmlns=""' if name.startswith("{}") else ""
    return f"<{told}{unspaced}{declared}{written}{close}"


def end_tag(name: str) -> str:
    """Return the end tag that closes `start_tag` of the same *name*."""
    if name[0] != "{":
        return f"</{name}>"
    space, _, local = name.partition("}")
    return f"</{_PREFIX}0:{local}>" if space != "{" else f"</{local}>"


def outer_xml(node: Node) -> str:
    """Return *node* without its tail, as it stands where the default namespace is TEI's.

    Namespaces that it inherits are declared only where it uses them.
    """
    written = etree.tostring(node, encoding="unicode", with_tail=False)
    if not isinstance(node.tag, str):
        return written
    parent = node.getparent()
    inherited = parent.nsmap if parent is not None else {}
    if node.nsmap.get(None) == TEI:
        written = _undeclared(written, f' xmlns="{TEI}"')
    for prefix, space in inherited.items():
        if prefix is not None and f"{prefix}:" not in written:
            written = _undeclared(written, f' xmlns:{prefix}="{_quoted(space)}"')
    return written


def _undeclared(written: str, declaration: str) -> str:
    end = written.index(">")
    return written[:end].replace(declaration, "", 1) + written[end:]


def _wrapped(xml: str) -> Node:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False
    )
    return etree.fromstring(f'<x xmlns="{TEI}">{xml}</x>'.encode(), parser)


@lru_cache(maxsize=4096)
def canonical(xml: str) -> str:
    """Return kept markup in the form in which reading gives it back.

    Raises:
        ValueError: It is not well-formed.

    Example:
        >>> canonical("<lb ></lb>")
        '<lb/>'
    """
    try:
        root = _wrapped(xml)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        msg = f"kept markup is not well-formed: {xml!r}: {error}"
        raise ValueError(msg) from None
    return escape(root.text or "") + "".join(outer_xml(child) + escape(child.tail or "") for child in root)


def kept_element(xml: str) -> Node:
    """Return the first element of kept markup."""
    return next(_wrapped(xml).iterchildren("*"))


@lru_cache(maxsize=1024)
def text_in(xml: str) -> str:
    """Return the text of kept markup, white space normalised."""
    return white_normalised("".join(_wrapped(xml).itertext(etree.Element)))
