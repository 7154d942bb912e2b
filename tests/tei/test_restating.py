"""What the root file declares of the whole is stated anew, and every other byte stays."""

import pytest

from stancebank.tei.inventory import TaxonomyState, read_inventory, taxonomy_states
from stancebank.tei.parsing import parse
from stancebank.tei.restating import restate

STATE = TaxonomyState(id="issues", version="1.0", digest="ab" * 32, line=1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '<measure unit="text" quantity="2">2 articles</measure>',
            '<measure unit="text" quantity="7">7 articles</measure>',
        ),
        ("<measure  quantity='2'\n unit='text'/>", "<measure  quantity=\"7\"\n unit='text'/>"),
        ('<measure unit="text" quantity="2">12 of 2</measure>', '<measure unit="text" quantity="7">12 of 7</measure>'),
        ('<measure unit="text" quantity="">few</measure>', '<measure unit="text" quantity="7">few</measure>'),
        (
            '<measure unit="pages" quantity="2">2 pages</measure>',
            '<measure unit="pages" quantity="2">2 pages</measure>',
        ),
    ],
)
def test_a_measure_gets_its_number(before, after):
    """The number in its words follows, if it stands there alone; other units are left alone."""
    data = f"<x>é<extent>{before}</extent><measure unit='text' quantity='2'/></x>".encode()
    assert restate(data, extents={"text": 7}, usage={}) == data.replace(before.encode(), after.encode())


def test_a_usage_gets_its_number():
    """What does not occur occurs no times."""
    data = b'<tagUsage gi="p" occurs="1"/><tagUsage occurs="1" gi="q">all</tagUsage>'
    expected = b'<tagUsage gi="p" occurs="3"/><tagUsage occurs="0" gi="q">all</tagUsage>'
    assert restate(data, extents={}, usage={"p": 3}) == expected


def test_a_taxonomy_is_registered_after_the_last_number():
    """Where the file has none there is no place to register it."""
    data = b'<publicationStmt>\n  <idno type="local">x</idno>\n  <availability/>\n</publicationStmt>'
    told = restate(data, extents={}, usage={}, taxonomies=[STATE])
    line = f'  <idno type="contentSHA256" n="issues 1.0">{"ab" * 32}</idno>\n'.encode()
    assert told == data.replace(b"  <availability", line + b"  <availability")
    assert restate(b"<publicationStmt/>", extents={}, usage={}, taxonomies=[STATE]) == b"<publicationStmt/>"


TAXONOMY = '<taxonomy xmlns="http://www.tei-c.org/ns/1.0" xml:id="t"{}><desc>{}</desc>{}</taxonomy>'


def state(attributes="", described="x", rest=""):
    [found] = taxonomy_states(parse(TAXONOMY.format(attributes, described, rest).encode(), registry=True))
    return found


@pytest.mark.parametrize(
    ("described", "version"),
    [
        ('Issues, version <num type="version">1.0</num>', "1.0"),
        ('Issues, <num>2</num> of <date when="2026-11-23">November</date>', "2"),
        ('Issues, <num type="count">7</num> of them', ""),
        ("Issues, version 1.0", ""),
    ],
)
def test_the_version_is_read(described, version):
    """It is the number that says so of itself, and no word of the description."""
    assert state("", described).version == version


def test_the_digest_is_of_what_is_said():
    """Layout and comments do not count; a word, its place, and an attribute do."""
    category = '<category xml:id="a"><catDesc>one  two</catDesc></category>'
    same = '<!-- x -->\n  <category\n xml:id="a">\n<catDesc>one\ntwo</catDesc></category>\n'
    assert state(rest=category).digest == state(rest=same).digest
    others = [
        state(rest=category.replace("two", "three")).digest,
        state(rest=category.replace('"a"', '"b"')).digest,
        state(rest=category.replace("one  two</catDesc>", "one</catDesc>two")).digest,
    ]
    assert len({state(rest=category).digest, *others}) == 4


def test_a_corpus_without_a_header_declares_nothing():
    """The grammar has its say on that."""
    root = parse(b'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"/>', registry=True)
    assert read_inventory(root).measures == ()
