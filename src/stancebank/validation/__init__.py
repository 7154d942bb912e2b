"""Rules on meaning: what a document, a registry or a corpus says is complete, consistent and true to its source."""

from stancebank.validation.baseline import Baseline
from stancebank.validation.configuration import find_configuration, read_configuration
from stancebank.validation.explain import explain
from stancebank.validation.reports import render_json, render_text
from stancebank.validation.rule import Hit, Rule, Subject
from stancebank.validation.run import CheckReport, validate
from stancebank.validation.settings import Limits, Settings, Suppression
from stancebank.validation.table import PROFILES, RULES, rule

__all__ = [
    "PROFILES",
    "RULES",
    "Baseline",
    "CheckReport",
    "Hit",
    "Limits",
    "Rule",
    "Settings",
    "Subject",
    "Suppression",
    "explain",
    "find_configuration",
    "read_configuration",
    "render_json",
    "render_text",
    "rule",
    "validate",
]
