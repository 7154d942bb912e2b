"""German sentences: what is said in each, and by whom."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stancebank as sb
from stancebank.draft import RulesAnnotator, annotate

READ = [
    # phrases that name a source
    ("Die Mole ist nach Angaben von Ada Lind sicher.", "according", "Die Mole ist … sicher", "Ada Lind"),
    ("Seiner Ansicht nach ist die Mole sehr alt.", "according", "ist die Mole sehr alt", "Seiner Ansicht"),
    ("Laut der Zeitung „Neue Mole“ ist sie sehr alt.", "according", "ist sie sehr alt", "der Zeitung „Neue Mole“"),
    ("Laut „Neue Mole“ ist sie sehr alt.", "according", "ist sie sehr alt", "„Neue Mole“"),
    ("Nach Angaben der Gilde (HG) ist die Mole alt.", "according", "ist die Mole alt", "der Gilde (HG)"),
    (
        "Nach Angaben der Gilde (HG) der Stadt ist die Mole alt.",
        "according",
        "ist die Mole alt",
        "der Gilde (HG) der Stadt",
    ),
    (
        "Laut dem Leiter der Gilde, Jon Berg, ist die Mole alt.",
        "according",
        "ist die Mole alt",
        "dem Leiter der Gilde, Jon Berg",
    ),
    (
        "Der Kran, der nach Angaben der Gilde alt und krumm ist, bleibt.",
        "according",
        "der … alt und krumm ist",
        "der Gilde",
    ),
    (
        "Er, bei dem nach Angaben der Gilde zwei Kräne fehlen, ging.",
        "according",
        "bei dem … zwei Kräne fehlen",
        "der Gilde",
    ),
    ("Es gibt Berichte, wonach der Kran alt ist.", "according", "der Kran alt ist", "Berichte"),
    ("Der Bericht, laut dem der Kran fehlt, ist alt.", "according", "der Kran fehlt", "Bericht"),
    ("Die Mole (nach Angaben der Gilde ist sie alt) bleibt.", "according", "ist sie alt) bleibt", "der Gilde"),
    ("Der Kran bleibt den Leuten zufolge noch lange.", "according", "Der Kran bleibt … noch lange", "den Leuten"),
    ("Laut dieser Studie ist die Mole alt.", "according", "ist die Mole alt", "dieser Studie"),
    # subjects and objects, before and behind the verb
    ("Wie „Neue Mole“ berichtet, fehlt der Kran.", "as", "fehlt der Kran", "„Neue Mole“"),
    ("„Neue Mole“ berichtet, dass der Kran fehle.", "that", "der Kran fehle", "„Neue Mole“"),
    ("Die Zeitung „Neue Mole“ berichtet, der Kran fehle.", "bare", "der Kran fehle", "Zeitung „Neue Mole“"),
    ("Auch Ada Lind nannte den Kran „überholt“.", "label", "den Kran „überholt“", "Ada Lind"),
    ("Gestern nannte Ada Lind den Kran „überholt“.", "label", "den Kran „überholt“", "Ada Lind"),
    ("Der Leiter (HG), Jon Berg, nannte den Kran „alt“.", "label", "den Kran „alt“", "Leiter (HG), Jon Berg"),
    ("Der Rat (HR) hat entschieden: „Der Kran bleibt.“", "colon", "„Der Kran bleibt.“", "Rat (HR)"),
    ("Besorgt äußerte sich Ada Lind: „Der Kran fehlt.“", "colon", "„Der Kran fehlt.“", "Ada Lind"),
    ("Den Fischern sicherte Berg zu, dass der Kran bleibe.", "that", "der Kran bleibe", "Berg"),
    ("Ada Lind blieb im Hafen und bat die Gilde, den Kran zu suchen.", "infinitive", "den Kran zu suchen", "Ada Lind"),
    ("Fischer- und Hafengilde sagten, der Kran fehle.", "bare", "der Kran fehle", "Hafengilde"),
    # particles, openers and asides
    ("Der Kran fehle, gab der Leiter am Montag bekannt.", "after-clause", "Der Kran fehle", "der Leiter"),
    (
        "Er fehle noch, teilte später der Leiter, Jon Berg, mit.",
        "after-clause",
        "Er fehle noch",
        "der Leiter, Jon Berg",
    ),
    ("Der Kran fehle, so bestätigte die Gilde.", "after-clause", "Der Kran fehle", "die Gilde"),
    ("Mit den Worten „Der Kran bleibt“ lobte Ada Lind ihn.", "after-quote", "„Der Kran bleibt“", "Ada Lind"),
    ("Als „große Hilfe“ bezeichnete Ada Lind den Kran.", "after-quote", "„große Hilfe“", "Ada Lind"),
    ("„Die Mole ist alt“, heißt es in dem Bericht.", "after-quote", "„Die Mole ist alt“", "dem Bericht"),
    ("In dem Bericht heißt es, die Mole sei alt.", "bare", "die Mole sei alt", "dem Bericht"),
    ("Der Kran fehle, sagte am Montag Ada Lind.", "after-clause", "Der Kran fehle", "Ada Lind"),
    # without a verb of saying
    ("Ada Lind wurde gebeten, den Kran zu suchen.", "infinitive", "den Kran zu suchen", ""),
    ("Und Ada Lind zeigte sich zufrieden: „Sie ist sicher.“", "colon", "„Sie ist sicher.“", "Ada Lind"),
    ("Im Rat warb gestern Ada Lind für den Kran: „Er ist sicher.“", "colon", "„Er ist sicher.“", "Ada Lind"),
    ("Von der Gilde wurde kritisiert, dass der Kran fehle.", "that", "der Kran fehle", "der Gilde"),
    ("Der Gilde wird vorgeworfen, den Kran verkauft zu haben.", "bare", "den Kran verkauft zu haben", ""),
    ("Es wurde bekannt, dass der Kran fehlt.", "that", "der Kran fehlt", ""),
    ("Die Gilde kam zu dem Schluss, dass der Kran fehlt.", "that", "der Kran fehlt", "Die Gilde"),
    ("Im Rat vertrat Ada Lind die Ansicht, der Kran sei alt.", "bare", "der Kran sei alt", "Ada Lind"),
    ("Ada Lind zeigte sich zufrieden: „Sie ist sicher.“", "colon", "„Sie ist sicher.“", "Ada Lind"),
    ("Im Rat warb Ada Lind für den Kran: „Er ist sicher.“", "colon", "„Er ist sicher.“", "Ada Lind"),
    ("Auf dem Plakat steht: „Der Kran bleibt hier.“", "colon", "„Der Kran bleibt hier.“", "dem Plakat"),
    ("Ada Lind: „Der Kran bleibt hier.“", "colon", "„Der Kran bleibt hier.“", "Ada Lind"),
    (
        "Eine Gilde feierte ihn als „großen Erfolg für den Hafen“.",
        "island",
        "„großen Erfolg für den Hafen“",
        "Eine Gilde",
    ),
]

SILENT = [
    "Im Rat warb den Tag über niemand: „Er ist ganz sicher.“",
    "Gestern sagte den Leuten niemand etwas.",
    "Von der Gilde wurde gesagt, ob er fehle.",
    "Wie gesagt wurde, fehlt der Kran.",
    "Die Gilde ist sicher, dass er fehlt.",
    "Der Kran fehlt. Das teilte mit.",
    "Der Kran fehlt. Das teilte er uns gestern.",
    "Zu dem Schluss, dass der Kran fehlt, kam die Gilde.",
    "Am Montag im Hafen „groß und rot und alt“ stand der Kran.",
    "Der Kran heißt „Rote Ada“ und ist alt.",
    "Ada Lind las „Die Früchte des Hafens“ und schwieg.",
    "Der Schluss, dass der Kran fehlt.",
    "Die Gilde kam zu dem Schluss, bald.",
    "Nach dem Rat, wonach.",
    "Nach Ansicht.",
    "Laut „allen, die je in dem alten Hafen gewesen sind“ regnet es.",
    "Am Montag im Hafen: „Rote Ada“.",
    "Ada Lind wurde gesagt, bald.",
    "wonach der Kran alt ist.",
    "(Berg) sagte nichts.",
    "Die Gilde ist sicher, heute.",
    "nach zufolge bleibt der Kran alt.",
]


def _read(sentence):
    document = sb.Document.from_blocks("pier", [("paragraph", sentence)], language="de")
    made = annotate(document, RulesAnnotator("de")).document
    return made, [
        (
            one.categories[0].removeprefix("rule:de."),
            " … ".join(span.slice(made.text) for span in one.content),
            " ".join(span.slice(made.text) for span in one.mention),
        )
        for one in made.quotations
    ]


@pytest.mark.parametrize(("sentence", "rule", "content", "mention"), READ, ids=lambda value: str(value)[:40])
def test_what_is_said_and_by_whom(sentence, rule, content, mention):
    """Phrases of source, subjects on both sides of the verb, particles, and reports that no verb of saying opens."""
    assert _read(sentence)[1] == [(rule, content, mention)]


@pytest.mark.parametrize("sentence", SILENT)
def test_nothing_is_said(sentence):
    """Names in marks, titles, and words that only begin like a report."""
    assert _read(sentence)[1] == []


def test_nobody_speaks_in_a_passive_without_an_agent():
    """A passive that leaves its speaker open is nobody's, even after somebody has spoken."""
    made, found = _read("Ada Lind sagte, es regne heute. Dem Rat wird vorgeworfen, den Kran verkauft zu haben.")
    assert [rule for rule, _, _ in found] == ["bare", "bare"]
    assert [len(one.speakers) for one in made.quotations] == [1, 0]


