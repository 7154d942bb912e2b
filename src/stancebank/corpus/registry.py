"""What references that leave a document stand for: entries of registries and taxonomies in other files."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from attrs import frozen

from stancebank.corpus.reach import is_within_reach
from stancebank.errors import RefusedError
from stancebank.model import Document, Prefix
from stancebank.tei import read_bytes
from stancebank.tei.entries import Entry, read_entries
from stancebank.tei.names import BUILT_IN_PREFIXES

__all__ = ["Registry", "Resolution", "Resolved", "expand"]

_SCHEMES: Final = frozenset({"http", "https", "urn", "mailto", "doi", "hdl"})


class Resolution(StrEnum):
    """What came of following a reference."""

    FOUND = "found"
    ELSEWHERE = "elsewhere"
    UNKNOWN_PREFIX = "unknown prefix"
    MISSING_FILE = "missing file"
    UNREADABLE_FILE = "unreadable file"
    MISSING_ID = "missing id"


@frozen(kw_only=True)
class Resolved:
    """A reference and what came of following it.

    Attributes:
        outcome: Whether it was found; ``elsewhere`` for an address that is not followed, such as a URN.
        entry: The entry, where it was found.
        address: What the reference stands for, once its prefix is replaced.
    """

    outcome: Resolution
    entry: Entry | None = None
    address: str = ""


class Registry:
    """Reads each file that references lead into once.

    Args:
        unwritten: What files will hold that are yet to be written, by their resolved paths.

    Example:
        >>> registry = Registry()
        >>> document = Document.from_blocks("d", [("paragraph", "x")])
        >>> registry.resolve(document, "https://example.org/x", Path()).outcome
        <Resolution.ELSEWHERE: 'elsewhere'>
    """

    def __init__(self, unwritten: Mapping[Path, bytes] | None = None) -> None:
        self._unwritten = unwritten or {}
        self._files: dict[Path, Mapping[str, Entry] | Resolution] = {}
        self._found: dict[tuple[Path, str], Resolved] = {}
        self._last: tuple[tuple[Prefix, ...], Path, dict[str, Resolved]] = ((), Path(), {})

    def entries(self, path: Path) -> Mapping[str, Entry] | Resolution:
        """Return the entries of the file at *path* by id, or why there are none."""
        if path not in self._files:  # resolving costs more than looking up, so the name as given is kept as well
            place = path.resolve()
            self._files[path] = self._files[place] if place in self._files else self._read(place)
            self._files[place] = self._files[path]
        return self._files[path]

    def _read(self, place: Path) -> Mapping[str, Entry] | Resolution:
        try:
            data = self._unwritten.get(place) or read_bytes(place, is_trusted=False)
            return read_entries(data, str(place))
        except FileNotFoundError:
            return Resolution.MISSING_FILE
        except (OSError, RefusedError):
            return Resolution.UNREADABLE_FILE

    def resolve(self, document: Document, reference: str, folder: Path) -> Resolved:
        """Follow a prefixed reference or an address.

        Args:
            document: The document, for its prefixes.
            reference: Such as ``per:zas`` or ``../registry/listPerson.xml#zas``; not a local id.
            folder: The folder of the document's file.
        """
        known = self._known(document, folder)
        if reference not in known:
            resolved = self._resolve(document, reference, folder)
            if resolved.outcome is not Resolution.FOUND:
                return resolved
            known[reference] = resolved
        return known[reference]

    def _known(self, document: Document, folder: Path) -> dict[str, Resolved]:
        """Return what was found under the same prefixes in the same folder, by reference.

        That of the last prefixes and folder is kept: the documents of a corpus share them.
        """
        prefixes, place, known = self._last
        if document.prefixes is prefixes and folder is place:
            return known
        if document.prefixes != prefixes or folder != place:
            known = {}
        self._last = document.prefixes, folder, known
        return known

    def _resolve(self, document: Document, reference: str, folder: Path) -> Resolved:
        address = expand(document, reference)
        if address is None:
            return Resolved(outcome=Resolution.UNKNOWN_PREFIX)
        if (folder, address) in self._found:  # joining paths takes longer than all else here
            return self._found[folder, address]
        scheme, colon, _ = address.partition(":")
        if colon and scheme.lower() in _SCHEMES:
            return Resolved(outcome=Resolution.ELSEWHERE, address=address)
        name, _, fragment = address.partition("#")
        found = self.entries(folder / name) if is_within_reach(name) else Resolution.UNREADABLE_FILE
        if isinstance(found, Resolution):
            return Resolved(outcome=found, address=address)
        entry = found.get(fragment)
        if entry is None:
            return Resolved(outcome=Resolution.MISSING_ID, address=address)
        self._found[folder, address] = Resolved(outcome=Resolution.FOUND, entry=entry, address=address)
        return self._found[folder, address]

    def label(self, document: Document, reference: str, folder: Path) -> str:
        """Return what to show for a reference of any kind: a name, else the reference itself."""
        local = document.target(reference)
        if local is not None:
            label = getattr(local, "label", reference)
            return str(label() if callable(label) else label)
        entry = self.resolve(document, reference, folder).entry if ":" in reference or "#" in reference else None
        return entry.label if entry else reference


def expand(document: Document, reference: str) -> str | None:
    """Return the address that *reference* stands for, or None where its prefix is not declared."""
    prefix, colon, rest = reference.partition(":")
    if not colon or "/" in prefix or "#" in prefix:
        return reference
    declared = document.prefix(prefix) or BUILT_IN_PREFIXES.get(prefix)
    if declared is not None:
        return declared.replacement.replace("$1", rest)
    return reference if prefix.lower() in _SCHEMES else None
