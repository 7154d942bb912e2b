"""Walking the proposals of one file: every decision is in the file before the next one is asked for."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from stancebank.cli.choices import Choices
from stancebank.cli.keys import END, Keys
from stancebank.cli.places import FileChangedError
from stancebank.cli.proposal_screen import ProposalScreen
from stancebank.corpus import Labels
from stancebank.model import Annotation, Document, Position, Quotation, Stance, Status, TopicAssignment
from stancebank.review import Decision, confirm, edit, reject, undecided
from stancebank.tei import PROFILES, Profile, dumps, read_file, replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Walk"]

_MENU: Final = "[c]onfirm  [s]peaker  [p]osition  [t]arget  [r]eject  [n]ext  [b]ack  [q]uit"


class Walk:
    """One review of one file.

    Args:
        path: The file.
        decision: Who reviews, and when.
        width: The columns to use.
    """

    def __init__(self, path: Path, decision: Decision, width: int) -> None:
        self._path = path
        self._decision = decision
        self._width = width
        self._keys = Keys()
        self._labels = Labels(path.parent)
        self._choices = Choices(self._keys, self._labels, width)
        self._bytes = path.read_bytes()
        reading = read_file(path)
        followed: list[Profile] = [one for one in PROFILES if one == reading.profile]
        self._profile: Profile = followed[0] if followed else "hybrid"
        self._document = reading.document
        self._queue = [one.id for one in undecided(self._document)]
        self._at = 0
        self._acts: Mapping[str, Callable[[Annotation], None]] = {
            "c": self._confirm,
            "r": self._reject,
            "s": self._speaker,
            "p": self._position,
            "t": self._target,
            "n": lambda _: self._move(1),
            " ": lambda _: self._move(1),
            "b": lambda _: self._move(-1),
        }

    @property
    def left(self) -> int:
        """How many proposals nobody has decided on."""
        return len(undecided(self._document))

    def run(self) -> None:
        """Ask about one proposal after the other, until all are decided or the person has enough.

        Raises:
            FileChangedError: The file is not as this review left it; it is not written.
            OSError: The file cannot be written; it is as the decision before left it.
        """
        while self.left:
            record = self._record()
            self._show(record)
            key = self._keys.one().lower()
            if key in {"q", END}:
                return
            act = self._acts.get(key)
            if act is None:
                click.echo("No such key.")
            else:
                act(record)

    def _record(self) -> Annotation:
        wanted = self._queue[self._at]
        return next(one for layer in self._document.layers for one in layer.annotations if one.id == wanted)

    def _show(self, record: Annotation) -> None:
        kind = {Quotation: "quotation", Stance: "stance", TopicAssignment: "topic"}[type(record)]
        title = f"{self._at + 1} of {len(self._queue)}, {self.left} left: {kind} {record.id}"
        screen = ProposalScreen(self._document, self._labels, self._width)
        click.echo("\n" + "\n".join(screen.lines(record, title)))
        click.echo("\n" + _MENU)

    def _move(self, step: int) -> None:
        if not 0 <= self._at + step < len(self._queue):
            click.echo("That is the last one." if step > 0 else "That is the first one.")
            return
        self._at += step

    def _confirm(self, record: Annotation) -> None:
        if _is_slot(record):
            click.echo("The stance has no position yet: set one, or reject it.")
            return
        self._keep(confirm(self._document, record.id, self._decision), record)

    def _reject(self, record: Annotation) -> None:
        """Reject a record, and with a quotation the slots that were to be filled from its words."""
        document = reject(self._document, record.id, self._decision)
        leaning = [one for one in document.stances if one.quotation == record.id and one.status is Status.PROPOSED]
        slots = list(filter(_is_slot, leaning))
        for slot in slots:
            document = reject(document, slot.id, self._decision)
        self._keep(document, record)
        if slots:
            click.echo(
                "So is the empty stance on it." if len(slots) == 1 else f"So are {len(slots)} empty stances on it."
            )

    def _speaker(self, record: Annotation) -> None:
        if isinstance(record, TopicAssignment):
            click.echo("A topic has no speaker.")
        elif (chosen := self._choices.voice(self._document)) is not None:
            document, voice = chosen
            self._edit(
                document, record, **({"speakers": (voice,)} if isinstance(record, Quotation) else {"holder": voice})
            )

    def _target(self, record: Annotation) -> None:
        if not isinstance(record, Stance):
            click.echo("Only a stance has a target.")
        elif (target := self._choices.target(self._document)) is not None:
            self._edit(self._document, record, target=target)

    def _position(self, record: Annotation) -> None:
        if not isinstance(record, Stance):
            click.echo("Only a stance has a position.")
        elif (position := self._choices.position()) is not None:
            self._edit(self._document, record, position=position)

    def _edit(self, document: Document, record: Annotation, **fields: Any) -> None:  # noqa: ANN401 - any field
        """Edit a record; a stance that has no position yet is given one in the same edit."""
        if _is_slot(record) and "position" not in fields:
            position = self._choices.position()
            if position is None:
                return
            fields["position"] = position
        self._keep(edit(document, record.id, self._decision, **fields), record)

    def _keep(self, document: Document, record: Annotation) -> None:
        """Write the decision on *record*, then go to the next proposal that nobody has decided on."""
        data = dumps(document, profile=self._profile)
        if self._path.read_bytes() != self._bytes:
            raise FileChangedError(str(self._path))
        replace_file(self._path, data)
        self._bytes, self._document = data, document
        status = next(one.status for layer in document.layers for one in layer.annotations if one.id == record.id)
        click.echo(f"{str(status).capitalize()}, and written.")
        open_ids = {one.id for one in undecided(document)}
        ahead = [*range(self._at + 1, len(self._queue)), *range(self._at)]
        self._at = next((at for at in ahead if self._queue[at] in open_ids), self._at)


def _is_slot(record: Annotation) -> bool:
    """Tell whether a record is a stance that nobody has judged."""
    return isinstance(record, Stance) and record.position in {None, Position.UNKNOWN}
