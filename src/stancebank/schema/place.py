"""Places: where in a document an element is, for a finding about it."""

from typing import Final

from stancebank.findings import Location
from stancebank.schema.tree import Element
from stancebank.tei.names import XML

__all__ = ["place_of"]

_ID: Final = f"{{{XML}}}id"


def place_of(element: Element, source: str | None) -> Location:
    """Return the place of *element*: its line, and the nearest id, its own or an ancestor's.

    Args:
        element: The element.
        source: The name of the document.
    """
    bearers = (one.get(_ID) for one in (element, *element.iterancestors()))
    return Location(source=source, id=next(filter(None, bearers), None), line=element.sourceline)
