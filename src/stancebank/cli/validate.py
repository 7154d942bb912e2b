"""``stancebank validate``: every layer of checks on documents and corpora."""

import sys
from pathlib import Path
from typing import Final

import click

from stancebank.cli.checking import checked, exit_code, settings_for, write_baseline
from stancebank.findings import Severity
from stancebank.validation import PROFILES
from stancebank.validation.rendering import FORMATS

__all__ = ["validate"]

_FILE: Final = click.Path(path_type=Path, dir_okay=False)
_THRESHOLDS: Final = {one.name.lower(): one for one in Severity}


@click.command()
@click.argument("places", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--profile", type=click.Choice(list(PROFILES)), help="Which levels of rules run; else standard.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="text is for people, json is stable; the others are for the tools that they are called after.",
)
@click.option("--select", multiple=True, metavar="CODE", help="Run only this rule; may be given again.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Let pass what this rule finds; may be given again.")
@click.option(
    "--fail-on",
    type=click.Choice(list(_THRESHOLDS)),
    help="The least severity that makes the exit code 1; else error.",
)
@click.option("--config", metavar="FILE", type=_FILE, help="Settings; else the nearest above the first PATH.")
@click.option("--baseline", metavar="FILE", type=_FILE, help="Count only what was not found before.")
@click.option("--write-baseline", "keep", metavar="FILE", type=_FILE, help="Keep what is found for --baseline.")
@click.pass_context
def validate(
    ctx: click.Context,
    places: tuple[Path, ...],
    *,
    profile: str | None,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    config: Path | None,
    baseline: Path | None,
    keep: Path | None,
) -> None:
    """Check TEI documents, registries and corpora; say what is wrong, where, and how to mend it.

    PATH is a file, or a folder whose XML files are all checked. Settings come from stancebank.toml, or from
    [tool.stancebank] in pyproject.toml.
    """
    settings = settings_for(config, places)
    shows = sys.stderr.isatty()
    report = checked(places, settings, baseline, profile=profile, select=select, ignore=ignore, shows_progress=shows)
    if shows:
        click.echo("\r\x1b[K", nl=False, err=True)
    if keep is not None:
        write_baseline(keep, report)
    click.echo(FORMATS[form](report), nl=False)
    threshold = _THRESHOLDS[fail_on] if fail_on else settings.fail_on or Severity.ERROR
    ctx.exit(exit_code(report, threshold))
