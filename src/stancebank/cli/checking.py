"""What ``stancebank validate`` is given besides files: settings, a baseline, the day."""

import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from stancebank.errors import ConfigurationError
from stancebank.tei import replace_file
from stancebank.validation import CheckReport, validate
from stancebank.validation.baseline import Baseline, read_baseline, render_baseline
from stancebank.validation.configuration import find_configuration, read_configuration
from stancebank.validation.settings import Settings

__all__ = ["checked", "settings_for", "show_progress", "today", "write_baseline"]


def settings_for(config: Path | None, places: tuple[Path, ...]) -> Settings:
    """Return the settings in the file that was named, else in the nearest one above the first place.

    Raises:
        ConfigurationError: The file cannot be read or understood.
    """
    found = config or find_configuration(places[0])
    return read_configuration(found) if found is not None else Settings()


def checked(places: tuple[Path, ...], options: Mapping[str, Any], baseline: Path | None) -> CheckReport:
    """Return the report on *places*, and show how far it is where somebody looks.

    Args:
        places: Files and folders.
        options: What `validate` is told besides.
        baseline: The file with what was known before.

    Raises:
        ConfigurationError: The baseline cannot be read.
    """
    known = None if baseline is None else _baseline(baseline)
    shows = sys.stderr is not None and sys.stderr.isatty()
    report = validate(places, baseline=known, progress=show_progress if shows else None, **options)
    if shows:
        click.echo("\r\x1b[K", nl=False, err=True)
    return report


def today() -> date:
    """Return the day by which suppressions expire."""
    return datetime.now().astimezone().date()


def _baseline(path: Path) -> Baseline:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror or error}", str(path)) from None
    return read_baseline(data, str(path))


def write_baseline(path: Path, report: CheckReport) -> None:
    """Write what was found as a baseline, and say so."""
    replace_file(path, render_baseline(report).encode("utf-8", "backslashreplace"))
    click.echo(f"wrote {path}", err=True)


def show_progress(done: int, total: int) -> None:
    """Show how many files are done, in one line."""
    if total > 1:
        click.echo(f"\r{done}/{total} files", nl=False, err=True)
