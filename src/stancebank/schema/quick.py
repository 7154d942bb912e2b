"""The quick way to say that a document is valid: libxml2 looks at all but pointers, which are looked at here.

Of the time that libxml2 takes for a document, nine tenths go into the patterns of pointers, since each of its
regular expressions is walked through a character at a time. The quick judge reads those patterns from the grammar,
has Python compile them, and lets libxml2 judge a form of the grammar in which a pointer may be any string.
What breaks that form breaks the whole grammar; where it is not sure of a pointer it leaves all to the whole grammar.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen
from lxml import etree

from stancebank.schema.grammar import AttributeRule, attribute_rules
from stancebank.schema.tree import Element
from stancebank.tei.index import Index
from stancebank.tei.markup import local_name

__all__ = ["Quick", "quick_judge"]

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
_POINTER: Final = "data.pointer"
_LISTS: Final = frozenset({"data.pointers", "data.pair"})
_KNOWN: Final = _LISTS | {_POINTER}
_LINES: Final = re.compile(r"[\t\r\n]")

_NOTHING: Final[Mapping[str, bool]] = {}

_Attribute = tuple[str, str, str]
_Bearers = Mapping[str, Mapping[str, bool]]


@frozen(eq=False)
class Quick:
    """A judge that is sure of what it lets pass.

    Attributes:
        judge: libxml2, with a grammar in which a pointer may be any string.
        bearers: For the local name of each element, its attributes that point, and whether they hold several pointers.
        pointer: What one pointer looks like.
    """

    judge: etree.RelaxNG
    bearers: _Bearers
    pointer: re.Pattern[str]

    def verdict(self, root: Element, facts: Index | None = None) -> bool | None:
        """Tell whether the document is valid; None where that is not sure.

        What breaks the laxer form of the grammar breaks the whole of it.

        Args:
            root: The root of the document.
            facts: What was gathered from it, where that was done before.
        """
        if not self.judge.validate(root):
            return False
        told = _attributes(root) if facts is None else _pointers(facts)
        return True if self._point_well(told) else None

    def _point_well(self, attributes: frozenset[_Attribute]) -> bool:
        return all(
            self._is_sound(value, is_list=is_list)
            for element, name, value in attributes
            if (is_list := self.bearers.get(element, _NOTHING).get(name)) is not None
        )

    def _is_sound(self, value: str, *, is_list: bool) -> bool:
        """Tell whether *value* matches; of white space other than single spaces in a list nothing is said."""
        tokens = value.split(" ") if is_list else [value]
        return not _LINES.search(value) and all(map(self.pointer.fullmatch, tokens))


def _attributes(root: Element) -> frozenset[_Attribute]:
    return frozenset(
        (local_name(str(element.tag)), name, value)
        for element in root.iter(etree.Element)
        for name, value in element.items()
    )


def _pointers(facts: Index) -> frozenset[_Attribute]:
    return frozenset([*((one.element, one.attribute, one.value) for one in facts.pointers), *facts.addresses])


def quick_judge(source: bytes) -> Quick | None:
    """Return the quick judge of the shipped grammar; None where it would not be sure of anything.

    Args:
        source: The grammar in its XML form.
    """
    root = etree.fromstring(source, etree.XMLParser(remove_comments=True))
    bearers = _bearers(attribute_rules(root))
    definition = next((one for one in root.iterchildren(f"{_RNG}define") if one.get("name") == _POINTER), None)
    if definition is None or bearers is None:
        return None
    patterns = [one.text or "" for one in definition.iter(f"{_RNG}param")]
    definition[:] = [etree.Element(f"{_RNG}data", type="token")]
    pointer = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    return Quick(etree.RelaxNG(root), bearers, pointer)


def _bearers(rules: Iterable[tuple[str, Mapping[str, AttributeRule]]]) -> _Bearers | None:
    """Return what points, by element; None where a name may stand for one pointer or several, or for other values."""
    found: dict[str, dict[str, bool]] = {}
    for tag, attributes in rules:
        known, pointing = found.setdefault(local_name(tag), {}), _pointing(attributes)
        if pointing is None or any(known.get(name, is_list) != is_list for name, is_list in pointing.items()):
            return None
        known.update(pointing)
    return found


def _pointing(attributes: Mapping[str, AttributeRule]) -> dict[str, bool] | None:
    found: dict[str, bool] = {}
    for name, attribute in attributes.items():
        if _KNOWN.isdisjoint(attribute.datatypes):
            continue
        if len(attribute.datatypes) > 1 or attribute.values:
            return None
        found[name] = not _LISTS.isdisjoint(attribute.datatypes)
    return found
