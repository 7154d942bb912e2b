"""SARIF: the structure that the standard asks for, and what services need of it."""

import importlib
import json
import re

import pytest

from stancebank.findings import Severity
from stancebank.validation import RULES, CheckReport
from stancebank.validation.rendering import FORMATS, fingerprints, sarif

LEVELS = {Severity.FATAL: "error", Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}


def record(required="", optional="", **properties):
    """Describe an object with no other properties than these."""
    names = required.split() + optional.split()
    return {
        "type": "object",
        "required": required.split(),
        "properties": {name: properties.get(name, {}) for name in {*names, *properties}},
        "additionalProperties": False,
    }


def several(items):
    return {"type": "array", "items": items}


PLACE = record("uri", "uriBaseId", uri={"type": "string", "pattern": r"^([^\s:]*|file://[^\s]*)$"})
NUMBER = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
PHYSICAL = record(
    "artifactLocation",
    artifactLocation=PLACE,
    region=record("startLine", startLine=NUMBER, startColumn=NUMBER, snippet=TEXT),
)
LOCATION = record(physicalLocation=PHYSICAL, logicalLocations=several(record("name kind", "fullyQualifiedName")))
COUNT = {"type": "integer", "minimum": 0}
REPLACEMENT = record(
    "deletedRegion insertedContent",
    deletedRegion=record("byteOffset byteLength", byteOffset=COUNT, byteLength=COUNT),
    insertedContent=TEXT,
)
CHANGE = record("artifactLocation replacements", artifactLocation=PLACE, replacements=several(REPLACEMENT))
FIX = record("description artifactChanges", description=TEXT, artifactChanges=several(CHANGE))
RESULT = record(
    "message ruleId ruleIndex level partialFingerprints",
    "properties",
    message=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    locations=several(LOCATION),
    fixes=several(FIX),
)
DESCRIPTOR = record(
    "id shortDescription",
    "properties",
    shortDescription=TEXT,
    fullDescription=TEXT,
    help=TEXT,
    defaultConfiguration=record("level", level=LEVEL),
)
ARTIFACT = record("location", location=PLACE, hashes={"type": "object"})
RUN = record(
    "tool results",
    "properties originalUriBaseIds columnKind",
    tool=record("driver", driver=record("name version rules", rules=several(DESCRIPTOR))),
    invocations=several(record("executionSuccessful", executionSuccessful={"type": "boolean"})),
    artifacts={**several(ARTIFACT), "uniqueItems": True},
    results=several(RESULT),
)
LOG = record("version runs", "$schema", version={"const": "2.1.0"}, runs=several(RUN))
"""The part of SARIF 2.1.0 that we write; nothing may be written beyond it."""


def log_of(report):
    return json.loads(FORMATS["sarif"](report))


def run_of(report):
    [run] = log_of(report)["runs"]
    return run


@pytest.mark.parametrize("report", ["clean", "mixed", "hostile", "huge"])
def test_the_structure_is_that_of_the_standard(report, request):
    """Each object has the properties that it must have, of the right kind, and no other."""
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema, which checks JSON by a schema")
    told = log_of(request.getfixturevalue(report))
    assert [error.json_path for error in jsonschema.Draft202012Validator(LOG).iter_errors(told)] == []


CLASSES = {
    "": "SarifLog",
    "runs": "Run",
    "tool": "Tool",
    "driver": "ToolComponent",
    "rules": "ReportingDescriptor",
    "invocations": "Invocation",
    "artifacts": "Artifact",
    "results": "Result",
    "message": "Message",
    "locations": "Location",
    "physicalLocation": "PhysicalLocation",
    "artifactLocation": "ArtifactLocation",
    "location": "ArtifactLocation",
    "region": "Region",
    "snippet": "ArtifactContent",
    "fixes": "Fix",
    "artifactChanges": "ArtifactChange",
    "replacements": "Replacement",
    "deletedRegion": "Region",
    "insertedContent": "ArtifactContent",
    "logicalLocations": "LogicalLocation",
    "defaultConfiguration": "ReportingConfiguration",
    "shortDescription": "MultiformatMessageString",
    "fullDescription": "MultiformatMessageString",
    "help": "MultiformatMessageString",
}


@pytest.mark.filterwarnings("ignore")
def test_the_names_are_those_of_the_object_model(mixed):
    """A published object model of the standard knows every property, and misses none."""
    model = pytest.importorskip("sarif_om", reason="needs sarif-om, the object model of SARIF")
    attr = importlib.import_module("attr")

    def walk(name, value):
        if isinstance(value, list):
            for one in value:
                walk(name, one)
        elif name in CLASSES and isinstance(value, dict):
            fields = attr.fields(getattr(model, CLASSES[name]))
            known = {one.metadata["schema_property_name"]: one for one in fields}
            assert set(value) <= set(known), name
            assert {key for key, one in known.items() if one.default is attr.NOTHING} <= set(value), name
            for key, inner in value.items():
                walk(key, inner)

    walk("", log_of(mixed))


