"""``stancebank validate``: every layer of checks on documents and corpora."""

import sys
from pathlib import Path
from typing import Any, Final

import click

from stancebank.cli.colours import rendered
from stancebank.cli.fixing import fix_files
from stancebank.cli.options import engine_option, fix_options
from stancebank.cli.outcome import INVALID, VALID, exit_code
from stancebank.cli.streams import tolerate_narrow_terminals
from stancebank.findings import Severity
from stancebank.validation import PROFILES
from stancebank.validation import validate as checked
from stancebank.validation.rendering import FORMATS

__all__ = ["validate"]

_THRESHOLDS: Final = {one.name.lower(): one for one in Severity}


@click.command()
@click.argument("places", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--profile", type=click.Choice(list(PROFILES)), default="standard", show_default=True, help="Which rules run."
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
@engine_option
@fix_options
@click.pass_context
def validate(
    ctx: click.Context,
    /,
    places: tuple[Path, ...],
    form: str,
    fail_on: str,
    *,
    fix: bool,
    unsafe: bool,
    diff: bool,
    **options: Any,  # noqa: ANN401 - what the check takes
) -> None:
    """Check TEI documents, registries and corpora; say what is wrong, where, and how to mend it.

    PATH is a file, or a folder whose XML files are all checked.
    """
    if unsafe and not (fix or diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if fix or diff:
        is_changed = fix_files(places, options, unsafe=unsafe, diff=diff)
        if diff:
            ctx.exit(INVALID if is_changed else VALID)
    progress = _progress if sys.stderr is not None and sys.stderr.isatty() else None
    report = checked(places, progress=progress, **options)
    if progress:
        click.echo("\r\x1b[K", nl=False, err=True)
    if form == "text":
        tolerate_narrow_terminals()
    click.echo(rendered(report, form), nl=False)
    ctx.exit(exit_code(report, _THRESHOLDS[fail_on]))


def _progress(done: int, total: int) -> None:
    if total > 1:
        click.echo(f"\r{done}/{total} files", nl=False, err=True)
