"""``stancebank draft``: from plain text or HTML to a first annotation."""

import sys
from pathlib import Path

import click

from stancebank.cli.drafts import Plan, existing_or_new, told
from stancebank.cli.outcome import VALID
from stancebank.draft import articles_in
from stancebank.tei import dump

__all__ = ["draft"]

_PATH = click.Path(path_type=Path, allow_dash=True)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=_PATH)
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
    "--taxonomy",
    "taxonomies",
    metavar="FILE",
    multiple=True,
    type=_FILE,
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
def draft(
    sources: tuple[Path, ...],
    output: Path | None,
    language: str | None,
    encoding: str | None,
    columns: tuple[str, ...],
    taxonomies: tuple[Path, ...],
    names: tuple[str, ...],
    model: Path | None,
) -> None:
    """Draft TEI with structure, quotations, speakers, topics and empty stance slots, all of it proposed.

    SOURCE is a text or a page of HTML, a table (.csv, .tsv, .jsonl) with one article a row, a folder of such files,
    a TEI document to draft anew, or - for a text on standard input. What people have decided on is kept.
    """
    plan = Plan(output=output, language=language, names=names, taxonomies=taxonomies, model=model)
    fields = plan.columns(columns)
    documents = [path for path in sources if path.suffix == ".xml"]
    for path in documents:
        again, target = plan.anew(path)
        dump(again.document, target)
        told(again, str(path))
    articles = [*plan.standard_input(sources, encoding)]
    texts = [path for path in sources if path not in documents and str(path) != "-"]
    found = [*articles, *articles_in(texts, encoding=encoding, columns=fields)]
    for article in found:
        made, place = existing_or_new(article, plan, is_one=len(found) + len(documents) == 1)
        dump(made.document, place or sys.stdout.buffer)
        told(made, article.source)
    raise SystemExit(VALID)
