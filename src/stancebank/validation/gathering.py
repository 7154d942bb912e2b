"""Gathering the facts of a corpus, file by file, so that nothing larger has to be kept."""

import hashlib
import os
import posixpath
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from stancebank.corpus import ROOT_NAME, Corpus, Registry, Resolution, expand
from stancebank.corpus.similarity import runs_of, sketch, words_of
from stancebank.errors import StancebankError
from stancebank.model import Document, Speaker
from stancebank.tei import load
from stancebank.tei.index import Index, index
from stancebank.tei.inventory import Inventory, element_counts, held_documents, read_inventory, taxonomy_states
from stancebank.tei.markup import Node
from stancebank.tei.reading import read
from stancebank.validation.cells import formulas
from stancebank.validation.inputs import Input
from stancebank.validation.whole import CorpusSubject, FileFacts, VoiceFacts

__all__ = ["COUNTED", "MOST_IDS", "Gathering"]

COUNTED: Final = ("words", "characters", "quotations", "stances", "topics")
"""What is counted in each document, in the order of `FileFacts.counts`."""

MOST_IDS: Final = 1_000_000
"""How many ids that do not begin with their document's are compared over a corpus; more would need too much memory."""

_DIGEST_BYTES: Final = 16


class Gathering:
    """The facts of one corpus gathered so far.

    Args:
        folder: The folder of the corpus.
        registry: Reads what references lead into.
        resemblance: From which share of common runs on two texts are near-duplicates.

    Attributes:
        is_capped: Whether there were more ids to compare than `MOST_IDS`.
    """

    def __init__(self, folder: Path, registry: Registry, resemblance: float) -> None:
        self.folder = folder
        self.is_capped: bool = False
        self._registry = registry
        self._resemblance = resemblance
        self._files: list[FileFacts] = []
        self._unread: list[str] = []
        self._root: Index | None = None
        self._inventory = Inventory()
        self._usage: Counter[str] = Counter()
        self._ids: dict[str, str] = {}
        self._shared: list[tuple[str, str, str, int]] = []
        self._voices: dict[VoiceFacts, VoiceFacts] = {}

    def miss(self, one: Input) -> None:
        """Note that a file could not be read."""
        self._unread.append(self._path(one))

    def add(self, one: Input, tree: Node, facts: Index, document: Document | None) -> None:
        """Take in the facts of a file.

        Args:
            one: The file; the root file of the corpus has to come first.
            tree: Its root element.
            facts: Its ids and pointers.
            document: What it says; None for what is no document.
        """
        path = self._path(one)
        if path != ROOT_NAME:
            self._take(path, one, tree, facts, document)
            return
        self._root, self._inventory = facts, read_inventory(tree)
        for inner in held_documents(tree):
            held = index(inner)
            try:
                self._take(f"{path}#{held.root_id or ''}", one, inner, held, read(inner).document)
            except ValueError:
                self._unread.append(path)

    def _take(self, path: str, one: Input, tree: Node, facts: Index, document: Document | None) -> None:
        if facts.root == "TEI" and document is None:
            self._unread.append(path)
            return
        self._note_ids(path, facts)
        if self._inventory.usages:
            self._usage += element_counts(tree)
        about = _about(document) if document is not None else {}
        voices = document.speakers if document is not None else self._entries(one)
        within = posixpath.dirname(self._path(one))
        self._files.append(
            FileFacts(
                source=one.source or path,
                path=path,
                root=facts.root,
                id=facts.root_id,
                line=facts.root_line,
                profile=facts.schema.key if facts.schema else None,
                taxonomies=taxonomy_states(tree),
                voices=tuple((voice.id, self._voice(voice, document, one, within)) for voice in voices),
                **about,
            )
        )

    def subject(self, source: str) -> CorpusSubject:
        """Return the corpus, as far as it was gathered; *source* is the name of the root file."""
        return CorpusSubject(
            folder=self.folder,
            source=source,
            root=self._root,
            inventory=self._inventory,
            files=tuple(sorted(self._files, key=lambda one: one.path)),
            unread=tuple(sorted(self._unread)),
            listing=tuple(sorted(_listing(self.folder))),
            shared_ids=tuple(self._shared),
            usage=dict(self._usage),
            resemblance=self._resemblance,
            text_of=lambda file: _text(self.folder, file),
        )

    def _path(self, one: Input) -> str:
        return (one.path or Path()).relative_to(self.folder).as_posix()

    def _entries(self, one: Input) -> Iterator[Speaker]:
        found = self._registry.entries(one.path or Path())
        if not isinstance(found, Resolution):
            yield from (entry.value for entry in found.values() if isinstance(entry.value, Speaker))

    def _note_ids(self, path: str, facts: Index) -> None:
        """Keep the ids that another file may bear.

        Those that begin with the document's own are safe with it; copies of a taxonomy are another rule's matter.
        """
        stem = f"{facts.root_id}." if facts.root == "TEI" and facts.root_id else None
        told = False
        for anchor in facts.anchors:
            is_copied = stem is not None and anchor.element in {"taxonomy", "category"}
            if anchor.id == facts.root_id or is_copied or (stem and anchor.id.startswith(stem)):
                continue
            first = self._ids.get(anchor.id)
            if first is None:
                if len(self._ids) < MOST_IDS:
                    self._ids[anchor.id] = path
                else:
                    self.is_capped = True
            elif first != path and not told:
                told = True
                self._shared.append((anchor.id, first, path, anchor.line))

    def _voice(self, voice: Speaker, document: Document | None, one: Input, within: str) -> VoiceFacts:
        facts = VoiceFacts(
            kind=voice.kind,
            names=tuple((name.kind, name.text) for name in voice.names),
            identifiers=voice.identifiers,
            affiliations=tuple((a.organisation, a.role, a.start, a.end) for a in voice.affiliations),
            entry=None if one.folder is None else _entry(voice, document, within),
        )
        return self._voices.setdefault(facts, facts)


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


def _listing(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        within = Path(place).relative_to(folder)
        for name in (*folders, *files):
            yield (within / name).as_posix()


def _text(folder: Path, file: FileFacts) -> str:
    name, mark, _ = file.path.partition("#")
    try:
        if mark:
            held = Corpus.open(folder / name).root.documents
            return next((document.text for document in held if document.id == file.id), "")
        return load(folder / name).text
    except (OSError, StancebankError, ValueError):
        return ""
