"""French sentences: what is said in each, and by whom."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stancebank as sb
from stancebank.draft import RulesAnnotator, annotate

READ = [
    # behind the marks
    ("« La jetée peut attendre », a dit Ada Lind.", "after-quote", "« La jetée peut attendre »", "Ada Lind"),
    ("« La jetée peut attendre », a-t-il dit lundi.", "after-quote", "« La jetée peut attendre »", "t-il"),
    ("« Elle attend », a-t-elle encore déclaré à la presse.", "after-quote", "« Elle attend »", "t-elle"),
    ("« Elle attend », s’est exclamée Ada Lind.", "after-quote", "« Elle attend »", "Ada Lind"),
    ("« Elle attend », ont affirmé les pêcheurs.", "after-quote", "« Elle attend »", "les pêcheurs"),
    ("« Elle attend », lance-t-il à la foule.", "after-quote", "« Elle attend »", "t-il"),
    ("« Elle attend ? », demande Jon Berg.", "after-quote", "« Elle attend ? »", "Jon Berg"),
    ("« Elle attend », a-t-il dit, « mais pas moi. »", "after-quote", "« Elle attend » … « mais pas moi. »", "t-il"),
    # between the marks
    ("« La jetée, a-t-elle ajouté, peut attendre. »", "around", "« La jetée … peut attendre. »", "t-elle"),
    ("« La jetée, explique Ada Lind, peut attendre. »", "around", "« La jetée … peut attendre. »", "Ada Lind"),
    ("« Il attend », dit-il, « encore », dit-elle.", "after-quote", "« Il attend » … « encore »", "il"),
    ("Ada Lind a qualifié la jetée de « vieux jouet ».", "label", "la jetée de « vieux jouet »", "Ada Lind"),
    # without marks
    ("La jetée, a indiqué Ada Lind, peut attendre.", "after-clause", "La jetée … peut attendre", "Ada Lind"),
    ("La jetée peut attendre, a-t-elle précisé.", "after-clause", "La jetée peut attendre", "t-elle"),
    ("— La jetée peut attendre, répondit-elle.", "after-clause", "La jetée peut attendre", "elle"),
    ("— Non, dit-il, elle ne peut pas attendre.", "after-clause", "Non … elle ne peut pas attendre", "il"),
    ("Ada Lind a affirmé qu’elle resterait au port.", "that", "elle resterait au port", "Ada Lind"),
    ("Ada Lind a déclaré que la jetée est sûre.", "that", "la jetée est sûre", "Ada Lind"),
    ("Selon Ada Lind, la jetée est sûre.", "according", "la jetée est sûre", "Ada Lind"),
    ("D’après la guilde, la jetée est sûre.", "according", "la jetée est sûre", "la guilde"),
    ("À en croire Ada Lind, la jetée est sûre.", "according", "la jetée est sûre", "Ada Lind"),
    ("Comme l’a dit Ada Lind, la jetée est sûre.", "as", "la jetée est sûre", "Ada Lind"),
    ("Ada Lind : « La jetée peut attendre. »", "colon", "« La jetée peut attendre. »", "Ada Lind"),
]

SILENT = [
    "« Elle attend », dit de partir.",
    "« Elle attend », dite Ada Lind.",
    "La jetée, que dit Ada Lind, peut attendre.",
    "« La jetée dit-il, elle attend. »",
    "« La jetée, dit-il, »",
    "La lettre écrite par Ada Lind était longue.",
    "Ada Lind demande un bateau à la guilde.",
    "— Non, dit-il.",
    "« Non, dit-il. »",
    "« La jetée attend encore », dit-",
    "Comme a dit Ada Lind",
    "Comme a dit Ada Lind,",
    "le port : « La jetée. »",
]


def _read(sentence):
    document = sb.Document.from_blocks("pier", [("paragraph", sentence)], language="fr")
    made = annotate(document, RulesAnnotator("fr")).document
    return [
        (
            one.categories[0].removeprefix("rule:fr."),
            " … ".join(span.slice(made.text) for span in one.content),
            " ".join(span.slice(made.text) for span in one.mention),
        )
        for one in made.quotations
    ]


@pytest.mark.parametrize(("sentence", "rule", "content", "mention"), READ, ids=lambda value: str(value)[:40])
def test_what_is_said_and_by_whom(sentence, rule, content, mention):
    """Inversions behind, between and without marks, tied pronouns, elided conjunctions, dashes, phrases of source."""
    assert _read(sentence) == [(rule, content, mention)]


@pytest.mark.parametrize("sentence", SILENT)
def test_nothing_is_said(sentence):
    """Words that only look like a report, and asides with nothing around them."""
    assert [found for found in _read(sentence) if found[2]] == []


@given(st.lists(st.sampled_from([one[0] for one in READ] + SILENT), min_size=1, max_size=4), st.randoms())
def test_sentences_in_any_company(sentences, random):
    """Whatever the order and the cuts: nothing is refused, no text changes, the result is the same again."""
    words = " ".join(sentences).split(" ")
    for _ in range(6):
        words.insert(random.randrange(len(words) + 1), random.choice(["«", "»", "—", "-", ",", "dit", "a", ":", "que"]))
    del words[random.randrange(len(words)) :]
    text = re.sub(r"\s+", " ", " ".join(words)).strip() or "x"
    document = sb.Document.from_blocks("pier", [("paragraph", text)], language="fr")
    outcome = annotate(document, RulesAnnotator("fr"))
    assert outcome.refused == ()
    assert outcome.document.text == text
    assert annotate(outcome.document, RulesAnnotator("fr")).document == outcome.document
