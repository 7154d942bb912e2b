"""What is said of a fault against the grammar: plain words for names, places and values."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from attrs import frozen

from stancebank.schema.content import TEXT
from stancebank.schema.grammar import AttributeRule, ElementRule, Grammar
from stancebank.schema.guesses import Guesses
from stancebank.tei.names import TEI, XI, XML

__all__ = ["DATATYPES", "Names", "allowed_values", "attribute_names", "child_names", "listed", "shown"]

_PREFIXES: Final = {f"{{{TEI}}}": "", f"{{{XML}}}": "xml:", f"{{{XI}}}": "xi:"}
_MOST: Final = 12

_DATE: Final = "a date that exists, such as 2024-03-05, 2024-03, 2024 or 2024-03-05T18:05:00+01:00"
DATATYPES: Final = {
    "data.count": "a whole number",
    "data.date": _DATE,
    "data.id": "a name without colon that begins with a letter or an underscore",
    "data.language": "a language tag such as en or sr-Latn",
    "data.name": "a name without colon that begins with a letter or an underscore",
    "data.number": "a decimal number such as 12.5",
    "data.pair": "two or more pointers with white space between",
    "data.pointer": "one pointer such as #id, prefix:name or an address; [ and ] are written %5B and %5D",
    "data.pointers": "pointers such as #id, prefix:name or an address, with white space between; "
    "[ and ] are written %5B and %5D",
    "data.prefix": "a prefix in lower case letters",
    "data.share": "a number from 0 to 1",
    "data.shares": "two or more numbers from 0 to 1",
    "data.time": "a time such as 18:05:00",
    "data.version": "a version such as 1.0.2",
    "data.word": "one word without white space",
    "data.words": "words with white space between",
}
"""What each pattern of data asks for."""


def shown(name: str) -> str:
    """Return the *name* of an element or attribute as an encoder writes it.

    Example:
        >>> shown("{http://www.w3.org/XML/1998/namespace}id"), shown("{urn:x}y")
        ('xml:id', '{urn:x}y')
    """
    for namespace, prefix in _PREFIXES.items():
        if name.startswith(namespace):
            return prefix + name.removeprefix(namespace)
    return name


def listed(names: Iterable[str]) -> str:
    """Return *names* as an enumeration, the first dozen of them.

    Example:
        >>> listed(["p", "ab", "list"])
        'p, ab or list'
    """
    found = list(names)
    if len(found) > _MOST:
        return f"{', '.join(found[:_MOST])} or {len(found) - _MOST} others"
    return " or ".join(filter(None, (", ".join(found[:-1]), found[-1]))) if found else ""


@frozen(eq=False)
class Names:
    """The names that may be meant where a name is not known, in the order in which they are tried."""

    names: list[str]

    @cached_property
    def _by_case(self) -> dict[str, str]:
        return {one.lower(): one for one in self.names}

    @cached_property
    def _kind(self) -> tuple[str, ...]:
        return tuple(self._by_case)

    def nearest(self, guesses: Guesses, name: str) -> list[str]:
        """Return those that look like *name*, best first, as far as *guesses* may still be made."""
        return [self._by_case[one] for one in guesses.near(name.lower(), self._kind, lambda: self._kind)]


def child_names(grammar: Grammar, patterns: Iterable[str]) -> list[str]:
    """Return what an encoder may put where *patterns* may stand."""
    names: list[str] = []
    for pattern in patterns:
        if pattern == TEXT:
            names.append("text")
        else:
            rule = grammar.elements[pattern]
            names.append("elements of other namespaces" if rule.is_open else shown(rule.tag))
    return list(dict.fromkeys(names))


def allowed_values(rule: AttributeRule) -> str:
    """Return what *rule* asks of a value."""
    kinds = [DATATYPES[name] for name in rule.datatypes if name in DATATYPES]
    return listed([*rule.values, *kinds]) or "another value"


def attribute_names(rule: ElementRule) -> list[str]:
    """Return the names of the attributes that *rule* knows, sorted."""
    return sorted(map(shown, rule.attributes))
