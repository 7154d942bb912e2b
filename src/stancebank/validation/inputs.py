"""What is checked: files, folders, bytes and documents, each as a named piece of bytes."""

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from attrs import evolve, frozen

from stancebank.corpus import ROOT_NAME
from stancebank.model import Document
from stancebank.tei import dumps, read_bytes

__all__ = ["Input", "inputs_of"]


@frozen(kw_only=True)
class Input:
    """One thing to check.

    Attributes:
        source: Its name for the findings, or None.
        path: The file, or None.
        folder: Where relative references start, or None.
        data: Its bytes, or None for a file that is yet to be read.
        fault: Why a document cannot be written, or None.
        excuse: Why what the path names cannot be read, or None where that is yet to be seen.
        corpus: The folder of the corpus that it belongs to, if that was named as a whole, or None.
    """

    source: str | None
    path: Path | None = None
    folder: Path | None = None
    data: bytes | None = None
    fault: str | None = None
    excuse: str | None = None
    corpus: Path | None = None

    @property
    def is_root(self) -> bool:
        """Whether it is the root file of its corpus."""
        return self.place == ROOT_NAME

    @cached_property
    def place(self) -> str:
        """The place of a file in its corpus, folders parted by ``/``; empty for what belongs to none."""
        return "" if self.corpus is None or self.path is None else self.path.relative_to(self.corpus).as_posix()

    def read(self) -> bytes:
        """Return the bytes.

        Raises:
            OSError: The file cannot be read.
        """
        if self.excuse is not None:
            raise OSError(self.excuse)
        if self.data is not None:
            return self.data
        return read_bytes(self.path or Path())


Checkable = Document | str | os.PathLike[str] | bytes | Input
"""What can be checked: a document, a file or folder, TEI as bytes, or an input that was made of one of them."""


def inputs_of(
    subject: Checkable | Iterable[Checkable], *, folder: Path | None = None, source: str | None = None
) -> Iterator[Input]:
    """Yield one input for each file, document or piece of bytes.

    They come in the order of their names, whatever order they are given in, and each file once; but the root file
    of a corpus comes before the rest of it.

    Args:
        subject: What to check.
        folder: Where relative references of documents and bytes start.
        source: What to call documents and bytes.
    """
    files: dict[str, Input] = {}
    others: list[Input] = []
    for one in _inputs(subject, folder, source):
        if one.path is None:
            others.append(one)
            continue
        known = files.setdefault(one.source or "", one)
        if known.corpus is None and one.corpus is not None:
            files[one.source or ""] = evolve(known, corpus=one.corpus)
    yield from sorted(others, key=lambda one: one.source or "")
    yield from sorted(files.values(), key=lambda one: (str(one.corpus or ""), not one.is_root, one.source or ""))


def _inputs(subject: Checkable | Iterable[Checkable], folder: Path | None, source: str | None) -> Iterator[Input]:
    if isinstance(subject, Input):
        yield subject
    elif isinstance(subject, Document):
        yield _written(subject, source or subject.id, folder)
    elif isinstance(subject, bytes | bytearray | memoryview):
        yield Input(source=source, folder=folder, data=bytes(subject))
    elif isinstance(subject, str | os.PathLike):
        yield from _files(Path(subject))
    else:
        for one in subject:
            yield from _inputs(one, folder, source)


def _written(document: Document, source: str, folder: Path | None) -> Input:
    try:
        return Input(source=source, folder=folder, data=dumps(document))
    except ValueError as error:
        return Input(source=source, folder=folder, data=b"", fault=str(error))


def _files(path: Path) -> Iterator[Input]:
    try:
        is_folder = path.is_dir()
    except OSError as fault:
        yield Input(source=_shown(path), excuse=fault.strerror or str(fault))
        return
    if not is_folder:
        yield Input(source=_shown(path), path=path, folder=path.parent)
        return
    closed: list[OSError] = []
    found: list[Path] = []
    for folder, below, names in os.walk(path, onerror=closed.append):
        below[:] = [name for name in below if not name.startswith(".")]
        files = (Path(folder, name) for name in names if name.endswith(".xml") and not name.startswith("."))
        found += [file for file in files if file.is_file()]
    corpora: dict[Path, Path | None] = {}
    for file in sorted(found):
        corpus = _corpus_of(file.parent, path, corpora)
        yield Input(source=_shown(file), path=file, folder=file.parent, corpus=corpus)
    for error in sorted(closed, key=lambda one: str(one.filename)):
        yield Input(source=_shown(Path(error.filename)), excuse=error.strerror or str(error))
    if not found and not closed:
        yield Input(source=_shown(path), excuse="the folder holds no XML file")


def _shown(path: Path) -> str:
    """Return the name of a file as it can be written anywhere; not every name of the system is text."""
    return os.fsencode(path).decode("utf-8", "replace")


def _corpus_of(folder: Path, top: Path, known: dict[Path, Path | None]) -> Path | None:
    """Return the nearest folder from *folder* up to *top* that is a corpus, or None."""
    if folder not in known:
        if (folder / ROOT_NAME).is_file():
            known[folder] = folder
        else:
            known[folder] = None if folder == top else _corpus_of(folder.parent, top, known)
    return known[folder]
