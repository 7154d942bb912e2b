"""Annotation that was edited in brat: stand-off files with the texts beside them."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stancebank.errors import ImportRefusedError
from stancebank.importing.form import ImportForm, Incoming, IncomingLayer, InputFile
from stancebank.importing.told import PARTS, Told, decoded, layers, text_beside, texts_in
from stancebank.model import Span

__all__ = ["BratImporter"]

_BOUND: Final = re.compile(r"(T\d+)\t(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)(?:\t(.*))?")
_RELATION: Final = re.compile(r"R\d+\t(\w+)Of Arg1:(T\d+) Arg2:(T\d+)\s*")
_ATTRIBUTE: Final = re.compile(r"[AM]\d+\t(\w+) (T\d+)(?: (\S+))?\s*")
_NOTE: Final = re.compile(r"#\d+\t\w+ (\w+)\t(.*)")
_KEYED: Final = re.compile(r"([a-z_]+): (.*)")
_RECORDS: Final = frozenset({"Quotation", "Topic", "Stance"})
_ROLES: Final = {"Verbatim": "verbatim", "SpeakerMention": "mention", "Cue": "cue"}
_NOTED: Final = frozenset(
    {
        *("id", "layer", "topic", "about", "speaker", "addressee", "on_behalf_of", "holder", "target", "quotation"),
        *("document_level", "adjudicates", "certainty", "status", "categories", "comment"),
    }
)


class BratImporter:
    """Reads ``*.ann``, each with the ``*.txt`` of the same name; other files of brat's are left alone."""

    form: Final = ImportForm(title="brat stand-off", suffixes=(".ann", ".txt"))

    def read(self, files: Iterable[InputFile]) -> Iterator[Incoming]:
        """Yield what each file of annotations says.

        Raises:
            ImportRefusedError: A line cannot be read, or its words are not those of the text.
        """
        given = list(files)
        texts = texts_in(given)
        for file in (one for one in given if _is(one, ".ann")):
            stem = file.name.rpartition("/")[2].removesuffix(".ann")
            text = text_beside(file.name, texts, f"{stem}.txt")
            read = _Lines(text, file.name)
            for number, line in enumerate(decoded(file.data, file.name).split("\n"), start=1):
                read.line(line.removesuffix("\r"), number)
            yield Incoming(source=file.name, names=[stem], text=text, layers=read.layers())


def _is(file: InputFile, suffix: str) -> bool:
    return file.name.endswith(suffix)


class _Lines:
    """Gathers what the lines of a file say."""

    def __init__(self, text: str, source: str) -> None:
        self._text, self._source = text, source
        self._kinds: dict[str, str] = {}
        self._spans: dict[str, list[Span]] = {}
        self._values: dict[str, dict[str, list[str]]] = {}
        self._parts: list[tuple[str, str, str]] = []

    def line(self, line: str, number: int) -> None:
        """Take a line; one that stands for nothing of ours is refused rather than lost."""
        if not line.strip():
            return
        if found := _BOUND.fullmatch(line):
            self._bound(found[1], found[2], found[3], found[4] or "", number)
        elif found := _RELATION.fullmatch(line):
            self._parts.append((_ROLES.get(found[1], found[1].lower()), found[2], found[3]))
        elif found := _ATTRIBUTE.fullmatch(line):
            self._values.setdefault(found[2], {})[found[1].lower()] = [found[3] or "yes"]
        elif found := _NOTE.fullmatch(line):
            keyed = _KEYED.fullmatch(found[2])
            name, told = (keyed[1], keyed[2]) if keyed and keyed[1] in _NOTED else ("comment", found[2])
            self._values.setdefault(found[1], {}).setdefault(name, []).append(told)
        else:
            raise ImportRefusedError(f"line {number} is neither one of brat's nor of what is exported", self._source)

    def _bound(self, own: str, kind: str, told: str, words: str, number: int) -> None:
        if kind not in _RECORDS | _ROLES.keys():
            known = ", ".join(sorted(_RECORDS | _ROLES.keys()))
            raise ImportRefusedError(f"line {number} is of the type {kind!r}; there are {known}", self._source)
        pairs = [tuple(map(int, pair.split())) for pair in told.split(";")]
        if any(start > end for start, end in pairs):
            raise ImportRefusedError(f"line {number} ends before it starts", self._source)
        spans = [Span(start, end) for start, end in pairs]
        if " ".join(span.slice(self._text) for span in spans) != words:
            raise ImportRefusedError(f"the words of line {number} are not those of the text", self._source)
        self._kinds[own] = kind
        self._spans[own] = _joined(spans, self._text)

    def layers(self) -> list[IncomingLayer]:
        """Return the records.

        Raises:
            ImportRefusedError: Something is told of what is not there.
        """
        for own in (*self._values, *(one for _, *pair in self._parts for one in pair)):
            if own not in self._kinds:
                raise ImportRefusedError(f"something is told of {own}, which is not there", self._source)
        places: dict[tuple[str, str], list[Span]] = {}
        for role, part, quotation in self._parts:
            if role not in PARTS:
                raise ImportRefusedError(f"a relation ties {part} to {quotation} as {role!r}", self._source)
            places.setdefault((quotation, role), []).extend(self._spans[part])
        tied = {part for _, part, _ in self._parts}
        loose = [own for own, kind in self._kinds.items() if kind in _ROLES and own not in tied]
        if loose:
            raise ImportRefusedError(f"{loose[0]} is part of no quotation: no relation leads from it", self._source)
        told = [self._told(own, kind) for own, kind in self._kinds.items() if kind in _RECORDS]
        return layers(told, places, self._text, self._source)

    def _told(self, own: str, kind: str) -> Told:
        values = {name: [*several] for name, several in self._values.get(own, {}).items()}
        identifier, layer = (next(iter(values.pop(name, [])), None) for name in ("id", "layer"))
        return Told(kind=kind, key=own, id=identifier, layer=layer, values=values, spans=self._spans[own])


def _joined(spans: list[Span], text: str) -> list[Span]:
    """Return *spans* with those as one that only a line break parts: brat cannot hold a span that has one."""
    found: list[Span] = []
    for span in spans:
        between = text[found[-1].end : span.start] if found else ""
        if between and not between.strip("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found
