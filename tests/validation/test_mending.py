"""Mending: fixing twice is fixing once, nothing new comes of it, and other bytes stay as they are."""

from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from stancebank.findings import Edit, Fix
from stancebank.validation import validate
from stancebank.validation.editing import applied
from stancebank.validation.inputs import Input
from stancebank.validation.mending import mend

SOUND = (Path(__file__).parent / "cases" / "WF001" / "pass-well-formed.xml").read_bytes()
DOUBLE = (
    b'<annotation xml:id="t2" motivation="classifying" target="#pass-well-formed" ana="#pier status:proposed" '
    b'cert="high"/></listAnnotation>'
)
SLIPS = (
    (b'who="#critics"', b'who="critics"'),
    (b'who="#critics"', b'who="#critics #critics"'),
    (b'who="#critics"', b'who="#critic"'),
    (b'who="#lind" direct="true" aloud="true" next="#q1.2"', b'who="#lint" direct="true" aloud="true"'),
    (b' prev="#q1.1"', b""),
    (b' next="#q1.2"', b""),
    (b'<place xml:id="cove">', b"<place>"),
    (b'<schemaRef type="hybrid"', b"<schemaRef"),
    (b'        <idno type="textSHA256">', b'        <idno type="other">'),
    (b'ref="#cove"', b'ref="cove"'),
    (b'motivation="linking"', b'motivation="linking" resp="nobody"'),
    (b"mode:direct ", b""),
    (b'<ptr type="holder" target="#lind"/>', b""),
    (b"Boats wait", b"Ships wait"),
    (b'xml:id="prop1"', b'xml:id="1prop"'),
    (b"<hi rend", b"<blink rend"),
    (b"#string-range(b5,6,10)", b"#string-range(b5,6,900)"),
    (b'xml:id="q1.cue"', b'xml:id="b4"'),
    (b"\n", b"\r\n"),
    (b">Cove<", b"> Cove <"),
    (b"<orgName>Harbour council", b"<orgName>\n  Harbour council\t"),
    (b"</listAnnotation>", DOUBLE),
    (b' target="https://creativecommons.org/licenses/by/4.0/"', b""),
    (b"</revisionDesc>", b'<change when="2025" who="#encoder">Again.</change></revisionDesc>'),
    (b"Kim", "K\u00edm \U0001f6a2".encode()),
)
"""Slips of those who encode by hand; some can be mended by a program, some cannot."""


def spoilt(slips):
    data = SOUND
    for old, new in slips:
        data = data.replace(old, new)
    return Input(source="x.xml", data=data)


def keys(report):
    return {(one.code, one.location.id) for one in report.findings}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SLIPS), max_size=5, unique=True), st.booleans())
def test_fixing_twice_is_fixing_once_and_brings_nothing_new(slips, unsafe):
    """What is found afterwards was found before, or was hidden by a fault that is mended now."""
    one = spoilt(slips)
    before = validate(one, consequences=True)
    once = mend(one, validate, unsafe=unsafe)
    mended = evolve(one, data=once.after)
    assert mend(mended, validate, unsafe=unsafe).after == once.after
    after = validate(mended)
    hidden = frozenset[str]().union(*(row.fix.reveals for row in once.fixed if row.fix))
    renamed = dict(pair for row in once.fixed if row.fix for pair in row.fix.renamed)
    known = {(code, renamed.get(place, place)) for code, place in keys(before)}
    assert {pair for pair in keys(after) if pair[0] not in hidden} <= known
    assert len(after.findings) <= len(before.findings)
    for finding in once.fixed:
        assert finding.fix is not None
        assert unsafe or finding.fix.is_safe


