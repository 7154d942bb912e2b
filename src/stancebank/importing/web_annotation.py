"""Annotation that was edited as Web Annotation, for instance in Recogito: JSON-LD with the texts beside it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from stancebank.errors import ImportRefusedError
from stancebank.export.offsets import utf16_units
from stancebank.export.web_annotation import TERMS
from stancebank.importing.form import ImportForm, Incoming, IncomingLayer, InputFile
from stancebank.importing.told import PARTS, Told, decoded, layers, text_beside, texts_in
from stancebank.model import Span

__all__ = ["WebAnnotationImporter"]

_SUFFIXES: Final = (".jsonld", ".json")
_NAMES: Final = {
    "speaker": "speakers",
    "addressee": "addressees",
    "onBehalfOf": "on_behalf_of",
    "topic": "category",
    "about": "targets",
    "stanceTarget": "target",
    "isDocumentLevel": "is_document_level",
    "category": "categories",
}
_LEFT: Final = frozenset({"type", "kind", "layer", "annotator", "part"})
_KINDS: Final = {"quotation": "Quotation", "topic": "Topic", "stance": "Stance"}
_RECORD: Final = f"{TERMS.removesuffix('terms:')}record:"

_Object = Mapping[str, Any]


class WebAnnotationImporter:
    """Reads ``*.jsonld`` and ``*.json``, a page of annotations or a list, each with the ``*.txt`` it points into."""

    form: Final = ImportForm(title="Web Annotation (JSON-LD)", suffixes=(*_SUFFIXES, ".txt"))

    def read(self, files: Iterable[InputFile]) -> Iterator[Incoming]:
        """Yield what each file of annotations says.

        Raises:
            ImportRefusedError: It is no JSON, an annotation is of another form, or its words are not in the text.
        """
        given = list(files)
        texts = texts_in(given)
        for file in (one for one in given if one.name.endswith(_SUFFIXES)):
            items = _items(file)
            sources = [str(target.get("source", "")).rpartition("/")[2] for one in items for target in _targets(one)]
            stem = file.name.rpartition("/")[2].rpartition(".")[0]
            names = list(dict.fromkeys([*filter(None, sources), f"{stem}.txt"]))
            if len(names) > 1 and names[0] != f"{stem}.txt" and len({*filter(None, sources)}) > 1:
                raise ImportRefusedError(f"it is about several texts: {', '.join(names)}", file.name)
            text = text_beside(file.name, texts, *names)
            read = _Page(text, file.name)
            ids = [name.removesuffix(".txt") for name in names]
            yield Incoming(source=file.name, names=ids, text=text, layers=read.layers(items, ids))


def _items(file: InputFile) -> list[_Object]:
    try:
        told: object = json.loads(decoded(file.data, file.name))
    except (ValueError, RecursionError) as error:
        raise ImportRefusedError(f"it is no JSON that can be read: {error}", file.name) from error
    page: _Object = cast("_Object", told) if isinstance(told, dict) else {"items": told}
    items = _list(page.get("items", [told] if page.get("type") == "Annotation" else None))
    if not all(isinstance(one, dict) for one in items) or (not items and "items" not in page):
        raise ImportRefusedError("it is neither a page nor a list of annotations", file.name)
    return cast("list[_Object]", items)


def _list(value: object) -> list[object]:
    if value is None:
        return []
    return list(cast("list[object]", value)) if isinstance(value, list) else [value]


def _objects(value: object) -> list[_Object]:
    return [cast("_Object", one) for one in _list(value) if isinstance(one, dict)]


def _targets(item: _Object) -> list[_Object]:
    return _objects(item.get("target"))


class _Page:
    """Puts the annotations of one text together."""

    def __init__(self, text: str, source: str) -> None:
        self._text, self._source = text, source
        self._units = utf16_units(text)

    def layers(self, items: list[_Object], names: list[str]) -> list[IncomingLayer]:
        """Return the records.

        Args:
            items: The annotations.
            names: What the document may be called: its records have ids that begin so.
        """
        told: list[Told] = []
        places: dict[tuple[str, str], list[tuple[int, Span]]] = {}
        for number, item in enumerate(items, start=1):
            spans = [self._place(target, number) for target in _targets(item) if target.get("selector")]
            bodies = _objects(item.get("body"))
            nothing: _Object = {}
            data = next((one for one in bodies if "kind" in one), nothing)
            if data.get("kind") == "part":
                role, _, order = str(data.get("part", "")).partition(".")
                if role not in PARTS:
                    raise ImportRefusedError(f"annotation {number} is the part {role!r} of a quotation", self._source)
                ordered = [(int(order[:9]) if order.isdecimal() else 0, span) for span in spans]
                places.setdefault((str(data.get("quotation", "")), role), []).extend(ordered)
            else:
                told.append(self._told(item, data, bodies, spans, names, number))
        parts = {key: [span for _, span in sorted(several)] for key, several in places.items()}
        return layers(told, parts, self._text, self._source)

    def _told(
        self,
        item: _Object,
        data: _Object,
        bodies: list[_Object],
        spans: list[Span],
        names: list[str],
        number: int,
    ) -> Told:
        values = {_NAMES.get(name, name): _words(value) for name, value in data.items() if name not in _LEFT}
        kind = str(data.get("kind", "quotation"))
        for one in bodies:
            if one is data:
                continue
            value = str(one.get("value", "")).strip()
            name, colon, rest = value.partition(":")
            if one.get("purpose") == "tagging" and value.lower() in _KINDS:
                kind = value.lower()
            elif one.get("purpose") == "tagging" and colon and rest.strip():
                values[name.strip()] = [rest.strip()]
            elif value:
                values["comment"] = [*values.get("comment", []), value]
        if kind not in _KINDS:
            raise ImportRefusedError(f"annotation {number} is of the kind {kind!r}", self._source)
        own = str(item.get("id") or number)
        prefix = next((f"{_RECORD}{name}:" for name in names if own.startswith(f"{_RECORD}{name}:")), None)
        identifier = own.removeprefix(prefix) if prefix else None
        layer = data.get("layer")
        return Told(
            kind=_KINDS[kind],
            key=identifier or own,
            id=identifier,
            layer=str(layer) if layer else None,
            values=values,
            spans=spans,
        )

    def _place(self, target: _Object, number: int) -> Span:
        """Return the place of a target: its position in the unit that fits the quote, else where the quote stands."""
        selectors = {str(one.get("type", "")): one for one in _objects(target.get("selector"))}
        position, quote = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
        exact = quote.get("exact") if quote else None
        for span in self._positions(position) if position else ():
            if exact is None or span.slice(self._text) == exact:
                return span
        if quote and isinstance(exact, str) and exact:
            before, after = str(quote.get("prefix", "")), str(quote.get("suffix", ""))
            for told in (f"{before}{exact}{after}", exact):
                if self._text.count(told) == 1:
                    start = self._text.index(told) + (len(before) if told != exact else 0)
                    return Span(start, start + len(exact))
        raise ImportRefusedError(f"the words of annotation {number} stand nowhere, or not once only", self._source)

    def _positions(self, position: _Object) -> Iterator[Span]:
        """Yield what a position may mean: code points, as the standard has it, and UTF-16 units, as browsers do."""
        start, end = position.get("start"), position.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start <= end:
            return
        if end <= len(self._text):
            yield Span(start, end)
        try:
            yield Span(self._units.code_points(start), self._units.code_points(end))
        except (IndexError, ValueError):
            return


def _words(value: object) -> list[str]:
    return ["true" if one is True else str(one) for one in _list(value) if one not in (None, False, "")]
