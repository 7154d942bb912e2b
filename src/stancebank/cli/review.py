"""``stancebank review``: a person decides on what a program proposed."""

import shutil
from datetime import date
from pathlib import Path

import click

from stancebank.cli.places import Place
from stancebank.cli.walk import Walk
from stancebank.review import Decision

__all__ = ["review"]


@click.command()
@click.argument("path", metavar="FILE", type=Place(dir_okay=False))
@click.option("--reviewer", required=True, metavar="NAME", help="Who you are; the name is recorded in the file.")
@click.option("--date", "on", metavar="YYYY-MM-DD", help="The day to record; today, if not given.")
@click.option("--width", type=click.IntRange(40, 200), help="Columns to use; the terminal's, or 80, if not given.")
def review(path: Path, reviewer: str, on: str | None, width: int | None) -> None:
    """Walk the proposals of a document, one key a decision.

    c confirms, s sets the speaker or holder, p the position and t the target of a stance, r rejects, n goes on,
    b goes back, q quits. Every decision is written at once, so that you can stop at any time and go on later.
    """
    try:
        decision = Decision(reviewer, on or date.today().isoformat())  # noqa: DTZ011 - the day where the person is
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    walk = Walk(path, decision, width or min(shutil.get_terminal_size((80, 24)).columns, 100))
    if walk.left:
        walk.run()
    left = walk.left
    click.echo(f"{left} proposal{'' if left == 1 else 's'} left." if left else "Nothing is left to decide.")
