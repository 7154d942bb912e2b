"""Each fault planted into description, provenance, voices or text is reported once, at its place, and alone."""

import shutil
from pathlib import Path

import pytest

from stancebank.findings import Severity
from stancebank.validation import RULES, validate
from stancebank.validation.description import DESCRIPTION
from stancebank.validation.provenance import PROVENANCE
from stancebank.validation.text import TEXT
from stancebank.validation.voices import VOICES
from validation.planting import parsed, planted
from validation.planting_description import DESCRIPTION_FAULTS

ROOT = Path(__file__).parents[2]
ARTICLE = Path("corpus/articles/csto-2022-12-19.xml")


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    """Return the path of the article in a copy of its corpus, and its bytes."""
    place = tmp_path_factory.mktemp("planted")
    for folder in ("corpus", "seeds"):
        shutil.copytree(ROOT / folder, place / folder)
    return place / ARTICLE, (place / ARTICLE).read_bytes()


@pytest.mark.parametrize("fault", DESCRIPTION_FAULTS, ids=lambda one: one.__name__)
def test_a_planted_fault_is_the_only_finding(article, fault):
    """One fault, one finding: with the code, the line and the id; at most notes stand beside it."""
    path, data = article
    spoilt, expected = planted(data, fault)
    assert spoilt != data
    path.write_bytes(spoilt)
    findings = validate(path, profile="release").findings
    grave = [one for one in findings if one.severity > Severity.NOTE]
    assert [(one.code, one.location.id) for one in grave] == [expected], findings
    assert grave[0].location.line
    assert grave[0].hint


def test_every_rule_has_a_planted_fault(article):
    """A rule that nobody has seen find anything in a whole article may be dead."""
    planted_codes = {fault(parsed(article[1]))[0] for fault in DESCRIPTION_FAULTS}
    rows = {row.code for row in (*DESCRIPTION, *VOICES, *TEXT, *PROVENANCE)}
    assert rows <= {row.code for row in RULES}
    assert rows == planted_codes
