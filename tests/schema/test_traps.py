"""Laws that keep the grammar away from what schema engines are slow at."""

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from lxml import etree

from stancebank.schema import read_schema
from stancebank.schema.files import GRAMMAR

FIXTURES = Path(__file__).with_name("fixtures")
RNG = "{http://relaxng.org/ns/structure/1.0}"
MAY_BE_EMPTY = {f"{RNG}optional", f"{RNG}zeroOrMore", f"{RNG}empty"}


@pytest.fixture
def grammar():
    """Return the grammar as a tree."""
    return etree.fromstring(read_schema(GRAMMAR), etree.XMLParser(remove_comments=True))


def definition(grammar, reference):
    """Return what *reference* stands for."""
    return grammar.find(f"{RNG}define[@name='{reference.get('name')}']")


def in_child(program):
    """Run *program* in a process of its own and return what it prints, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(program)], capture_output=True, check=True, text=True, timeout=120
    )
    return json.loads(done.stdout)


def test_nothing_interleaves(grammar):
    """Neither interleave nor mixed: libxml2 is quadratic in what they repeat."""
    assert not list(grammar.iter(f"{RNG}interleave", f"{RNG}mixed"))


def test_no_group_has_one_child(grammar):
    """A group or choice of one makes libxml2's compiler loop."""
    assert not [one for one in grammar.iter(f"{RNG}group", f"{RNG}choice") if len(one) < 2]


def test_no_definition_holds_more_than_one_pattern_but_for_data(grammar):
    """A definition is one pattern, or the choice of values that a list of them is."""
    assert not [one.get("name") for one in grammar.iter(f"{RNG}define") if len(one) != 1]


def test_no_alternative_may_be_empty(grammar):
    """Of alternatives that may all be empty, libxml2 takes the wrong one."""
    for choice in grammar.iter(f"{RNG}choice"):
        for part in choice:
            target = definition(grammar, part)[0] if part.tag == f"{RNG}ref" else part
            assert target.tag not in MAY_BE_EMPTY


def test_what_is_repeated_is_flat(grammar):
    """Only a name or a choice of names is repeated: a repeated sequence is what makes engines cubic."""
    for repeated in grammar.iter(f"{RNG}oneOrMore", f"{RNG}zeroOrMore"):
        if repeated.getparent().getparent().get("name", "").startswith("data."):
            continue
        (part,) = repeated
        while part.tag == f"{RNG}ref" and definition(grammar, part)[0].tag == f"{RNG}choice":
            part = definition(grammar, part)[0]
        assert part.tag in {f"{RNG}ref", f"{RNG}choice", f"{RNG}attribute"}
        if part.tag == f"{RNG}choice":
            assert {child.tag for child in part} <= {f"{RNG}ref", f"{RNG}text"}


def test_only_datatypes_that_engines_agree_on(grammar):
    """Names, tokens with a pattern, dates and times."""
    assert {one.get("type") for one in grammar.iter(f"{RNG}data")} == {
        "NCName", "date", "dateTime", "gYear", "gYearMonth", "time", "token",
    }  # fmt: skip


def test_patterns_use_no_classes_of_characters(grammar):
    """Engines differ in the tables behind a class of characters, and in its complement."""
    for param in grammar.iter(f"{RNG}param"):
        assert "\\p" not in param.text
        assert "[^\\" not in param.text


def test_the_grammar_compiles_at_once():
    """Compiling takes a hundredth of a second; a tenth is allowed, a loop is cut off."""
    seconds = in_child("""
        from time import process_time
        from lxml import etree
        from stancebank.schema import schema_path
        path = str(schema_path("stancebank.rng"))
        times = []
        for _ in range(5):
            start = process_time()
            etree.RelaxNG(file=path)
            times.append(process_time() - start)
        print(min(times))
    """)
    assert seconds < 0.1


LISTS = {
    "persons": ("hybrid.xml", "person"),
    "organisations": ("hybrid.xml", "org"),
    "records": ("hybrid.xml", "annotation"),
    "parts of a record": ("hybrid.xml", "annotation/{*}ptr"),
    "spans": ("hybrid.xml", "span"),
    "paragraphs": ("hybrid.xml", "body//{*}p"),
    "quotations": ("hybrid.xml", "said"),
    "tokens": ("hybrid.xml", "w"),
    "items": ("hybrid.xml", "item"),
    "categories": ("hybrid.xml", "category"),
    "changes": ("hybrid.xml", "change"),
    "prefixes": ("hybrid.xml", "prefixDef"),
    "inclusions": ("corpus.xml", "include"),
}


@pytest.fixture(scope="module")
def growth():
    """Return how many times longer eight times as many children take, for each list; measured in one process."""
    return in_child(f"""
        import json
        from copy import deepcopy
        from time import process_time
        from lxml import etree
        from stancebank.schema import check_grammar
        def seconds(fixture, path, number):
            root = etree.parse({str(FIXTURES)!r} + "/" + fixture).getroot()
            one = root.find(".//{{*}}" + path)
            one.tail = None
            for _ in range(number):
                one.addnext(deepcopy(one))
            assert check_grammar(root) == ()
            times = []
            for _ in range(3):
                start = process_time()
                check_grammar(root)
                times.append(process_time() - start)
            return min(times)
        lists = {LISTS!r}
        print(json.dumps({{name: seconds(*one, 4000) / seconds(*one, 500) for name, one in lists.items()}}))
    """)


@pytest.mark.parametrize("name", LISTS)
def test_time_grows_with_length(growth, name):
    """Eight times as many children of a kind take about eight times as long; the quadratic would take 64."""
    assert growth[name] < 24


def test_ten_thousand_persons_take_no_time():
    """A registry of ten thousand voices is checked in about half a second; five are allowed."""
    seconds = in_child(f"""
        from copy import deepcopy
        from time import process_time
        from lxml import etree
        from stancebank.schema import check_grammar
        root = etree.parse({str(FIXTURES / "hybrid.xml")!r}).getroot()
        one = root.find(".//{{*}}person")
        for _ in range(10_000):
            one.addnext(deepcopy(one))
        check_grammar(etree.fromstring("<x/>"))
        start = process_time()
        assert check_grammar(root) == ()
        print(process_time() - start)
    """)
    assert seconds < 5


LONG = {
    "local": "'#' + 'a' * 200_000",
    "address": "'http://x/' + 'b' * 200_000",
    "relative": "'x' * 200_000",
    "escapes": "'%41' * 60_000 + '%4'",
    "many": "'#a ' * 10_000",
}


@pytest.fixture(scope="module")
def patience():
    """Return the seconds that a check takes with each of the long values; measured in one process."""
    return in_child(f"""
        import json
        from time import process_time
        from lxml import etree
        from stancebank.schema import check_grammar
        root = etree.parse({str(FIXTURES / "hybrid.xml")!r}).getroot()
        def seconds(value):
            root.find(".//{{*}}annotation").set("target", value)
            start = process_time()
            check_grammar(root)
            return process_time() - start
        print(json.dumps({{name: seconds(eval(value)) for name, value in {LONG!r}.items()}}))
    """)


@pytest.mark.parametrize("name", LONG)
def test_long_values_take_no_time(patience, name):
    """No pattern goes back over a long value again and again."""
    assert patience[name] < 10
