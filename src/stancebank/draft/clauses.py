"""What follows a cue: where reported content begins and ends in a sentence."""

from typing import Final

from attrs import frozen

from stancebank.draft.pack import Form, Pack
from stancebank.draft.phrases import is_nounlike, noun_phrase_before, skip_back
from stancebank.draft.tokens import Token

__all__ = ["Content", "clause_end", "content_after", "trimmed"]

_SKIP: Final = 16
_FEW: Final = 3
_MANY: Final = 6
_LONG: Final = 7
_SIGNS: Final = frozenset([",", ".", ";", ":", "-", "\u2013", "\u2014", "--", "!", "?", "\u2026", "...", "(", ")"])
_DASHES: Final = frozenset(["-", "\u2013", "\u2014", "--"])


@frozen
class Content:
    """Where content stands in a sentence.

    Attributes:
        first: The index of its first token.
        after: The index after its last token.
        rule: What found it.
    """

    first: int
    after: int
    rule: str


def trimmed(tokens: list[Token], first: int, after: int, pack: Pack) -> tuple[int, int]:
    """Return an extent without signs at its edges; a closing mark such as ``%`` or ``?`` inside stays."""
    while after > first and tokens[after - 1].region is None and tokens[after - 1].text in _SIGNS - {")"}:
        after -= 1
    while first < after and tokens[first].region is None and tokens[first].text in _SIGNS - {"("}:
        first += 1
    if first < after and tokens[after - 1].low in pack["coordinators"]:
        after -= 1
        while after > first and tokens[after - 1].text == ",":
            after -= 1
    return first, after


def content_after(tokens: list[Token], index: int, form: Form, pack: Pack) -> Content | None:
    """Return what the verb at *index* introduces, or None."""
    place = index + 1
    classes = form.classes
    speaks = bool(classes & {"speech", "writing", "thought", "finding"})
    is_near = True
    low = tokens[index].low
    while place < len(tokens) and place - index < _SKIP:
        token = tokens[place]
        if token.region is not None and not _is_name(tokens, place, index, pack):
            if _is_work(tokens, place, index, pack):
                place += 1
                continue
            return _quoted(tokens, place, pack) if speaks else None
        if token.low in pack["complementizers"] and speaks and not _is_pronoun(tokens, place):
            return Content(place + 1, clause_end(tokens, place + 1, pack), "that")
        if token.text == ":" and speaks:
            return _after_colon(tokens, place, pack)
        if token.low in pack["questions"] and classes & {"speech", "thought"} and is_near and low in pack["asking"]:
            return Content(place, clause_end(tokens, place, pack), "question")
        if token.low in pack["infinitive"] and "request" in classes and not pack.allows("comma_before_clause"):
            return Content(place, clause_end(tokens, place, pack), "infinitive")
        if token.text == ",":
            found = _after_comma(tokens, place, index, form, pack)
            if found is not None or not is_near:
                return found
            if place > index + 1 and not _resumes(tokens, place, pack):
                return None
        elif not token.is_word and token.region is None:
            return None
        elif speaks and _begins_clause(tokens, place, index, pack):
            return Content(place, _end_of(tokens, place, pack), "bare")
        elif token.low in pack.forms and place > index + 1 and _is_finite_cue(pack.forms[token.low]):
            return None
        place += 1
    return None


def _end_of(tokens: list[Token], place: int, pack: Pack) -> int:
    """Return where a clause without a conjunction ends: at a comma where it begins with its verb."""
    end = clause_end(tokens, place, pack)
    if tokens[place].low not in pack["verbs_finite"]:
        return end
    return next((later for later in range(place, end) if tokens[later].text == ","), end)


def _is_name(tokens: list[Token], place: int, index: int, pack: Pack) -> bool:
    """Tell whether a quoted stretch is the name of what stands before it: *meldet die Zeitung „Neue Mole“, …*."""
    if not pack.allows("capitalised_nouns") or place < index + 2 or not tokens[place].is_title:
        return False
    before = tokens[place - 1]
    return before.is_capital or before.low in pack["articles"] - pack["indefinite"] - pack["oblique"]


def _is_finite_cue(forms: tuple[Form, ...]) -> bool:
    return any("finite" in form.kinds and "speech" in form.classes for form in forms)


