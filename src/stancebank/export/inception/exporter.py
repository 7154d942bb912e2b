"""Writing a CAS: as XMI with its type system, or as JSON, which holds both."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from stancebank.export.fields import RECORDS, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, Option, OutputFile
from stancebank.export.inception.cas import Cas, cas_of
from stancebank.export.inception.types import TYPES
from stancebank.export.loss import Losses
from stancebank.export.offsets import utf16_units
from stancebank.tei.markup import escape, start_tag

__all__ = ["InceptionExporter"]

_SOFA: Final = 1
_VIEW: Final = "_InitialView"


class InceptionExporter:
    """Writes a CAS for each document, in UTF-16 offsets as UIMA has them."""

    form: Final = Form(
        title="INCEpTION (UIMA CAS)",
        media_type="application/vnd.xmi+xml",
        layout=Layout.FOLDER,
        holds=fields(
            "Document: id text segments metadata mentions layers",
            "Metadata: title language",
            "Segment: id kind span",
            "Mention: span entity kind is_name",
            "Layer: id quotations topics stances",
            *RECORDS,
        ),
        offsets=OffsetUnit.UTF16,
        reader="dkpro-cassis, Apache UIMA",
        options=[
            Option(
                name="cas",
                values=("xmi", "json"),
                help="xmi: XMI with its type system in a file of its own; json: JSON CAS, which holds both",
            )
        ],
        notes="A record without words of its own is shown at its quotation, or at what it is about. "
        "`stancebank import inception` brings edited files back. "
        "The files were read by the libraries named here, not by INCEpTION itself.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield ``ID.xmi`` for each document and ``TypeSystem.xml``, or ``ID.json``."""
        del losses
        is_json = choices["cas"] == "json"
        if not is_json:
            yield OutputFile(path="TypeSystem.xml", data=_type_system().encode())
        for article in articles:
            cas = cas_of(article.document)
            written = _json(cas) if is_json else _xmi(cas)
            yield OutputFile(path=f"{article.document.id}.{choices['cas']}", data=written.encode())


def _type_system() -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines += [start_tag("typeSystemDescription", [("xmlns", "http://uima.apache.org/resourceSpecifier")]), "  <types>"]
    for kind in TYPES:
        lines += ["    <typeDescription>", f"      <name>{kind.name}</name>"]
        lines += [f"      <description>{escape(kind.meaning)}</description>"]
        lines += [f"      <supertypeName>{kind.parent}</supertypeName>", "      <features>"]
        for name, meaning in kind.features:
            lines += ["        <featureDescription>", f"          <name>{name}</name>"]
            lines += [f"          <description>{escape(meaning)}</description>"]
            lines += ["          <rangeTypeName>uima.cas.String</rangeTypeName>", "        </featureDescription>"]
        lines += ["      </features>", "    </typeDescription>"]
    return "\n".join([*lines, "  </types>", "</typeSystemDescription>"]) + "\n"


def _xmi(cas: Cas) -> str:
    units = utf16_units(cas.text)
    spaces = {
        kind.name.rpartition(".")[0]: f"http:///{kind.name.rpartition('.')[0].replace('.', '/')}.ecore"
        for kind in TYPES
    }
    prefixes = {package: f"t{number}" for number, package in enumerate(spaces, start=1)}
    declared = [(f"xmlns:{prefixes[package]}", space) for package, space in spaces.items()]
    known = [("xmlns:xmi", "http://www.omg.org/XMI"), ("xmlns:cas", "http:///uima/cas.ecore")]
    root = [*known, *declared, ("xmi:version", "2.0")]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', start_tag("xmi:XMI", root), '<cas:NULL xmi:id="0"/>']
    for number, one in enumerate(cas.structures, start=_SOFA + 1):
        start, end = units.span(one.span)
        place = [("xmi:id", str(number)), ("sofa", str(_SOFA)), ("begin", str(start)), ("end", str(end))]
        name = f"{prefixes[one.type.name.rpartition('.')[0]]}:{one.type.short}"
        lines.append(start_tag(name, [*place, *one.features], empty=True))
    sofa = [("xmi:id", str(_SOFA)), ("sofaNum", "1"), ("sofaID", _VIEW), ("mimeType", "text"), ("sofaString", cas.text)]
    members = " ".join(str(number) for number in range(_SOFA + 1, _SOFA + 1 + len(cas.structures)))
    lines.append(start_tag("cas:Sofa", sofa, empty=True))
    lines.append(start_tag("cas:View", [("sofa", str(_SOFA)), ("members", members)], empty=True))
    return "\n".join([*lines, "</xmi:XMI>"]) + "\n"


def _json(cas: Cas) -> str:
    units = utf16_units(cas.text)
    structures: list[dict[str, Any]] = [
        {
            "%ID": _SOFA,
            "%TYPE": "uima.cas.Sofa",
            "sofaNum": 1,
            "sofaID": _VIEW,
            "mimeType": "text",
            "sofaString": cas.text,
        }
    ]
    for number, one in enumerate(cas.structures, start=_SOFA + 1):
        start, end = units.span(one.span)
        place = {"%ID": number, "%TYPE": one.type.name, "@sofa": _SOFA, "begin": start, "end": end}
        structures.append(place | dict(one.features))
    told = {
        "%TYPES": {kind.name: _json_type(kind.name) for kind in TYPES},
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {_VIEW: {"%SOFA": _SOFA, "%MEMBERS": [one["%ID"] for one in structures[1:]]}},
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _json_type(name: str) -> dict[str, Any]:
    kind = next(kind for kind in TYPES if kind.name == name)
    told: dict[str, Any] = {"%NAME": kind.name, "%SUPER_TYPE": kind.parent, "%DESCRIPTION": kind.meaning}
    return told | {
        feature: {"%NAME": feature, "%RANGE": "uima.cas.String", "%DESCRIPTION": meaning}
        for feature, meaning in kind.features
    }
