"""Scores of messages by token: the macro figures that the shared tasks on German speaker attribution are told in.

A message is what somebody said, as a set of numbers of tokens.
Messages of the two sides are paired one to one so that the sum of their F1 over tokens is greatest; where that is
equal, the same type counts a hundredth and the same medium a thousandth.
Precision is the mean over predicted messages of the share of their tokens that their partner has; recall is the mean
over gold messages; one without a partner counts nought. F1 is the harmonic mean of these two means.
The program that comes with the data set counts the same way.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from stancebank.evaluation.assignment import heaviest

__all__ = ["Message", "MessageScore", "message_score", "paired_messages"]

_FINE: Final = 10**9


class Message(NamedTuple):
    """What somebody said.

    Attributes:
        tokens: The numbers of its tokens in the document.
        type: Direct, indirect, and so on: any word.
        medium: Speech, writing, thought: any word.
    """

    tokens: frozenset[int]
    type: str = ""
    medium: str = ""


class MessageScore(NamedTuple):
    """Macro figures between 0 and 1.

    Attributes:
        precision: The mean over predicted messages.
        recall: The mean over gold messages.
    """

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def paired_messages(gold: Sequence[Message], made: Sequence[Message]) -> list[tuple[int, int]]:
    """Return the pairs of messages that share a token, as numbers on the two sides."""
    if not gold or not made:
        return []
    weights = [[_weight(one, other) for other in made] for one in gold]
    return [(row, column) for row, column in heaviest(weights) if weights[row][column]]


def _weight(one: Message, other: Message) -> int:
    shared = len(one.tokens & other.tokens)
    if not shared:
        return 0
    same = 0.01 * (one.type == other.type) + 0.001 * (one.medium == other.medium)
    return round(_FINE * (2 * shared / (len(one.tokens) + len(other.tokens)) + same))


def message_score(documents: Iterable[tuple[Sequence[Message], Sequence[Message]]]) -> MessageScore:
    """Return the score over *documents*: pairs of gold and predicted messages; empty messages do not count."""
    right: list[float] = []
    found: list[float] = []
    for told, foretold in documents:
        gold, made = ([one for one in side if one.tokens] for side in (told, foretold))
        partners = paired_messages(gold, made)
        shared = [len(gold[row].tokens & made[column].tokens) for row, column in partners]
        right += [count / len(made[column].tokens) for count, (_, column) in zip(shared, partners, strict=True)]
        found += [count / len(gold[row].tokens) for count, (row, _) in zip(shared, partners, strict=True)]
        right += [0.0] * (len(made) - len(partners))
        found += [0.0] * (len(gold) - len(partners))
    return MessageScore(_mean(right), _mean(found))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
