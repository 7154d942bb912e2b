"""Broader categories of topics that stand in taxonomies beside the documents."""

from collections.abc import Iterable
from pathlib import Path

from stancebank.corpus import Registry, Resolution, expand
from stancebank.evaluation.topics import Broader
from stancebank.model import Category, Document

__all__ = ["broader_of"]


def broader_of(places: Iterable[tuple[Document, Path]], registry: Registry | None = None) -> Broader:
    """Return what gives the broader categories in the taxonomies that documents bring or point at.

    Args:
        places: The documents, each with the folder that its references start from.
        registry: Reads the taxonomies.
    """
    known = [(document, folder) for document, folder in places]
    files = registry or Registry()
    above: dict[str, tuple[str, ...]] = {}

    def broader(reference: str) -> tuple[str, ...]:
        if reference not in above:
            above[reference] = next(
                (found for document, folder in known if (found := _path(document, folder, files, reference))), ()
            )
        return above[reference]

    return broader


def _path(document: Document, folder: Path, registry: Registry, reference: str) -> tuple[str, ...]:
    for taxonomy in document.taxonomies:
        if path := taxonomy.path(reference):
            return tuple(one.id for one in reversed(path[:-1]))
    address = expand(document, reference)
    if address is None or "#" not in address or reference == address:
        return ()
    name, _, fragment = address.partition("#")
    entries = registry.entries(folder / name)
    if isinstance(entries, Resolution):
        return ()
    parents = {
        narrower.id: key
        for key, entry in entries.items()
        if isinstance(entry.value, Category)
        for narrower in entry.value.categories
    }
    found: list[str] = []
    while (parent := parents.get(fragment)) is not None and parent not in found:
        found.append(parent)
        fragment = parent
    before = reference[: len(reference) - len(address.partition("#")[2])]
    return tuple(f"{before}{one}" for one in found)
