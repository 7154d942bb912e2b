"""Quotations in a sentence: what a cue introduces, and who is said to speak."""

from typing import Final

from stancebank.draft.clauses import Content, clause_end, content_after, trimmed
from stancebank.draft.found import FoundQuotation
from stancebank.draft.pack import Form
from stancebank.draft.phrases import (
    Extent,
    first_subject,
    is_nounlike,
    noun_phrase_after,
    noun_phrase_before,
    skip_back,
)
from stancebank.draft.sourced import DASHES, SourceFinder, has_region, is_dependent

__all__ = ["Finder"]

_FEW: Final = 3
_REACH: Final = 24
_NEAR: Final = 12
_ING: Final = frozenset({"ing"})


class Finder(SourceFinder):
    """Looks for cues in one sentence, in the order subject, verb, object or its inversion."""

    def run(self) -> list[FoundQuotation]:
        """Return the quotations that cues in the sentence introduce, in the order of their cues."""
        self._sources()
        self._nouns()
        forms = self.pack.merged
        for index in [index for index, token in enumerate(self.tokens) if token.low in forms]:
            self._verb(index, forms[self.tokens[index].low])
        return self.found

    def _verb(self, index: int, form: Form) -> None:
        tokens, pack = self.tokens, self.pack
        before = skip_back(tokens, index, pack)
        if index > 1 and tokens[index - 1].low in pack["infinitive"] and tokens[index - 2].low in pack["goes_on"]:
            self._goes_on(index, form)
            return
        if self._is_noun(index, before, form):
            return
        if form.kinds == _ING and not self._has_auxiliary(before, index):
            self._participle(index, before, form)
            return
        if "finite" not in form.kinds and "participle" in form.kinds and not self._has_auxiliary(before, index):
            return
        passive = any(tokens[place].low in pack["passive"] for place in range(before + 1, index))
        if passive and form.kinds != _ING:
            return
        if self._inverted(index, before, form):
            return
        subject = noun_phrase_before(tokens, before, pack)
        if subject is None:
            if before > 0 and tokens[before].low in pack["coordinators"]:
                subject = self.subject or first_subject(tokens, before, pack)
                if subject is not None:
                    self._introduces(index, form, subject)
            return
        self._heed(subject)
        if self._as_clause(index, subject, form) or self._closes(index, subject, form):
            return
        self._introduces(index, form, subject)

    def _goes_on(self, index: int, form: Form) -> None:
        """``Ada Lind went on to say that content``."""
        place = skip_back(self.tokens, index - 2, self.pack)
        if place >= 0 and self.tokens[place].low in self.pack["going"]:
            place = skip_back(self.tokens, place, self.pack)
        subject = noun_phrase_before(self.tokens, place, self.pack)
        if subject is not None:
            self._heed(subject)
            self._introduces(index, form, subject)

    def _has_auxiliary(self, before: int, index: int) -> bool:
        return any(self.tokens[place].low in self.pack["auxiliaries"] for place in range(before + 1, index))

    def _is_noun(self, index: int, before: int, form: Form) -> bool:
        if index == 0:
            return True
        words = self.pack.words
        low = self.tokens[index - 1].low
        if low in words["infinitive"]:
            return True
        if low in words["numerals"]:
            return False
        if is_nounlike(self.tokens, index, self.pack):
            return True
        is_determiner = low in words["determiners"]
        if (is_determiner and low not in words["pronouns"]) or (low in words["prepositions"] and low != "to"):
            return is_determiner or "ing" not in form.kinds
        if low.endswith(("'s", "\u2019s")) and low not in words["nominatives"]:
            return form.kinds != _ING
        return before < 0

    def _inverted(self, index: int, before: int, form: Form) -> bool:
        """``"Content," said Ada Lind``: the subject follows, the content precedes."""
        tokens, pack = self.tokens, self.pack
        if before < 0 or not form.classes & {"speech", "writing", "thought"}:
            return False
        left = tokens[before]
        is_beside = before == index - 1 or pack.allows("inverts_auxiliary")
        if not is_beside or not (left.region is not None or left.text in {",", *DASHES}):
            return False
        is_quoted = any(one.region is not None for one in tokens[max(0, before - 1) : before + 1])
        if left.text == "," and self._is_named_before(before):
            return False
        first = index + 1
        if first + 1 < len(tokens) and tokens[first].text == "-" and tokens[first + 1].low in pack["clitics"]:
            first += 1  # *ajoute-t-elle*
        subject = noun_phrase_after(tokens, first, pack)
        if subject is None or (subject[1] == first + 1 and tokens[first].low in pack["pronouns"] and not is_quoted):
            return False
        end = subject[1]
        is_closed = (
            left.region is not None
            or end >= len(tokens)
            or not tokens[end].is_word
            or tokens[end].low in pack["prepositions"]
            or tokens[end].low in pack["times"] | pack["conjunctions"]
        )
        if not is_closed or not self._precedes(before, index, subject, form, end):
            return False
        self._heed(subject)
        return True

    def _is_named_before(self, before: int) -> bool:
        """``"Content," Ada Lind, the chair, told the guild``; ``Ada Lind, the chair, told the guild that content``."""
        subject = noun_phrase_before(self.tokens, before, self.pack)
        if subject is None:
            return False
        return subject[0] == 0 or self.tokens[subject[0] - 1].region is not None

    def _closes(self, index: int, subject: Extent, form: Form) -> bool:
        """``"Content," Ada Lind said``: subject and verb follow the content."""
        tokens = self.tokens
        left = subject[0] - 1
        if left < 0 or not (tokens[left].region is not None or tokens[left].text in {",", *DASHES}):
            return False
        if not form.classes & {"speech", "writing", "thought"}:
            return False
        return self._precedes(left, index, subject, form, index + 1)

    def _precedes(self, left: int, index: int, subject: Extent, form: Form, end: int) -> bool:
        """Take what stands before a cue as its content, and what goes on after it."""
        tokens, pack = self.tokens, self.pack
        last = left + 1 if tokens[left].region is not None else left
        start, last = trimmed(tokens, self._clause_start(0, last), last, pack)
        if start >= last:
            return False
        is_quoted = tokens[last - 1].region is not None
        if not is_quoted and not self._is_parenthetical(end):
            return False
        pieces = self._before(start, last, is_quoted)
        follower = self._further(end, (pieces or [(start, last)])[-1])
        if not pieces and follower is not None and not is_quoted:
            pieces = [(start, last)]  # ``For years, Ada Lind said, content``
        if not pieces:
            return False
        rule = "after-quote" if is_quoted else "after-clause"
        if follower is not None:
            pieces.append(follower)
        self._add(pieces, rule, (index, index + 1), subject, form.classes)
        self._consume(end if follower is None else follower[1])
        return True

    def _is_parenthetical(self, end: int) -> bool:
        """Tell whether nothing follows that the verb introduces itself."""
        tokens, pack = self.tokens, self.pack
        if end >= len(tokens) or tokens[end].text in {",", ".", "!", "?", *DASHES}:
            return True
        low = tokens[end].low
        if low in pack["times"] or low in pack["adverbs"]:
            return not any(
                one.low in pack["complementizers"] or one.region is not None for one in tokens[end : end + _NEAR]
            )
        if low in pack["prepositions"] and low not in pack["infinitive"]:
            rest = tokens[end:]
            return not any(
                one.low in pack["complementizers"] or one.region is not None or one.text == ":" for one in rest
            )
        return False

    def _before(self, start: int, last: int, is_quoted: bool) -> list[Extent]:  # noqa: FBT001
        tokens, pack = self.tokens, self.pack
        if not is_quoted:
            return [(start, last)] if last - start >= _FEW else []
        quoted = last - 1
        while quoted > start and (tokens[quoted - 1].region is not None or tokens[quoted - 1].text in {*DASHES, ","}):
            quoted -= 1
        while tokens[quoted].region is None:
            quoted += 1
        words = sum(token.is_word for token in tokens[start:quoted])
        if words == 0 or (words <= 2 and all(one.low in pack["conjunctions"] for one in tokens[start:quoted])):  # noqa: PLR2004
            return [(place, place + 1) for place in range(quoted, last) if tokens[place].region is not None]
        if tokens[quoted - 1].text in {":", *DASHES}:
            return [(quoted, last)]
        if tokens[last - 1].is_title and tokens[quoted - 1].is_word:
            return []
        return [(start, last)]

    def _further(self, end: int, piece: Extent) -> Extent | None:
        """Return the second piece that follows a cue in the middle: ``"One," she said, "two."``."""
        tokens, pack = self.tokens, self.pack
        place = end
        limit = min(len(tokens), end + 14)
        while place < limit and tokens[place].is_word:
            place += 1
        if place >= len(tokens) or tokens[place].text not in {",", ":", ";", *DASHES}:
            return None
        place += 1
        while place < len(tokens) and tokens[place].text in DASHES:
            place += 1
        if place >= len(tokens):
            return None
        is_quoted = tokens[piece[1] - 1].region is not None
        if tokens[place].region is not None and is_quoted:
            after = place + 1
            while after < len(tokens) and tokens[after].region is not None:
                after += 1
            return (place, after)
        if is_quoted or place != end + 1 or is_dependent(tokens, place, pack):
            return None
        after = clause_end(tokens, place, pack)
        return (place, after) if after - place >= _FEW else None

    def _as_clause(self, index: int, subject: Extent, form: Form) -> bool:
        """``As Ada Lind said, content``, and ``content, as Ada Lind said``."""
        tokens, pack = self.tokens, self.pack
        opener = subject[0] - 1
        if opener < 0 or tokens[opener].low not in pack["as_clause"] or not form.classes & {"speech", "writing"}:
            return False
        after = index + 1
        while after < len(tokens) and tokens[after].is_word and after - index < 8:  # noqa: PLR2004
            after += 1
        if opener == 0 and after + 1 < len(tokens) and tokens[after].text == ",":
            first = after + 1
            self._add([(first, clause_end(tokens, first, pack))], "as", (index, index + 1), subject, form.classes)
            return True
        if opener > _FEW and tokens[opener - 1].text == ",":
            start, last = trimmed(tokens, self._clause_start(0, opener - 1), opener - 1, pack)
            if last - start >= _FEW:
                self._add([(start, last)], "as", (index, index + 1), subject, form.classes)
                return True
        return False

    def _introduces(self, index: int, form: Form, subject: Extent) -> None:
        """``Ada Lind said that content``."""
        if not self._has_particle(index, form):
            return
        content = content_after(self.tokens, index, form, self.pack)
        if content is None and "label" in form.classes:
            content = self._labelled(index)
        if content is None and "finding" in form.classes:
            content = self._found(index, subject)
        if content is None:
            return
        first, after = trimmed(self.tokens, content.first, content.after, self.pack)
        if after - first < (1 if has_region(self.tokens, (first, after)) else 2):
            return
        pieces = [(first, after)]
        if content.rule in {"quoted", "colon"}:
            pieces = [
                (place, place + 1) for place in range(first, after) if self.tokens[place].region is not None
            ] or pieces
        self._add(pieces, content.rule, (index, index + 1), subject, form.classes)
        self._consume(after)

    def _has_particle(self, index: int, form: Form) -> bool:
        """Tell whether the particle of a verb follows, where it has one: *teilte … mit*."""
        particles = form.particle.split()
        return not particles or any(one.low in particles for one in self.tokens[index + 1 : index + _REACH])

    def _labelled(self, index: int) -> Content | None:
        """``She called the plan "a toy"``."""
        tokens, pack = self.tokens, self.pack
        first = index + 1
        if first >= len(tokens):
            return None
        low = tokens[first].low
        if tokens[index].low in pack["calling_for"] and low in pack["called_for"]:
            return self._called_for(first)
        if low in pack["prepositions"] - {"for"} and low not in pack["object_prepositions"]:
            return None
        end = clause_end(tokens, first, pack)
        quoted = [place for place in range(first, end) if tokens[place].region is not None]
        if quoted:
            return Content(first, quoted[-1] + 1, "label")
        is_called = tokens[index].low in pack["calling"] and end - first >= _FEW
        is_object = tokens[first].low not in pack["prepositions"] | pack["adverbs"]
        if is_called and is_object:
            return Content(first, end, "called")
        return Content(first, end, "reproach") if is_object and self._has_reason(index, end) else None

    def _found(self, index: int, subject: Extent) -> Content | None:
        """``Polls showed the guild with a lead of ten points``."""
        nouns = self.pack["finding_sources"]
        if not any(one.low in nouns for one in self.tokens[subject[0] : subject[1]]):
            return None
        first = index + 1
        if first >= len(self.tokens) or not self.tokens[first].is_word:
            return None
        return Content(first, clause_end(self.tokens, first, self.pack), "finding")

    def _called_for(self, place: int) -> Content | None:
        """``She called for a new pier`` and ``She called on the council to wait``."""
        tokens, pack = self.tokens, self.pack
        end = clause_end(tokens, place, pack)
        first = place + 1
        if tokens[place].low != "for":
            first = next((later for later in range(first, end) if tokens[later].low in pack["infinitive"]), end)
        return Content(first, end, "called-for") if end - first > 1 else None

    def _has_reason(self, index: int, end: int) -> bool:
        """Tell whether somebody is said to have done something: *accused the guild of waiting*."""
        tokens, pack = self.tokens, self.pack
        wanted = pack["reasons"]
        if tokens[index].low not in pack["reproaches"]:
            return False
        for place in range(index + 2, min(end - 1, index + _NEAR)):
            if not tokens[place].is_word:
                return False
            if tokens[place].low in wanted:
                return True
        return False

    def _participle(self, index: int, before: int, form: Form) -> None:
        """``Ada Lind left, saying that content``: the subject is that of the sentence."""
        tokens, pack = self.tokens, self.pack
        subject = self.subject
        if before >= 0 and tokens[before].is_word and tokens[before].low not in pack["conjunctions"]:
            subject = noun_phrase_before(tokens, before, pack) or subject
        if subject is None:
            subject = first_subject(tokens, index, pack)
        if subject is not None:
            self._introduces(index, form, subject)
