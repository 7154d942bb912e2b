"""A spaCy pipeline of the user's own as an annotator: clauses and names from a parse instead of from patterns."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from stancebank.draft.annotator import AnnotatorError, Gives, Setting
from stancebank.draft.bridges.labels import quotations_in, rule_proposals
from stancebank.draft.marks import scan_marks
from stancebank.draft.pack import load_pack, pack_languages
from stancebank.draft.proposals import Candidate, MentionProposal, Proposal, QuotationProposal, VoiceProposal
from stancebank.draft.quoting import mode_of
from stancebank.model import Document, Span

__all__ = ["SPEECH", "THOUGHT", "ParsedAnnotator"]

_VERBS: Final = (
    "say tell add announce argue claim confirm declare explain insist note report state stress suggest warn admit "
    "acknowledge allege assert believe complain concede conclude deny emphasize estimate hope maintain mention predict "
    "promise reiterate remark reply respond reveal urge write think"
)
SPEECH: Final = frozenset(_VERBS.split())
"""Lemmas of English verbs that report speech, unless told otherwise."""

_MORE: Final = (
    "know feel see find want expect decide agree understand realize consider fear worry doubt wish imagine remember "
    "learn discover prove show indicate mean ensure recommend propose demand request ask call vow pledge threaten plan "
    "intend seek aim try refuse question wonder hear assume recall joke testify swear contend caution cite signal "
    "convince persuade inform remind notify advise blame encourage order instruct"
)
THOUGHT: Final = frozenset(_MORE.split())
"""Lemmas of English verbs of thought, will and asking, for whoever counts these as attributions too."""

_CLAUSES: Final = frozenset({"ccomp", "parataxis"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
_LEANING: Final = frozenset({"conj", "advcl", "xcomp"})
_REPORTING: Final = frozenset({"speech", "writing", "thought", "finding"})
_UPWARD: Final = 4
_AROUND: Final = frozenset({"mark"})


class ParsedAnnotator:
    """Adds reported clauses that a parser finds to what the shipped rules find.

    Quotations in marks, and all voices, come from the rules. A clause that depends on a verb of speech is indirect
    speech, if its words are not in a quotation of the rules already; the subject of the verb is the mention.

    Args:
        pipeline: A loaded spaCy pipeline, or whatever makes such a document of a text: it needs a parser and lemmas.
        name: What to call the annotator.
        version: The name and version of the pipeline, for the record; asked of the pipeline where not given.
        languages: The languages it is for.
        verbs: Lemmas of verbs of speech; `SPEECH` and those of the languages' packs where not given.
        with_infinitives: Whether what somebody wants, plans or promises *to do* counts as well.

    Raises:
        AnnotatorError: The pipeline says that it has no parser.
    """

    gives: tuple[Gives, ...] = (Gives.VOICES, Gives.QUOTATIONS)
    needs: tuple[Gives, ...] = ()
    is_deterministic = True

    def __init__(
        self,
        pipeline: Callable[[str], Any],
        *,
        name: str = "spacy",
        version: str | None = None,
        languages: Iterable[str] = ("en",),
        verbs: Iterable[str] | None = None,
        with_infinitives: bool = False,
    ) -> None:
        parts: Iterable[str] | None = getattr(pipeline, "pipe_names", None)
        if parts is not None and "parser" not in parts:
            raise AnnotatorError(name, "the pipeline has no parser; it must find the clauses")
        meta: Mapping[str, Any] = getattr(pipeline, "meta", {})
        self._pipeline = pipeline
        self.name = name
        self.version: str = (
            version or f"{meta.get('lang', 'xx')}-{meta.get('name', 'pipeline')}-{meta.get('version', '0')}"
        )
        self.languages: tuple[str, ...] = tuple(languages)
        self._verbs = frozenset(_known_verbs(self.languages) if verbs is None else verbs)
        self._clause_kinds = _CLAUSES | {"xcomp"} if with_infinitives else _CLAUSES

    @property
    def settings(self) -> Mapping[str, Setting]:
        """The verbs, and the relations of what hangs on them."""
        return {"verbs": tuple(sorted(self._verbs)), "clauses": tuple(sorted(self._clause_kinds))}

    def propose(self, document: Document) -> Iterator[Proposal]:
        """Yield what the rules find, then the clauses that they do not."""
        found = rule_proposals(document)
        quoted = quotations_in(found)
        taken = [span for one in quoted for span in one.content if isinstance(span, Span)]
        yield from found
        regions = scan_marks(document.text, [segment.span for segment in document.segments]).outer
        named: set[str] = {one.key for one in found if isinstance(one, VoiceProposal)}
        for segment in document.segments:
            parse = self._pipeline(segment.span.slice(document.text))
            for content, cue, mention in self._clauses(parse, segment.span.start):
                if any(content.overlaps(other) for other in taken):
                    continue
                taken.append(content)
                speakers = _speakers(document, mention, quoted)
                words = mention.slice(document.text) if mention else ""
                if not speakers and words[:1].isupper() and len(words.split()) > 1:
                    if words not in named:
                        named.add(words)
                        mentions = [MentionProposal(passage=mention)] if mention else []
                        yield VoiceProposal(key=words, kind="person", names=[words], mentions=mentions)
                    speakers = (Candidate(words),)
                mode, islands = mode_of([content], regions, document.text)
                yield QuotationProposal(
                    content=[content],
                    mode=mode,
                    rule="parsed-clause",
                    verbatim=islands,
                    mention=[mention] if mention else [],
                    cue=[cue],
                    speakers=speakers,
                )

    def _clauses(self, parse: Any, offset: int) -> Iterator[tuple[Span, Span, Span | None]]:  # noqa: ANN401 - spaCy's
        """Yield content, cue and mention of each clause under a verb of speech."""
        for verb in parse:
            if verb.lemma_.lower() not in self._verbs:
                continue
            for clause in (child for child in verb.children if child.dep_ in self._clause_kinds):
                words = [token for token in clause.subtree if token is not verb]
                while words and (words[0].is_punct or words[0].dep_ in _AROUND):
                    words = words[1:]
                while words and words[-1].is_punct:
                    words = words[:-1]
                if not words:
                    continue
                content = _span(words, offset)
                cue = _span([verb], offset)
                subject = _subject(verb)
                mention = None if subject is None else _span(_phrase(subject), offset)
                if not content.overlaps(cue) and not (mention and mention.overlaps(content)):
                    yield content, cue, mention


def _known_verbs(languages: Iterable[str]) -> frozenset[str]:
    packs = [load_pack(one) for one in languages if one in pack_languages()]
    forms = [form for pack in packs for entries in pack.forms.values() for form in entries]
    return SPEECH | {form.lemma for form in forms if form.classes & _REPORTING}


def _subject(verb: Any) -> Any:  # noqa: ANN401 - spaCy's
    """Return the subject of a verb: its own, or that of the verb which it is joined to or hangs on."""
    for _ in range(_UPWARD):
        found = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if found is not None or verb.dep_ not in _LEANING:
            return found
        verb = verb.head
    return None


def _phrase(subject: Any) -> list[Any]:  # noqa: ANN401 - spaCy's
    """Return the words of a subject without the clause that may hang on it."""
    outside = {token.i for child in subject.children if child.dep_ in {"relcl", "appos"} for token in child.subtree}
    words = [token for token in subject.subtree if token.i not in outside]
    while len(words) > 1 and words[-1].is_punct:
        words = words[:-1]
    return words


def _span(words: list[Any], offset: int) -> Span:
    last = words[-1]
    return Span(offset + int(words[0].idx), offset + int(last.idx) + len(str(last.text)))


def _speakers(document: Document, mention: Span | None, quoted: list[QuotationProposal]) -> tuple[Candidate, ...]:
    """Return who is meant: whom the document says, else whom a rule says of a mention that overlaps."""
    if mention is None:
        return ()
    for told in document.mentions:
        if told.entity is not None and told.span.overlaps(mention) and document.speaker(told.entity):
            return (Candidate(str(told.entity)),)
    for one in quoted:
        if any(isinstance(span, Span) and span.overlaps(mention) for span in one.mention):
            return one.speakers
    return ()
