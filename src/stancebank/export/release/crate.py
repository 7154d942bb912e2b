"""RO-Crate: what each file of a release is, as JSON-LD."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from stancebank.export.form import OutputFile
from stancebank.export.json_text import json_text
from stancebank.export.release.about import About, address
from stancebank.model import Document

__all__ = ["crate"]

_CONTEXT: Final = "https://w3id.org/ro/crate/1.1/context"
_PROFILE: Final = "https://w3id.org/ro/crate/1.1"
_TYPES: Final = {
    "xml": "application/tei+xml",
    "md": "text/markdown",
    "cff": "application/yaml",
    "json": "application/json",
}


def crate(about: About, files: Iterable[OutputFile], documents: Mapping[str, Document]) -> str:
    """Return ``ro-crate-metadata.json``.

    Args:
        about: What is told of the release.
        files: All other files, by their paths in the crate.
        documents: The documents, by the same paths.
    """
    parts = [_file(file, documents.get(file.path)) for file in files]
    licences = [
        {"@id": address(one) or f"#terms-{number}", "@type": "CreativeWork", "name": one.statement or one.target}
        for number, one in enumerate(dict.fromkeys((*about.annotation_licences, *about.text_licences)), start=1)
    ]
    agents = [
        {"@id": f"#{kind}-{number}", "@type": kind, "name": name}
        for kind, names in (
            ("Person", about.people),
            ("Organization", about.organisations),
            ("SoftwareApplication", about.programs),
        )
        for number, name in enumerate(names, start=1)
    ]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": about.abstract,
        "datePublished": about.issued,
        "license": [{"@id": one["@id"]} for one in licences],
        "inLanguage": list(about.languages),
        "author": [{"@id": one["@id"]} for one in agents if one["@type"] != "SoftwareApplication"],
        "contributor": [{"@id": one["@id"]} for one in agents if one["@type"] == "SoftwareApplication"],
        "publisher": [{"@id": f"#publisher-{number}"} for number, _ in enumerate(about.publishers, start=1)],
        "hasPart": [{"@id": one["@id"]} for one in parts],
    }
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": _PROFILE},
        "about": {"@id": "./"},
    }
    publishers = [
        {"@id": f"#publisher-{number}", "@type": "Organization", "name": name}
        for number, name in enumerate(about.publishers, start=1)
    ]
    named = {one["@id"]: one for one in licences}  # terms with one address are one thing
    graph = [descriptor, _filled(root), *parts, *agents, *publishers, *named.values()]
    return json_text({"@context": _CONTEXT, "@graph": graph}, indent=2) + "\n"


def _filled(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value}


def _file(file: OutputFile, document: Document | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@id": quote(file.path, safe="/"),
        "@type": "File",
        "name": file.path,
        "encodingFormat": _TYPES.get(file.path.rpartition(".")[2], "application/octet-stream"),
        "contentSize": str(len(file.data)),
    }
    if document is not None:
        about = document.metadata
        told |= {"name": about.title, "identifier": document.id, "inLanguage": about.language, "isBasedOn": about.url}
    return _filled(told)
