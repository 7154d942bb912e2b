"""Comparing what was predicted with what is gold, document by document."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Final

from attrs import field, frozen

from stancebank.evaluation.attribution import count_attribution, count_reported
from stancebank.evaluation.bootstrap import intervals
from stancebank.evaluation.chosen import Choice, coders
from stancebank.evaluation.figures import figures_of
from stancebank.evaluation.pieces import count_pieces
from stancebank.evaluation.side import Side
from stancebank.evaluation.stances import count_stances
from stancebank.evaluation.texts import require_same_text
from stancebank.evaluation.topics import Broader, broader_in, count_topics
from stancebank.model import Document

__all__ = ["DRAWS", "Evaluation", "Figure", "Pair", "Protocol", "compare", "evaluate", "human_ceiling", "summed"]

DRAWS: Final = 1000
"""How many sets of documents are drawn for the intervals, unless told otherwise."""

Pair = tuple[Document, Document]
"""A gold document, and the predicted one over the same text."""


@frozen(kw_only=True)
class Figure:
    """One figure of an evaluation.

    Attributes:
        name: What it measures, in words parted by full stops, such as ``content.direct.exact.f1``.
        value: The figure, or None where it is not defined.
        low: The lower end of its 95 % interval, or None where none was drawn.
        high: The upper end.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None


def _figures(items: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(items)


def _counts(items: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(items.items()))


@frozen(kw_only=True)
class Evaluation:
    """What an evaluation found.

    Attributes:
        documents: How many pairs of documents were compared.
        figures: The figures, in the order of reports.
        counts: What the figures were made of: pairs of name and number, by name.
    """

    documents: int
    figures: tuple[Figure, ...] = field(converter=_figures)
    counts: tuple[tuple[str, int], ...] = field(converter=_counts, repr=False)

    def __getitem__(self, name: str) -> float | None:
        """Return the value of the figure called *name*, None where it is not defined.

        Raises:
            KeyError: There was nothing to compare of that kind.
        """
        return self._by_name[name].value

    @cached_property
    def _by_name(self) -> dict[str, Figure]:
        return {figure.name: figure for figure in self.figures}


def _lowered(items: Iterable[str]) -> frozenset[str]:
    return frozenset(item.casefold() for item in items)


@frozen(kw_only=True)
class Protocol:
    """How to compare.

    Attributes:
        gold: Which gold annotations count.
        predicted: Which predicted ones.
        by_marks: Whether the kinds of quotations go by the marks around them instead of by the records.
        cue_words: Words of cues, such as ``said``; with some, recall of reported speech proper is told as well.
        broader: Gives broader categories of topics; None for those of the documents' own taxonomies.
    """

    gold: Choice = field(factory=Choice)
    predicted: Choice = field(factory=Choice)
    by_marks: bool = False
    cue_words: frozenset[str] = field(converter=_lowered, default=frozenset[str]())
    broader: Broader | None = None


def compare(gold: Document, predicted: Document, protocol: Protocol | None = None) -> Counter[str]:
    """Return the counts of one pair of documents.

    Raises:
        TextsDifferError: The texts differ in more than white space.
    """
    told = protocol or Protocol()
    require_same_text(gold.id, gold.text, predicted.text)
    borders = Side(document=gold, choice=told.gold).starts
    ours = Side(document=gold, choice=told.gold, by_marks=told.by_marks, borders=borders)
    theirs = Side(document=predicted, choice=told.predicted, by_marks=told.by_marks, borders=borders)
    counts = count_pieces("content", ours.content, theirs.content)
    counts += count_pieces("cue", ours.cues, theirs.cues)
    counts += count_pieces("mention", ours.mentions, theirs.mentions)
    counts += count_attribution(ours, theirs)
    if told.cue_words:
        counts += count_reported(ours, theirs, told.cue_words)
    counts += count_topics(ours, theirs, told.broader or broader_in(ours, theirs))
    return counts + count_stances(ours, theirs)


def evaluate(
    pairs: Iterable[Pair], protocol: Protocol | None = None, *, draws: int = DRAWS, seed: int = 0
) -> Evaluation:
    """Compare pairs of documents over the same text.

    Counts are summed over all documents before figures are made of them, so that long articles weigh more.

    Args:
        pairs: A gold document and a predicted one each.
        protocol: How to compare.
        draws: How many sets of documents to draw for the intervals; 0, or a single pair, gives no intervals.
        seed: Where chance begins.

    Raises:
        TextsDifferError: The texts of a pair differ in more than white space.

    Example:
        >>> document = Document.from_blocks("pier", [("paragraph", "It rains.")])
        >>> evaluate([(document, document)]).documents
        1
    """
    tallies = [compare(gold, predicted, protocol) for gold, predicted in pairs]
    return summed(tallies, draws=draws, seed=seed)


def summed(tallies: Collection[Counter[str]], *, draws: int = DRAWS, seed: int = 0) -> Evaluation:
    """Return the evaluation that the counts of documents add up to."""
    total = sum(tallies, Counter[str]())
    ends: Mapping[str, tuple[float | None, float | None]] = (
        intervals([*tallies], figures_of, draws=draws, seed=seed) if draws and len(tallies) > 1 else {}
    )
    figures = [
        Figure(name=name, value=value, low=ends.get(name, (None, None))[0], high=ends.get(name, (None, None))[1])
        for name, value in figures_of(total).items()
    ]
    return Evaluation(documents=len(tallies), figures=figures, counts=total)


def human_ceiling(documents: Iterable[Document], protocol: Protocol | None = None) -> Evaluation | None:
    """Compare people with one another, where several have annotated a document side by side.

    Each ordered pair of annotators of a document counts once, so that precision and recall come out the same.

    Args:
        documents: Gold documents.
        protocol: How to compare; whose annotations count is decided here.

    Returns:
        The evaluation, without intervals; None where no document has two human annotators.
    """
    told = protocol or Protocol()
    tallies: list[Counter[str]] = []
    for document in documents:
        people = coders(document)
        for one in people:
            for other in people:
                if one != other:
                    both = (Choice(statuses=told.gold.statuses, annotator=name) for name in (one, other))
                    tallies.append(compare(document, document, _between(told, *both)))
    return summed(tallies, draws=0) if tallies else None


def _between(protocol: Protocol, one: Choice, other: Choice) -> Protocol:
    return Protocol(
        gold=one,
        predicted=other,
        by_marks=protocol.by_marks,
        cue_words=protocol.cue_words,
        broader=protocol.broader,
    )
