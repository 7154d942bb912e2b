"""What carries an id in a file that others point into: a registry, a taxonomy, or a whole document."""

from attrs import frozen
from lxml import etree

from stancebank.model import Category, Entity, Speaker
from stancebank.tei.entry_reading import read_entity, read_speaker, read_taxonomy
from stancebank.tei.markup import name_of
from stancebank.tei.names import TEI, XML
from stancebank.tei.parsing import parse
from stancebank.tei.vocabularies import Retirement, retirement

__all__ = ["Entry", "read_entries"]

_ID = f"{{{XML}}}id"


@frozen(kw_only=True)
class Entry:
    """An element that can be pointed at from another file.

    Attributes:
        id: Its ``xml:id``.
        element: Its name.
        line: The line of its start tag, from 1.
        value: What the model reads from it, or None where the model has no word for it.
        retirement: For a category, that it is retired, or None.
    """

    id: str
    element: str
    line: int
    value: Speaker | Entity | Category | None = None
    retirement: Retirement | None = None

    @property
    def label(self) -> str:
        """What to show for it."""
        if self.value is None:
            return self.id
        return self.value.label() if isinstance(self.value, Category) else self.value.label


def read_entries(data: bytes, source: str | None = None) -> dict[str, Entry]:
    """Return every element of *data* that has an id, the first one for each id.

    Raises:
        RefusedError: The input is not safe or not TEI.
    """
    root = parse(data, source, registry=True)
    categories = {
        category.id: category
        for element in root.iter(f"{{{TEI}}}taxonomy")
        if (taxonomy := read_taxonomy(element)) is not None
        for category in taxonomy.walk()
    }
    found: dict[str, Entry] = {}
    for element in root.iter(etree.Element):
        entry_id = element.get(_ID)
        if entry_id is None or entry_id in found:
            continue
        name = name_of(element)
        value: Speaker | Entity | Category | None = None
        if name in {"person", "personGrp", "org"}:
            value = read_speaker(element)
        elif name in {"place", "event", "object"}:
            value = read_entity(element)
        elif name == "category":
            value = categories.get(entry_id)
        found[entry_id] = Entry(
            id=entry_id,
            element=name,
            line=element.sourceline or 0,
            value=value,
            retirement=retirement(element) if name == "category" else None,
        )
    return found
