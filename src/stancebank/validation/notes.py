"""What a corpus keeps of one of its files: small facts, gathered where the file is read, never a tree or a document."""

import hashlib
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import field, frozen

from stancebank.corpus import Registry, Resolution, expand
from stancebank.corpus.similarity import runs_of, sketch, words_of
from stancebank.model import Document, Speaker
from stancebank.tei.index import Index, index
from stancebank.tei.inventory import Inventory, element_counts, held_documents, read_inventory, taxonomy_states
from stancebank.tei.markup import Node
from stancebank.tei.reading import read
from stancebank.validation.cells import formulas
from stancebank.validation.inputs import Input
from stancebank.validation.whole import FileFacts, VoiceFacts

__all__ = ["COUNTED", "Noted", "Notes", "notes_of"]

COUNTED: Final = ("words", "characters", "quotations", "stances", "topics")
"""What is counted in each document, in the order of `FileFacts.counts`."""

_DIGEST_BYTES: Final = 16
_COPIED: Final = frozenset({"taxonomy", "category"})


@frozen(kw_only=True)
class Noted:
    """What is kept of a file that could be read, or of a document that the root file holds.

    Attributes:
        facts: What the rules on a corpus need to know of it.
        ids: Its ids that another file may bear, and their lines.
        usage: How often each element occurs in its text; empty unless that was asked.
    """

    facts: FileFacts
    ids: tuple[tuple[str, int], ...]
    usage: Mapping[str, int] = field(factory=dict[str, int])


@frozen(kw_only=True)
class Notes:
    """What is kept of an input.

    Attributes:
        files: What could be read: the file, or the documents that the root file holds.
        unread: How many documents of it could not.
        root: The ids and inclusions of the root file; None for any other.
        inventory: What the root file declares of the whole.
    """

    files: tuple[Noted, ...] = ()
    unread: int = 0
    root: Index | None = None
    inventory: Inventory = field(factory=Inventory)


def notes_of(
    one: Input, tree: Node, facts: Index, document: Document | None, registry: Registry, *, counts_elements: bool
) -> Notes:
    """Return what a corpus keeps of a file.

    Args:
        one: The file, which belongs to a corpus.
        tree: Its root element.
        facts: Its ids and pointers.
        document: What it says; None for what is no document.
        registry: Reads what references lead into.
        counts_elements: Whether the root file declares how often elements occur; the root file knows by itself.
    """
    if not one.is_root:
        if facts.root == "TEI" and document is None:
            return Notes(unread=1)
        return Notes(files=(_noted(one, "", tree, facts, document, registry, counts_elements=counts_elements),))
    inventory = read_inventory(tree)
    files: list[Noted] = []
    unread = 0
    for inner in held_documents(tree):
        held = index(inner)
        try:
            said = read(inner).document
        except ValueError:
            unread += 1
            continue
        mark = f"#{held.root_id or ''}"
        files.append(_noted(one, mark, inner, held, said, registry, counts_elements=bool(inventory.usages)))
    return Notes(files=tuple(files), unread=unread, root=facts, inventory=inventory)


def _noted(
    one: Input,
    mark: str,
    tree: Node,
    facts: Index,
    document: Document | None,
    registry: Registry,
    *,
    counts_elements: bool,
) -> Noted:
    path = f"{one.place}{mark}"
    about = _about(document) if document is not None else {}
    voices = document.speakers if document is not None else _entries(one, registry)
    return Noted(
        facts=FileFacts(
            source=one.source or path,
            path=path,
            root=facts.root,
            id=facts.root_id,
            line=facts.root_line,
            profile=facts.schema.key if facts.schema else None,
            taxonomies=taxonomy_states(tree),
            voices=tuple((voice.id, _voice(voice, document, one)) for voice in voices),
            **about,
        ),
        ids=tuple(_shareable(facts)),
        usage=element_counts(tree) if counts_elements else {},
    )


def _shareable(facts: Index) -> Iterator[tuple[str, int]]:
    """Yield the ids that another file may bear.

    Those that begin with the document's own are safe with it; copies of a taxonomy are another rule's matter.
    """
    stem = f"{facts.root_id}." if facts.root == "TEI" and facts.root_id else None
    for anchor in facts.anchors:
        is_copied = stem is not None and anchor.element in _COPIED
        if not (anchor.id == facts.root_id or is_copied or (stem and anchor.id.startswith(stem))):
            yield anchor.id, anchor.line


def _entries(one: Input, registry: Registry) -> Iterator[Speaker]:
    found = registry.entries(one.path) if one.path is not None else Resolution.MISSING_FILE
    if not isinstance(found, Resolution):
        yield from (entry.value for entry in found.values() if isinstance(entry.value, Speaker))


def _voice(voice: Speaker, document: Document | None, one: Input) -> VoiceFacts:
    return VoiceFacts(
        kind=voice.kind,
        names=tuple((name.kind, name.text) for name in voice.names),
        identifiers=voice.identifiers,
        affiliations=tuple((a.organisation, a.role, a.start, a.end) for a in voice.affiliations),
        entry=None if one.folder is None else _entry(voice, document, posixpath.dirname(one.place)),
    )


def _entry(voice: Speaker, document: Document | None, within: str) -> tuple[str, str] | None:
    """Return the file and id of the entry that a voice, in a file in *within*, is said to be the same as."""
    if voice.same_as is None or document is None:
        return None
    address = expand(document, voice.same_as) or ""
    name, mark, fragment = address.partition("#")
    if not mark or not name or ":" in name:
        return None
    return posixpath.normpath(posixpath.join(within, name)), fragment


def _about(document: Document) -> dict[str, Any]:
    text = document.text
    words = words_of(text)
    told = " ".join(text.split())
    return {
        "counts": (
            len(words),
            len(text),
            len(document.quotations),
            len(document.stances),
            len(document.topics),
        ),
        "digest": hashlib.blake2b(told.encode("utf-8"), digest_size=_DIGEST_BYTES).digest() if words else b"",
        "sketch": sketch(runs_of(words)),
        "formulas": formulas(document),
    }
