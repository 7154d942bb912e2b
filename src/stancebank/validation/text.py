"""Rules on the text: it is that of the seed, and the recorded digest is its own."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from stancebank.findings import Severity
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["TEXT", "seed_blocks"]

_AROUND: Final = 20


def seed_blocks(seed: str) -> tuple[str, ...]:
    r"""Return the blocks that a seed should become: every line that has a visible character, as it stands.

    Line ends are folded to line feeds; a line of spaces, no-break spaces among them, is dropped.

    Example:
        >>> seed_blocks("Pier delayed\r\n\u00a0\r\n\r\nBoats wait. ")
        ('Pier delayed', 'Boats wait. ')
    """
    lines = seed.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(line for line in lines if line.strip())


def other_than_seed(subject: Subject) -> Iterator[Hit]:
    """Yield a hit at the first block that is not the line of the seed."""
    if subject.seed is None:
        return
    document = subject.told
    lines = seed_blocks(subject.seed)
    segments = document.segments
    texts = tuple(document.text_of(segment) for segment in segments)
    for number, (line, text) in enumerate(zip_longest(lines, texts)):
        if line == text:
            continue
        if text is None:
            place = segments[-1].id if segments else document.id
            told = f"the text ends, but the seed goes on: {_from(line or '', 0)}"
        elif line is None:
            place, told = segments[number].id, f"the seed ends, but the text goes on: {_from(text, 0)}"
        else:
            at = next((at for at, pair in enumerate(zip(line, text, strict=False)) if pair[0] != pair[1]), None)
            at = min(len(line), len(text)) if at is None else at
            place = segments[number].id
            told = f"at character {at} the text has {_from(text, at)}, the seed {_from(line, at)}"
        yield Hit(told, place)
        return


def _from(text: str, at: int) -> str:
    start = max(0, at - _AROUND // 2)
    piece = text[start : at + _AROUND]
    shown = "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in piece)
    return f"'{'…' if start else ''}{shown}{'…' if at + _AROUND < len(text) else ''}'"


def stale_digest(subject: Subject) -> Iterator[Hit]:
    """Yield a hit where the recorded digest is missing or is that of another text."""
    document = subject.told
    recorded = document.metadata.text_digest
    if recorded is None:
        yield Hit("the document records no digest of its text", document.id, is_absence=True)
    elif recorded.strip().lower() != document.digest:
        yield Hit(
            f"the recorded digest begins with {recorded[:12]}, that of the text with {document.digest[:12]}",
            document.id,
        )


TEXT: Final = (
    Rule(
        code="TF001",
        level=4,
        severity=Severity.ERROR,
        summary="the text is not that of the seed",
        why="Quotations are evidence only as long as the words are those that were published. "
        "Line ends are folded and lines without a visible character dropped; every other line is one block, "
        "character for character.",
        remedy="Restore the words of the seed; where the text was corrected on purpose, tag sic and corr beside it.",
        bad="Harbour council delays the old pier</head>",
        good="Harbour council delays the new pier</head>",
        check=other_than_seed,
    ),
    Rule(
        code="TF002",
        level=4,
        severity=Severity.ERROR,
        summary="the digest of the text is missing or stale",
        why="Offsets count characters: when the text changes under them they point at other words, silently.",
        remedy="See what has changed and move the offsets; then record the digest of the new text.",
        bad='<idno type="textSHA256">0000000000000000000000000000000000000000000000000000000000000000</idno>',
        good='<idno type="textSHA256">',
        check=stale_digest,
    ),
)
