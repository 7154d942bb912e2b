"""The day that a command records: told, or that of the clock, which the library itself does not have."""

import os
from datetime import UTC, date, datetime
from typing import Final

import click

__all__ = ["day_of_run"]

_VARIABLE: Final = "SOURCE_DATE_EPOCH"


def day_of_run(told: str | None) -> str:
    """Return the day as an ISO 8601 date: *told*, else that of ``SOURCE_DATE_EPOCH``, else today.

    Args:
        told: What was given on the command line.

    Raises:
        UsageError: It is no day, or the variable holds no number of seconds.
    """
    if told is not None:
        try:
            return date.fromisoformat(told).isoformat()
        except ValueError:
            raise click.BadParameter(f"{told!r} is not a day such as 2024-03-05", param_hint="--date") from None
    seconds = os.environ.get(_VARIABLE)
    if seconds is None:
        return date.today().isoformat()  # noqa: DTZ011 - the day where the person is
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"{_VARIABLE} must be a number of seconds, not {seconds!r}") from None
