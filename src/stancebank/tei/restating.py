"""Stating anew what the root file of a corpus declares of the whole; every other byte of it stays."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from stancebank.tei.inventory import DIGEST_TYPE, TaxonomyState

__all__ = ["restate"]

_EXTENT: Final = re.compile(rb"<extent\b.*?</extent>", re.DOTALL)
_MEASURE: Final = re.compile(rb"<measure\b([^>]*?)(/>|>([^<]*))", re.DOTALL)
_USAGE: Final = re.compile(rb"<tagUsage\b[^>]*>", re.DOTALL)
_PUBLICATION: Final = re.compile(rb"<publicationStmt\b.*?</publicationStmt>", re.DOTALL)
_IDNO: Final = re.compile(rb"([ \t]*)<idno\b[^>]*>[^<]*</idno>(\r?\n?)")


def restate(
    data: bytes,
    *,
    extents: Mapping[str, int],
    usage: Mapping[str, int],
    taxonomies: Iterable[TaxonomyState] = (),
) -> bytes:
    """Return the root file of a corpus with true extents and with the digests of taxonomies registered.

    Args:
        data: The file.
        extents: How many of each unit there are; measures of other units stay as they are.
        usage: How often each element occurs in the texts.
        taxonomies: The states to be registered besides what is; the first ``idno`` of the file shows where.

    Example:
        >>> restate(b'<extent><measure unit="text" quantity="2">2 articles</measure></extent>',
        ...         extents={"text": 31}, usage={})
        b'<extent><measure unit="text" quantity="31">31 articles</measure></extent>'
    """
    data = _EXTENT.sub(lambda found: _MEASURE.sub(lambda one: _measure(one, extents), found[0]), data, count=1)
    data = _USAGE.sub(lambda found: _usage(found[0], usage), data)
    registered = [_register(one) for one in taxonomies]
    return _PUBLICATION.sub(lambda found: _registered(found[0], registered), data, count=1) if registered else data


def _register(one: TaxonomyState) -> bytes:
    name = f"{one.id} {one.version}".strip()
    return f'<idno type="{DIGEST_TYPE}" n="{name}">{one.digest}</idno>'.encode()


def _measure(found: re.Match[bytes], extents: Mapping[str, int]) -> bytes:
    attributes = found[1]
    number = extents.get(_value(attributes, b"unit"))
    if number is None:
        return found[0]
    before = _value(attributes, b"quantity").encode()
    changed = _replaced(attributes, b"quantity", number)
    label = found[3]
    if label is None:
        return b"<measure" + changed + b"/>"
    pattern = rb"(?<![0-9,.])" + re.escape(before) + rb"(?![0-9,.])"
    return b"<measure" + changed + b">" + (re.sub(pattern, str(number).encode(), label, count=1) if before else label)


def _usage(tag: bytes, usage: Mapping[str, int]) -> bytes:
    return _replaced(tag, b"occurs", usage.get(_value(tag, b"gi"), 0))


def _value(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb"[ \t\r\n]*=[ \t\r\n]*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] or found[2] or b"").decode() if found else ""


def _replaced(tag: bytes, name: bytes, number: int) -> bytes:
    pattern = rb"(\b" + name + rb"[ \t\r\n]*=[ \t\r\n]*)(?:\"[^\"]*\"|'[^']*')"
    return re.sub(pattern, lambda found: found[1] + f'"{number}"'.encode(), tag, count=1)


def _registered(statement: bytes, registered: list[bytes]) -> bytes:
    places = list(_IDNO.finditer(statement))
    if not places:
        return statement
    last = places[-1]
    lines = b"".join(last[1] + one + (last[2] or b"") for one in registered)
    return statement[: last.end()] + lines + statement[last.end() :]
