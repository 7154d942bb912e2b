"""Selections over a document."""

import pytest
from attrs import evolve

from stancebank import (
    Document,
    Layer,
    Mention,
    Position,
    Quotation,
    Span,
    Speaker,
    Stance,
    TopicAssignment,
    covered_by,
    overlapping,
    quotations_of,
    stances_of,
    topics_of,
)


@pytest.fixture
def document():
    base = Document.from_blocks("d", [("paragraph", '"Wait," she said.'), ("paragraph", "It rained.")])
    layer = Layer(
        id="l",
        annotator=None,
        quotations=[
            Quotation(id="q1", content=[Span(0, 7)], speakers=["per:lind"]),
            Quotation(id="q2", content=[Span(18, 28)], speakers=["holm"]),
        ],
        topics=[
            TopicAssignment(id="t1", category="pier", targets=["d"]),
            TopicAssignment(id="t2", category="rain", targets=["d.b2"]),
            TopicAssignment(id="t3", category="talk", targets=["q1"]),
            TopicAssignment(id="t4", category="end", spans=[Span(25, 28)]),
        ],
        stances=[
            Stance(id="s1", holder="lind", target="pier", position="oppose", evidence=[Span(0, 7)]),
            Stance(id="s2", holder="holm", target="per:lind", position="support"),
        ],
    )
    return evolve(
        base.with_layer(layer),
        speakers=[
            Speaker(id="lind", kind="person", same_as="per:lind"),
            Speaker(id="holm", kind="person"),
        ],
        mentions=[Mention(span=Span(8, 11), entity="lind", kind="person", is_name=False)],
    )


def test_a_voice_answers_to_its_id_and_to_its_registry_entry(document):
    """Both names of one voice find the same quotations and stances."""
    for name in ("lind", "per:lind"):
        assert [one.id for one in quotations_of(document, name)] == ["q1"]
        assert [one.id for one in stances_of(document, holder=name)] == ["s1"]
        assert [one.id for one in stances_of(document, target=name)] == ["s2"]
    assert quotations_of(document, "nobody") == ()


def test_stances_fit_every_condition(document):
    """Conditions are joined by and; an unknown position is an error, not an empty answer."""
    assert [one.id for one in stances_of(document)] == ["s1", "s2"]
    assert stances_of(document, holder="lind", position=Position.SUPPORT) == ()
    assert [one.id for one in stances_of(document, position="support")] == ["s2"]
    with pytest.raises(ValueError, match="favour"):
        stances_of(document, position="favour")


def test_topics_of_a_passage(document):
    """Topics of sections, segments, quotations and passages are those of what overlaps them."""
    assert [one.id for one in topics_of(document)] == ["t1"]
    assert [one.id for one in topics_of(document, document.segments[1])] == ["t2", "t4"]
    assert [one.id for one in topics_of(document, document.quotations[0])] == ["t3"]
    assert [one.id for one in topics_of(document, Span(18, 20))] == ["t2"]


def test_what_a_span_covers_and_overlaps(document):
    """Covering asks for all of a thing, overlapping for a part of it; stances without evidence are nowhere."""
    covered = covered_by(document, Span(0, 17))
    assert [getattr(one, "id", None) for one in covered] == ["d.b1", "q1", "s1", None]
    touched = overlapping(document, Span(6, 9))
    assert [getattr(one, "id", None) for one in touched] == ["d.b1", "q1", "s1", None]
    assert covered_by(document, Span(6, 9)) == ()
