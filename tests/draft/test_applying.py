"""Proposals and records: what is written, what is refused, and what a person's decision means for the next run."""

import attrs
import pytest

import stancebank as sb
from stancebank.draft import (
    AnnotatorError,
    Candidate,
    Gives,
    MentionProposal,
    ProposingAnnotator,
    QuotationProposal,
    StanceProposal,
    TopicProposal,
    VoiceProposal,
    annotate,
    annotator_names,
    apply_proposals,
    load_annotator,
    locate,
    provenance_of,
    settings_digest,
    without_proposals,
)
from stancebank.draft import annotator as annotator_module
from stancebank.model import Prefix, Span

BLOCKS = [
    ("headline", "Pier delayed"),
    ("paragraph", '"It can wait," Ada Lind said.'),
    ("paragraph", "The guild said the pier was fine."),
]


class Scripted:
    """An annotator that proposes what it is given."""

    name = "scripted"
    languages = ("en",)
    gives = (Gives.VOICES, Gives.QUOTATIONS)
    needs = ()
    is_deterministic = True

    def __init__(self, proposals, version="1", settings=None):
        self.proposals = proposals
        self.version = version
        self.settings = settings or {}

    def propose(self, _):
        """Yield the script."""
        yield from self.proposals


LIND = VoiceProposal(
    key="lind", kind="person", names=["Ada Lind"], role="chair", mentions=[MentionProposal(passage="Ada Lind")]
)
GUILD = VoiceProposal(
    key="guild",
    kind="organisation",
    names=["the guild"],
    mentions=[MentionProposal(passage="The guild", kind="organisation", is_name=False)],
)
DIRECT = QuotationProposal(
    content=['"It can wait,"'],
    mode="direct",
    rule="en.after",
    mention=["Ada Lind"],
    cue=["said"],
    speakers=[Candidate("lind", 0.9), Candidate("guild", 0.1)],
)
INDIRECT = QuotationProposal(
    content=["the pier was fine"], mode="indirect", rule="en.bare", speakers=[Candidate("guild")]
)


@pytest.fixture
def document():
    return sb.Document.from_blocks("pier", BLOCKS, language="en")


def _refused(document, *proposals):
    return [str(one) for one in apply_proposals(document, Scripted(proposals), proposals).refused]


def test_each_record_says_where_it_comes_from(document):
    """Program, version, rule and settings are on record, and the status is proposed."""
    annotator = Scripted([LIND, GUILD, DIRECT, INDIRECT], settings={"a": 1})
    assert isinstance(annotator, ProposingAnnotator)
    made = annotate(document, annotator).document
    record = made.quotations[0]
    told = provenance_of(made, record)
    assert (told.program, told.version, told.rule) == ("scripted", "1", "en.after")
    assert told.settings == settings_digest({"a": 1})
    assert {one.status for one in made.quotations} == {"proposed"}
    assert record.comment == "Other speakers: the guild (0.10)"
    assert [one.label for one in made.speakers] == ["Ada Lind", "the guild"]
    assert made.speakers[0].affiliations[0].label == "chair"
    assert made.text == document.text
    assert made.metadata.text_digest == document.digest


def test_a_draft_is_valid_and_survives_the_file(document, tmp_path):
    """What the applier writes is valid as a draft, and reads back to the same value."""
    made = annotate(document, Scripted([LIND, GUILD, DIRECT, INDIRECT])).document
    place = tmp_path / "pier.xml"
    sb.dump(made, place)
    assert sb.validate(place, profile="draft").findings == ()
    again = annotate(sb.load(place), Scripted([LIND, GUILD, DIRECT, INDIRECT])).document
    assert sb.dumps(again) == place.read_bytes()


def test_words_that_are_not_in_the_text_are_refused(document):
    """A string must be found verbatim; a refusal names the words."""
    wrong = attrs.evolve(DIRECT, content=['"It cannot wait,"'])
    assert "is not in the text" in _refused(document, LIND, GUILD, wrong)[0]
    assert (
        "not in the text" in _refused(document, attrs.evolve(LIND, mentions=[MentionProposal(passage="Ida Lind")]))[0]
    )


