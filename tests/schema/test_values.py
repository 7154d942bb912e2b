"""Laws of values of attributes."""

from threading import Thread

import pytest

from stancebank.schema.grammar import shipped_grammar
from stancebank.schema.values import allows
from stancebank.schema.wording import DATATYPES, allowed_values

GRAMMAR = shipped_grammar()

GOOD = {
    "data.count": ("0", "12"),
    "data.date": ("2024-03-05", "2024-02-29", "2024-03", "1999", "2022-12-19T18:05:00+03:00", " 2024-03-05 "),
    "data.id": ("pier.b1", "_x", "würde", "漢字"),
    "data.language": ("en", "sr-Latn", "de-CH-1996"),
    "data.name": ("stancebank-1", "xml.lang"),
    "data.number": ("12", "-3.5", "0.25"),
    "data.pair": ("#a #b", "#a #b #c"),
    "data.pointer": ("#a", "per:lind", "../x/y.xml#z", "https://example.org/a?b=c&d=%C3%A4#e", "file:///x", "/x", "?q"),
    "data.pointers": ("#a", "#string-range(b4,21,3) per:lind", "#range(string-index(a,4),string-index(b,9))"),
    "data.prefix": ("per", "x-1"),
    "data.share": ("0", "1", "0.97", "1.0"),
    "data.shares": ("0.5 0.5",),
    "data.time": ("18:05:00", "00:00:00Z"),
    "data.version": ("1.0.2", "2024", "1.0rc2"),
    "data.word": ("x", "été", "{urn:x}y", "слово"),
    "data.words": ("a b", "bold"),
}
BAD = {
    "data.count": ("", "-1", "1.5"),
    "data.date": ("", "2022-02-30", "2023-02-29", "2024-13", "2024-00", "0000", "19", "2024-03-05Z", "5 March 2024",
                  "2024-03-05T24:00:00", "2024-03-05T18:05"),
    "data.id": ("", "1a", "a b", "a:b", "-a"),
    "data.language": ("", "english_uk", "x y"),
    "data.name": ("", "a b", "1"),
    "data.number": ("", "1e3", "INF", "1,5"),
    "data.pair": ("#a", ""),
    "data.pointer": ("", "#", "#a#b", "a b", "50%", "%zz", "1:2", "x[0]", "z://"),
    "data.pointers": ("", "#a #", "a%"),
    "data.prefix": ("", "Per", "1a"),
    "data.share": ("", "1.5", "-0.1", "1e-3", ".5"),
    "data.shares": ("0.5", "1 2"),
    "data.time": ("", "24:00:00", "18:05", "18:05:60"),
    "data.version": ("", "v1", "1.2.3.4.5"),
    "data.word": ("", "a b", "\u200b"),
    "data.words": ("", " "),
}  # fmt: skip


def bearer(datatype):
    """Return the rule of some attribute that has *datatype*."""
    rules = (rule for element in GRAMMAR.elements.values() for rule in element.attributes.values())
    return next(rule for rule in rules if datatype in rule.datatypes)


def cases(table):
    """Return the rows of *table*, one value each."""
    return [(datatype, value) for datatype, values in table.items() for value in values]


def test_every_datatype_is_tried_and_has_words():
    """No pattern of data is without good values, bad values and a description."""
    used = {
        name for element in GRAMMAR.elements.values() for rule in element.attributes.values() for name in rule.datatypes
    }
    assert used == set(GOOD) == set(BAD) == set(DATATYPES)


@pytest.mark.parametrize(("datatype", "value"), cases(GOOD))
def test_good_values_are_allowed(datatype, value):
    """What a datatype promises, it allows."""
    assert allows(GRAMMAR, bearer(datatype), value)


@pytest.mark.parametrize(("datatype", "value"), cases(BAD))
def test_bad_values_are_not_allowed(datatype, value):
    """What a datatype excludes, it refuses: impossible dates, loose percent signs, empty pointers."""
    assert not allows(GRAMMAR, bearer(datatype), value)


def test_white_space_around_a_word_of_a_list_is_no_fault():
    """A closed value is compared as RELAX NG compares tokens."""
    rule = GRAMMAR.elements["said"].attributes["direct"]
    assert allows(GRAMMAR, rule, " true ")
    assert not allows(GRAMMAR, rule, "yes")


def test_each_thread_has_its_own_judges():
    """A value can be judged in any thread."""
    told = []
    thread = Thread(target=lambda: told.append(allows(GRAMMAR, bearer("data.date"), "2024-03-05")))
    thread.start()
    thread.join()
    assert told == [True]


def test_what_is_allowed_is_told_in_words():
    """A list is told as a list, data by a description, and what has neither by a word."""
    annotation = GRAMMAR.elements["annotation"].attributes
    assert allowed_values(annotation["cert"]) == "high, medium, low, unknown or a number from 0 to 1"
    assert allowed_values(GRAMMAR.elements["pb"].attributes["n"]) == "another value"


def test_plain_values_are_those_that_the_judge_allows(monkeypatch):
    """Ids and pointers of ordinary characters are not shown to the slow judge, which would say the same of them."""
    values = [
        "a",
        "_b.1",
        "a-b",
        "#a",
        "#-",
        "a(1,2)",
        "#string-range(b4,21,3)",
        "#a #b",
        "#a b",
        "-",
        "1",
        "#1",
        "(",
        ".",
    ]
    rules = {rule.datatype: rule for one in GRAMMAR.elements.values() for rule in one.attributes.values()}
    pairs = [(rule, value) for name, rule in rules.items() if name for value in values]
    told = [allows(GRAMMAR, *pair) for pair in pairs]
    monkeypatch.setattr("stancebank.schema.values._PLAIN", {})
    assert told == [allows(GRAMMAR, *pair) for pair in pairs]
    assert {"data.id", "data.pointer", "data.pointers"} <= rules.keys()
