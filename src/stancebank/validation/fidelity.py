"""A text beside its seed: which block is which line, and how they differ."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import field, frozen

from stancebank.model import Segment
from stancebank.validation.normalisations import (
    DECLARABLE,
    QUOTATION_MARKS,
    WHITE_SPACE,
    explanation,
    folded,
    seed_blocks,
)
from stancebank.validation.rule import Subject

__all__ = ["Difference", "blocks_without_marks", "comparison", "declared", "undeclared", "visible"]

_AROUND: Final = 16
_ALL: Final = (*DECLARABLE, QUOTATION_MARKS, WHITE_SPACE)


@frozen(eq=False)
class Difference:
    """A line of the seed and the block that was made of it, which is not the same.

    Attributes:
        number: The number of the line among the lines of the seed that have visible characters, from 1; or None.
        line: The line, or None where the seed has none for the block.
        segment: The block; where there is none, the one before the line; or None.
        text: The text of the block, or None where the line has no home.
        needs: The undeclared normalisations that explain the difference, or None where none do.
    """

    number: int | None
    line: str | None
    segment: Segment | None
    text: str | None
    needs: tuple[str, ...] | None = field(default=None)

    @property
    def undeclared(self) -> tuple[str, ...]:
        """Those of the undeclared normalisations that a header can declare."""
        return tuple(name for name in self.needs or () if name in DECLARABLE)


def declared(subject: Subject) -> frozenset[str]:
    """Return the normalisations that the header declares.

    They are named in terms within ``normalization``; ``quotation/@marks`` tells whether marks were dropped.
    """
    found = {one.text.lower() for one in subject.statements("term") if one.attributes.get("type") == "normalization"}
    marks = {QUOTATION_MARKS} if subject.index.marks in {"none", "some"} else set[str]()
    return frozenset(found & DECLARABLE | marks)


def comparison(subject: Subject) -> tuple[Difference, ...]:
    """Return the differences between the text and its seed under the declared normalisation, in order."""
    if subject.seed is None:
        return ()
    document = subject.told
    lines = seed_blocks(subject.seed)
    texts = tuple(map(document.text_of, document.segments))
    if lines == texts:
        return ()
    known = declared(subject)
    found: list[Difference] = []
    last: Segment | None = None
    for of_line, of_text in _aligned([folded(one, _ALL) for one in lines], [folded(one, _ALL) for one in texts]):
        line = None if of_line is None else lines[of_line]
        text = None if of_text is None else texts[of_text]
        last = last if of_text is None else document.segments[of_text]
        if line == text:
            continue
        needs = None if line is None or text is None else explanation(line, text, known)
        if needs != ():
            number = None if of_line is None else of_line + 1
            found.append(Difference(number, line, last, text, needs))
    return tuple(found)


def undeclared(subject: Subject) -> tuple[str, ...]:
    """Return the normalisations that part the text from its seed and should be declared, by name."""
    return tuple(sorted({name for one in subject.once(comparison) for name in one.undeclared}))


def blocks_without_marks(subject: Subject) -> frozenset[str]:
    """Return the ids of the blocks that lack quotation marks of the seed, or have others: `TF003` tells them."""
    return frozenset(
        one.segment.id for one in subject.once(comparison) if one.segment and QUOTATION_MARKS in (one.needs or ())
    )


def _aligned(lines: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield which line is which text, in order; None for what has no counterpart. Takes linear time."""
    lines_at, texts_at = _places(lines), _places(texts)
    line = text = 0
    while line < len(lines) and text < len(texts):
        if lines[line] != texts[text]:
            lines_on = _next(lines_at[texts[text]], line) if texts[text] in lines_at else None
            texts_on = _next(texts_at[lines[line]], text) if lines[line] in texts_at else None
            if lines_on is not None and (texts_on is None or lines_on - line <= texts_on - text):
                yield from ((skipped, None) for skipped in range(line, lines_on))
                line = lines_on
            elif texts_on is not None:
                yield from ((None, skipped) for skipped in range(text, texts_on))
                text = texts_on
        yield line, text
        line, text = line + 1, text + 1
    yield from ((rest, None) for rest in range(line, len(lines)))
    yield from ((None, rest) for rest in range(text, len(texts)))


def _places(items: Sequence[str]) -> dict[str, deque[int]]:
    places: dict[str, deque[int]] = defaultdict(deque)
    for place, item in enumerate(items):
        places[item].append(place)
    return dict(places)


def _next(places: deque[int], start: int) -> int | None:
    while places and places[0] < start:
        places.popleft()
    return places[0] if places else None


def visible(text: str, at: int) -> str:
    r"""Return what stands in *text* around a place, in quotation marks, with what nobody sees made visible.

    Example:
        >>> print(visible("The old pier\u00a0waits for boats", 12))
        'The old pier⟦\u00a0⟧waits for boats'
    """
    start, end = max(0, at - _AROUND), at + 1 + _AROUND
    before, here, after = (_shown(text[one:other]) for one, other in ((start, at), (at, at + 1), (at + 1, end)))
    return f"'{'…' if start else ''}{before}⟦{here}⟧{after}{'…' if end < len(text) else ''}'"


def _shown(text: str) -> str:
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)
