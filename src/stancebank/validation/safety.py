"""Rules on what programs might act upon: addresses, schemas that a file brings, and a mark before its first byte."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from stancebank.findings import Severity
from stancebank.validation.following import pointer_faults, unsafe_scheme
from stancebank.validation.rule import Hit, Rule, Scope, Subject

if TYPE_CHECKING:
    from stancebank.model import Entity, Speaker

__all__ = ["SAFETY"]

_MARK: Final = b"\xef\xbb\xbf"
_OWN: Final = frozenset({"stancebank.odd", "stancebank.rnc", "stancebank.rng", "stancebank.sch"})
_OWN_NAME: Final = "urn:stancebank:schema:"


def byte_order_mark(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a file that begins with a byte order mark."""
    if subject.data.startswith(_MARK):
        yield Hit("the file begins with a byte order mark", subject.index.root_id, line=subject.index.root_line)


def unsafe_address(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each address with a scheme on which programs act."""
    yield from subject.once(pointer_faults).get("SE005", ())
    index, document = subject.index, subject.document
    if index.schema is not None and (scheme := unsafe_scheme(index.schema.url)):
        yield Hit(f"the schemaRef is an address with the scheme {scheme!r}", index.root_id, line=index.schema.line)
    if document is None:
        return
    if scheme := unsafe_scheme(document.metadata.url):
        yield Hit(f"the address of the article has the scheme {scheme!r}", document.id)
    bearers: Iterable[Speaker | Entity] = (*document.speakers, *document.entities)
    for bearer in bearers:
        for address in bearer.identifiers:
            if scheme := unsafe_scheme(address):
                yield Hit(f"an address of {bearer.label} has the scheme {scheme!r}", bearer.id)


def foreign_schema(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each schema that a file names and that is none of this library's."""
    index = subject.index
    told = [(address, 1) for address in index.models]
    told += [(index.schema.url, index.schema.line)] if index.schema and index.schema.url else []
    for address, line in dict(told).items():
        is_own = address.startswith(_OWN_NAME) or address.replace("\\", "/").rpartition("/")[2] in _OWN
        if address and not is_own and not unsafe_scheme(address):
            yield Hit(f"the file names the schema {address!r}, which is not read", index.root_id, line=line)


SAFETY: Final = (
    Rule(
        code="WF003",
        level=0,
        severity=Severity.WARNING,
        summary="the file begins with a byte order mark",
        why="UTF-8 needs none, and many readers of text take it for the first character.",
        remedy="Save the file as UTF-8 without a byte order mark.",
        bad="the bytes EF BB BF before the XML declaration",
        good="the XML declaration as the first bytes of the file",
        check=byte_order_mark,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="SE005",
        level=2,
        severity=Severity.ERROR,
        summary="an address has a scheme on which programs act",
        why="In a page made of the document the address becomes a link: one that runs a script, or opens a file.",
        remedy="Use http, https, mailto, urn, doi or hdl; or point at something in the corpus.",
        bad='<ref target="javascript:alert(1)">lines</ref>',
        good='<ref target="https://example.org/lines">lines</ref>',
        check=unsafe_address,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="SE013",
        level=1,
        severity=Severity.NOTE,
        summary="the file names a schema of its own",
        why="A schema can read files and run without end. The file is checked against the grammar and the rules of "
        "this library, and against nothing else: what the other schema says of it is not known.",
        remedy="Nothing is wrong; check the file against the other schema with a program that you trust with it.",
        bad='<?xml-model href="house.rng"?>',
        good='<?xml-model href="stancebank.rng"?>',
        check=foreign_schema,
        scope=Scope.FILE,
        since="0.2",
    ),
)
