"""What holds of every evaluation, whatever the documents."""

from itertools import permutations

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from stancebank import Document, Layer, Quotation, Span
from stancebank.evaluation import Choice, compare, evaluate
from stancebank.evaluation.assignment import jaccard, paired
from stancebank.evaluation.side import Side

WORDS = " ".join(f"w{number}" for number in range(12))
SETS = st.lists(st.frozensets(st.integers(0, 9), min_size=1, max_size=5), max_size=5)


@st.composite
def quoted(draw):
    """Documents over one text, with quotations of any words of it."""
    spans = st.tuples(st.integers(0, 11), st.integers(1, 4)).map(
        lambda pair: Span(WORDS.index(f"w{pair[0]}"), min(len(WORDS), WORDS.index(f"w{pair[0]}") + 3 * pair[1]))
    )
    quotations = [
        Quotation(id=f"d.q{number}", content=draw(st.lists(spans, min_size=1, max_size=2)), mention=[draw(spans)])
        for number in range(draw(st.integers(0, 4)))
    ]
    bare = Document.from_blocks("d", [("paragraph", WORDS)])
    return evolve(bare, layers=[Layer(id="d.l", annotator=None, quotations=quotations)])


@settings(max_examples=8)
@given(strategies.documents())
def test_a_document_against_itself_is_right(document):
    """Every figure of a document against itself is 1, but for those on which nothing can be said.

    Where two quotations have the same words, either may answer for the other, whoever speaks.
    """
    borders = Side(document=document, choice=Choice()).starts
    pieces = [piece.words for piece in Side(document=document, choice=Choice(), borders=borders).content]
    has_doubles = len({*pieces}) < len(pieces)
    found = evaluate([(document, document)], draws=0)
    for figure in found.figures:
        if figure.name in {"topics.top1", "topics.top3", "stances.coverage", "stances.macro_f1"}:
            continue
        if figure.name.startswith("attribution") and has_doubles:
            continue
        assert figure.value in {1.0, None}, figure


@given(quoted(), quoted())
def test_changing_sides_changes_precision_and_recall(one, other):
    """What is recall in one direction is precision in the other, and F1 is the same."""
    there, back = evaluate([(one, other)], draws=0), evaluate([(other, one)], draws=0)
    for figure in there.figures:
        layer, _, rest = figure.name.partition(".")
        if layer != "content":
            continue
        swapped = rest.replace("precision", "?").replace("recall", "precision").replace("?", "recall")
        assert back[f"content.{swapped}"] == figure.value


@given(quoted(), quoted())
def test_measures_stand_in_order(one, other):
    """Whatever is exact is half right, and whatever is half right overlaps; nothing is above one."""
    found = evaluate([(one, other)], draws=0)
    if "content.all.exact.f1" not in {figure.name for figure in found.figures}:
        return
    exact, half, overlap = (found[f"content.all.{name}.f1"] for name in ("exact", "jac50", "overlap"))
    assert exact <= half <= overlap <= 1


@given(quoted(), quoted(), st.permutations(range(4)))
def test_the_order_of_records_does_not_count(one, other, order):
    """Layers are read in the order of the text."""
    layer = other.layers[0]
    shuffled = [layer.quotations[at] for at in order if at < len(layer.quotations)]
    assert compare(one, evolve(other, layers=[evolve(layer, quotations=shuffled)])) == compare(one, other)


@settings(max_examples=8)
@given(st.lists(st.tuples(quoted(), quoted()), min_size=1, max_size=3))
def test_counts_add_up(pairs):
    """The counts of many documents are the sums of those of each."""
    whole = dict(evaluate(pairs, draws=0).counts)
    for name, number in whole.items():
        assert number == sum(compare(*pair)[name] for pair in pairs)


@given(SETS, SETS)
def test_the_pairing_is_the_best_of_all(ours, theirs):
    """No other one-to-one pairing has more equal pairs, or more halves, or a greater sum: all are tried."""

    def worth(pairs):
        shares = [jaccard(ours[one], theirs[other]) for one, other in pairs]
        return (sum(one == 1 for one in shares), sum(one >= 0.5 for one in shares), round(sum(shares), 5))

    found = paired(ours, theirs)
    assert len({one for one, _ in found}) == len({other for _, other in found}) == len(found)
    short, long = sorted((len(ours), len(theirs)))
    choices = permutations(range(long), short)
    best = max(
        worth([(at, other) if len(ours) == short else (other, at) for at, other in enumerate(choice)])
        for choice in choices
    )
    assert worth(found) == best
