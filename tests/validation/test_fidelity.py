"""Which block is which line, and what explains that they differ."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank.tei import loads
from stancebank.tei.index import index
from stancebank.tei.parsing import parse
from stancebank.validation import validate
from stancebank.validation.fidelity import _aligned, comparison, declared, visible
from stancebank.validation.normalisations import DECLARABLE, explanation, folded
from stancebank.validation.rule import Subject

CASES = Path(__file__).parent / "cases"
LINES = st.lists(st.sampled_from("abcde"), max_size=12)
TEXTS = st.text(st.sampled_from("ab \n\u00a0\u2009-\u2013\"'\u201c\u2019\u00abe\u0301"), max_size=12)


def subject_of(path, seed):
    data = path.read_bytes()
    return Subject(index=index(parse(data)), document=loads(data), path=path, folder=path.parent, seed=seed)


@given(lines=LINES, texts=LINES)
def test_every_line_and_every_block_has_one_place(lines, texts):
    """Nothing is left out, nothing stands twice, and the order of both is kept."""
    pairs = list(_aligned(lines, texts))
    assert [one for one, _ in pairs if one is not None] == list(range(len(lines)))
    assert [one for _, one in pairs if one is not None] == list(range(len(texts)))


@given(lines=LINES, at=st.integers(0, 12))
def test_what_is_left_out_is_all_that_is_missed(lines, at):
    """Of distinct lines the one without a block is found."""
    lines = [f"{one}{number}" for number, one in enumerate(lines)]
    texts = lines[:at] + lines[at + 1 :]
    missing = [one for one, other in _aligned(lines, texts) if other is None]
    assert missing == ([at] if at < len(lines) else [])


def test_pairing_takes_linear_time():
    """Ten times as many blocks, none of them a line of the seed, take about ten times as long."""

    def seconds(count):
        start = time.process_time()
        for _ in _aligned([f"a{one}" for one in range(count)], [f"b{one}" for one in range(count)]):
            pass
        return time.process_time() - start

    assert min(seconds(20_000) for _ in range(3)) < 40 * max(min(seconds(2_000) for _ in range(3)), 0.001)


@given(line=TEXTS, text=TEXTS)
def test_an_explanation_explains(line, text):
    """What it names, carried out on both sides, makes them the same; without any one of it they differ."""
    needs = explanation(line, text, ())
    if needs is None:
        assert line != text
        return
    assert folded(line, needs) == folded(text, needs)
    for one in needs:
        fewer = [other for other in needs if other != one]
        assert folded(line, fewer) != folded(text, fewer)


@given(line=TEXTS, text=TEXTS)
def test_what_is_declared_is_not_needed(line, text):
    """A declaration takes away from what is to be explained."""
    needs = explanation(line, text, DECLARABLE)
    assert needs is None or not DECLARABLE & set(needs)


@pytest.mark.parametrize(
    ("line", "text", "needs"),
    [
        ("caf\u00e9", "cafe\u0301", ("nfc",)),
        ("5\u202fkm", "5 km", ("no-break spaces",)),
        ("one  two ", "one two", ("spaces",)),
        ("2020\u20132021", "2020-2021", ("dashes",)),
        ("\u201cno\u201d, it\u2019s", '"no", it\'s', ("quotation marks",)),
        ('"no"', "no", ("marks",)),
        ('"no"', "\u00abno\u00bb", ("marks",)),
        ("one two", "one\n    two", ("white space",)),
        ("one two", "onetwo", ("white space",)),
        ("\u201cno\u201d\u00a0\u2013 he", '"no" - he', ("no-break spaces", "dashes", "quotation marks")),
        ("don't", "dont", None),
        ("old", "new", None),
    ],
)
def test_a_difference_is_told_by_its_cause(line, text, needs):
    """An apostrophe inside a word is no quotation mark, and another word is no normalisation."""
    assert explanation(line, text, ()) == needs


def test_context_shows_both_ends_of_a_difference():
    """At the end of a text nothing stands, and what is long is cut on both sides."""
    assert visible("pier", 4) == "'pier⟦⟧'"
    assert visible("a" * 30 + "b" + "c" * 30, 30) == f"'…{'a' * 16}⟦b⟧{'c' * 16}…'"


def test_terms_and_marks_declare():
    """Words that name no normalisation declare nothing."""
    seed = (CASES / "TF004" / "seed.txt").read_text(encoding="utf-8")
    assert declared(subject_of(CASES / "TF004" / "pass-declared.xml", seed)) == {
        "no-break spaces",
        "quotation marks",
        "spaces",
    }
    assert declared(subject_of(CASES / "TF003" / "pass-declared.xml", seed)) == {"marks"}
    assert declared(subject_of(CASES / "TF001" / "pass-same-text.xml", seed)) == set()


def test_without_a_seed_nothing_is_compared():
    """A document that names no seed has no differences."""
    assert comparison(subject_of(CASES / "TF001" / "pass-same-text.xml", None)) == ()


def told(tmp_path, change):
    for path in (CASES / "TF001").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    seed = tmp_path / "seed.txt"
    seed.write_text(change(seed.read_text(encoding="utf-8")), encoding="utf-8")
    return [(one.code, one.location.id, one.message) for one in validate(tmp_path / "pass-same-text.xml").findings]


def test_differences_of_one_cause_are_told_once(tmp_path):
    """The first is shown, and how many follow it."""
    [(code, place, message)] = told(tmp_path, lambda seed: seed.replace("the", "teh").replace("Boats", "Ships"))
    assert (code, place) == ("TF001", "b1")
    assert message.endswith("; 1 more like it")


def test_differences_of_two_causes_are_told_apart(tmp_path):
    """A dash and a lost line are two faults."""
    found = told(tmp_path, lambda seed: seed.replace("5 March 2024\n", "").replace("Boats wait", "Boats \u2013 wait"))
    assert [(code, place) for code, place, _ in found] == [("TF001", "b2")]
    found = told(tmp_path, lambda seed: seed.replace(" in Cove", "\u2003in Cove") + "Photo: A. Lind\n")
    assert sorted((code, place) for code, place, _ in found) == [("TF004", "b4"), ("TF006", "b5")]


def test_a_seed_that_begins_with_a_lost_line_is_told_at_the_document(tmp_path):
    """No block stands before it."""
    [(code, place, message)] = told(tmp_path, lambda seed: "From our correspondent in the harbour of Cove\n" + seed)
    assert (code, place) == ("TF006", "pass-same-text")
    assert "'From our correspondent in the …'" in message
