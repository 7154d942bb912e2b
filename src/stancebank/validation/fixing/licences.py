"""Fixes of licences: one that is named in full, but not as programs know it."""

import re
from collections.abc import Iterator
from typing import Final

from stancebank.findings import Edit
from stancebank.tei.tags import StartTag
from stancebank.validation.fixing.fault import Fault, FixRow, added_attribute, rewritten

__all__ = ["LICENCE_FIXES", "known_address"]

_WORDS: Final = (
    ("attribution", "by"),
    ("non-?commercial", "nc"),
    ("no-?deriv(?:ative)?s", "nd"),
    ("share-?alike", "sa"),
)
_ADDRESS: Final = re.compile(
    r"(?:https?:)?/*(?:www\.)?creativecommons\.org/"
    r"(?:licen[sc]es/(?P<parts>by(?:-nc)?(?:-nd|-sa)?)/(?P<version>[1-4]\.[0-9])|publicdomain/zero/1\.0)"
    r"(?:/(?:deed|legalcode)(?:\.[a-z_\-]+)?)?/?",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"(?:the )?(?:creative commons|cc)[ :\-]+(?P<parts>by(?:[ \-]nc)?(?:[ \-](?:nd|sa))?)"
    r"[ \-]v?(?P<version>[1-4]\.[0-9])"
    r"(?: (?:international|unported|generic))?(?: (?:public )?licen[sc]e)?",
    re.IGNORECASE,
)
_WAIVED: Final = re.compile(
    r"(?:the )?(?:cc[ \-]?0(?:[ \-]1\.0)?|creative commons (?:zero|cc0)(?:[ \-]v?1\.0)?)"
    r"(?: universal)?(?: public domain dedication)?",
    re.IGNORECASE,
)
_SPACED: Final = re.compile(r"[ \t\r\n]+")


def known_address(told: str) -> str | None:
    """Return the address of the Creative Commons licence that *told* names, version and all, or None.

    Args:
        told: An address, or nothing but the name of a licence; a licence without its version is none that is named.

    Example:
        >>> known_address("CC BY-SA 4.0"), known_address("creativecommons.org/licenses/by/4.0")
        ('https://creativecommons.org/licenses/by-sa/4.0/', 'https://creativecommons.org/licenses/by/4.0/')
        >>> known_address("CC BY"), known_address("CC BY 4.0 but for the pictures")
        (None, None)
    """
    words = _SPACED.sub(" ", told).strip(" .")
    found = _ADDRESS.fullmatch(words) or _NAMED.fullmatch(_in_letters(words))
    if found and found["parts"]:
        parts = found["parts"].lower().replace(" ", "-")
        return f"https://creativecommons.org/licenses/{parts}/{found['version']}/"
    return "https://creativecommons.org/publicdomain/zero/1.0/" if found or _WAIVED.fullmatch(words) else None


def _in_letters(words: str) -> str:
    """Return the name of a licence with letters for its conditions."""
    for word, letters in _WORDS:
        words = re.sub(rf"\b{word}\b", letters, words, flags=re.IGNORECASE)
    return words


def _pointed(fault: Fault) -> Iterator[Edit]:
    """Point at the address of a licence whose name is all that is said, or write its address as it is."""
    tag = _licence(fault)
    if tag is None:
        return
    target = tag.attribute("target")
    if target is not None:
        if address := known_address(tag.value("target") or ""):
            yield rewritten(target, address)
    elif address := known_address(fault.data[tag.end : fault.places.end_of(tag)].decode("utf-8")):
        yield added_attribute(tag, "target", address)


def _licence(fault: Fault) -> StartTag | None:
    """Return the start tag of the licence that the finding is about."""
    covered = "annotations" if " of the annotations" in fault.finding.message else "text"
    found = (tag for tag in fault.places.tags if tag.name == "licence")
    return next((tag for tag in found if (tag.value("corresp") or "").endswith(f".{covered}")), None)


LICENCE_FIXES: Final = (
    FixRow(
        code="MD012",
        is_safe=True,
        told="points at the address of a licence of Creative Commons that is named with its version",
        mend=_pointed,
    ),
)
