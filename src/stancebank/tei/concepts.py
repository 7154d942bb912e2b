"""Vocabularies in other forms of XML, read into a taxonomy: SKOS in RDF, and knowledge items of NewsML-G2."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from attrs import frozen
from lxml import etree

from stancebank.errors import RefusedError
from stancebank.model import Category, Label, Taxonomy
from stancebank.tei.entry_reading import read_taxonomy
from stancebank.tei.markup import Node
from stancebank.tei.names import TEI, XML
from stancebank.tei.parsing import parse

__all__ = ["Concept", "read_concepts", "taxonomy_of"]

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG: Final = f"{{{XML}}}lang"
_DEEPEST: Final = 12


@frozen(kw_only=True)
class Concept:
    """One entry of a vocabulary, as the published form has it.

    Attributes:
        uri: Its address, or its qualified code where it has no address.
        labels: What it is called, with definitions.
        broader: The addresses of what is above it; the first one that exists counts.
    """

    uri: str
    labels: tuple[Label, ...]
    broader: tuple[str, ...] = ()


def read_concepts(data: bytes, source: str | None = None) -> Taxonomy:
    """Return the taxonomy in *data*: a TEI ``taxonomy``, SKOS in RDF/XML, or a knowledge item of NewsML-G2.

    Raises:
        RefusedError: The input is not safe, or holds none of these (WF006).
    """
    root = parse(data, source, foreign=True)
    name = etree.QName(root)
    if name.namespace == TEI and (found := next(root.iter(f"{{{TEI}}}taxonomy"), None)) is not None:
        taxonomy = read_taxonomy(found)
        if taxonomy is not None:
            return taxonomy
    concepts: list[Concept] = []
    if name.localname == "RDF":
        concepts = [one for element in root if (one := _skos(element)) is not None]
    elif name.localname == "knowledgeItem":
        concepts = [one for element in root.iter("{*}concept") if (one := _news_item(element)) is not None]
    if not concepts:
        reason = f"the root is {name.localname}, which holds no taxonomy"
        raise RefusedError("WF006", reason, source, root.sourceline, hint="give TEI, SKOS in RDF/XML, or NewsML-G2")
    return taxonomy_of(concepts)


def _skos(element: Node) -> Concept | None:
    uri = element.get(f"{_RDF}about")
    if not isinstance(element.tag, str) or uri is None or element.find("{*}prefLabel") is None:
        return None
    if element.find("{*}retired") is not None:
        return None
    broader = [one.get(f"{_RDF}resource") for one in element.findall("{*}broader")]
    labels = _labels(element, "prefLabel", "definition")
    return Concept(uri=uri, labels=labels, broader=tuple(filter(None, broader)))


def _news_item(element: Node) -> Concept | None:
    named = element.find("{*}conceptId")
    if named is None or named.get("retired") is not None:
        return None
    code = named.get("uri") or named.get("qcode")
    labels = _labels(element, "name", "definition")
    if code is None or not labels:
        return None
    broader = [one.get("uri") or one.get("qcode") for one in element.findall("{*}broader")]
    return Concept(uri=code, labels=labels, broader=tuple(filter(None, broader)))


def _labels(element: Node, name: str, definition: str) -> tuple[Label, ...]:
    meanings = {one.get(_LANG): _text(one) for one in element.findall(f"{{*}}{definition}")}
    told = [(one.get(_LANG), _text(one)) for one in element.findall(f"{{*}}{name}")]
    return tuple(Label(text=text, language=lang, definition=meanings.get(lang, "")) for lang, text in told if text)


def _text(element: Node) -> str:
    return "".join(element.itertext()).strip()


def taxonomy_of(concepts: Iterable[Concept]) -> Taxonomy:
    """Return *concepts* as a tree, in the order given; the id of a category is that of the scheme and its code.

    Example:
        >>> pier = Concept(uri="http://example.org/issues/pier", labels=(Label(text="pier"),))
        >>> taxonomy_of([pier]).category("issues.pier").uri
        'http://example.org/issues/pier'
    """
    listed = {concept.uri: concept for concept in concepts}
    below: dict[str, list[Concept]] = defaultdict(list)
    for concept in listed.values():
        below[next((one for one in concept.broader if one in listed and one != concept.uri), "")].append(concept)
    first = next(iter(listed), "taxonomy")
    scheme = _parts(first)[0]

    def made(concept: Concept, depth: int) -> Category:
        narrower = below[concept.uri] if depth < _DEEPEST else []
        category_id = f"{scheme}.{_parts(concept.uri)[1]}"
        uri = concept.uri if "/" in concept.uri else None
        return Category(
            id=category_id, labels=concept.labels, uri=uri, categories=[made(one, depth + 1) for one in narrower]
        )

    return Taxonomy(id=scheme, categories=[made(one, 0) for one in below[""]])


def _parts(uri: str) -> tuple[str, str]:
    """Return scheme and code: the last two steps of an address, or the parts of a qualified code."""
    if "/" not in uri and ":" in uri:
        scheme, _, code = uri.partition(":")
        return ("mediatopic" if scheme == "medtop" else scheme), code
    steps = [step for step in uri.replace("#", "/").split("/") if step]
    return (steps[-2], steps[-1]) if len(steps) > 1 else ("taxonomy", steps[-1] if steps else "x")
