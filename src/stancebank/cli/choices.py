"""What a person chooses in a review: a voice, a target, a position."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

import click

from stancebank.cli.keys import END, ESCAPE, Keys
from stancebank.corpus import Labels
from stancebank.model import Document, Position, TargetRef, VoiceRef
from stancebank.review import named_voice

__all__ = ["Choices"]

T = TypeVar("T")

_POSITIONS: Final[Mapping[str, Position]] = {
    "s": Position.SUPPORT,
    "o": Position.OPPOSE,
    "n": Position.NEUTRAL,
    "a": Position.AMBIGUOUS,
}
_LISTED: Final = 20
_LEAVE: Final = "(Enter: leave as it is): "


class Choices:
    """Asks a person to choose.

    Args:
        keys: Gives what is typed.
        labels: Names what references lead to.
        width: The columns to use.
    """

    def __init__(self, keys: Keys, labels: Labels, width: int) -> None:
        self._keys = keys
        self._labels = labels
        self._width = width

    def voice(self, document: Document) -> tuple[Document, VoiceRef] | None:
        """Return the voice that is chosen, and the document that declares it; None where none is chosen."""
        speakers = document.speakers[:_LISTED]
        told = self._listed([one.label for one in speakers], f"Number, or name of a new voice {_LEAVE}")
        if not told:
            return None
        if not told.isdecimal():
            return named_voice(document, told)
        chosen = _numbered([VoiceRef(one.same_as or one.id) for one in speakers], told)
        return None if chosen is None else (document, chosen)

    def target(self, document: Document) -> TargetRef | None:
        """Return the target that is chosen among what the document speaks of; None where none is chosen."""
        targets = [TargetRef(one) for one in dict.fromkeys(_targets(document))][:_LISTED]
        told = self._listed([self._labels.label(document, one) for one in targets], f"Number {_LEAVE}")
        return _numbered(targets, told) if told else None

    def position(self) -> Position | None:
        """Return the position that is chosen; None where none is chosen."""
        click.echo("[s]upport  [o]ppose  [n]eutral  [a]mbiguous  (Esc: leave as it is)")
        key = self._keys.one().lower()
        position = _POSITIONS.get(key)
        if position is None:
            click.echo("Left as it is." if key in {ESCAPE, END} else "No such position.")
        return position

    def _listed(self, labels: list[str], prompt: str) -> str | None:
        for number, label in enumerate(labels, start=1):
            click.echo(f"{number:>3}  {label}"[: self._width])
        return self._keys.line(prompt)


def _numbered(choices: list[T], told: str) -> T | None:
    if told.isdecimal() and 0 < int(told) <= len(choices):
        return choices[int(told) - 1]
    click.echo("There is no such number.")
    return None


def _targets(document: Document) -> Iterator[str]:
    """Yield what a stance may be about: topics, propositions, voices, other entities."""
    yield from (str(one.category) for one in document.topics if one.category)
    yield from (str(one.id) for one in document.propositions)
    yield from (str(one.same_as or one.id) for one in document.speakers)
    yield from (str(one.id) for one in document.entities)
