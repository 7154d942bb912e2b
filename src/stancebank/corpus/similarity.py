"""How alike two texts are: runs of five words, small sketches of them, and pairs that a sketch suggests."""

import re
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

__all__ = ["RUN_LENGTH", "agreement", "likely_pairs", "resemblance", "runs_of", "sketch", "words_of"]

RUN_LENGTH: Final = 5
"""How many words make a run."""

_WORD: Final = re.compile(r"\w+(?:['\u2019-]\w+)*")
_BINS: Final = 128
_NUMBER_BITS: Final = 32 - 7  # the first seven bits of a run choose its bin
_ROWS: Final = 4
_BANDS: Final = _BINS // _ROWS
_CELL: Final = 4
_NARROW: Final = (1 << 32) - 1
_STEP: Final = 0x85EBCA6B


def words_of(text: str) -> list[str]:
    """Return the words of *text*: letters, digits and marks, with hyphens and apostrophes between them.

    Example:
        >>> words_of("The pier-master's boats, 12 of them.")
        ['The', "pier-master's", 'boats', '12', 'of', 'them']
    """
    return _WORD.findall(text)


def runs_of(words: Sequence[str]) -> frozenset[int]:
    """Return a number of 32 bits for each run of five of *words*, whatever their case.

    Fewer words are one run; none have none. The numbers are the same on every machine.

    Example:
        >>> len(runs_of("one two three four five six".split())), runs_of([]) == frozenset()
        (2, True)
    """
    if not words:
        return frozenset()
    folded = "\0".join(words).casefold().encode("utf-8", "surrogatepass").split(b"\0")
    data = struct.pack(f"<{len(folded)}I", *map(zlib.crc32, folded))
    last = max(len(words) - RUN_LENGTH, 0) * _CELL
    return frozenset([zlib.crc32(data[at : at + RUN_LENGTH * _CELL]) for at in range(0, last + 1, _CELL)])


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of runs that two texts have in common among all of theirs: Jaccard's index, 0 to 1."""
    if not one and not other:
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def sketch(runs: Iterable[int]) -> bytes:
    """Return a sketch of 512 bytes, from which `agreement` estimates how alike two texts are; empty without runs.

    The runs are dealt into 128 bins, and each bin keeps its least number; an empty bin borrows from the next
    one that is not. Two sketches agree in a bin about as often as the texts have a run in common.
    """
    # of equal keys the last one stays, which has the least number
    least = {run >> _NUMBER_BITS: run for run in sorted(runs, reverse=True)}
    if not least:
        return b""
    filled = [_borrowed(least, place) for place in range(_BINS)]
    # cells of one band stand together, though they come from bins that lie apart
    return array("I", [filled[band + row * _BANDS] for band in range(_BANDS) for row in range(_ROWS)]).tobytes()


def _borrowed(least: Mapping[int, int], place: int) -> int:
    distance = 0
    while True:
        number = least.get((place + distance) % _BINS)
        if number is not None:
            return (number + distance * _STEP) & _NARROW
        distance += 1


def agreement(one: bytes, other: bytes) -> float:
    """Return in what share of their bins two sketches agree, an estimate of `resemblance`."""
    left, right = memoryview(one).cast("I"), memoryview(other).cast("I")
    return sum(map(int.__eq__, left, right)) / _BINS


def likely_pairs(sketches: Sequence[bytes], threshold: float) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions in *sketches*, the lesser first, whose texts may resemble by *threshold* or more.

    A pair is looked at where all four cells of one of 32 bands agree. Within a band each sketch is compared with
    the first that has the same cells, so the work grows with the number of sketches and not with its square; of
    three texts that resemble one another two pairs may be told.

    Args:
        sketches: What `sketch` made; empty ones are never alike.
        threshold: The least resemblance that is looked for; pairs well below it are left out.
    """
    width = _ROWS * _CELL
    seen: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        first: dict[bytes, int] = {}
        for position, cells in enumerate(sketches):
            if not cells:
                continue
            leader = first.setdefault(cells[band * width : (band + 1) * width], position)
            if leader != position:
                seen.add((leader, position))
    margin = 4 * (threshold * (1 - threshold) / _BINS) ** 0.5
    for leader, position in sorted(seen, key=lambda pair: (pair[1], pair[0])):
        if agreement(sketches[leader], sketches[position]) >= threshold - margin:
            yield leader, position
