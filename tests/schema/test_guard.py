"""Laws of the guard: no document makes the library hang."""

import subprocess
import sys
from textwrap import dedent

import pytest
from lxml import etree

from stancebank.schema import check_grammar, guard, libxml2
from stancebank.schema.guard import MOST_ATTRIBUTES, MOST_CHILDREN, is_crowded, is_overloaded
from stancebank.tei.index import index

FLOOD = " ".join(f'a{number}="x"' for number in range(20))


def test_as_many_attributes_as_allowed_pass(document):
    """The fixtures bear nothing that the guard stops."""
    assert not is_overloaded(document())
    assert not is_overloaded(document("standoff.xml"))


def test_twenty_known_and_unknown_attributes_do_not_hang():
    """An element with all its attributes and a dozen others is judged within seconds, in a process of its own."""
    program = dedent("""
        from lxml import etree
        from stancebank.schema import check_grammar
        from stancebank.schema.grammar import shipped_grammar
        names = sorted({name for rule in shipped_grammar().elements.values() for name in rule.attributes})
        root = etree.fromstring('<taxonomy xmlns="http://www.tei-c.org/ns/1.0"><desc/></taxonomy>')
        for name in names[:60]:
            root.set(name, "x")
        print(len(check_grammar(root)))
    """)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, timeout=60)
    assert int(done.stdout) > 20


def test_each_attribute_too_many_is_named(document):
    """Behind the guard the findings are as good as before it."""
    found = check_grammar(document("hybrid.xml", ("<hi rend", f"<hi {FLOOD} rend")))
    assert len(found) == 20
    assert all("is not allowed on 'hi'" in one.message for one in found)


def test_other_faults_are_found_behind_the_guard(document):
    """A document that the guard stops is still looked at as a whole."""
    found = check_grammar(document("hybrid.xml", ("<hi rend", f"<hi {FLOOD} rend"), ('direct="true"', 'direct="yes"')))
    assert len(found) == 21


def test_foreign_elements_may_bear_what_they_like(document):
    """Metadata as delivered is not stopped for its attributes."""
    root = document("hybrid.xml", ('number="7"', FLOOD))
    assert is_overloaded(root)
    assert check_grammar(root) == ()


@pytest.mark.parametrize(("number", "stopped"), [(MOST_ATTRIBUTES, False), (MOST_ATTRIBUTES + 1, True)])
def test_the_limit_is_exact(document, number, stopped):
    """The guard stops at one attribute more than the limit."""
    attributes = " ".join(f'a{one}="x"' for one in range(number))
    root = document("hybrid.xml", ('number="7"', attributes))
    assert is_overloaded(root) == is_overloaded(root, index(root)) == stopped


@pytest.mark.parametrize(("number", "crowded"), [(MOST_CHILDREN, False), (MOST_CHILDREN + 1, True)])
def test_the_limit_of_children_is_exact(number, crowded):
    """The guard lets the diagnosis look first at one child more than the limit."""
    root = etree.Element("x")
    root.extend(etree.Element("y") for _ in range(number))
    assert is_crowded(root) == is_crowded(root, index(root)) == crowded


@pytest.mark.parametrize("edit", [(), ("<hi rend", '<hi colour="red" rend')])
def test_a_crowd_changes_no_finding(document, monkeypatch, edit):
    """Sound or not, a document with many children is told the same as without the guard."""
    root = document("hybrid.xml", *([edit] if edit else []))
    before = check_grammar(root)
    assert bool(before) == bool(edit)
    monkeypatch.setattr(guard, "_crowded", lambda _: True)
    assert check_grammar(root) == before


def test_libxml2_is_not_shown_a_crowd_with_faults(document, monkeypatch):
    """For each fault lxml would count the siblings before it, so that the work would grow with the square."""
    monkeypatch.setattr(guard, "_crowded", lambda _: True)
    monkeypatch.setattr(libxml2, "_quick", lambda: pytest.fail("libxml2 was asked"))
    assert check_grammar(document("hybrid.xml", ("<hi rend", '<hi colour="red" rend')))
