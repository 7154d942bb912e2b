"""``stancebank train``: a tagger of one's own, from corrected documents."""

from pathlib import Path
from typing import Final

import click

from stancebank.cli.places import Place, documents_in
from stancebank.tei import load

__all__ = ["train"]

_PLACE: Final = Place(dir_okay=False)


@click.command()
@click.argument("places", metavar="PATH...", nargs=-1, required=True, type=Place(exists=True))
@click.option("-o", "--output", "model", required=True, metavar="MODEL", type=_PLACE, help="The file to write.")
@click.option("--with-proposed", is_flag=True, help="Learn from proposals that nobody has looked at as well.")
def train(places: tuple[Path, ...], model: Path, with_proposed: bool) -> None:
    """Train a tagger of quotations, cues and mentions on documents that people have corrected.

    PATH is a TEI document, a folder or a corpus. The model is for your own use: it repeats words of its texts.
    Needs stancebank[crf].
    """
    from stancebank.draft.bridges import train_tagger  # noqa: PLC0415 - other commands start without it

    made = train_tagger((load(path) for path in documents_in(places)), model, with_proposed=with_proposed)
    click.echo(f"{model}: {made.quotations} quotations in {made.documents} documents, {made.blocks} blocks", err=True)
