"""The guard before libxml2, whose time doubles with every optional attribute that an element bears.

No element of the grammar has more than `MOST_ATTRIBUTES` attributes.
A document in which one bears more is judged by the diagnosis alone, which looks at one attribute at a time.

For each fault that libxml2 finds, lxml notes the way to the element, and counts the elements before it.
Where an element has more than `MOST_CHILDREN` children, the diagnosis therefore looks for faults first.
"""

from typing import Final

from lxml import etree

from stancebank.schema.tree import Element
from stancebank.tei.index import Index

__all__ = ["MOST_ATTRIBUTES", "MOST_CHILDREN", "is_crowded", "is_overloaded"]

MOST_ATTRIBUTES: Final = 8
"""How many attributes an element of the grammar has at most; a test holds the grammar to it."""

MOST_CHILDREN: Final = 5_000
"""How many children an element may have before libxml2 is only shown a document without faults."""

_crowded: Final = etree.XPath(f"boolean(//*[*[{MOST_CHILDREN + 1}]])", smart_strings=False)
_overloaded: Final = etree.XPath(f"boolean(//*[@*[{MOST_ATTRIBUTES + 1}]])", smart_strings=False)


def is_overloaded(root: Element, facts: Index | None = None) -> bool:
    """Tell whether an element of the document bears more attributes than libxml2 should be shown.

    Args:
        root: The root of the document.
        facts: What was gathered from the document, where that was done before.
    """
    return bool(_overloaded(root)) if facts is None else facts.most_attributes > MOST_ATTRIBUTES


def is_crowded(root: Element, facts: Index | None = None) -> bool:
    """Tell whether an element of the document has so many children that noting faults would take long.

    Args:
        root: The root of the document.
        facts: What was gathered from the document, where that was done before.
    """
    return (facts is None or facts.size > MOST_CHILDREN) and bool(_crowded(root))
