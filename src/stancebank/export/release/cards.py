"""What stands beside the articles of a release: DataCite metadata, how to cite it, and the data statement."""

from collections.abc import Iterable
from typing import Any

from stancebank.export.json_text import json_text
from stancebank.export.release.about import About, address
from stancebank.model import Licence

__all__ = ["citation", "datacite", "statement"]


def datacite(about: About) -> str:
    """Return the metadata in JSON for DataCite 4; the identifier is for whoever deposits it to add."""
    people = [{"name": name, "nameType": "Personal"} for name in about.people]
    told: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceType": "Annotated corpus", "resourceTypeGeneral": "Dataset"},
        "titles": [{"title": about.title}],
        "creators": people + [{"name": name, "nameType": "Organizational"} for name in about.organisations],
        "contributors": [{"name": name, "contributorType": "Other"} for name in about.programs],
        "publisher": {"name": "; ".join(about.publishers)},
        "publicationYear": about.issued[:4] if about.issued else None,
        "dates": [{"date": about.issued, "dateType": "Issued"}] if about.issued else [],
        "language": about.languages[0] if len(about.languages) == 1 else None,
        "formats": ["application/tei+xml"],
        "sizes": [f"{about.documents} documents"],
        "subjects": [{"subject": word} for word in ("news", "quotation", "stance", "TEI")],
        "descriptions": [{"description": about.abstract, "descriptionType": "Abstract"}],
        "rightsList": [_rights(one, "annotations") for one in about.annotation_licences]
        + [_rights(one, "texts") for one in about.text_licences],
    }
    return json_text({key: value for key, value in told.items() if value}, indent=2) + "\n"


def _rights(licence: Licence, what: str) -> dict[str, str]:
    own = address(licence)
    return {"rights": f"For the {what}: {licence.statement or licence.target}"} | ({"rightsUri": own} if own else {})


def citation(about: About) -> str:
    """Return a ``CITATION.cff``; strings are quoted as JSON, which YAML can read."""
    lines = ["cff-version: 1.2.0", 'message: "To cite this corpus, use this."', "type: dataset"]
    lines += [f"title: {json_text(about.title)}", f"abstract: {json_text(about.abstract)}", "authors:"]
    lines += [f"  - name: {json_text(name)}" for name in (*about.people, *about.organisations)]
    lines += [f"date-released: {json_text(about.issued)}"] if about.issued else []
    licences = [own for own in map(address, about.annotation_licences) if own]
    lines += [f"license-url: {json_text(licences[0])}"] if len(licences) == 1 else []
    return "\n".join([*lines, ""])


def statement(about: About) -> str:
    """Return a data statement from what the documents say, which tells as well what they do not say."""
    lines = ["# Data statement", "", "This was made from the headers of the documents.", ""]
    lines += _section("What is in it", [about.abstract])
    lines += _section("Languages", about.languages)
    lines += _section("Outlets", about.outlets)
    lines += _section("When the texts appeared", dict.fromkeys([*about.dates[:1], *about.dates[-1:]]))
    lines += _section("Annotated by persons", about.people)
    lines += _section("Annotated by organisations, or published by", about.organisations)
    lines += _section("Annotated by programs", about.programs)
    lines += _section("Status of the records", [f"{name}: {count}" for name, count in about.statuses.items()])
    lines += _section("Rights in the texts", map(_terms, about.text_licences))
    lines += _section("Rights in the annotations", map(_terms, about.annotation_licences))
    lines += _section("Not recorded", about.unrecorded)
    lines += ["## What the documents do not say", ""]
    lines += ["Why these texts were chosen and no others, what they stand for, and how far annotators agree."]
    return "\n".join([*lines, ""])


def _section(title: str, items: Iterable[str]) -> list[str]:
    """Return a list under a heading, each item as code, so that nothing of it is taken for Markdown."""
    return [f"## {title}", "", *([f"    {' '.join(item.split())}" for item in items] or ["Not told."]), ""]


def _terms(licence: Licence) -> str:
    return " ".join(filter(None, (licence.statement, licence.target)))
