"""Patches: how a file would be changed, as other programs apply it."""

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import Final

import click

__all__ = ["show_patch"]

_QUOTED: Final = re.compile(r'[\x00-\x1f\x7f"\\]')
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


def show_patch(name: str, before: bytes, after: bytes) -> None:
    """Print the patch that makes *after* of *before*, byte for byte as they stand in the file.

    Args:
        name: The name of the file.
        before: Its bytes.
        after: What they would become.
    """
    for line in _difference(name, before, after):
        click.echo(line, nl=False)


def _difference(name: str, before: bytes, after: bytes) -> Iterator[bytes]:
    old, new = (_LINE.findall(data.decode("utf-8", "surrogateescape")) for data in (before, after))
    place = name.lstrip("/")
    for line in unified_diff(old, new, _quoted(f"a/{place}"), _quoted(f"b/{place}")):
        told = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        yield told.encode("utf-8", "surrogateescape")


def _quoted(name: str) -> str:
    """Return *name* as patches write it: in quotation marks where it holds a mark, or what would end the line."""
    told = _QUOTED.sub(lambda found: f"\\{ord(found[0]):03o}", name)
    return name if told == name else f'"{told}"'
