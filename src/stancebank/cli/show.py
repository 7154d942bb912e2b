"""``stancebank show``: a readable summary of a document."""

import shutil
import sys
from pathlib import Path

import click

from stancebank.cli.places import documents_in
from stancebank.cli.summary import Summary
from stancebank.corpus import Registry
from stancebank.tei import read_file

__all__ = ["show"]


@click.command()
@click.argument("places", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--full", is_flag=True, help="Show whole quotations instead of their first lines.")
@click.option("--width", type=click.IntRange(40, 200), help="Columns to use; the terminal's, or 80, if not given.")
def show(places: tuple[Path, ...], full: bool, width: int | None) -> None:
    """Show who said what, on which topic, and with which stance.

    FILE is a TEI document, a corpus, or - for standard input.
    """
    registry = Registry()
    columns = width or min(shutil.get_terminal_size((80, 24)).columns, 100)
    plain = [place for place in places if str(place) != "-"]
    files: list[Path | None] = [None] if len(plain) < len(places) else []
    files += documents_in(plain)
    _tolerate_narrow_terminals(sys.stdout)
    for number, path in enumerate(files):
        reading = read_file(sys.stdin.buffer if path is None else path)
        summary = Summary(reading.document, registry, path.parent if path else Path(), columns, is_full=full)
        click.echo(("\n" if number else "") + "\n".join(summary.lines()))


def _tolerate_narrow_terminals(stream: object) -> None:
    """Let a terminal that knows few characters show a question mark for the others."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and "utf" not in str(getattr(stream, "encoding", "utf-8")).lower():
        reconfigure(errors="replace")
