"""What ``stancebank validate`` is given besides files: settings and a baseline; and what its exit code says."""

from datetime import datetime
from pathlib import Path

import click

from stancebank.cli.outcome import INVALID, UNDETERMINED, VALID
from stancebank.errors import ConfigurationError
from stancebank.findings import Report, Severity, Verdict
from stancebank.tei import replace_file
from stancebank.validation import CheckReport, validate
from stancebank.validation.baseline import Baseline, read_baseline, render_baseline
from stancebank.validation.configuration import find_configuration, read_configuration
from stancebank.validation.settings import Settings

__all__ = ["checked", "exit_code", "settings_for", "show_progress", "write_baseline"]


def settings_for(config: Path | None, places: tuple[Path, ...]) -> Settings:
    """Return the settings in the file that was named, else in the nearest one above the first place.

    Raises:
        ConfigurationError: The file cannot be read or understood.
    """
    found = config or find_configuration(places[0])
    return read_configuration(found) if found is not None else Settings()


def checked(
    places: tuple[Path, ...],
    settings: Settings,
    baseline: Path | None,
    *,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    shows_progress: bool,
) -> CheckReport:
    """Return the report on *places*; suppressions expire by today's date.

    Raises:
        ConfigurationError: The baseline cannot be read.
    """
    return validate(
        places,
        profile=profile,
        select=select,
        ignore=ignore,
        settings=settings,
        baseline=None if baseline is None else _baseline(baseline),
        today=datetime.now().astimezone().date(),
        progress=show_progress if shows_progress else None,
    )


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


def exit_code(report: Report, threshold: Severity) -> int:
    """Return 1 where a finding reaches *threshold*, else 3 where something could not be checked, else 0."""
    judged = [one for one in report.findings if not one.code.startswith("RT") or one.code == "RT006"]
    if any(one.severity >= threshold for one in judged):
        return INVALID
    return UNDETERMINED if report.verdict is Verdict.UNDETERMINED else VALID
