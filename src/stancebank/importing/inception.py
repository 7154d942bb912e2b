"""Annotation that was edited in INCEpTION, from XMI or JSON CAS, as dkpro-cassis reads them."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from stancebank.errors import ImportRefusedError
from stancebank.export.inception import CasType
from stancebank.export.inception.types import DOCUMENT, PART, QUOTATION, STANCE, TOPIC
from stancebank.export.plugins import optional
from stancebank.importing.form import ImportForm, Incoming, IncomingLayer, InputFile
from stancebank.model import Quotation, Span, Stance, TopicAssignment
from stancebank.tei import MAX_BYTES

__all__ = ["InceptionImporter"]

_TYPE_SYSTEM: Final = "TypeSystem.xml"
_UNREADABLE: Final = (LookupError, ValueError, TypeError, AttributeError, SyntaxError, RuntimeError)
"""What the reader raises at input that is no CAS: it has no exception of its own for that."""


class InceptionImporter:
    """Reads ``*.xmi`` with its ``TypeSystem.xml``, ``*.json``, and the archives that INCEpTION exports."""

    form: Final = ImportForm(title="INCEpTION (UIMA CAS)", suffixes=(".xmi", ".json", ".zip"), extra="inception")

    def read(self, files: Iterable[InputFile]) -> Iterator[Incoming]:
        """Yield what each CAS says.

        Raises:
            ImportRefusedError: A file is no CAS, its type system is missing, or an archive is too large.
            MissingExtraError: dkpro-cassis is not installed.
        """
        cassis = optional("cassis", "inception")
        unpacked = [one for file in files for one in (_unpacked(file) if file.name.endswith(".zip") else (file,))]
        systems = {_folder(file): file for file in unpacked if PurePosixPath(file.name).name == _TYPE_SYSTEM}
        for file in unpacked:
            if PurePosixPath(file.name).name == _TYPE_SYSTEM:
                continue
            _check(file)
            is_json = file.data.lstrip()[:1] == b"{"
            system = None if is_json else systems.get(_folder(file))
            if system is None and not is_json:
                raise ImportRefusedError(f"there is no {_TYPE_SYSTEM} beside it", file.name)
            if system is not None:
                _check(system)
            unreadable = (*_UNREADABLE, cassis.typesystem.TypeNotFoundError)
            try:
                found = _incoming(_cas(cassis, file, system), file.name)
            except unreadable as error:
                raise ImportRefusedError(f"it cannot be read as a UIMA CAS: {error}", file.name) from error
            yield found


def _folder(file: InputFile) -> str:
    return str(PurePosixPath(file.name).parent)


def _unpacked(file: InputFile) -> Iterator[InputFile]:
    """Yield the members of an archive, which are read and never written: their names lead nowhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if sum(one.file_size for one in members) > MAX_BYTES:
                raise ImportRefusedError(f"it holds more than {MAX_BYTES} bytes", file.name)
            for one in members:
                if one.filename.endswith((".xmi", ".json", _TYPE_SYSTEM)):
                    yield InputFile(name=f"{file.name}/{one.filename}", data=archive.read(one))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ImportRefusedError(f"it is no archive that can be read: {error}", file.name) from error


def _check(file: InputFile) -> None:
    """Refuse what could expand or lead elsewhere before anything parses it."""
    if len(file.data) > MAX_BYTES:
        raise ImportRefusedError(f"it has more than {MAX_BYTES} bytes", file.name)
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError:
        raise ImportRefusedError("it is not UTF-8", file.name) from None
    if b"<!DOCTYPE" in file.data or b"<!ENTITY" in file.data:
        raise ImportRefusedError("it has a DOCTYPE", file.name)


def _cas(cassis: Any, file: InputFile, system: InputFile | None) -> Any:  # noqa: ANN401 - the library is optional
    stream = io.BytesIO(file.data)
    if system is None:
        return cassis.load_cas_from_json(stream)
    types = cassis.load_typesystem(io.BytesIO(system.data))
    return cassis.load_cas_from_xmi(stream, typesystem=types, lenient=True)


def _incoming(cas: Any, source: str) -> Incoming:  # noqa: ANN401 - the library is optional
    text = cas.sofa_string
    if not isinstance(text, str):
        raise ImportRefusedError("it has no text", source)
    # INCEpTION may write the annotator's name as the id and the file's name as the title when it exports.
    told = [_told(one, name) for name in ("documentId", "documentTitle") for one in _of(cas, DOCUMENT)]
    names = [name for one in (*told, PurePosixPath(source).name) if one for name in (one, PurePosixPath(one).stem)]
    reader = _Records(cas, PurePosixPath(source).stem)
    return Incoming(source=source, names=dict.fromkeys(names), text=text, layers=reader.layers())


def _of(cas: Any, kind: CasType) -> list[Any]:  # noqa: ANN401 - the library is optional
    return list(cas.select(kind.name)) if cas.typesystem.contains_type(kind.name) else []


