"""The page of a rule, for a terminal."""

from textwrap import fill, indent
from typing import Final

from stancebank.findings import Severity
from stancebank.validation.rule import Rule
from stancebank.validation.table import HARDENED, PROFILES, rule

__all__ = ["explain", "fix_told"]

_WIDTH: Final = 80


def explain(code: str) -> str:
    """Return what a rule asks for, why, a bad and a good example, and how to mend a fault.

    Raises:
        UnknownCodeError: No rule has that code.

    Example:
        >>> print(explain("ST002").splitlines()[0])
        ST002  error  a stance has no target
    """
    row = rule(code)
    parts = [
        f"{row.code}  {row.severity.name.lower()}  {row.summary}",
        fill(row.why, _WIDTH),
        *(
            f"{title}\n{indent(example, '    ')}"
            for title, example in (("Bad:", row.bad), ("Good:", row.good))
            if example
        ),
        fill(f"Remedy: {row.remedy}", _WIDTH),
        fill(f"Fix: {fix_told(row.code)}", _WIDTH),
        *([f"TEI: {', '.join(row.reference.split())}"] if row.reference else []),
        f"Level {row.level}: {_profiles(row)}. Since {row.since}.",
    ]
    return "\n\n".join(parts) + "\n"


def fix_told(code: str) -> str:
    """Return how a program can mend findings of a rule, in a few words.

    Example:
        >>> fix_told("PT002")
        'safe: puts # before the name, where the file has the id'
    """
    from stancebank.validation.fixing import fixes_for  # noqa: PLC0415 # only for those who ask

    told = (f"{'safe' if row.is_safe else 'unsafe'}: {row.told}" for row in fixes_for(code))
    return "; ".join(told) or "by hand"


def _profiles(row: Rule) -> str:
    names = [name for name, level in PROFILES.items() if row.level <= level]
    hardened = ", an error under release" if row.code in HARDENED and row.severity is Severity.WARNING else ""
    return f"runs under {', '.join(names)}{hardened}" if names else "runs under no profile"
