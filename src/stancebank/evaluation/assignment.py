"""Who is paired with whom: the best pairing of two lists, one to one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["heaviest", "jaccard", "overlaps", "paired"]

_FINE: Final = 10**6
_HALF: Final = 10**10
_EQUAL: Final = 10**15

Words = frozenset[int]


def jaccard(one: Words, other: Words) -> float:
    """Return how much two sets share: the size of what both hold by the size of what either holds.

    Example:
        >>> jaccard(frozenset({1, 2, 3}), frozenset({2, 3, 4}))
        0.5
    """
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def overlaps(ours: Sequence[Words], theirs: Sequence[Words]) -> dict[int, dict[int, float]]:
    """Return, for each of *ours* that shares a word with some of *theirs*, the numbers of those and their Jaccard."""
    holding: dict[int, list[int]] = defaultdict(list)
    for number, words in enumerate(theirs):
        for word in words:
            holding[word].append(number)
    found: dict[int, dict[int, float]] = {}
    for number, words in enumerate(ours):
        near = sorted({other for word in words for other in holding.get(word, ())})
        if near:
            found[number] = {other: jaccard(words, theirs[other]) for other in near}
    return found


def paired(ours: Sequence[Words], theirs: Sequence[Words]) -> list[tuple[int, int]]:
    """Return the best one-to-one pairing of sets of words that overlap, as pairs of numbers.

    The pairing has as many equal pairs as possible, among these as many with a Jaccard of at least one half,
    among these the greatest sum of Jaccards: three goals in this order, so that the counts do not depend on ties.

    Example:
        >>> paired([frozenset({1, 2}), frozenset({3})], [frozenset({3, 4}), frozenset({1, 2})])
        [(0, 1), (1, 0)]
    """
    near = overlaps(ours, theirs)
    pairs: list[tuple[int, int]] = []
    for mine, others in _components(near):
        if len(mine) == len(others) == 1:
            pairs.append((mine[0], others[0]))
            continue
        weights = [[_weight(near[one].get(other, 0.0)) for other in others] for one in mine]
        pairs += [(mine[row], others[column]) for row, column in heaviest(weights) if weights[row][column]]
    return sorted(pairs)


def _weight(share: float) -> int:
    if not share:
        return 0
    return round(share * _FINE) + (_HALF if share >= 0.5 else 0) + (_EQUAL if share == 1 else 0)  # noqa: PLR2004 - a half


def _components(near: dict[int, dict[int, float]]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the groups of sets that hang together, so that each is paired on its own."""
    back: dict[int, list[int]] = defaultdict(list)
    for one, others in near.items():
        for other in others:
            back[other].append(one)
    seen: set[int] = set()
    for first in near:
        if first in seen:
            continue
        seen.add(first)
        mine, theirs, waiting = [first], set[int](), [first]
        while waiting:
            for other in near[waiting.pop()]:
                if other in theirs:
                    continue
                theirs.add(other)
                fresh = [one for one in back[other] if one not in seen]
                seen.update(fresh)
                mine += fresh
                waiting += fresh
        yield sorted(mine), sorted(theirs)


def heaviest(weights: list[list[int]]) -> list[tuple[int, int]]:
    """Return the one-to-one choice of cells whose sum is greatest, by row: the Hungarian method.

    Example:
        >>> heaviest([[7, 6], [6, 1]])
        [(0, 1), (1, 0)]
    """
    if len(weights) > len(weights[0]):
        return [(row, column) for column, row in heaviest([list(column) for column in zip(*weights, strict=True)])]
    rows, columns = len(weights), len(weights[0])
    row_price, column_price = [0] * (rows + 1), [0] * (columns + 1)
    chosen = [0] * (columns + 1)  # the row that each column is given to, both counted from 1
    for row in range(1, rows + 1):
        chosen[0] = row
        _augment(weights, row_price, column_price, chosen)
    return sorted((chosen[column] - 1, column - 1) for column in range(1, columns + 1) if chosen[column])


def _augment(weights: list[list[int]], row_price: list[int], column_price: list[int], chosen: list[int]) -> None:
    """Give the row that column 0 holds a column of its own, moving others where that is worth it."""
    size = len(column_price)
    slack: list[float] = [float("inf")] * size
    came_from, is_done, at = [0] * size, [False] * size, 0
    while chosen[at]:
        is_done[at] = True
        row, least, following = chosen[at], float("inf"), 0
        for column in range(1, size):
            if is_done[column]:
                continue
            cost = -weights[row - 1][column - 1] - row_price[row] - column_price[column]
            if cost < slack[column]:
                slack[column], came_from[column] = cost, at
            if slack[column] < least:
                least, following = slack[column], column
        step = int(least)
        for column in range(size):
            if is_done[column]:
                row_price[chosen[column]] += step
                column_price[column] -= step
            else:
                slack[column] -= step
        at = following
    while at:
        chosen[at] = chosen[came_from[at]]
        at = came_from[at]