@pytest.mark.parametrize(
    ("proposal", "reason"),
    [
        (attrs.evolve(DIRECT, speakers=[Candidate("nobody")]), "is no voice"),
        (attrs.evolve(DIRECT, content=[]), "no content"),
        (attrs.evolve(DIRECT, content=[Span(0, 400)]), "not in the text"),
        (attrs.evolve(DIRECT, content=[Span(5, 9), Span(0, 4)]), "overlap"),
        (attrs.evolve(DIRECT, cue=["shouted"]), "not in the text"),
        (attrs.evolve(DIRECT, content=["x" * 200]), "…"),
        (TopicProposal(category="no topic", rule="r"), "must be an id"),
        (TopicProposal(category="t:1", rule="r", passages=["absent"]), "not in the text"),
        (StanceProposal(holder="nobody", target="t:1", rule="r"), "is no voice"),
        (StanceProposal(holder="lind", target="nothing", rule="r"), "is nothing of the document"),
        (StanceProposal(holder="lind", target="t:1", rule="r", quotation="q9"), "no quotation 'q9'"),
        (VoiceProposal(key="x", kind="person", names=[]), "has no name"),
    ],
)
def test_what_leads_nowhere_is_refused(document, proposal, reason):
    """A proposal that names what is not there is refused with a reason, and the others are written."""
    outcome = apply_proposals(document, Scripted([]), [LIND, GUILD, proposal])
    assert reason in str(outcome.refused[0])
    assert outcome.written == 0


def test_topics_and_stances_are_written(document):
    """A topic brings its scheme, a stance names its candidates, and a new record over one stretch gets a number."""
    scheme = Prefix(name="t", replacement="urn:example:$1")
    first = annotate(document, Scripted([LIND, GUILD, DIRECT])).document
    quotation = first.quotations[0]
    stance = StanceProposal(
        holder="pier.ada-lind",
        target="pier.the-guild",
        rule="slot",
        evidence=quotation.content,
        quotation=quotation.id,
        candidates=["pier.b1", "t:1"],
    )
    more = [
        TopicProposal(category="t:1", rule="words", scheme=scheme),
        TopicProposal(category="t:1", rule="words", targets=["pier.b2"], scheme=scheme),
        TopicProposal(category="t:1", rule="words", passages=["the pier"]),
        stance,
        stance,
    ]
    made = apply_proposals(first, Scripted(more, version="2"), more).document
    assert [one.id for one in made.topics] == [
        "pier.scripted2.t1",
        "pier.scripted2.t1-pier-b2",
        "pier.scripted2.t1-passage",
    ]
    assert made.stances[0].rationale == "Other targets: pier.b1; t:1"
    assert [one.id for one in made.stances] == ["pier.scripted2.st13-27", "pier.scripted2.st13-27-2"]
    assert made.stances[0].position == "unknown"
    assert scheme in made.prefixes
    assert sb.loads(sb.dumps(made)) == made


def _decided(document, status, **changes):
    layer = document.layers[0]
    quotations = [attrs.evolve(layer.quotations[0], status=status, **changes), *layer.quotations[1:]]
    return document.with_layer(attrs.evolve(layer, quotations=quotations))


@pytest.mark.parametrize("status", ["confirmed", "edited", "rejected", "manual"])
def test_a_decision_stays(document, status):
    """A record that a person has decided on is kept as it is, and nothing about it is proposed again."""
    script = Scripted([LIND, GUILD, DIRECT, INDIRECT])
    decided = _decided(annotate(document, script).document, status, comment="seen")
    outcome = annotate(decided, script)
    assert outcome.known == 1
    assert outcome.document.quotations[0] == decided.quotations[0]
    assert [one.status for one in outcome.document.quotations] == [status, "proposed"]
    assert [layer.id for layer in outcome.document.layers] == ["pier.scripted.layer"]


def test_a_newer_version_replaces_only_proposals(document):
    """Another version has a layer of its own; the older program stays named for what a person confirmed."""
    decided = _decided(annotate(document, Scripted([LIND, GUILD, DIRECT, INDIRECT])).document, "confirmed")
    newer = annotate(decided, Scripted([LIND, GUILD, DIRECT, INDIRECT], version="2")).document
    assert [(layer.id, len(layer.quotations)) for layer in newer.layers] == [
        ("pier.scripted.layer", 1),
        ("pier.scripted2.layer", 1),
    ]
    assert provenance_of(newer, newer.quotations[0]).version == "1"
    assert provenance_of(newer, newer.quotations[1]).version == "2"
    assert [one.version for one in newer.applications] == ["1", "2"]


