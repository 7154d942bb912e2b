"""What the root file of a corpus declares of the whole, and what a tree holds that such a declaration counts."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from attrs import frozen
from lxml import etree

from stancebank.tei.markup import Node, name_of, white_normalised
from stancebank.tei.names import TEI, XML
from stancebank.tei.vocabularies import SPLIT, version_of

__all__ = [
    "DIGEST_TYPE",
    "Inventory",
    "Measure",
    "Part",
    "TaxonomyState",
    "Usage",
    "element_counts",
    "held_documents",
    "read_inventory",
    "taxonomy_states",
]

DIGEST_TYPE: Final = "contentSHA256"
"""The type of the ``idno`` that registers the digest of a version of a taxonomy."""

_ID: Final = f"{{{XML}}}id"


@frozen(kw_only=True)
class Measure:
    """An ``extent/measure``: how many of a unit there are said to be."""

    unit: str
    quantity: str
    line: int


@frozen(kw_only=True)
class Usage:
    """A ``tagUsage``: how often an element is said to occur in the texts."""

    element: str
    occurs: str
    line: int


@frozen(kw_only=True)
class TaxonomyState:
    """A taxonomy as it is written.

    Attributes:
        id: Its ``xml:id``.
        version: The version that it states, or empty.
        digest: The SHA-256 of its elements, attributes and words; comments and layout do not count.
        line: The line of its start tag, from 1.
    """

    id: str
    version: str
    digest: str
    line: int


@frozen(kw_only=True)
class Part:
    """A part of a split: its name, and the ids of the documents that are said to be in it."""

    name: str
    documents: tuple[str, ...]
    line: int


@frozen(kw_only=True)
class Inventory:
    """What a ``teiCorpus`` declares of the whole.

    Attributes:
        measures: Its extents.
        usages: How often elements occur.
        registered: The digests of versions of taxonomies: pairs of id and version, the digest, and its line.
        parts: The parts of its split, such as ``train`` and ``test``.
    """

    measures: tuple[Measure, ...] = ()
    usages: tuple[Usage, ...] = ()
    registered: tuple[tuple[tuple[str, str], str, int], ...] = ()
    parts: tuple[Part, ...] = ()


def read_inventory(root: Node) -> Inventory:
    """Read what the header of a corpus declares of the whole."""
    header = root.find(f"{{{TEI}}}teiHeader")
    if header is None:
        return Inventory()
    description = f"{{{TEI}}}fileDesc/"
    return Inventory(
        measures=tuple(
            Measure(unit=one.get("unit", ""), quantity=one.get("quantity", ""), line=one.sourceline or 0)
            for one in header.iterfind(f"{description}{{{TEI}}}extent/{{{TEI}}}measure")
        ),
        usages=tuple(
            Usage(element=one.get("gi", ""), occurs=one.get("occurs", ""), line=one.sourceline or 0)
            for one in header.iterfind(f"{{{TEI}}}encodingDesc/{{{TEI}}}tagsDecl//{{{TEI}}}tagUsage")
        ),
        registered=tuple(
            (_named(one.get("n", "")), white_normalised(one.text or ""), one.sourceline or 0)
            for one in header.iterfind(f"{description}{{{TEI}}}publicationStmt/{{{TEI}}}idno")
            if one.get("type") == DIGEST_TYPE
        ),
        parts=tuple(_parts(header)),
    )


def _named(name: str) -> tuple[str, str]:
    taxonomy, _, version = name.partition(" ")
    return taxonomy, version


def _parts(header: Node) -> list[Part]:
    found: list[Part] = []
    for taxonomy in header.iter(f"{{{TEI}}}taxonomy"):
        if taxonomy.get(_ID) != SPLIT:
            continue
        for category in taxonomy.iterchildren(f"{{{TEI}}}category"):
            tokens = category.get("corresp", "").split()
            name = category.get(_ID, "").removeprefix(f"{SPLIT}.")
            documents = tuple(token.partition(":")[2] for token in tokens if token.startswith("doc:"))
            found.append(Part(name=name, documents=documents, line=category.sourceline or 0))
    return found


def taxonomy_states(root: Node) -> tuple[TaxonomyState, ...]:
    """Return the state of each taxonomy in a tree that has an id."""
    return tuple(
        TaxonomyState(id=one.get(_ID, ""), version=version_of(one), digest=_digest(one), line=one.sourceline or 0)
        for one in root.iter(f"{{{TEI}}}taxonomy")
        if one.get(_ID) and one.get(_ID) != SPLIT
    )


def _digest(element: Node) -> str:
    told = json.dumps(_content(element), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("ascii")).hexdigest()


def _content(element: Node) -> list[Any]:
    """Return what an element says, as lists of strings; white space around words does not count."""
    found: list[Any] = [name_of(element), sorted((str(key), str(value)) for key, value in element.attrib.items())]
    words = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            found += [" ".join("".join(words).split()), _content(child)]
            words = []
        words.append(child.tail or "")
    found.append(" ".join("".join(words).split()))
    return found


def element_counts(root: Node) -> Counter[str]:
    """Return how often each element occurs in the ``text`` of a document."""
    text = root.find(f"{{{TEI}}}text")
    if text is None:
        return Counter()
    return Counter(name_of(one) for one in text.iter(etree.Element) if one is not text)


def held_documents(root: Node) -> Iterator[Node]:
    """Yield the documents that a root file holds itself, as trees."""
    yield from root.iterchildren(f"{{{TEI}}}TEI")
