"""Finding the documents to compare: TEI, brat standoff or JSON, in files and folders, paired by id."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve, field, frozen

from stancebank.corpus import ROOT_NAME, Corpus
from stancebank.evaluation.brat import BRAT_TYPES, read_brat
from stancebank.evaluation.errors import MaterialError
from stancebank.evaluation.gold_json import read_json
from stancebank.model import Document
from stancebank.tei import load

__all__ = ["Material", "Paired", "pair_up", "read_material"]

_SUFFIXES: Final = (".xml", ".ann", ".json", ".jsonl")


@frozen(kw_only=True)
class Material:
    """One document to compare.

    Attributes:
        id: What it is paired by: the id of a TEI document, the name of a brat file, the id in JSON.
        document: The document.
        path: The file it came from.
        digest: The SHA-256 of that file, hexadecimal.
    """

    id: str
    document: Document
    path: Path
    digest: str


def _pairs(items: Iterable[tuple[Material, Material]]) -> tuple[tuple[Material, Material], ...]:
    return tuple(items)


def _materials(items: Iterable[Material]) -> tuple[Material, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Paired:
    """Documents of two sides that belong together, and those that have no partner.

    Attributes:
        pairs: Gold and predicted, in the order of the gold ids.
        missing: What only the gold side has.
        extra: What only the predicted side has.
    """

    pairs: tuple[tuple[Material, Material], ...] = field(converter=_pairs)
    missing: tuple[Material, ...] = field(converter=_materials, default=())
    extra: tuple[Material, ...] = field(converter=_materials, default=())

    def documents(self) -> list[tuple[Document, Document]]:
        """Return what to compare: a gold document without a partner is compared with its bare text."""
        bare = [(one.document, evolve(one.document, layers=())) for one in self.missing]
        return [(gold.document, predicted.document) for gold, predicted in self.pairs] + bare


def read_material(place: Path, *, types: Mapping[str, str] = BRAT_TYPES) -> list[Material]:
    """Read the documents at *place*: a file, a corpus, or a folder with files of one of the forms.

    Args:
        place: A TEI file (``.xml``), a brat file (``.ann`` with its ``.txt`` beside it), a file in JSON (``.json``,
            ``.jsonl``), or a folder.
        types: What the types of brat annotations are.

    Raises:
        MaterialError: There is nothing to read, a file is none of these, or two documents have one id.
        OSError: A file cannot be read.
        RefusedError: A TEI file is not safe or not well-formed.
    """
    found: dict[str, Material] = {}
    for path in _files(place):
        data = path.read_bytes()
        for name, document in _documents(path, data, types):
            if name in found:
                raise MaterialError(f"the id {name!r} is also that of {found[name].path}", str(path))
            digest = hashlib.sha256(data).hexdigest()
            found[name] = Material(id=name, document=document, path=path, digest=digest)
    if not found:
        raise MaterialError(f"nothing to compare here: no file ends in {', '.join(_SUFFIXES)}", str(place))
    return [found[name] for name in sorted(found)]


def _files(place: Path) -> Iterator[Path]:
    if not place.is_dir():
        yield place
    elif (place / ROOT_NAME).is_file():
        yield from Corpus.open(place).paths
    else:
        yield from sorted(path for path in place.rglob("*") if path.suffix in _SUFFIXES and path.is_file())


def _documents(path: Path, data: bytes, types: Mapping[str, str]) -> Iterator[tuple[str, Document]]:
    if path.suffix == ".xml":
        document = load(path)
        yield document.id, document
    elif path.suffix == ".ann":
        beside = path.with_suffix(".txt")
        if not beside.is_file():
            raise MaterialError(f"there is no {beside.name} beside it", str(path))
        text = _decoded(beside, beside.read_bytes())
        yield path.stem, read_brat(path.stem, text, _decoded(path, data), types=types, place=str(path))
    elif path.suffix in {".json", ".jsonl"}:
        yield from read_json(_decoded(path, data), place=str(path))
    else:
        raise MaterialError(
            f"the file is none that can be compared: its name must end in {', '.join(_SUFFIXES)}", str(path)
        )


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MaterialError(
            f"the file is not in UTF-8: byte {error.start} is {data[error.start]:#x}", str(path)
        ) from None


def pair_up(gold: Sequence[Material], predicted: Sequence[Material]) -> Paired:
    """Pair documents by their ids; where each side has just one, these two whatever they are called.

    Example:
        >>> pair_up([], []).pairs
        ()
    """
    if len(gold) == len(predicted) == 1:
        return Paired(pairs=[(gold[0], predicted[0])])
    known = {one.id: one for one in predicted}
    wanted = {one.id for one in gold}
    return Paired(
        pairs=[(one, known[one.id]) for one in gold if one.id in known],
        missing=[one for one in gold if one.id not in known],
        extra=[one for one in predicted if one.id not in wanted],
    )
