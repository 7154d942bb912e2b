"""Walking the proposals of one file: every decision is in the file before the next one is asked for."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from stancebank.cli.keys import END, ESCAPE, Keys
from stancebank.cli.proposal_screen import ProposalScreen
from stancebank.corpus import Registry
from stancebank.errors import StancebankError
from stancebank.model import Annotation, Document, Position, Quotation, Stance, Status, TopicAssignment, VoiceRef
from stancebank.review import Decision, confirm, edit, named_voice, reject, undecided
from stancebank.tei import PROFILES, Profile, dumps, read_file, replace_file

__all__ = ["FileChangedError", "Walk"]

_POSITIONS: Final[Mapping[str, Position]] = {
    "s": Position.SUPPORT,
    "o": Position.OPPOSE,
    "n": Position.NEUTRAL,
    "a": Position.AMBIGUOUS,
    "u": Position.UNKNOWN,
}
_MENU: Final = "[c]onfirm  [s]peaker  [p]osition  [r]eject  [n]ext  [b]ack  [q]uit"
_LISTED: Final = 20


class FileChangedError(StancebankError):
    """A file under review that somebody else has written meanwhile.

    Args:
        place: The file.
    """

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: somebody else has changed the file meanwhile; start the review anew"


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
        self._registry = Registry()
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
        screen = ProposalScreen(self._document, self._registry, self._path.parent, self._width)
        click.echo("\n" + "\n".join(screen.lines(record, title)))
        click.echo("\n" + _MENU)

    def _move(self, step: int) -> None:
        if not 0 <= self._at + step < len(self._queue):
            click.echo("That is the last one." if step > 0 else "That is the first one.")
            return
        self._at += step

    def _confirm(self, record: Annotation) -> None:
        if isinstance(record, Stance) and record.position in {None, Position.UNKNOWN}:
            click.echo("The stance has no position yet: set one, or reject it.")
            return
        self._keep(confirm(self._document, record.id, self._decision), Status.CONFIRMED)

    def _reject(self, record: Annotation) -> None:
        self._keep(reject(self._document, record.id, self._decision), Status.REJECTED)

    def _speaker(self, record: Annotation) -> None:
        if isinstance(record, TopicAssignment):
            click.echo("A topic has no speaker.")
            return
        speakers = self._document.speakers[:_LISTED]
        for number, speaker in enumerate(speakers, start=1):
            click.echo(f"{number:>3}  {speaker.label}"[: self._width])
        told = self._keys.line("Number, or name of a new voice (Enter: leave as it is): ")
        if not told:
            return
        if told.isdecimal() and not 0 < int(told) <= len(speakers):
            click.echo("There is no such number.")
            return
        document = self._document
        if told.isdecimal():
            chosen = speakers[int(told) - 1]
            voice = VoiceRef(chosen.same_as or chosen.id)
        else:
            document, voice = named_voice(document, told)
        field = {"speakers": (voice,)} if isinstance(record, Quotation) else {"holder": voice}
        self._keep(edit(document, record.id, self._decision, **field), Status.EDITED)

    def _position(self, record: Annotation) -> None:
        if not isinstance(record, Stance):
            click.echo("Only a stance has a position.")
            return
        click.echo("[s]upport  [o]ppose  [n]eutral  [a]mbiguous  [u]nknown  (Esc: leave as it is)")
        key = self._keys.one().lower()
        position = _POSITIONS.get(key)
        if position is None:
            click.echo("Left as it is." if key in {ESCAPE, END} else "No such position.")
            return
        self._keep(edit(self._document, record.id, self._decision, position=position), Status.EDITED)

    def _keep(self, document: Document, status: Status) -> None:
        """Write the decision, then go to the next proposal that nobody has decided on."""
        data = dumps(document, profile=self._profile)
        if self._path.read_bytes() != self._bytes:
            raise FileChangedError(str(self._path))
        replace_file(self._path, data)
        self._bytes, self._document = data, document
        click.echo(f"{status.value.capitalize()}, and written.")
        open_ids = {one.id for one in undecided(document)}
        ahead = [*range(self._at + 1, len(self._queue)), *range(self._at)]
        self._at = next((at for at in ahead if self._queue[at] in open_ids), self._at)
