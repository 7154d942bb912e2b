"""``stancebank recount``: what the root file of a corpus declares of the whole."""

from pathlib import Path

import click

from stancebank.cli.outcome import INVALID, VALID
from stancebank.cli.places import Place
from stancebank.corpus import ROOT_NAME
from stancebank.tei import replace_file
from stancebank.validation.recounting import recounted

__all__ = ["recount"]


@click.command()
@click.argument("folder", metavar="CORPUS", type=Place(file_okay=False))
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if the file would change.")
@click.pass_context
def recount(ctx: click.Context, folder: Path, check: bool) -> None:
    """State anew, in corpus.xml, how much a corpus holds.

    Extents and the usage of elements are counted, and versions of taxonomies that are not registered yet are
    registered with their digest. A digest that is there stays: a taxonomy that changes needs a new version.
    """
    path = folder / ROOT_NAME
    data = recounted(folder)
    if data == path.read_bytes():
        ctx.exit(VALID)
    if not check:
        replace_file(path, data)
    click.echo(f"{'would change' if check else 'recounted'} {path}", err=True)
    ctx.exit(INVALID if check else VALID)
