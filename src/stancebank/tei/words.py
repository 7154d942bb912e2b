"""How certainties and the words of the closed vocabularies are written."""

from decimal import Decimal
from functools import lru_cache

from stancebank.model import Certainty, CertaintyWord
from stancebank.model.annotation import Annotation, Quotation, Stance

__all__ = ["read_certainty", "vocabulary_words", "written_certainty"]


@lru_cache(maxsize=1024)
def read_certainty(value: str | None) -> Certainty:
    """Return the certainty that ``@cert`` tells; None where it tells none.

    Example:
        >>> read_certainty("0.90"), read_certainty("certain")
        (0.9, None)
    """
    if value is None:
        return None
    try:
        return CertaintyWord(value)
    except ValueError:
        pass
    try:
        number = float(value)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


def written_certainty(value: Certainty) -> str:
    """Return *value* as ``@cert``; a number in as few digits as tell it apart, without an exponent.

    Example:
        >>> written_certainty(0.90), written_certainty(1.0), written_certainty(1e-7)
        ('0.9', '1', '0.0000001')
    """
    if isinstance(value, CertaintyWord) or value is None:
        return str(value)
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def vocabulary_words(record: Annotation) -> list[str]:
    """Return the words of *record* that belong to closed vocabularies, each with its prefix."""
    told: list[str] = []
    if isinstance(record, Quotation):
        told += [f"mode:{record.mode}"] if record.mode else []
        told += [f"medium:{record.medium}"] if record.medium else []
    elif isinstance(record, Stance):
        told += [f"position:{record.position}"] if record.position else []
        told += [f"intensity:{record.intensity}"] if record.intensity else []
    return told + ([f"status:{record.status}"] if record.status else [])
