"""The benchmarks of drafts: scores of messages by token, and the tables on folders of sentences of our own."""

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
MESSAGES = runpy.run_path(str(BENCHMARKS / "messages.py"))
Message, message_score, paired_messages = (MESSAGES[name] for name in ("Message", "message_score", "paired_messages"))
SIDES = st.lists(st.frozensets(st.integers(0, 8), max_size=5), max_size=4)


def _side(*tokens):
    return [Message(frozenset(one)) for one in tokens]


@pytest.mark.parametrize(
    ("gold", "made", "precision", "recall"),
    [
        ([{1, 2, 3, 4}], [{3, 4, 5, 6, 7, 8}], 1 / 3, 1 / 2),
        ([{1, 2}, {5, 6}], [{1, 2}], 1, 1 / 2),
        ([{1, 2}], [{1, 2}, {7}], 1 / 2, 1),
        ([{1, 2, 3, 4}, {2, 3}], [{2, 3}], 1, 1 / 2),
        ([{1}], [], 0, 0),
        ([], [], 0, 0),
        ([{1, 2}, set()], [set(), {1, 2}], 1, 1),
        ([{1, 2, 3}], [{1}, {2, 3}], 1 / 2, 2 / 3),
    ],
)
def test_messages_count_alike_whatever_their_length(gold, made, precision, recall):
    """Each message counts once, with the share of its tokens that its partner has; one without a partner has none."""
    score = message_score([(_side(*gold), _side(*made))])
    assert (score.precision, score.recall) == pytest.approx((precision, recall))
    whole = precision + recall
    assert score.f1 == pytest.approx(2 * precision * recall / whole if whole else 0)


def test_type_and_medium_break_ties():
    """Of two messages that share as much, the one of the same type is the partner, then the one of the same medium."""
    gold = [Message(frozenset({1, 2}), "Direct", "Speech")]
    made = [Message(frozenset({1}), "Indirect", "Speech"), Message(frozenset({2}), "Direct", "Writing")]
    assert paired_messages(gold, made) == [(0, 1)]
    assert paired_messages(gold, [made[0], Message(frozenset({2}), "Indirect", "Writing")]) == [(0, 0)]


def test_documents_are_summed():
    """The mean is over messages and not over documents."""
    whole, half = _side({1, 2}), _side({1, 2}, {3}, {4})
    score = message_score([(whole, whole), (half, _side({1, 2}))])
    assert (score.precision, score.recall) == (1.0, 0.5)


@given(SIDES, SIDES)
def test_the_sides_change_places(gold, made):
    """Precision one way is recall the other way, both are shares, and a side equals itself."""
    one, other = message_score([(_side(*gold), _side(*made))]), message_score([(_side(*made), _side(*gold))])
    assert (one.precision, one.recall) == pytest.approx((other.recall, other.precision))
    assert 0 <= one.f1 <= 1
    if any(gold):
        assert message_score([(_side(*gold), _side(*gold))]).f1 == pytest.approx(1)


TEXT = "Der Hafen.\n\nAda Lind sagte, dass die Mole „viel zu alt“ sei. „Sie fällt“, so Berg.\n\n„Bald fällt sie.“"


def _annotated():
    tokens, sentence = [], 0
    for number, word in enumerate(re.finditer(r"\w+|[^\w\s]", TEXT)):
        tokens.append({"id": number, "charBegin": word.start(), "charEnd": word.end(), "sentence": sentence})
        sentence += word[0] == "."

    def numbers(words, after=0):
        start = TEXT.index(words, after)
        return {
            "tokenIds": [
                one["id"] for one in tokens if one["charBegin"] >= start and one["charEnd"] <= start + len(words)
            ]
        }

    told = [
        ("dass die Mole „viel zu alt“ sei", "sagte", "Ada Lind", "Indirect"),
        ("„viel zu alt“", "sagte", "Ada Lind", "Direct"),
        ("„Sie fällt“", "so", "Berg", "Direct"),
        ("„Bald fällt sie.“", "so", "Berg", "Direct"),
    ]
    annotations = [
        {"quote": numbers(quote), "cue": numbers(cue), "speaker": numbers(speaker), "type": kind, "medium": "Speech"}
        for quote, cue, speaker, kind in told
    ]
    annotations.append({**annotations[0], "quote": {"tokenIds": []}})
    return {"documentName": "Hafen", "originalText": TEXT, "tokens": tokens, "annotations": annotations}


def _run(name, *arguments):
    command = [sys.executable, str(BENCHMARKS / name), *(str(one) for one in arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_german_drafts_are_converted_to_the_habits_of_the_data_set(tmp_path):
    """Conjunctions, stretches between marks and sentences of a draft become what the data set would tell."""
    (tmp_path / "hafen.json").write_text(json.dumps(_annotated()), encoding="utf-8")
    written = tmp_path / "predictions"
    told = _run("bench_german.py", "--draws", 0, "--predictions", written, tmp_path)
    assert re.search(r"^ +100\.0 +100\.0 +100\.0$", told, re.MULTILINE), told
    assert re.search(r"^Direct +3 +100\.0 +100\.0$", told, re.MULTILINE)
    assert re.search(r"^direct, exact F1 +100\.0", told, re.MULTILINE)
    assert re.search(r"^direct, attribution end to end +100\.0", told, re.MULTILINE)
    [line] = written.read_text(encoding="utf-8").splitlines()
    assert [one["quote"]["tokenIds"] for one in json.loads(line)["annotations"]] == [
        one["quote"]["tokenIds"] for one in _annotated()["annotations"][:4]
    ]


def test_a_peer_that_is_missing_is_told(tmp_path):
    """The table of peers holds the rows that can be measured, and says of the others what they lack."""
    text = 'Pier\n\n"It can wait," said Ada Lind.\n'
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    start, end = text.index('"'), text.index(" said")
    named = text.index("Ada")
    marks = [f"T1\tContent {start} {end}\t{text[start:end]}", f"T2\tSource {named} {named + 8}\tAda Lind"]
    marks += [f"T3\tCue {end + 1} {end + 5}\tsaid", "E1\tContent:T1 Source:T2 Cue:T3"]
    (tmp_path / "a.ann").write_text("\n".join(marks) + "\n", encoding="utf-8")
    told = _run("bench_peers.py", tmp_path)
    rows = {line[:15].strip(): line[15:].split() for line in told.splitlines()[2:7]}
    assert rows["marks and said"][:2] == rows["rules"][:2] == ["100.0", "100.0"]
    for name in ("textacy", "tracker", "rules + spaCy"):
        assert rows[name][:2] == ["not", "measured:"]
    broken = _run("bench_peers.py", tmp_path, "--spacy", "no_such_pipeline", "--tracker", tmp_path)
    assert broken.count("not measured:") == 3
