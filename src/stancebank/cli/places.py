"""The files that the arguments of a command name."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from stancebank.corpus import ROOT_NAME, Corpus
from stancebank.errors import CorpusError

__all__ = ["documents_in", "shown_place"]


def shown_place(path: Path) -> str:
    """Return what to call a file that nobody has named: its way from the present folder."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # it lies on another drive
        return path.name


def documents_in(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the documents that *places* name: a file itself, a corpus's documents, a folder's TEI files.

    Raises:
        CorpusError: A corpus's root file cannot be followed, or a folder holds no XML file.
    """
    for place in places:
        if not place.is_dir():
            yield place
        elif (place / ROOT_NAME).is_file():
            yield from Corpus.open(place).paths
        else:
            found = sorted(path for path in place.rglob("*.xml") if path.is_file())
            if not found:
                raise CorpusError("no XML file in this folder", str(place))
            yield from found
