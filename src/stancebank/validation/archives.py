"""The rule on archives in a corpus: whoever unpacks one must not be harmed by it."""

import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from stat import S_IFMT, S_ISLNK
from typing import Final

from attrs import frozen

from stancebank.findings import Severity
from stancebank.validation.rule import Hit, Rule, Scope
from stancebank.validation.whole import CorpusSubject

__all__ = ["ARCHIVES"]

_TAR: Final = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_ENDINGS: Final = (".zip", *_TAR)
_MOST: Final = 10_000
"""How many members an archive may have before unpacking it is a burden."""

_RATIO: Final = 100
"""How many times larger than the archive its members may be together."""


@frozen
class _Member:
    name: str
    size: int
    is_link: bool


def unsafe_archive(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each archive with a member that would be unpacked elsewhere, or that is too large unpacked.

    Only the names and sizes that an archive tells are read; nothing is unpacked.
    """
    for path in corpus.listing:
        if path.lower().endswith(_ENDINGS):
            fault = _fault(corpus.folder / path)
            if fault is not None:
                yield Hit(f"the archive {path!r} {fault}")


def _fault(path: Path) -> str | None:
    """Return what is wrong with the archive at *path*, or None."""
    try:
        limit = max(path.stat().st_size, 1) * _RATIO
        return _judged(_members(path), limit)
    except (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile, tarfile.TarError) as error:
        return f"cannot be read: {str(error) or type(error).__name__}"


def _judged(members: Iterator[_Member], limit: int) -> str | None:
    total = 0
    for member in islice(members, _MOST):
        if member.is_link:
            return f"holds {member.name!r}, which is a link"
        if _escapes(member.name):
            return f"holds {member.name!r}, which would be unpacked outside of its folder"
        total += member.size
        if total > limit:
            return f"unpacks to more than {_RATIO} times its size"
    return None if next(members, None) is None else f"has more than {_MOST} members"


def _escapes(name: str) -> bool:
    slashed = name.replace("\\", "/")
    return slashed.startswith("/") or slashed[1:2] == ":" or ".." in PurePosixPath(slashed).parts


def _members(path: Path) -> Iterator[_Member]:
    if path.name.lower().endswith(_TAR):
        with tarfile.open(path) as archive:
            yield from _tarred(archive)
    else:
        with zipfile.ZipFile(path) as archive:
            for one in archive.infolist():
                yield _Member(one.filename, one.file_size, S_ISLNK(S_IFMT(one.external_attr >> 16)))


def _tarred(archive: Iterable[tarfile.TarInfo]) -> Iterator[_Member]:
    for one in archive:
        yield _Member(one.name, one.size, not (one.isreg() or one.isdir()))


ARCHIVES: Final = (
    Rule(
        code="SE011",
        level=5,
        severity=Severity.ERROR,
        summary="an archive in the corpus is not safe to unpack",
        why="A member with an absolute name, with '..' in it, or behind a link is written outside of the folder "
        "that an archive is unpacked in; one that unpacks to a hundred times its size fills the disk.",
        remedy="Pack it anew, with names below one folder and without links; or keep the files themselves.",
        bad="a seeds.zip with the member ../../pier.txt",
        good="a seeds.zip with the member seeds/pier.txt",
        over_corpus=unsafe_archive,
        scope=Scope.CORPUS,
        since="0.2",
    ),
)