def test_every_rule_is_declared_with_help(mixed):
    """So are the codes that a report names and the table does not; each result leads to its rule."""
    run = run_of(mixed)
    rules = run["tool"]["driver"]["rules"]
    ids = [one["id"] for one in rules]
    assert ids == sorted({*(row.code for row in RULES), "RT005", "CO001", "XX001"})
    declared = {one["id"]: one for one in rules}
    for row in RULES:
        assert row.remedy in declared[row.code]["help"]["text"].replace("{{", "{").replace("}}", "}")
        assert declared[row.code]["defaultConfiguration"]["level"] == LEVELS[row.severity]
        assert declared[row.code]["properties"] == {"level": row.level, "since": row.since, "tags": [row.code[:2]]}
        for name, told in (("shortDescription", row.summary), ("fullDescription", row.why)):
            assert declared[row.code][name]["text"].replace("\\](", "](") == told
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]


def test_results_are_the_findings(mixed):
    """One result a finding, with its level, its place and its fingerprint."""
    run = run_of(mixed)
    results = run["results"]
    assert [one["level"] for one in results] == [LEVELS[one.severity] for one in mixed.findings]
    assert [one["partialFingerprints"] for one in results] == [
        {"stancebank/v1": one} for one in fingerprints(mixed.findings)
    ]
    fatal = next(one for one in results if one["ruleId"] == "WF001")
    assert fatal["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "dir/b.xml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 7},
    }
    exact = next(one for one in results if one["ruleId"] == "ST001")
    [place] = exact["locations"]
    assert place["physicalLocation"]["region"] == {
        "startLine": 41,
        "startColumn": 7,
        "snippet": {"text": 'ana="position:oppose"'},
    }
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "/TEI/standOff[1]/annotation[7]/@ana"
    [change] = exact["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {"deletedRegion": {"byteOffset": 3, "byteLength": 0}, "insertedContent": {"text": "x"}},
        {"deletedRegion": {"byteOffset": 9, "byteLength": 3}, "insertedContent": {"text": ""}},
    ]
    warning = next(one for one in results if one["ruleId"] == "SP009")
    assert "region" not in warning["locations"][0]["physicalLocation"]
    assert warning["locations"][0]["logicalLocations"] == [{"name": "lind", "kind": "element"}]
    assert "locations" not in next(one for one in results if one["ruleId"] == "XX001")
    assert run["properties"] == {"profile": "standard", "verdict": "invalid"}


def test_the_run_says_whether_it_went_well(mixed, clean):
    """What could not be read or broke off is no success; the digests are those of the inputs."""
    assert run_of(clean)["invocations"] == [{"executionSuccessful": True}]
    assert run_of(mixed)["invocations"] == [{"executionSuccessful": False}]
    first, second = run_of(clean)["artifacts"]
    assert first["hashes"] == {"sha-256": "0" * 64}
    assert "hashes" not in second


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("corpus/a.xml", "corpus/a.xml"),
        ("./a.xml", "a.xml"),
        ("../a.xml", "../a.xml"),
        ("corpus\\a.xml", "corpus/a.xml"),
        ("a b:c#d?e%.xml", "a%20b%3Ac%23d%3Fe%25.xml"),
        ("é.xml", "%C3%A9.xml"),
        ("/corpus/a.xml", "file:///corpus/a.xml"),
        ("//host/a.xml", "file://host/a.xml"),
        ("C:\\corpus\\a.xml", "file:///C:/corpus/a.xml"),
    ],
)
def test_addresses_are_relative_and_escaped(make, source, uri):
    """The name of an input becomes a URI; only one that is absolute stays so."""
    run = run_of(CheckReport(findings=[make(source=source)], sources=[source, source]))
    told = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert told["uri"] == uri
    assert told.get("uriBaseId") == (None if uri.startswith("file:") else "%SRCROOT%")
    assert [one["location"] for one in run["artifacts"]] == [told]


def test_messages_are_no_templates(hostile):
    """No reader finds a placeholder or a link in a message."""
    for result in run_of(hostile)["results"]:
        text = result["message"]["text"]
        assert not re.search(r"(?<!\{)\{\d+\}(?!\})", text)
        assert not re.search(r"(?<!\\)\]\(", text)


def test_a_large_report_is_capped(huge):
    """The worst are told, and how many are not; as many as services take are told without a word."""
    results = run_of(huge)["results"]
    assert len(results) == sarif.LARGEST
    assert sum(one["level"] == "error" for one in results) == 10
    assert results[-1]["ruleId"] == "RT005"
    assert results[-1]["message"]["text"] == "11 findings are not told here"
    full = CheckReport(findings=huge.findings[: sarif.LARGEST], sources=["a.xml"])
    assert {one["ruleId"] for one in run_of(full)["results"]} == {"PT011"}
