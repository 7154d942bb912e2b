"""What ``stancebank validate --fix`` does to files, and what it shows of that."""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from stancebank.cli.patches import show_patch
from stancebank.cli.places import FileChangedError, shown_place
from stancebank.corpus import find_root, locked
from stancebank.tei import read_bytes, replace_files
from stancebank.validation import validate
from stancebank.validation.inputs import inputs_of
from stancebank.validation.mending import Mended, mend

__all__ = ["fix_files"]


def fix_files(places: Iterable[Path], options: Mapping[str, Any], *, unsafe: bool, diff: bool) -> bool:
    """Mend files, or show how they would be mended; tell whether a file is, or would be, another one.

    Ids that are renamed are followed into the other files of the corpus. Those are written first: where a run is
    interrupted in between, the fault is still there, and the next run goes on with it.

    Args:
        places: Files and folders.
        options: What `validate` is told besides.
        unsafe: Whether fixes that need a look are made as well.
        diff: Whether the changes are printed instead of written.

    Raises:
        FileChangedError: Somebody else has written a file while it was mended.
        LockedError: Another program writes to the corpus.
        OSError: A file cannot be written.
        UsageError: Standard input is among them.
    """
    wanted = tuple(places)
    if Path("-") in wanted:
        raise click.UsageError("--fix and --diff are for files; standard input has no place to be written to")
    inputs = [(one, one.path) for one in inputs_of(wanted) if one.path is not None and _is_file(one.path)]
    links_first = sorted(inputs, key=lambda pair: not pair[1].is_symlink())  # no patch can be applied to a link
    names = {place.resolve(): one.source or "" for one, place in links_first}
    known: dict[Path | None, tuple[Path, ...]] = {None: tuple(names)}
    waiting: dict[Path, bytes] = {}
    is_changed = False
    for one, place in inputs:
        path, root = place.resolve(), find_root(place)
        if root not in known:
            known[root] = (*names, *(other.path for other in inputs_of(root or ()) if other.path is not None))
        try:
            mended = mend(
                evolve(one, data=waiting.get(path)),
                partial(validate, **options),
                unsafe=unsafe,
                beside=known[root],
                unwritten=waiting,
            )
        except OSError:
            continue  # the report says so
        if mended.after != mended.before:
            is_changed = True
            if diff:
                waiting |= {**dict(mended.others), path: mended.after}
            else:
                with locked(root) if mended.others and root is not None else nullcontext():
                    if read_bytes(path) != mended.before:
                        raise FileChangedError(one.source or "")
                    replace_files([*mended.others, (path, mended.after)])
        _tell(one.source or "", mended, diff=diff)
        for other, _ in mended.others:
            click.echo(f"{names.get(other) or shown_place(other)}: points at what is renamed there", err=True)
    for path, data in waiting.items():
        show_patch(names.get(path) or shown_place(path), path.read_bytes(), data)
    return is_changed


def _is_file(path: Path) -> bool:
    """Tell whether there is a file that could be mended; the report says of everything else what it is."""
    try:
        return path.is_file()
    except OSError:
        return False


def _tell(source: str, mended: Mended, *, diff: bool) -> None:
    if mended.fixed:
        told = ", ".join(sorted({finding.code for finding in mended.fixed}))
        click.echo(f"{source}: {len(mended.fixed)} {'to be fixed' if diff else 'fixed'} ({told})", err=True)
    for finding in mended.kept:
        place = f"{finding.location.line}:{finding.location.column} " if finding.location.line else ""
        told = f"{source}: {place}{finding.code} is left alone: its fix would bring a new finding"
        click.echo(f"{told}, here or in a file that points here", err=True)
