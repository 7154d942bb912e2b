"""What a rule is: a row in a table with a pure check over one file, or over a corpus."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from attrs import Factory, field, frozen

from stancebank.corpus import Registry, Resolved
from stancebank.findings import Severity
from stancebank.model import Document, Quotation, Speaker, Status
from stancebank.tei.facts import Anchor
from stancebank.tei.index import Index
from stancebank.tei.pointer_roles import Role
from stancebank.tei.statements import Statement
from stancebank.validation.references import REFERENCES
from stancebank.validation.whole import CorpusSubject

__all__ = ["Check", "CorpusCheck", "Hit", "Rule", "Scope", "Subject"]

T = TypeVar("T")


class Scope(Enum):
    """What a rule looks at."""

    RUN = "the run, or a file before it can be read: other parts of the library report it"
    FILE = "the ids, pointers and dates of any file, registries and corpus roots included"
    DOCUMENT = "what a document says"
    CORPUS = "a corpus as a whole"


@frozen
class Hit:
    """What a check yields: one fault.

    Attributes:
        message: What is wrong, in one sentence without a final full stop.
        id: The ``xml:id`` of what is faulty; it need not be declared in the file.
        line: The line, where it is known better than by the id.
        hint: How to mend it, where that says more than the rule's remedy.
        value: The attribute value at fault, where the grammar may object to it as well: the hit then stands alone.
        number: Which element of the document is faulty, from 1, where that is known better than by the id.
        attribute: The attribute of the element that is faulty, with its prefix.
        other: The ``xml:id`` that mends the fault when it is pointed at, or that takes part in it.
        is_absence: Whether the fault is that something is missing; where the grammar has found fault with what
            bears the same id, it has said so or hidden it, and the hit is not told.
        source: The name of the input, for rules on a corpus; None for the file that is looked at, or the root file.
    """

    message: str
    id: str | None = None
    line: int | None = field(default=None, kw_only=True)
    hint: str | None = field(default=None, kw_only=True)
    value: str | None = field(default=None, kw_only=True)
    number: int | None = field(default=None, kw_only=True)
    attribute: str | None = field(default=None, kw_only=True)
    other: str | None = field(default=None, kw_only=True)
    is_absence: bool = field(default=False, kw_only=True)
    source: str | None = field(default=None, kw_only=True)


@frozen(kw_only=True, eq=False)
class Subject:
    """One file, as rules see it.

    Attributes:
        index: Its ids and pointers.
        document: What it says; None for a registry, a corpus root, or a file that cannot be read as a document.
        path: The file, or None for what has no place.
        folder: The folder that relative references start from, or None where there is none.
        registry: Reads what references lead into.
        seed: The text of the seed, or None where there is none or it cannot be read.
        seed_fault: Why a seed that the document names cannot be read, or None.
        broken: The ids at which the grammar has found fault.
        data: The bytes of the file.
    """

    index: Index
    document: Document | None = None
    path: Path | None = None
    folder: Path | None = None
    registry: Registry = field(factory=Registry)
    seed: str | None = None
    seed_fault: str | None = None
    broken: frozenset[str] = frozenset()
    data: bytes = b""

    @cached_property
    def _resolved(self) -> dict[str, Resolved]:
        return {}

    @cached_property
    def _computed(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def _bare(self) -> Document:
        return Document.from_blocks("x", [])

    def once(self, compute: "Callable[[Subject], T]") -> "T":
        """Return what *compute* yields for the subject; it runs once, however many rules ask."""
        computed = self._computed
        if compute not in computed:
            computed[compute] = compute(self)
        found: T = computed[compute]
        return found

    @property
    def is_plain(self) -> bool:
        """Whether the file states the profile ``plain``: it is not meant to hold annotation."""
        return self.index.schema is not None and self.index.schema.profile == "plain"

    @property
    def told(self) -> Document:
        """What the file says, for rules on documents.

        Raises:
            TypeError: The file is no document; rules on documents do not run over it.
        """
        if self.document is None:
            msg = "a rule on documents ran over a file that is none"
            raise TypeError(msg)
        return self.document

    def resolve(self, reference: str, folder: Path) -> Resolved:
        """Follow a reference that leaves the file, once."""
        if reference not in self._resolved:
            document = self.document or self._bare
            self._resolved[reference] = self.registry.resolve(document, reference, folder)
        return self._resolved[reference]

    @cached_property
    def statuses(self) -> frozenset[Status | None]:
        """How the records of all layers came about; None where one does not say."""
        return frozenset([record.status for layer in self.told.layers for record in layer.annotations])

    def anchor(self, element_id: str | None) -> Anchor | None:
        """Return the element with *element_id*, or None."""
        return self.index.by_id.get(element_id) if element_id else None

    def statements(self, element: str) -> Sequence[Statement]:
        """Return what the file says about itself in the elements of one name, in document order."""
        return self._statements.get(element, ())

    @cached_property
    def _statements(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.index.statements:
            found[statement.element].append(statement)
        return dict(found)

    def targets_of(self, record_id: str) -> tuple[str, ...]:
        """Return the pointers in the target of a record."""
        return self._targets.get(record_id, ())

    @cached_property
    def _targets(self) -> dict[str | None, tuple[str, ...]]:
        return {
            one.own: one.tokens
            for one in self.index.by_role.get(Role.PASSAGE, ())
            if one.element == "annotation" and one.attribute == "target"
        }

    def voice(self, reference: str) -> Speaker | None:
        """Return the voice that *reference* names, here or in a registry, or None."""
        local = self.told.speaker(reference)
        if local is not None or self.folder is None or not _leaves(reference):
            return local
        entry = self.resolve(reference, self.folder).entry
        return entry.value if entry and isinstance(entry.value, Speaker) else None

    def same(self, reference: str) -> str:
        """Return one name for all references to the same voice or thing."""
        return self._names.get(reference, reference)

    @cached_property
    def _names(self) -> dict[str, str]:
        """The id of each voice by all that it is called: its own id comes before the entries of others."""
        entries = {str(voice.same_as): str(voice.id) for voice in self.told.speakers if voice.same_as}
        return entries | {str(voice.id): str(voice.id) for voice in self.told.speakers}

    def label(self, reference: str) -> str:
        """Return what to call the voice that *reference* names."""
        voice = self.voice(reference)
        return voice.label if voice is not None else reference

    def place_of(self, quotation: Quotation) -> str:
        """Return the id under which a reader finds *quotation* in the file."""
        candidates = [quotation.id, *quotation.anchors]
        if quotation.content and self.told.segments:
            candidates.append(self.told.segment_at(quotation.content[0].start).id)
        return next((one for one in candidates if one in self.index.by_id), self.told.id)


def _leaves(reference: str) -> bool:
    return ":" in reference or "#" in reference or "/" in reference


Check = Callable[[Subject], Iterator[Hit]]
"""Yields a hit for each fault; assumes nothing that another rule checks."""

CorpusCheck = Callable[[CorpusSubject], Iterator[Hit]]
"""The same for a corpus as a whole."""


def _reference(row: "Rule") -> str:
    return REFERENCES.get(row.code) or REFERENCES.get(row.code[:2], "")


@frozen(kw_only=True)
class Rule:
    """One row of the table of rules.

    Attributes:
        code: Two letters for the family and three digits; never reused, never renumbered.
        level: 0 the file is safe and readable, 1 grammar, 2 identity and references, 3 meaning of annotation,
            4 fidelity, description and provenance, 5 corpus.
        severity: How bad a finding is.
        summary: What the rule finds, in a few words.
        why: Why that is a fault.
        remedy: How to mend it.
        bad: An example with the fault, as XML or in words.
        good: The same without the fault.
        check: Finds it in a file; None for a rule on a corpus, and where another part of the library reports it.
        over_corpus: Finds it in a corpus; None for a rule on single files.
        scope: What the check looks at.
        since: The version that brought it.
        reference: Where the TEI Guidelines speak of it: names of elements, classes and attributes, or codes of
            chapters in capitals; by default what fits the code or its family.
    """

    code: str
    level: int
    severity: Severity
    summary: str
    why: str
    remedy: str
    bad: str = ""
    good: str = ""
    check: Check | None = None
    over_corpus: CorpusCheck | None = None
    scope: Scope = Scope.DOCUMENT
    since: str = "0.1"
    reference: str = field(default=Factory(_reference, takes_self=True))
