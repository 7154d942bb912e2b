"""Noun phrases beside a cue: who is said to speak, without a parser."""

from typing import Final

from stancebank.draft.pack import Pack
from stancebank.draft.tokens import Token

__all__ = ["is_nounlike", "noun_phrase_after", "noun_phrase_before", "skip_back"]

Extent = tuple[int, int]
"""Two indexes into a list of tokens: the first, and the one after the last."""

_FAR: Final = 30
_POSSESSIVE: Final = ("'s", "\u2019s", "s'", "s\u2019")
_INSIDE: Final = frozenset("&/")


def skip_back(tokens: list[Token], index: int, pack: Pack) -> int:
    """Return the index of what precedes a verb at *index*, its auxiliaries, negations and adverbs."""
    place = index - 1
    auxiliaries, adverbs, negations = pack["auxiliaries"], pack["adverbs"], pack["negations"]
    while place >= 0:
        low = tokens[place].low
        is_adverb = low in adverbs or (low.endswith("ly") and len(low) > 4 and not tokens[place].is_capital)  # noqa: PLR2004
        if not (low in auxiliaries or is_adverb or low in negations):
            break
        place -= 1
    return place


def is_nounlike(tokens: list[Token], index: int, pack: Pack) -> bool:
    """Tell whether a form that is more often a noun is one at *index*: no name or pronoun stands before it."""
    if tokens[index].low not in pack["noun_like"]:
        return False
    if index == 0:
        return True
    before = tokens[index - 1]
    is_subject = before.is_capital or before.low in pack["pronouns"] or before.low in pack["auxiliaries"]
    is_adverb = before.low in pack["adverbs"] or before.low.endswith("ly")
    return not (is_subject or is_adverb or before.region is not None or not before.is_word)


def noun_phrase_before(tokens: list[Token], last: int, pack: Pack) -> Extent | None:
    """Return the noun phrase that ends at *last*, with its apposition, or None."""
    if last < 0:
        return None
    token = tokens[last]
    if token.text == "," or token.text in {"\u2014", "\u2013", "--", "-"}:
        opening = _apposition_start(tokens, last, token.text)
        if opening is None:
            return None
        before = opening - 1
        if pack.allows("verb_second") and tokens[before].text == ")":  # *der Leiter (HG), Jon Berg,*
            before = next((place for place in range(before, 0, -1) if tokens[place].text == "("), before) - 1
        head = _walk_back(tokens, before, pack)
        return (head[0], last) if head else None
    if token.text == ")":
        place = last
        while place > 0 and tokens[place].text != "(" and last - place < _FAR:
            place -= 1
        head = _walk_back(tokens, place - 1, pack)
        return (head[0], last + 1) if head else None
    return _walk_back(tokens, last, pack)


def _apposition_start(tokens: list[Token], last: int, sign: str) -> int | None:
    for place in range(last - 1, max(-1, last - _FAR), -1):
        if tokens[place].text == sign:
            return place or None
        if tokens[place].region is not None and last - place < 3:  # noqa: PLR2004 - a quoted name may stand deeper in
            return None
        if tokens[place].text in {";", ":", "."}:
            return None
    return None


def _walk_back(tokens: list[Token], last: int, pack: Pack) -> Extent | None:
    if last < 0 or not tokens[last].is_word:
        return None
    if tokens[last].low in pack["pronouns"]:
        return (last, last + 1)
    place = last
    while place >= 0 and last - place < _FAR and not _parts(tokens, place, last, pack):
        place -= 1
    first = _without_lead(tokens, place + 1, last, pack)
    if first > last:
        return None
    low = tokens[last].low
    if low in pack["determiners"] or low in pack["prepositions"] or low in pack["relatives"]:
        return None
    return (first, last + 1)


def _parts(tokens: list[Token], place: int, last: int, pack: Pack) -> bool:
    """Tell whether the token at *place* stands outside of the noun phrase that ends at *last*."""
    token = tokens[place]
    low = token.low
    if not token.is_word:
        return token.text not in _INSIDE
    if low in pack["coordinators"]:
        is_list = place > 0 and place < last and tokens[place - 1].is_capital and tokens[place + 1].is_capital
        return not (is_list and low in pack["noun_prepositions"])
    if place < last and low in pack["pronouns"] and low not in pack["determiners"]:
        return True
    if low in pack.phrase_borders:
        return True
    forms = pack.forms.get(low)
    if forms and place < last and not token.is_capital and place > 0:
        return _is_verbal(tokens, place, pack)
    return False


