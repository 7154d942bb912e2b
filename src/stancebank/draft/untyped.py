"""Values from JSON and TOML, which may be anything: tables and lists where they are such."""

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["list_of", "table_of"]


def table_of(value: object) -> dict[str, Any] | None:
    """Return *value* if it is a table, else None.

    Example:
        >>> table_of({"a": 1}), table_of("a")
        ({'a': 1}, None)
    """
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def list_of(value: object) -> list[Any]:
    """Return *value* if it is a list, nothing for None, else a list of the value alone.

    Example:
        >>> list_of([1]), list_of(None), list_of("a")
        ([1], [], ['a'])
    """
    if value is None:
        return []
    return [*cast("Iterable[Any]", value)] if isinstance(value, list) else [value]