@given(st.binary(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.text(max_size=3)), max_size=6))
def test_bytes_outside_of_edits_stay(data, places):
    """Edits change what they name, in whatever order they come; all other bytes follow each other as before."""
    borders = sorted({min(place, len(data)) for place, _ in places})
    edits = [Edit(start, end, text) for (start, end), (_, text) in zip(pairwise(borders), places, strict=False)][::2]
    result = applied(data, reversed(edits))
    at = 0
    for edit in edits:
        kept = data[at : edit.start]
        assert result.startswith(kept + edit.text.encode())
        result, at = result[len(kept + edit.text.encode()) :], edit.end
    assert result == data[at:]


@pytest.mark.parametrize("edits", [[Edit(0, 2, ""), Edit(1, 3, "")], [Edit(2, 9, "")], [Edit(2, 1, "")]])
def test_edits_that_cannot_be_made_are_refused(edits):
    """They overlap, leave the data, or end before they begin."""
    with pytest.raises(ValueError, match="overlaps another one or leaves the data"):
        applied(b"abc", edits)


def test_a_sound_file_stays_as_it_is():
    """There is nothing to mend."""
    one = Input(source="x.xml", data=SOUND)
    result = mend(one, validate, unsafe=True)
    assert (result.before, result.after, result.fixed, result.kept) == (SOUND, SOUND, (), ())


def test_a_fix_that_brings_something_new_is_taken_back():
    """The name is an id, but that of a place: with # before it, it would point at the wrong kind."""
    one = Input(source="x.xml", data=SOUND.replace(b'who="#critics"', b'who="#critics cove"'))
    result = mend(one, validate)
    assert result.after == result.before
    assert [finding.code for finding in result.kept] == ["PT002"]
    assert result.fixed == ()


def test_one_bad_fix_does_not_stop_the_others():
    """They are tried one by one."""
    data = SOUND.replace(b'who="#critics"', b'who="#critics cove"').replace(b'ref="#cove"', b'ref="cove"')
    result = mend(Input(source="x.xml", data=data), validate)
    assert b'ref="#cove"' in result.after
    assert b'who="#critics cove"' in result.after
    assert [finding.code for finding in result.fixed] == ["PT002"]
    assert [finding.code for finding in result.kept] == ["PT002"]


def test_a_finding_that_moves_to_another_line_is_not_new():
    """A fix adds a line, and another finding names lines behind it: it is the same as before."""
    data = SOUND.replace(b'        <idno type="textSHA256">', b'        <idno type="other">')
    one = Input(source="x.xml", data=data.replace(b'xml:id="q1.cue"', b'xml:id="b4"'))
    result = mend(one, validate)
    assert [finding.code for finding in result.fixed] == ["TF002"]
    assert result.kept == ()
    [before], [after] = (
        [finding.message for finding in validate(data).findings if finding.code == "ID001"]
        for data in (result.before, result.after)
    )
    assert before != after


def test_a_fix_that_mends_nothing_is_taken_back():
    """A fix of others may be wrong; the file stays as it was."""
    one = Input(source="x.xml", data=SOUND.replace(b'who="#critics"', b'who="#nobody"'))

    def check(subject, *, consequences=False):
        report = validate(subject, consequences=consequences)
        useless = Fix(is_safe=True, edits=[Edit(len(subject.data), len(subject.data), "\n")])
        return evolve(report, findings=[evolve(finding, fix=useless) for finding in report.findings])

    result = mend(one, check)
    assert result.after == result.before
    assert len(result.kept) == len(validate(one).findings)


def test_what_was_hidden_by_a_fault_may_come_to_light():
    """The mode is missing too, which is told once the pointer is whole; that is no reason to leave the pointer."""
    data = SOUND.replace(b'target="#lind"/><ptr type="cue"', b'target="lind"/><ptr type="cue"')
    data = data.replace(b"mode:direct ", b"")
    one = Input(source="x.xml", data=data)
    assert {finding.code for finding in validate(one).findings} == {"PT002"}
    result = mend(one, validate)
    assert [finding.code for finding in result.fixed] == ["PT002"]
    assert {finding.code for finding in validate(evolve(one, data=result.after)).findings} == {"QU006"}
