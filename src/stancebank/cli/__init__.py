"""The command line: each command parses, calls the library, renders. See `stancebank --help`."""

from stancebank.cli.main import main

__all__ = ["main"]
