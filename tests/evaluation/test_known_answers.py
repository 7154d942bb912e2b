"""Figures that were worked out by hand."""

import json
from collections import Counter

import pytest
from attrs import evolve

from stancebank import (
    Annotator,
    Category,
    Document,
    Label,
    Layer,
    Prefix,
    Proposition,
    Quotation,
    Span,
    Speaker,
    Stance,
    Taxonomy,
    TopicAssignment,
)
from stancebank.evaluation import (
    Choice,
    Protocol,
    TextsDifferError,
    as_json,
    as_text,
    broader_of,
    compare,
    evaluate,
    human_ceiling,
)
from stancebank.evaluation.assignment import jaccard, paired
from stancebank.evaluation.bootstrap import intervals
from stancebank.evaluation.figures import f1
from stancebank.evaluation.kinds import kind_by_marks, marked_words
from stancebank.evaluation.side import Side
from stancebank.evaluation.stances import alpha
from stancebank.evaluation.topics import broader_in
from stancebank.evaluation.words import Words

TEXT = '"The pier can wait," Ada Lind said. Fishers of Cove called the delay a mistake, she added.'
BARE = Document.from_blocks("pier", [("paragraph", TEXT)])
LIND = Speaker(id="pier.lind", kind="person", names=["Ada Lind"], identifiers=["urn:x:lind"])
FISHERS = Speaker(id="pier.fishers", kind="group", names=["fishers"])


