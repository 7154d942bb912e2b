"""Rules on the text: it is that of the seed, and the recorded digest is its own."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model.document import SEPARATOR
from stancebank.validation.fidelity import Difference, comparison, visible
from stancebank.validation.normalisations import QUOTATION_MARKS, WHITE_SPACE, seed_blocks
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["TEXT", "seed_blocks"]

_SHOWN: Final = 30


def other_than_seed(subject: Subject) -> Iterator[Hit]:
    """Yield a hit at the first block whose words are not those of the seed."""
    yield from _first(subject, lambda one: one.text is not None and one.needs is None, _words)


def changed_marks(subject: Subject) -> Iterator[Hit]:
    """Yield a hit at the first block that lacks quotation marks of the seed, or has others."""
    yield from _first(subject, lambda one: _needs(one, QUOTATION_MARKS), _words)


def undeclared_normalisation(subject: Subject) -> Iterator[Hit]:
    """Yield a hit at the first block that was normalised in a way that the header does not declare."""
    yield from _first(subject, lambda one: bool(one.undeclared), _normalised)


def changed_white_space(subject: Subject) -> Iterator[Hit]:
    """Yield a hit at the first block that has been wrapped or indented, or has lost spaces."""
    yield from _first(subject, lambda one: _needs(one, WHITE_SPACE), _words)


def homeless_line(subject: Subject) -> Iterator[Hit]:
    """Yield a hit at the first line of the seed that the text has no block for."""
    yield from _first(subject, lambda one: one.text is None, _homeless)


def _first(subject: Subject, suits: Callable[[Difference], bool], tell: Callable[[Difference], str]) -> Iterator[Hit]:
    """Yield one hit for all differences that suit, at the first of them."""
    found = [one for one in subject.once(comparison) if suits(one)]
    if found:
        first = found[0]
        others = f"; {len(found) - 1} more like it" if len(found) > 1 else ""
        yield Hit(f"{tell(first)}{others}", first.segment.id if first.segment else subject.told.id)


def _needs(one: Difference, name: str) -> bool:
    return one.needs is not None and name in one.needs


def _words(one: Difference) -> str:
    text = one.text or ""
    if one.line is None:
        return f"this block and no line of the seed reads {visible(text, 0)}"
    pairs = enumerate(zip(one.line, text, strict=False))
    at = next((at for at, (there, here) in pairs if there != here), min(len(one.line), len(text)))
    return (
        f"from character {at} on this block reads {visible(text, at)} ({_called(text, at)}), "
        f"line {one.number} of the seed {visible(one.line, at)} ({_called(one.line, at)})"
    )


def _called(text: str, at: int) -> str:
    return f"U+{ord(text[at]):04X}" if at < len(text) else "its end"


def _normalised(one: Difference) -> str:
    told = " and ".join(name.upper() if name == "nfc" else name for name in one.undeclared)
    return f"{_words(one)}: a normalisation of {told} that is not declared"


def _homeless(one: Difference) -> str:
    line = one.line or ""
    told = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
    return f"line {one.number} of the seed, {told!r}, has no block, which should follow here"


def stale_digest(subject: Subject) -> Iterator[Hit]:
    """Yield a hit where the recorded digest is missing or is that of another text.

    Where it is that of the seed, the text is at fault and not the digest.
    """
    document = subject.told
    recorded = document.metadata.text_digest
    if recorded is None:
        yield Hit("the document records no digest of its text", document.id, is_absence=True)
    elif recorded.strip().lower() not in {document.digest, _seed_digest(subject)}:
        yield Hit(
            f"the recorded digest begins with {recorded[:12]}, that of the text with {document.digest[:12]}",
            document.id,
        )


def _seed_digest(subject: Subject) -> str | None:
    if subject.seed is None or not subject.once(comparison):
        return None
    return hashlib.sha256(SEPARATOR.join(seed_blocks(subject.seed)).encode()).hexdigest()


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
    Rule(
        code="TF003",
        level=4,
        severity=Severity.ERROR,
        summary="quotation marks of the seed are missing or changed, and this is not declared",
        why="Marks show where a quotation begins and who cites whom; "
        "without them the reader cannot check what was marked up.",
        remedy='Restore the marks; where they were dropped on purpose, declare <quotation marks="none">.',
        bad='<said xml:id="q2" who="#critics" direct="true" aloud="true">Not in my harbour!</said>',
        good='<said xml:id="q2" who="#critics" direct="true" aloud="true">"Not in my harbour!"</said>',
        check=changed_marks,
        since="0.2",
    ),
    Rule(
        code="TF004",
        level=4,
        severity=Severity.WARNING,
        summary="the text was normalised in a way that the header does not declare",
        why="Who searches for the words as they were published does not find them and cannot know why. "
        "The normalisations are NFC, no-break spaces, spaces (runs of spaces, spaces at the edges, and spaces of other "
        "widths), dashes, and quotation marks (curly ones made straight).",
        remedy="Restore the characters of the seed, or name the normalisation in editorialDecl/normalization: "
        '<term type="normalization">no-break spaces</term>.',
        bad="a space in the text where the seed has a no-break space",
        good='<term type="normalization">no-break spaces</term>',
        check=undeclared_normalisation,
        since="0.2",
    ),
    Rule(
        code="TF005",
        level=4,
        severity=Severity.ERROR,
        summary="white space inside a block is not that of the seed",
        why="Programs that indent XML, or take white space out, change the text of paragraphs that hold elements: "
        "words run together and every offset moves.",
        remedy="Restore the block from the seed; write with stancebank format, which never indents inside a block.",
        bad='Boats wait\n<hi rend="italic">long</hi>\nin lines.',
        good='Boats wait <hi rend="italic">long</hi> in lines.',
        check=changed_white_space,
        since="0.2",
    ),
    Rule(
        code="TF006",
        level=4,
        severity=Severity.WARNING,
        summary="a line of the seed has no block in the text",
        why="Bylines, captions and agency lines are lost most easily, and with them who said what.",
        remedy="Add the block: a byline, or a note of type credit for what stands below the article.",
        bad="a seed that ends in a line with the photographer, which the text lacks",
        good="the same line as a note of type credit",
        check=homeless_line,
        since="0.2",
    ),
)
