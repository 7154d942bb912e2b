"""Options that belong together, or to several commands."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from stancebank.cli.places import Place
from stancebank.validation.table import is_fixed

__all__ = ["engine_option", "fix_options", "ignore_option", "settings_options"]

F = TypeVar("F", bound=Callable[..., Any])

_FILE: Final = Place(dir_okay=False)


def fix_options(command: F) -> F:
    """Add the options on fixes to a command."""
    for option in (
        click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing."),
        click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Make fixes as well that need a look afterwards."),
        click.option("--fix", is_flag=True, help="Mend what can be mended without changing what a file says."),
    ):
        command = option(command)
    return command


def engine_option(command: F) -> F:
    """Add the option that chooses what judges the grammar."""
    return click.option(
        "--engine",
        type=click.Choice(["libxml2", "jing"]),
        default="libxml2",
        show_default=True,
        help="What judges the grammar; jing needs Java and stancebank[jing].",
    )(command)


def ignore_option(command: F) -> F:
    """Add the option that lets the findings of a rule pass."""
    return click.option(
        "--ignore",
        multiple=True,
        metavar="CODE",
        callback=_loose,
        help="Let pass what this rule finds; may be given again.",
    )(command)


def _loose(_: click.Context, __: click.Parameter, codes: tuple[str, ...]) -> tuple[str, ...]:
    for code in codes:
        if is_fixed(code):
            raise click.BadParameter(f"{code} can be neither let pass nor changed.")
    return codes


def settings_options(command: F) -> F:
    """Add the options on settings and baselines to a command."""
    for option in (
        click.option("--write-baseline", "keep", metavar="FILE", type=_FILE, help="Keep what is found for --baseline."),
        click.option("--baseline", metavar="FILE", type=_FILE, help="Count only what was not found before."),
        click.option("--config", metavar="FILE", type=_FILE, help="Settings; else the nearest above the first PATH."),
    ):
        command = option(command)
    return command
