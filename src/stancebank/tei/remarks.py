"""What more than ids and pointers rules want to know of a tree: scores, schemas, constraints of TEI that it breaks."""

import re
from typing import Final

from attrs import frozen
from lxml import etree

from stancebank.tei.markup import Node
from stancebank.tei.names import TEI

__all__ = ["REMARKABLE", "Breach", "Score", "breach", "models", "scores_in"]

REMARKABLE: Final = frozenset({"note", "quotation", "relatedItem", "s", "unitDef"})
"""Elements of which more is to be known than their attributes."""

_HREF: Final = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@frozen(kw_only=True)
class Breach:
    """An element that breaks a constraint of TEI which no grammar can say; ``told`` says which."""

    told: str
    near: str | None
    line: int


@frozen(kw_only=True)
class Score:
    """A number that a record gives as its score, as written."""

    value: str
    near: str | None
    line: int


def breach(element: Node, name: str) -> str | None:
    """Return which constraint of TEI an element breaks, or None."""
    if name == "relatedItem":
        is_pointing, is_told = "target" in element.attrib, len(element) > 0
        if is_pointing and is_told:
            return "this relatedItem has an address and a description: it may have one of them"
        return None if is_pointing or is_told else "this relatedItem has neither an address nor a description"
    if name == "quotation" and "marks" not in element.attrib and not len(element):
        return "this quotation says nothing: it needs marks, or a paragraph"
    if name == "s" and element.find(f".//{{{TEI}}}s") is not None:
        return "this s holds another s: a sentence cannot hold a sentence"
    return None


def scores_in(element: Node, near: str | None) -> list[Score]:
    """Return the numbers in an element as scores: those of a record, or the ends of a scale."""
    numbers = element.iter(f"{{{TEI}}}num")
    return [
        Score(value=one.get("value") or "".join(one.itertext(etree.Element)), near=near, line=one.sourceline or 0)
        for one in numbers
    ]


def models(root: Node) -> tuple[str, ...]:
    """Return the schemas that ``xml-model`` instructions before *root* name."""
    instructions = [node for node in root.itersiblings(preceding=True) if getattr(node, "target", "") == "xml-model"]
    found = [_HREF.search(node.text or "") for node in instructions]
    return tuple(told[1] or told[2] or "" for told in found if told is not None)