def test_the_sentence_before_is_what_somebody_told():
    """``Das teilte die Gilde mit`` tells of the sentence before, unless more follows or a particle is missing."""
    assert _read("Der Kran fehlt seit gestern. Das teilte die Gilde am Montag mit.")[1] == [
        ("stated-by", "Der Kran fehlt seit gestern", "die Gilde")
    ]
    assert _read("Der Kran fehlt seit gestern. Das bestätigte heute Ada Lind.")[1] == [
        ("stated-by", "Der Kran fehlt seit gestern", "Ada Lind")
    ]
    for after in ("Das teilte die Gilde am Montag.", "Das sagte die Gilde: nichts da.", "Das war alt und fern."):
        assert _read(f"Der Kran fehlt seit gestern. {after}")[1] == []


def test_a_name_in_marks_is_no_verbatim_stretch():
    """A clause with a newspaper's name is indirect; with words between marks it is mixed."""
    named, _ = _read("Ada Lind sagte, die Zeitung „Neue Mole“ irre.")
    quoted, _ = _read("Ada Lind sagte, der Kran sei „leider viel zu alt“.")
    assert [(one.mode, len(one.verbatim)) for one in named.quotations] == [("indirect", 0)]
    assert [(one.mode, len(one.verbatim)) for one in quoted.quotations] == [("mixed", 1)]


