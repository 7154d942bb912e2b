"""Counting stances: who, on what, and where they stand."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Final

from stancebank.evaluation.side import Side
from stancebank.evaluation.voices import Voices
from stancebank.model import Position, Proposition, Stance

__all__ = ["POSITIONS", "alpha", "count_stances"]

POSITIONS: Final = (Position.SUPPORT, Position.OPPOSE, Position.NEUTRAL, Position.AMBIGUOUS)
"""The positions that somebody can take; *unknown* is an abstention."""


def count_stances(gold: Side, predicted: Side) -> Counter[str]:
    """Return how many stances are found, and how the positions of those found agree.

    Two stances are on the same thing where holder and target are the same: voices as `Voices` tells them,
    propositions by their words, everything else by its reference.
    A position that is unknown or missing on the predicted side is an abstention, on the gold side it asks nothing.

    Returns:
        Counts under ``stances.pairs.`` and ``stances.triples.``: ``gold``, ``predicted``, ``right``; under
        ``stances.asked`` and ``stances.answered`` how many gold positions there are for what was found and how many
        were answered; under ``stances.cell.GOLD.PREDICTED`` how often the two were given together.
    """
    counts: Counter[str] = Counter()
    voices = Voices(gold.document, predicted.document)
    ours, theirs = _by_pair(gold, voices, is_gold=True), _by_pair(predicted, voices, is_gold=False)
    for side, found in (("gold", ours), ("predicted", theirs)):
        total = sum(map(len, found.values()))
        counts[f"stances.pairs.{side}"] += total
        counts[f"stances.triples.{side}"] += total
    for pair in [pair for pair in ours if pair in theirs]:
        matched = _matched(ours[pair], theirs[pair])
        counts["stances.pairs.right"] += len(matched)
        for wanted, given in matched:
            counts["stances.triples.right"] += wanted == given
            if wanted != Position.UNKNOWN:
                counts["stances.asked"] += 1
                counts["stances.answered"] += given != Position.UNKNOWN
                counts[f"stances.cell.{wanted}.{given}"] += 1
    return counts


def _by_pair(side: Side, voices: Voices, *, is_gold: bool) -> dict[tuple[str, str], list[Position]]:
    named = voices.gold if is_gold else voices.predicted
    found: dict[tuple[str, str], list[Position]] = defaultdict(list)
    for stance in side.choice.stances(side.document):
        holder = named(stance.holder) if stance.holder else ""
        found[holder, _thing(side, stance, named)].append(stance.position or Position.UNKNOWN)
    return found


def _thing(side: Side, stance: Stance, named: Callable[[str], str]) -> str:
    if stance.target is None:
        return ""
    thing = side.document.target(stance.target)
    if isinstance(thing, Proposition):
        return " ".join(thing.text.casefold().split())
    return named(stance.target)


def _matched(ours: list[Position], theirs: list[Position]) -> list[tuple[Position, Position]]:
    """Pair positions on one thing: equal ones first, then in the order given."""
    left = list(theirs)
    equal: list[tuple[Position, Position]] = []
    others: list[Position] = []
    for position in ours:
        if position in left:
            left.remove(position)
            equal.append((position, position))
        else:
            others.append(position)
    return equal + list(zip(others, left, strict=False))


def alpha(cells: Counter[tuple[str, str]]) -> float | None:
    """Return Krippendorff's alpha for two coders and nominal values, or None where it is not defined.

    Args:
        cells: How often the first coder gave the one value and the second the other to the same unit.

    Example:
        >>> alpha(Counter({("a", "a"): 2, ("b", "b"): 1, ("a", "b"): 1}))
        0.5333333333333333
    """
    units = sum(cells.values())
    values: Counter[str] = Counter()
    for (one, other), number in cells.items():
        values[one] += number
        values[other] += number
    pairable = 2 * units
    expected = sum(values[one] * (pairable - values[one]) for one in values)
    if not expected:
        return None
    observed = 2 * sum(number for (one, other), number in cells.items() if one != other)
    return 1 - (pairable - 1) * observed / expected
