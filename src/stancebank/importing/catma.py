"""Annotation that was edited in CATMA: collections in its TEI, with the texts beside them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from stancebank.errors import ImportRefusedError, StancebankError
from stancebank.importing.form import ImportForm, Incoming, IncomingLayer, InputFile
from stancebank.importing.told import PARTS, Told, layers, sibling, texts_in
from stancebank.model import Span
from stancebank.tei.markup import Node
from stancebank.tei.names import TEI, XML
from stancebank.tei.parsing import parse

__all__ = ["CatmaImporter"]

_NS: Final = f"{{{TEI}}}"
_ID: Final = f"{{{XML}}}id"
_POINTER: Final = re.compile(r"[^#]*#char=(\d{1,9}),(\d{1,9})")
_RECORDS: Final = frozenset({"Quotation", "Topic", "Stance"})
_DERIVED: Final = frozenset({"speaker_name", "holder_name", "target_name", "topic_name"})


class CatmaImporter:
    """Reads ``*.xml``, collections as CATMA exports them, each with the ``*.txt`` of its document in its folder."""

    form: Final = ImportForm(title="CATMA (text and annotation collections)", suffixes=(".xml", ".txt"))

    def read(self, files: Iterable[InputFile]) -> Iterator[Incoming]:
        """Yield what the collections of each document say, all of one document at once.

        Raises:
            ImportRefusedError: A collection cannot be read, or there is no text beside it.
        """
        given = list(files)
        texts = texts_in(given)
        found: dict[str, list[tuple[str, IncomingLayer]]] = {}
        for file in (one for one in given if one.name.endswith(".xml")):
            read = _Collection(_root(file), file.name)
            if read.is_empty:
                continue
            place = _text_of(read, file.name, texts)
            found.setdefault(place, []).extend((read.document, layer) for layer in read.layers(texts[place]))
        for place, told in found.items():
            stem = place.rpartition("/")[2].removesuffix(".txt")
            names = dict.fromkeys([stem, *(name for name, _ in told if name)])
            yield Incoming(source=place, names=names, text=texts[place], layers=[layer for _, layer in told])


def _root(file: InputFile) -> Node:
    try:
        return parse(file.data, file.name)
    except StancebankError as error:
        raise ImportRefusedError(f"it is no collection of CATMA's: {error}", file.name) from error


def _text_of(read: "_Collection", source: str, texts: Mapping[str, str]) -> str:
    """Return the name of the text that a collection is about: that of its document, or the only one in its folder."""
    named = sibling(source, f"{read.document}.txt")
    folder = sibling(source, "")
    beside = [name for name in texts if sibling(name, "") == folder]
    if named in texts:
        return named
    if len(beside) == 1:
        return beside[0]
    raise ImportRefusedError(f"there is no {read.document or 'text'}.txt beside it", source)


class _Collection:
    """One collection: annotations, the tags that they have, and where they stand."""

    def __init__(self, root: Node, source: str) -> None:
        self._source = source
        self._ids = {one.get(_ID): one for one in root.iter(f"{_NS}*") if one.get(_ID)}
        self._title = _text(next(root.iter(f"{_NS}title"), None))
        described = next((one for one in root.iter(f"{_NS}sourceDesc")), None)
        self.document = _text(next(described.iter(f"{_NS}p"), None)) if described is not None else ""
        self._spans: dict[str, list[Span]] = {}
        for segment in root.iter(f"{_NS}seg"):
            spans = [self._place(one.get("target") or "") for one in segment.iter(f"{_NS}ptr")]
            for name in (segment.get("ana") or "").replace("#", " ").split():
                self._spans.setdefault(name, []).extend(spans)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is annotated, as in a file that only holds tags."""
        return not self._spans

    def layers(self, text: str) -> list[IncomingLayer]:
        """Return the records."""
        told: list[Told] = []
        places: dict[tuple[str, str], list[Span]] = {}
        for name, spans in self._spans.items():
            features = self._named(name)
            tag = _text(next(self._named(features.get("type") or "").iter(f"{_NS}fsDescr"), None))
            values = _values(features)
            if tag.lower() in PARTS:
                for quotation in values.get("quotation", ()):
                    places.setdefault((quotation, tag.lower()), []).extend(_joined(spans))
                continue
            if tag not in _RECORDS:
                known = ", ".join(sorted((*_RECORDS, *(part.capitalize() for part in PARTS))))
                raise ImportRefusedError(f"an annotation has the tag {tag!r}; there are {known}", self._source)
            identifier = next(iter(values.pop("id", ())), None)
            told.append(
                Told(
                    kind=tag,
                    key=identifier or name,
                    id=identifier,
                    layer=self._title if identifier else None,
                    values={key: several for key, several in values.items() if key not in _DERIVED},
                    spans=_joined(spans),
                )
            )
        return layers(told, places, text, self._source)

    def _named(self, name: str) -> Node:
        found = self._ids.get(name)
        if found is None:
            raise ImportRefusedError(f"{name or 'something'!r} is referred to, but not there", self._source)
        return found

    def _place(self, target: str) -> Span:
        found = _POINTER.fullmatch(target)
        if found is None or int(found[1]) > int(found[2]):
            raise ImportRefusedError(f"{target!r} is no place in a text", self._source)
        return Span(int(found[1]), int(found[2]))


def _text(node: Node | None) -> str:
    return " ".join("".join(str(part) for part in node.itertext()).split()) if node is not None else ""


def _values(features: Node) -> dict[str, tuple[str, ...]]:
    """Return the values of an annotation by name, without those that CATMA keeps for itself."""
    told = {one.get("name") or "": tuple(map(_text, one.iter(f"{_NS}string"))) for one in features.iter(f"{_NS}f")}
    return {name: several for name, several in told.items() if several and not name.startswith("catma_")}


def _joined(spans: list[Span]) -> list[Span]:
    """Return *spans* with those as one that touch: CATMA parts a stretch wherever another annotation begins or ends."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].end == span.start:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found