def test_nothing_proposed_leaves_no_trace(document):
    """An annotator without a result adds nobody, and what was proposed before goes with whoever proposed it."""
    made = annotate(document, Scripted([LIND, GUILD, DIRECT])).document
    assert annotate(made, Scripted([], version="2")).document == document.with_digest()
    assert without_proposals(document, "scripted") == document


def test_a_voice_that_is_there_is_not_added_again(document):
    """A voice of the document with the same name is taken, whoever declared it, and one nobody needs is left out."""
    lind = sb.Speaker(id="pier.lind", kind="person", names=["Ada Lind"])
    known = attrs.evolve(document, speakers=[lind])
    made = annotate(known, Scripted([LIND, GUILD, DIRECT])).document
    assert [one.id for one in made.speakers] == ["pier.lind", "pier.the-guild"]
    assert made.quotations[0].speakers == ("pier.lind",)
    cleared = without_proposals(made, "scripted")
    assert [one.id for one in cleared.speakers] == ["pier.lind"]


def test_ids_of_voices_differ(document):
    """Two voices whose names make one id get different ones."""
    other = VoiceProposal(
        key="other", kind="group", names=["Ada  Lind"], mentions=[MentionProposal(passage=Span(0, 4))]
    )
    odd = VoiceProposal(key="odd", kind="unnamed", names=["«»"], mentions=[MentionProposal(passage=Span(5, 9))])
    made = annotate(document, Scripted([LIND, other, odd])).document
    assert [one.id for one in made.speakers] == ["pier.ada-lind", "pier.ada-lind-2", "pier.voice"]


def test_a_record_of_a_person_has_no_provenance(document):
    """Only what an annotator of this library proposed has a program, and a foreign record is nobody's."""
    made = annotate(document, Scripted([LIND, GUILD, DIRECT])).document
    layer = sb.Layer(id="pier.mine", annotator=None, quotations=[attrs.evolve(made.quotations[0], id="pier.q1")])
    mixed = made.with_layer(layer)
    assert provenance_of(mixed, mixed.quotations[1]) is None


def test_an_annotator_says_what_it_cannot(document):
    """A language that it does not know is refused in a sentence."""
    german = attrs.evolve(document, metadata=attrs.evolve(document.metadata, language="de-AT"))
    with pytest.raises(AnnotatorError, match="it knows en, but the document is in de"):
        annotate(german, Scripted([]))


def test_annotators_are_found_by_name():
    """Entry points are loaded by name and checked against the protocol."""
    assert {"rules", "stance-slots", "taxonomy-match"} <= set(annotator_names())
    assert load_annotator("rules", language="de").languages == ("de",)
    with pytest.raises(AnnotatorError, match="none of this name; installed are"):
        load_annotator("oracle")
    with pytest.raises(AnnotatorError, match="cannot be used"):
        load_annotator("taxonomy-match")


class _Point:
    name = "odd"

    def __init__(self, value, made=None):
        self.value = value
        self.made = made

    def load(self):
        return lambda: self.made


def test_what_is_no_annotator_is_refused(monkeypatch):
    """An entry point that makes something else, or a name that two packages use, is an error."""
    monkeypatch.setattr(annotator_module, "entry_points", lambda **_: [_Point("a:b")])
    with pytest.raises(AnnotatorError, match="a:b makes no annotator"):
        load_annotator("odd")
    monkeypatch.setattr(annotator_module, "entry_points", lambda **_: [_Point("a:b"), _Point("c:d")])
    with pytest.raises(AnnotatorError, match="both a:b and c:d go by this name"):
        annotator_names()


@pytest.mark.parametrize(
    ("passage", "near", "found"),
    [
        ("wait", 0, Span(3, 7)),
        ("wait", 4, Span(12, 16)),
        ("wait", 40, Span(12, 16)),
        ("  wait ", 0, Span(3, 7)),
        ("I\n wait", 0, None),
        ("", 0, None),
        ("absent", 0, None),
        (Span(3, 7), 0, Span(3, 7)),
        (Span(7, 8), 0, None),
        (Span(3, 99), 0, None),
    ],
)
def test_words_are_located(passage, near, found):
    """The first place at or after an offset is taken, else the last before it; white space is no passage."""
    assert locate("It wait and wait.", passage, near) == found


def test_marks_of_one_weight_match():
    """Quotation marks and white space match by weight, letters by letter."""
    text = "She: \u201eIt\u00a0can \u2018wait\u2019.\u201c"
    assert locate(text, "\"It can 'wait'.\"") == Span(5, len(text))
    assert locate(text, "it can") is None
