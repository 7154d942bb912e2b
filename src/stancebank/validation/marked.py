"""Stretches between quotation marks: one pass over the text, which the rules on marks share."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from attrs import frozen

from stancebank.model import Segment, SegmentKind, Span
from stancebank.model.marks import CLOSERS, MARKS, places, speech_in_single_marks
from stancebank.tei.pointers import new_span
from stancebank.validation.rule import Subject

__all__ = ["Block", "Marked", "marked"]

_PAIR: Final = 2
_BEFORE: Final = frozenset(" \t\n\u00a0\u2009\u202f([{/-\u2013\u2014") | frozenset(CLOSERS)
"""What may stand before a mark that opens; nothing may as well."""

_RUNNING: Final = frozenset({SegmentKind.PARAGRAPH, SegmentKind.ITEM, SegmentKind.OTHER})
"""Blocks over whose borders a quotation may run, each of them opening it again."""


class _Paired(NamedTuple):
    """Outermost stretches, the first mark that nothing closes, and the first that closes nothing."""

    stretches: tuple[Span, ...]
    open: int | None
    stray: int | None

    @property
    def fault(self) -> int | None:
        """The offset of a mark without a partner, or None."""
        return self.open if self.stray is None else self.stray


class Block(NamedTuple):
    """A block and its quotation marks.

    Attributes:
        segment: The block.
        stretches: What stands between two marks that belong together, marks included, in code points of
            `Document.text`; only the outermost ones. One that goes on in the next block ends with this one.
        fault: The offset of a mark without a partner, or None.
        unfinished: The offset of a mark whose partner is in a block below, or None.
    """

    segment: Segment
    stretches: tuple[Span, ...]
    fault: int | None
    unfinished: int | None = None


@frozen
class Marked:
    """The quotation marks of a text.

    Attributes:
        text: The text.
        marks: The offset of each mark.
        blocks: The blocks that have marks.
    """

    text: str
    marks: tuple[int, ...]
    blocks: tuple[Block, ...]

    def fault(self, spans: Iterable[Span]) -> int | None:
        """Return the offset of a mark inside *spans* without a partner there, or None."""
        inside: list[int] = []
        for span in spans:
            first = bisect_left(self.marks, span.start)
            inside += self.marks[first : bisect_left(self.marks, span.end, first)]
        is_balanced = not inside or (len(inside) % 2 == 0 and self._is_uniform)
        return None if is_balanced else _paired(self.text, inside).fault

    @cached_property
    def _is_uniform(self) -> bool:
        """Whether one mark serves for all: then an even number of them is balanced."""
        return {self.text[at] for at in self.marks} == {'"'}


def marked(subject: Subject) -> Marked:
    """Return the quotation marks of a document."""
    document = subject.told
    text = document.text
    marks = tuple(places(text, MARKS))
    held: list[tuple[Segment, Sequence[int]]] = []
    first = 0
    for segment in document.segments if marks else ():
        last = bisect_left(marks, segment.span.end, first)
        held.append((segment, marks[first:last]))
        first = last
    found: list[Block] = []
    for place, (segment, inside) in enumerate(held):
        if not inside:
            continue
        paired = _paired(text, inside)
        if paired.stray is None and paired.open is not None and _goes_on(text, segment, held[place + 1 :][:1]):
            stretches = (*paired.stretches, new_span(paired.open, segment.span.end))
            found.append(Block(segment, stretches, None, paired.open))
        else:
            found.append(Block(segment, paired.stretches, paired.fault))
    return Marked(text, marks, tuple(_with_single_marks(text, document.segments, found)))


def _with_single_marks(text: str, segments: Iterable[Segment], found: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with what stands between single marks as well, and those that have no other marks."""
    known = {block.segment.id: block for block in found}
    speech = [new_span(*ends) for ends in speech_in_single_marks(text)]
    if not speech:
        yield from (known[segment.id] for segment in segments if segment.id in known)
        return
    number = 0
    for segment in segments:
        own: list[Span] = []
        while number < len(speech) and speech[number].start < segment.span.end:
            own.append(speech[number])
            number += 1
        block = known.get(segment.id) or Block(segment, (), None)
        outside = [
            one for one in own if not any(one.start < two.end and two.start < one.end for two in block.stretches)
        ]
        if outside:
            block = block._replace(stretches=tuple(sorted((*block.stretches, *outside))))
        if block.stretches or segment.id in known:
            yield block


def _goes_on(text: str, segment: Segment, following: Sequence[tuple[Segment, Sequence[int]]]) -> bool:
    """Tell whether the next block opens the quotation again."""
    for other, marks in following:
        opens = bool(marks) and text[marks[0]] in CLOSERS and not text[other.span.start : marks[0]].strip()
        return opens and {segment.kind, other.kind} <= _RUNNING
    return False


def _paired(text: str, marks: Sequence[int]) -> _Paired:
    """Pair marks by their kind and, where one mark serves for both sides, by what stands around them."""
    if len(marks) == _PAIR and text[marks[0]] == text[marks[1]] == '"':
        return _Paired((new_span(marks[0], marks[1] + 1),), None, None)
    around: list[int] = []
    stretches: list[Span] = []
    stray: int | None = None
    for at in marks:
        mark = text[at]
        opener = text[around[-1]] if around else ""
        if mark in CLOSERS.get(opener, "") and not (mark == opener and _looks_opening(text, at)):
            opened = around.pop()
            if not around:
                stretches.append(new_span(opened, at + 1))
        elif mark in CLOSERS and (mark not in CLOSERS[mark] or _looks_opening(text, at)):
            around.append(at)
        elif stray is None and not (mark == '"' and text[at - 1 : at].isdigit()):  # else it stands for inches
            stray = at
    if (around or stray is not None) and len(marks) % 2 == 0 and {text[at] for at in marks} == {'"'}:
        # one mark for both sides, and as many as there should be: spaces are wrong, not marks
        pairs = zip(marks[::2], marks[1::2], strict=True)
        return _Paired(tuple(new_span(one, other + 1) for one, other in pairs), None, None)
    return _Paired(tuple(stretches), around[0] if around else None, stray)


def _looks_opening(text: str, at: int) -> bool:
    following = text[at + 1 : at + 2]
    return (at == 0 or text[at - 1] in _BEFORE) and following != "" and not following.isspace()
