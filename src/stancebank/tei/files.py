"""Documents in files: loading, and writing so that a file is either the old one or the new one."""

import errno
import os
import stat
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from stancebank.model import Document
from stancebank.model.characters import is_name
from stancebank.tei.collector import paused_collector
from stancebank.tei.leftovers import beside, sweep
from stancebank.tei.parsing import MAX_BYTES, parse
from stancebank.tei.reading import Reading, read
from stancebank.tei.writing import Profile, write

__all__ = ["dump", "dumps", "load", "loads", "read_bytes", "read_file", "replace_file", "replace_files"]

_CLOSED_FIRST: Final = os.name == "nt"
"""Whether a file must be closed before it can be renamed."""

_TOGETHER: Final = 200
"""How many files are written before the first of them is renamed: each of them is open until then."""

Place = str | os.PathLike[str] | BinaryIO
"""A path, or a stream of bytes."""


def _bytes_of(place: Place) -> tuple[bytes, str | None]:
    if isinstance(place, str | os.PathLike):
        path = Path(place)
        return read_bytes(path), str(path)
    name = getattr(place, "name", None)
    return _limited(place), name if isinstance(name, str) else None


def read_bytes(path: Path, *, is_trusted: bool = True) -> bytes:
    """Return what is in the file at *path*, or as much of it as shows that it is larger than any input may be.

    Args:
        path: The file.
        is_trusted: Whether a person has named it; what a document names may be no device and no pipe, which block.

    Raises:
        OSError: The file cannot be read.
    """
    if not is_trusted and not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a file", str(path))
    with path.open("rb") as stream:
        return _limited(stream)


def _limited(stream: BinaryIO) -> bytes:
    pieces: list[bytes] = []
    left = MAX_BYTES + 1
    while left > 0 and (piece := stream.read(left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def load(place: Place) -> Document:
    """Read a document.

    Args:
        place: A path, or a stream of bytes.

    Returns:
        The document; what is wrong in it but can be read is left to `validate`.

    Raises:
        OSError: The file cannot be read.
        ParseError: The input is not well-formed XML.
        RefusedError: The input is not safe, or not a TEI document.
    """
    return read_file(place).document


def loads(data: bytes, *, source: str | None = None) -> Document:
    """Read a document from *data*, UTF-8 encoded TEI.

    Raises:
        TypeError: The input is a string: its encoding declaration would be a lie.
        ParseError: The input is not well-formed XML.
        RefusedError: The input is not safe, or not a TEI document.
    """
    try:
        content = bytes(memoryview(data))
    except TypeError:
        msg = f"loads takes bytes, not {type(data).__name__}; to read a file use load"
        raise TypeError(msg) from None
    with paused_collector():
        return read(parse(content, source)).document


def read_file(place: Place) -> Reading:
    """Read a document together with the profile that its file follows; raises what `load` raises."""
    data, source = _bytes_of(place)
    stem = Path(source).stem if source else "document"
    with paused_collector():
        return read(parse(data, source), fallback_id=stem if is_name(stem) else "document")


def dump(document: Document, place: Place, *, profile: Profile = "hybrid") -> None:
    """Write a document; a file is replaced as a whole or not at all.

    Args:
        document: The document.
        place: A path, or a stream of bytes.
        profile: ``hybrid``, ``standoff``, or ``plain`` for the text structure only.

    Raises:
        OSError: The file cannot be written; an older one is as it was.
        ValueError: The profile is unknown, or an annotation leaves the text.
    """
    data = write(document, profile)
    if isinstance(place, str | os.PathLike):
        replace_file(Path(place), data)
    else:
        place.write(data)


def dumps(document: Document, *, profile: Profile = "hybrid") -> bytes:
    """Return a document as TEI in its canonical form, UTF-8 encoded.

    Writing what was read from it gives the same bytes again.

    Raises:
        ValueError: The profile is unknown, or an annotation leaves the text.

    Example:
        >>> document = Document.from_blocks("pier", [("headline", "Pier delayed")])
        >>> loads(dumps(document)) == document
        True
    """
    return write(document, profile)


def replace_file(path: Path, data: bytes) -> None:
    """Write *data* beside *path*, flush it to the disk, then rename it into place.

    What a killed program has left behind beside *path* is removed.

    Raises:
        OSError: Something failed, or what is there is no file but a folder, a device or a pipe; an older file is as
            it was, and nothing is left beside it.
    """
    replace_files([(path, data)])


def replace_files(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write several files beside their places, flush them to the disk, and only then rename them, in order.

    Each file is either the old one or the new one; a program that is killed in the middle of the renaming has
    replaced the first of them and not the last. Of very many files, some hundred are written at a time.

    Args:
        files: Places and what shall stand there.

    Raises:
        OSError: Something failed; a file that is not yet renamed is as it was, and nothing is left beside it.
    """
    waiting = list(files)
    for start in range(0, len(waiting), _TOGETHER):
        staged: list[_Staged] = []
        try:
            for path, data in waiting[start : start + _TOGETHER]:
                with _told_of(path):
                    staged.append(_staged(path, data))
            while staged:
                with _told_of(staged[0].target):
                    staged[0].rename()
                staged.pop(0)
        except BaseException:
            for one in staged:
                one.discard()
            raise


@contextmanager
def _told_of(path: Path) -> Generator[None, None, None]:
    """Let an error of the system name *path*, and not the file beside it."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


class _Staged:
    """A file that is written beside its place; while it is open, nobody takes it for a leftover."""

    def __init__(self, target: Path, handle: int, part: Path) -> None:
        self.target, self.part = target, part
        self._handle = handle
        self._is_open = True

    def write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[os.write(self._handle, left) :]
        os.fsync(self._handle)

    def rename(self) -> None:
        if not _CLOSED_FIRST:
            self.part.replace(self.target)
        self._close()
        if _CLOSED_FIRST:
            self.part.replace(self.target)
        with suppress(OSError):  # not every system can open a folder
            folder = os.open(self.target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def discard(self) -> None:
        with suppress(OSError):
            self._close()
        with suppress(OSError):
            self.part.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            os.close(self._handle)


def _staged(path: Path, data: bytes) -> _Staged:
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):  # a device or a pipe would be gone
        raise OSError(errno.EINVAL, "only files can be replaced, and this is none")
    target = path.resolve() if path.is_symlink() else path
    sweep(target.parent, target.name)
    staged = _Staged(target, *beside(target))
    try:
        staged.write(data)
        staged.part.chmod(mode & 0o777 if mode is not None else 0o666 & ~_umask())
    except BaseException:
        staged.discard()
        raise
    return staged


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
