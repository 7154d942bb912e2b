"""From plain text to blocks: title, date line, by-line, headings, paragraphs, credits and agency lines."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final

from attrs import field, frozen

from stancebank.draft.pack import Pack
from stancebank.model import SegmentKind

__all__ = ["Segmented", "segment"]

Block = tuple[SegmentKind, str]

_LINE_ENDS: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMERIC: Final = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_DATE_LINE: Final = 60
_HEADING: Final = 110
_HEADING_WORDS: Final = 14
_TITLE: Final = 220
_CREDIT: Final = 160
_TAIL: Final = 6
_WRAPPED: Final = (50, 90)
_MANY: Final = 6
_MARKS: Final = "\"'\u201c\u201d\u2019\u00bb\u00ab)"
_ENDS: Final = ".!?:;,\u2026\"'\u201c\u201d\u2019\u00bb\u00ab)"


def _blocks(items: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Segmented:
    """The blocks of a text, with what they tell of the article.

    Attributes:
        blocks: Pairs of kind and text.
        date: The day that the date line names, as an ISO 8601 date, or None.
        authors: Who the by-line names.
        agencies: The agencies that the agency lines name.
    """

    blocks: tuple[Block, ...] = field(converter=_blocks)
    date: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


def segment(text: str, pack: Pack | None = None) -> Segmented:
    r"""Return the blocks of *text*: each line with a visible character is one, character for character.

    Line ends are folded, the text is brought into Normalization Form C, and lines that were wrapped at a fixed width,
    with empty lines between paragraphs, are joined by a space.

    Args:
        text: Plain text.
        pack: The language, which knows months, by-lines and credits; without one only shape decides.

    Example:
        >>> from stancebank.draft.pack import load_pack
        >>> made = segment("Pier delayed\n\n5 March 2024\n\nThe pier can wait.", load_pack("en"))
        >>> [kind.value for kind, _ in made.blocks], made.date
        (['headline', 'dateline', 'paragraph'], '2024-03-05')
    """
    lines = _lines(_LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)))
    kinds = [_kind(lines, number, pack) for number in range(len(lines))]
    day: str | None = None
    authors: list[str] = []
    agencies: list[str] = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind is SegmentKind.DATELINE and day is None:
            day = _day(line, pack)
        elif kind is SegmentKind.BYLINE and pack is not None:
            authors += _authors(line, pack)
        elif kind is SegmentKind.CREDIT and pack is not None:
            agencies += _agency(line, pack)
    return Segmented(blocks=zip(kinds, lines, strict=True), date=day, authors=tuple(authors), agencies=tuple(agencies))


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    if _is_wrapped(lines):
        lines = [" ".join(part.split("\n")) for part in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.strip("\n"))]
    return [stripped for line in lines if (stripped := line.strip(" \t\n\u00a0\u202f\ufeff"))]


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether lines were broken at a fixed width: most lines are about as long, and empty ones part paragraphs."""
    full = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(full) < _MANY:
        return False
    fitting = sum(_WRAPPED[0] <= len(line) <= _WRAPPED[1] for line in full)
    unfinished = sum(not line.rstrip().endswith((".", "!", "?", '"', "\u201d", ":")) for line in full)
    return any(not line.strip() for line in lines) and min(fitting, unfinished) >= 0.7 * len(full)


def _kind(lines: list[str], number: int, pack: Pack | None) -> SegmentKind:
    line = lines[number]
    if number == 0:
        is_title = len(line) <= _TITLE and len(lines) > 1 and not line.endswith(".")
        return SegmentKind.HEADLINE if is_title else SegmentKind.PARAGRAPH
    if pack is not None:
        if len(line) <= _DATE_LINE and _day(line, pack) is not None and number < 4:  # noqa: PLR2004 - near the title
            return SegmentKind.DATELINE
        if number < 4 and len(line) <= _DATE_LINE and _authors(line, pack):  # noqa: PLR2004
            return SegmentKind.BYLINE
        if number >= len(lines) - _TAIL and len(line) <= _CREDIT and _is_credit(line, pack):
            return SegmentKind.CREDIT
        if _ends_in_credits(lines, number, pack):
            return SegmentKind.CREDIT
    return SegmentKind.HEADING if _is_heading(lines, number) else SegmentKind.PARAGRAPH


def _is_heading(lines: list[str], number: int) -> bool:
    """Tell whether a short line without an end sign stands before a longer one."""
    line = lines[number]
    if len(line) > _HEADING or len(line.split()) > _HEADING_WORDS or line[-1] in _ENDS or number + 1 >= len(lines):
        return False
    following = lines[number + 1]
    starts = line[0].isupper() or line[0].isdigit()
    return starts and len(following) > len(line) and following[-1] in _ENDS


def _is_credit(line: str, pack: Pack) -> bool:
    low = line.lower()
    first = re.split(r"[:\s]", low, maxsplit=1)[0]
    is_labelled = first in pack["credits"] and (":" in line or first == "\u00a9" or line.startswith("("))
    return is_labelled or any(low.startswith(phrase) or phrase in low for phrase in pack["agency_lines"])


def _ends_in_credits(lines: list[str], number: int, pack: Pack) -> bool:
    """Tell whether a line without an end sign stands with nothing but credits after it, as an outlet's name does."""
    rest = lines[number + 1 :]
    end = lines[number].rstrip(_MARKS)[-1:]
    is_last = bool(rest) and len(rest) < _TAIL and len(lines[number]) <= _HEADING and end not in ".!?"
    return is_last and all(_is_credit(line, pack) for line in rest)


def _authors(line: str, pack: Pack) -> list[str]:
    words = line.split()
    if len(words) < 2 or words[0].lower().rstrip(":") not in pack["bylines"]:  # noqa: PLR2004 - a word and a name
        return []
    named = line.split(None, 1)[1]
    if not named[0].isupper() or named.endswith("."):
        return []
    parts = re.split(r",| and | und | et | \u0438 ", named)
    return [part.strip() for part in parts if part.strip()]


def _agency(line: str, pack: Pack) -> list[str]:
    low = line.lower()
    for phrase in sorted(pack["agency_lines"], key=lambda one: (-len(one), one)):
        if low.startswith(phrase):
            named = line[len(phrase) :].strip(" :.")
            return [part.strip() for part in re.split(r",| and | und | et | \u0438 ", named) if part.strip()]
    return []


def _day(line: str, pack: Pack | None) -> str | None:
    """Return the day that a line names, if it names one."""
    found = _ISO.search(line)
    if found:
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    found = _NUMERIC.search(line)
    if found:
        return _iso(int(found[3]), int(found[2]), int(found[1]))
    months = pack.lists.get("months", ()) if pack is not None else ()
    words = re.findall(r"\w+", line.lower())
    month = next((months.index(word) % 12 + 1 for word in words if word in months), None)
    year = next((int(word) for word in words if word.isdigit() and len(word) == 4), None)  # noqa: PLR2004 - a year
    day = next((int(digits[1]) for word in words if (digits := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word))), None)
    return _iso(year, month, day) if year and month and day else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
