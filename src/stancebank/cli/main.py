"""The command group, its exit codes, and what becomes of an exception."""

from typing import Any, Final

import click

from stancebank.cli.convert import convert
from stancebank.cli.explain import explain
from stancebank.cli.export import export_command
from stancebank.cli.format import format_command
from stancebank.cli.import_ import import_command
from stancebank.cli.outcome import MISUSED, UNDETERMINED
from stancebank.cli.show import show
from stancebank.cli.validate import validate
from stancebank.errors import StancebankError, UnknownCodeError, UnknownFormatError

__all__ = ["main"]

_EPILOG: Final = "Exit codes: 0 all well, 1 findings, 2 wrong usage, 3 something could not be checked or read."


class _Group(click.Group):
    """A group whose commands end in a sentence, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; turn what the library raises on purpose into an error message."""
        try:
            return super().invoke(ctx)
        except (UnknownCodeError, UnknownFormatError) as error:
            raise _Failure(str(error), MISUSED) from error
        except StancebankError as error:
            raise _Failure(str(error), UNDETERMINED) from error
        except BrokenPipeError:
            raise
        except UnicodeEncodeError as error:
            reason = f"the terminal cannot show U+{ord(error.object[error.start]):04X}; set PYTHONIOENCODING=utf-8"
            raise _Failure(reason, UNDETERMINED) from error
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise _Failure(f"{place}{error.strerror or error}", UNDETERMINED) from error


class _Failure(click.ClickException):
    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc] # click reads it from the instance as well


@click.group(cls=_Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stancebank", message="%(prog)s %(version)s")
def main() -> None:
    """Annotated news corpora in TEI: who said what, on which topic, and where they stand."""


for _command in (validate, explain, show, convert, format_command, export_command, import_command):
    main.add_command(_command)
