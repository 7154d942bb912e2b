"""The root file of a corpus: what it holds itself and what it includes."""

from attrs import frozen
from lxml import etree

from stancebank.model import Document, Taxonomy
from stancebank.tei.entry_reading import read_taxonomy
from stancebank.tei.markup import Node, name_of, white_normalised
from stancebank.tei.names import TEI, XI, XML
from stancebank.tei.parsing import parse
from stancebank.tei.reading import read

__all__ = ["CorpusRoot", "Include", "read_corpus_root"]


@frozen(kw_only=True)
class Include:
    """An ``xi:include``.

    Attributes:
        href: The file that it names, as written.
        within: The element that it stands in: ``teiCorpus`` for a document.
        line: Its line, from 1.
    """

    href: str
    within: str
    line: int


@frozen(kw_only=True)
class CorpusRoot:
    """What a ``teiCorpus`` says.

    Attributes:
        id: Its ``xml:id``, or empty.
        title: Its title, or empty.
        includes: The files that it includes, in order.
        taxonomies: The taxonomies that it holds itself.
        documents: The documents that it holds itself.
    """

    id: str
    title: str
    includes: tuple[Include, ...]
    taxonomies: tuple[Taxonomy, ...]
    documents: tuple[Document, ...]


def read_corpus_root(data: bytes, source: str | None = None) -> CorpusRoot | None:
    """Read a ``teiCorpus``; None where the root is something else.

    Raises:
        RefusedError: The input is not safe or not TEI.
    """
    root = parse(data, source, registry=True)
    if name_of(root) != "teiCorpus":
        return None
    includes = tuple(
        Include(href=one.get("href", ""), within=_parent(one), line=one.sourceline or 0)
        for one in root.iter(f"{{{XI}}}include")
    )
    title = root.find(f"{{{TEI}}}teiHeader/{{{TEI}}}fileDesc/{{{TEI}}}titleStmt/{{{TEI}}}title")
    taxonomies = (read_taxonomy(one) for one in root.iterfind(f"{{{TEI}}}teiHeader//{{{TEI}}}taxonomy"))
    return CorpusRoot(
        id=root.get(f"{{{XML}}}id", ""),
        title="" if title is None else white_normalised("".join(title.itertext(etree.Element))),
        includes=includes,
        taxonomies=tuple(one for one in taxonomies if one is not None),
        documents=tuple(read(one).document for one in root.iterchildren(f"{{{TEI}}}TEI")),
    )


def _parent(element: Node) -> str:
    parent = element.getparent()
    return "" if parent is None else name_of(parent)
