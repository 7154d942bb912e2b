"""Programs and models outside: what they answer is believed only as far as it stands in the text."""

import json
import sys

import pytest

from stancebank import Document, Span
from stancebank.draft import AnnotatorError, ProposingAnnotator, annotate
from stancebank.draft.bridges import ANSWER_SCHEMA, ProcessAnnotator, PromptAnnotator, read_answer

TEXT = "“The pier can\u00a0wait,” Ada Lind said. Fishers call the delay a mistake."
DOCUMENT = Document.from_blocks("pier", [("headline", "Pier delayed"), ("paragraph", TEXT)], language="en")
ANSWER = {
    "voices": [
        {"name": "Ada Lind", "role": "chair"},
        {"name": "fishers of the bay", "kind": "group", "mentions": ["Fishers"]},
    ],
    "quotations": [
        {
            "content": ['"The pier can wait,"'],
            "mode": "direct",
            "medium": "speech",
            "mention": ["Ada Lind"],
            "cue": ["said"],
            "speakers": ["Ada Lind"],
            "certainty": "high",
        },
        {"content": ["the delay a mistake"], "mode": "indirect", "speakers": ["fishers of the bay"]},
    ],
    "topics": [{"category": "mediatopic:1"}],
    "stances": [
        {"holder": "fishers of the bay", "target": "mediatopic:1", "position": "oppose", "evidence": [[60, 66]]}
    ],
}


def asked(answer, **options):
    told = answer if isinstance(answer, str) else json.dumps(answer)
    gives = ("voices", "quotations", "topics", "stances")
    return PromptAnnotator(lambda _prompt, _schema: told, name="model", version="1", gives=gives, **options)


def test_an_answer_becomes_records_of_the_text():
    """Marks and spaces may differ, words may not; every record is proposed by the model and can be written."""
    outcome = annotate(DOCUMENT, asked(ANSWER))
    assert outcome.refused == ()
    said, called = outcome.document.quotations
    assert outcome.document.text_of(said) == "“The pier can\u00a0wait,”"
    assert outcome.document.speaker(said.speakers[0]).label == "Ada Lind"
    assert outcome.document.speaker(called.speakers[0]).kind == "group"
    assert {one.status for one in (*outcome.document.quotations, *outcome.document.stances)} == {"proposed"}
    assert outcome.document.stances[0].evidence == (Span(60, 66),)
    assert outcome.document.text == DOCUMENT.text


def test_an_answer_tells_who_is_spoken_to():
    """Addressees are voices of the answer; one that the text does not name is refused."""
    said = {**ANSWER["quotations"][0], "addressees": ["fishers of the bay"]}
    document = annotate(DOCUMENT, asked({**ANSWER, "quotations": [said]})).document
    [addressee] = document.quotations[0].addressees
    assert document.speaker(addressee).label == "fishers of the bay"
    outcome = annotate(DOCUMENT, asked({**ANSWER, "quotations": [{**said, "addressees": ["Bo Berg"]}]}))
    assert outcome.document.quotations == ()
    assert any("Bo Berg" in str(one) for one in outcome.refused)


@pytest.mark.parametrize(
    ("field", "words"),
    [("content", "The pier must wait"), ("mention", "Ada Linde"), ("cue", "stated"), ("content", "THE PIER CAN WAIT")],
)
def test_words_that_are_not_in_the_text_are_refused(field, words):
    """A model that rewrites is refused, and it is said which words were not there."""
    quotation = {**ANSWER["quotations"][0], field: [words]}
    outcome = annotate(DOCUMENT, asked({"voices": ANSWER["voices"], "quotations": [quotation]}))
    assert outcome.document.quotations == ()
    assert any(words in str(one) for one in outcome.refused)


def test_a_voice_that_the_text_does_not_name_is_refused():
    """An invented speaker takes the quotation with it."""
    answer = {
        "voices": [{"name": "Bo Berg"}],
        "quotations": [{"content": ["the delay"], "mode": "indirect", "speakers": ["Bo Berg"]}],
    }
    outcome = annotate(DOCUMENT, asked(answer))
    assert outcome.document.speakers == outcome.document.quotations == ()
    assert "'Bo Berg' is no voice" in str(outcome.refused[0])


