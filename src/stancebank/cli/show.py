"""``stancebank show``: a readable summary of a document."""

import shutil
from pathlib import Path

import click

from stancebank.cli.places import Place, documents_in
from stancebank.cli.streams import standard_input, tolerate_narrow_terminals
from stancebank.cli.summary import Summary
from stancebank.corpus import Registry
from stancebank.tei import read_file

__all__ = ["show"]


@click.command()
@click.argument("places", metavar="FILE...", nargs=-1, required=True, type=Place(allow_dash=True))
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
    tolerate_narrow_terminals()
    for number, path in enumerate(files):
        reading = read_file(standard_input() if path is None else path)
        summary = Summary(reading.document, registry, path.parent if path else Path(), columns, is_full=full)
        click.echo(("\n" if number else "") + "\n".join(summary.lines()))
