"""The command group, its exit codes, and what becomes of an exception."""

import errno
import os
from importlib import import_module
from typing import Any, Final

import click

from stancebank.cli.outcome import MISUSED, UNDETERMINED
from stancebank.cli.streams import abandon_output, flush_output
from stancebank.errors import ConfigurationError, StancebankError, UnknownCodeError, UnknownFormatError

__all__ = ["main"]

_FULL: Final = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF})
"""What the system says of an output that takes nothing more."""

_EPILOG: Final = "Exit codes: 0 all well, 1 findings, 2 wrong usage, 3 something could not be checked or read."


_COMMANDS: Final = {
    "convert": ("convert", "convert"),
    "draft": ("draft", "draft"),
    "evaluate": ("evaluate", "evaluate"),
    "explain": ("explain", "explain"),
    "export": ("export", "export_command"),
    "format": ("format", "format_command"),
    "import": ("import_", "import_command"),
    "recount": ("recount", "recount"),
    "review": ("review", "review"),
    "show": ("show", "show"),
    "train": ("train", "train"),
    "validate": ("validate", "validate"),
}
"""The module of each command and its name there. Only the one that runs is imported: all take longer than most work."""


class _Group(click.Group):
    """A group whose commands are imported when they run, and end in a sentence, never in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*_COMMANDS, *super().list_commands(ctx)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called *cmd_name*, or None."""
        if cmd_name not in _COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"stancebank.cli.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; turn whatever stops it into an error message.

        Where the environment says ``STANCEBANK_DEBUG=1``, an exception that nobody foresaw is raised as it is.
        """
        try:
            return self._finished(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except BrokenPipeError:  # whoever read our output has heard enough: nobody is left to be told
            abandon_output()
            ctx.exit(UNDETERMINED)
        except (Exception, KeyboardInterrupt) as error:
            failure = _failure(error)
            if failure is None and os.environ.get("STANCEBANK_DEBUG"):
                raise
            raise failure or _Failure(_defect(error), UNDETERMINED) from error

    def _finished(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command, then write out what still waits, also where it ends by an exit code of its own."""
        try:
            result = super().invoke(ctx)
        except click.exceptions.Exit:
            flush_output()
            raise
        flush_output()
        return result


def _failure(error: BaseException) -> "_Failure | None":
    """Return what to say of an exception that is foreseen, and the exit code; None for any other."""
    if isinstance(error, KeyboardInterrupt):
        return _Failure("interrupted", UNDETERMINED)
    if isinstance(error, StancebankError):
        is_misuse = isinstance(error, ConfigurationError | UnknownCodeError | UnknownFormatError)
        return _Failure(str(error), MISUSED if is_misuse else UNDETERMINED)
    if isinstance(error, MemoryError):
        return _Failure("there is not enough memory for this", UNDETERMINED)
    if isinstance(error, UnicodeEncodeError):
        reason = f"the terminal cannot show U+{ord(error.object[error.start]):04X}; set PYTHONIOENCODING=utf-8"
        return _Failure(reason, UNDETERMINED)
    if isinstance(error, OSError):
        if error.errno in _FULL and error.filename is None:
            abandon_output()
        place = f"{click.format_filename(error.filename)}: " if error.filename else ""
        return _Failure(f"{place}{error.strerror or error}", UNDETERMINED)
    return None


def _defect(error: BaseException) -> str:
    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return (
        f"this is a defect of stancebank, not of your data ({told}); "
        "set STANCEBANK_DEBUG=1 to see where it happened, and report it with the input"
    )


class _Failure(click.ClickException):
    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc] # click reads it from the instance as well


@click.group(cls=_Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stancebank", message="%(prog)s %(version)s")
def main() -> None:
    """Annotated news corpora in TEI: who said what, on which topic, and where they stand."""