def _is_work(tokens: list[Token], place: int, index: int, pack: Pack) -> bool:
    """Tell whether a quoted stretch is the title of a work: *told Cove Radio's "This Week" that …*."""
    before = tokens[place - 2 if tokens[place - 1].text == "," else place - 1]
    if not tokens[place].is_title or place == index + 1:
        return False
    return (
        before.low in pack["work_nouns"] or before.low.endswith(("'s", "\u2019s")) or before.low in pack["prepositions"]
    )


def _is_pronoun(tokens: list[Token], place: int) -> bool:
    """Tell whether *that* stands for a thing: nothing follows, or a verb does."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    return following is None or (not following.is_word and following.region is None and following.text not in ",(")


def _resumes(tokens: list[Token], place: int, pack: Pack) -> bool:
    """Tell whether the complementizer or a quoted stretch stands soon after a comma."""
    return any(
        tokens[later].region is not None or tokens[later].low in pack["complementizers"]
        for later in range(place + 1, min(place + 4, len(tokens)))
    )


def _quoted(tokens: list[Token], place: int, pack: Pack) -> Content | None:
    after = place + 1
    while after < len(tokens) and (tokens[after].region is not None or tokens[after].text in {",", "..."}):
        after += 1
    while tokens[after - 1].region is None:
        after -= 1
    if after < len(tokens) and tokens[after].is_word:
        end = clause_end(tokens, place, pack)
        follower = tokens[after].low
        if follower not in pack["coordinators"] and follower not in pack["prepositions"] and follower != "as":
            return Content(place, end, "quoted-clause")
        return Content(place, after, "quoted")
    return Content(place, after, "quoted")


def _after_colon(tokens: list[Token], place: int, pack: Pack) -> Content | None:
    if place + 1 >= len(tokens):
        return None
    if tokens[place + 1].region is not None:
        after = place + 1
        while after < len(tokens) and tokens[after].region is not None:
            after += 1
        return Content(place + 1, after, "colon")
    first, after = trimmed(tokens, place + 1, len(tokens), pack)
    return Content(first, after, "colon") if after - first >= 3 else None  # noqa: PLR2004 - a word is no report


def _after_comma(tokens: list[Token], place: int, index: int, form: Form, pack: Pack) -> Content | None:
    """Return what follows a comma: a quoted stretch, or a clause where the language puts a comma before it."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None:
        return None
    if following.region is not None and form.classes & {"speech", "writing", "thought"}:
        if tokens[place - 1].low in pack["work_nouns"] and following.is_title:
            return None
        return _quoted(tokens, place + 1, pack)
    if not pack.allows("comma_before_clause"):
        return None
    if following.low in pack["complementizers"]:
        return Content(place + 2, clause_end(tokens, place + 2, pack), "that")
    if following.low in pack["questions"] and form.classes & {"speech", "thought"}:
        return Content(place + 1, clause_end(tokens, place + 1, pack), "question")
    end = clause_end(tokens, place + 1, pack)
    clause = tokens[place + 1 : end]
    if len(clause) > 1 and following.low in pack["prepositions"] and clause[1].low in pack["relative_datives"]:
        return None
    can_stand = tokens[index].low not in pack["no_bare_clause"] and _is_main(clause, pack)
    is_report = any(token.low in pack["subjunctives"] for token in clause) or can_stand
    if is_report and form.classes & {"speech", "writing", "thought"}:
        return Content(place + 1, end, "bare")
    if form.classes & {"speech", "request"} and any(_is_infinitive(token, pack) for token in clause):
        return Content(place + 1, end, "infinitive")
    return None


def _is_main(clause: list[Token], pack: Pack) -> bool:
    """Tell whether a clause begins like a main clause: with a pronoun, or an article and a noun."""
    if len(clause) < _FEW:
        return False
    first, second = clause[0], clause[1]
    if first.low in pack["nominatives"]:
        return True
    return first.low in pack["articles"] and second.is_capital and clause[2].text != ","


def _is_infinitive(token: Token, pack: Pack) -> bool:
    """Tell whether a word is *zu*, or an infinitive that holds it, as in *anzutreten*."""
    low = token.low
    return low in pack["infinitive"] or (len(low) > _LONG and "zu" in low[2:-3] and low.endswith("en"))


