"""Names in a text: runs of capitals, clustered over the document so that a bare surname finds its full name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from stancebank.draft.pack import Pack
from stancebank.draft.phrases import begins_name
from stancebank.draft.tokens import Sentence, Token
from stancebank.model import Span, SpeakerKind

__all__ = ["Cluster", "NameBook", "Run", "bare", "read_names"]

_POSSESSIVES: Final = ("'s", "\u2019s")
_SHORT: Final = 2


class Run:
    """A run of capitalised words.

    Attributes:
        words: The words of the name, without titles and possessive endings.
        titles: The title words before it, in lower case.
        span: Where the name stands, in code points of the document's text, without titles.
        is_initial: Whether it is a single word that begins a sentence, where every word has a capital.
        is_subject: Whether a verb follows it, or it begins its sentence.
        is_possessive: Whether it ends in a possessive.
        is_quoted: Whether it stands between marks.
        has_article: Whether an article precedes it.
        speaks: Whether a cue verb stands beside it.
    """

    __slots__ = (
        "has_article",
        "is_initial",
        "is_possessive",
        "is_quoted",
        "is_subject",
        "span",
        "speaks",
        "titles",
        "words",
    )

    def __init__(self, tokens: Sequence[Token], titles: Iterable[str]) -> None:
        self.words: tuple[str, ...] = tuple(bare(token.text) for token in tokens)
        self.titles: tuple[str, ...] = tuple(titles)
        last = tokens[-1]
        self.is_possessive: bool = last.text.endswith(_POSSESSIVES)
        self.span: Span = Span(tokens[0].start, last.end - (2 if self.is_possessive else 0))
        self.is_initial: bool = False
        self.is_subject: bool = False
        self.is_quoted: bool = False
        self.has_article: bool = False
        self.speaks: bool = False


def bare(word: str) -> str:
    """Return *word* without a possessive ending."""
    return word[:-2] if word.endswith(_POSSESSIVES) else word


class Cluster:
    """Everything that names one person or body.

    Attributes:
        key: The name that the cluster is known by: the longest one.
        kind: What it is likely to be; this never decides who may speak.
        runs: Where it is named.
        roles: The title words that were said of it, in lower case.
        role_text: The words for its office, as the text has them first.
        gender: ``m`` or ``f`` where an honorific says so, else an empty string.
        aliases: Its further names.
    """

    __slots__ = ("aliases", "gender", "key", "kind", "role_text", "roles", "runs")

    def __init__(self, key: tuple[str, ...], kind: SpeakerKind) -> None:
        self.key: tuple[str, ...] = key
        self.kind: SpeakerKind = kind
        self.runs: list[Run] = []
        self.roles: set[str] = set()
        self.role_text: str = ""
        self.gender: str = ""
        self.aliases: set[tuple[str, ...]] = set()

    @property
    def label(self) -> str:
        """The name in one string."""
        return " ".join(self.key)

    def add(self, run: Run, pack: Pack) -> None:
        """Take a run that names it, with what its titles tell."""
        self.runs.append(run)
        self.roles.update(run.titles)
        if run.words != self.key:
            self.aliases.add(run.words)
        for title in run.titles:
            if title in pack["honorifics_m"]:
                self.gender = "m"
            elif title in pack["honorifics_f"]:
                self.gender = "f"


class NameBook:
    """The clusters of a document."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.clusters: list[Cluster] = []
        self._by_key: dict[tuple[str, ...], Cluster] = {}
        self._by_word: dict[str, list[Cluster]] = defaultdict(list)

    def find(self, words: tuple[str, ...], titles: Iterable[str] = ()) -> list[Cluster]:
        """Return the clusters that *words* may name, the likeliest first."""
        exact = self._by_key.get(words)
        if exact is not None:
            return [exact]
        found = self._by_word.get(words[-1], []) if words else []
        fitting = [one for one in found if set(words) <= set(one.key)]
        if len(fitting) > 1:
            gender = _gender(titles, self.pack)
            told = [one for one in fitting if not gender or one.gender in {"", gender}]
            fitting = told or fitting
        return fitting

    def new(self, words: tuple[str, ...], kind: SpeakerKind) -> Cluster:
        """Return a new cluster under *words*."""
        cluster = Cluster(words, kind)
        self.clusters.append(cluster)
        self._by_key[words] = cluster
        if kind is SpeakerKind.PERSON:
            for word in dict.fromkeys((words[-1], words[0])):
                self._by_word[word].append(cluster)
        return cluster

    def alias(self, words: tuple[str, ...], cluster: Cluster) -> None:
        """Let *words* name *cluster* as well."""
        self._by_key.setdefault(words, cluster)
        cluster.aliases.add(words)


