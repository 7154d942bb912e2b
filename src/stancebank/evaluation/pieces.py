"""Counting what was found of the pieces of quotations, their cues and their mentions."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from stancebank.evaluation.assignment import overlaps, paired

__all__ = ["ALL", "MEASURES", "Piece", "count_pieces"]

ALL: Final = "all"
"""The scope of all pieces, whatever their kind."""

MEASURES: Final = ("exact", "jac50", "overlap", "token")
"""How a piece can be found: the same words, at least half of them, any of them; or counted word by word."""


@frozen
class Piece:
    """One contiguous stretch that a quotation, a cue or a mention consists of.

    Attributes:
        words: The numbers of its words.
        kind: The kind of quotation it belongs to: ``direct``, ``indirect``, ``mixed``, ``free``.
        owner: The number of its quotation, among those of the document.
    """

    words: frozenset[int]
    kind: str
    owner: int


def count_pieces(layer: str, gold: Sequence[Piece], predicted: Sequence[Piece]) -> Counter[str]:
    """Return how many pieces each side has and how many of them the other side has as well, by kind.

    A piece of a kind counts as found whatever kind the other side gives it; how often kinds agree is counted apart.
    *exact* and *jac50* pair the pieces one to one, see `paired`; for *overlap* one piece may answer to several.

    Args:
        layer: What the keys begin with.
        gold: The pieces that there are.
        predicted: The pieces that were found.

    Returns:
        Counts under ``LAYER.KIND.MEASURE.NUMBER``, where the numbers are ``gold`` and ``predicted`` for how many
        there are on each side, ``recalled`` and ``precise`` for how many of these the other side has.
    """
    counts: Counter[str] = Counter()
    ours, theirs = [one.words for one in gold], [one.words for one in predicted]
    for measure, (recalled, precise) in _found(ours, theirs).items():
        for side, hit, pieces, found in (
            ("gold", "recalled", gold, recalled),
            ("predicted", "precise", predicted, precise),
        ):
            for number, piece in enumerate(pieces):
                for scope in (ALL, piece.kind):
                    counts[f"{layer}.{scope}.{measure}.{side}"] += 1
                    counts[f"{layer}.{scope}.{measure}.{hit}"] += number in found
    _count_tokens(layer, gold, predicted, counts)
    return counts


def _found(ours: list[frozenset[int]], theirs: list[frozenset[int]]) -> dict[str, tuple[set[int], set[int]]]:
    """Return, for each measure of whole pieces, the numbers of those that were found on either side."""
    pairs = paired(ours, theirs)
    near = overlaps(ours, theirs)
    exact = [(one, other) for one, other in pairs if near[one][other] == 1]
    half = [(one, other) for one, other in pairs if near[one][other] >= 0.5]  # noqa: PLR2004 - a half
    return {
        "exact": ({one for one, _ in exact}, {other for _, other in exact}),
        "jac50": ({one for one, _ in half}, {other for _, other in half}),
        "overlap": ({*near}, {other for others in near.values() for other in others}),
    }


def _count_tokens(layer: str, gold: Sequence[Piece], predicted: Sequence[Piece], counts: Counter[str]) -> None:
    covered = [frozenset[int]().union(*(one.words for one in side)) for side in (gold, predicted)]
    for scope in sorted({ALL, *(one.kind for one in (*gold, *predicted))}):
        for side, pieces, number, found in ((0, gold, "gold", "recalled"), (1, predicted, "predicted", "precise")):
            words = frozenset[int]().union(*(one.words for one in pieces if scope in {ALL, one.kind}))
            counts[f"{layer}.{scope}.token.{number}"] += len(words)
            counts[f"{layer}.{scope}.token.{found}"] += len(words & covered[1 - side])
