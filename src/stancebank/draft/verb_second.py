"""Quotations in a sentence of a verb-second language: the finite verb stands second, particles and participles last."""

from stancebank.draft.clauses import Content, content_after, trimmed
from stancebank.draft.conveying import ConveyingFinder
from stancebank.draft.pack import Form
from stancebank.draft.phrases import Extent, noun_phrase_after, noun_phrase_before
from stancebank.draft.sourced import DASHES

__all__ = ["VerbSecondFinder"]

_NEAR = 3
_SAYING = frozenset({"speech", "writing", "thought"})


class VerbSecondFinder(ConveyingFinder):
    """Looks for cues where the verb stands second, as in German."""

    def _verb(self, index: int, form: Form) -> None:
        tokens, pack = self.tokens, self.pack
        if "participle" in form.kinds and self._told_passively(index, form):
            return
        start = self._field_start(index)
        if start and tokens[start - 1].text == "," and tokens[0].low in pack["as_clause"] and index - start < _NEAR:
            start = 0  # an apposition stands between: *Wie die Leiterin, Ada Lind, mitteilte*
        if start < index and tokens[start].low in pack["as_clause"]:
            subject = self.speaking(self.named_after(start + 1))
            if subject is not None:
                self._as_clause(index, (start + 1, subject[1]), form)
            return
        place = self._finite(index, start, form)
        if place is None or not self._has_particle(index, form):
            return
        if place == start:
            self._first(index, place, form)
        elif tokens[index].low not in pack["inverted_only"]:
            self._later(index, place, start, form)

    def _field_start(self, index: int) -> int:
        """Return where the clause of the verb begins: behind a sign or a quoted stretch."""
        tokens, place = self.tokens, index
        while place > 0:
            if tokens[place - 1].text == ")":
                opening = next((at for at in range(place - 1, 0, -1) if tokens[at].text == "("), place)
                if opening == place or not _belongs(self, opening - 1):
                    break
                place = opening
            elif not _belongs(self, place - 1):
                break
            else:
                place -= 1
        return place

    def _finite(self, index: int, start: int, form: Form) -> int | None:
        """Return the index of the finite verb: the cue itself, or the auxiliary of a participle."""
        if "participle" in form.kinds:
            for place in range(index - 1, start - 1, -1):
                if self.tokens[place].low in self.pack["auxiliaries"]:
                    is_passive = self.tokens[place].low in self.pack["passive"]
                    return None if is_passive else place
        return index if "finite" in form.kinds else None

    def _first(self, index: int, place: int, form: Form) -> None:
        """``"Content", sagte Ada Lind``; or a main clause that follows another one."""
        tokens, pack = self.tokens, self.pack
        left = place - 1
        is_apposed = left > 0 and tokens[left].text in {",", ")"} and tokens[left - 1].region is None
        if is_apposed or (left == 0 and tokens[left].is_title):
            named = noun_phrase_before(tokens, left, pack) if is_apposed else (0, 1)
            if named is not None and self._has_content(index, form):
                self._heed(named)
                self._introduces(index, form, named)
                return
        told = index
        if tokens[index].low in pack["inverted_only"] and index + 1 < len(tokens):
            if tokens[index + 1].low in pack["complementizers"]:  # *so dass*
                return
            if tokens[index + 1].low in pack.forms:  # *so bestätigt Ada Lind*
                told = place = index + 1
        subject = self._shared(left, place) or self._subject_after(told, place)
        if subject is None:
            return
        is_quoted = left >= 0 and (
            tokens[left].region is not None or (left > 0 and tokens[left - 1].region is not None)
        )
        opens = tokens[0].low in pack["subordinators"]
        goes_on = not is_quoted and content_after(tokens, index, form, pack) is not None
        can_close = left >= 0 and (tokens[left].region is not None or tokens[left].text in {",", *DASHES})
        closes = can_close and not goes_on and (is_quoted or not opens)
        end = max(subject[1], index + 1)
        can_precede = form.classes & _SAYING or (is_quoted and "label" in form.classes)
        if closes and can_precede and self._precedes(left, index, subject, form, end):
            self._heed(subject)
            return
        if tokens[index].low not in pack["inverted_only"]:
            self._heed(subject)
            self._introduces(index, form, subject)

    def _later(self, index: int, place: int, start: int, form: Form) -> None:
        """``Ada Lind sagte, content`` and ``Am Montag sagte Ada Lind, content``."""
        tokens, pack = self.tokens, self.pack
        opener = tokens[start]
        if start > 0 and opener.low in pack["relatives"] and tokens[start - 1].text == ",":
            return
        if opener.low in pack["complementizers"] or opener.low in pack["subordinators"]:
            return
        subject: Extent | None = None
        if not self._is_lead(start, place):
            subject = self._named_before(place)
        subject = subject or self._subject_after(index, place)
        if subject is None and tokens[place - 1].is_word and opener.low not in pack["adverbs"]:
            subject = self.speaking(noun_phrase_before(tokens, place - 1, pack))
        is_called = tokens[index].low in pack["impersonal"] and index + 1 < len(tokens) and tokens[index + 1].is_title
        if subject is not None and not is_called:  # *der Kran heißt „Rote Ada“*
            self._heed(subject)
            self._introduces(index, form, subject)

    def _named_before(self, place: int) -> Extent | None:
        """Return the subject before the verb at *place*, which may be a name in marks: *die „Neue Mole“ berichtet*."""
        last = place - 1
        if last >= 0 and self.tokens[last].region is not None:
            before = noun_phrase_before(self.tokens, last - 1, self.pack) if last else None
            return (before[0] if before else last, place)
        return self.speaking(noun_phrase_before(self.tokens, last, self.pack))

    def _has_content(self, index: int, form: Form) -> bool:
        is_label = "label" in form.classes and self._labelled(index) is not None
        return is_label or content_after(self.tokens, index, form, self.pack) is not None

    def _is_lead(self, start: int, place: int) -> bool:
        """Tell whether no subject stands before the verb: *Am Montag sagte*, *Dem Rat sagte*, *Besorgt sagte*."""
        low, pack = self.tokens[start].low, self.pack
        if low in pack["prepositions"] or low in pack["oblique"]:
            return True
        if place - start > 1:  # *Auch Ada Lind sagte*
            return low in pack["adverbs"] and self.tokens[start + 1].low in pack["prepositions"] | pack["oblique"]
        is_manner = start == 0 and low.endswith(self.pack.lists.get("manner_endings", ()))
        return low in pack["adverbs"] or (is_manner and self._subject_after(place, place) is not None)

    def _labelled(self, index: int) -> Content | None:
        """``Gestern nannte Ada Lind den Plan „alt“``: a subject behind the verb is not what is said."""
        found, subject = super()._labelled(index), self.subject
        if found is None or subject is None or subject[0] != found.first or subject[1] >= found.after:
            return found
        return Content(subject[1], found.after, found.rule)

    def _before(self, start: int, last: int, is_quoted: bool) -> list[Extent]:  # noqa: FBT001 - as in the class above
        """``Mit den Worten „alt und neu“ lobte``: words that only lead to the marks are not said."""
        tokens, pack = self.tokens, self.pack
        if is_quoted and tokens[start].low in pack["prepositions"] | pack["object_prepositions"]:
            inside = [place for place in range(start, last) if tokens[place].region is not None]
            if not any(one.text in {",", ":"} or one.low in pack["verbs_finite"] for one in tokens[start : inside[0]]):
                return [(inside[0], last)]
        return super()._before(start, last, is_quoted)

    def _shared(self, left: int, verb: int) -> Extent | None:
        """Return the subject of the first of two verbs: *Ada Lind blieb und rief die Gilde auf*."""
        if left < 1 or self.tokens[left].low not in self.pack["coordinators"]:
            return None
        after = self.tokens[verb + 1].low if verb + 1 < len(self.tokens) else ""
        return None if after in self.pack["nominatives"] else self.subject_of(left) or self.subject

    def _subject_after(self, index: int, place: int) -> Extent | None:
        """Return the subject behind the verb at *place*: *sagte am Montag auch Ada Lind*, *hieß es im Bericht*."""
        tokens, pack = self.tokens, self.pack
        first = place + 1
        while first + 1 < len(tokens) and tokens[first].low in (pack["adverbs"] | pack["times"]) - pack["pronouns"]:
            first += 1
        if (
            first + 1 < len(tokens)
            and tokens[first].low in pack["prepositions"]
            and tokens[first + 1].low in pack["times"]
        ):
            first += 2
        if first < len(tokens) and tokens[first].low in pack["oblique"]:  # *nannte den Plan*: that is no subject
            return None
        subject = self.speaking(self.named_after(first))
        if subject is None or tokens[index].low not in pack["impersonal"] or tokens[first].low not in pack["neuter"]:
            return subject
        return self._place_of_words(first, place) or subject

    def _place_of_words(self, subject: int, verb: int) -> Extent | None:
        """Return what *es heißt* names as the place of the words: *in dem Bericht*, *aus der Gilde*."""
        tokens, pack = self.tokens, self.pack
        starts = [subject + 1, *(at for at in range(verb - 1, -1, -1) if tokens[at].low in pack["places_of_words"])]
        for start in starts:
            if start + 1 < len(tokens) and tokens[start].low in pack["places_of_words"]:
                return noun_phrase_after(tokens, start + 1, pack, is_source=True)
        return None

    def _is_parenthetical(self, end: int) -> bool:
        """Tell whether nothing follows that the verb introduces itself; a particle may close its clause."""
        return not any(
            one.region is not None or one.text == ":" or one.low in self.pack["complementizers"]
            for one in self.tokens[end:]
        )

    def _further(self, end: int, piece: Extent) -> Extent | None:
        is_quoted = self.tokens[piece[1] - 1].region is not None
        is_inside = end < len(self.tokens) and self.tokens[end].text in {",", *DASHES}
        return super()._further(end, piece) if is_quoted or is_inside else None

    def _told_passively(self, index: int, form: Form) -> bool:
        """``Ihm wird vorgeworfen, …``, ``Es wurde bekannt gegeben, dass …``: a report, whoever told it."""
        tokens, pack = self.tokens, self.pack
        start = self._field_start(index)
        helper = next((at for at in range(index - 1, start - 1, -1) if tokens[at].low in pack["passive"]), None)
        if helper is None or not form.classes & (_SAYING | {"request"}) or index + 2 >= len(tokens):
            return False
        if tokens[index + 1].text != "," or tokens[0].low in pack["as_clause"]:
            return False
        content = content_after(tokens, index, form, pack)
        if content is None or content.rule == "question":
            return False
        agent = next((at for at in range(start, index) if tokens[at].low in pack["reported_by"]), None)
        named = noun_phrase_after(tokens, agent + 1, pack, is_source=True) if agent is not None else None
        first, after = trimmed(tokens, content.first, content.after, pack)
        if after - first < _NEAR:
            return False
        self._add([(first, after)], content.rule, (index, index + 1), named or (helper, helper + 1), form.classes)
        if named is None:
            self.found[-1].mention = None
            self.found[-1].is_silent = True
        self._consume(after)
        return True


def _belongs(finder: ConveyingFinder, place: int) -> bool:
    """Tell whether the token at *place* belongs to the clause of the word after it."""
    token = finder.tokens[place]
    if token.is_title and place and finder.tokens[place - 1].is_word:  # *die „Neue Mole“ berichtet*
        return True
    if token.low in finder.pack["coordinators"]:  # *Fischer- und Hafengilde*
        return place > 0 and finder.tokens[place - 1].text == "-" and finder.tokens[place + 1].is_capital
    if token.text == "-" and finder.tokens[place + 1].low in finder.pack["coordinators"]:
        return True
    return token.is_word and token.region is None
