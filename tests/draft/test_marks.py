"""The scanner of quotation marks: what stands between marks, in four languages, and what does not balance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank.draft import scan_marks
from stancebank.model import Span


def _blocks(text):
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _read(text):
    scan = scan_marks(text, _blocks(text))
    return [(region.level, region.span.slice(text)) for region in scan.regions], [str(one) for one in scan.faults]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ('"It can wait," she said.', [(0, '"It can wait,"')]),
        ("“It can wait,” she said.", [(0, "“It can wait,”")]),
        ("„Sie kann warten“, sagte sie.", [(0, "„Sie kann warten“")]),
        ('„Sie kann warten", sagte sie.', [(0, '„Sie kann warten"')]),
        ("»Sie kann warten«, sagte sie.", [(0, "»Sie kann warten«")]),
        ("« Elle peut attendre », dit-elle.", [(0, "« Elle peut attendre »")]),
        ("«Он может подождать», — сказала она.", [(0, "«Он может подождать»")]),
        ("«Он сказал „нет“ вчера»", [(0, "«Он сказал „нет“ вчера»"), (1, "„нет“")]),
        ("„Er rief ‚halt‘ und lief“", [(0, "„Er rief ‚halt‘ und lief“"), (1, "‚halt‘")]),
        (
            '"The motto, "A harbour for all." is old."',
            [(0, '"The motto, "A harbour for all." is old."'), (1, '"A harbour for all."')],
        ),
        ("'The states' rights,' she said.", [(0, "'The states' rights,'")]),
        ("``It can wait,'' she said.", [(0, "``It can wait,''")]),
        ("“It can wait,“ she said.", [(0, "“It can wait,“")]),
        ("”It can wait,” she said.", [(0, "”It can wait,”")]),
        ('"...and left," he said--"we saw it."', [(0, '"...and left,"'), (0, '"we saw it."')]),
        ('She called it (a "toy" [sic]).', [(0, '"toy"')]),
        ('"[The] pier can wait."', [(0, '"[The] pier can wait."')]),
        ("It's the harbour's pier, built in the '90s, 'tis said of the Linds' boat.", []),
        ('A board of 12" was laid.', []),
        ("A ‘toy’ of a pier.", [(0, "‘toy’")]),
        ("‹Halt›, rief er.", [(0, "‹Halt›")]),
        ("", []),
    ],
)
def test_marks_of_four_languages(text, regions):
    """Straight and typographic marks, nested ones of one shape, apostrophes and inches are told apart."""
    assert _read(text) == (regions, [])


def test_marks_that_are_opened_anew():
    """Marks that each paragraph opens anew are one quotation that goes on."""
    text = "“One.\n“Two.\n“Three,” she said."
    regions = scan_marks(text, _blocks(text)).regions
    assert [(one.goes_on, one.is_continued) for one in regions] == [(True, False), (True, True), (False, True)]
    french = "« un\n» deux\n» trois », dit-elle"
    assert _read(french) == ([(0, "« un"), (0, "» deux"), (0, "» trois »")], [])


def test_marks_that_are_closed_only_at_the_end():
    """Words that run over paragraphs without new marks are found as well, blocks between them whole."""
    text = 'She said: "One.\nTwo.\nThree," and left.'
    assert _read(text) == ([(0, '"One.'), (0, "Two."), (0, 'Three,"')], [])


@pytest.mark.parametrize(
    ("text", "regions", "fault"),
    [
        ('He said "no. Then "yes," and left.', ['"yes,"'], 'the quotation mark " at 8 is never closed'),
        ('It can wait," she said.', [], 'the quotation mark " at 12 closes what was never opened'),
        ('He said "no.\nNothing else.', [], 'the quotation mark " at 8 is never closed'),
        ('He said "no.\nThen "yes," he said.', ['"yes,"'], 'the quotation mark " at 8 is never closed'),
        ("„Sie sagte »nein“, und ging.", ["„Sie sagte »nein“"], "the quotation mark » at 11 is never closed"),
    ],
)
def test_marks_without_partners_are_reported(text, regions, fault):
    """A mark without a partner is reported where it stands, and hides nothing else."""
    found, faults = _read(text)
    assert [words for _, words in found] == regions
    assert fault in faults


def test_endless_openings_do_not_pile_up():
    """Hundreds of opening marks are faults, not depth."""
    text = " ".join(["“a"] * 300)
    scan = scan_marks(text)
    assert len(scan.faults) == 300
    assert scan.outer == ()


@given(st.text(alphabet="ab .,\n\"'“”„‘’‚«»`", max_size=80))
def test_regions_nest_and_stay_in_their_blocks(text):
    """Whatever the marks: regions of one block nest or part, lie in a block, and begin or end with a mark or block."""
    blocks = _blocks(text)
    scan = scan_marks(text, blocks)
    spans = [region.span for region in scan.regions]
    assert spans == sorted(spans, key=lambda span: (span.start, -span.end))
    for one in scan.regions:
        assert any(block.covers(one.span) for block in blocks)
        assert one.span.covers(one.inner)
        assert not any(one.span.crosses(other) for other in spans)
    assert scan == scan_marks(text, blocks)
