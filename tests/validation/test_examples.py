"""The examples of rules run: put into a small valid document, the bad one breaks the rule and the good one does not.

The place where an example goes is that of its counterpart in the files of cases: where a passing file holds the good
one, it is replaced by the bad one, and where a failing file holds the bad one, by the good one.
Where that cannot be done, because an example is told in words or is cut off in the middle of an element,
the files of cases themselves stand in, which hold it or are described by it.
"""

import re
import shutil
from pathlib import Path

import pytest

from stancebank.validation import RULES, validate

CASES = Path(__file__).parent / "cases"
EXAMPLES = [row for row in RULES if not row.code.startswith("RT") and row.over_corpus is None]
"""Rules on single files; a rule on a corpus is shown by corpora, not by pieces of a document."""
HIDING = {"SC001", "WF001"}
"""Findings that show that an exchange has broken the document."""


def pattern(example):
    """Return what finds *example*, however its white space is."""
    return re.compile(r"\s+".join(map(re.escape, example.split())))


def called(example, name):
    """Return *example* with the id of its document, pier, replaced."""
    return re.sub(r'(?<=["#])pier(?=\.)|(?<=xml:id=")pier(?=")', name, example)


def codes(path):
    return {finding.code for finding in validate(path).findings}


def exchanged(row, kind, old, new, place):
    """Yield what is found in each case of a *kind* that holds *old*, with *new* in its place."""
    for path in sorted((CASES / row.code).glob(f"{kind}-*.xml")):
        text = path.read_text(encoding="utf-8")
        wanted = next((one for one in (old, called(old, path.stem)) if pattern(one).search(text)), None)
        if wanted is None:
            continue
        folder = place / f"{kind}-{path.stem}"
        shutil.copytree(path.parent, folder)
        put = new if wanted == old else called(new, path.stem)
        (folder / path.name).write_text(pattern(wanted).sub(lambda _, put=put: put, text, count=1), encoding="utf-8")
        yield codes(folder / path.name)


def shown_by_exchange(row, place):
    """Tell whether an exchange of the examples breaks the rule, or mends it, without breaking the document."""
    broken = exchanged(row, "pass", row.good, row.bad, place)
    if any(row.code in found and not found & (HIDING - {row.code}) for found in broken):
        return True
    mended = exchanged(row, "fail", row.bad, row.good, place)
    return any(row.code not in found and not found & HIDING for found in mended)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row.code)
def test_the_bad_example_breaks_the_rule_and_the_good_one_does_not(row, tmp_path, record_property):
    """By exchange if that can be done; otherwise the cases stand in, and say it themselves."""
    if shown_by_exchange(row, tmp_path):
        record_property("shown by", "exchange of the examples")
        return
    record_property("shown by", "the files of cases")
    failing = sorted((CASES / row.code).glob("fail-*.xml"))
    assert all(codes(path) == {row.code} for path in failing)
    passing = sorted((CASES / row.code).glob("pass-*.xml"))
    assert passing
    assert all(codes(path) == set() for path in passing)


def test_most_examples_are_shown_by_exchange(tmp_path):
    """The cases stand in for few: those told in words, and those that are no whole piece of a document."""
    apart = [row.code for row in EXAMPLES if not shown_by_exchange(row, tmp_path / row.code)]
    assert len(apart) <= len(EXAMPLES) // 4, apart
