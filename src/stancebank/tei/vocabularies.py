"""What the taxonomies of a tree say of themselves: their release, and what their categories mean."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen
from lxml import etree

from stancebank.tei.markup import Node
from stancebank.tei.names import TEI, XML

__all__ = ["SPLIT", "Retirement", "Term", "Vocabulary", "retirement", "version_of", "vocabularies"]

SPLIT: Final = "split"
"""The id of what parts a corpus for training and testing: written as a taxonomy, but no vocabulary."""

_ID: Final = f"{{{XML}}}id"
_T: Final = f"{{{TEI}}}"


@frozen(kw_only=True)
class Retirement:
    """That a category is no longer to be used.

    Attributes:
        when: The date from which it is retired, as written, or None.
        replacement: The pointer to what is to be used instead, or None.
    """

    when: str | None
    replacement: str | None


@frozen(kw_only=True)
class Term:
    """A category, as a rule sees it.

    Attributes:
        id: The nearest ``xml:id``: its own or an ancestor's.
        line: The line of its start tag, from 1.
        is_described: Whether any description of it holds words.
        is_defined: Whether one says more than what it is called.
        has_example: Whether one gives an example.
    """

    id: str | None
    line: int
    is_described: bool
    is_defined: bool
    has_example: bool


@frozen(kw_only=True)
class Vocabulary:
    """A taxonomy, as a rule sees it.

    Attributes:
        id: The nearest ``xml:id``: its own or an ancestor's.
        line: The line of its start tag, from 1.
        version: The number of its version, or empty.
        date: The date of its version, or empty.
        licence: Its terms, in words or as an address, or empty.
        terms: Its categories, broader before narrower.
    """

    id: str | None
    line: int
    version: str
    date: str
    licence: str
    terms: tuple[Term, ...]


def vocabularies(root: Node) -> tuple[Vocabulary, ...]:
    """Return the taxonomies that a tree holds, without the parts of a split.

    A taxonomy tells its release in a ``desc`` or a ``bibl``: the version as ``num`` of type ``version`` or as
    ``edition``, the date as ``date``, the terms as ``ref`` of type ``licence`` or as ``licence``.

    Example:
        >>> tree = etree.fromstring(
        ...     b'<taxonomy xmlns="http://www.tei-c.org/ns/1.0" xml:id="piers"><desc>Version <num type="version">2.0'
        ...     b'</num></desc><category xml:id="piers.old"><catDesc>old</catDesc></category></taxonomy>'
        ... )
        >>> found = vocabularies(tree)[0]
        >>> found.version, found.terms[0].is_described, found.terms[0].is_defined
        ('2.0', True, False)
    """
    return tuple(_vocabulary(one) for one in root.iter(f"{_T}taxonomy") if one.get(_ID) != SPLIT)


def version_of(taxonomy: Node) -> str:
    """Return the version that a taxonomy states, or nothing."""
    told = _below(_about(taxonomy), "num", "edition")
    return _first(_text(one) for one in told if one.get("type", "version") == "version")


def _about(taxonomy: Node) -> list[Node]:
    return [child for child in taxonomy if child.tag in {f"{_T}desc", f"{_T}bibl"}]


def _vocabulary(element: Node) -> Vocabulary:
    about = _about(element)
    return Vocabulary(
        id=_near(element),
        line=element.sourceline or 0,
        version=version_of(element),
        date=_first(one.get("when") or "" for one in _below(about, "date")),
        licence=_first(
            one.get("target") or _text(one)
            for one in _below(about, "ref", "licence")
            if one.get("type", "licence") == "licence"
        ),
        terms=tuple(_term(one) for one in element.iter(f"{_T}category")),
    )


def _below(elements: list[Node], *names: str) -> Iterator[Node]:
    for element in elements:
        yield from element.iter(*(f"{_T}{name}" for name in names))


def _first(told: Iterator[str]) -> str:
    return next(filter(None, told), "")


def _text(element: Node) -> str:
    return "".join(element.itertext(etree.Element)).strip()


def _near(element: Node) -> str | None:
    found: Node | None = element
    while found is not None:
        if own := found.get(_ID):
            return own
        found = found.getparent()
    return None


def _term(element: Node) -> Term:
    descriptions = element.findall(f"{_T}catDesc")
    return Term(
        id=_near(element),
        line=element.sourceline or 0,
        is_described=any(_text(one) for one in descriptions),
        is_defined=any(
            term.tail is not None and term.tail.strip(" \t\r\n:")
            for one in descriptions
            for term in one.findall(f"{_T}term")
        ),
        has_example=any(_text(one) for one in _below(descriptions, "mentioned")),
    )


def retirement(category: Node) -> Retirement | None:
    """Return that *category* is retired, or None: a ``date`` of type ``retired`` in its description says so."""
    descriptions = category.findall(f"{_T}catDesc")
    date = next((one for one in _below(descriptions, "date") if one.get("type") == "retired"), None)
    if date is None:
        return None
    replacements = (one.get("target") for one in _below(descriptions, "ref") if one.get("type") == "replacement")
    return Retirement(when=date.get("when"), replacement=next(replacements, None))