def _gender(titles: Iterable[str], pack: Pack) -> str:
    for title in titles:
        if title in pack["honorifics_m"]:
            return "m"
        if title in pack["honorifics_f"]:
            return "f"
    return ""


def read_names(sentences: Iterable[Sentence], quoted: Iterable[Sentence], pack: Pack) -> NameBook:
    """Return the names in a document.

    Args:
        sentences: The sentences outside of quoted stretches.
        quoted: Those inside.
        pack: The language.
    """
    runs = [run for sentence in sentences for run in _runs(sentence, pack)]
    for sentence in quoted:
        for run in _runs(sentence, pack):
            run.is_quoted = True
            runs.append(run)
    book = NameBook(pack)
    inside = {run.words for run in runs if not run.is_initial}
    for run in sorted((one for one in runs if len(one.words) >= _SHORT), key=lambda run: -len(run.words)):
        if book.find(run.words):
            continue
        kind = _kind(run, pack)
        if kind is not None and not (run.is_initial and run.words not in inside and not run.is_subject):
            book.new(run.words, kind)
    _abbreviate(book, runs)
    for run in sorted(runs, key=lambda run: run.span.start):
        _place(book, run, inside, pack)
    book.clusters = [cluster for cluster in book.clusters if cluster.runs]
    for cluster in book.clusters:
        if cluster.kind is SpeakerKind.PERSON and not _is_person(cluster):
            cluster.kind = SpeakerKind.ORGANISATION
    return book


def _is_person(cluster: Cluster) -> bool:
    """Tell whether anything says that a name is a person's: a title, two words, or that it speaks."""
    if cluster.gender or cluster.roles:
        return True
    whole = [run for run in cluster.runs if run.words == cluster.key]
    if sum(run.has_article for run in whole) * 2 > len(whole) or all(run.is_quoted for run in cluster.runs):
        return False
    return len(cluster.key) >= _SHORT or any(run.speaks for run in cluster.runs)


def _place(book: NameBook, run: Run, inside: set[tuple[str, ...]], pack: Pack) -> None:
    found = book.find(run.words, run.titles)
    if found:
        found[0].add(run, pack)
        return
    kind = _kind(run, pack)
    if kind is None or (run.is_initial and run.words not in inside) or pack.allows("capitalised_nouns"):
        return
    book.new(run.words, kind).add(run, pack)


def _abbreviate(book: NameBook, runs: list[Run]) -> None:
    """Let an abbreviation name the body whose initials it is: HCC, the Harbour Council of Cove."""
    short = {run.words[0] for run in runs if len(run.words) == 1 and run.words[0].isupper() and len(run.words[0]) > 1}
    for cluster in book.clusters:
        initials = "".join(word[0] for word in cluster.key if word[0].isupper())
        if initials in short and len(cluster.key) >= _SHORT:
            cluster.kind = SpeakerKind.ORGANISATION
            book.alias((initials,), cluster)


def _kind(run: Run, pack: Pack) -> SpeakerKind | None:
    lows = {word.lower() for word in run.words}
    if len(lows) == 1 and lows & pack["times"]:
        return None
    if run.titles:
        return SpeakerKind.PERSON
    if lows & pack["organisation_words"] or lows & pack["noun_prepositions"]:
        return SpeakerKind.ORGANISATION
    if len(run.words) == 1 and run.words[0].isupper() and len(run.words[0]) > 1:
        return SpeakerKind.ORGANISATION
    if run.has_article and not run.titles:
        return SpeakerKind.ORGANISATION
    return SpeakerKind.PERSON