def _begins_clause(tokens: list[Token], place: int, index: int, pack: Pack) -> bool:
    """Tell whether a clause without a conjunction begins at *place*."""
    if pack.allows("comma_before_clause"):
        return False
    verb, token = tokens[index].low, tokens[place]
    low = token.low
    is_near = place == index + 1 or all(tokens[between].low in pack["times"] for between in range(index + 1, place))
    is_told = verb in pack["transitive_speech"]
    if is_told:
        return place > index + 1 and low in pack["nominatives"]
    if not is_near or verb in pack["no_bare_clause"]:
        return False
    if low in pack["nominatives"]:
        return True
    is_finite = any("finite" in form.kinds for form in pack.forms[verb])
    if is_finite and verb in pack["clause_verbs"] and (low in pack["verbs_finite"] or low in pack["past_forms"]):
        return True  # *a plan that critics say is a danger*
    if low in pack["prepositions"] or low in pack["times"] or low in pack["infinitive"]:
        return False
    if (
        low in pack["adverbs"]
        or low in pack["object_pronouns"] - pack["determiners"]
        or low in pack["conjunctions"] - pack["determiners"]
    ):
        return False
    return _has_verb(tokens, place, pack) or (verb in pack["clause_verbs"] and _is_long(tokens, place, pack))


def _is_long(tokens: list[Token], place: int, pack: Pack) -> bool:
    """Tell whether so much follows a verb such as *say* that it is a clause, whatever its verb is."""
    if tokens[place].low in pack["no_clause_openers"] or not tokens[place].is_word:
        return False
    after = next((later for later in range(place, len(tokens)) if not tokens[later].is_word), len(tokens))
    return after - place >= _MANY


def _has_verb(tokens: list[Token], place: int, pack: Pack) -> bool:
    for later in range(place + 1, min(place + 16, len(tokens))):
        token = tokens[later]
        if token.region is not None:
            return token.text.lstrip("\"'\u201c\u201e\u00ab\u2018 ")[:1].islower()
        if token.text in {".", ";", ":"}:
            return False
        if token.low in pack["verbs_finite"] or token.low in pack["past_forms"]:
            return True
        is_word = token.is_word and not token.is_capital and later > place
        if is_word and token.low.endswith(("ed", "es")) and tokens[later - 1].low not in pack["determiners"]:
            return True
        if is_word and token.low in pack.forms and tokens[later - 1].low not in pack["determiners"]:
            return True
    return False


def clause_end(tokens: list[Token], first: int, pack: Pack) -> int:
    """Return the index after the last token of the clause that begins at *first*, signs at its end left out."""
    end = len(tokens)
    for place in range(first + 1, len(tokens)):
        token = tokens[place]
        if token.text == ";":
            end = place
            break
        if token.text != "," and token.text not in _DASHES:
            continue
        if place + 1 < len(tokens) and _turns(tokens, place + 1, pack):
            end = place
            break
    after = trimmed(tokens, first, end, pack)[1]
    return _without_aside(tokens, first, after, pack)


def _without_aside(tokens: list[Token], first: int, after: int, pack: Pack) -> int:
    """Leave out a relative clause at the end that explains something to the reader: *…, which is also a member*."""
    for place in range(after - 3, max(first + _FEW, after - _SKIP), -1):
        if tokens[place].text == "," or tokens[place].region is not None:
            is_aside = tokens[place + 1].low in pack["asides"] and tokens[place + 2].low in pack["verbs_finite"]
            return place if is_aside else after
    return after


def _turns(tokens: list[Token], place: int, pack: Pack) -> bool:
    """Tell whether a new report, or its frame, begins at *place*, which follows a comma."""
    low = tokens[place].low
    if low in pack["copy_stops"]:
        return True
    if low in pack["coordinators"]:
        place += 1
    elif low in pack["relatives"]:
        return False
    for later in range(place, min(place + 7, len(tokens))):
        token = tokens[later]
        if token.region is not None or not token.is_word:
            return False
        forms = pack.forms.get(token.low)
        if (
            forms
            and later > place
            and not is_nounlike(tokens, later, pack)
            and any("finite" in form.kinds and "speech" in form.classes for form in forms)
        ):
            subject = noun_phrase_before(tokens, skip_back(tokens, later, pack), pack)
            return subject is not None and subject[0] <= place + 1
    return False
