"""A quotation that a rule found, while it can still grow."""

from stancebank.draft.tokens import Sentence
from stancebank.model import Medium, Span

__all__ = ["FoundQuotation", "medium_of"]


class FoundQuotation:
    """A quotation that a rule found, while it can still grow.

    Attributes:
        pieces: Its content, in code points of the document's text.
        rule: The rule.
        cue: The cue.
        mention: The words that name the speaker.
        addressee: The words that name who is spoken to.
        medium: Speech, writing or thought.
        block: The number of its block.
        level: How many quoted stretches are around it.
        together: How many voices its mention names.
        is_silent: Whether the text leaves open who speaks, so that it is nobody named before.
        follows: The quotation whose speaker it shares where it names none.
    """

    __slots__ = (
        "addressee",
        "block",
        "cue",
        "follows",
        "is_silent",
        "level",
        "medium",
        "mention",
        "pieces",
        "rule",
        "together",
    )

    def __init__(self, pieces: list[Span], rule: str, sentence: Sentence) -> None:
        self.pieces: list[Span] = pieces
        self.rule: str = rule
        self.cue: Span | None = None
        self.mention: Span | None = None
        self.addressee: Span | None = None
        self.medium: Medium | None = None
        self.block: int = sentence.block
        self.level: int = sentence.level
        self.follows: FoundQuotation | None = None
        self.together: int = 1
        self.is_silent: bool = False

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where its content ends."""
        return self.pieces[-1].end


def medium_of(classes: frozenset[str]) -> Medium | None:
    """Return the medium that the classes of a cue verb speak for."""
    if "writing" in classes:
        return Medium.WRITING
    if "speech" in classes or "request" in classes:
        return Medium.SPEECH
    return Medium.THOUGHT if "thought" in classes else None
