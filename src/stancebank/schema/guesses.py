"""Guesses at what was meant, as long as guessing costs little: a file with thousands of faults gets no thousands."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Final

__all__ = ["Guesses"]

_COMPARISONS: Final = 100_000


class Guesses:
    """Finds the names that look like a wanted one.

    Comparing takes time in the product of the names wanted and the names there are, so that a hostile file could
    take hours: after so many comparisons nothing more is guessed. The count depends on nothing but what is asked.

    Args:
        most: How many comparisons are made in all.
    """

    def __init__(self, most: int = _COMPARISONS) -> None:
        self._left = most
        self._known: dict[tuple[object, str], list[str]] = {}

    def near(self, wanted: str, kind: object, names: Callable[[], Sequence[str]], cutoff: float = 0.6) -> list[str]:
        """Return up to three names that look like *wanted*, best first; none once guessing has cost enough.

        Args:
            wanted: The name that does not exist.
            kind: What the names are names of; of equal kinds, the names are taken to be the same.
            names: Returns the names there are.
            cutoff: How much alike they must be, from 0 to 1.
        """
        key = (kind, wanted)
        if key not in self._known:
            found: list[str] = []
            if self._left > 0:
                there = names()
                self._left -= len(there) + 1
                found = get_close_matches(wanted, there, n=3, cutoff=cutoff)
            self._known[key] = found
        return self._known[key]
