"""``stancebank validate``: every layer of checks on documents and corpora."""

import sys
from pathlib import Path
from typing import Final

import click

from stancebank.cli.outcome import INVALID, UNDETERMINED, VALID
from stancebank.cli.streams import tolerate_narrow_terminals
from stancebank.findings import Report, Severity, Verdict
from stancebank.validation import PROFILES
from stancebank.validation import validate as checked
from stancebank.validation.rendering import FORMATS

__all__ = ["validate"]

_THRESHOLDS: Final = {one.name.lower(): one for one in Severity}


@click.command()
@click.argument("places", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--profile",
    type=click.Choice(list(PROFILES)),
    default="standard",
    show_default=True,
    help="Which levels of rules run.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="text is for people, json is stable; the others are for the tools that they are called after.",
)
@click.option("--select", multiple=True, metavar="CODE", help="Run only this rule; may be given again.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave this rule out; may be given again.")
@click.option(
    "--fail-on",
    type=click.Choice(list(_THRESHOLDS)),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.pass_context
def validate(
    ctx: click.Context,
    places: tuple[Path, ...],
    profile: str,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
) -> None:
    """Check TEI documents, registries and corpora; say what is wrong, where, and how to mend it.

    PATH is a file, or a folder whose XML files are all checked.
    """
    progress = _progress if sys.stderr is not None and sys.stderr.isatty() else None
    report = checked(places, profile=profile, select=select, ignore=ignore, progress=progress)
    if progress:
        click.echo("\r\x1b[K", nl=False, err=True)
    if form == "text":
        tolerate_narrow_terminals()
    click.echo(FORMATS[form](report), nl=False)
    ctx.exit(exit_code(report, _THRESHOLDS[fail_on]))


def _progress(done: int, total: int) -> None:
    if total > 1:
        click.echo(f"\r{done}/{total} files", nl=False, err=True)


def exit_code(report: Report, threshold: Severity) -> int:
    """Return 1 where a finding reaches *threshold*, else 3 where something could not be checked, else 0."""
    judged = [one for one in report.findings if not one.code.startswith("RT")]
    if any(one.severity >= threshold for one in judged):
        return INVALID
    return UNDETERMINED if report.verdict is Verdict.UNDETERMINED else VALID
