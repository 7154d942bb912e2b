"""Noun phrases beside a cue: who is said to speak, without a parser."""

from typing import Final

from stancebank.draft.pack import Pack
from stancebank.draft.tokens import Token

__all__ = ["begins_name", "first_subject", "is_nounlike", "noun_phrase_after", "noun_phrase_before", "skip_back"]

Extent = tuple[int, int]
"""Two indexes into a list of tokens: the first, and the one after the last."""

_FAR: Final = 30
_SHORT: Final = 5
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


def begins_name(tokens: list[Token], place: int) -> bool:
    """Tell whether the word at *place* begins a name, whatever else it can be: *according to Per Olsen*."""
    if not 0 < place < len(tokens) or not tokens[place].is_capital:
        return False
    before, following = tokens[place - 1], tokens[place + 1] if place + 1 < len(tokens) else None
    return (
        before.is_word
        and not before.is_capital
        and (following is None or following.is_capital or not following.is_word)
    )


def first_subject(tokens: list[Token], index: int, pack: Pack) -> Extent | None:
    """Return the subject of the first verb before *index*, else the name that its clause begins with, or None."""
    for place in range(1, index):
        token = tokens[place]
        is_verb = (
            token.low in pack["verbs_finite"]
            or token.low in pack["past_forms"]
            or (token.is_word and not token.is_capital and token.low.endswith("ed"))
        )
        if is_verb:
            return noun_phrase_before(tokens, skip_back(tokens, place, pack), pack)
    return _opening_name(tokens, index, pack)


def _opening_name(tokens: list[Token], index: int, pack: Pack) -> Extent | None:
    first = 0
    if tokens[0].low in pack["prepositions"] or tokens[0].low in pack["subordinators"]:
        first = next((place + 1 for place in range(index) if tokens[place].text == ","), 0)
    after = first
    while after < index and tokens[after].is_capital:
        after += 1
    if after == first and after < index and tokens[after].low in pack["pronouns"]:
        return (first, first + 1)
    is_name = after > first + 1 or (after > first and tokens[first].low not in pack.not_in_names)
    return (first, after) if is_name or (after > first and tokens[first].low in pack["nominatives"]) else None


def noun_phrase_before(tokens: list[Token], last: int, pack: Pack) -> Extent | None:
    """Return the noun phrase that ends at *last*, with its apposition, or None."""
    if last < 0:
        return None
    token = tokens[last]
    if token.text == "," or token.text in {"\u2014", "\u2013", "--", "-"}:
        opening = _apposition_start(tokens, last, token.text)
        if opening is None:
            return None
        head = _before_brackets(tokens, opening - 1, pack)
        return (head[0], last) if head else None
    if token.text == ")":
        head = _before_brackets(tokens, last, pack)
        return (head[0], last + 1) if head else None
    if token.text == "%" and last:
        return (last - 1, last + 1)
    return _walk_back(tokens, last, pack)


def _before_brackets(tokens: list[Token], last: int, pack: Pack) -> Extent | None:
    place = last
    if last >= 0 and tokens[last].text == ")":
        while place > 0 and tokens[place].text != "(" and last - place < _FAR:
            place -= 1
        place -= 1
    return _walk_back(tokens, place, pack)


def _apposition_start(tokens: list[Token], last: int, sign: str) -> int | None:
    for place in range(last - 1, max(-1, last - _FAR), -1):
        if tokens[place].text == sign and not _is_list(tokens, place):
            return place or None
        if tokens[place].region is not None and last - place < 3:  # noqa: PLR2004 - a quoted name may stand deeper in
            return None
        if tokens[place].text in {";", ":"}:
            return None
    return None


def _is_list(tokens: list[Token], place: int) -> bool:
    """Tell whether the apposition goes further back than the sign at *place*: *Ada Lind, 29, of Cove, Maine,*."""
    start = place - 1
    while start > 0 and tokens[start].text != "," and place - start < _SHORT:
        start -= 1
    return (
        start > 0
        and tokens[start].text == ","
        and (tokens[start + 1].low == "of" or (start + 2 == place and tokens[start + 1].text.isdigit()))
    )


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
    is_determiner = low in pack["determiners"] and low not in pack["numerals"]
    if is_determiner or low in pack["prepositions"] or low in pack["relatives"]:
        return None
    return (first, last + 1)


def _parts(tokens: list[Token], place: int, last: int, pack: Pack) -> bool:
    """Tell whether the token at *place* stands outside of the noun phrase that ends at *last*."""
    token = tokens[place]
    words = pack.words
    low = token.low
    if not token.is_word:
        return token.text not in _INSIDE
    if low in words["coordinators"]:
        is_list = place > 0 and place < last and tokens[place - 1].is_capital and tokens[place + 1].is_capital
        return not (is_list and low in words["noun_prepositions"])
    if place < last and low in words["pronouns"] and low not in words["determiners"]:
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
    is_function_word = token.low in pack["prepositions"] or token.low in pack["complementizers"]
    if is_function_word and not begins_name(tokens, first):
        return None
    if _stands_alone(tokens, first, pack):
        return (first, first + 1) if is_source or token.low not in pack["object_pronouns"] else None
    place = first
    while (
        place < len(tokens)
        and place - first < _FAR
        and not _ends_phrase(tokens, place, first, pack, is_source=is_source)
    ):
        place += 1
    if place == first:
        return None
    while place - 1 > first and (
        tokens[place - 1].low in pack["prepositions"] or tokens[place - 1].low in pack["coordinators"]
    ):
        place -= 1
    if place == first + 1 and token.low in pack["coordinators"]:
        return None
    return (first, _with_apposition(tokens, place, pack, is_source))


def _stands_alone(tokens: list[Token], place: int, pack: Pack) -> bool:
    """Tell whether a pronoun at *place* is one here, and no determiner: *many*, not *many fishers*."""
    low = tokens[place].low
    if low in pack["determiners"] and pack.allows("capitalised_nouns"):
        return not _is_capital(tokens, place + 1) and (low in pack["pronouns"] or low in pack["object_pronouns"])
    if low not in pack["determiners"]:
        return low in pack["pronouns"] or low in pack["object_pronouns"]
    if low not in pack["pronouns"] or place + 1 >= len(tokens):
        return low in pack["pronouns"]
    return not tokens[place + 1].is_word or _ends_phrase(tokens, place + 1, place, pack, is_source=False)


def _is_capital(tokens: list[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].is_capital


def _ends_phrase(tokens: list[Token], place: int, first: int, pack: Pack, *, is_source: bool) -> bool:
    token = tokens[place]
    words = pack.words
    low = token.low
    if not token.is_word:
        return token.text not in _INSIDE
    if place == first:
        is_verb = low in words["verbs_finite"] or low in words["auxiliaries"]
        return is_verb and not begins_name(tokens, place)
    if low in words["genitives"]:
        return False
    if low in pack.forms and not token.is_capital and low not in words["noun_like"]:
        return True
    if low in words["determiners"] and tokens[place - 1].low not in words["prepositions"]:
        return tokens[place - 1].low not in words["determiners"]
    if low in words["verbs_finite"] or low in words["relatives"] or low in words["negations"]:
        return True
    if low in words["times"] and not (token.is_capital and tokens[place - 1].is_capital):
        return True
    if low in words["coordinators"]:
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        return following is None or not (following.is_capital and tokens[place - 1].is_capital)
    if low in words["conjunctions"] or low in words["adverbs"] or low in words["pronouns"]:
        return True
    if low in words["prepositions"]:
        return not (low in words["phrase_prepositions"] or (is_source and low in words["noun_prepositions"]))
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
