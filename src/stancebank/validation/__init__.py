"""Rules on meaning: what a document, a registry or a corpus says is complete, consistent and true to its source."""

from stancebank.validation.explain import explain
from stancebank.validation.reports import render_json, render_text
from stancebank.validation.rule import Hit, Rule, Subject
from stancebank.validation.run import CheckReport, validate
from stancebank.validation.table import PROFILES, RULES, rule

__all__ = [
    "PROFILES",
    "RULES",
    "CheckReport",
    "Hit",
    "Rule",
    "Subject",
    "explain",
    "render_json",
    "render_text",
    "rule",
    "validate",
]
