"""The files that the arguments of a command name."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from stancebank.corpus import ROOT_NAME, Corpus
from stancebank.errors import CorpusError, StancebankError

__all__ = ["FileChangedError", "Place", "documents_in", "shown_place"]


class FileChangedError(StancebankError):
    """A file that somebody else has written since it was read.

    Args:
        place: The file.
    """

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: somebody else has changed the file meanwhile; it is left as it is, so start anew"


class Place(click.Path):
    """A path on the command line.

    An empty one, left by a variable that is not set, names nothing, least of all the present folder; and a dash is no
    file where no stream is taken. Whether it can be read is seen when it is: that is no misuse of the command.

    Args:
        options: What `click.Path` takes.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - what the class above takes
        super().__init__(path_type=Path, readable=False, **options)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's own signature
        """Return *value* as a path."""
        name = str(value)
        if not name:
            self.fail("the name is empty.", param, ctx)
        if name == "-" and not self.allow_dash:
            self.fail("a dash, for a stream, is not taken here; a file of that name is ./-", param, ctx)
        return super().convert(value, param, ctx)


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
