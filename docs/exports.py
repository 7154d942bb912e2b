"""Write the table of formats in ``docs/reference/exports.md`` from what the exporters say of themselves.

python docs/exports.py [--check]
"""

import sys
from pathlib import Path
from typing import Final

from stancebank.export import Form, exporter_names, load_exporter
from stancebank.export.fields import ALL_FIELDS

PAGE: Final = Path(__file__).parent / "reference" / "exports.md"
START: Final = "<!-- formats: made by docs/exports.py -->\n"
END: Final = "<!-- end of formats -->\n"
# The readers that found in a format what the document says, in the version that last did.
TESTED: Final = {
    "tei": "stancebank itself",
    "csv": "duckdb 2.0",
    "jsonl": "duckdb 2.0",
    "parquet": "duckdb 2.0",
    "dna": "SQLite; `.ci/clients`: SQLite's driver and Jasypt 1.9.3 (Java); by hand: DNA's own Java classes, 3.0.11.5",
    "frictionless": "frictionless 5.21",
    "huggingface": "duckdb 2.0; `.ci/clients`: datasets",
    "graphml": "networkx 3.6",
    "gexf": "networkx 3.6",
    "inception": "dkpro-cassis 0.12; `.ci/clients`: Apache UIMA 2.10 (Java)",
    "web-annotation": "PyLD 3.3",
    "txm": "its definition; by hand: CWB 3.4 (RcppCWB 0.6.11)",
    "vrt": "cwb-vrt 0.3",
    "spacy": "`.ci/clients`: spacy 3.8",
    "catma": "its definition; by hand: CATMA's own Java reader, 7.3",
    "conllu": "conllu 6.0",
    "brat": "bioc 2.1",
    "rdf": "rdflib 7.6",
    "skos": "rdflib 7.6",
    "release": "bagit 1.9, rocrate 0.16, datacite 1.4, stancebank itself",
    "label-studio": "its layout; `.ci/clients`: label-studio-sdk 2.1",
    "prodigy": "its layout; `.ci/clients`: spacy 3.8",
    "annis": "graphannis 3.1",
    "blacklab": "Saxon 13.1 by the paths of its configuration",
    "convokit": "`.ci/clients`: convokit 5.0",
    "text-fabric": "text-fabric 13.1",
}
_RECORDS: Final = ("Quotation", "TopicAssignment", "Stance")


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
    for name in exporter_names():
        form = load_exporter(name).form
        extra = f"`[{form.extra}]`" if form.extra else "none"
        lines.append(f"| [`{name}`](#{name}) | {form.title} | {TESTED[name]} | {form.offsets} | {extra} |")
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
