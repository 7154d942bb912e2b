"""Decisions add to records and overwrite nothing."""

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from stancebank import (
    Annotator,
    Application,
    Document,
    Layer,
    Quotation,
    Span,
    Speaker,
    Stance,
    Status,
    TopicAssignment,
    UnknownIdError,
    dumps,
    loads,
    validate,
)
from stancebank.review import Decision, confirm, edit, named_voice, original_of, rates, reject, superseded, undecided

KIM = Decision("Kim Example", "2024-03-06")
TEXT = '"The pier can wait," Ada Lind said.'


def proposed():
    bare = Document.from_blocks("pier", [("headline", "Pier delayed"), ("paragraph", TEXT)], language="en")
    start = bare.segments[1].span.start
    quotation = Quotation(
        id="pier.tool.q1",
        content=[Span(start, start + 20)],
        mode="direct",
        speakers=["pier.lind"],
        cue=[Span(start + 30, start + 34)],
        status="proposed",
    )
    stance = Stance(
        id="pier.tool.st1",
        holder="pier.lind",
        target="pier.lind",
        position="unknown",
        quotation=quotation.id,
        evidence=quotation.content,
        status="proposed",
    )
    topic = TopicAssignment(id="pier.tool.t1", category="mediatopic:1", targets=["pier"], status="proposed")
    layer = Layer(id="pier.tool.layer", annotator="pier.tool", quotations=[quotation], stances=[stance], topics=[topic])
    return evolve(
        bare,
        speakers=[
            Speaker(id="pier.lind", kind="person", names=["Ada Lind"]),
            Speaker(id="pier.berg", kind="person", names=["Bo Berg"], same_as="per:berg"),
        ],
        annotators=[Annotator(id="pier.tool", kind="program", name="finder 1", application="pier.tool.app")],
        applications=[Application(id="pier.tool.app", ident="finder", version="1")],
        layers=[layer],
    )


def record(document, wanted):
    return next(one for layer in document.layers for one in layer.annotations if one.id == wanted)


def test_undecided_are_in_reading_order():
    """A quotation comes before the stance that leans on it, topics of the document last."""
    assert [one.id for one in undecided(proposed())] == ["pier.tool.q1", "pier.tool.st1", "pier.tool.t1"]


def test_a_confirmation_names_who_and_when():
    """The status changes, the content does not; the program still answers for the layer, the person for the change."""
    before = proposed()
    after = confirm(before, "pier.tool.q1", KIM)
    was, now = record(before, "pier.tool.q1"), record(after, "pier.tool.q1")
    assert evolve(now, status="proposed", attributes=()) == was
    assert now.status is Status.CONFIRMED
    assert after.annotator_of(now).id == "pier.tool"
    [change] = after.changes
    assert dict(now.attributes)["change"] == f"#{change.id}"
    assert (change.when, change.who) == ("2024-03-06", ("pier.reviewer1",))
    assert after.annotator("pier.reviewer1").name == "Kim Example"


def test_one_person_on_one_day_makes_one_change():
    """Another day or another person makes another, and the newest comes first."""
    document = confirm(confirm(proposed(), "pier.tool.q1", KIM), "pier.tool.t1", KIM)
    assert len(document.changes) == 1
    later = reject(document, "pier.tool.t1", Decision("Kim Example", "2024-03-07"))
    other = confirm(later, "pier.tool.t1", Decision(" Jo  Other ", "2024-03-07"))
    assert [(one.when, one.who[0]) for one in other.changes] == [
        ("2024-03-07", "pier.reviewer2"),
        ("2024-03-07", "pier.reviewer1"),
        ("2024-03-06", "pier.reviewer1"),
    ]
    assert len(dict(record(other, "pier.tool.t1").attributes)["change"].split()) == 3


def test_an_edit_keeps_what_was_proposed():
    """The record keeps its id, the old one follows as rejected, and both survive the file."""
    before = proposed()
    after = edit(before, "pier.tool.q1", KIM, speakers=["per:berg"])
    now = record(after, "pier.tool.q1")
    assert (now.status, now.speakers) == (Status.EDITED, ("per:berg",))
    old = original_of(after, "pier.tool.q1")
    assert (old.id, old.status, old.speakers) == ("pier.tool.q1.was1", Status.REJECTED, ("pier.lind",))
    assert superseded(after) == {"pier.tool.q1.was1"}
    again = edit(after, "pier.tool.q1", KIM, speakers=["pier.lind"], mode="indirect")
    assert superseded(again) == {"pier.tool.q1.was1", "pier.tool.q1.was2"}
    assert original_of(again, "pier.tool.q1").speakers == ("pier.lind",)
    assert loads(dumps(again)) == again
    with pytest.raises(UnknownIdError):
        confirm(again, "pier.tool.q1.was1", KIM)


@pytest.mark.parametrize(("wanted", "field"), [("pier.tool.st1", "position"), ("pier.tool.t1", "category")])
def test_stances_and_topics_are_edited_alike(wanted, field):
    """Every kind of record keeps its old self."""
    value = {"position": "oppose", "category": "mediatopic:2"}[field]
    after = edit(proposed(), wanted, KIM, **{field: value})
    assert getattr(record(after, wanted), field) == value
    assert getattr(original_of(after, wanted), field) != value


