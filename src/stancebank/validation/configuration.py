"""Reading settings from TOML: strictly, so that a slip is told and not passed over."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar, cast

from stancebank.errors import ConfigurationError
from stancebank.findings import Severity
from stancebank.tei import read_bytes
from stancebank.tei.parsing import MAX_BYTES, MAX_DEPTH
from stancebank.validation.settings import RESEMBLANCE, Limits, Settings, Suppression
from stancebank.validation.table import PROFILES, is_fixed
from stancebank.validation.unseen import shown

__all__ = ["CONFIGURATION_NAME", "find_configuration", "read_configuration"]

CONFIGURATION_NAME: Final = "stancebank.toml"
"""The file that holds nothing but settings; in ``pyproject.toml`` they stand in ``[tool.stancebank]``."""

_PROJECT: Final = "pyproject.toml"
_SHOWN: Final = 80
"""How many characters of a value or of a key a sentence shows at most."""

_CODE: Final = re.compile(r"[A-Z]{2}[0-9]{3}")
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{32}")
_SEVERITIES: Final = {one.name.lower(): one for one in Severity}

_T = TypeVar("_T")


def find_configuration(start: Path) -> Path | None:
    """Return the nearest file with settings, in the folder of *start* or above it, or None.

    In one folder `CONFIGURATION_NAME` goes before ``pyproject.toml``, which counts only if it has the table.
    """
    place = start.absolute()
    for folder in (place, *place.parents):
        own, project = folder / CONFIGURATION_NAME, folder / _PROJECT
        if _is_file(own):
            return own
        if _is_file(project) and b"tool.stancebank" in read_bytes(project):
            return project
    return None


def _is_file(path: Path) -> bool:
    """Tell whether there is a file; a folder that may not be entered, or a name that is too long, leads to none."""
    try:
        return path.is_file()
    except OSError:
        return False


def read_configuration(path: Path) -> Settings:
    """Read settings from a file.

    Raises:
        ConfigurationError: The file cannot be read, is no TOML, or says what nothing understands.
    """
    import tomllib  # noqa: PLC0415 - most programs read no settings, and starting up should cost them nothing

    try:
        data = read_bytes(path)
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror or error}", str(path)) from None
    if len(data) > MAX_BYTES:
        raise ConfigurationError(f"has more than {MAX_BYTES} bytes, as no settings have", str(path))
    try:
        told: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise ConfigurationError(f"is no TOML: {error}", str(path)) from None
    except RecursionError:
        raise ConfigurationError(
            "is no TOML that can be read: lists or tables are nested too deep", str(path)
        ) from None
    if path.name == _PROJECT:
        tool: object = told.get("tool")
        found = cast("dict[str, object]", tool).get("stancebank") if isinstance(tool, dict) else None
        if not isinstance(found, dict):
            raise ConfigurationError("has no table [tool.stancebank]", str(path))
        told = cast("dict[str, Any]", found)
    return _Table(told, path.name).settings(path)


_KEYS: Final = (
    "fail-on",
    "ignore",
    "limits",
    "per-file-ignores",
    "plugins",
    "policies",
    "profile",
    "select",
    "severity",
    "suppressions",
)


class _Place:
    """Where a value stands, for the sentence that refuses it."""

    def __init__(self, file: str, key: str) -> None:
        self.file = file
        self.key = key

    def refuse(self, value: object, wanted: str) -> NoReturn:
        raise ConfigurationError(f"{self.key} must be {wanted}, not {_told(value)}", self.file)


def _told(value: object) -> str:
    """Return a value as TOML writes it, or at least its beginning."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    try:
        return _cut(repr(value))
    except ValueError:  # Python writes no number with so many of them
        return "a number of thousands of digits"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _word(place: _Place, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        place.refuse(value, "a text that is not empty")
    return value


def _profile(place: _Place, value: object) -> str:
    if not isinstance(value, str) or value not in PROFILES:
        place.refuse(value, f"one of {', '.join(PROFILES)}")
    return value


def _words(place: _Place, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        place.refuse(value, "a list of texts")
    return tuple(_word(place, one) for one in cast("list[object]", value))


def _code(place: _Place, value: object) -> str:
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        place.refuse(value, "the code of a rule, two capital letters and three digits")
    return value


def _loose(place: _Place, value: object) -> str:
    """Return a code whose findings may be let pass or judged otherwise."""
    code = _code(place, value)
    if is_fixed(code):
        raise ConfigurationError(f"{place.key}: {code} can be neither let pass nor changed", place.file)
    return code


def _codes(place: _Place, value: object) -> tuple[str, ...]:
    return tuple(_code(place, one) for one in _words(place, value))


def _loose_codes(place: _Place, value: object) -> tuple[str, ...]:
    return tuple(_loose(place, one) for one in _words(place, value))


def _threshold(place: _Place, value: object) -> Severity:
    if not isinstance(value, str) or value not in _SEVERITIES:
        place.refuse(value, f"one of {', '.join(_SEVERITIES)}")
    return _SEVERITIES[value]


def _severity(place: _Place, value: object) -> Severity:
    if value == "fatal" or not isinstance(value, str) or value not in _SEVERITIES:
        place.refuse(value, "one of note, warning, error")
    return _SEVERITIES[value]


def _whole(place: _Place, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        place.refuse(value, "a whole number above 0")
    return value


def _depth(place: _Place, value: object) -> int:
    number = _whole(place, value)
    if number > MAX_DEPTH:
        place.refuse(
            value, f"a whole number above 0 and not above {MAX_DEPTH}, which the parser itself refuses to pass"
        )
    return number


def _amount(place: _Place, value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= sys.float_info.max:
        place.refuse(value, "a number above 0")
    return float(value)


def _share(place: _Place, value: object) -> float:
    number = _amount(place, value)
    if number > 1:
        place.refuse(value, "a number above 0 and not above 1")
    return number


def _fingerprint(place: _Place, value: object) -> str:
    if not isinstance(value, str) or not _FINGERPRINT.fullmatch(value):
        place.refuse(value, "a fingerprint, 32 hexadecimal digits")
    return value


def _day(place: _Place, value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        place.refuse(value, "a date such as 2027-06-30, without quotation marks")
    return value


class _Table:
    """A table of the file; each value is taken once, and what is left over is unknown."""

    def __init__(self, told: Mapping[str, Any], file: str, name: str = "") -> None:
        self.told = dict(told)
        self.file = file
        self.name = name

    def settings(self, path: Path) -> Settings:
        """Return what the whole of the file says."""
        limits = self.table("limits")
        policies = self.table("policies")
        severities = self.table("severity")
        per_file = self.table("per-file-ignores")
        found = Settings(
            profile=self.take("profile", _profile, None),
            select=self.take("select", _codes, ()),
            ignore=self.take("ignore", _loose_codes, ()),
            severities=[
                (_loose(severities.place(code), code), severities.take(code, _severity, Severity.NOTE))
                for code in list(severities.told)
            ],
            per_file=[(pattern, per_file.take(pattern, _loose_codes, ())) for pattern in list(per_file.told)],
            suppressions=[one.suppression() for one in self.tables("suppressions")],
            limits=Limits(
                bytes=limits.take("bytes", _whole, MAX_BYTES),
                depth=limits.take("depth", _depth, MAX_DEPTH),
                seconds=limits.take("seconds", _amount, None),
                megabytes=limits.take("megabytes", _amount, None),
            ),
            resemblance=policies.take("near-duplicates", _share, RESEMBLANCE),
            plugins=self.take("plugins", _words, ()),
            fail_on=self.take("fail-on", _threshold, None),
            source=path.name,
            folder=path.parent,
        )
        for table, known in (
            (limits, ("bytes", "depth", "seconds", "megabytes")),
            (policies, ("near-duplicates",)),
            (self, _KEYS),
        ):
            table.finish(known)
        return found

    def suppression(self) -> Suppression:
        """Return what an entry of ``suppressions`` says."""
        reason = self.take("reason", _word, "")
        code = self.take("code", _loose, None)
        near = self.take("id", _word, None)
        fingerprint = self.take("fingerprint", _fingerprint, None)
        until = self.take("until", _day, None)
        self.finish(("reason", "code", "id", "fingerprint", "until"))
        try:
            return Suppression(reason=reason, code=code, id=near, fingerprint=fingerprint, until=until)
        except ValueError as error:
            raise ConfigurationError(f"{self.name}: {error}", self.file) from None

    def take(self, key: str, read: Callable[[_Place, object], _T], default: _T) -> _T:
        """Return the value of *key*, as *read* understands it."""
        return read(self.place(key), self.told.pop(key)) if key in self.told else default

    def table(self, key: str) -> "_Table":
        """Return the table *key*; an empty one where there is none."""
        value: object = self.told.pop(key, {})
        if not isinstance(value, dict):
            self.place(key).refuse(value, "a table")
        return _Table(cast("dict[str, Any]", value), self.file, self.place(key).key)

    def tables(self, key: str) -> "Iterable[_Table]":
        """Yield the tables of the list *key*."""
        value: object = self.told.pop(key, [])
        if not isinstance(value, list):
            self.place(key).refuse(value, "a list of tables")
        found = cast("list[object]", value)
        if not all(isinstance(one, dict) for one in found):
            self.place(key).refuse(found, "a list of tables")
        for number, one in enumerate(found, start=1):
            yield _Table(cast("dict[str, Any]", one), self.file, f"{self.place(key).key} {number}")

    def finish(self, known: Iterable[str]) -> None:
        """Refuse what is left over.

        Raises:
            ConfigurationError: A key is not known.
        """
        names = tuple(known)
        for key in self.told:
            close = get_close_matches(key, names, n=3, cutoff=0.5)
            meant = f"did you mean {', '.join(close)}?" if close else f"known are {', '.join(sorted(names))}"
            raise ConfigurationError(f"no setting is called '{self.place(key).key}'; {meant}", self.file)

    def place(self, key: str) -> _Place:
        """Return where the value of *key* stands."""
        return _Place(self.file, _cut(shown(f"{self.name}.{key}" if self.name else key)))
