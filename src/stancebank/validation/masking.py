"""One fault is told once: which findings are no more than the consequence of another one."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Finding, Severity
from stancebank.validation.rule import Hit, Rule, Scope

__all__ = ["DOCUMENT_LEVEL", "Told", "unmasked"]

DOCUMENT_LEVEL: Final = 3
"""The lowest level of rules on the meaning of a document."""

_NO_VALUE: Final = "' is no value for "
_MOST_PARTS: Final = 9


class Told:
    """What rules say more exactly than the grammar: that a value is wrong, in a line or else at an id.

    Args:
        hits: What the rules found.
    """

    def __init__(self, hits: list[tuple[Rule, Hit]]) -> None:
        valued = [(hit.value, hit) for _, hit in hits if hit.value is not None]
        self._lines = {(value, hit.line) for value, hit in valued if hit.line is not None}
        self._ids = {(value, hit.id) for value, hit in valued if hit.line is None}

    def tells(self, finding: Finding) -> bool:
        """Tell whether a rule says what the grammar objects to."""
        place, parts = finding.location, finding.message.split(_NO_VALUE)
        values = (_NO_VALUE.join(parts[:number])[1:] for number in range(1, min(len(parts), _MOST_PARTS)))
        return any((value, place.line) in self._lines or (value, place.id) in self._ids for value in values)


def unmasked(
    hits: list[tuple[Rule, Hit]], grammar: tuple[Finding, ...], root_id: str | None
) -> Iterator[tuple[Rule, Hit]]:
    """Yield the hits that are no consequence of a fault told nearer to its cause.

    What the grammar finds wrong may hide what should be there; and where a pointer of a record is broken,
    or its markup, nothing further is said of the meaning of that record.
    """
    malformed = {finding.location.id for finding in grammar}
    faulty = malformed | {hit.id for row, hit in hits if row.level < DOCUMENT_LEVEL and row.severity >= Severity.ERROR}
    for row, hit in hits:
        is_consequence = row.level >= DOCUMENT_LEVEL and row.scope is Scope.DOCUMENT and hit.id != root_id
        if not (hit.id in malformed if hit.is_absence else is_consequence and hit.id in faulty):
            yield row, hit
