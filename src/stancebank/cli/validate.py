"""``stancebank validate``: every layer of checks on documents and corpora."""

from pathlib import Path
from typing import Any, Final

import click

from stancebank.cli.checking import checked, settings_for, today, write_baseline
from stancebank.cli.colours import rendered
from stancebank.cli.fixing import fix_files
from stancebank.cli.options import engine_option, fix_options, ignore_option, settings_options
from stancebank.cli.outcome import INVALID, VALID, exit_code
from stancebank.cli.places import Place
from stancebank.cli.streams import tolerate_narrow_terminals
from stancebank.cli.workers import MOST_JOBS
from stancebank.findings import Severity
from stancebank.validation import PROFILES
from stancebank.validation.rendering import FORMATS

__all__ = ["validate"]

_THRESHOLDS: Final = {one.name.lower(): one for one in Severity}


@click.command()
@click.argument("places", metavar="PATH...", nargs=-1, required=True, type=Place(allow_dash=True))
@click.option("--profile", type=click.Choice(list(PROFILES)), help="Which rules run; else standard.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="text is for people, json is stable; the others are for the tools that they are called after.",
)
@click.option("--select", multiple=True, metavar="CODE", help="Run only this rule; may be given again.")
@ignore_option
@click.option(
    "--fail-on",
    type=click.Choice(list(_THRESHOLDS)),
    help="The least severity that makes the exit code 1; else error.",
)
@settings_options
@engine_option
@click.option(
    "--jobs",
    type=click.IntRange(1, MOST_JOBS),
    default=1,
    show_default=True,
    help="How many processes check files beside each other.",
)
@fix_options
@click.pass_context
def validate(
    ctx: click.Context,
    /,
    places: tuple[Path, ...],
    form: str,
    fail_on: str | None,
    *,
    config: Path | None,
    baseline: Path | None,
    keep: Path | None,
    jobs: int,
    fix: bool,
    unsafe: bool,
    diff: bool,
    **options: Any,  # noqa: ANN401 - what the check takes
) -> None:
    """Check TEI documents, registries and corpora; say what is wrong, where, and how to mend it.

    PATH is a file, a folder whose XML files are all checked, or - for standard input. Settings come from
    stancebank.toml, or from [tool.stancebank] in pyproject.toml.
    """
    if unsafe and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    settings = settings_for(config, places)
    options |= {"settings": settings, "today": today()}
    if fix or diff:
        is_changed = fix_files(places, options, unsafe=unsafe, diff=diff)
        if diff:
            ctx.exit(INVALID if is_changed else VALID)
    report = checked(places, options, baseline, jobs)
    if keep is not None:
        write_baseline(keep, report)
    if form == "text":
        tolerate_narrow_terminals()
    click.echo(rendered(report, form), nl=False)
    ctx.exit(exit_code(report, _THRESHOLDS[fail_on] if fail_on else settings.fail_on or Severity.ERROR))
