"""Write the table of formats in ``docs/reference/exports.md`` from what the exporters say of themselves.

python docs/exports.py [--check]
"""

import json
import sys
from pathlib import Path
from typing import Final

from stancebank.export import Form, exporter_names, load_exporter
from stancebank.export.fields import ALL_FIELDS

PAGE: Final = Path(__file__).parent / "reference" / "exports.md"
START: Final = "<!-- formats: made by docs/exports.py -->\n"
END: Final = "<!-- end of formats -->\n"
# What `.ci/clients --record` has written of the readers that found in a format what the document says.
READERS: Final = Path(__file__).parent / "readers.json"
# What needs no program of others.
OURS: Final = {
    "tei": ["stancebank itself"],
    "release": ["stancebank itself"],
    "dna": ["SQLite"],
    "catma": ["its definition"],
    "txm": ["its definition"],
    "label-studio": ["its layout"],
    "prodigy": ["its layout"],
}
# What was run once, by whoever wrote the exporter; no script does it again.
BY_HAND: Final = {
    "dna": "DNA's own Java classes 3.0.11.5",
    "txm": "CWB 3.4 (RcppCWB 0.6.11)",
    "catma": "CATMA's own Java reader 7.3",
}
_RECORDS: Final = ("Quotation", "TopicAssignment", "Stance")


def readers() -> dict[str, str]:
    """Return by format who read it back, in which version; those of ``.ci/clients`` alone after its name."""
    usual = {name: [*OURS.get(name, ())] for name in exporter_names()}
    large: dict[str, list[str]] = {name: [] for name in usual}
    for told in json.loads(READERS.read_text(encoding="utf-8")).values():
        number = ".".join(told["version"].split(".")[:2])
        for name in told["formats"]:
            (large if told["is_large"] else usual)[name].append(f"{told['client']} {number}")
    told_of: dict[str, str] = {}
    for name, small in usual.items():
        parts = [", ".join(small)] if small else []
        parts += [f"`.ci/clients`: {', '.join(large[name])}"] if large[name] else []
        parts += [f"by hand: {BY_HAND[name]}"] if name in BY_HAND else []
        told_of[name] = "; ".join(parts)
    return told_of


def _fields(form: Form, *, is_held: bool) -> str:
    """Return the fields of records and of documents that are held, or that are not."""
    parts: list[str] = []
    for owner in ("Document", *_RECORDS):
        own = sorted(name.partition(".")[2] for name in ALL_FIELDS if name.startswith(f"{owner}."))
        told = [name for name in own if (f"{owner}.{name}" in form.holds) == is_held]
        if told == own:
            parts.append(f"{owner}: all")
        elif told:
            parts.append(f"{owner}: {', '.join(told)}")
    return "; ".join(parts) or "nothing"


def table() -> str:
    """Return the table and what follows it, between the two marks."""
    lines = ["| format | what it is | read back by | counts in | extra |", "|---|---|---|---|---|"]
    told = readers()
    for name in exporter_names():
        form = load_exporter(name).form
        extra = f"`[{form.extra}]`" if form.extra else "none"
        lines.append(f"| [`{name}`](#{name}) | {form.title} | {told[name]} | {form.offsets} | {extra} |")
    lines.append("")
    for name in exporter_names():
        form = load_exporter(name).form
        lines += [f"### {name}", "", f"{form.title}: {form.layout}, `{form.media_type}`.", ""]
        lines += [form.notes.replace(". ", ".\n"), ""] if form.notes else []
        for option in form.options:
            values = " or ".join(f"`{option.name}={value}`" for value in option.values)
            lines += [f"Options: {values}; {option.help}.", ""]
        lines += [f"Kept: {_fields(form, is_held=True)}.", "", f"Lost: {_fields(form, is_held=False)}.", ""]
    return "\n".join(lines)


def fresh() -> str:
    """Return the page as it should be."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(START)[0], text.split(END)[1]
    return f"{before}{START}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(fresh() != PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(fresh(), encoding="utf-8")
