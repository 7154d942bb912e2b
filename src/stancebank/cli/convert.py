"""``stancebank convert``: from one profile to another."""

from pathlib import Path

import click

from stancebank.cli.places import Place
from stancebank.cli.streams import standard_input, standard_output
from stancebank.tei import PROFILES, Profile, dump, read_file

__all__ = ["convert"]


@click.command()
@click.argument("source", metavar="IN", type=Place(allow_dash=True))
@click.argument("target", metavar="OUT", type=Place(allow_dash=True))
@click.option(
    "--to",
    "profile",
    type=click.Choice(PROFILES),
    required=True,
    help="hybrid: annotation in the text where it nests; standoff: all outside of it; plain: none.",
)
def convert(source: Path, target: Path, profile: Profile) -> None:
    """Convert a document to another TEI profile.

    IN and OUT may be - for standard input and output. OUT is replaced as a whole, or not at all.
    """
    document = read_file(standard_input() if str(source) == "-" else source).document
    dump(document, standard_output() if str(target) == "-" else target, profile=profile)
