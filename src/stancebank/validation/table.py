"""The table of rules: it only grows, and a code never changes its meaning."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

from stancebank.errors import UnknownCodeError
from stancebank.findings import Severity
from stancebank.validation.anchoring import ANCHORING
from stancebank.validation.archives import ARCHIVES
from stancebank.validation.cells import CELLS
from stancebank.validation.chains import CHAINS
from stancebank.validation.characters import CHARACTERS
from stancebank.validation.constraints import CONSTRAINTS
from stancebank.validation.declared import DECLARED
from stancebank.validation.description import DESCRIPTION
from stancebank.validation.duplicates import DUPLICATES
from stancebank.validation.evidence import EVIDENCE
from stancebank.validation.identity import IDENTITY
from stancebank.validation.loading import LOADING
from stancebank.validation.manifest import MANIFEST
from stancebank.validation.marks import MARKS
from stancebank.validation.metadata import METADATA
from stancebank.validation.padding import PADDING
from stancebank.validation.persons import PERSONS
from stancebank.validation.pointers import POINTERS
from stancebank.validation.provenance import PROVENANCE
from stancebank.validation.quotations import QUOTATIONS
from stancebank.validation.repetition import REPETITION
from stancebank.validation.review import REVIEW
from stancebank.validation.rule import Rule
from stancebank.validation.safety import SAFETY
from stancebank.validation.spans import SPANS
from stancebank.validation.speakers import SPEAKERS
from stancebank.validation.stances import STANCES
from stancebank.validation.taxonomy import TAXONOMY
from stancebank.validation.text import TEXT
from stancebank.validation.topics import TOPICS
from stancebank.validation.views import VIEWS
from stancebank.validation.voices import VOICES

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

__all__ = ["GROUP", "HARDENED", "PROFILES", "RULES", "installed_rules", "is_fixed", "rule", "rule_names"]

GROUP: Final = "stancebank.rules"
"""The entry points under which other distributions offer rules: each loads a `Rule` or an iterable of them."""

PROFILES: Final = {"draft": 2, "standard": 4, "release": 5}
"""The highest level of rules that runs under each profile."""

HARDENED: Final = frozenset({"CO005", "CO009", "ID006", "PV006", "SP004", "TO001", "TX006"})
"""Rules whose warnings are errors from the profile ``release`` on."""

_FIXED: Final = frozenset({"RT001", "RT002", "RT003", "SE001", "SE002", "SE003", "SE009"})

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted(
        chain(
            LOADING,
            IDENTITY,
            POINTERS,
            SPEAKERS,
            QUOTATIONS,
            STANCES,
            SPANS,
            TEXT,
            METADATA,
            PROVENANCE,
            REVIEW,
            TAXONOMY,
            VIEWS,
            MANIFEST,
            DECLARED,
            DUPLICATES,
            PERSONS,
            ARCHIVES,
            CELLS,
            ANCHORING,
            CHAINS,
            CHARACTERS,
            CONSTRAINTS,
            EVIDENCE,
            MARKS,
            SAFETY,
            TOPICS,
            DESCRIPTION,
            VOICES,
            REPETITION,
            PADDING,
        ),
        key=lambda row: row.code,
    )
)
"""Every rule of the library, by code."""

_BY_CODE: Final = {row.code: row for row in RULES}


def rule(code: str, rules: Iterable[Rule] = RULES) -> Rule:
    """Return the rule with *code*.

    Args:
        code: Two letters and three digits.
        rules: Where to look.

    Raises:
        UnknownCodeError: No rule has that code.

    Example:
        >>> rule("ST002").summary
        'a stance has no target'
    """
    known = _BY_CODE if rules is RULES else {row.code: row for row in rules}
    try:
        return known[code]
    except KeyError:
        raise UnknownCodeError(code, tuple(get_close_matches(code.upper(), known, n=3, cutoff=0.6))) from None


def _entries() -> "EntryPoints":
    from importlib.metadata import entry_points  # noqa: PLC0415 - it would cost a tenth of the library's start

    return entry_points(group=GROUP)


def is_fixed(code: str) -> bool:
    """Tell whether what a rule finds can be neither let pass nor judged otherwise.

    Those are what stops a file from being read, what makes it unsafe, and what could not be checked at all.
    """
    row = _BY_CODE.get(code)
    return code in _FIXED or (row is not None and row.severity is Severity.FATAL)


def rule_names() -> tuple[str, ...]:
    """Return the names under which installed distributions offer rules, sorted; nothing is loaded."""
    return tuple(sorted({entry.name for entry in _entries()}))


@cache
def installed_rules(name: str) -> tuple[Rule, ...]:
    """Load the rules that a distribution offers under *name*.

    Raises:
        ValueError: No distribution offers that name, or two do, or a code is taken already.
        TypeError: The entry point holds something else than rules.
    """
    found = [entry for entry in _entries() if entry.name == name]
    if len(found) != 1:
        offered = ", ".join(rule_names()) or "none"
        msg = f"{len(found)} distributions offer rules called {name!r}; there are: {offered}"
        raise ValueError(msg)
    loaded: object = found[0].load()
    offered_rules = [loaded] if isinstance(loaded, Rule) else list(cast("Iterable[object]", loaded))
    rules: list[Rule] = []
    for row in offered_rules:
        if not isinstance(row, Rule):
            msg = f"the entry point {name!r} holds {row!r}, which is not a Rule"
            raise TypeError(msg)
        if row.code in _BY_CODE:
            msg = f"the rule {row.code} of {name!r} has a code that is taken"
            raise ValueError(msg)
        rules.append(row)
    return tuple(rules)
