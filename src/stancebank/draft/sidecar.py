"""What is known of an article besides its text: a sidecar file, a row of a table, the head of a page."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from stancebank.draft.source import SourceError
from stancebank.draft.untyped import list_of, table_of
from stancebank.model import Language, Licence, Metadata
from stancebank.model.metadata import GENRE

__all__ = ["FIELDS", "SIDECARS", "described", "read_sidecar", "sidecar_of"]

SIDECARS: Final = (".toml", ".json")
"""The endings of a sidecar: it has the name of its text, ``article.txt`` with ``article.toml``."""

_LINES: Final = ("headline", "title", "subtitle", "outlet", "outlet_publisher", "publisher", "unrecorded")
_OPTIONAL: Final = ("url", "date", "accessed", "created", "language", "seed", "edition_date")
_LISTS: Final = ("authors", "agencies", "genres")
_LICENCES: Final = ("text_licence", "annotation_licence")
_DAY: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
FIELDS: Final = (*_LINES, *_OPTIONAL, *_LISTS, *_LICENCES, "id")
"""What a sidecar, or a column of a table, may say."""


def sidecar_of(path: Path) -> Path | None:
    """Return the sidecar beside *path*, or None."""
    return next((beside for ending in SIDECARS if (beside := path.with_suffix(ending)).is_file()), None)


def read_sidecar(path: Path) -> dict[str, Any]:
    """Return what a sidecar says.

    Args:
        path: A TOML or JSON file.

    Raises:
        OSError: It cannot be read.
        SourceError: It is neither, or says something that a sidecar has no word for.
    """
    data = path.read_bytes()
    try:
        told = tomllib.loads(data.decode("utf-8")) if path.suffix == ".toml" else json.loads(data)
    except (UnicodeDecodeError, ValueError) as error:
        raise SourceError(str(path), f"it is no {path.suffix[1:].upper()}: {error}") from error
    fields = table_of(told)
    if fields is None:
        raise SourceError(str(path), "it is no table of fields")
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise SourceError(str(path), f"there is no field {unknown[0]!r}", f"the fields are {', '.join(FIELDS)}")
    return fields


def described(metadata: Metadata, told: Mapping[str, Any], *, source: str) -> Metadata:
    """Return *metadata* with what *told* says; a field that says nothing changes nothing.

    Args:
        metadata: What is known already.
        told: Fields of `FIELDS` with strings, lists of strings, or tables with ``statement`` and ``target``.
        source: What to call the source of *told* in messages.

    Raises:
        SourceError: A field holds what it cannot.
    """
    changes: dict[str, Any] = {}
    for name, value in told.items():
        if value in (None, "", [], {}) or name == "id":
            continue
        if name in _LISTS:
            changes[name] = _strings(name, value, source)
        elif name in _LICENCES:
            changes[name] = _licence(name, value, source)
        elif name in {"date", "accessed", "created", "edition_date"}:
            changes[name] = _day(name, value, source)
        else:
            changes[name] = _string(name, value, source)
    if "genres" in changes:
        changes["genres"] = [f"{GENRE}{one.removeprefix(GENRE)}" for one in changes["genres"]]
    if "headline" in changes and not metadata.title:
        changes.setdefault("title", changes["headline"])
    if "language" in changes:
        changes["header_language"] = changes["language"]
        changes["languages"] = [Language(tag=changes["language"])]
    try:
        return evolve(metadata, **changes)
    except ValueError as error:
        raise SourceError(source, str(error)) from error


def _string(name: str, value: object, source: str) -> str:
    if not isinstance(value, str):
        raise SourceError(source, f"{name} must be a string, not {value!r}")
    return value.strip()


def _strings(name: str, value: object, source: str) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    listed = list_of(value)
    if not all(isinstance(one, str) for one in listed):
        raise SourceError(source, f"{name} must be a list of strings, not {value!r}")
    return [str(one) for one in listed]


def _licence(name: str, value: object, source: str) -> Licence:
    if isinstance(value, str):
        is_address = value.startswith(("http://", "https://"))
        return Licence(target=value, statement=value) if is_address else Licence(statement=value)
    told = table_of(value)
    if told is None or not set(told) <= {"statement", "target"}:
        raise SourceError(source, f"{name} must be a string, or a table with statement and target")
    return Licence(statement=_string(name, told.get("statement", ""), source), target=told.get("target"))


def _day(name: str, value: object, source: str) -> str:
    told = value.isoformat() if isinstance(value, date) else value  # TOML has dates of its own
    found = _DAY.match(_string(name, told, source))
    if found is None:
        raise SourceError(source, f"{name} must be a date such as 2024-03-05, not {value!r}")
    return found[0]
