"""The quotations of a whole document: cues, marks, and words that go on without a cue."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import field, frozen

from stancebank.draft.clauses import trimmed
from stancebank.draft.finding import Finder
from stancebank.draft.found import FoundQuotation
from stancebank.draft.inverting import InvertingFinder
from stancebank.draft.marks import MarkScan, QuotedRegion, scan_marks
from stancebank.draft.pack import Pack
from stancebank.draft.phrases import Extent, first_subject, noun_phrase_after
from stancebank.draft.tokens import Sentence, Token, sentences_of
from stancebank.draft.verb_second import VerbSecondFinder
from stancebank.model import Document, Mode, SegmentKind, Span

__all__ = ["Reading", "mode_of", "read_quotations"]

_SILENT: Final = frozenset({SegmentKind.CREDIT, SegmentKind.DATELINE, SegmentKind.BYLINE})
_TOLD: Final = frozenset({"speech", "writing"})
_OPENERS: Final = "\"'`\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u2039\u203a"
_BACKWARD: Final = frozenset({"after-quote"})
"""The rules of quotations whose speaker is also that of what stands alone between marks before them."""

_GOING_ON: Final = frozenset({"after-quote", "continuation", "quoted", "colon"})
_OPEN_ENDS: Final = (",", "?", "!")
_WHOLE: Final = 4
_NAMES: Final = 5
_FEW: Final = 3
_RECENT: Final = 20
_LINES: Final = frozenset(["-", "\u2013", "\u2014", "\u2015", "--"])
_AS_REGION: Final = QuotedRegion(Span(0, 0), Span(0, 0))
_TURN: Final = re.compile(r"[\"\u201c\u201d\u201e\u00ab]?\s*([A-Z][A-Z.\-' ]{2,30}):\s+(?=\S)")


def _items(items: Sequence[FoundQuotation]) -> tuple[FoundQuotation, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Reading:
    """What the rules read in a document.

    Attributes:
        quotations: The quotations, in the order of the text, outer before nested.
        scan: What stands between marks.
        sentences: The sentences outside of quoted stretches.
        quoted: The sentences inside of them.
        regions: The quoted stretches that count as one token each.
    """

    quotations: tuple[FoundQuotation, ...] = field(converter=_items)
    scan: MarkScan
    sentences: tuple[Sentence, ...]
    quoted: tuple[Sentence, ...]
    regions: tuple[QuotedRegion, ...]


def read_quotations(document: Document, pack: Pack) -> Reading:
    """Return the quotations of *document*."""
    blocks = [segment.span for segment in document.segments]
    scan = scan_marks(document.text, blocks)
    regions = _primary(scan)
    found: list[FoundQuotation] = []
    sentences: list[Sentence] = []
    for number, segment in enumerate(document.segments):
        if segment.kind in _SILENT:
            continue
        here = sentences_of(document.text, segment.span, regions, pack, block=number)
        sentences += here
        found += _in_block(here, pack, found)
        if segment.kind is SegmentKind.HEADLINE and here:
            found += _headed(here[0], document.text)
    quoted = _quoted_sentences(document.text, scan, pack, sentences)
    around = {one.cue for one in found if one.rule == "around"}
    found += (one for one in _nested(document.text, pack, quoted) if one.cue not in around)
    kept = _without_crossings(found)
    _name_sources(kept)
    return Reading(quotations=kept, scan=scan, sentences=tuple(sentences), quoted=tuple(quoted), regions=regions)


def _name_sources(found: Sequence[FoundQuotation]) -> None:
    """Give what goes on without a cue the mention of what it goes on from, or of what goes on from it."""
    for place, one in enumerate(found):
        if one.mention is not None or one.follows is None:
            continue
        following = next((other for other in found[place + 1 :] if not other.level and other.start >= one.end), None)
        if following is not None and following.block == one.block and following.rule in _BACKWARD:
            one.follows = following
        one.mention = one.follows.mention


def _primary(scan: MarkScan) -> tuple[QuotedRegion, ...]:
    """Return the outer stretches; single marks count only in a text that mostly quotes with them."""
    outer = scan.outer
    singles = sum(region.is_single for region in outer)
    if singles > len(outer) - singles:
        return outer
    return tuple(region for region in outer if not region.is_single)


def _in_block(sentences: list[Sentence], pack: Pack, before: list[FoundQuotation]) -> list[FoundQuotation]:
    found: list[FoundQuotation] = []
    for number, sentence in enumerate(sentences):
        here = find_in_sentence(sentence, pack) or _signed(sentence)
        if number:
            here += _stated_by(sentence, sentences[number - 1], pack) or _told_by(sentence, sentences[number - 1], pack)
        here = here or _free(sentence, pack, before, found)
        loose = [token for token in sentence.tokens if token.region is not None and not _is_taken(token, here)]
        if loose:
            earlier = sentences[number - 1] if number else None
            recent = [*before[-_RECENT:], *found[-_RECENT:]]
            here += _loose(sentence, loose, recent, earlier, here, pack)
        found += here
    return found


def find_in_sentence(sentence: Sentence, pack: Pack) -> list[FoundQuotation]:
    """Return the quotations that cues in *sentence* introduce, in the order of their cues."""
    if pack.allows("verb_second"):
        return VerbSecondFinder(sentence, pack).run()
    return (InvertingFinder if pack.allows("inverts_auxiliary") else Finder)(sentence, pack).run()


def _free(
    sentence: Sentence, pack: Pack, before: Sequence[FoundQuotation], found: Sequence[FoundQuotation]
) -> list[FoundQuotation]:
    """Return a report that goes on without a cue, where the mood of its verb says so."""
    tokens = sentence.tokens
    last = found[-1] if found else before[-1] if before else None
    is_hearsay, moods = tokens[0].low in pack["hearsay"], pack["free_subjunctives"]
    is_near = last is not None and last.block >= sentence.block - (not found)
    if not is_hearsay and not (is_near and moods and any(one.low in moods for one in tokens)):
        return []
    first, after = trimmed(tokens, int(is_hearsay and len(tokens) > _WHOLE), len(tokens), pack)
    one = FoundQuotation([Span(tokens[first].start, tokens[after - 1].end)], "free", sentence)
    if is_hearsay and first:
        one.cue = Span(tokens[0].start, tokens[0].end)
    one.follows = last
    return [one]


def _signed(sentence: Sentence) -> list[FoundQuotation]:
    """Return a quotation that a dash and a name follow: ``"It can wait." -- Ada Lind, 43``."""
    tokens = sentence.tokens
    if len(tokens) < 3 or tokens[0].region is None or tokens[1].text not in _LINES or not tokens[2].is_capital:  # noqa: PLR2004
        return []
    after = 2
    while after < len(tokens) and tokens[after].is_capital:
        after += 1
    if after < len(tokens) and tokens[after].text not in {",", ".", "(", ";"}:
        return []
    one = FoundQuotation([Span(tokens[0].start, tokens[0].end)], "signed", sentence)
    one.mention = Span(tokens[2].start, tokens[after - 1].end)
    return [one]


def _headed(sentence: Sentence, text: str) -> list[FoundQuotation]:
    """Return what follows a name in a headline: ``Lind: The pier can wait``, if the text speaks of that name."""
    tokens = sentence.tokens
    colon = next((place for place, token in enumerate(tokens[:_NAMES]) if not token.is_capital), 0)
    if not colon or tokens[colon].text != ":" or len(tokens) - colon <= _FEW or tokens[colon + 1].region is not None:
        return []
    if text.find(tokens[colon - 1].text, sentence.end) < 0:
        return []
    one = FoundQuotation([Span(tokens[colon + 1].start, tokens[-1].end)], "headline", sentence)
    one.mention = Span(tokens[0].start, tokens[colon - 1].end)
    return [one]


def _stated_by(sentence: Sentence, previous: Sentence, pack: Pack) -> list[FoundQuotation]:
    """Return what stands in the sentence before ``This was stated by Ada Lind``."""
    tokens = sentence.tokens
    if tokens[0].low not in pack["anaphors"]:
        return []
    for place in range(2, min(6, len(tokens) - 1)):
        is_stated = tokens[place].low in pack.forms and tokens[place - 1].low in pack["passive"] | pack["adverbs"]
        if is_stated and tokens[place + 1].low in pack["reported_by"]:
            speaker = noun_phrase_after(tokens, place + 2, pack, is_source=True)
            first, after = trimmed(previous.tokens, 0, len(previous.tokens), pack)
            if speaker is None or first >= after:
                return []
            span = Span(previous.tokens[first].start, previous.tokens[after - 1].end)
            one = FoundQuotation([span], "stated-by", sentence)
            one.cue = Span(tokens[place].start, tokens[place].end)
            one.mention = Span(tokens[speaker[0]].start, tokens[speaker[1] - 1].end)
            return [one]
    return []


def _told_by(sentence: Sentence, previous: Sentence, pack: Pack) -> list[FoundQuotation]:
    """Return what stands in the sentence before ``Das teilte die Gilde mit``, where the verb stands second."""
    tokens = sentence.tokens
    if len(tokens) < _WHOLE or not pack.allows("verb_second") or tokens[0].low not in pack["anaphors"]:
        return []
    form = next((one for one in pack.forms.get(tokens[1].low, ()) if one.classes & _TOLD), None)
    place = 2
    while place < len(tokens) and tokens[place].low in (pack["adverbs"] | pack["times"]) - pack["pronouns"]:
        place += 1
    speaker = noun_phrase_after(tokens, place, pack, is_source=True) if form is not None else None
    first, after = trimmed(previous.tokens, 0, len(previous.tokens), pack)
    has_more = any(one.region is not None or one.text in {":", ";"} for one in tokens) or any(
        one.low in pack["complementizers"] for one in tokens
    )
    if form is None or speaker is None or has_more or first >= after:
        return []
    if form.particle and not any(one.low in form.particle.split() for one in tokens):
        return []
    one = FoundQuotation([Span(previous.tokens[first].start, previous.tokens[after - 1].end)], "stated-by", sentence)
    one.cue = Span(tokens[1].start, tokens[1].end)
    one.mention = Span(tokens[speaker[0]].start, tokens[speaker[1] - 1].end)
    return [one]


def _is_taken(token: Token, found: list[FoundQuotation]) -> bool:
    return any(piece.start <= token.start and token.end <= piece.end for one in found for piece in one.pieces)


def _loose(
    sentence: Sentence,
    loose: list[Token],
    before: Sequence[FoundQuotation],
    earlier: Sentence | None,
    here: list[FoundQuotation],
    pack: Pack,
) -> list[FoundQuotation]:
    """Return what quoted stretches without a cue are: a further piece, or a quotation that goes on."""
    stands_alone = not here and all(not token.is_word for token in sentence.tokens)
    last = next((one for one in reversed(before) if not one.level and one.mention is not None), None)
    if stands_alone:
        return _alone(sentence, loose, before, earlier, last)
    found: list[FoundQuotation] = []
    for token in loose:
        is_name = _is_named(sentence.tokens, token, pack) or (pack.allows("capitalised_nouns") and token.is_title)
        if len(token.text.split()) < _WHOLE or is_name:
            continue
        one = FoundQuotation([Span(token.start, token.end)], "island", sentence)
        place = sentence.tokens.index(token)
        subject = _subject_after(sentence.tokens, place, pack)
        if subject is None and last is None:
            continue
        subject = subject or first_subject(sentence.tokens, place, pack)
        if subject is not None:
            one.mention = Span(sentence.tokens[subject[0]].start, sentence.tokens[subject[1] - 1].end)
        else:
            one.follows = here[-1] if here else last
        found.append(one)
    return found


def _is_named(tokens: list[Token], token: Token, pack: Pack) -> bool:
    """Tell whether a quoted stretch is what a thing is called: the title of a work, a draft, a motto."""
    place = tokens.index(token)
    before = place - 1
    if before > 0 and tokens[before].text == ",":
        before -= 1
    is_named = before >= 0 and tokens[before].low in pack["work_nouns"] | pack["naming"]
    return is_named or (token.is_title and token.text.rstrip(_OPENERS)[-1:] not in _OPEN_ENDS[1:])


def _subject_after(tokens: list[Token], place: int, pack: Pack) -> Extent | None:
    """Return the subject of a verb that is no cue, beside the quoted stretch: ``"It can wait," laughed Ada Lind``."""
    if tokens[place].text.rstrip(_OPENERS)[-1:] not in _OPEN_ENDS:
        return None
    first = place + 1
    is_verb = first < len(tokens) and tokens[first].is_word and not tokens[first].is_capital
    if is_verb and tokens[first].low not in pack["pronouns"]:
        first += 1
    after = first
    while after < len(tokens) and tokens[after].is_capital:
        after += 1
    if after == first and after < len(tokens) and tokens[after].low in pack["pronouns"]:
        after += 1
    return (first, after) if after > first else None


def _alone(
    sentence: Sentence,
    loose: list[Token],
    before: Sequence[FoundQuotation],
    earlier: Sentence | None,
    last: FoundQuotation | None,
) -> list[FoundQuotation]:
    pieces = [Span(token.start, token.end) for token in loose]
    near = (one for one in reversed(before) if one.block == sentence.block and not one.level)
    previous = next((one for one in near if one.rule in _GOING_ON), None)
    if previous is not None and earlier is not None and previous.end >= earlier.start:
        if previous.end <= pieces[0].start:
            previous.pieces += pieces
        return []
    one = FoundQuotation(pieces, "continuation", sentence)
    one.follows = previous or last
    return [_transcribed(one, loose[0])]


def _transcribed(one: FoundQuotation, token: Token) -> FoundQuotation:
    """Take the name off a turn of a transcript that stands between marks: ``"LIND: It can wait."``."""
    named = _TURN.match(token.text)
    if named is not None:
        one.pieces = [Span(token.start + named.end(), token.end), *one.pieces[1:]]
        one.mention = Span(token.start + named.start(1), token.start + named.end(1))
        one.rule = "transcript"
    return one


def _quoted_sentences(text: str, scan: MarkScan, pack: Pack, sentences: list[Sentence]) -> list[Sentence]:
    inner = tuple(region for region in scan.regions if region.level == 1)
    return [
        part
        for sentence in sentences
        for token in sentence.tokens
        if token.region is not None
        for part in sentences_of(text, token.region.inner, inner, pack, block=sentence.block, level=1)
    ]


def _nested(text: str, pack: Pack, quoted: list[Sentence]) -> Iterator[FoundQuotation]:
    for sentence in quoted:
        if len(sentence.tokens) > _WHOLE:
            yield from (one for one in find_in_sentence(sentence, pack) if _is_told(text, one, pack))


def _is_told(text: str, one: FoundQuotation, pack: Pack) -> bool:
    """Tell whether a quoted voice tells what another one said: between marks, or after a noun and a verb of speech."""
    if one.mention is None:
        return False
    words = one.mention.slice(text).lower().split()
    if words[0] in pack["pronouns"] - pack["determiners"] or pack["first_person"].intersection(words):
        return False
    cue = one.cue.slice(text).lower() if one.cue else ""
    is_said = any(form.classes & _TOLD for form in pack.forms.get(cue, ()))
    return is_said or cue not in pack.forms or text[one.start] in _OPENERS


def _without_crossings(found: list[FoundQuotation]) -> list[FoundQuotation]:
    """Drop what crosses an earlier quotation, and what says the same again."""
    kept: list[FoundQuotation] = []
    for one in sorted(found, key=lambda one: (one.block, one.level, one.start, -one.end)):
        recent = [other for other in kept[-12:] if other.block == one.block]
        if any(other.pieces == one.pieces for other in recent):
            continue
        if any(piece.crosses(theirs) for other in recent for piece in one.pieces for theirs in other.pieces):
            continue
        kept.append(one)
    return kept


def _covered(piece: Span, regions: Sequence[QuotedRegion]) -> Iterator[Span]:
    for place in range(bisect_left(regions, piece.start, key=_region_start), len(regions)):
        span = regions[place].span
        if span.start >= piece.end:
            return
        if piece.covers(span):
            yield span


def _region_start(region: QuotedRegion) -> int:
    return region.span.start


def mode_of(
    pieces: Sequence[Span], regions: Sequence[QuotedRegion], text: str, *, names: bool = False
) -> tuple[Mode, tuple[Span, ...]]:
    """Return the mode of content, and its quoted islands where it is mixed.

    Args:
        pieces: The content.
        regions: The quoted stretches, outermost ones, in order.
        text: The document's text.
        names: Whether a stretch that looks like a name is one, so that it is no island: *die „Neue Mole“*.
    """
    inside = [
        span
        for piece in pieces
        for span in _covered(piece, regions)
        if not (names and span != piece and Token(span.slice(text), span.start, span.end, _AS_REGION).is_title)
    ]
    if not inside:
        return Mode.INDIRECT, ()
    words = sum(len(piece.slice(text).split()) for piece in pieces)
    quoted = sum(len(span.slice(text).split()) for span in inside)
    if quoted >= words:
        return Mode.DIRECT, ()
    return Mode.MIXED, tuple(inside)
