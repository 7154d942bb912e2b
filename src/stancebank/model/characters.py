"""Which characters a text may hold, and what an XML name is."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = [
    "Attributes",
    "is_attribute_name",
    "is_element_name",
    "is_name",
    "is_reference",
    "is_text",
    "line",
    "lines",
    "optional_line",
    "optional_reference",
    "optional_xml_name",
    "optional_xml_text",
    "references",
    "sorted_attributes",
    "white_normalised",
    "xml_attributes",
    "xml_element_name",
    "xml_name",
    "xml_names",
    "xml_text",
    "xml_texts",
]


Attributes = tuple[tuple[str, str], ...]
"""Attributes that the model has no word for: pairs of name and value, sorted by name.

A name is ``rend``, ``xml:lang`` or, in another namespace, ``{namespace}local``.
"""

# XML 1.0, fifth edition, production 2: everything else cannot be written down.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Productions 4 and 4a without the colon, which Namespaces in XML reserves.
_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_ASCII_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_ELEMENT: Final = re.compile(r"(?:\{[^{}]*\})?([^{}]+)")
_QUALIFIED: Final = re.compile(r"(?:xml:|\{[^{}]+\})?([^{}]+)")
_WHITE: Final = re.compile(r"[ \t\r\n]+")
_UNTIDY: Final = re.compile(r"[\t\r\n]|^ |  | $")


def is_text(value: str) -> bool:
    r"""Tell whether *value* holds only characters that XML can carry.

    Example:
        >>> is_text("naïve 😀"), is_text("a\x00b")
        (True, False)
    """
    return _FORBIDDEN.search(value) is None


def is_name(value: str) -> bool:
    """Tell whether *value* can be an ``xml:id`` (an NCName).

    Example:
        >>> is_name("csto-2022-12-19"), is_name("2022"), is_name("per:zas")
        (True, False, False)
    """
    if value.isascii():
        return _ASCII_NAME.fullmatch(value) is not None
    return _any_name().fullmatch(value) is not None


@cache
def _any_name() -> re.Pattern[str]:
    """Compile the whole production when the first name outside ASCII comes: it takes as long as reading a file."""
    return re.compile(f"[{_START}][{_START}\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]*")


def is_attribute_name(value: str) -> bool:
    """Tell whether *value* names an attribute: ``rend``, ``xml:lang`` or ``{namespace}local``."""
    parts = _QUALIFIED.fullmatch(value)
    return parts is not None and is_name(parts[1])


def is_element_name(value: str) -> bool:
    """Tell whether *value* names an element: ``hi``, ``{namespace}local``, or ``{}local`` in no namespace."""
    parts = _ELEMENT.fullmatch(value)
    return parts is not None and is_name(parts[1])


def is_reference(value: str) -> bool:
    """Tell whether *value* can be a reference: an id, a prefixed name or an address, without white space.

    Example:
        >>> is_reference("lind"), is_reference("per:lind"), is_reference("#lind"), is_reference("a b")
        (True, True, False, False)
    """
    if is_name(value):
        return True
    is_away = ":" in value or "#" in value or "/" in value
    return is_away and value[0] != "#" and _WHITE.search(value) is None and is_text(value)


def white_normalised(text: str) -> str:
    """Return *text* with runs of XML white space made one space and none at the edges."""
    return _WHITE.sub(" ", text).strip(" ") if _UNTIDY.search(text) else text


def line(value: str) -> str:
    """Return *value* with its white space normalised: the converter of fields that are a line of text."""
    try:
        return white_normalised(value)
    except TypeError:  # a validator refuses what is no string, and says where
        return value


def optional_line(value: str | None) -> str | None:
    """Return *value* as a `line`, or None."""
    return None if value is None else line(value)


def lines(values: Iterable[str]) -> tuple[str, ...]:
    """Return each of *values* as a `line`."""
    return tuple(line(value) for value in values)


def xml_text(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    """Refuse, as an attrs validator, what is not a string of XML characters."""
    if not isinstance(value, str):
        msg = f"{attribute.name} of {type(instance).__name__} must be a string, not {value!r}"
        raise TypeError(msg)
    is_plain = value.isprintable() or value.replace("\n", " ").isprintable()  # then all are XML characters
    found = None if is_plain else _FORBIDDEN.search(value)
    if found:
        msg = (
            f"{attribute.name} of {type(instance).__name__} holds U+{ord(found[0]):04X} "
            f"at {found.start()}, which XML cannot carry"
        )
        raise ValueError(msg)


def optional_xml_text(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    """Refuse, as an attrs validator, what is neither None nor a string of XML characters."""
    if value is not None:
        xml_text(instance, attribute, value)


def xml_texts(instance: object, attribute: "Attribute[Any]", values: Iterable[object]) -> None:
    """Refuse, as an attrs validator, values of which one is no string of XML characters."""
    for value in values:
        xml_text(instance, attribute, value)


def xml_name(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    """Refuse, as an attrs validator, what cannot be an ``xml:id``."""
    xml_text(instance, attribute, value)
    if not is_name(str(value)):
        msg = f"{attribute.name} of {type(instance).__name__} must be an XML name without a colon, not {value!r}"
        raise ValueError(msg)


def optional_xml_name(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    """Refuse, as an attrs validator, what is neither None nor can be an ``xml:id``."""
    if value is not None:
        xml_name(instance, attribute, value)


def xml_element_name(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    """Refuse, as an attrs validator, what cannot be an element: a name, ``{namespace}name``, ``{}name`` in none."""
    xml_text(instance, attribute, value)
    if not is_element_name(str(value)):
        msg = f"{attribute.name} of {type(instance).__name__} must be an element's name, not {value!r}"
        raise ValueError(msg)


def xml_names(instance: object, attribute: "Attribute[Any]", values: Iterable[object]) -> None:
    """Refuse, as an attrs validator, values of which one cannot be an ``xml:id``."""
    for value in values:
        xml_name(instance, attribute, value)


def optional_reference(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    """Refuse, as an attrs validator, what is neither None nor a reference (see `is_reference`)."""
    if value is None:
        return
    xml_text(instance, attribute, value)
    if not is_reference(str(value)):
        msg = (
            f"{attribute.name} of {type(instance).__name__} must be an id, a prefixed name or an address, not {value!r}"
        )
        raise ValueError(msg)


def references(instance: object, attribute: "Attribute[Any]", values: Iterable[object]) -> None:
    """Refuse, as an attrs validator, values of which one is no reference."""
    for value in values:
        if value is None:
            xml_text(instance, attribute, value)
        optional_reference(instance, attribute, value)


def sorted_attributes(pairs: "Attributes | dict[str, str]") -> Attributes:
    """Return *pairs* as a tuple sorted by name."""
    if not pairs:
        return ()
    return tuple(sorted(pairs.items() if isinstance(pairs, dict) else pairs))


def xml_attributes(instance: object, attribute: "Attribute[Any]", value: Attributes) -> None:
    """Refuse, as an attrs validator, attributes that could not be written: bad names, doubles, an id with a field."""
    if not value:
        return
    whose = f"{attribute.name} of {type(instance).__name__}"
    names = [name for name, _ in value]
    for name, told in value:
        xml_text(instance, attribute, name)
        xml_text(instance, attribute, told)
        if not is_attribute_name(name):
            msg = f"{whose} name {name!r}, which is neither a name, nor xml:name, nor {{namespace}}name"
            raise ValueError(msg)
    if len({*names}) < len(names):
        msg = f"{whose} name one of {', '.join(names)} twice"
        raise ValueError(msg)
    if "xml:id" in names and hasattr(instance, "id"):
        msg = f"{whose} hold an xml:id, which has a field of its own"
        raise ValueError(msg)
