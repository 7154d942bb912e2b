"""Fingerprints: the same finding has the same one, however the lines around it move."""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from json.encoder import encode_basestring_ascii
from typing import Final
from unicodedata import normalize

from stancebank.findings import Finding

__all__ = ["fingerprints"]

_LENGTH: Final = 32
_FOLDER: Final = re.compile(r".*[/\\]", re.DOTALL)
_SUFFIX: Final = re.compile(r"\.xml\Z", re.IGNORECASE)
_LINE: Final = re.compile(r"\bline \d+")


def fingerprints(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return a fingerprint for each of *findings*, in their order.

    It depends on the code, the name of the input without folders and ``.xml``, the nearest ``xml:id``,
    the message without numbers of lines, and on how many equal findings come before.
    It does not depend on the line, so that an edit above a finding does not make it new.

    Example:
        >>> from stancebank.findings import Location, Severity
        >>> def at(line):
        ...     place = Location(source="a1.xml", id="st7", line=line)
        ...     return Finding(code="ST001", severity=Severity.ERROR, message="stance has no holder", location=place)
        >>> fingerprints([at(41)]) == fingerprints([at(97)])
        True
        >>> len({*fingerprints([at(41), at(41)])})
        2
    """
    seen: Counter[tuple[str, str, str, str]] = Counter()
    stems: dict[str, str] = {}
    found: list[str] = []
    for finding in findings:
        place, source = finding.location, finding.location.source or ""
        if source not in stems:
            stems[source] = _SUFFIX.sub("", _FOLDER.sub("", source))
        key = (finding.code, stems[source], place.id or "", _normalised(finding.message))
        found.append(_hash(*key, str(seen[key])))
        seen[key] += 1
    return tuple(found)


def _normalised(message: str) -> str:
    told = " ".join(normalize("NFC", message).split())
    return _LINE.sub("line", told) if "line " in told else told


def _hash(*parts: str) -> str:
    told = ", ".join(map(encode_basestring_ascii, parts))  # as JSON, which is not to change
    return sha256(f"[{told}]".encode("ascii")).hexdigest()[:_LENGTH]
