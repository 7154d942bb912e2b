"""One fault is told once: which findings are no more than the consequence of another one."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Finding, Severity
from stancebank.validation.rule import Hit, Rule, Scope

__all__ = ["DOCUMENT_LEVEL", "is_told", "unmasked"]

DOCUMENT_LEVEL: Final = 3
"""The lowest level of rules on the meaning of a document."""


def is_told(finding: Finding, hits: list[tuple[Rule, Hit]]) -> bool:
    """Tell whether a rule says more exactly what the grammar objects to: the same value in the same line."""
    return any(
        hit.value is not None
        and hit.line in {None, finding.location.line}
        and finding.message.startswith(f"'{hit.value}' is no value for ")
        and (hit.line is not None or hit.id == finding.location.id)
        for _, hit in hits
    )


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
