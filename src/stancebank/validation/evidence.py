"""Rules on what shows a stance: words of this document, of one unit, said by the one who holds it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Quotation, Span, Stance, Status
from stancebank.validation.following import leaves
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["EVIDENCE"]

_REJECTED: Final = Status.REJECTED


def no_words(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance whose evidence lies in another file, or holds no words."""
    for stance in subject.told.stances:
        if stance.unread:
            away = [pointer for role, pointer in stance.unread if role == "target" and leaves(pointer)]
            if away:
                yield Hit(f"the stance names {away[0]} as its evidence, which is outside the document", stance.id)
                continue
        if stance.is_document_level or not stance.evidence or any(span.length for span in stance.evidence):
            continue
        if not any(role == "target" for role, _ in stance.unread) and not any(
            _is_judged_elsewhere(subject, one) for one in subject.targets_of(stance.id)
        ):
            yield Hit("the evidence of the stance holds no words", stance.id)


def _is_judged_elsewhere(subject: Subject, pointer: str) -> bool:
    """Tell whether another rule says that what *pointer* names is empty: a range, or a part of a quotation."""
    anchor = subject.anchor(pointer[1:])
    return anchor is None or anchor.element in {"said", "annotation"}


def other_holder(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance held by another than the one whose words show it.

    Whoever speaks, on their own or for somebody, may hold what they say; and so may somebody whose act they tell.
    """
    document = subject.told
    quotations = {quotation.id: quotation for quotation in document.quotations}
    for stance in document.stances:
        if stance.holder is None or stance.status is _REJECTED:
            continue
        quotation = quotations.get(stance.quotation) if stance.quotation else subject.once(_nested).around(stance)
        if quotation is None or not quotation.speakers or stance.holder in quotation.speakers:
            continue
        holder = subject.same(stance.holder)
        if any(subject.same(one) == holder for one in (*quotation.speakers, *quotation.on_behalf_of)):
            continue
        is_told = not stance.quotation and _is_act(subject, stance)
        if not is_told and _are_known(subject, stance.holder, *quotation.speakers):
            speakers = " and ".join(subject.label(one) for one in quotation.speakers)
            told = f"the words are those of {speakers}, in {quotation.id}, but the holder is"
            yield Hit(f"{told} {subject.label(stance.holder)}", stance.id)


def _are_known(subject: Subject, *references: str) -> bool:
    return all(subject.voice(one) is not None for one in references)


def _is_act(subject: Subject, stance: Stance) -> bool:
    """Tell whether the evidence tells of an act, and names the holder as the one who did it."""
    acts = subject.once(_acts)
    holder = stance.holder or ""
    voice = subject.voice(holder)
    names = {holder, subject.same(holder), (voice.same_as if voice else None) or holder}
    mentions = subject.once(_mentions)
    return any(
        _holds(span, acts) and any(_holds(span, mentions.get(name, ())) for name in sorted(names))
        for span in stance.evidence
    )


def _acts(subject: Subject) -> Sequence[tuple[int, int]]:
    acts = (one.span for one in subject.told.markup if one.name == "seg" and one.get("type") == "act")
    return [(span.start, span.end) for span in acts]


def _mentions(subject: Subject) -> Mapping[str, Sequence[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in subject.told.mentions:
        if mention.entity is not None:
            found[mention.entity].append((mention.span.start, mention.span.end))
    return found


def _holds(span: Span, inner: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the first of *inner* that begins in *span* ends in it; they are in the order of the text."""
    number = bisect_left(inner, (span.start, 0))
    return number < len(inner) and inner[number][1] <= span.end


def _nested(subject: Subject) -> "_Nested":
    return _Nested(subject.told.quotations)


class _Nested:
    """Quotations by place, so that the one around a passage is found without looking at all of them."""

    def __init__(self, quotations: Iterable[Quotation]) -> None:
        self._quotations = tuple(quotations)
        held = [(span.start, -span.end, at) for at, one in enumerate(self._quotations) for span in one.content]
        held.sort()
        self._starts = [start for start, _, _ in held]
        self._ends = [-end for _, end, _ in held]
        self._numbers = [number for _, _, number in held]
        self._outer: list[int | None] = []
        around: list[int] = []
        for number, end in enumerate(self._ends):
            while around and self._ends[around[-1]] < end:
                around.pop()
            self._outer.append(around[-1] if around else None)
            around.append(number)

    def around(self, stance: Stance) -> Quotation | None:
        """Return the smallest quotation that holds all of the evidence of *stance*, or None."""
        if not stance.evidence:
            return None
        first, last = min([one.start for one in stance.evidence]), max([one.end for one in stance.evidence])
        at: int | None = bisect_right(self._starts, first) - 1
        while at is not None and at >= 0 and self._ends[at] < last:
            at = self._outer[at]
        return self._quotations[self._numbers[at]] if at is not None and at >= 0 else None


def mixed_unit(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each stance that is judged on the whole document and on a passage of it at once."""
    for stance in subject.told.stances:
        if stance.is_document_level and stance.evidence:
            yield Hit("the stance names the document and passages of it as what it was judged on", stance.id)


EVIDENCE: Final = (
    Rule(
        code="ST007",
        level=3,
        severity=Severity.ERROR,
        summary="the evidence of a stance is outside the document, or holds no words",
        why="A reader of the document cannot verify what stands in another one, or nowhere.",
        remedy="Let target point at the words of this document that show the stance.",
        bad='target="https://example.org/post#b3"',
        good='target="#q1.1"',
        check=no_words,
        since="0.2",
    ),
    Rule(
        code="ST008",
        level=3,
        severity=Severity.WARNING,
        summary="a stance is given to another than the one who speaks",
        why="Who holds a stance and who is quoted are taken for each other more often than anything else.",
        remedy="Correct the holder; or, where the words report what somebody else thinks, make the report a quotation "
        "of its own with that speaker. Whoever speaks for somebody gets a pointer of type onBehalfOf.",
        bad='<ptr type="holder" target="#critics"/>',
        good='<ptr type="holder" target="#lind"/>',
        check=other_holder,
        since="0.2",
    ),
    Rule(
        code="ST013",
        level=3,
        severity=Severity.ERROR,
        summary="it cannot be told on what a stance was judged, the document or a passage of it",
        why="Stances of documents and stances of passages are not counted together: the unit is what target names.",
        remedy="Let target name the document, or the passages; write two records where both were judged.",
        bad='<annotation xml:id="st1" motivation="assessing" target="#pier #q1.1"',
        good='<annotation xml:id="st1" motivation="assessing" target="#q1.1 #q1.2"',
        check=mixed_unit,
        since="0.2",
    ),
)
