"""Colours of a report on a terminal; `click.echo` takes them out where the output is none."""

import os
from typing import Final

import click

from stancebank.findings import Severity
from stancebank.validation import CheckReport, render_text
from stancebank.validation.rendering import FORMATS

__all__ = ["rendered"]

_COLOURS: Final = {Severity.FATAL: "red", Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def rendered(report: CheckReport, form: str) -> str:
    """Return *report* in a form; the text for people has colours, unless ``NO_COLOR`` is set."""
    if form != "text" or os.environ.get("NO_COLOR"):
        return FORMATS[form](report)
    return render_text(report, paint=_painted)


def _painted(text: str, severity: Severity | None) -> str:
    if severity is None:
        return click.style(text, bold=True)
    return click.style(text, fg=_COLOURS[severity], bold=severity is Severity.FATAL)
