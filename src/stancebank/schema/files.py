"""The shipped schema files: where they are and what is in them."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

__all__ = ["COMPACT", "CONSTRAINTS", "GRAMMAR", "MANUAL", "read_schema", "schema_path"]

GRAMMAR: Final = "stancebank.rng"
COMPACT: Final = "stancebank.rnc"
MANUAL: Final = "stancebank.odd"
CONSTRAINTS: Final = "stancebank.sch"


@cache
def _folder() -> Path:
    """Return the folder in the installed package or, in a checkout, the one at its top."""
    installed = Path(str(files("stancebank.schema"))) / "files"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "schemas"


def schema_path(name: str) -> Path:
    """Return the place of a shipped schema file.

    Args:
        name: The file's name, for instance ``stancebank.rng``.

    Raises:
        FileNotFoundError: There is no such file.

    Example:
        >>> schema_path("stancebank.rng").name
        'stancebank.rng'
    """
    path = _folder() / name
    if Path(name).name != name or not path.is_file():
        msg = f"no schema file is called {name!r}"
        raise FileNotFoundError(msg)
    return path


def read_schema(name: str) -> bytes:
    """Return the content of a shipped schema file.

    Args:
        name: The file's name, for instance ``stancebank.rng``.

    Raises:
        FileNotFoundError: There is no such file.
    """
    return schema_path(name).read_bytes()
