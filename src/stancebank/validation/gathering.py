"""Gathering the facts of a corpus, file by file, so that nothing larger has to be kept."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve

from stancebank.corpus import Corpus
from stancebank.errors import StancebankError
from stancebank.tei import load
from stancebank.tei.inventory import Inventory
from stancebank.validation.notes import Noted, Notes
from stancebank.validation.whole import CorpusSubject, FileFacts, VoiceFacts

if TYPE_CHECKING:
    from stancebank.tei.index import Index

__all__ = ["MOST_IDS", "Gathering"]

MOST_IDS: Final = 1_000_000
"""How many ids that do not begin with their document's are compared over a corpus; more would need too much memory."""


class Gathering:
    """The facts of one corpus gathered so far.

    Args:
        folder: The folder of the corpus.
        resemblance: From which share of common runs on two texts are near-duplicates.

    Attributes:
        is_capped: Whether there were more ids to compare than `MOST_IDS`.
    """

    def __init__(self, folder: Path, resemblance: float) -> None:
        self.folder = folder
        self.is_capped: bool = False
        self._resemblance = resemblance
        self._files: list[FileFacts] = []
        self._unread: list[str] = []
        self._root: Index | None = None
        self._inventory = Inventory()
        self._usage: Counter[str] = Counter()
        self._ids: dict[str, str] = {}
        self._shared: list[tuple[str, str, str, int]] = []
        self._voices: dict[VoiceFacts, VoiceFacts] = {}

    @property
    def counts_elements(self) -> bool:
        """Whether the root file, if it was added, declares how often elements occur."""
        return bool(self._inventory.usages)

    def add(self, path: str, notes: Notes | None) -> None:
        """Take in what is kept of a file.

        Args:
            path: Its place in the corpus, folders parted by ``/``.
            notes: What is kept of it; None where it could not be read.
        """
        if notes is None:
            self._unread.append(path)
            return
        self._unread += [path] * notes.unread
        if notes.root is not None:
            self._root, self._inventory = notes.root, notes.inventory
        for one in notes.files:
            self._take(one)

    def _take(self, one: Noted) -> None:
        self._note_ids(one)
        self._usage.update(one.usage)
        voices = tuple((name, self._voices.setdefault(facts, facts)) for name, facts in one.facts.voices)
        self._files.append(evolve(one.facts, voices=voices))

    def _note_ids(self, one: Noted) -> None:
        path, told = one.facts.path, False
        for own, line in one.ids:
            first = self._ids.get(own)
            if first is None:
                if len(self._ids) < MOST_IDS:
                    self._ids[own] = path
                else:
                    self.is_capped = True
            elif first != path and not told:
                told = True
                self._shared.append((own, first, path, line))

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
