"""Identifiers in authority files: their form and, where they have one, their check digit."""

import re
from collections.abc import Callable
from typing import Final

__all__ = ["identifier_fault"]

_ADDRESS: Final = re.compile(
    r"https?://(?:www\.)?(?P<host>wikidata\.org|viaf\.org|d-nb\.info|isni\.org|orcid\.org|ror\.org|geonames\.org)"
    r"/(?P<path>[^?#]*)"
)
_FOLDERS: Final = ("entity/", "wiki/", "viaf/", "gnd/", "isni/")
_NUMBER: Final = re.compile(r"[1-9][0-9]*")
_ITEM: Final = re.compile(r"Q[1-9][0-9]*")
_PERSONAL: Final = re.compile(r"[0-9]{8,9}[0-9X]")
_HYPHENED: Final = re.compile(r"[1-9][0-9]{0,8}-[0-9X]")
_SIXTEEN: Final = re.compile(r"[0-9]{15}[0-9X]")
_GROUPED: Final = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")
_ROR: Final = re.compile(r"0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}")
_ROR_DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def _wikidata(name: str) -> str | None:
    return None if _ITEM.fullmatch(name) else "an item of Wikidata is Q and a number"


def _viaf(name: str) -> str | None:
    return None if _NUMBER.fullmatch(name) else "VIAF has numbers only"


def _gnd(name: str) -> str | None:
    if _HYPHENED.fullmatch(name):
        return None
    if not _PERSONAL.fullmatch(name):
        return "the GND has eight or nine digits and a check digit"
    total = sum(int(digit) * weight for digit, weight in zip(name[-2::-1], range(2, 11), strict=False))
    return None if "0123456789X"[-total % 11] == name[-1] else "the check digit is wrong"


def _isni(name: str) -> str | None:
    digits = name.replace(" ", "")
    if not _SIXTEEN.fullmatch(digits):
        return "ISNI has fifteen digits and a check digit"
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return None if "0123456789X"[(12 - total % 11) % 11] == digits[-1] else "the check digit is wrong"


def _orcid(name: str) -> str | None:
    return _isni(name.replace("-", "")) if _GROUPED.fullmatch(name) else "ORCID has four groups of four digits"


def _ror(name: str) -> str | None:
    if not _ROR.fullmatch(name):
        return "ROR has a zero, six letters or digits and two check digits"
    number = 0
    for character in name[:-2]:
        number = number * 32 + _ROR_DIGITS.index(character)
    return None if f"{98 - number * 100 % 97:02}" == name[-2:] else "the check digits are wrong"


def _geonames(name: str) -> str | None:
    return None if _NUMBER.fullmatch(name.partition("/")[0]) else "GeoNames has numbers only"


_BY_HOST: Final[dict[str, Callable[[str], str | None]]] = {
    "wikidata.org": _wikidata,
    "viaf.org": _viaf,
    "d-nb.info": _gnd,
    "isni.org": _isni,
    "orcid.org": _orcid,
    "ror.org": _ror,
    "geonames.org": _geonames,
}
_BY_TYPE: Final[dict[str, Callable[[str], str | None]]] = {
    "wikidata": _wikidata,
    "viaf": _viaf,
    "gnd": _gnd,
    "isni": _isni,
    "orcid": _orcid,
    "ror": _ror,
    "geonames": _geonames,
}


def identifier_fault(value: str, kind: str | None) -> str | None:
    """Return what is wrong with an identifier of a known authority file; None where nothing is, or the file is unknown.

    Args:
        value: The identifier, or its address.
        kind: The type that it is given, such as ``URI`` or ``GND``.

    Example:
        >>> identifier_fault("https://www.wikidata.org/wiki/Q42", "URI")
        >>> identifier_fault("118529578", "GND")
        'the check digit is wrong'
    """
    found = _ADDRESS.match(value)
    if found is not None:
        name = found["path"].rstrip("/")
        for folder in _FOLDERS:
            name = name.removeprefix(folder)
        return _BY_HOST[found["host"]](name)
    check = _BY_TYPE.get((kind or "").casefold())
    return None if check is None or value.startswith("http") else check(value)
