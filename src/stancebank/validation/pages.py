"""The catalogue of rules as pages: one for each rule, and an index; ``python -m stancebank.validation.pages``."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

from stancebank.validation.explain import fix_told
from stancebank.validation.references import reference_links
from stancebank.validation.rule import Rule
from stancebank.validation.table import PROFILES, RULES

__all__ = ["FAMILIES", "FOLDER", "main", "pages"]

FOLDER: Final = Path("docs", "rules")
"""Where the pages stand in the repository."""

FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AG": "agreement between annotators",
        "CM": "comparability of corpora",
        "CO": "the corpus as a whole",
        "ID": "identity",
        "MD": "description",
        "PT": "pointers",
        "PV": "provenance",
        "QU": "quotations",
        "RT": "the run itself",
        "SC": "grammar and profile",
        "SE": "safety",
        "SN": "stretches of text",
        "SP": "voices",
        "ST": "stances",
        "TF": "fidelity to the text",
        "TO": "topics",
        "TX": "vocabularies",
        "WF": "bytes and well-formedness",
    }
)
"""What each family of rules is about."""

_LEVELS: Final = (
    "the file is safe and readable",
    "grammar",
    "identity and references",
    "meaning of annotation",
    "fidelity, description and provenance",
    "corpus",
    "comparability and agreement",
)
_SENTENCE: Final = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_TAG: Final = re.compile(r"<[^<>]+>")


def pages() -> dict[str, str]:
    """Return the pages by their names, as Markdown.

    Example:
        >>> pages()["PT002.md"].splitlines()[0]
        '# PT002: a pointer is a bare name'
    """
    return {"README.md": _index(), **{f"{row.code}.md": _page(row) for row in RULES}}


def main(arguments: Sequence[str] = ()) -> int:
    """Write the pages, and take away those of rules that do not exist.

    Args:
        arguments: The folder; ``docs/rules`` if none is given.

    Returns:
        The exit code: 0 in every case.
    """
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for path in folder.glob("*.md"):
        if path.name not in written:
            path.unlink()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def _page(row: Rule) -> str:
    profiles = ", ".join(name for name, level in PROFILES.items() if row.level <= level) or "none"
    facts = [
        ("severity", row.severity.name.lower()),
        ("level", f"{row.level}, {_LEVELS[row.level]}"),
        ("runs under", profiles),
        ("fix", _cell(fix_told(row.code))),
        ("TEI", ", ".join(f"[{name}]({address})" for name, address in reference_links(row.reference)) or "none"),
        ("since", row.since),
    ]
    parts = [
        f"# {row.code}: {_told(row.summary)}",
        "\n".join(["| | |", "|---|---|", *(f"| {name} | {told} |" for name, told in facts)]),
        f"## Why\n\n{_told(row.why)}",
        *(f"## {title}\n\n{_example(told)}" for title, told in (("Bad", row.bad), ("Good", row.good)) if told),
        f"## How to mend it\n\n{_told(row.remedy)}",
        f"`stancebank explain {row.code}` prints this page in a terminal; [all rules](README.md).",
    ]
    return "\n\n".join(parts) + "\n"


def _index() -> str:
    lines = [
        "# Rules",
        "",
        "What `stancebank validate` finds, one page a rule.",
        "A code is permanent: it is never used for something else, and a gap is a rule that is planned.",
        "The pages are made by `python -m stancebank.validation.pages` from the table that the checks run by.",
        *_families(),
    ]
    return "\n".join(lines) + "\n"


def _families() -> Iterator[str]:
    for family, rows in groupby(RULES, key=lambda row: row.code[:2]):
        yield from ("", f"## {family}: {FAMILIES.get(family, 'others')}", "")
        yield from ("| code | severity | finds | fix |", "|---|---|---|---|")
        for row in rows:
            kind = ", ".join(dict.fromkeys(part.partition(":")[0] for part in fix_told(row.code).split("; ")))
            severity = row.severity.name.lower()
            yield f"| [{row.code}]({row.code}.md) | {severity} | {_cell(_told(row.summary))} | {kind} |"


def _told(text: str) -> str:
    """Return *text* with one sentence a line, and markup as code."""
    return _SENTENCE.sub("\n", _TAG.sub(lambda found: f"`{found[0]}`", text))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _example(text: str) -> str:
    if not any(sign in text for sign in ("<", "=", "#", "&")):
        return f"In words: {text}."
    return f"```xml\n{text}\n```"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
