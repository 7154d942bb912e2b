"""The JSON forms: their schema, and JSON lines."""

import json
from pathlib import Path

import pytest

from stancebank.schema import read_schema
from stancebank.validation import render_json, validate
from stancebank.validation.rendering import FORMATS, fingerprints

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture
def complaints():
    """Return what a validator of JSON Schema has against a report."""
    reason = "needs jsonschema, which checks JSON by a schema"
    jsonschema = pytest.importorskip("jsonschema", reason=reason)
    schema = json.loads(read_schema("report.schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    return lambda told: sorted(error.json_path for error in validator.iter_errors(told))


def test_reports_follow_the_schema(complaints, clean, mixed, hostile):
    """Whatever the report, the JSON form is what the schema says."""
    for report in (clean, mixed, hostile, validate(CASES / "ST001"), validate(CASES / "WF001")):
        assert complaints(json.loads(render_json(report))) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda told: told.pop("verdict"), "$"),
        (lambda told: told.update(schema=2), "$.schema"),
        (lambda told: told["counts"].update(fatal=-1), "$.counts.fatal"),
        (lambda told: told["inputs"][0].update(sha256="abc"), "$.inputs[0].sha256"),
        (lambda told: told["findings"][0].update(line=0), "$.findings[0].line"),
        (lambda told: told["findings"][0].update(severity="bad"), "$.findings[0].severity"),
        (lambda told: told["findings"][0].pop("hint"), "$.findings[0]"),
        (lambda told: told["rules"].update(run=["st1"]), "$.rules.run[0]"),
    ],
)
def test_the_schema_refuses_what_is_no_report(complaints, mixed, change, place):
    """A field that is missing or wrong is noticed; one that is added is not."""
    told = json.loads(render_json(mixed))
    told["more"] = told["findings"][0]["more"] = 1
    assert complaints(told) == []
    change(told)
    assert complaints(told) == [place]


def test_the_schema_names_every_field(mixed):
    """No field of the JSON form is left undescribed."""
    schema = json.loads(read_schema("report.schema.json"))
    told = json.loads(render_json(mixed))
    assert set(schema["properties"]) == set(schema["required"]) == set(told)
    finding = schema["$defs"]["finding"]
    assert set(finding["required"]) == set(told["findings"][0])
    assert set(finding["properties"]) == {*finding["required"], "fingerprint"}
    for name in ("inputs", "tool", "rules", "counts"):
        inner = schema["properties"][name].get("items", schema["properties"][name])
        value = told[name][0] if isinstance(told[name], list) else told[name]
        assert set(inner["properties"]) == set(inner["required"]) == set(value)


def test_json_lines_are_the_json_form_in_pieces(mixed):
    """The run comes first, then each finding with its fingerprint."""
    run, *findings = map(json.loads, FORMATS["jsonl"](mixed).splitlines())
    assert run.pop("kind") == "run"
    assert {one.pop("kind") for one in findings} == {"finding"}
    assert tuple(one.pop("fingerprint") for one in findings) == fingerprints(mixed.findings)
    assert {**run, "findings": findings} == json.loads(render_json(mixed))


def test_json_lines_keep_hostile_messages(hostile):
    """A line is a line for every tool, and says what the message says; halves of characters are told."""
    _, *lines = FORMATS["jsonl"](hostile).splitlines()
    assert len(lines) == len(hostile.findings)
    for line, finding in zip(lines, hostile.findings, strict=True):
        told = json.loads(line)["message"]
        expected = finding.message.replace("\udce9", "\\udce9").replace("\ud83d", "\\ud83d")
        assert told == expected
