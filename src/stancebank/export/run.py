"""Running an exporter: from documents to files at a place, with a report of what was lost."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final
from unicodedata import normalize

from stancebank.errors import ExportError
from stancebank.export.fields import counted
from stancebank.export.form import Article, Choices, Exporter, Layout, OutputFile, chosen
from stancebank.export.loss import Losses, LossReport
from stancebank.export.plugins import load_exporter
from stancebank.model import Document
from stancebank.tei import replace_file

__all__ = ["export", "exported"]

_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_LONGEST: Final = 230  # bytes: file systems allow 255, and a file has a longer name while it is written


class _Counting:
    """Passes documents on, and counts what each has that the format does not hold."""

    def __init__(self, articles: Iterable[Article], exporter: Exporter, losses: Losses) -> None:
        self._articles, self._holds, self._losses = articles, exporter.form.holds, losses
        self.documents = 0
        self._seen: set[str] = set()

    def __iter__(self) -> Iterator[Article]:
        for article in self._articles:
            document = article.document
            if document.id in self._seen:
                raise ExportError("two documents have this id", document.id)
            self._seen.add(document.id)
            self.documents += 1
            self._losses.add_fields(counted(document, self._holds))
            yield article


def exported(
    name: str, articles: Iterable[Article | Document], choices: Choices | None = None
) -> tuple[list[OutputFile], LossReport]:
    """Return the files of an export, and what was lost.

    Args:
        name: The format.
        articles: The documents; one that comes without its folder can show no names from registries.
        choices: What was chosen for options of the exporter.

    Raises:
        UnknownFormatError: There is no such format.
        ExportError: There is no such option, two documents have one id, or a file would lie outside the export.
        MissingExtraError: A library is not installed.

    Example:
        >>> files, report = exported("tei", [Document.from_blocks("pier", [("headline", "Pier delayed")])])
        >>> [file.path for file in files], report.text()
        (['pier.xml'], 'nothing was lost')
    """
    exporter = load_exporter(name)
    told = chosen(exporter.form, name, choices or {})
    losses = Losses()
    given = (one if isinstance(one, Article) else Article(document=one) for one in articles)
    counting = _Counting(given, exporter, losses)
    files: list[OutputFile] = []
    taken: set[str] = set()
    for file in exporter.files(counting, told, losses):
        _check_path(file.path, taken)
        files.append(file)
    return files, losses.report(name, counting.documents)


def export(
    name: str,
    articles: Iterable[Article | Document],
    place: str | os.PathLike[str] | BinaryIO,
    choices: Choices | None = None,
    *,
    overwrite: bool = False,
) -> LossReport:
    """Write an export to *place*; nothing is written before all of it is made.

    Args:
        name: The format.
        articles: The documents.
        place: A file, a stream of bytes, or a folder, which is made where there is none: see `Form.layout`.
        choices: What was chosen for options of the exporter.
        overwrite: Whether the folder may hold something already.

    Returns:
        What the format could not hold.

    Raises:
        ExportError: The place does not fit the format, or what `exported` raises.
        OSError: A file cannot be written.
    """
    layout = load_exporter(name).form.layout
    folder = Path(place) if isinstance(place, str | os.PathLike) else None
    if layout is Layout.FOLDER:
        _check_folder(name, folder, overwrite=overwrite)
    elif folder is not None and folder.is_dir():
        raise ExportError(f"{name} is one file, but this is a folder", str(folder))
    files, report = exported(name, articles, choices)
    if layout is Layout.FILE and len(files) != 1:
        raise ExportError(f"{name} should be one file, but came as {len(files)}", name)
    if folder is None:
        if not isinstance(place, str | os.PathLike):
            place.write(files[0].data)
    elif layout is Layout.FILE:
        replace_file(folder, files[0].data)
    else:
        for file in files:
            target = folder.joinpath(*PurePosixPath(file.path).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, file.data)
    return report


def _check_folder(name: str, folder: Path | None, *, overwrite: bool) -> None:
    if folder is None:
        raise ExportError(f"{name} is a folder of files and cannot be written to a stream", "-")
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{name} is a folder of files, but this is a file", str(folder))
    if folder.is_dir() and not overwrite and any(folder.iterdir()):
        raise ExportError("the folder is not empty; name another one, or allow overwriting", str(folder))


def _check_path(path: str, taken: set[str]) -> None:
    """Refuse a path that would leave the folder, that a file system cannot hold, or that is there already."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\\" in part or ":" in part or "\0" in part for part in parts):
        raise ExportError("the name of the file would lead out of the export", path)
    if any(part.partition(".")[0].casefold() in _RESERVED or part[-1] in ". " for part in parts):
        raise ExportError("some systems cannot hold a file of this name", path)
    if any(len(part.encode()) > _LONGEST for part in parts):
        raise ExportError("the name of the file is too long", path)
    # Some file systems also take two spellings of one accented letter for the same.
    name = normalize("NFC", normalize("NFC", path).casefold())
    if name in taken:
        raise ExportError("two files differ only in case, or not at all", path)
    taken.add(name)
