"""What is checked: files, folders, bytes and documents, each as a named piece of bytes."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from stancebank.corpus import ROOT_NAME
from stancebank.model import Document
from stancebank.tei import dumps

__all__ = ["Input", "inputs_of"]

Checkable = Document | str | os.PathLike[str] | bytes
"""What can be checked: a document, a file or folder, or TEI as bytes."""


@frozen(kw_only=True)
class Input:
    """One thing to check.

    Attributes:
        source: Its name for the findings, or None.
        path: The file, or None.
        folder: Where relative references start, or None.
        data: Its bytes, or None for a file that is yet to be read.
        fault: Why a document cannot be written, or None.
        corpus: The folder of the corpus that it belongs to, if that was named as a whole, or None.
        is_empty: Whether it stands for a folder without files.
    """

    source: str | None
    path: Path | None = None
    folder: Path | None = None
    data: bytes | None = None
    fault: str | None = None
    corpus: Path | None = None
    is_empty: bool = False

    @property
    def is_root(self) -> bool:
        """Whether it is the root file of its corpus."""
        return self.corpus is not None and self.path == self.corpus / ROOT_NAME

    def read(self) -> bytes:
        """Return the bytes.

        Raises:
            OSError: The file cannot be read.
        """
        if self.data is not None:
            return self.data
        return (self.path or Path()).read_bytes()


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
    if isinstance(subject, Document):
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
    if not path.is_dir():
        yield Input(source=str(path), path=path, folder=path.parent)
        return
    corpora: dict[Path, Path | None] = {}
    found = False
    for file in path.rglob("*.xml"):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not hidden:
            found = True
            corpus = _corpus_of(file.parent, path, corpora)
            yield Input(source=str(file), path=file, folder=file.parent, corpus=corpus)
    if not found:
        yield Input(source=str(path), path=path, folder=path, is_empty=True)


def _corpus_of(folder: Path, top: Path, known: dict[Path, Path | None]) -> Path | None:
    """Return the nearest folder from *folder* up to *top* that is a corpus, or None."""
    if folder not in known:
        if (folder / ROOT_NAME).is_file():
            known[folder] = folder
        else:
            known[folder] = None if folder == top else _corpus_of(folder.parent, top, known)
    return known[folder]
