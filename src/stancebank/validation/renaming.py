"""Ids that a fix renames, followed into the other files of a corpus."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Final

from attrs import frozen

from stancebank.corpus.reach import is_within_reach
from stancebank.findings import Edit
from stancebank.tei.places import Places, places_of
from stancebank.tei.pointer_roles import POINTING
from stancebank.validation.editing import applied
from stancebank.validation.fixing.fault import rewritten

__all__ = ["Renaming", "followed"]

_PREFIX: Final = re.compile(rb"<prefixDef(?=[ \t\r\n])[^>]*>")
_ATTRIBUTE: Final = re.compile(rb"""([A-Za-z]+)[ \t\r\n]*=[ \t\r\n]*("[^"]*"|'[^']*')""")
_TOKEN: Final = re.compile(r"[^ \t\r\n]+")
_SCHEMED: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


@frozen(kw_only=True, eq=False)
class Renaming:
    """What a fix renames.

    Attributes:
        path: The file in which the ids are declared, resolved.
        names: The new name of each id.
    """

    path: Path
    names: Mapping[str, str]


def followed(renaming: Renaming, paths: Iterable[Path], read: Callable[[Path], bytes]) -> dict[Path, bytes]:
    """Return the files that point at what is renamed, as they are once they point at the new names.

    A file is found by what its pointers lead to, whether they are addresses or have a prefix.
    A registry declares no prefixes: there, a prefix stands for what all documents say that it stands for.

    Args:
        renaming: What is renamed.
        paths: The files to look into, that of the ids among them.
        read: Gives the bytes of a file.

    Raises:
        ValueError: A file that speaks of that of the ids is not well-formed, so that nobody knows what it points at.
        OSError: A file cannot be read.
    """
    files = tuple(paths)
    shared = _shared((path, read(path)) for path in files)
    found: dict[Path, bytes] = {}
    for path in files:
        data = read(path)
        own = _declared(data)
        known = own or {prefix: _beside(path, place) for prefix, place in shared.items()}
        is_spoken_of = renaming.path.name.encode() in data
        if is_spoken_of or (not own and any(f"{prefix}:".encode() in data for prefix in known)):
            try:
                places = places_of(data)
            except ValueError:
                if is_spoken_of:
                    raise
                continue
            if edits := list(_edits(path, places, renaming, known)):
                found[path] = applied(data, edits)
    return found


def _declared(data: bytes) -> dict[str, str]:
    """Return what the prefixes stand for that a file declares."""
    found: dict[str, str] = {}
    for tag in _PREFIX.findall(data):
        told = {name: unescape(value[1:-1].decode("utf-8", "replace")) for name, value in _ATTRIBUTE.findall(tag)}
        found[told.get(b"ident", "")] = told.get(b"replacementPattern", "")
    return found


def _shared(files: Iterable[tuple[Path, bytes]]) -> dict[str, tuple[Path, str]]:
    """Return the prefixes that stand for one place in all files that declare them: a file and a fragment."""
    told: dict[str, set[tuple[Path, str]]] = defaultdict(set)
    for path, data in files:
        for prefix, pattern in _declared(data).items():
            name, _, fragment = pattern.partition("#")
            if not _SCHEMED.match(name) and is_within_reach(name):
                told[prefix].add(((path.parent / name).resolve(), fragment))
    return {prefix: next(iter(places)) for prefix, places in told.items() if len(places) == 1}


def _beside(path: Path, place: tuple[Path, str]) -> str:
    """Return the pattern for a place as the file at *path* would declare it."""
    target, fragment = place
    return f"{Path(os.path.relpath(target, path.parent.resolve())).as_posix()}#{fragment}"


def _edits(path: Path, places: Places, renaming: Renaming, prefixes: Mapping[str, str]) -> Iterator[Edit]:
    for tag in places.tags:
        for attribute in tag.attributes:
            if attribute.name not in POINTING:
                continue
            value = unescape(tag.value(attribute.name) or "")
            new = _TOKEN.sub(lambda one: _led(one[0], path, renaming, prefixes), value)
            if new != value:
                yield rewritten(attribute, new)


def _led(token: str, path: Path, renaming: Renaming, prefixes: Mapping[str, str]) -> str:
    """Return what a pointer of the file at *path* has to be, so that it leads to what it led to."""
    prefix, colon, rest = token.partition(":")
    pattern = prefixes.get(prefix, "") if colon and "/" not in prefix and "#" not in prefix else ""
    address = pattern.replace("$1", rest) if pattern else token
    name, _, fragment = address.partition("#")
    new = renaming.names.get(fragment)
    if new is None or not name or _SCHEMED.match(name) or not is_within_reach(name):
        return token
    if (path.parent / name).resolve() != renaming.path:
        return token
    before, _, after = pattern.partition("#")[2].partition("$1")
    if pattern and "$1" in pattern and new.startswith(before) and new.endswith(after):
        return f"{prefix}:{new[len(before) : len(new) - len(after)]}"
    return f"{name}#{new}"
