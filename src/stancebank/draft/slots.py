"""Stance slots: who could hold a stance towards what, with the position left open."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Final

from stancebank.draft.annotator import Gives, Setting
from stancebank.draft.proposals import Proposal, StanceProposal
from stancebank.model import CertaintyWord, Document, Mention, Position, Quotation, Status, TargetRef

__all__ = ["StanceSlots"]

_CANDIDATES: Final = 3


class StanceSlots:
    """Opens one slot for each quotation with a speaker; no position is guessed.

    The holder is the speaker, the evidence the content.
    Candidate targets are the voices and entities that the content names, those named most often first, then the
    topics of the document; a quotation without a candidate gets no slot.

    Example:
        >>> StanceSlots().settings
        {'candidates': 3}
    """

    name = "stance-slots"
    version = "1"
    languages: tuple[str, ...] = ()
    gives: tuple[Gives, ...] = (Gives.STANCES,)
    needs: tuple[Gives, ...] = (Gives.QUOTATIONS,)
    is_deterministic = True

    @property
    def settings(self) -> Mapping[str, Setting]:
        """How many candidates a slot lists."""
        return {"candidates": _CANDIDATES}

    def propose(self, document: Document) -> Iterator[Proposal]:
        """Yield a slot for each quotation that somebody says about something."""
        topics = [
            TargetRef(str(topic.category))
            for topic in document.topics
            if topic.category and TargetRef(document.id) in topic.targets
        ]
        for quotation in document.quotations:
            if quotation.status is Status.REJECTED:
                continue
            targets = [*_named(document, quotation), *topics][:_CANDIDATES]
            if not quotation.speakers or not targets:
                continue
            yield StanceProposal(
                holder=quotation.speakers[0],
                target=targets[0],
                rule="slot",
                evidence=quotation.content,
                position=Position.UNKNOWN,
                quotation=quotation.id,
                candidates=targets[1:],
                certainty=CertaintyWord.UNKNOWN,
            )


def _start(mention: Mention) -> int:
    return mention.span.start


def _named(document: Document, quotation: Quotation) -> list[TargetRef]:
    counts: dict[TargetRef, int] = {}
    own = {TargetRef(str(speaker)) for speaker in quotation.speakers}
    first = bisect_left(document.mentions, quotation.content[0].start, key=_start)
    last = bisect_left(document.mentions, quotation.content[-1].end, lo=first, key=_start)
    for mention in document.mentions[first:last]:
        is_inside = any(span.covers(mention.span) for span in quotation.content)
        if is_inside and mention.entity is not None and mention.entity not in own:
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
    return sorted(counts, key=lambda target: -counts[target])
