"""How alike two texts are, and what a sketch leaves of that."""

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from corpora import WORDS, altered, text
from stancebank.corpus.similarity import agreement, likely_pairs, resemblance, runs_of, sketch, words_of

LISTS = st.lists(st.sampled_from(WORDS.split()), max_size=40)


@given(LISTS, LISTS)
def test_resemblance_is_a_measure(one, other):
    """It is symmetric, between 0 and 1, and 1 for the same words."""
    left, right = runs_of(one), runs_of(other)
    assert resemblance(left, right) == resemblance(right, left)
    assert 0 <= resemblance(left, right) <= 1
    assert resemblance(left, left) == (1.0 if one else 0.0)


@given(LISTS)
def test_a_sketch_depends_on_the_runs_alone(words):
    """Neither the order of runs nor the case of words changes it; without words there is none."""
    runs = runs_of(words)
    assert sketch(runs) == sketch(sorted(runs, reverse=True)) == sketch(runs_of([word.upper() for word in words]))
    assert len(sketch(runs)) == (512 if words else 0)


def test_runs_are_those_of_five_words():
    """Six words have two runs, four have one, and another order is another run."""
    assert len(runs_of(words_of("a b c d e f"))) == 2
    assert len(runs_of(words_of("a b c d"))) == 1
    assert runs_of(words_of("a b c d")) != runs_of(words_of("a b d c"))


def test_the_numbers_are_the_same_everywhere():
    """A report must not depend on the machine or on the seed of its hashes."""
    assert sorted(runs_of(words_of("the pier waits for the boats"))) == NUMBERS


NUMBERS = [1550414776, 3009475933]


def test_an_estimate_is_near_the_measure():
    """Over many pairs of all degrees the mean error of 128 bins is small."""
    errors = []
    for number in range(60):
        words = text(f"estimate {number}", 300)
        one, other = runs_of(words_of(words)), runs_of(words_of(altered(words, number)))
        errors.append(abs(agreement(sketch(one), sketch(other)) - resemblance(one, other)))
    assert sum(errors) / len(errors) < 0.05


def test_hardly_a_pair_is_missed():
    """Against all pairs of 400 texts, long and short, at least 99 in 100 near-duplicates are told or led to."""
    chosen = random.Random(7)  # noqa: S311 - texts need no cryptography
    texts = []
    for number in range(200):
        words = text(f"recall {number}", chosen.choice([40, 80, 150, 400]))
        texts += [words, altered(words, chosen.choice([0, 1, 2, 3, 9]))]
    runs = [runs_of(words_of(one)) for one in texts]
    all_pairs = {
        (one, other)
        for one, other in itertools.combinations(range(len(runs)), 2)
        if resemblance(runs[one], runs[other]) >= 0.8
    }
    proposed = set(likely_pairs([sketch(one) for one in runs], 0.8))
    found = {pair for pair in proposed if resemblance(runs[pair[0]], runs[pair[1]]) >= 0.8}
    assert len(all_pairs) > 100
    assert found <= all_pairs
    assert len(found) / len(all_pairs) >= 0.99
    assert len(proposed) < 2 * len(all_pairs)


def test_empty_texts_are_not_alike():
    """Two texts without words have nothing in common."""
    assert list(likely_pairs([b"", b"", sketch(runs_of(["pier"]))], 0.8)) == []
