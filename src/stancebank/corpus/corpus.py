"""A folder of documents under shared registries and taxonomies, read one document at a time."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from stancebank.corpus.lock import locked
from stancebank.corpus.registry import Registry
from stancebank.errors import CorpusError, RefusedError
from stancebank.model import Document
from stancebank.tei import load, read_bytes
from stancebank.tei.including import CorpusRoot, read_corpus_root
from stancebank.tei.leftovers import sweep

if TYPE_CHECKING:  # it would cost a tenth of the time that importing the library takes
    from concurrent.futures import Executor

__all__ = ["ROOT_NAME", "Corpus", "find_root"]

ROOT_NAME: Final = "corpus.xml"
"""The file that makes a folder a corpus."""

_T = TypeVar("_T")


class Corpus:
    """A corpus: documents stream, nothing is kept.

    Attributes:
        folder: The folder that holds the corpus.
        root: What the root file says.
        paths: The files of the documents, in the order of the root file.
        registry: Reads registries and taxonomies that references lead into, each once.

    Example:
        >>> import stancebank
        >>> corpus = stancebank.Corpus.open("corpus")  # doctest: +SKIP
        >>> [document.id for document in corpus]  # doctest: +SKIP
        ['csto-2022-12-19']
    """

    def __init__(self, folder: Path, root: CorpusRoot) -> None:
        self.folder = folder
        self.root = root
        self.registry: Registry = Registry()
        self.paths: tuple[Path, ...] = tuple(
            _inside(folder, include.href) for include in root.includes if include.within == "teiCorpus"
        )
        self.parts: tuple[Path, ...] = tuple(
            _inside(folder, include.href) for include in root.includes if include.within != "teiCorpus"
        )

    @classmethod
    def open(cls, place: str | os.PathLike[str]) -> "Corpus":
        """Open the corpus in a folder, or the one whose root file is named.

        What programs that were killed while writing have left behind in its folders is removed.

        Raises:
            CorpusError: There is no root file, it is no ``teiCorpus``, or it includes what lies outside its folder.
            RefusedError: The root file is not safe or not well-formed.
        """
        path = Path(place)
        file = path / ROOT_NAME if path.is_dir() else path
        try:
            data = read_bytes(file)
        except FileNotFoundError:
            raise CorpusError(f"no {ROOT_NAME} here: a corpus is a folder with one", str(place)) from None
        except OSError as error:
            raise CorpusError(f"cannot be read: {error.strerror}", str(file)) from None
        root = read_corpus_root(data, str(file))
        if root is None:
            raise CorpusError("the root is not a teiCorpus", str(file))
        opened = cls(file.parent, root)
        for folder in sorted({file.parent, *(part.parent for part in (*opened.paths, *opened.parts))}):
            sweep(folder)
        return opened

    def locked(self, *, wait: float = 0.0) -> AbstractContextManager[None]:
        """Keep other writers away while the corpus is changed; those who read need no lock.

        Args:
            wait: How many seconds to wait for another writer.

        Raises:
            LockedError: Another program writes to the corpus; raised where the context is entered.
        """
        return locked(self.folder, wait=wait)

    def __iter__(self) -> Iterator[Document]:
        """Yield the documents that the root file holds, then those that it includes.

        Raises:
            CorpusError: A document cannot be read; the message names it.
        """
        yield from self.root.documents
        for path in self.paths:
            yield _document(path)

    def map(self, function: Callable[[Document], _T], executor: "Executor | None" = None) -> Iterator[_T]:
        """Yield ``function(document)`` for each included document, in order.

        Args:
            function: What to do; with processes it must be importable, and its result small.
            executor: Any `concurrent.futures.Executor`; without one the work is done here.
        """
        applied = partial(_applied, function)
        yield from (map(applied, self.paths) if executor is None else executor.map(applied, self.paths, chunksize=16))


def _applied(function: Callable[[Document], _T], path: Path) -> _T:
    return function(_document(path))


def _document(path: Path) -> Document:
    try:
        return load(path)
    except OSError as error:
        raise CorpusError(f"cannot be read: {error.strerror}", str(path)) from None
    except RefusedError as error:
        raise CorpusError(f"{error.code} {error.reason}", str(path)) from error


def _inside(folder: Path, href: str) -> Path:
    """Return the file that *href* names, which must lie in *folder*."""
    home = folder.resolve()
    if ":" in href or not href or not (folder / href).resolve().is_relative_to(home):
        raise CorpusError(f"SE003 the included {href!r} does not lie in the corpus", str(folder))
    return folder / href


def find_root(path: Path) -> Path | None:
    """Return the folder of the corpus that *path* lies in, looking upwards, or None."""
    start = path if path.is_dir() else path.parent
    return next((folder for folder in (start, *start.resolve().parents) if (folder / ROOT_NAME).is_file()), None)
