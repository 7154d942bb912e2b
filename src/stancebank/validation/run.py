"""Running the rules: from files to a report, so that one fault is told once."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from attrs import field, frozen

from stancebank.corpus import Registry, expand
from stancebank.corpus.reach import is_within_reach
from stancebank.errors import RefusedError
from stancebank.findings import Finding, Location, Report, Severity
from stancebank.model import Document
from stancebank.model.characters import is_name
from stancebank.schema import check_grammar
from stancebank.tei import read_bytes
from stancebank.tei.index import Index, Role, index
from stancebank.tei.parsing import parse
from stancebank.tei.reading import read
from stancebank.validation.following import leaves
from stancebank.validation.inputs import Checkable, Input, inputs_of
from stancebank.validation.rule import Hit, Rule, Scope, Subject
from stancebank.validation.table import PROFILES, RULES, installed_rules, rule

__all__ = ["CheckReport", "validate"]

_GRAMMAR: Final = "SC001"
_DOCUMENT_LEVEL: Final = 3
_NO_VALUE: Final = "' is no value for "
_MOST_PARTS: Final = 9
_FAILED: Final = "RT003"
_SKIPPED: Final = "RT004"


def _codes(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


def _pairs(items: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(items)


@frozen(kw_only=True)
class CheckReport(Report):
    """A report that also says what ran over which bytes.

    Attributes:
        run: The codes of the rules that were asked for, sorted.
        skipped: The codes of those that were not, because of the profile or of what was selected or ignored.
        digests: The SHA-256 of each input that could be read: pairs of its name and the digest.
    """

    run: tuple[str, ...] = field(converter=_codes, default=())
    skipped: tuple[str, ...] = field(converter=_codes, default=())
    digests: tuple[tuple[str, str], ...] = field(converter=_pairs, default=())


def validate(
    subject: Checkable | Iterable[Checkable],
    *,
    profile: str = "standard",
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    folder: str | Path | None = None,
    source: str | None = None,
    plugins: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> CheckReport:
    """Check documents, registries and corpora, and report what is wrong.

    A file that cannot be read as XML yields one finding. Otherwise grammar, pointers and meaning are all looked at;
    where one fault would be told by several rules, only the one nearest to its cause speaks.

    Args:
        subject: A document, a file, a folder whose XML files are all checked, TEI as bytes, or several of them.
        profile: ``draft`` (files, grammar, references), ``standard`` (meaning and description as well)
            or ``release`` (all of a corpus).
        select: Only these rules; all where empty.
        ignore: None of these.
        folder: Where relative references of documents and bytes start.
        source: What to call documents and bytes in the findings.
        plugins: Names of installed sets of rules to run besides.
        progress: Is told, after each input, how many of how many are done.

    Returns:
        The findings of all inputs.

    Raises:
        UnknownCodeError: No rule has a code that was selected or ignored.
        ValueError: The profile or the name of a set of rules is unknown.

    Example:
        >>> document = Document.from_blocks("pier", [("headline", "Pier delayed")], language="en")
        >>> report = validate(document, select=["MD002"])
        >>> [str(finding) for finding in report.findings]
        ['pier:18#pier: error MD002: the document does not say when the article was published']
    """
    if profile not in PROFILES:
        msg = f"no profile {profile!r}; there are {', '.join(PROFILES)}"
        raise ValueError(msg)
    rules = (*RULES, *chain.from_iterable(installed_rules(name) for name in plugins))
    for code in (*select, *ignore):
        rule(code, rules)
    chosen = tuple(
        row
        for row in rules
        if row.level <= PROFILES[profile] and (not select or row.code in select) and row.code not in ignore
    )
    given = inputs_of(subject, folder=None if folder is None else Path(folder), source=source)
    waiting = sorted(given, key=lambda one: one.source or "")  # a report does not depend on the order of the arguments
    run = _Run(chosen, frozenset(ignore))
    for number, one in enumerate(waiting, start=1):
        run.check(one)
        if progress is not None:
            progress(number, len(waiting))
    asked = {row.code for row in chosen}
    return CheckReport(
        findings=run.findings,
        sources=[one.source or "" for one in waiting],
        profile=profile,
        run=sorted(asked),
        skipped=sorted({row.code for row in rules} - asked),
        digests=run.digests,
    )


class _Run:
    """One run: the rules that were chosen, the registries read so far, and what was found."""

    def __init__(self, rules: tuple[Rule, ...], ignored: frozenset[str]) -> None:
        self.ignored = ignored
        self.codes = {row.code for row in rules}
        self.rules = [row for row in rules if row.check is not None]
        self.registry = Registry()
        self.findings: list[Finding] = []
        self.digests: list[tuple[str, str]] = []

    def check(self, one: Input) -> None:
        """Check one input."""
        if one.fault is not None:
            self._tell("SN001", one, Hit(one.fault))
            self._tell(_SKIPPED, one, Hit("the document cannot be written, so nothing else was checked"))
            return
        try:
            data = one.read()
        except OSError as error:
            self._tell("RT001", one, Hit(f"the file cannot be read: {error.strerror or error}"))
            return
        if one.source is not None:
            self.digests.append((one.source, hashlib.sha256(data).hexdigest()))
        try:
            root = parse(data, one.source, registry=True)
        except RefusedError as refusal:
            self._refused(refusal, one)
            return
        facts = index(root)
        grammar = check_grammar(root, one.source) if _GRAMMAR in self.codes else ()
        document, excuse = None, None
        if facts.root == "TEI":
            try:
                document = read(root, fallback_id=_fallback_id(one)).document
            except ValueError as error:
                excuse = f"the file cannot be read as a document: {error}"
        self._rules(one, facts, grammar, document, excuse)

    def _refused(self, refusal: RefusedError, one: Input) -> None:
        place = Location(source=one.source, line=refusal.line, column=refusal.column)
        self.findings.append(
            Finding(
                code=refusal.code,
                severity=rule(refusal.code).severity,
                message=refusal.reason,
                location=place,
                hint=refusal.hint or rule(refusal.code).remedy,
            )
        )

    def _rules(
        self,
        one: Input,
        facts: Index,
        grammar: tuple[Finding, ...],
        document: Document | None,
        excuse: str | None,
    ) -> None:
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
        )
        hits = [pair for row in self._fitting(facts, document) for pair in self._hits(row, subject, one)]
        told = _Told(hits)
        grammar = tuple(finding for finding in grammar if not told.tells(finding))
        self.findings.extend(grammar)
        for row, hit in _unmasked(hits, grammar, facts.root_id):
            self._tell(row.code, one, hit, row, facts)
        if excuse is None and document is not None and one.folder is None and _needs_folder(facts, document):
            excuse = "references into other files were not followed: the document has no place"
        if excuse is not None:
            self._tell(_SKIPPED, one, Hit(excuse, facts.root_id, line=facts.root_line))

    def _fitting(self, facts: Index, document: Document | None) -> list[Rule]:
        """Return the rules that can run over a file."""
        skeleton = {"TEI/teiHeader", "teiHeader/fileDesc"} <= facts.line_of.keys()
        return [
            row
            for row in self.rules
            if row.scope is Scope.FILE or (document is not None and (skeleton or row.level < _DOCUMENT_LEVEL))
        ]

    def _hits(self, row: Rule, subject: Subject, one: Input) -> Iterator[tuple[Rule, Hit]]:
        found: list[Hit] = []
        try:
            found.extend(row.check(subject) if row.check is not None else ())
        except Exception as error:  # noqa: BLE001 - rules may come from elsewhere, and one must not stop the others
            told = f"the rule {row.code} failed: {type(error).__name__}: {error}"
            self._tell(_FAILED, one, Hit(told, subject.index.root_id, line=subject.index.root_line))
        for hit in found:
            yield row, hit

    def _tell(self, code: str, one: Input, hit: Hit, row: Rule | None = None, facts: Index | None = None) -> None:
        row = row or rule(code)
        if code in self.ignored:
            return
        anchor = facts.by_id.get(hit.id) if facts is not None and hit.id is not None else None
        line = hit.line or (anchor.line if anchor else None)
        self.findings.append(
            Finding(
                code=row.code,
                severity=row.severity,
                message=hit.message,
                location=Location(source=one.source, id=hit.id, line=line),
                hint=hit.hint or row.remedy,
            )
        )


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


def _needs_folder(facts: Index, document: Document) -> bool:
    """Tell whether a document points into files that lie beside it."""
    tokens = {
        token
        for pointer in facts.pointers
        if pointer.role is not Role.ADDRESS
        for token in pointer.tokens
        if leaves(token)
    }
    addresses = (expand(document, token) for token in tokens)
    is_seeded = any(pointer.role is Role.SEED for pointer in facts.pointers)
    return is_seeded or any(address is not None and ":" not in address for address in addresses)


class _Told:
    """What rules say more exactly than the grammar: that a value is wrong, in a line or else at an id."""

    def __init__(self, hits: list[tuple[Rule, Hit]]) -> None:
        valued = [(hit.value, hit) for _, hit in hits if hit.value is not None]
        self._lines = {(value, hit.line) for value, hit in valued if hit.line is not None}
        self._ids = {(value, hit.id) for value, hit in valued if hit.line is None}

    def tells(self, finding: Finding) -> bool:
        """Tell whether a rule says what the grammar objects to."""
        place, parts = finding.location, finding.message.split(_NO_VALUE)
        values = (_NO_VALUE.join(parts[:number])[1:] for number in range(1, min(len(parts), _MOST_PARTS)))
        return any((value, place.line) in self._lines or (value, place.id) in self._ids for value in values)


def _unmasked(
    hits: list[tuple[Rule, Hit]], grammar: tuple[Finding, ...], root_id: str | None
) -> Iterator[tuple[Rule, Hit]]:
    """Yield the hits that are no consequence of a fault told nearer to its cause.

    What the grammar finds wrong may hide what should be there; and where a pointer of a record is broken,
    or its markup, nothing further is said of the meaning of that record.
    """
    malformed = {finding.location.id for finding in grammar}
    faulty = malformed | {hit.id for row, hit in hits if row.level < _DOCUMENT_LEVEL and row.severity >= Severity.ERROR}
    for row, hit in hits:
        is_consequence = row.level >= _DOCUMENT_LEVEL and row.scope is Scope.DOCUMENT and hit.id != root_id
        if not (hit.id in malformed if hit.is_absence else is_consequence and hit.id in faulty):
            yield row, hit
