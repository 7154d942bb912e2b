"""What ``stancebank validate --fix`` does to files, and what it shows of that."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from stancebank.tei import replace_file
from stancebank.validation import validate
from stancebank.validation.inputs import inputs_of
from stancebank.validation.mending import Mended, mend

__all__ = ["fix_files"]

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


def fix_files(places: Iterable[Path], options: Mapping[str, Any], *, unsafe: bool, diff: bool) -> bool:
    """Mend files, or show how they would be mended; tell whether a file is, or would be, another one.

    Args:
        places: Files and folders.
        options: What `validate` is told besides.
        unsafe: Whether fixes that need a look are made as well.
        diff: Whether the changes are printed instead of written.
    """
    is_changed = False
    for one in inputs_of(places):
        try:
            mended = mend(one, partial(validate, **options), unsafe=unsafe)
        except OSError:
            continue  # the report says so
        _tell(one.source or "", mended, diff=diff)
        if mended.after == mended.before:
            continue
        is_changed = True
        if not diff and one.path is not None:
            replace_file(one.path, mended.after)
    return is_changed


def _tell(source: str, mended: Mended, *, diff: bool) -> None:
    if mended.fixed:
        told = ", ".join(sorted({finding.code for finding in mended.fixed}))
        click.echo(f"{source}: {len(mended.fixed)} {'to be fixed' if diff else 'fixed'} ({told})", err=True)
    for finding in mended.kept:
        place = f"{finding.location.line}:{finding.location.column} " if finding.location.line else ""
        told = f"{source}: {place}{finding.code} is left alone: its fix would bring a new finding"
        click.echo(told, err=True)
    if diff:
        for line in _difference(source.lstrip("/"), mended):
            click.echo(line, nl=False)


def _difference(name: str, mended: Mended) -> Iterator[bytes]:
    """Yield the lines of a unified diff, byte for byte as they stand in the file."""
    before, after = (_LINE.findall(data.decode("utf-8", "surrogateescape")) for data in (mended.before, mended.after))
    for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
        told = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        yield told.encode("utf-8", "surrogateescape")
