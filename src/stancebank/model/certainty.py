"""How sure an annotator is, and how far a record has come."""

from enum import StrEnum

__all__ = ["Certainty", "CertaintyWord", "Status", "certainty"]


class CertaintyWord(StrEnum):
    """A certainty in words, as TEI has them."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


Certainty = CertaintyWord | float | None
"""A word, a number from 0 to 1, or nothing said."""


class Status(StrEnum):
    """How a record came about and who has seen it."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    EDITED = "edited"
    REJECTED = "rejected"
    MANUAL = "manual"


def certainty(value: "Certainty | str") -> Certainty:
    """Return *value* as a certainty.

    Raises:
        TypeError: It is a boolean, or no number at all.
        ValueError: It is neither one of the words nor a number from 0 to 1.

    Example:
        >>> certainty("high"), certainty(1), certainty(None)
        (<CertaintyWord.HIGH: 'high'>, 1.0, None)
    """
    if value is None:
        return None
    if isinstance(value, str):
        return CertaintyWord(value)
    if type(value) not in {int, float}:
        msg = f"certainty must be a word or a number, not {value!r}"
        raise TypeError(msg)
    number = float(value) + 0.0  # which takes the sign from a zero
    if not 0 <= number <= 1:
        msg = f"certainty must lie between 0 and 1, but is {value}"
        raise ValueError(msg)
    return number
