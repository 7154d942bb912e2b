"""Counting topics: the first and the first three, whole sets, and with credit for a broader one."""

from collections import Counter
from collections.abc import Callable
from typing import Final

from stancebank.evaluation.side import Side
from stancebank.model import CertaintyWord, TopicAssignment

__all__ = ["Broader", "broader_in", "count_topics"]

Broader = Callable[[str], tuple[str, ...]]
"""Gives the broader categories of one, as references, nearest first."""

_WORDS: Final = {CertaintyWord.HIGH: 0.9, CertaintyWord.MEDIUM: 0.6, CertaintyWord.LOW: 0.3}
_TOP: Final = 3


def count_topics(gold: Side, predicted: Side, broader: Broader) -> Counter[str]:
    """Return how many topics are right.

    The topics of the whole document are ranked by certainty, then by their order; those of passages only count for
    the sets, where a passage is the same if the same words are in it, and a quotation or section if its id is.

    Args:
        gold: The gold side.
        predicted: The other side.
        broader: Gives the broader categories.

    Returns:
        Counts under ``topics.``: ``documents`` with a gold topic, ``top1`` and ``top3`` for those whose first, or one
        of whose first three predicted topics is right; ``gold``, ``predicted`` and ``right`` for the sets, and the
        same three under ``hierarchy.`` with all broader categories put in.
    """
    counts: Counter[str] = Counter()
    ours, theirs = _of_document(gold), _of_document(predicted)
    if ours:
        wanted = {topic.category for topic in ours}
        ranked = list(dict.fromkeys(topic.category for topic in sorted(theirs, key=_rank)))
        counts["topics.documents"] += 1
        counts["topics.top1"] += bool(wanted & {*ranked[:1]})
        counts["topics.top3"] += bool(wanted & {*ranked[:_TOP]})
    for name, both in (
        ("topics", [_placed(gold), _placed(predicted)]),
        ("topics.hierarchy", [_closed(ours, broader), _closed(theirs, broader)]),
    ):
        counts[f"{name}.gold"] += len(both[0])
        counts[f"{name}.predicted"] += len(both[1])
        counts[f"{name}.right"] += len(both[0] & both[1])
    return counts


def broader_in(*sides: Side) -> Broader:
    """Return what gives the broader categories in the taxonomies that the documents bring themselves."""
    taxonomies = [one for side in sides for one in side.document.taxonomies]

    def broader(reference: str) -> tuple[str, ...]:
        paths = (taxonomy.path(reference) for taxonomy in taxonomies)
        return next((tuple(one.id for one in reversed(path[:-1])) for path in paths if path), ())

    return broader


def _rank(topic: TopicAssignment) -> float:
    sure = topic.certainty
    return -_WORDS.get(sure, 0.0) if isinstance(sure, CertaintyWord) else -(sure or 0.0)


def _of_document(side: Side) -> list[TopicAssignment]:
    own = str(side.document.id)
    return [
        one for one in side.choice.topics(side.document) if one.category is not None and own in map(str, one.targets)
    ]


def _placed(side: Side) -> set[tuple[object, str]]:
    """Return pairs of place and category."""
    found: set[tuple[object, str]] = set()
    for topic in side.choice.topics(side.document):
        if topic.category is None:
            continue
        for target in topic.targets:
            found.add(("document" if str(target) == side.document.id else target, topic.category))
        if topic.spans:
            found.add((side.words.within(topic.spans), topic.category))
    return found


def _closed(topics: list[TopicAssignment], broader: Broader) -> set[str]:
    named = {str(one.category) for one in topics}
    return named.union(*(broader(one) for one in named))
