"""``stancebank export``: into the formats of other tools."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from stancebank.cli.places import Place, documents_in
from stancebank.corpus import Registry
from stancebank.errors import ExportError
from stancebank.export import Article, LossReport, export, exporter_names, load_exporter
from stancebank.export.form import chosen
from stancebank.tei import load, replace_file

__all__ = ["export_command"]


def _list(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        for name in exporter_names():
            click.echo(f"{name:<16}{load_exporter(name).form.title}")
        ctx.exit()


@click.command("export")
@click.argument("name", metavar="FORMAT")
@click.argument("places", metavar="PATH...", nargs=-1, required=True, type=Place(allow_dash=True))
@click.option(
    "-o",
    "--output",
    "place",
    required=True,
    type=Place(allow_dash=True),
    metavar="PLACE",
    help="The file or folder to write, by the format; - is standard output.",
)
@click.option("--option", "given", multiple=True, metavar="NAME=VALUE", help="A choice of the format; may be repeated.")
@click.option("--spreadsheet-safe", is_flag=True, help="The same as --option spreadsheet-safe=yes.")
@click.option("--loss", "loss", type=Place(), metavar="FILE", help="Write what was lost as JSON.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell on standard error what was lost.",
)
@click.option("--overwrite", is_flag=True, help="Write into a folder that is not empty.")
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the formats.")
def export_command(
    name: str,
    places: tuple[Path, ...],
    place: Path,
    given: tuple[str, ...],
    spreadsheet_safe: bool,
    loss: Path | None,
    form: str,
    overwrite: bool,
) -> None:
    """Write documents in the format of another tool, and say what that could not hold.

    PATH is a TEI document, a folder or corpus with some in it, or - for standard input.
    """
    choices = {key: value for key, _, value in (part.partition("=") for part in given)}
    if spreadsheet_safe:
        choices["spreadsheet-safe"] = "yes"
    try:
        chosen(load_exporter(name).form, name, choices)
    except ExportError as error:
        raise click.UsageError(str(error)) from error
    target = sys.stdout.buffer if str(place) == "-" else place
    report = export(name, _articles(places), target, choices, overwrite=overwrite)
    if loss is not None:
        replace_file(loss, report.json().encode())
    click.echo(_told(report, form), nl=False, err=True)


def _articles(places: tuple[Path, ...]) -> Iterator[Article]:
    registry = Registry()
    for place in places:
        if str(place) == "-":
            yield Article(document=load(sys.stdin.buffer), registry=registry)
        else:
            for path in documents_in([place]):
                yield Article(document=load(path), folder=path.parent, registry=registry)


def _told(report: LossReport, form: str) -> str:
    return report.json() if form == "json" else f"{report.text()}\n"
