"""What to call what a reference leads to, also where only the corpus around the document knows it."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from stancebank.corpus.corpus import Corpus, find_root
from stancebank.corpus.registry import Registry, Resolution, expand
from stancebank.errors import StancebankError
from stancebank.model import Category, Document
from stancebank.tei.entries import Entry

__all__ = ["Labels"]


class Labels:
    """Names for the references of documents in one folder.

    A reference that leads nowhere that can be read is looked up in the registries and taxonomies of the corpus that
    the folder lies in, upwards: a category by its published address, or by its prefix and code as an id.

    Args:
        folder: The folder of the documents.
        registry: Reads the files.

    Example:
        >>> document = Document.from_blocks("pier", [("paragraph", "It rains.")])
        >>> Labels(Path()).label(document, "nowhere:1")
        'nowhere:1'
    """

    def __init__(self, folder: Path, registry: Registry | None = None) -> None:
        self._folder = folder
        self._registry = registry or Registry()

    def label(self, document: Document, reference: str) -> str:
        """Return the name of what *reference* leads to, in the language of the document if there is one."""
        local = document.target(reference)
        if local is not None:
            return _called(local, document, reference)
        if ":" not in reference and "#" not in reference:
            return reference
        entry = self._registry.resolve(document, reference, self._folder).entry or self._around(document, reference)
        return reference if entry is None else _called(entry.value, document, entry.label)

    def _around(self, document: Document, reference: str) -> Entry | None:
        address = expand(document, reference)
        if address in self._addressed:
            return self._addressed[address]
        return self._named.get(reference.replace(":", ".", 1))

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(self._read())

    @cached_property
    def _addressed(self) -> dict[str | None, Entry]:
        return {one.value.uri: one for one in self._entries if isinstance(one.value, Category) and one.value.uri}

    @cached_property
    def _named(self) -> dict[str, Entry]:
        return {one.id: one for one in self._entries if one.value is not None}

    def _read(self) -> Iterator[Entry]:
        """Yield what the parts of the corpus around the folder hold; one that cannot be read names nothing."""
        root = find_root(self._folder)
        try:
            parts = Corpus.open(root).parts if root is not None else ()
        except StancebankError:
            return
        for path in parts:
            entries = self._registry.entries(path)
            if not isinstance(entries, Resolution):
                yield from entries.values()


def _called(value: object, document: Document, otherwise: str) -> str:
    if isinstance(value, Category):
        return value.label((document.metadata.language or "").partition("-")[0].lower())
    return str(getattr(value, "label", otherwise))
