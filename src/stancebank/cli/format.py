"""``stancebank format``: the canonical serialisation."""

from contextlib import ExitStack
from pathlib import Path

import click

from stancebank.cli.outcome import INVALID, VALID
from stancebank.cli.places import Place, documents_in
from stancebank.corpus import find_root, locked
from stancebank.tei import PROFILES, Profile, dumps, read_file, replace_file

__all__ = ["format_command"]


@click.command("format")
@click.argument("places", metavar="PATH...", nargs=-1, required=True, type=Place())
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.pass_context
def format_command(ctx: click.Context, places: tuple[Path, ...], check: bool) -> None:
    """Write documents anew in their canonical form, each in the profile that it follows.

    PATH is a TEI document, or a folder with some in it. A file is replaced as a whole, or not at all.
    """
    with ExitStack() as held:
        roots = () if check else filter(None, map(find_root, places))
        for folder in sorted({root.resolve() for root in roots}):
            held.enter_context(locked(folder))
        changed = sum(_format(path, check=check) for path in documents_in(places))
    ctx.exit(INVALID if check and changed else VALID)


def _format(path: Path, *, check: bool) -> bool:
    reading = read_file(path)
    followed: list[Profile] = [one for one in PROFILES if one == reading.profile]
    formatted = dumps(reading.document, profile=followed[0] if followed else "hybrid")
    if formatted == path.read_bytes():
        return False
    if not check:
        replace_file(path, formatted)
    click.echo(f"{'would change' if check else 'formatted'} {path}", err=True)
    return True
