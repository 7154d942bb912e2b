"""What an exporter is: what it says of its format, what it takes and what it gives."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from attrs import field, frozen

from stancebank.corpus import Registry
from stancebank.errors import ExportError
from stancebank.export.fields import Fields
from stancebank.export.loss import Losses
from stancebank.model import Document

__all__ = ["Article", "Choices", "Exporter", "Form", "Layout", "OffsetUnit", "Option", "OutputFile", "chosen"]


class Layout(StrEnum):
    """What an export is on disk."""

    FILE = "file"
    FOLDER = "folder"


class OffsetUnit(StrEnum):
    """What a format counts in."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    TOKENS = "tokens"
    NONE = "none"


@frozen(kw_only=True)
class Option:
    """A choice that an exporter offers.

    Attributes:
        name: Its name, for instance ``profile``.
        values: What may be chosen; the first is taken where nobody chooses.
        help: What it does, in a sentence.
    """

    name: str
    values: tuple[str, ...]
    help: str


def _options(items: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Form:
    """What an exporter says of its format.

    Attributes:
        title: The format's name, for people.
        media_type: Its media type.
        layout: One file, or a folder with several.
        holds: The fields of the model that it can hold; all others are counted as lost.
        reader: The program that reads it back in the tests.
        offsets: What it counts in.
        extra: The extra that brings the library it is written with, or None.
        options: What can be chosen.
        notes: What else a user should know, in a sentence or two.
    """

    title: str
    media_type: str
    layout: Layout
    holds: Fields
    reader: str
    offsets: OffsetUnit = OffsetUnit.NONE
    extra: str | None = None
    options: tuple[Option, ...] = field(default=(), converter=_options)
    notes: str = ""


@frozen(kw_only=True)
class OutputFile:
    """A file of an export.

    Attributes:
        path: Where it belongs in the folder of the export, parted by slashes.
        data: What it holds.
    """

    path: str
    data: bytes


@frozen(kw_only=True)
class Article:
    """A document to be exported, with what its references lead into.

    Attributes:
        document: The document.
        folder: The folder of its file: what relative references start from.
        registry: Reads the registries.
    """

    document: Document
    folder: Path = field(factory=Path)
    registry: Registry = field(factory=Registry, eq=False, repr=False)


Choices = Mapping[str, str]
"""What was chosen for each option of an exporter: all of them, by name."""


@runtime_checkable
class Exporter(Protocol):
    """Writes documents in another format; plug-ins implement it.

    It is found through the entry-point group ``stancebank.exporters`` and called without arguments to get one.
    """

    @property
    def form(self) -> Form:
        """What it says of its format."""
        ...

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the files of the export: the same bytes for the same documents and choices.

        Args:
            articles: The documents, which may be a stream that can be read once.
            choices: What was chosen for each of its options.
            losses: Takes what the format could not hold besides the fields that it does not hold at all.
        """
        ...


def chosen(form: Form, name: str, given: Choices) -> dict[str, str]:
    """Return what holds for each option of *form*: what was given, or else its first value.

    Raises:
        ExportError: An option does not exist, or has no such value.
    """
    options = {option.name: option for option in form.options}
    for key, value in given.items():
        if key not in options:
            raise ExportError(f"no option {key!r}; there are {', '.join(options) or 'none'}", name)
        if value not in options[key].values:
            raise ExportError(f"{key} cannot be {value!r}; it is one of {', '.join(options[key].values)}", name)
    return {key: given.get(key, option.values[0]) for key, option in options.items()}
