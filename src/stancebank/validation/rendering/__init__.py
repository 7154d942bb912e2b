"""The forms that a report can take: one module each, each a pure function from a report to a string."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from stancebank.validation.fingerprint import fingerprints
from stancebank.validation.rendering import csv_table, github, html_page, jsonl, junit, markdown, sarif
from stancebank.validation.reports import render_json, render_text
from stancebank.validation.run import CheckReport

__all__ = ["FORMATS", "Renderer", "fingerprints"]

Renderer = Callable[[CheckReport], str]
"""Turns a report into text that ends in a line feed; the same report gives the same text."""

FORMATS: Final[Mapping[str, Renderer]] = MappingProxyType(
    {
        "text": render_text,
        "json": render_json,
        "jsonl": jsonl.render,
        "sarif": sarif.render,
        "github": github.render,
        "junit": junit.render,
        "markdown": markdown.render,
        "html": html_page.render,
        "csv": csv_table.render,
    }
)
"""Every form by its name, those for people and for programs of our own first."""