def _told(one: Any, name: str) -> str | None:  # noqa: ANN401 - the library is optional
    value = getattr(one, name, None)
    return str(value) if value not in (None, "") else None


def _many(one: Any, name: str) -> list[str]:  # noqa: ANN401 - the library is optional
    return (_told(one, name) or "").split()


def _number(one: Any) -> int:  # noqa: ANN401 - the library is optional
    told = _told(one, "part") or ""
    return int(told) if told.isdecimal() else 0


class _Records:
    """Puts the pieces of records together again."""

    def __init__(self, cas: Any, stem: str) -> None:  # noqa: ANN401 - the library is optional
        self._cas = cas
        self._stem = stem
        self._new = 0

    def layers(self) -> list[IncomingLayer]:
        """Return the records by the layer that they came from; new ones go into the first."""
        quotations, topics, stances = (self._grouped(kind) for kind in (QUOTATION, TOPIC, STANCE))
        parts = self._parts()
        found = {key: _layer(pieces) for group in (quotations, topics, stances) for key, pieces in group.items()}
        origins: list[str | None] = list(dict.fromkeys(filter(None, found.values())))
        origins = origins or [None]
        home = {key: origin or origins[0] for key, origin in found.items()}
        return [
            IncomingLayer(
                origin=origin,
                quotations=[_quotation(key, one, parts) for key, one in quotations.items() if home[key] == origin],
                topics=[_topic(key, one) for key, one in topics.items() if home[key] == origin],
                stances=[_stance(key, one) for key, one in stances.items() if home[key] == origin],
            )
            for origin in origins
        ]

    def _grouped(self, kind: CasType) -> dict[str, list[Any]]:
        """Return the annotations of *kind* by record, in the order of the parts; each new one is a record."""
        groups: dict[str, list[Any]] = {}
        for one in _of(self._cas, kind):
            key = _told(one, "identifier")
            if key is None:
                self._new += 1
                key = f"{self._stem}.new{self._new}"
            groups.setdefault(key, []).append(one)
        return {
            key: sorted(pieces, key=lambda one: (_number(one), one.begin, one.end)) for key, pieces in groups.items()
        }

    def _parts(self) -> dict[tuple[str, str], list[Span]]:
        found: dict[tuple[str, str], list[Span]] = {}
        for one in sorted(_of(self._cas, PART), key=_number):
            key = (_told(one, "quotation") or "", _told(one, "role") or "")
            found.setdefault(key, []).append(Span(one.begin, one.end))
        return found


def _layer(pieces: list[Any]) -> str | None:
    return next(filter(None, (_told(one, "layer") for one in pieces)), None)


def _spans(pieces: list[Any]) -> list[Span]:
    """Return the spans of a record; a place that only shows the record is none of them."""
    return [Span(one.begin, one.end) for one in pieces if _told(one, "part") or not _told(one, "identifier")]


def _shared(pieces: list[Any]) -> dict[str, Any]:
    one = pieces[0]
    certainty = _told(one, "certainty")
    number = certainty is not None and certainty.replace(".", "", 1).isdecimal()
    return {
        "certainty": float(certainty) if number and certainty is not None else certainty,
        "status": _told(one, "status"),
        "categories": _many(one, "categories"),
    }


def _quotation(key: str, pieces: list[Any], parts: dict[tuple[str, str], list[Span]]) -> Quotation:
    one = pieces[0]
    told: dict[str, Any] = {
        "id": key,
        "content": _spans(pieces),
        "mode": _told(one, "mode"),
        "medium": _told(one, "medium"),
        "speakers": _many(one, "speakers"),
        "addressees": _many(one, "addressees"),
        "on_behalf_of": _many(one, "onBehalfOf"),
        "comment": _told(one, "comment") or "",
        **_shared(pieces),
        **{role: parts.get((key, role), []) for role in ("verbatim", "mention", "cue")},
    }
    return Quotation(**told)


def _topic(key: str, pieces: list[Any]) -> TopicAssignment:
    one = pieces[0]
    told: dict[str, Any] = {
        "id": key,
        "category": _told(one, "category"),
        "targets": _many(one, "targets"),
        "spans": _spans(pieces),
        "comment": _told(one, "comment") or "",
        **_shared(pieces),
    }
    return TopicAssignment(**told)


def _stance(key: str, pieces: list[Any]) -> Stance:
    one = pieces[0]
    told: dict[str, Any] = {
        "id": key,
        **{name: _told(one, name) for name in ("holder", "target", "position", "intensity", "quotation")},
        "evidence": _spans(pieces),
        "is_document_level": (_told(one, "isDocumentLevel") or "").lower() == "true",
        "rationale": _told(one, "comment") or "",
        "adjudicates": _many(one, "adjudicates"),
        **_shared(pieces),
    }
    return Stance(**told)
