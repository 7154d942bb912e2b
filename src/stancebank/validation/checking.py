"""Checking inputs one by one: from bytes to what was found in them, so that one fault is told once."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from attrs import evolve, frozen

from stancebank.corpus import Registry
from stancebank.corpus.reach import is_within_reach
from stancebank.errors import RefusedError
from stancebank.findings import Finding, Location, new_finding, new_location
from stancebank.model import Document
from stancebank.model.characters import is_name
from stancebank.schema import check_grammar, engine_called
from stancebank.tei import read_bytes
from stancebank.tei.collector import paused_collector
from stancebank.tei.index import Index, index
from stancebank.tei.parsing import parse
from stancebank.tei.reading import read
from stancebank.validation.brief import Brief
from stancebank.validation.following import needs_folder
from stancebank.validation.inputs import Input
from stancebank.validation.locating import Spotted, locate_refusal, located
from stancebank.validation.masking import DOCUMENT_LEVEL, Told, unmasked
from stancebank.validation.notes import Notes, notes_of
from stancebank.validation.rule import Hit, Rule, Scope, Subject
from stancebank.validation.table import rule

__all__ = ["SKIPPED", "Checked", "Checker", "Telling"]

_T = TypeVar("_T")

_GRAMMAR: Final = "SC001"
_FAILED: Final = "RT003"
_UNREAD: Final = "RT001"
SKIPPED: Final = "RT004"
"""The code of what says that something was not looked at."""


@frozen(kw_only=True)
class Checked:
    """What came of checking an input.

    Attributes:
        findings: What was found.
        digest: The SHA-256 of its bytes; None where they could not be read.
        notes: What its corpus keeps of it; None where it could not be read, or belongs to none.
    """

    findings: tuple[Finding, ...]
    digest: str | None = None
    notes: Notes | None = None


class Telling:
    """What is told of one input, as findings without an exact place.

    Args:
        one: The input.
        brief: What the run is asked.

    Attributes:
        spotted: What was told so far.
    """

    def __init__(self, one: Input, brief: Brief) -> None:
        self.spotted: list[Spotted] = []
        self._source = one.source
        self._brief = brief

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was told so far, with the places that are known already."""
        return tuple(spot.finding for spot in self.spotted)

    def tell(self, code: str, hit: Hit, row: Rule | None = None, facts: Index | None = None) -> None:
        """Tell what a rule has found.

        Args:
            code: The code of the rule.
            hit: What it has found.
            row: The rule; one of the library's where None is given.
            facts: The ids and pointers of the file, which know the lines of ids.
        """
        row = row or rule(code)
        anchor = facts.by_id.get(hit.id) if facts is not None and hit.id is not None and hit.source is None else None
        line = hit.line or (anchor.line if anchor else None)
        finding: Finding = new_finding(
            code=row.code,
            severity=self._brief.severity(row),
            message=hit.message,
            location=new_location(source=hit.source or self._source, id=hit.id, line=line),
            hint=hit.hint or row.remedy,
        )
        self.spotted.append(Spotted(finding=finding, hit=hit))

    def hits(
        self, row: Rule, check: Callable[[_T], Iterator[Hit]] | None, subject: _T, facts: Index | None = None
    ) -> list[tuple[Rule, Hit]]:
        """Return what a rule finds, and tell of a rule that fails, so that the others go on."""
        found: list[tuple[Rule, Hit]] = []
        try:
            found.extend((row, hit) for hit in (check(subject) if check is not None else ()))
        except Exception as error:  # noqa: BLE001 - rules may come from elsewhere, and one must not stop the others
            told = f"the rule {row.code} failed: {type(error).__name__}: {error}"
            self.tell(_FAILED, Hit(told, facts.root_id, line=facts.root_line) if facts is not None else Hit(told))
        return found

    def refuse(self, refusal: RefusedError, data: bytes) -> None:
        """Tell why a file is not read."""
        row = rule(refusal.code)
        finding = Finding(
            code=refusal.code,
            severity=row.severity,
            message=refusal.reason,
            location=Location(source=self._source, line=refusal.line, column=refusal.column),
            hint=refusal.hint or row.remedy,
        )
        self.spotted.append(Spotted(finding=locate_refusal(finding, data)))


