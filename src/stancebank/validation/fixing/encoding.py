"""Fixes of bytes: files that cannot be read, or not everywhere."""

import re
from collections.abc import Iterator
from typing import Final

from stancebank.findings import Edit
from stancebank.tei.names import TEI
from stancebank.validation.fixing.fault import Fault, FixRow

__all__ = ["ENCODING_FIXES"]

_BOM: Final = b"\xef\xbb\xbf"
_DECLARED: Final = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z0-9._-]+)["']"""
)
_VERSION: Final = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*["']([^"']*)["']""")
_DOCTYPE: Final = re.compile(rb"""<!DOCTYPE(?:[^>"'\[]|"[^"]*"|'[^']*')*>[ \t]*(?:\r?\n)?""")
_ROOT: Final = re.compile(rb"<(?:TEI|teiCorpus)(?=[ \t\r\n>])(?P<attributes>[^>]*)")
_ENTITY: Final = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|&(?P<name>[A-Za-z][A-Za-z0-9]*);", re.DOTALL)
_OWN: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_RETURN: Final = re.compile(rb"\r\n?")


def _without_mark(fault: Fault) -> Iterator[Edit]:
    """Take the byte order mark away."""
    if fault.data.startswith(_BOM):
        yield Edit(0, len(_BOM), "")


def _with_line_feeds(fault: Fault) -> Iterator[Edit]:
    """End every line with a line feed."""
    for found in _RETURN.finditer(fault.data):
        yield Edit(found.start(), found.end(), "\n")


def _in_utf8(fault: Fault) -> Iterator[Edit]:
    """Write a file anew in UTF-8 that is in the encoding which it declares, or in UTF-16."""
    declared = _DECLARED.match(fault.data)
    encoding = "utf-16" if fault.data[:2] in {b"\xff\xfe", b"\xfe\xff"} else declared[1].decode() if declared else ""
    try:
        text = fault.data.decode(encoding)
    except (LookupError, UnicodeError):
        return
    if encoding.lower() not in {"utf-8", "utf8"}:
        yield Edit(
            0, len(fault.data), re.sub(r"""(<\?xml[^>]*?encoding\s*=\s*["'])[^"']*""", r"\1UTF-8", text, count=1)
        )


def _version_one(fault: Fault) -> Iterator[Edit]:
    """Declare version 1.0."""
    if declared := _VERSION.match(fault.data):
        yield Edit(declared.start(1), declared.end(1), "1.0")


def _with_namespace(fault: Fault) -> Iterator[Edit]:
    """Declare the namespace on a root that is called TEI or teiCorpus and has none."""
    root = _ROOT.search(fault.data)
    if root and b"xmlns=" not in root["attributes"] and "in no namespace" in fault.finding.message:
        yield Edit(root.start("attributes"), root.start("attributes"), f' xmlns="{TEI}"')


def _without_doctype(fault: Fault) -> Iterator[Edit]:
    """Take away a DOCTYPE that declares nothing inside the file."""
    at = fault.data.find(b"<!DOCTYPE")
    line, column = fault.finding.location.line, fault.finding.location.column
    while at >= 0 and fault.places.position(at) != (line, column):
        at = fault.data.find(b"<!DOCTYPE", at + 1)
    if at >= 0 and (found := _DOCTYPE.match(fault.data, at)):
        yield Edit(found.start(), found.end(), "")


def _as_characters(fault: Fault) -> Iterator[Edit]:
    """Write the characters for the entities of HTML, outside of comments."""
    from html.entities import html5  # noqa: PLC0415 # a large table for a rare fault

    for found in _ENTITY.finditer(fault.data):
        name = found["name"]
        if name is not None and name not in _OWN and (character := html5.get(f"{name.decode()};")):
            yield Edit(found.start(), found.end(), character)


ENCODING_FIXES: Final = (
    FixRow(code="SE001", is_safe=False, told="removes a DOCTYPE without declarations", mend=_without_doctype),
    FixRow(code="SE002", is_safe=False, told="writes the character for an entity of HTML", mend=_as_characters),
    FixRow(code="WF002", is_safe=False, told="writes the file in UTF-8 and declares that", mend=_in_utf8),
    FixRow(code="WF003", is_safe=True, told="takes the byte order mark away", mend=_without_mark),
    FixRow(code="WF004", is_safe=False, told="declares version 1.0", mend=_version_one),
    FixRow(code="WF006", is_safe=False, told="declares the namespace of TEI on the root", mend=_with_namespace),
    FixRow(code="WF007", is_safe=True, told="ends every line with a line feed", mend=_with_line_feeds),
)
