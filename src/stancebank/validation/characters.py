"""Rules on characters of the text: composed, undamaged, and the invisible ones where the publisher put them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Segment
from stancebank.validation.rule import Hit, Rule, Subject
from stancebank.validation.text import seed_blocks

__all__ = ["CHARACTERS"]

_ASCII: Final = bytes(range(128))
_DAMAGE: Final = re.compile(
    "[\u0080-\u0084\u0086-\u009f\ufdd0-\ufdef\ufeff\ufffd\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
"""Left over from a wrong decoding, or without a meaning outside of one font; U+0085 is a line end."""

_SPACES: Final = re.compile("[\u00a0\u00ad\u2000-\u200a\u2011\u202f\u205f]")
"""Spaces and hyphens that look like others, or like nothing."""

POLICY: Final = "keep"
"""``keep``: such characters are the publisher's where the seed has them, and not told; ``flag``: all are told."""


def _unusual(subject: Subject) -> str:
    """Return the characters outside ASCII, each once."""
    text = subject.told.text
    if text.isascii():
        return ""
    unusual = text.encode().translate(None, _ASCII).decode()  # of a character outside of it, no byte is in ASCII
    return "".join(dict.fromkeys(unusual))


def not_composed(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each block whose text is not in Normalization Form C."""
    text = subject.told.text
    if not subject.once(_unusual) or unicodedata.is_normalized("NFC", text):
        return
    for segment, words in _blocks(subject):
        composed = unicodedata.normalize("NFC", words)
        if composed != words:
            at = next((at for at, pair in enumerate(zip(words, composed, strict=False)) if pair[0] != pair[1]), 0)
            shown = " ".join(f"U+{ord(one):04X}" for one in words[at : at + 2])
            yield Hit(f"from character {at} on the text is not composed: {shown}", segment.id)


def damaged(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each block with characters that a wrong decoding leaves."""
    if not _DAMAGE.search(subject.once(_unusual)):
        return
    for segment, words in _blocks(subject):
        if found := _DAMAGE.findall(words):
            yield Hit(f"the text holds {_named(found)}", segment.id)


def invisible(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each block with spaces or hyphens that the eye cannot tell, unless the seed has the block so."""
    spaces = _SPACES.findall(subject.once(_unusual))
    if not spaces:
        return
    published = frozenset(seed_blocks(subject.seed)) if subject.seed and POLICY == "keep" else frozenset[str]()
    for segment, words in _blocks(subject):
        if words not in published and any(map(words.__contains__, spaces)):
            found = _SPACES.findall(words)
            yield Hit(f"the text holds {_named(found)}", segment.id)


def _blocks(subject: Subject) -> Iterator[tuple[Segment, str]]:
    for segment in subject.told.segments:
        words = segment.span.slice(subject.told.text)
        if not words.isascii():
            yield segment, words


def _named(found: list[str]) -> str:
    told = {one: found.count(one) for one in dict.fromkeys(found)}
    return ", ".join(
        f"U+{ord(one):04X} {unicodedata.name(one, 'without a name')}" + (f" {number} times" if number > 1 else "")
        for one, number in told.items()
    )


CHARACTERS: Final = (
    Rule(
        code="WF008",
        level=4,
        severity=Severity.WARNING,
        summary="the text is not in Normalization Form C",
        why="An accent that stands on its own looks like one that is part of its letter, but searches tell the two "
        "apart, and offsets count one more.",
        remedy="Compose the seed, and make the document of it anew; in a finished document the offsets would move.",
        bad="an e and, as a character of its own, the acute accent U+0301",
        good="the one character U+00E9",
        check=not_composed,
        since="0.2",
    ),
    Rule(
        code="WF009",
        level=4,
        severity=Severity.WARNING,
        summary="the text holds characters that a wrong decoding leaves",
        why="Where U+FFFD or a control character stands, letters of the article are lost.",
        remedy="Read the source again in its own encoding; private characters depend on one font: write what it shows.",
        bad="the replacement character U+FFFD where a dash stood",
        good="the dash",
        check=damaged,
        since="0.2",
    ),
    Rule(
        code="WF010",
        level=4,
        severity=Severity.NOTE,
        summary="the text holds spaces or hyphens that the eye cannot tell",
        why="A no-break space, a soft hyphen or a thin space stops a search that looks for the usual one. Where the "
        "seed has the block so it is the publisher's, and kept without a word.",
        remedy="Compare with the source; keep what was published, and write the usual character where a program "
        "put the other one there.",
        bad="a no-break space between two words, and no seed that has it",
        good="the same, as the seed has it",
        check=invisible,
        since="0.2",
    ),
)