class Checker:
    """Checks inputs, each by itself; what references lead into is read once.

    Args:
        brief: What the run is asked.
    """

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._engine = engine_called(brief.engine)
        self._registry = Registry(brief.unwritten)

    def check(self, one: Input, *, counts_elements: bool = False) -> Checked:
        """Check one input, and find the place of each finding.

        Args:
            one: The input.
            counts_elements: Whether its corpus declares how often elements occur.
        """
        with paused_collector():
            return self._check(one, Telling(one, self._brief), counts_elements=counts_elements)

    def _check(self, one: Input, telling: Telling, *, counts_elements: bool) -> Checked:
        if one.fault is not None:
            telling.tell("SN001", Hit(one.fault))
            telling.tell(SKIPPED, Hit("the document cannot be written, so nothing else was checked"))
            return Checked(findings=telling.findings)
        try:
            data = one.read()
        except OSError as error:
            telling.tell(_UNREAD, Hit(f"the file cannot be read: {error.strerror or error}"))
            return Checked(findings=telling.findings)
        digest = hashlib.sha256(data).hexdigest()
        limits = self._brief.settings.limits
        try:
            root = parse(data, one.source, registry=True, max_bytes=limits.bytes, max_depth=limits.depth)
        except RefusedError as refusal:
            telling.refuse(refusal, data)
            return Checked(findings=telling.findings, digest=digest)
        facts = index(root)
        is_asked = _GRAMMAR in self._brief.codes
        grammar = check_grammar(root, one.source, self._engine, facts) if is_asked else ()
        document, excuse = None, None
        if facts.root == "TEI":
            try:
                document = read(root, fallback_id=_fallback_id(one)).document
            except ValueError as error:
                excuse = f"the file cannot be read as a document: {error}"
        subject = self._rules(one, data, facts, grammar, document, excuse, telling)
        findings = tuple(located(telling.spotted, data, subject))
        notes = None
        if one.corpus is not None and self._brief.over_corpora:
            notes = notes_of(one, root, facts, document, self._registry, counts_elements=counts_elements)
        return Checked(findings=findings, digest=digest, notes=notes)

    def _rules(
        self,
        one: Input,
        data: bytes,
        facts: Index,
        grammar: tuple[Finding, ...],
        document: Document | None,
        excuse: str | None,
        telling: Telling,
    ) -> Subject:
        """Run the rules on a file, and tell what they find that nothing nearer to the cause has told."""
        seed, seed_fault = _seed(document, one.folder)
        subject = Subject(
            index=facts,
            document=document,
            path=one.path,
            folder=one.folder,
            registry=self._registry,
            seed=seed,
            seed_fault=seed_fault,
            broken=frozenset(finding.location.id for finding in grammar if finding.location.id),
            data=data,
        )
        hits = [pair for row in self._fitting(facts, document) for pair in telling.hits(row, row.check, subject, facts)]
        is_masking = not self._brief.consequences
        if is_masking:
            told = Told(hits)
            grammar = tuple(finding for finding in grammar if not told.tells(finding))
        if _GRAMMAR in self._brief.severities:
            grammar = tuple(evolve(finding, severity=self._brief.severities[_GRAMMAR]) for finding in grammar)
        telling.spotted.extend(Spotted(finding=finding) for finding in grammar)
        for row, hit in unmasked(hits, grammar, facts.root_id) if is_masking else hits:
            telling.tell(row.code, hit, row, facts)
        if excuse is None and document is not None and one.folder is None and needs_folder(facts, document):
            excuse = "references into other files were not followed: the document has no place"
        if excuse is not None:
            telling.tell(SKIPPED, Hit(excuse, facts.root_id, line=facts.root_line))
        return subject

    def _fitting(self, facts: Index, document: Document | None) -> list[Rule]:
        """Return the rules that can run over a file."""
        skeleton = {"TEI/teiHeader", "teiHeader/fileDesc"} <= facts.line_of.keys()
        return [
            row
            for row in self._brief.over_files
            if row.scope is Scope.FILE or (document is not None and (skeleton or row.level < DOCUMENT_LEVEL))
        ]


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