def test_an_article_ends_a_name():
    """*bat Ada Lind den Rat* names Ada Lind, and *von der Mole* stays a name."""
    made, _ = _read("„Die Mole ist alt“, sagte Ada Lind den Leuten. „Sie fällt“, sagte Kim von der Mole.")
    assert [one.label for one in made.speakers] == ["Ada Lind", "Kim von der Mole"]


@given(st.lists(st.sampled_from([one[0] for one in READ] + SILENT), min_size=1, max_size=4), st.randoms())
def test_sentences_in_any_company(sentences, random):
    """Whatever the order and the cuts: nothing is refused, no text changes, the result is the same again."""
    words = " ".join(sentences).split(" ")
    for _ in range(6):
        words.insert(
            random.randrange(len(words) + 1), random.choice(["„", "“", "so", "wonach", ",", "(", ")", ":", "nach"])
        )
    del words[random.randrange(len(words)) :]
    text = re.sub(r"\s+", " ", " ".join(words)).strip() or "x"
    document = sb.Document.from_blocks("pier", [("paragraph", text)], language="de")
    outcome = annotate(document, RulesAnnotator("de"))
    assert outcome.refused == ()
    assert outcome.document.text == text
    assert annotate(outcome.document, RulesAnnotator("de")).document == outcome.document
