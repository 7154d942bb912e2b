"""Rules on layers that stand off the text: they were made over this text, and do not part each other's pieces."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Layer, Quotation
from stancebank.validation.rule import Hit, Rule, Subject
from stancebank.validation.spans import ranges

__all__ = ["ANCHORING"]

_TWO: Final = 2


"""What of a layer may nest but not cross. Passages on a topic and evidence of stances may overlap as they like."""


def shifted(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each block most of whose ranges begin or end inside a word.

    One range may be meant so. Letters that have no capitals are of scripts that put no space between words, or glue
    words together, and say nothing.
    """
    text = subject.told.text
    whole: dict[str, int] = defaultdict(int)
    cut: dict[str, list[str]] = defaultdict(list)
    for one in subject.once(ranges):
        if not one.is_inside or one.start >= one.end or one.first is not one.last:
            continue
        if _is_inside_word(text, one.start) or _is_inside_word(text, one.end):
            cut[one.first.id].append(text[one.start : one.end])
        else:
            whole[one.first.id] += 1
    for block, pieces in cut.items():
        if len(pieces) >= _TWO and len(pieces) > whole[block]:
            told = ", ".join(repr(piece) for piece in pieces[:_TWO])
            yield Hit(f"{len(pieces)} ranges cut words of this block, among them {told}", block)


def _is_inside_word(text: str, at: int) -> bool:
    around = text[at - 1 : at + 1] if at else ""
    return len(around) == _TWO and around.isalpha() and _is_cased(around[0]) and _is_cased(around[1])


def _is_cased(character: str) -> bool:
    return character.lower() != character.upper()


def crossing(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each quotation that crosses another of its layer."""
    for layer in subject.told.layers:
        for quotation, other in _crossings(layer):
            yield Hit(f"the quotation crosses {other.id}: each holds words that the other lacks", quotation.id)


def _crossings(layer: Layer) -> Iterator[tuple[Quotation, Quotation]]:
    pieces = sorted(
        ((span.start, -span.end, number) for number, one in enumerate(layer.quotations) for span in one.content),
    )
    around: list[tuple[int, int]] = []
    told: set[int] = set()
    for start, end, number in pieces:
        while around and around[-1][0] <= start:
            around.pop()
        if around and -end > around[-1][0] and around[-1][1] != number:
            later = max(number, around[-1][1])
            if later not in told:
                told.add(later)
                yield layer.quotations[later], layer.quotations[min(number, around[-1][1])]
        else:
            around.append((-end, number))


ANCHORING: Final = (
    Rule(
        code="SN005",
        level=3,
        severity=Severity.ERROR,
        summary="most ranges of a block cut words: they were counted in another text",
        why="When the text has changed, a new digest is soon recorded; whether the offsets were moved as well, only "
        "the words tell. A digest that does not fit the text is TF002.",
        remedy="Find out in which text the offsets were counted, and move them to the same words in this one.",
        bad='<ptr type="mention" target="#string-range(b4,23,8)"/><ptr type="cue" target="#string-range(b4,32,4)"/>',
        good='<ptr type="mention" target="#string-range(b4,21,8)"/><ptr type="cue" target="#string-range(b4,30,4)"/>',
        check=shifted,
        since="0.2",
    ),
    Rule(
        code="SN006",
        level=3,
        severity=Severity.ERROR,
        summary="two quotations of one layer cross",
        why="Quotations nest: somebody quotes somebody. Where two cross, one of them begins or ends in the wrong "
        "place, and no view of the text can show both. Passages and evidence may overlap.",
        remedy="Correct the extent of one of them; another reading of the same words belongs into another layer.",
        bad='<annotation xml:id="q3" motivation="linking" target="#string-range(b5,0,10)"',
        good='<annotation xml:id="q3" motivation="linking" target="#string-range(b5,0,5)"',
        check=crossing,
        since="0.2",
    ),
)
