"""How a program fares in use: what became of its proposals, by rule."""

from collections.abc import Iterable

from attrs import frozen

from stancebank.model import AnnotatorKind, Document, Status
from stancebank.review.originals import superseded

__all__ = ["Rates", "rates"]

_RULE = "rule:"


@frozen(kw_only=True)
class Rates:
    """What became of the proposals of one rule of one program.

    Attributes:
        program: The name of the program with its version.
        rule: The rule, or an empty string where none is recorded.
        proposed: How many nobody has decided on.
        confirmed: How many were kept as they were.
        edited: How many were kept after a correction.
        rejected: How many were rejected.
    """

    program: str
    rule: str
    proposed: int = 0
    confirmed: int = 0
    edited: int = 0
    rejected: int = 0

    @property
    def acceptance(self) -> float | None:
        """The share of what was decided that was kept as it was, or None where nothing was decided."""
        decided = self.confirmed + self.edited + self.rejected
        return self.confirmed / decided if decided else None


def rates(documents: Iterable[Document]) -> tuple[Rates, ...]:
    """Return what became of the proposals of programs, by program and rule, in this order.

    The figure that people care about, for free: it is counted from the files that were reviewed.
    Records that are kept only to show what an edited one was before are not counted again.

    Args:
        documents: The documents, reviewed in whole or in part.
    """
    counts: dict[tuple[str, str], dict[Status, int]] = {}
    for document in documents:
        olds = superseded(document)
        for layer in document.layers:
            annotator = document.annotator(layer.annotator)
            if annotator is None or annotator.kind is not AnnotatorKind.PROGRAM:
                continue
            for record in layer.annotations:
                if record.id in olds or record.status in {None, Status.MANUAL}:
                    continue
                rule = next((one.removeprefix(_RULE) for one in record.categories if one.startswith(_RULE)), "")
                told = counts.setdefault((annotator.name, rule), dict.fromkeys(Status, 0))
                told[record.status or Status.PROPOSED] += 1
    return tuple(
        Rates(
            program=program,
            rule=rule,
            proposed=told[Status.PROPOSED],
            confirmed=told[Status.CONFIRMED],
            edited=told[Status.EDITED],
            rejected=told[Status.REJECTED],
        )
        for (program, rule), told in sorted(counts.items())
    )