def test_the_prompt_tells_text_schema_voices_and_rules():
    """Whoever answers needs no more than the prompt; the caller gets the schema as well."""
    seen = []

    def ask(prompt, schema):
        seen.append((prompt, schema))
        return "Here it is:\n```json\n{}\n```"

    known = annotate(DOCUMENT, asked(ANSWER)).document
    annotator = PromptAnnotator(ask, name="other", version="2", further=["Use only mediatopic:1."], languages=["en"])
    annotate(known, annotator)
    [(prompt, schema)] = seen
    assert schema is ANSWER_SCHEMA
    for words in (TEXT, "pier.ada-lind (Ada Lind)", "- Use only mediatopic:1.", '"quotations"', "(en)"):
        assert words in prompt
    assert isinstance(annotator, ProposingAnnotator)
    assert annotator.settings != PromptAnnotator(ask, name="other", version="2").settings
    assert not annotator.is_deterministic


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("Sorry, no.", "not JSON"),
        ("[]", "an object is wanted"),
        ({"quotes": []}, "no field 'quotes'"),
        ({"quotations": {}}, "is no list"),
        ({"quotations": [1]}, "an object is wanted"),
        ({"quotations": [{"content": ["x"]}]}, "needs 'mode'"),
        ({"quotations": [{"content": ["x"], "mode": "loud"}]}, "not usable"),
        ({"quotations": [{"content": [[5, 1]], "mode": "direct"}]}, "not usable"),
        ({"quotations": [{"content": [[1]], "mode": "direct"}]}, "not usable"),
        ({"voices": [{"name": "x", "age": 3}]}, "no field 'age'"),
    ],
)
def test_an_answer_of_another_form_is_an_error(answer, told):
    """Nothing is guessed from an answer that is not what was asked for."""
    with pytest.raises(AnnotatorError, match=told):
        annotate(DOCUMENT, asked(answer))


def test_the_schema_describes_what_is_read():
    """Every field of the schema is read into a proposal."""
    jsonschema = pytest.importorskip("jsonschema", reason="needs stancebank[test]")
    jsonschema.validate(ANSWER, ANSWER_SCHEMA)
    assert len(list(read_answer(json.dumps(ANSWER), DOCUMENT, "model"))) == 6


PROGRAM = """
import json, sys
for line in sys.stdin:
    told = json.loads(line)
    at = told["text"].find("said")
    print(json.dumps({"quotations": [{"content": [[told["segments"][1]["start"], at]], "mode": "direct"}]}), flush=True)
"""


def program(code, **options):
    return ProcessAnnotator([sys.executable, "-c", code], name="outside", version="1", **options)


def test_a_program_answers_line_by_line():
    """One process serves many documents, and ends when it is closed."""
    with program(PROGRAM) as annotator:
        for _ in range(2):
            outcome = annotate(DOCUMENT, annotator)
            assert outcome.document.text_of(outcome.document.quotations[0]).endswith("Ada Lind ")
        assert isinstance(annotator, ProposingAnnotator)
        assert annotator.settings["command"][1:] == ("-c", annotator.settings["command"][2])
    annotator.close()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import sys; sys.exit('no model here')", "ended without an answer; it said: no model here"),
        ("import sys; sys.stdin.readline(); print('{')", "not JSON"),
        ("import sys; sys.stdin.readline(); sys.stdout.buffer.write(b'\\xff\\n')", "cannot be read"),
        ("import time; time.sleep(60)", "no answer in 0.5 seconds"),
    ],
)
def test_a_program_that_fails_is_an_error(code, told):
    """It is said what became of it, with its last words; nothing is left running."""
    with (
        program(code, seconds=0.5 if "sleep" in code else 20) as annotator,
        pytest.raises(AnnotatorError, match=told),
    ):
        annotate(DOCUMENT, annotator)


def test_a_program_that_does_not_exist_is_an_error():
    """The command is named."""
    annotator = ProcessAnnotator(["/nowhere/program"], name="outside", version="1")
    with pytest.raises(AnnotatorError, match="/nowhere/program cannot be started"):
        annotate(DOCUMENT, annotator)


def test_a_program_that_will_not_end_is_ended():
    """Closing does not wait for ever."""
    code = "import sys, time\nprint('{}', flush=True)\ntime.sleep(60)"
    annotator = program(code, seconds=0.5)
    annotate(DOCUMENT, annotator)
    annotator.close()
