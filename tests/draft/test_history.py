"""The history of drafts: every run has a day, and one that gives the same keeps the day of the first."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import stancebank as sb
from stancebank.draft import Article, RulesAnnotator, StanceSlots, draft, redraft
from stancebank.draft.history import settled
from stancebank.review import Decision, confirm

TEXT = 'Pier delayed\n\n"The pier can wait," said Ada Lind. Jon Berg said that Ada Lind was wrong.\n'


def days(document):
    return [(change.who[0].rpartition(".")[2], change.when) for change in document.changes]


def drafted(on="2024-03-05"):
    return draft(Article(id="pier", text=TEXT), language="en", on=on).document


def again(document):
    return sb.loads(sb.dumps(document))


def test_a_draft_has_the_day_on_which_it_was_made():
    """Every annotator's change says when; the rule on histories finds nothing."""
    document = drafted()
    assert dict(days(document))["rules"] == "2024-03-05"
    assert sb.validate(document, select=["PV009"]).findings == ()
    assert drafted(None).changes[0].when is None


@given(st.lists(st.dates().map(str), min_size=1, max_size=4))
def test_the_same_work_keeps_its_day(later):
    """Whatever day a later run is made on, and however often, the bytes are those of the first run."""
    first = sb.dumps(drafted())
    for day in later:
        assert sb.dumps(redraft(sb.loads(first), on=day).document) == first


def test_other_work_has_a_day_of_its_own():
    """Slots that come later stand above the rules, which keep their day although they ran again."""
    rules, slots = RulesAnnotator("en"), StanceSlots()
    first = again(draft(Article(id="pier", text=TEXT), [rules], language="en", on="2024-03-05").document)
    both = again(redraft(first, [rules, slots], on="2024-03-09").document)
    assert len(both.stances) == 1
    assert days(both) == [("stance-slots", "2024-03-09"), ("rules", "2024-03-05")]
    other = evolve(rules.pack, version="9")
    rules.pack = other
    newer = again(redraft(both, [rules, slots], on="2024-03-11").document)
    assert days(newer)[0][1] == "2024-03-11"
    assert sb.validate(newer, select=["PV009"]).findings == ()


def test_a_review_in_between_stays_in_between():
    """The slots of the first day do not climb above the review of the second."""
    document = again(redraft(drafted(), [RulesAnnotator("en"), StanceSlots()], on="2024-03-05").document)
    reviewed = again(confirm(document, document.quotations[0].id, Decision("Kim Example", "2024-03-07")))
    made = redraft(reviewed, on="2024-03-09").document
    assert {one.id: one for one in made.quotations} == {one.id: one for one in reviewed.quotations}
    assert [day for _, day in days(made)] == ["2024-03-07", "2024-03-05", "2024-03-05"]


def test_a_draft_without_a_day_gets_one():
    """An older draft says nothing of its day: the run that makes it anew does."""
    made = redraft(again(drafted(None)), on="2024-03-09").document
    assert {day for _, day in days(made)} == {"2024-03-09"}


def test_a_text_in_which_nothing_is_found_has_a_history():
    """Its blocks were made by a program; once an annotator finds something, that is said instead."""
    silent = draft(Article(id="quay", text="Laituri\n\nSatama odottaa."), language="fi", on="2024-03-05").document
    assert days(silent) == [("structure", "2024-03-05")]
    told = {one.code for one in sb.validate(silent).findings}
    assert not told & {"PV002", "PV003", "PV009"}
    assert sb.dumps(redraft(again(silent), on="2024-03-09").document) == sb.dumps(silent)
    spoken = draft(Article(id="pier", text=TEXT), [], language="en", on="2024-03-05").document
    made = redraft(again(spoken), on="2024-03-09").document
    assert ("structure", "2024-03-05") not in days(made)
    assert not any(one.id.endswith(".structure.app") for one in made.applications)


@pytest.mark.parametrize("on", [None, "2024-03-05"])
def test_changes_of_people_stay_as_they_are(on):
    """Also two that are alike."""
    change = sb.Change(text="Read.", when=on)
    document = evolve(drafted(), changes=[change, change])
    assert settled(document, document).changes == (change, change)
