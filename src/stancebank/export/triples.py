"""Terms of N-Triples: addresses and literals, as the exports to RDF and to SKOS write them."""

from typing import Final
from urllib.parse import quote

__all__ = ["SKOS", "address", "literal"]

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
"""What the names of SKOS begin with."""

_THINGS: Final = "urn:stancebank:"
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def address(kind: str, *parts: str) -> str:
    """Return the address of a thing; nothing of *parts* can end it early."""
    return f"<{_THINGS}{kind}:{':'.join(quote(part, safe='.-_~') for part in parts)}>"


def literal(value: str, language: str | None = None) -> str:
    """Return *value* between quotation marks, with its language where RDF can say it."""
    told = "".join(_ESCAPES.get(character, character) for character in value)
    tagged = language and language.replace("-", "").isalnum() and language.isascii()
    return f'"{told}"@{language}' if tagged else f'"{told}"'
