"""The protocol that every annotator follows, shipped, third-party or human-made."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib.metadata import EntryPoint, entry_points
from typing import Final, Protocol, runtime_checkable

from stancebank.draft.proposals import Proposal
from stancebank.errors import StancebankError
from stancebank.model import Document

__all__ = [
    "ENTRY_POINTS",
    "AnnotatorError",
    "Gives",
    "ProposingAnnotator",
    "Setting",
    "annotator_names",
    "load_annotator",
    "settings_digest",
]

ENTRY_POINTS: Final = "stancebank.annotators"
"""The group of entry points under which annotators are found: each names a callable that returns an annotator."""

Setting = str | int | float | bool | None | tuple[str, ...]
"""The value of a setting: something that JSON can write in one way."""


class Gives(StrEnum):
    """What an annotator may give, and what another may need before it runs."""

    VOICES = "voices"
    QUOTATIONS = "quotations"
    TOPICS = "topics"
    STANCES = "stances"


class AnnotatorError(StancebankError):
    """An annotator that cannot be found, is none, or failed.

    Args:
        name: The annotator's name.
        reason: One sentence without a final full stop.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"annotator {self.name}: {self.reason}"


@runtime_checkable
class ProposingAnnotator(Protocol):
    """A program that looks at a document and proposes; it never changes it.

    Whatever it returns is judged and written by `apply_proposals`, the only writer.
    """

    @property
    def name(self) -> str:
        """A short name of lower-case letters, digits and hyphens, the same in every version."""
        ...

    @property
    def version(self) -> str:
        """The version of the program."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it knows, as primary BCP 47 subtags; empty if it takes any."""
        ...

    @property
    def gives(self) -> tuple[Gives, ...]:
        """What it proposes."""
        ...

    @property
    def needs(self) -> tuple[Gives, ...]:
        """What must have been proposed before it runs."""
        ...

    @property
    def is_deterministic(self) -> bool:
        """Whether the same document always gives the same proposals."""
        ...

    @property
    def settings(self) -> Mapping[str, Setting]:
        """Everything besides the document and the version that its proposals depend on."""
        ...

    def propose(self, document: Document) -> Iterable[Proposal]:
        """Yield proposals for *document*, voices before what refers to them or after, as it likes."""
        ...


def settings_digest(settings: Mapping[str, Setting]) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of *settings* as canonical JSON.

    Example:
        >>> settings_digest({"b": 1, "a": "x"}) == settings_digest({"a": "x", "b": 1})
        True
    """
    told = json.dumps(dict(settings), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _found() -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda one: (one.name, one.value)):
        if point.name in found and found[point.name].value != point.value:
            raise AnnotatorError(point.name, f"both {found[point.name].value} and {point.value} go by this name")
        found[point.name] = point
    return found


def annotator_names() -> tuple[str, ...]:
    """Return the names of the annotators that are installed, by the alphabet.

    Raises:
        AnnotatorError: Two packages use one name.
    """
    return tuple(_found())


def load_annotator(name: str, **options: Setting) -> ProposingAnnotator:
    """Return the annotator that is installed under *name*.

    Args:
        name: The name of its entry point.
        options: What its factory takes.

    Raises:
        AnnotatorError: There is none, its factory fails to load or refuses the options, or it makes no annotator.
    """
    point = _found().get(name)
    if point is None:
        raise AnnotatorError(
            name, f"there is none of this name; installed are {', '.join(annotator_names()) or 'none'}"
        )
    try:
        annotator = point.load()(**options)
    except (ImportError, AttributeError, TypeError) as error:
        raise AnnotatorError(name, f"{point.value} cannot be used: {error}") from error
    if not isinstance(annotator, ProposingAnnotator):
        raise AnnotatorError(name, f"{point.value} makes no annotator")
    return annotator