def test_an_edit_that_changes_nothing_confirms():
    """Nothing is kept twice for nothing."""
    after = edit(proposed(), "pier.tool.q1", KIM, mode="direct")
    assert record(after, "pier.tool.q1").status is Status.CONFIRMED
    assert superseded(after) == frozenset()


def test_who_confirms_an_edit_leaves_it_edited():
    """That a person corrected the program stays visible."""
    after = confirm(edit(proposed(), "pier.tool.q1", KIM, mode="free"), "pier.tool.q1", Decision("Jo", "2024-03-08"))
    assert record(after, "pier.tool.q1").status is Status.EDITED


def test_the_rejected_is_not_shown_in_the_text():
    """The text asserts nothing that somebody denied; the record stays and can be read back."""
    before = dumps(proposed())
    assert before.count(b"<said") == 1
    assert before.count(b"<catRef") == 1
    after = reject(reject(proposed(), "pier.tool.q1", KIM), "pier.tool.t1", KIM)
    told = dumps(after)
    assert told.count(b"<said") == told.count(b'type="cue">') == told.count(b"<catRef") == 0
    assert loads(told) == after
    assert dumps(loads(told)) == told


def test_a_file_that_shows_the_rejected_can_be_read():
    """Older files show them: nothing is lost or doubled, and the next writing leaves them out."""
    shown = dumps(proposed()).replace(b"status:proposed", b"status:rejected")
    read = loads(shown)
    assert [one.status for one in read.quotations] == [Status.REJECTED]
    assert not read.markup
    assert len(read.topics) == 1
    assert b"<said" not in dumps(read)


def test_reviewed_files_are_valid():
    """The validator accepts a file after every kind of decision."""
    document = edit(proposed(), "pier.tool.st1", KIM, position="oppose")
    document = edit(document, "pier.tool.st1", KIM, position="support")
    document = edit(document, "pier.tool.q1", KIM, speakers=["pier.berg"])
    document = edit(document, "pier.tool.st1", KIM, holder="pier.berg")
    document = reject(document, "pier.tool.t1", KIM)
    codes = {one.code for one in validate(dumps(document)).findings}
    assert codes <= {one.code for one in validate(dumps(proposed())).findings}


@pytest.mark.parametrize("name", ["id", "status", "attributes"])
def test_what_a_decision_writes_is_not_edited(name):
    """Identity and provenance are not fields to correct."""
    with pytest.raises(TypeError, match=name):
        edit(proposed(), "pier.tool.q1", KIM, **{name: "x"})


def test_misuse_is_refused():
    """An unknown record, a nameless reviewer, a day that is none, a field that is none."""
    with pytest.raises(UnknownIdError):
        reject(proposed(), "pier.q9", KIM)
    with pytest.raises(ValueError, match="name"):
        Decision("  ", "2024-03-06")
    with pytest.raises(ValueError, match="isoformat"):
        Decision("Kim", "yesterday")
    with pytest.raises(TypeError):
        edit(proposed(), "pier.tool.q1", KIM, position="oppose")


def test_voices_are_found_or_declared():
    """A known name gives the known reference, in the registry where it has one; others get an id of their own."""
    document = proposed()
    assert named_voice(document, "ada  LIND") == (document, "pier.lind")
    assert named_voice(document, "Bo Berg") == (document, "per:berg")
    taken = evolve(document, speakers=[*document.speakers, Speaker(id="pier.ida", kind="person", names=["Other"])])
    grown, reference = named_voice(taken, "Ida", "group")
    assert (reference, grown.speaker(reference).kind) == ("pier.ida-2", "group")
    assert named_voice(document, "\u042f")[1] == "pier.voice"
    with pytest.raises(ValueError, match="name"):
        named_voice(document, " ")


def test_rates_tell_what_became_of_proposals():
    """Old selves are not counted again, what people made or said nothing of is not a proposal."""
    ruled = proposed()
    layer = ruled.layers[0]
    quotation = evolve(layer.quotations[0], categories=["rule:en.after"])
    ruled = ruled.with_layer(evolve(layer, quotations=[quotation]))
    document = edit(confirm(ruled, "pier.tool.q1", KIM), "pier.tool.st1", KIM, position="oppose")
    manual = Layer(id="pier.own", annotator="pier.reviewer1", topics=[evolve(layer.topics[0], id="pier.t9")])
    bare, ruly = rates([evolve(document, layers=[*document.layers, manual])])
    assert (ruly.program, ruly.rule, ruly.confirmed, ruly.acceptance) == ("finder 1", "en.after", 1, 1.0)
    assert (bare.rule, bare.proposed, bare.edited, bare.rejected, bare.acceptance) == ("", 1, 1, 0, 0.0)
    assert rates([proposed()])[0].acceptance is None


@settings(max_examples=8)
@given(strategies.documents(), st.data())
def test_decisions_touch_nothing_else(document, data):
    """Whatever is decided: the text, the voices and all other records are as they were, and the file can be read."""
    ids = [one.id for layer in document.layers for one in layer.annotations]
    if not ids:
        return
    chosen = data.draw(st.sampled_from(ids))
    act = data.draw(st.sampled_from([confirm, reject]))
    after = act(document, chosen, KIM)
    assert after.text == document.text
    assert after.speakers == document.speakers
    for before, now in zip(document.layers, after.layers, strict=True):
        for one, other in zip(before.annotations, now.annotations, strict=True):
            if one.id != chosen:
                assert one == other
            else:
                assert evolve(other, status=one.status, attributes=one.attributes) == one
