"""What holds for every format: it is a pure function that keeps what is hostile from doing anything."""

from pathlib import Path

import pytest

from stancebank.validation import validate
from stancebank.validation.rendering import FORMATS
from validation.golden import FORMS, recorded, rendered

CASES = Path(__file__).parents[1] / "cases"
OWN = [name for name in FORMATS if name not in {"text", "json"}]


def test_every_format_has_a_name():
    """The names are what an option offers; nobody can change the table."""
    assert list(FORMATS) == ["text", "json", "jsonl", "sarif", "github", "junit", "markdown", "html", "csv"]
    with pytest.raises(TypeError):
        FORMATS["text"] = FORMATS["json"]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("report", ["clean", "mixed", "huge"])
def test_a_report_is_the_same_every_time(name, report, request):
    """No clock, no chance: the same report gives the same text, which ends in one line feed."""
    told = FORMATS[name](request.getfixturevalue(report))
    assert told == FORMATS[name](request.getfixturevalue(report))
    assert told.endswith("\n")
    assert not told.endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_told_as_recorded(name):
    """Line by line; programs and people read these forms."""
    assert rendered(name) == recorded(FORMS)[name]


@pytest.mark.parametrize("name", OWN)
def test_a_hostile_report_can_be_written(name, hostile):
    """Names of files that are no Unicode, and what else there may be, can be encoded."""
    assert FORMATS[name](hostile).encode("utf-8")


@pytest.mark.parametrize("name", ["github", "junit", "markdown", "html", "sarif"])
def test_nothing_unseen_is_left(name, hostile):
    """In forms that are looked at, what has no shape is told by its number."""
    told = FORMATS[name](hostile)
    assert not set(told) & set("\x00\x07\x1b\x7f\x85\u2028\u2029\u202e\u202c\u2066\u2069\u061c\ufffe\uffff\r\t")
    assert "👩\u200d🔬" in told


@pytest.mark.parametrize("name", FORMATS)
def test_real_reports_name_no_other_place(name):
    """The only paths in a report are the names of the inputs, as they were given."""
    report = validate(CASES / "ST001")
    told = FORMATS[name](report)
    for source in report.sources:
        told = told.replace(source, "")
    assert str(Path.cwd()) not in told.replace(str(CASES), "")
    assert str(Path.home()) + "/" not in told.replace(str(CASES), "")