def _runs(sentence: Sentence, pack: Pack) -> Iterable[Run]:
    tokens = sentence.tokens
    behind = 0
    for place in [place for place, token in enumerate(tokens) if token.is_capital]:
        if place < behind or not _is_name_word(tokens, place, pack):
            continue
        after = place + 1
        while after < len(tokens) and _goes_on(tokens, after, pack):
            after += 1
        while not tokens[after - 1].is_capital:
            after -= 1
        run = _run(tokens, place, after, pack)
        if run is not None:
            yield run
        behind = after


def _is_name_word(tokens: list[Token], place: int, pack: Pack) -> bool:
    token = tokens[place]
    is_other = token.low in pack.not_in_names
    return token.is_word and (not is_other or (token.low in pack["prepositions"] and begins_name(tokens, place)))


def _goes_on(tokens: list[Token], place: int, pack: Pack) -> bool:
    before, token = tokens[place - 1], tokens[place]
    if before.text.endswith(_POSSESSIVES) or not token.is_word:
        return False
    if token.is_capital:
        return token.low not in pack["pronouns"] and token.low not in pack["nominatives"]
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    is_article = pack.allows("capitalised_nouns") and token.low in pack["articles"]
    if is_article and before.low not in pack["name_particles"]:  # *bat Ada Lind den Rat*, but *von der*
        return False
    return (
        token.low in pack["name_particles"]
        and following is not None
        and following.is_word
        and (following.is_capital or following.low in pack["name_particles"])
    )


def _run(tokens: list[Token], first: int, after: int, pack: Pack) -> Run | None:
    known = pack.known_titles
    start = _behind_titles(tokens, first, after, pack) if after - first > 1 else first
    titles = [token.low for token in tokens[first:start] if token.low in known or pack.is_title(token.low)]
    if start == after - 1 and tokens[start].low in known and tokens[start].low not in pack["organisation_words"]:
        return None
    if titles and start < after and not tokens[start].is_capital:
        start = _behind_body(tokens, start + 1, after)
    if start >= after or not tokens[start].is_capital:
        return None
    run = Run(tokens[start:after], [*_titles_before(tokens, first, pack), *titles])
    run.is_initial = first == 0 and after - first == 1
    following = tokens[after] if after < len(tokens) else None
    run.is_subject = first == 0 or (
        following is not None and (following.low in pack["verbs_finite"] or following.low in pack.forms)
    )
    before = tokens[first - 1] if first else None
    run.speaks = (following is not None and following.low in pack.forms) or (
        before is not None and before.low in pack.forms
    )
    run.has_article = first > 0 and tokens[first - 1].low in pack["articles"]
    return run


def _behind_titles(tokens: list[Token], first: int, after: int, pack: Pack) -> int:
    """Return where the name begins in *Harbour Master Ada Lind*; *first* where a body is named."""
    known = pack.known_titles
    start = first
    while start < after - 1 and (tokens[start].low in known or pack.is_title(tokens[start].low)):
        start += 1
    start = max((place + 1 for place in range(first, after - 1) if pack.is_title(tokens[place].low)), default=start)
    is_body = tokens[after - 1].low in pack["organisation_words"]
    if is_body and not any(pack.is_title(token.low) for token in tokens[first:start]):
        return first
    return start


def _behind_body(tokens: list[Token], start: int, after: int) -> int:
    """Return where the person begins in *Secretary-General of HMTO Ada Lind*; *start* if nobody is named."""
    bodies = [place for place in range(start, after) if len(tokens[place].text) > 1 and tokens[place].text.isupper()]
    if bodies and bodies[-1] + 1 < after:
        return bodies[-1] + 1
    return after - _SHORT if after - start > _SHORT else start


def _titles_before(tokens: list[Token], first: int, pack: Pack) -> list[str]:
    found: list[str] = []
    place = first - 1
    while place >= 0 and pack.is_title(tokens[place].low):
        found.insert(0, tokens[place].low)
        place -= 1
    return found
