"""Laws of schema engines."""

from threading import Thread

import pytest
from lxml import etree

from stancebank.errors import EngineError
from stancebank.findings import Severity
from stancebank.schema import ENGINES, Engine, check_grammar, engine_called, libxml2

NAMES = ("hybrid.xml", "standoff.xml", "plain.xml", "corpus.xml", "registry.xml")


@pytest.mark.parametrize("name", NAMES)
def test_the_fixtures_are_valid(document, name):
    """Every profile, a corpus and a registry pass."""
    assert check_grammar(document(name)) == ()


def test_a_tree_is_as_good_as_its_root(document):
    """Both can be checked."""
    root = document("hybrid.xml", ("<lb/>", "<lb>x</lb>"))
    assert check_grammar(etree.ElementTree(root)) == check_grammar(root) != ()


def test_checking_changes_nothing(document):
    """A document is the same after it has been checked."""
    root = document("hybrid.xml", ("<lb/>", "<lb>x</lb>"))
    before = etree.tostring(root)
    check_grammar(root)
    assert etree.tostring(root) == before


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_engines_are_called_by_name(name):
    """Each engine goes by its own name and is what the protocol asks for."""
    engine = engine_called(name)
    assert engine.name == name
    assert isinstance(engine, Engine)


def test_an_unknown_engine_is_an_error(document):
    """No engine is guessed."""
    with pytest.raises(EngineError, match="there are jing and libxml2"):
        check_grammar(document(), engine="xerces")


def test_an_engine_may_be_given(document):
    """Whatever judges like an engine is one."""

    class Strict:
        name = "strict"

        def check(self, root, source=None, facts=None):
            return check_grammar(root, source, "libxml2", facts)

    assert check_grammar(document(), engine=Strict()) == ()


@pytest.mark.usefixtures("java")
def test_engines_say_the_same(document):
    """The words are those of the diagnosis, whoever judged."""
    root = document("hybrid.xml", ("<lb/>", "<lb>x</lb>"), ('cert="0.97"', 'cert="2"'))
    assert check_grammar(root, "a.xml", "jing") == check_grammar(root, "a.xml", "libxml2")
    assert check_grammar(document(), "a.xml", "jing") == ()


def test_each_thread_compiles_its_own_grammar(document):
    """A document can be checked in any thread."""
    told = []
    thread = Thread(target=lambda: told.append(check_grammar(document())))
    thread.start()
    thread.join()
    assert told == [()]


def test_the_grammar_is_compiled_once(document):
    """Within a thread, a second check uses what the first has compiled."""
    check_grammar(document())
    judge = libxml2._judge()
    check_grammar(document())
    assert libxml2._judge() is judge


def test_a_fault_that_the_diagnosis_does_not_see_is_told_by_libxml2(document, monkeypatch):
    """The engine's verdict stands, in its own words if need be."""
    monkeypatch.setattr(libxml2, "diagnose", lambda *_: ())
    found = check_grammar(document("hybrid.xml", ("<lb/>", "<lb>x</lb>")), "a.xml")
    assert len(found) == 1
    assert found[0].severity is Severity.ERROR
    assert found[0].message.startswith("the document breaks the grammar: ")
    assert found[0].location.source == "a.xml"
    assert found[0].hint == "there may be more after this one"


def test_a_judge_without_words_is_told_of_as_well():
    """No reason is no reason to call a document valid."""
    silent = type("Silent", (), {"error_log": ()})()
    assert "gives no reason" in libxml2._untold(silent, None).message
