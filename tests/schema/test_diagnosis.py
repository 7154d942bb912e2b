"""Laws of what is said of a fault: one finding, at its place, in plain words."""

import pytest
from lxml import etree

from stancebank.findings import Severity
from stancebank.schema import check_grammar, diagnosis

TITLES = """<title type="main" level="a">Harbour council delays the new pier</title>
        <title type="sub">An annotated edition</title>
        """

FAULTS = {
    "unknown element": (
        ('<hi rend="italic">work</hi>', '<hii rend="italic">work</hii>'),
        '<hi rend="italic">work',
        "harbour-2024-03-05.b6",
        "'hii' is no element of this grammar",
        "did you mean hi?",
    ),
    "unknown element like none": (
        ('<hi rend="italic">work</hi>', "<zzzzzz>work</zzzzzz>"),
        '<hi rend="italic">work',
        "harbour-2024-03-05.b6",
        "'zzzzzz' is no element of this grammar",
        "allowed here: text, said, quote",
    ),
    "element of another namespace": (
        ('<hi rend="italic">work</hi>', '<x xmlns="urn:x">work</x>'),
        '<hi rend="italic">work',
        "harbour-2024-03-05.b6",
        "'{urn:x}x' is no element of this grammar",
        "allowed here: text, said",
    ),
    "element of TEI in xenoData": (
        ('<record xmlns="urn:example:vendor" number="7">as delivered</record>', "<p>as delivered</p>"),
        "<record",
        "harbour-2024-03-05",
        "'p' is not allowed in 'xenoData'",
        "allowed here: text or elements of other namespaces",
    ),
    "element where it never stands": (
        ("<orgName ref", "<standOff/><orgName ref"),
        "<orgName ref",
        "harbour-2024-03-05.b9",
        "'standOff' is not allowed in 'p'",
        "allowed here: text, said",
    ),
    "unknown attribute": (
        ('<hi rend="italic">work', '<hi rendd="italic">work'),
        '<hi rend="italic">work',
        "harbour-2024-03-05.b6",
        "the attribute 'rendd' is not allowed on 'hi'",
        "did you mean rend? allowed here: ana, rend, xml:id or xml:lang",
    ),
    "attribute where none may be": (
        ("<fileDesc>", '<fileDesc key="x">'),
        "<fileDesc>",
        "harbour-2024-03-05",
        "the attribute 'key' is not allowed on 'fileDesc'",
        "allowed here: none",
    ),
    "required attribute misspelt": (
        ('direct="true"', 'drect="true"'),
        '<said xml:id="harbour-2024-03-05.q1.1"',
        "harbour-2024-03-05.q1.1",
        "the attribute 'drect' is not allowed on 'said'",
        "did you mean direct?",
    ),
    "required attribute missing": (
        ('<ptr type="speaker" target', "<ptr target"),
        '<ptr type="speaker"',
        "harbour-2024-03-05.q1",
        "'ptr' lacks the attribute 'type'",
        "write addressee, adjudicates, attribution",
    ),
    "attributes that exclude each other": (
        ('passive="#harbour-2024-03-05.council"', 'mutual="#harbour-2024-03-05.council"'),
        '<relation name="speaksFor"',
        "harbour-2024-03-05",
        "'relation' cannot have 'mutual' beside its other attributes",
        "remove mutual",
    ),
    "value outside of a list": (
        ('motivation="assessing"', 'motivation="tagging"'),
        'motivation="assessing"',
        "harbour-2024-03-05.st1",
        "'tagging' is no value for 'motivation' on 'annotation'",
        "write assessing, classifying, commenting, identifying or linking",
    ),
    "impossible date": (
        ('when="2024-03-04"', 'when="2022-02-30"'),
        '<event xml:id="harbour-2024-03-05.vote"',
        "harbour-2024-03-05.vote",
        "'2022-02-30' is no value for 'when' on 'event'",
        "write a date that exists",
    ),
    "certainty above one": (
        ('cert="0.97"', 'cert="1.97"'),
        'cert="0.97"',
        "harbour-2024-03-05.q1",
        "'1.97' is no value for 'cert' on 'annotation'",
        "a number from 0 to 1",
    ),
    "pointer with a loose percent sign": (
        ('ref="per:lind">she', 'ref="per:lind%">she'),
        ">she</rs>",
        "harbour-2024-03-05.b4",
        "'per:lind%' is no value for 'ref' on 'rs'",
        "write pointers such as #id",
    ),
    "missing title": (
        (TITLES, ""),
        "<titleStmt>",
        "harbour-2024-03-05",
        "'title' is missing in 'titleStmt', before 'editor'",
        "add title",
    ),
    "element too late": (
        ("</fileDesc>", "<titleStmt><title>Again</title></titleStmt></fileDesc>"),
        "</fileDesc>",
        "harbour-2024-03-05",
        "'titleStmt' cannot stand at this place in 'fileDesc'",
        "allowed here: nothing more",
    ),
    "element before its time": (
        ("<revisionDesc status=", "<revisionDesc><change/></revisionDesc><revisionDesc status="),
        "<revisionDesc",
        "harbour-2024-03-05",
        "'revisionDesc' cannot stand at this place in 'teiHeader'",
        "allowed here: nothing more",
    ),
    "text where none may be": (
        ("<listPlace>", "A harbour with a long and tedious description<listPlace>"),
        '<standOff xml:id="harbour-2024-03-05.annotations">',
        "harbour-2024-03-05.annotations",
        "'standOff' cannot hold the text 'A harbour with a long and tedi…'",
        "allowed here: listPerson, listOrg",
    ),
    "text in an element that holds nothing": (
        ("<lb/>", "<lb>line</lb>"),
        "<lb/>",
        "harbour-2024-03-05.b9",
        "'lb' cannot hold the text 'line'",
        "allowed here: nothing",
    ),
    "element in an element that holds nothing": (
        ("<lb/>", "<lb><hi/></lb>"),
        "<lb/>",
        "harbour-2024-03-05.b9",
        "'hi' is not allowed in 'lb'",
        "allowed here: nothing",
    ),
    "unknown namespace in the text of a person": (
        ('<sex value="f"/>', '<sex value="f"/>tall'),
        '<person xml:id="harbour-2024-03-05.lind"',
        "harbour-2024-03-05.lind",
        "'person' cannot hold the text 'tall'",
        "allowed here: persName",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_one_finding(document, lines, name):
    """Each fault is told once, at the line where it is, with the nearest id, and with a remedy."""
    replacement, piece, nearest, message, hint = FAULTS[name]
    found = check_grammar(document("hybrid.xml", replacement), "a.xml")
    assert [one.message for one in found] == [message]
    assert found[0].code == "SC001"
    assert found[0].severity is Severity.ERROR
    assert found[0].location.source == "a.xml"
    assert found[0].location.id == nearest
    assert found[0].location.line == lines("hybrid.xml", piece)
    assert hint in found[0].hint


def test_several_faults_are_all_told_in_reading_order(document):
    """A fault does not hide the next one."""
    root = document(
        "hybrid.xml",
        (TITLES, ""),
        ('direct="true"', 'direct="yes"'),
        ("<lb/>", "<lb>x</lb>"),
        ('cert="0.97"', 'cert="2"'),
    )
    found = check_grammar(root)
    assert [one.message.split("'")[1] for one in found] == ["title", "yes", "lb", "2"]
    assert [one.location.line for one in found] == sorted(one.location.line for one in found)


def test_what_an_unknown_element_replaces_is_not_missed(document):
    """A misspelt required child is one fault, not two."""
    root = document("hybrid.xml", ("<titleStmt>", "<titelStmt>"), ("</titleStmt>", "</titelStmt>"))
    assert [one.message for one in check_grammar(root)] == ["'titelStmt' is no element of this grammar"]


def test_two_elements_in_the_wrong_order_are_one_fault(document):
    """Neither is said to be missing, and both are still looked at."""
    root = document()
    header = root[0][0]
    source = header.find("{*}sourceDesc")
    header.find("{*}publicationStmt").addprevious(source)
    found = check_grammar(root)
    assert [one.message for one in found] == ["'sourceDesc' stands before 'publicationStmt' in 'fileDesc'"]


def test_a_swapped_pair_tells_what_comes_first(document):
    """Where one thing is due and comes later, that is said."""
    root = document("plain.xml")
    header = root[0][0]
    header.append(header.find("{*}publicationStmt"))
    found = check_grammar(root)
    assert [(one.message, one.hint) for one in found] == [
        ("'sourceDesc' stands before 'publicationStmt' in 'fileDesc'", "put 'publicationStmt' first")
    ]


def test_an_incomplete_element_says_what_to_add(document):
    """What is missing at the end is named."""
    root = document("plain.xml", ("<bibl>", "<p>"), ("</bibl>", "</p>"), ("<p>Unpublished.</p>", ""))
    found = check_grammar(root)
    assert [(one.message, one.hint) for one in found] == [
        ("'publicationStmt' is not complete", "add p, publisher, distributor or authority")
    ]


def test_a_fault_inside_a_misplaced_element_is_told(document):
    """An element at the wrong place is looked at nevertheless."""
    root = document("hybrid.xml", ("</fileDesc>", "<titleStmt><title key='x'>Again</title></titleStmt></fileDesc>"))
    assert len(check_grammar(root)) == 2


def test_after_a_fault_the_order_is_found_again(document):
    """What follows an unknown element is judged from its own place."""
    root = document(
        "hybrid.xml",
        ("<titleStmt>", "<tittleStmt>"),
        ("</titleStmt>", "</tittleStmt>"),
        ("</fileDesc>", "<p/></fileDesc>"),
    )
    assert [one.message for one in check_grammar(root)] == [
        "'tittleStmt' is no element of this grammar",
        "'p' is not allowed in 'fileDesc'",
    ]


def test_a_foreign_root_is_one_fault():
    """Of a document of another kind only its root is told."""
    found = check_grammar(etree.fromstring("<html><body/></html>"))
    assert [(one.message, one.location.line) for one in found] == [("'html' cannot be the root", 1)]
    assert "TEI, teiCorpus" in found[0].hint


def test_comments_and_instructions_part_no_text(document):
    """Text with a comment in it is one text."""
    root = document(
        "hybrid.xml",
        ("<record xmlns", "<!-- a --><?b?><record xmlns"),
        ("<listPlace>", "<!-- x -->one<!-- y -->two<listPlace>"),
    )
    assert [one.message for one in check_grammar(root)] == ["'standOff' cannot hold the text 'onetwo'"]


def test_text_of_white_space_is_none(document):
    """A no-break space is text, a line feed is not."""
    assert check_grammar(document("hybrid.xml", ("<listPlace>", "\n\t <listPlace>"))) == ()
    assert len(check_grammar(document("hybrid.xml", ("<listPlace>", "\u00a0<listPlace>")))) == 1


def test_metadata_as_delivered_is_text_or_one_element(document):
    """What stands beside the element is a fault; what stands in it is not looked at."""
    assert check_grammar(document("hybrid.xml", ("as delivered", "<a b='1'>as <c/> delivered</a>"))) == ()
    assert len(check_grammar(document("hybrid.xml", ("<record xmlns", "note<record xmlns")))) == 1
    assert len(check_grammar(document("hybrid.xml", ("as delivered", "<p xmlns='http://www.tei-c.org/ns/1.0'/>")))) == 1


def test_faults_beyond_the_limit_are_told_of_in_one(document, monkeypatch):
    """The first ones are told as ever, and one more finding says that there are others; at the limit there is none."""
    root = document("hybrid.xml")
    for number, paragraph in enumerate(root.iter("{http://www.tei-c.org/ns/1.0}p")):
        paragraph.set(f"a{number}", "x")
    whole = check_grammar(root)
    assert len(whole) > 3
    monkeypatch.setattr(diagnosis, "MOST_FAULTS", len(whole))
    assert check_grammar(root) == whole
    monkeypatch.setattr(diagnosis, "MOST_FAULTS", 2)
    *told, last = check_grammar(root)
    assert told == [*whole[:2]]
    assert last.message == "there are more than 2 faults against the grammar: what follows them was not looked at"
    assert (last.code, last.severity) == ("SC001", Severity.ERROR)
