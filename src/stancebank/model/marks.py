"""Quotation marks: which close which."""

from collections.abc import Mapping
from typing import Final

__all__ = ["CLOSERS", "MARKS"]

CLOSERS: Final[Mapping[str, str]] = {
    '"': '"',
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab\u00bb",
    "\u2039": "\u203a",
    "\u203a": "\u2039\u203a",
    "\u201c": "\u201d",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d\u201f",
    "\u300a": "\u300b",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\u301d": "\u301e\u301f",
    "\uff02": "\uff02",
}
"""For each mark that can open a quotation, those that can close it, in whatever language.

Single marks are not among them: the closing one is the apostrophe as well, so no count of them says anything.
"""

MARKS: Final = frozenset(CLOSERS) | frozenset("".join(CLOSERS.values()))
"""The marks that open or close a quotation."""
