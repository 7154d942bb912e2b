"""``stancebank draft``: from plain text or HTML to a first annotation."""

from pathlib import Path

import click

from stancebank.cli.days import day_of_run
from stancebank.cli.places import Place

__all__ = ["draft"]

_PATH = Place(allow_dash=True)
_FILE = Place(exists=True, dir_okay=False)


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=Place(allow_dash=True))
@click.option(
    "-o",
    "--output",
    metavar="PLACE",
    type=_PATH,
    help="A TEI file for one article, a folder for several; standard output if not given.",
)
@click.option("--language", metavar="TAG", help="The language of texts that do not say it, such as en or de.")
@click.option("--encoding", metavar="NAME", help="The encoding of the sources; UTF-8 if not given.")
@click.option(
    "--column",
    "columns",
    metavar="FIELD=NAME",
    multiple=True,
    help="Which column of a table holds text, date, outlet …; may be given again.",
)
@click.option(
    "--metadata",
    "shared",
    metavar="FILE",
    type=_FILE,
    help="A sidecar, TOML or JSON, of all articles that do not say otherwise: outlet, licences, genres …",
)
@click.option(
    "--taxonomy",
    "taxonomies",
    metavar="FILE",
    multiple=True,
    type=Place(exists=True, dir_okay=False),
    help="Suggest topics of this taxonomy: TEI, or IPTC's JSON, RDF or NewsML-G2; may be given again.",
)
@click.option(
    "--annotator",
    "names",
    metavar="NAME",
    multiple=True,
    help="Use this annotator instead of rules and stance-slots; may be given again.",
)
@click.option("--model", metavar="FILE", type=_FILE, help="Use this model of stancebank train instead of the rules.")
@click.option("--date", "on", metavar="YYYY-MM-DD", help="The day to record; SOURCE_DATE_EPOCH, else today.")
def draft(
    sources: tuple[Path, ...],
    *,
    output: Path | None,
    language: str | None,
    encoding: str | None,
    columns: tuple[str, ...],
    shared: Path | None,
    taxonomies: tuple[Path, ...],
    names: tuple[str, ...],
    model: Path | None,
    on: str | None,
) -> None:
    """Draft TEI with structure, quotations, speakers, topics and empty stance slots, all of it proposed.

    SOURCE is a text or a page of HTML, a table (.csv, .tsv, .jsonl) with one article a row, a folder of such files,
    a TEI document to draft anew, or - for a text on standard input. What people have decided on is kept, and so is
    the day of an earlier run that gave the same.
    """
    from stancebank.cli.drafts import Drafting  # noqa: PLC0415 - other commands start without it

    drafting = Drafting(output, language, names, taxonomies, model, shared=shared, on=day_of_run(on))
    raise SystemExit(drafting.run(sources, encoding, columns))
