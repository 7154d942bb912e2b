"""The guard before libxml2, whose time doubles with every optional attribute that an element bears.

No element of the grammar has more than `MOST_ATTRIBUTES` attributes.
A document in which one bears more is judged by the diagnosis alone, which looks at one attribute at a time.
"""

from typing import Final

from lxml import etree

from stancebank.schema.tree import Element

__all__ = ["MOST_ATTRIBUTES", "is_overloaded"]

MOST_ATTRIBUTES: Final = 8
"""How many attributes an element of the grammar has at most; a test holds the grammar to it."""

_overloaded: Final = etree.XPath(f"boolean(//*[@*[{MOST_ATTRIBUTES + 1}]])", smart_strings=False)


def is_overloaded(root: Element) -> bool:
    """Tell whether an element of the document bears more attributes than libxml2 should be shown.

    Args:
        root: The root of the document.
    """
    return bool(_overloaded(root))
