"""Quotation marks are paired as readers of many languages pair them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank.model import Document, Span
from stancebank.model.marks import CLOSERS, MARKS, places, speech_in_single_marks
from stancebank.validation.marked import marked
from stancebank.validation.rule import Subject


def found(*paragraphs, kind="paragraph"):
    document = Document.from_blocks("pier", [(kind, one) for one in paragraphs])
    return document, marked(Subject(index=None, document=document))


@given(st.text(alphabet="a '\u2018\u2019,.\n\"", max_size=40))
def test_single_marks_are_read_inside_of_their_line(text):
    """A stretch begins and ends with a mark, holds a word, and touches no other one."""
    ends = 0
    for start, end in speech_in_single_marks(text):
        assert ends <= start < end - 2
        ends = end
        assert {text[start], text[end - 1]} <= set("'\u2018\u2019")
        assert "\n" not in text[start:end]
        assert text[start + 1] == "a"


@given(st.text(alphabet="ab\"'\u2019"), st.sets(st.sampled_from("\"'\u2019c")))
def test_places_are_those_of_each_character(text, characters):
    """Seeking each character by itself finds what one look at every place would find, in order."""
    assert places(text, characters) == [at for at, one in enumerate(text) if one in characters]


def stretches(*paragraphs, kind="paragraph"):
    document, seen = found(*paragraphs, kind=kind)
    assert all(block.fault is None for block in seen.blocks), seen
    return [document.text_of(stretch) for block in seen.blocks for stretch in block.stretches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Wait," she said. "It can wait."', ['"Wait,"', '"It can wait."']),
        ('"We say, "No." And again, "No.""', ['"We say, "No." And again, "No.""']),
        ('("Wait")', ['("Wait")'[1:-1]]),
        ("\u201cWe say \u201cNo\u201d.\u201d", ["\u201cWe say \u201cNo\u201d.\u201d"]),
        ("\u201eWarten\u201c, sagte sie.", ["\u201eWarten\u201c"]),
        ("\u201eCzekaj\u201d, rzek\u0142a.", ["\u201eCzekaj\u201d"]),
        ("\u00ab\u00a0Attendre\u00a0\u00bb.", ["\u00ab\u00a0Attendre\u00a0\u00bb"]),
        ("\u00bbWarten\u00ab, sagte sie.", ["\u00bbWarten\u00ab"]),
        ("\u00bbOdota\u00bb, h\u00e4n sanoi.", ["\u00bbOdota\u00bb"]),
        ("\u201dV\u00e4nta\u201d, sade hon.", ["\u201dV\u00e4nta\u201d"]),
        ("\u300c\u5f85\u3066\u300d\u3068\u3002", ["\u300c\u5f85\u3066\u300d"]),
        ('He said " wait " twice.', ['" wait "']),
        ('a pipe of 6" and no more', []),
        ("'It can't wait,' she said. \u2018No!\u2019", ["'It can't wait,'", "\u2018No!\u2019"]),
        ("\u201aWarten!\u2018, rief sie.", ["\u201aWarten!\u2018"]),
        ("\"He said 'No.' twice,\" 'Yes,' they said.", ["\"He said 'No.' twice,\"", "'Yes,'"]),
        ("'Tis the crews', 'twas the pilots', rock 'n' roll, the '90s.", []),
        ("the crews' pay, the pilots', 'new' and 'old'.", []),
        ("'The boats' crews wait,' she said.", []),
        ("it's the sailors' pier", []),
    ],
)
def test_marks_are_paired(text, expected):
    """Only the outermost stretches are told, marks included."""
    assert stretches(text) == expected


def test_a_paragraph_may_open_again_what_the_one_before_left_open():
    """The stretch ends with its paragraph, and its mark is no fault; a heading does not go on."""
    assert stretches('She said: "Wait.', '"And wait."') == ['"Wait.', '"And wait."']
    _, seen = found('She said: "Wait.', '"And wait."', kind="heading")
    assert [block.fault for block in seen.blocks] == [10, None]


@pytest.mark.parametrize(
    ("text", "fault"),
    [('She said: "Wait.', 10), ('Wait."', 5), ("\u201cWait.", 0), ("Wait\u201d", 4), ('\u00abWait"', 5)],
)
def test_a_mark_without_a_partner_is_told(text, fault):
    """The first that closes nothing, else the first that nothing closes."""
    _, seen = found(text, "Boats wait.")
    assert [block.fault for block in seen.blocks] == [fault]


def test_an_even_number_of_one_mark_is_balanced():
    """Spaces may be wrong where marks are not."""
    assert stretches('"a" b" "c') == ['"a"', '" "']


def test_pieces_of_a_quotation_are_judged_together():
    """A mark in one piece may have its partner in another."""
    document, seen = found("She said \u201cWait\u201d, and waited.")
    assert document.text[9] == "\u201c"
    assert seen.fault([Span(9, 12)]) == 9
    assert seen.fault([Span(9, 12), Span(12, 15)]) is None
    assert seen.fault([Span(0, 8)]) is None


@given(st.lists(st.text(alphabet=sorted(MARKS) + list("ab .6\u00a0"), min_size=1, max_size=20), min_size=1, max_size=4))
def test_stretches_lie_side_by_side_in_their_blocks(paragraphs):
    """Whatever the marks, stretches begin and end with one, and do not overlap; faults are marks."""
    document, seen = found(*(f"x{one}" for one in paragraphs))
    for block in seen.blocks:
        end = block.segment.span.start
        for stretch in block.stretches:
            assert end <= stretch.start < stretch.end <= block.segment.span.end
            assert document.text[stretch.start] in CLOSERS
            end = stretch.end
        assert block.fault is None or document.text[block.fault] in MARKS