def _is_verbal(tokens: list[Token], place: int, pack: Pack) -> bool:
    before = tokens[place - 1].low
    return not (before in pack["determiners"] or before in pack["prepositions"] or before.endswith(_POSSESSIVE))


def _without_lead(tokens: list[Token], first: int, last: int, pack: Pack) -> int:
    """Skip adverbs and prepositional phrases that open a clause: *On Friday Ada Lind*, *In a statement the guild*."""
    while first <= last and tokens[first].low in pack.clause_openers:
        first += 1
    if first < last and tokens[first].low in pack["prepositions"] and tokens[first + 1].low in pack["times"]:
        first += 2  # *On Friday the guild*
    if first <= last and tokens[first].low in pack["prepositions"]:
        return _after_phrase(tokens, first, last, pack)
    return first


def _after_phrase(tokens: list[Token], first: int, last: int, pack: Pack) -> int:
    """Return where the noun phrase begins behind a leading prepositional phrase: at its last capitals or article."""
    place = last
    while place > first and (tokens[place].is_capital or tokens[place].low in pack["titles"]):
        place -= 1
    if place < last:
        is_article = tokens[place].low in pack["determiners"]
        return place if is_article and place > first + 1 else place + 1
    while place > first + 1 and tokens[place].low not in pack["determiners"]:
        place -= 1
    return place if place > first + 1 else last + 1


def noun_phrase_after(tokens: list[Token], first: int, pack: Pack, *, is_source: bool = False) -> Extent | None:
    """Return the noun phrase that begins at *first*, with its apposition, or None.

    Args:
        tokens: The sentence.
        first: Where it must begin.
        pack: The language.
        is_source: Whether it follows a phrase such as *according to*, where more may belong to it.
    """
    if first >= len(tokens) or not tokens[first].is_word:
        return None
    token = tokens[first]
    if token.low in pack["prepositions"] or token.low in pack["complementizers"]:
        return None
    is_article = (
        pack.allows("capitalised_nouns") and token.low in pack["determiners"] and _is_capital(tokens, first + 1)
    )
    if not is_article and (token.low in pack["pronouns"] or token.low in pack["object_pronouns"]):
        return (first, first + 1) if is_source or token.low not in pack["object_pronouns"] else None
    place = first
    while place < len(tokens) and place - first < _FAR and not _ends_phrase(tokens, place, first, pack, is_source):
        place += 1
    if place == first:
        return None
    while tokens[place - 1].low in pack["prepositions"] or tokens[place - 1].low in pack["coordinators"]:
        place -= 1
        if place == first:
            return None
    return (first, _with_apposition(tokens, place, pack, is_source))


def _is_capital(tokens: list[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].is_capital


def _ends_phrase(tokens: list[Token], place: int, first: int, pack: Pack, is_source: bool) -> bool:  # noqa: FBT001
    token = tokens[place]
    low = token.low
    if not token.is_word:
        return token.text not in _INSIDE
    if place == first:
        return low in pack["verbs_finite"]
    if low in pack["genitives"]:
        return False
    if low in pack.forms and not token.is_capital and low not in pack["noun_like"]:
        return True
    if low in pack["determiners"] and tokens[place - 1].low not in pack["prepositions"]:
        return tokens[place - 1].low not in pack["determiners"]
    if low in pack["verbs_finite"] or low in pack["relatives"] or low in pack["negations"]:
        return True
    if low in pack["times"] and not (token.is_capital and tokens[place - 1].is_capital):
        return True
    if low in pack["coordinators"]:
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        return following is None or not (following.is_capital and tokens[place - 1].is_capital)
    if low in pack["conjunctions"] or low in pack["adverbs"] or low in pack["pronouns"]:
        return True
    if low in pack["prepositions"]:
        return not (low in pack["phrase_prepositions"] or (is_source and low in pack["noun_prepositions"]))
    return pack.allows("capitalised_nouns") and tokens[place - 1].is_capital and not token.is_capital


def _with_apposition(tokens: list[Token], place: int, pack: Pack, is_source: bool) -> int:  # noqa: FBT001
    """Extend over *, chair of the harbour council* up to the next comma or the end."""
    if place + 1 >= len(tokens) or tokens[place].text != ",":
        return place
    opening = tokens[place + 1]
    is_apposition = opening.is_word and (
        opening.low in pack["articles"] or opening.low in pack["titles"] or opening.low in pack["relatives"]
    )
    if not is_apposition or (is_source and opening.low in pack["articles"] - pack["indefinite"]):
        return place
    for end in range(place + 2, min(len(tokens), place + _FAR)):
        if tokens[end].text in {",", ".", ";", ":", "!", "?"} or tokens[end].region is not None:
            return end
    return place
