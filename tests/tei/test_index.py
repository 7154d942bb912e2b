"""The index of a tree: ids, pointers, dates and what else rules on files look at."""

from pathlib import Path

import pytest

from stancebank.tei import parse
from stancebank.tei.index import index
from stancebank.tei.pointer_roles import Role

ARTICLE = Path(__file__).parents[1] / "validation" / "data" / "corpus" / "articles" / "harbour-2024-03-05.xml"


def of(markup, root="TEI"):
    spaces = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"'
    data = f'<{root} {spaces} xml:id="d">{markup}</{root}>'
    return index(parse(data.encode(), registry=True))


@pytest.fixture(scope="module")
def article():
    """Return the index of the article."""
    return index(parse(ARTICLE.read_bytes()))


def test_every_id_is_there_with_its_place(article):
    """Duplicates stay; the first one is found by id."""
    found = of('<text><body><p xml:id="a"/>\n<p xml:id="a"/></body></text>')
    assert [(one.id, one.line) for one in found.anchors] == [("d", 1), ("a", 1), ("a", 2)]
    assert found.by_id["a"].line == 1
    assert found.by_id["a"].region == "text"
    assert found.by_id["a"].within == "d"
    record = article.by_id["harbour-2024-03-05.q1"]
    assert (record.element, record.motivation, record.region) == ("annotation", "linking", "standOff")
    assert record.within == "harbour-2024-03-05.layer1"


@pytest.mark.parametrize(
    ("markup", "roles"),
    [
        ('<said who="#a b" toWhom="per:x" next="#y"/>', {"who": Role.VOICE, "toWhom": Role.VOICE, "next": Role.CHAIN}),
        ('<change who="#a"/>', {"who": Role.AGENT}),
        ('<affiliation ref="#o"/>', {"ref": Role.ORGANISATION}),
        ('<catDesc ref="https://example.org"/>', {"ref": Role.ADDRESS}),
        ('<catRef scheme="#s" target="#c"/>', {"scheme": Role.SCHEME, "target": Role.CATEGORY}),
        ('<rendition scheme="css"/>', {}),
        ('<relatedItem type="seed" target="a.txt"/>', {"target": Role.SEED}),
        ('<relatedItem type="other" target="a.txt"/>', {"target": Role.ADDRESS}),
        ('<annotation><ptr type="holder" target="#a"/></annotation>', {"target": Role.VOICE}),
        ('<annotation><ptr type="odd" target="#a"/></annotation>', {"target": Role.ANY}),
        ('<p><ptr type="holder" target="#a"/></p>', {"target": Role.ADDRESS}),
        ('<time when="18:00:00" n="#a"/>', {}),
    ],
)
def test_a_pointer_has_the_role_of_its_element_and_attribute(markup, roles):
    """One table says what an attribute is for; the type of a pointer in a record says it there."""
    assert {one.attribute: one.role for one in of(markup).pointers} == roles


def test_pointers_are_parted_at_white_space_and_know_their_place():
    """The value is kept as written; the nearest id is the element's own or an ancestor's."""
    found = of('<p xml:id="p"><said who="  #a\t#b "/></p><said xml:id="s" who="#a"/>')
    first, second = found.pointers
    assert first.tokens == ("#a", "#b")
    assert first.value == "  #a #b "
    assert (first.own, first.near, second.own, second.near) == (None, "p", "s", "s")
    assert first.number != second.number


def test_dates_are_gathered_by_element():
    """Where something begins, ends or happened; page ranges and times of day are no dates."""
    found = of('<date when="2024"/><affiliation from="2020" to="2021"/><biblScope from="1" to="2"/>')
    assert [(one.element, one.dates) for one in found.dates] == [
        ("date", (("when", "2024"),)),
        ("affiliation", (("from", "2020"), ("to", "2021"))),
    ]
    assert found.dates[1].get("to") == "2021"
    assert found.dates[1].get("when") is None
    assert found.dates[0].parent == "TEI"


def test_what_should_have_an_id_is_named(article):
    """With attributes or without."""
    found = of('<teiHeader><person/><org role="x"/><person xml:id="p"/></teiHeader>')
    assert [one.element for one in found.nameless] == ["person", "org"]
    assert found.nameless[0].near == "d"
    assert article.nameless == ()


def test_the_header_is_told_by_lines(article):
    """The first of each pair of parent and element counts."""
    found = of("<teiHeader>\n<fileDesc/>\n<fileDesc/></teiHeader><text><fileDesc/></text>")
    assert found.line_of["teiHeader/fileDesc"] == 2
    assert "text/fileDesc" not in found.line_of
    assert "titleStmt/title" in article.line_of


def test_statements_on_the_encoding_are_read(article):
    """The first schemaRef and the first quotation that say something."""
    assert (article.schema.profile, article.schema.key) == ("hybrid", "stancebank-1")
    assert article.marks == "all"
    found = of('<quotation n="1"/><quotation marks="some"/><schemaRef key="a"/><schemaRef key="b"/>')
    assert found.marks == "some"
    assert found.schema.key == "a"
    assert found.schema.profile is None


def test_inclusions_are_found():
    """With what they include and their line."""
    found = of('\n<xi:include href="a.xml"/><xi:include parse="xml"/>', root="teiCorpus")
    assert [(one.href, one.line) for one in found.inclusions] == [("a.xml", 2), ("", 2)]
    assert found.root == "teiCorpus"


def test_comments_and_instructions_are_passed_over():
    """They point at nothing."""
    found = of('<!-- <p xml:id="x"/> --><?x xml:id="y"?><p/>')
    assert [one.id for one in found.anchors] == ["d"]


def test_an_element_that_stands_off_the_text_is_what_it_stands_for():
    """Its attributes are features; it can be pointed at as a passage."""
    found = of(
        '<standOff><spanGrp type="inline"><span xml:id="m1" target="#p" type="persName"><fs type="persName">'
        '<f name="ref"><string>#lind</string></f><f name="rend"><string>x</string></f><f name="ana"/>'
        "<!-- none --></fs></span></spanGrp></standOff>"
    )
    assert (found.by_id["m1"].element, found.by_id["m1"].region) == ("persName", "text")
    assert [(one.element, one.attribute, one.role, one.tokens) for one in found.pointers] == [
        ("span", "target", Role.PASSAGE, ("#p",)),
        ("persName", "ana", Role.CATEGORY, ()),
        ("persName", "ref", Role.NAMED, ("#lind",)),
    ]
    assert {one.own for one in found.pointers} == {"m1"}


def test_the_size_is_told():
    """How many elements there are, and how many attributes one of them has at most: namespaces are none."""
    found = of('<p/><!-- no --><p n="1" rend="2" xml:lang="en"><hi rend="3"/></p>')
    assert (found.size, found.most_attributes) == (4, 3)


def test_a_document_within_another_is_gathered_alone():
    """What stands around the root that is gathered has no part in it."""
    tree = parse(
        b'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xml:id="c"><TEI><text/></TEI></teiCorpus>', registry=True
    )
    found = index(tree[0])
    assert (found.root, found.root_id, found.size, found.anchors) == ("TEI", None, 2, ())
    assert [one.near for one in found.nameless] == []
