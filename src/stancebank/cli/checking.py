"""What ``stancebank validate`` is given besides files: settings, a baseline, the day."""

import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from stancebank.cli.streams import standard_input
from stancebank.cli.workers import workers
from stancebank.errors import ConfigurationError
from stancebank.tei import MAX_BYTES, read_bytes, replace_file
from stancebank.validation import CheckReport, validate
from stancebank.validation.baseline import Baseline, read_baseline, render_baseline
from stancebank.validation.configuration import find_configuration, read_configuration
from stancebank.validation.inputs import Input
from stancebank.validation.settings import Settings
from stancebank.validation.table import rule_names

__all__ = ["checked", "settings_for", "show_progress", "today", "write_baseline"]


def settings_for(config: Path | None, places: tuple[Path, ...]) -> Settings:
    """Return the settings in the file that was named, else in the nearest one above the first place.

    Raises:
        ConfigurationError: The file cannot be read or understood, or names rules that nothing installed offers.
    """
    found = config or find_configuration(places[0])
    if found is None:
        return Settings()
    settings = read_configuration(found)
    for name in settings.plugins:
        if name not in rule_names():
            offered = ", ".join(rule_names()) or "none"
            raise ConfigurationError(f"plugins: no rules are called {name!r}; there are {offered}", found.name)
    return settings


def checked(places: tuple[Path, ...], options: Mapping[str, Any], baseline: Path | None, jobs: int = 1) -> CheckReport:
    """Return the report on *places*, and show how far it is where somebody looks.

    Args:
        places: Files and folders, and a dash for standard input.
        options: What `validate` is told besides.
        baseline: The file with what was known before.
        jobs: How many processes check files.

    Raises:
        ConfigurationError: The baseline cannot be read.
        WorkerError: One of several processes has died.
    """
    known = None if baseline is None else _baseline(baseline)
    shows = sys.stderr is not None and sys.stderr.isatty()
    progress = show_progress if shows else None
    with workers(jobs) as executor:
        report = validate(_subjects(places), baseline=known, progress=progress, executor=executor, **options)
    if shows:
        click.echo("\r\x1b[K", nl=False, err=True)
    return report


def _subjects(places: tuple[Path, ...]) -> list[Path | Input]:
    """Return what is checked; standard input is read once, and has no place that references could start from."""
    files: list[Path | Input] = [one for one in places if str(one) != "-"]
    if len(files) < len(places):
        files.append(Input(source="-", data=standard_input().read(MAX_BYTES + 1)))
    return files


def today() -> date:
    """Return the day by which suppressions expire."""
    return datetime.now().astimezone().date()


def _baseline(path: Path) -> Baseline:
    try:
        data = read_bytes(path)
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror or error}", str(path)) from None
    if len(data) > MAX_BYTES:
        raise ConfigurationError(f"has more than {MAX_BYTES} bytes, as no baseline has", str(path))
    return read_baseline(data, str(path))


def write_baseline(path: Path, report: CheckReport) -> None:
    """Write what was found as a baseline, and say so."""
    replace_file(path, render_baseline(report).encode("utf-8", "backslashreplace"))
    click.echo(f"wrote {path}", err=True)


def show_progress(done: int, total: int) -> None:
    """Show how many files are done, in one line."""
    if total > 1:
        click.echo(f"\r{done}/{total} files", nl=False, err=True)
