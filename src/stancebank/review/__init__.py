"""What a person decides on proposed annotation: each decision adds to the record and overwrites nothing."""

from stancebank.review.decisions import Decision, confirm, edit, reject, undecided
from stancebank.review.originals import original_of, superseded
from stancebank.review.rates import Rates, rates
from stancebank.review.voices import named_voice

__all__ = [
    "Decision",
    "Rates",
    "confirm",
    "edit",
    "named_voice",
    "original_of",
    "rates",
    "reject",
    "superseded",
    "undecided",
]
