"""How far figures would move with other documents: intervals by drawing documents anew."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

__all__ = ["intervals"]


def intervals(
    tallies: Sequence[Mapping[str, int]],
    measure: Callable[[Mapping[str, int]], Mapping[str, float | None]],
    *,
    draws: int,
    seed: int,
    level: float = 0.95,
) -> dict[str, tuple[float, float]]:
    """Return an interval for each figure: the percentiles over *draws* sets of documents drawn with replacement.

    Args:
        tallies: The counts of each document.
        measure: Makes figures of summed counts.
        draws: How many sets to draw; a set has as many documents as there are.
        seed: Where the generator of chance begins, so that the same call gives the same intervals.
        level: The share of draws that lies within.

    Returns:
        The lower and the upper end by the name of the figure; draws in which a figure is not defined are left out.

    Example:
        >>> tallies = [{"right": 1, "all": 1}, {"right": 0, "all": 1}]
        >>> intervals(tallies, lambda counts: {"share": counts["right"] / counts["all"]}, draws=200, seed=1)
        {'share': (0.0, 1.0)}
    """
    if not tallies:
        return {}
    chance = random.Random(seed)  # noqa: S311 - statistics, no secret
    names = sorted({name for tally in tallies for name in tally})
    rows = [[tally.get(name, 0) for tally in tallies] for name in names]
    found: dict[str, list[float]] = {}
    for _ in range(draws):
        drawn = Counter(chance.choices(range(len(tallies)), k=len(tallies)))
        weights = [drawn[number] for number in range(len(tallies))]
        summed = {
            name: sum(weight * number for weight, number in zip(weights, row, strict=True))
            for name, row in zip(names, rows, strict=True)
        }
        for name, value in measure(summed).items():
            if value is not None:
                found.setdefault(name, []).append(value)
    return {name: _middle(sorted(values), level) for name, values in found.items()}


def _middle(values: list[float], level: float) -> tuple[float, float]:
    """Return the ends of the middle part of sorted *values*, each an actual value."""
    outside = (1 - level) / 2
    last = len(values) - 1
    return values[round(outside * last)], values[round((1 - outside) * last)]
