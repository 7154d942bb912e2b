"""What an importer is: it reads another tool's files as records over a text, and knows nothing of our documents."""

from collections.abc import Iterable, Iterator
from typing import Final, Protocol, runtime_checkable

from attrs import field, frozen

from stancebank.errors import PluginError
from stancebank.export.plugins import loaded, names_in
from stancebank.model import Quotation, Stance, TopicAssignment

__all__ = [
    "IMPORTERS",
    "ImportForm",
    "Importer",
    "Incoming",
    "IncomingLayer",
    "InputFile",
    "importer_names",
    "load_importer",
]

IMPORTERS: Final = "stancebank.importers"
"""The entry-point group of importers."""


def _slashes(name: str) -> str:
    return name.replace("\\", "/")


@frozen(kw_only=True)
class InputFile:
    """A file to be read.

    Attributes:
        name: Its name, for messages and for its suffix; folders are parted by slashes, also on Windows.
        data: What it holds.
    """

    name: str = field(converter=_slashes)
    data: bytes


def _quotations(items: Iterable[Quotation]) -> tuple[Quotation, ...]:
    return tuple(items)


def _topics(items: Iterable[TopicAssignment]) -> tuple[TopicAssignment, ...]:
    return tuple(items)


def _stances(items: Iterable[Stance]) -> tuple[Stance, ...]:
    return tuple(items)


@frozen(kw_only=True)
class IncomingLayer:
    """Records of one layer; spans count code points of `Incoming.text`.

    Attributes:
        origin: The id of the layer that they were exported from, or None.
        quotations: The quotations.
        topics: The topic assignments.
        stances: The stances.
    """

    origin: str | None = None
    quotations: tuple[Quotation, ...] = field(default=(), converter=_quotations)
    topics: tuple[TopicAssignment, ...] = field(default=(), converter=_topics)
    stances: tuple[Stance, ...] = field(default=(), converter=_stances)


def _names(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


def _layers(items: Iterable[IncomingLayer]) -> tuple[IncomingLayer, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Incoming:
    """What another tool's file says of one document.

    Attributes:
        source: The name of the file.
        names: What may be the id of the document that it is about, the likeliest first.
        text: The text as that tool has it.
        layers: The records.
    """

    source: str
    names: tuple[str, ...] = field(converter=_names)
    text: str
    layers: tuple[IncomingLayer, ...] = field(converter=_layers)


@frozen(kw_only=True)
class ImportForm:
    """What an importer says of its format.

    Attributes:
        title: The format's name, for people.
        suffixes: The ends of the names of its files.
        extra: The extra that brings the library it reads with, or None.
    """

    title: str
    suffixes: tuple[str, ...]
    extra: str | None = None


@runtime_checkable
class Importer(Protocol):
    """Reads another format; plug-ins implement it.

    It is found through the entry-point group ``stancebank.importers`` and called without arguments to get one.
    """

    @property
    def form(self) -> ImportForm:
        """What it says of its format."""
        ...

    def read(self, files: Iterable[InputFile]) -> Iterator[Incoming]:
        """Yield what *files* say, one document at a time.

        Raises:
            ImportRefusedError: A file cannot be read.
        """
        ...


def importer_names() -> tuple[str, ...]:
    """Return the names of all importers that are installed, sorted."""
    return names_in(IMPORTERS)


def load_importer(name: str) -> Importer:
    """Return the importer for the format *name*.

    Raises:
        UnknownFormatError: There is none; the message lists those there are.
        PluginError: Two distributions have it, it cannot be loaded, or it is no importer.

    Example:
        >>> load_importer("inception").form.extra
        'inception'
    """
    importer = loaded(IMPORTERS, "importer", name)
    if not isinstance(importer, Importer):
        raise PluginError(IMPORTERS, name, "it is no importer: it lacks form or read")
    return importer
