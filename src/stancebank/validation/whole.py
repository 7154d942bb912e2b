"""A corpus as rules on the whole see it: small facts of each file, never a tree or a document."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import field, frozen

from stancebank.model import SpeakerKind
from stancebank.tei.index import Index
from stancebank.tei.inventory import Inventory, TaxonomyState

__all__ = ["CorpusSubject", "FileFacts", "VoiceFacts"]

T = TypeVar("T")

_NOTHING: Final[Mapping[str, int]] = {}


def _states(items: Iterable[TaxonomyState]) -> tuple[TaxonomyState, ...]:
    return tuple(items)


@frozen(kw_only=True)
class VoiceFacts:
    """What a file says of a voice; files that say the same share one value.

    Attributes:
        kind: What it is.
        names: Its names: pairs of kind and text.
        identifiers: Its addresses in authority files.
        affiliations: Organisation, role, first and last day of each.
        entry: The file and the id of its entry in a registry, where the file names one that was found.
    """

    kind: SpeakerKind
    names: tuple[tuple[str | None, str], ...] = ()
    identifiers: tuple[str, ...] = ()
    affiliations: tuple[tuple[str | None, str | None, str | None, str | None], ...] = ()
    entry: tuple[str, str] | None = None


@frozen(kw_only=True)
class FileFacts:
    """What the rules on a corpus need to know of one of its files.

    Attributes:
        source: Its name for findings.
        path: Its place in the corpus, folders parted by ``/``.
        root: The name of its root element.
        id: The ``xml:id`` of its root, or None.
        line: The line of the root's start tag, from 1.
        profile: The version of the encoding that it states, or None.
        taxonomies: The taxonomies that it holds.
        voices: The voices that it declares: pairs of id and facts.
        counts: How many words, characters, quotations, stances and topics it has; empty for what is no document.
        digest: Sixteen bytes that two documents share only where their words are the same; empty without words.
        sketch: What `stancebank.corpus.similarity.sketch` made of its text; empty without words.
        formulas: The ids of what begins like a formula of a spreadsheet.
    """

    source: str
    path: str
    root: str
    id: str | None
    line: int
    profile: str | None = None
    taxonomies: tuple[TaxonomyState, ...] = field(converter=_states, default=())
    voices: tuple[tuple[str, VoiceFacts], ...] = ()
    counts: tuple[int, ...] = ()
    digest: bytes = b""
    sketch: bytes = b""
    formulas: tuple[str, ...] = ()

    @property
    def is_document(self) -> bool:
        """Whether the file is a document, and not a registry or a taxonomy."""
        return self.root == "TEI"

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return self.id or self.path


@frozen(kw_only=True, eq=False)
class CorpusSubject:
    """A corpus, as rules on the whole see it.

    Attributes:
        folder: The folder of the corpus.
        source: The name of the root file for findings.
        root: The ids and inclusions of the root file; None where it could not be read.
        inventory: What the root file declares of the whole.
        files: The files that could be read, the root file not among them, by path.
        unread: The paths of files that could not be read, or not as the documents that they should be.
        listing: The path of every file and folder in the corpus, hidden ones included, sorted.
        shared_ids: Ids that two files bear: the id, the path of the first and of the second file, and the line there.
        usage: How often each element occurs in the texts; empty unless the root file declares that.
        resemblance: From which share of common runs on two texts are near-duplicates.
        text_of: Reads the text of a document again; empty where that fails.
    """

    folder: Path
    source: str
    root: Index | None
    inventory: Inventory = field(factory=Inventory)
    files: tuple[FileFacts, ...] = ()
    unread: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()
    shared_ids: tuple[tuple[str, str, str, int], ...] = ()
    usage: Mapping[str, int] = _NOTHING
    resemblance: float = 0.8
    text_of: Callable[[FileFacts], str] = field(default=lambda _: "")

    @cached_property
    def _computed(self) -> dict[Any, Any]:
        return {}

    def once(self, compute: "Callable[[CorpusSubject], T]") -> "T":
        """Return what *compute* yields for the corpus; it runs once, however many rules ask."""
        if compute not in self._computed:
            self._computed[compute] = compute(self)
        found: T = self._computed[compute]
        return found

    @cached_property
    def documents(self) -> tuple[FileFacts, ...]:
        """The documents, by path."""
        return tuple(one for one in self.files if one.is_document)

    @cached_property
    def by_path(self) -> dict[str, FileFacts]:
        """The files that could be read, by their path."""
        return {one.path: one for one in self.files}

    @cached_property
    def part_of(self) -> dict[str, str]:
        """The part of the split that each document is said to be in, by the document's id."""
        return {document: part.name for part in self.inventory.parts for document in part.documents}
