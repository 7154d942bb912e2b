"""``stancebank import``: annotation from other tools, back into documents."""

import sys
from pathlib import Path

import click

from stancebank.cli.places import Place, documents_in
from stancebank.errors import ImportRefusedError
from stancebank.importing import InputFile, Merged, imported, load_importer
from stancebank.model import Document
from stancebank.tei import PROFILES, Profile, dump, load

__all__ = ["import_command"]


@click.command("import")
@click.argument("name", metavar="FORMAT")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=Place(exists=True))
@click.option(
    "-o",
    "--output",
    "place",
    required=True,
    type=Place(allow_dash=True),
    metavar="PLACE",
    help="The folder to write documents into; a file or - where there is one.",
)
@click.option("--annotator", required=True, metavar="NAME", help="Who annotated: the new layer is theirs.")
@click.option(
    "--document",
    "places",
    multiple=True,
    type=Place(exists=True),
    metavar="PATH",
    help="The documents that FILE is about; made of its texts if not given.",
)
@click.option(
    "--to",
    "profile",
    type=click.Choice(PROFILES[:2]),
    default="hybrid",
    show_default=True,
    help="The TEI profile to write.",
)
def import_command(
    name: str, files: tuple[Path, ...], place: Path, annotator: str, places: tuple[Path, ...], profile: Profile
) -> None:
    """Bring annotation back from another tool, as a new layer of a named annotator.

    FILE is what the tool exported, or a folder with it. What the documents hold already stays as it was.
    """
    documents = {str(document.id): document for document in map(load, documents_in(places))}
    given = [InputFile(name=str(file), data=file.read_bytes()) for one in files for file in _files_in(one)]
    found = {one.document.id: one for one in imported(name, given, documents, annotator)}
    if not found:
        suffixes = ", ".join(load_importer(name).form.suffixes)
        raise ImportRefusedError(f"it holds no annotation; {name} comes as {suffixes}", str(files[0]))
    for one in found.values():
        click.echo(_told(one), err=True)
    _write([one.document for one in found.values()], place, profile)


def _files_in(place: Path) -> list[Path]:
    """Return the files that are not hidden in a folder and below it, by name; a file is itself."""
    if not place.is_dir():
        return [place]
    return sorted(file for file in place.rglob("*") if file.is_file() and not file.name.startswith("."))


def _told(one: Merged) -> str:
    told = f"{one.document.id}: {one.unchanged} unchanged, {one.edited} edited, {one.added} added"
    told += f", {one.missing} did not come back" if one.missing else ""
    return told + (f", {one.lost_spans} spans lost: they hold nothing" if one.lost_spans else "")


def _write(documents: list[Document], place: Path, profile: Profile) -> None:
    if str(place) == "-" or (place.suffix == ".xml" and not place.is_dir()):
        if len(documents) != 1:
            raise click.UsageError(f"there are {len(documents)} documents; name a folder")
        dump(documents[0], sys.stdout.buffer if str(place) == "-" else place, profile=profile)
        return
    place.mkdir(parents=True, exist_ok=True)
    for document in documents:
        dump(document, place / f"{document.id}.xml", profile=profile)
