"""Options that belong together, or to several commands."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["engine_option", "fix_options"]

F = TypeVar("F", bound=Callable[..., Any])


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
