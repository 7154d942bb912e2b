"""Counting who is found to have said what: the words that name the speaker, the voice, its identifier."""

from collections import Counter
from collections.abc import Collection
from typing import Final

from stancebank.evaluation.assignment import overlaps
from stancebank.evaluation.pieces import ALL
from stancebank.evaluation.side import Side
from stancebank.evaluation.voices import Voices

__all__ = ["LEVELS", "count_attribution", "count_reported"]

LEVELS: Final = ("mention", "voice", "identifier")
"""What can be right of an attribution: the words that name the speaker, the voice, its entry in an authority file."""


def count_attribution(gold: Side, predicted: Side) -> Counter[str]:
    """Return how often the speaker of a piece is right, by level and kind.

    A gold piece is found where a predicted one shares a word with it; the one that shares most answers for it.
    The *mention* is right where the two mentions share a word, the *voice* where both sides name the same voices,
    the *identifier* where each gold voice with identifiers has one of them on the other side.

    Returns:
        Counts under ``attribution.KIND.LEVEL.NUMBER``: ``gold`` for the gold pieces that tell, ``found`` for those
        whose words were found, ``right`` for those whose speaker is right. Pieces of which the gold side names no
        speaker at all are counted under the level ``silent``, where right means that the other side names none.
    """
    counts: Counter[str] = Counter()
    voices = Voices(gold.document, predicted.document)
    for number, partner in _partners(gold, predicted).items():
        piece = gold.content[number]
        for level, right in _judged(gold, predicted, voices, piece.owner, partner):
            for scope in (ALL, piece.kind):
                key = f"attribution.{scope}.{level}"
                counts[f"{key}.gold"] += 1
                counts[f"{key}.found"] += partner is not None
                counts[f"{key}.right"] += right
    return counts


def _partners(gold: Side, predicted: Side) -> dict[int, int | None]:
    """Return, for the number of each gold piece, the predicted quotation that answers for it."""
    near = overlaps([one.words for one in gold.content], [one.words for one in predicted.content])
    found: dict[int, int | None] = {}
    for number in range(len(gold.content)):
        ranked = sorted(near.get(number, {}).items(), key=lambda item: (-item[1], item[0]))
        found[number] = predicted.content[ranked[0][0]].owner if ranked else None
    return found


def _judged(gold: Side, predicted: Side, voices: Voices, owner: int, partner: int | None) -> list[tuple[str, bool]]:
    """Return the levels at which the gold quotation tells its speaker, and whether the other one is right there."""
    ours = gold.quotations[owner]
    theirs = None if partner is None else predicted.quotations[partner]
    mention = gold.mention_of(owner)
    judged: list[tuple[str, bool]] = []
    if mention:
        judged.append(("mention", partner is not None and bool(mention & predicted.mention_of(partner))))
    if ours.speakers:
        told = {voices.predicted(one) for one in theirs.speakers} if theirs else set[str]()
        judged.append(("voice", told == {voices.gold(one) for one in ours.speakers}))
    identified = voices.identifiers(ours.speakers, is_gold=True)
    if identified:
        known = voices.identifiers(theirs.speakers, is_gold=False) if theirs else ()
        judged.append(("identifier", all(any(one & other for other in known) for one in identified)))
    if not mention and not ours.speakers:
        names_nobody = partner is not None and not (
            predicted.mention_of(partner) or predicted.quotations[partner].speakers
        )
        judged.append(("silent", names_nobody))
    return judged


def count_reported(gold: Side, predicted: Side, cue_words: Collection[str]) -> Counter[str]:
    """Return how much is found of the gold pieces whose cue holds one of *cue_words*: reported speech proper.

    Only recall can be told, since the other side need not have cues.

    Args:
        gold: The gold side.
        predicted: The other side.
        cue_words: Words of cues in lower case, such as ``said``.

    Returns:
        Counts under ``reported.KIND.NUMBER``: ``gold``, ``exact``, ``jac50``, ``overlap``, then ``attributed`` for
        pieces whose gold quotation has a mention, and ``right`` for those whose mention is right.
    """
    counts: Counter[str] = Counter()
    wanted = frozenset(cue_words)
    near = overlaps([one.words for one in gold.content], [one.words for one in predicted.content])
    partners = _partners(gold, predicted)
    for number, piece in enumerate(gold.content):
        if not gold.cue_forms(piece.owner) & wanted:
            continue
        best = max(near.get(number, {}).values(), default=0.0)
        partner, mention = partners[number], gold.mention_of(piece.owner)
        right = partner is not None and bool(mention & predicted.mention_of(partner))
        for scope in (ALL, piece.kind):
            for name, is_so in (
                ("gold", True),
                ("exact", best == 1),
                ("jac50", best >= 0.5),  # noqa: PLR2004 - a half
                ("overlap", best > 0),
                ("attributed", bool(mention)),
                ("right", right),
            ):
                counts[f"reported.{scope}.{name}"] += is_so
    return counts
