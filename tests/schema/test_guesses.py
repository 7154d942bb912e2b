"""Laws of guesses: the best are given, and thousands cost no more than a fixed number of comparisons."""

from stancebank.schema import diagnosis
from stancebank.schema.engine import check_grammar
from stancebank.schema.guesses import Guesses
from stancebank.validation import validate


def test_what_looks_alike_is_guessed_best_first():
    """Up to three names, the nearest first."""
    assert Guesses().near("lint", "voice", lambda: ["lind", "link", "harbour", "lint2"])[0] == "lint2"
    assert Guesses().near("pier", "voice", lambda: ["harbour"]) == []


def test_guessing_ends():
    """Once so many names were compared nothing more is guessed; what was guessed before is still known."""
    asked = []

    def names():
        asked.append(1)
        return ["lind", "linda"]

    guesses = Guesses(4)
    assert guesses.near("lint", "voice", names)
    assert guesses.near("lint", "voice", names)
    assert len(asked) == 1
    assert guesses.near("lina", "voice", names)
    assert guesses.near("linz", "voice", names) == []
    assert len(asked) == 2
    assert guesses.near("lint", "voice", names)


def test_kinds_are_told_apart():
    """The same name may be guessed from different names."""
    guesses = Guesses()
    assert guesses.near("lint", "voice", lambda: ["lind"]) == ["lind"]
    assert guesses.near("lint", "place", lambda: ["link"]) == ["link"]


def test_faults_are_told_without_guesses(document, monkeypatch):
    """A file with too many faults has the same findings, with hints that guess nothing."""
    root = document("hybrid.xml", ("<lb/>", "<lbb/>"))
    [guessed] = check_grammar(root)
    assert guessed.hint.startswith("did you mean lb")
    monkeypatch.setattr(diagnosis, "Guesses", lambda: Guesses(0))
    [told] = check_grammar(root)
    assert told.message == guessed.message
    assert told.hint.startswith("allowed here")


def test_a_value_with_the_words_of_a_finding_in_it_is_told_once():
    """A rule speaks for the grammar also where the value holds the words that the grammar uses."""
    data = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><text><body><p xml:id="b"><date
        when="x' is no value for 'y">a</date></p></body></text></TEI>"""
    told = [one for one in validate(data).findings if "is no value" in one.message]
    assert len(told) <= 1
