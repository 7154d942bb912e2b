"""Whether two texts can be compared: they must say the same, however their lines are broken."""

from stancebank.errors import StancebankError

__all__ = ["TextsDifferError", "require_same_text"]

_AROUND = 20


class TextsDifferError(StancebankError, ValueError):
    """Two texts that should be one differ in more than white space.

    Args:
        pair: The id under which the two were paired.
        offset: Where the gold text begins to differ, in code points.
        gold: What the gold text says from there.
        predicted: What the other text says instead.
    """

    def __init__(self, pair: str, offset: int, gold: str, predicted: str) -> None:
        super().__init__(pair, offset, gold, predicted)
        self.pair = pair
        self.offset = offset
        self.gold = gold
        self.predicted = predicted

    def __str__(self) -> str:
        return (
            f"the texts of {self.pair!r} differ from offset {self.offset} on: "
            f"gold has {_told(self.gold)}, predicted has {_told(self.predicted)}"
        )


def _told(text: str) -> str:
    return repr(text) if text else "nothing more"


def require_same_text(pair: str, gold: str, predicted: str) -> None:
    r"""Refuse texts that differ in more than white space.

    Args:
        pair: The id under which the two were paired, for the message.
        gold: The gold text.
        predicted: The other text.

    Raises:
        TextsDifferError: They differ; it names the first difference.

    Example:
        >>> require_same_text("pier", "The pier\n\ncan wait.", "The pier\ncan wait.")
    """
    ours, theirs = gold.split(), predicted.split()
    if ours == theirs:
        return
    number = next(
        (at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other),
        min(len(ours), len(theirs)),
    )
    start, other_start = _start(gold, number), _start(predicted, number)
    raise TextsDifferError(
        pair,
        start,
        " ".join(gold[start : start + 2 * _AROUND].split())[:_AROUND],
        " ".join(predicted[other_start : other_start + 2 * _AROUND].split())[:_AROUND],
    )


def _start(text: str, number: int) -> int:
    """Return where the word with *number* begins, words being parted by white space, or the end of the text."""
    at = 0
    for word in text.split()[: number + 1]:
        at = text.index(word, at) + len(word)
    words = text.split()
    return at - len(words[number]) if number < len(words) else len(text)
