"""Finding exporters and importers through entry points: by name, checked, never while importing."""

from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final

from stancebank.errors import MissingExtraError, PluginError, UnknownFormatError
from stancebank.export.form import Exporter

__all__ = ["EXPORTERS", "exporter_names", "load_exporter", "loaded", "names_in", "optional"]

EXPORTERS: Final = "stancebank.exporters"
"""The entry-point group of exporters."""


def names_in(group: str) -> tuple[str, ...]:
    """Return the names of the entry points of *group*, sorted."""
    return tuple(sorted({entry.name for entry in entry_points(group=group)}))


def exporter_names() -> tuple[str, ...]:
    """Return the names of all exporters that are installed, sorted."""
    return names_in(EXPORTERS)


def loaded(group: str, kind: str, name: str) -> object:
    """Return what the entry point *name* of *group* makes when it is called.

    Args:
        group: The entry-point group.
        kind: What it holds, for messages: ``exporter`` or ``importer``.
        name: The name of the format.

    Raises:
        UnknownFormatError: Nothing installed has that name.
        PluginError: Two distributions have it, or it cannot be loaded.
    """
    found = entry_points(group=group, name=name)
    distinct = {(entry.value, _distribution(entry)): entry for entry in found}
    if not distinct:
        raise UnknownFormatError(kind, name, names_in(group))
    if len(distinct) > 1:
        owners = " and ".join(sorted(owner for _, owner in distinct))
        raise PluginError(group, name, f"{owners} both bring it; remove one of them")
    (entry,) = distinct.values()
    try:
        make = entry.load()
    except (ImportError, AttributeError) as error:
        raise PluginError(group, name, f"it cannot be loaded: {error}") from error
    made: object = make()
    return made


def _distribution(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else entry.module.partition(".")[0]


def load_exporter(name: str) -> Exporter:
    """Return the exporter for the format *name*.

    Raises:
        UnknownFormatError: There is none; the message lists those there are.
        PluginError: Two distributions have it, it cannot be loaded, or it is no exporter.

    Example:
        >>> load_exporter("tei").form.media_type
        'application/tei+xml'
    """
    exporter = loaded(EXPORTERS, "exporter", name)
    if not isinstance(exporter, Exporter):
        raise PluginError(EXPORTERS, name, "it is no exporter: it lacks form or files")
    return exporter


def optional(module: str, extra: str) -> Any:  # noqa: ANN401 - a module that type checkers need not have
    """Return an optional *module*, which the extra *extra* brings.

    Raises:
        MissingExtraError: It is not installed; the message says how to install it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtraError(module, extra) from error