def at(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def said(number, content, **fields):
    return Quotation(id=f"pier.q{number}", content=[at(one) for one in content], **fields)


def told(*quotations, speakers=(LIND, FISHERS), **fields):
    return evolve(BARE, speakers=speakers, layers=[Layer(id="pier.l", annotator=None, quotations=quotations, **fields)])


GOLD = told(
    said(1, ["The pier can wait"], mode="direct", speakers=["pier.lind"], mention=[at("Ada Lind")], cue=[at("said")]),
    said(
        2,
        ["Fishers of Cove called the delay a mistake"],
        mode="indirect",
        speakers=["pier.lind"],
        mention=[at("she")],
        cue=[at("added")],
    ),
)


def test_words_ignore_marks_and_spaces():
    """Marks at the edge of a span cost nothing, half a word counts as the word."""
    words = Words(TEXT)
    assert words.within([at('"The pier can wait,"')]) == words.within([at("The pier can wait")])
    assert words.within([Span(2, 6)]) == {0, 1}
    assert words.within([Span(3, 3)]) == frozenset()
    assert Words("港口 wait").forms() == ("港", "口", "wait")


def test_pieces_are_counted_by_measure():
    """Gold has pieces of 4 and 8 words; found are the first, and 4 words of the second with 2 beyond it."""
    predicted = told(
        said(1, ['"The pier can wait,"'], mode="direct"), said(2, ["delay a mistake, she"], mode="indirect")
    )
    found = evaluate([(GOLD, predicted)], draws=0)
    # exact: 1 of 2 on either side; jac50: {delay a mistake} of 8 + 1 words is 3/9; overlap: all of both
    assert found["content.all.exact.f1"] == 0.5
    assert found["content.all.jac50.f1"] == 0.5
    assert found["content.all.overlap.f1"] == 1.0
    # words: gold 4 + 8 = 12, predicted 4 + 4 = 8, shared 4 + 3 = 7
    assert found["content.all.token.precision"] == 7 / 8
    assert found["content.all.token.recall"] == 7 / 12
    assert found["content.all.token.f1"] == pytest.approx(0.7)
    assert found["content.direct.exact.f1"] == 1.0
    assert found["content.indirect.exact.f1"] == 0.0
    assert found["cue.all.exact.recall"] == 0.0
    assert found["cue.all.exact.precision"] is None


def test_pieces_that_only_white_space_parts_are_one():
    """A form that cannot cross a line, or a block, parts what is one piece."""
    parted = told(said(1, ["The pier", "can wait"], mode="direct"))
    whole = told(said(1, ["The pier can wait"], mode="direct"))
    assert evaluate([(whole, parted)], draws=0)["content.all.exact.f1"] == 1.0
    apart = told(said(1, ["The pier", "wait"], mode="direct"))
    assert dict(evaluate([(whole, apart)], draws=0).counts)["content.all.exact.predicted"] == 2


def test_overlap_is_many_to_one_and_jac50_one_to_one():
    """One long prediction overlaps both gold pieces, but can be the partner of one only."""
    found = evaluate([(GOLD, told(said(1, [TEXT])))], draws=0)
    assert found["content.all.overlap.recall"] == 1.0
    assert found["content.all.jac50.recall"] == 0.0  # the longer gold piece has 8 of its 17 words, less than half
    assert found["content.all.exact.recall"] == 0.0


def test_the_pairing_is_the_best_and_not_the_greedy_one():
    """Equal sets go first, then halves, then the sum: a greedy look would leave the second without a partner."""
    ours = [frozenset({1, 2, 3, 4}), frozenset({3, 4, 5})]
    theirs = [frozenset({1, 2, 3, 4, 5}), frozenset({1, 2, 3})]
    # 0-0 has 4/5, 0-1 3/4, 1-0 3/5, 1-1 1/5: greedy takes 0-0 and 1-1, sum 1; the best is 0-1 and 1-0, sum 1.35
    assert paired(ours, theirs) == [(0, 1), (1, 0)]
    assert paired([frozenset({1})], [frozenset({2})]) == []
    assert jaccard(frozenset(), frozenset()) == 0.0


def test_attribution_is_end_to_end_and_conditional():
    """Of two gold pieces one is found with the right mention, and the other is not found at all."""
    predicted = told(said(1, ["The pier can wait"], mention=[at("Lind")], speakers=["pier.fishers"]))
    found = evaluate([(GOLD, predicted)], draws=0)
    assert found["attribution.all.mention.end_to_end"] == 0.5
    assert found["attribution.all.mention.conditional"] == 1.0
    assert found["attribution.all.voice.end_to_end"] == 0.0
    assert found["attribution.all.identifier.end_to_end"] == 0.0
    assert found["attribution.direct.mention.end_to_end"] == 1.0


def test_voices_are_told_by_identifier_name_and_end_of_name():
    """Lind is Ada Lind where no other Lind is about; with another one nobody knows."""
    for speaker, right in (
        (Speaker(id="x", kind="person", names=["someone"], identifiers=["urn:x:lind"]), 1.0),
        (Speaker(id="x", kind="person", names=["ADA  lind"]), 1.0),
        (Speaker(id="x", kind="person", names=["Lind"]), 1.0),
        (Speaker(id="x", kind="person", names=["Berg"]), 0.0),
    ):
        predicted = told(said(1, ["The pier can wait"], speakers=["x"]), speakers=[speaker])
        assert evaluate([(GOLD, predicted)], draws=0)["attribution.direct.voice.end_to_end"] == right
    twins = evolve(GOLD, speakers=[*GOLD.speakers, Speaker(id="pier.bo", kind="person", names=["Bo Lind"])])
    predicted = told(
        said(1, ["The pier can wait"], speakers=["x"]), speakers=[Speaker(id="x", kind="person", names=["Lind"])]
    )
    assert evaluate([(twins, predicted)], draws=0)["attribution.direct.voice.end_to_end"] == 0.0


def test_gold_without_a_speaker_is_counted_apart():
    """It is neither dropped nor mixed with the others: right is to name nobody."""
    silent = told(said(1, ["The pier can wait"]))
    found = evaluate([(silent, silent)], draws=0)
    assert found["attribution.all.silent.end_to_end"] == 1.0
    with pytest.raises(KeyError):
        found["attribution.all.mention.end_to_end"]
    loud = told(said(1, ["The pier can wait"], mention=[at("Lind")]))
    assert evaluate([(silent, loud)], draws=0)["attribution.all.silent.end_to_end"] == 0.0
    wordless = told(said(1, ["The pier can wait"], mention=[Span(0, 0)]))
    assert evaluate([(silent, wordless)], draws=0)["attribution.all.silent.end_to_end"] == 1.0


def test_reported_speech_is_recall_over_cues():
    """Only the piece with *said* is in the scope."""
    found = evaluate([(GOLD, GOLD)], Protocol(cue_words=["SAID"]), draws=0)
    assert dict(found.counts)["reported.all.gold"] == 1
    assert found["reported.all.end_to_end"] == 1.0
    assert found["reported.direct.exact.recall"] == 1.0


def test_kinds_go_by_records_or_by_marks():
    """A record without a mode, or the option, makes the marks decide; shares of 0.1 and 0.9 are the borders."""
    marked = marked_words(Words('« a b » c “d” \u201ee\u201c "f\ng'))
    assert marked == {0, 1, 3, 4, 5}
    assert marked_words(Words('x "y')) == {1}
    assert marked_words(Words("''a'' b ``c'' d's e \u201df\u201d g\u201d h")) == {0, 2, 6}
    assert kind_by_marks([0, 1, 2], marked) == "mixed"
    assert kind_by_marks([], marked) == "indirect"
    wrong = told(said(1, ["The pier can wait"], mode="indirect"))
    assert evaluate([(wrong, wrong)], Protocol(by_marks=True), draws=0)["content.direct.exact.f1"] == 1.0


def test_each_piece_has_its_own_kind():
    """A quotation half between marks has a direct piece and an indirect one where nobody says its mode."""
    document = Document.from_blocks("pier", [("paragraph", 'Lind: "It can wait." She added that it leaks.')])
    leaks = document.text.index("it leaks")
    content = [Span(6, 20), Span(leaks, leaks + 8)]
    layer = Layer(id="pier.layer", annotator=None, quotations=[Quotation(id="pier.q1", content=content)])
    counts = dict(evaluate([(evolve(document, layers=[layer]),) * 2], draws=0).counts)
    assert (counts["content.direct.exact.gold"], counts["content.indirect.exact.gold"]) == (1, 1)


@pytest.mark.parametrize("lines", [1, 2])
def test_no_piece_leaves_its_block(lines):
    """Words over two paragraphs are two pieces, be they one span, two pieces or two quotations on either side."""
    text = '"The pier can wait.\n"The sea has time."'
    bare = Document.from_blocks("pier", [("paragraph", line) for line in (text.split("\n") if lines > 1 else [text])])
    first, second = Span(0, 19), Span(20, len(text))

    def quoting(*contents):
        quotations = [Quotation(id=f"pier.q{at}", content=content) for at, content in enumerate(contents)]
        return evolve(bare, layers=[Layer(id="pier.layer", annotator=None, quotations=quotations)])

    ways = [quoting([Span(0, len(text))]), quoting([first, second])]
    found = [evaluate([(one, other)], draws=0) for one in ways for other in ways]
    assert {one["content.all.exact.f1"] for one in found} == {1.0}
    assert {dict(one.counts)["content.all.exact.gold"] for one in found} == {lines}
    apart = quoting([first], [second])
    assert {evaluate([(one, apart)], draws=0)["content.all.exact.f1"] for one in ways} == {float(lines > 1)}


def topics(*codes):
    return told(
        topics=[
            TopicAssignment(id=f"pier.t{at}", category=code, targets=["pier"], certainty=sure)
            for at, (code, sure) in enumerate(codes)
        ]
    )


def test_topics_by_rank_and_with_credit_for_a_broader_one():
    """The surest comes first whatever its place; a sister has its mother right."""
    gold = topics(("a1", None))
    broader = {"a1": ("a",), "a2": ("a",)}
    protocol = Protocol(broader=lambda code: broader.get(code, ()))
    predicted = topics(("a2", 0.2), ("b", "low"), ("a1", 0.25), ("c", None))
    found = evaluate([(gold, predicted)], protocol, draws=0)
    assert found["topics.top1"] == 0.0
    assert found["topics.top3"] == 1.0
    assert (found["topics.precision"], found["topics.recall"]) == (0.25, 1.0)
    sister = evaluate([(gold, topics(("a2", None)))], protocol, draws=0)
    assert sister["topics.f1"] == 0.0
    assert sister["topics.hierarchy.f1"] == 0.5


def stances(*triples):
    claim = Proposition(id="pier.claim", text="The pier should be built.")
    records = [
        Stance(id=f"pier.st{at}", holder=holder, target=target, position=position, evidence=[Span(0, 9)])
        for at, (holder, target, position) in enumerate(triples)
    ]
    return evolve(told(stances=records), propositions=[claim])


def test_stances_by_pair_triple_and_position():
    """Two of three pairs are found; of their positions one is right, and one is left open."""
    gold = stances(
        ("pier.lind", "pier.claim", "oppose"),
        ("pier.fishers", "pier.claim", "support"),
        ("pier.fishers", "pier.lind", "oppose"),
    )
    predicted = stances(("pier.lind", "pier.claim", "oppose"), ("pier.fishers", "pier.claim", "unknown"))
    found = evaluate([(gold, predicted)], draws=0)
    assert (found["stances.pairs.precision"], found["stances.pairs.recall"]) == (1.0, 2 / 3)
    assert found["stances.triples.recall"] == 1 / 3
    assert found["stances.coverage"] == 0.5
    assert found["stances.macro_f1"] == 1.0
    assert found["stances.alpha"] is None


def test_positions_of_one_pair_match_equal_ones_first():
    """Of two stances on one thing, the equal ones belong together whatever their order."""
    gold = stances(("pier.lind", "pier.claim", "support"), ("pier.lind", "pier.claim", "oppose"))
    predicted = stances(("pier.lind", "pier.claim", "oppose"), ("pier.lind", "pier.claim", "neutral"))
    found = evaluate([(gold, predicted)], draws=0)
    assert found["stances.triples.f1"] == 0.5
    assert found["stances.pairs.f1"] == 1.0
    # support: given never, wanted once: 0; oppose: 1; neutral: given once, wanted never: 0
    assert found["stances.macro_f1"] == pytest.approx(1 / 3)


def test_alpha_is_krippendorffs():
    """Two coders, ten units, two disagreements, by the formula; one value alone leaves nothing to agree on."""
    cells = Counter({("a", "a"): 5, ("b", "b"): 3, ("a", "b"): 1, ("b", "a"): 1})
    # n = 20, a 12, b 8: expected 2 * 12 * 8 = 192, observed 4: 1 - 19 * 4 / 192
    assert alpha(cells) == pytest.approx(1 - 19 * 4 / 192)
    assert alpha(Counter({("a", "a"): 3})) is None


def test_f1_of_what_is_not_defined():
    """Nothing on one side is a zero, nothing on both sides no figure."""
    assert f1(None, 0.0) == 0.0
    assert f1(None, None) is None


def test_intervals_are_percentiles_of_draws():
    """With documents that are all alike there is nothing to draw; with a seed the draws are the same."""
    alike = [{"right": 1, "all": 2}] * 5

    def measure(counts):
        return {"share": counts["right"] / counts["all"] if counts["all"] else None}

    assert intervals(alike, measure, draws=50, seed=3) == {"share": (0.5, 0.5)}
    mixed = [{"right": number, "all": 10} for number in range(10)]
    one = intervals(mixed, measure, draws=300, seed=3)
    assert one == intervals(mixed, measure, draws=300, seed=3)
    low, high = one["share"]
    assert 0.2 < low < 0.45 < high < 0.7
    assert intervals([], measure, draws=5, seed=0) == {}


def test_texts_may_differ_in_white_space_only():
    """The first difference is named with what either side has there."""
    spaced = Document.from_blocks("pier", [("paragraph", TEXT.replace(". ", ".  "))])
    assert compare(GOLD, spaced)["content.all.exact.gold"] == 2
    other = Document.from_blocks("pier", [("paragraph", TEXT.replace("Cove", "Bay"))])
    with pytest.raises(TextsDifferError) as caught:
        compare(GOLD, other)
    assert caught.value.offset == TEXT.index("Cove")
    assert "'Cove called" in str(caught.value)
    shorter = Document.from_blocks("pier", [("paragraph", TEXT.removesuffix(" she added."))])
    with pytest.raises(TextsDifferError, match="nothing more"):
        compare(GOLD, shorter)


def test_rejected_records_and_doubles_do_not_count():
    """What a person denied was not predicted; what two layers say of the same words counts once."""
    kept, denied = said(1, ["The pier can wait"]), said(2, ["Fishers of Cove"], status="rejected")
    predicted = told(kept, denied)
    assert dict(evaluate([(GOLD, predicted)], draws=0).counts)["content.all.exact.predicted"] == 1
    double = evolve(predicted, layers=[*predicted.layers, Layer(id="pier.m", annotator=None, quotations=[kept])])
    assert dict(evaluate([(GOLD, double)], draws=0).counts)["content.all.exact.predicted"] == 1
    gold_only = evolve(
        predicted, layers=[*predicted.layers, Layer(id="g", annotator=None, is_gold=True, quotations=GOLD.quotations)]
    )
    assert Choice().quotations(gold_only) == list(GOLD.quotations)


def test_people_are_compared_with_one_another():
    """Two coders of one document give the ceiling, in both orders; one coder gives none."""
    people = [Annotator(id=name, kind="person", name=name) for name in ("one", "two")]
    layers = [
        Layer(id="l1", annotator="one", quotations=[said(1, ["The pier can wait"])]),
        Layer(id="l2", annotator="two", quotations=[said(2, ["The pier can wait"]), said(3, ["Fishers of Cove"])]),
    ]
    document = evolve(BARE, annotators=people, layers=layers)
    ceiling = human_ceiling([document])
    assert ceiling.documents == 2
    assert ceiling["content.all.exact.precision"] == ceiling["content.all.exact.recall"] == 2 / 3
    assert human_ceiling([GOLD]) is None
    found = evaluate([(document, document)], Protocol(gold=Choice(annotator="one"), predicted=Choice(annotator="two")))
    shown = as_text(found, ceiling)
    assert "people" in shown
    assert json.loads(as_json(found, ceiling))["people"]["content.all.exact.f1"] == 2 / 3


def test_broader_categories_are_found_in_the_document(tmp_path):
    """Taxonomies that the document brings itself, and no others, answer without files."""
    narrow = Category(id="pier", labels=[Label(text="pier")])
    taxonomy = Taxonomy(id="issues", categories=[Category(id="harbour", categories=[narrow])])
    document = evolve(BARE, taxonomies=[taxonomy])
    broader = broader_of([(document, tmp_path)])
    assert broader("pier") == ("harbour",)
    assert broader("harbour") == broader("no:where") == broader("gone.xml#x") == ()
    prefixed = evolve(document, prefixes=[Prefix(name="x", replacement="gone.xml#$1")])
    assert broader_of([(prefixed, tmp_path)])("x:pier") == ()
    side = Side(document=document, choice=Choice())
    assert broader_in(side)("pier") == ("harbour",)
    assert broader_in(side)("gone") == ()
