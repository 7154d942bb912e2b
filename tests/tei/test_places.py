"""The second pass: every start tag and attribute has its exact line and column."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from stancebank.tei.parsing import parse
from stancebank.tei.places import fault_place, places_of

NS = 'xmlns="http://www.tei-c.org/ns/1.0"'


def at(data):
    """Return the places of *data*, and the position of the start of its first *p*."""
    places = places_of(data)
    tag = next(one for one in places.tags if one.name == "p")
    return places, tag


@pytest.mark.parametrize(
    ("before", "line", "column"),
    [
        ("", 1, 6),
        ("\n", 2, 1),
        ("\r\n", 2, 1),
        ("\r\n \r\n  ", 3, 3),
        ("\U0001f6a2\U0001f6a2", 1, 8),
        ("é\u0301", 1, 8),
        ("\n\U0001f6a2\t", 2, 3),
        ("<!-- <p> -->", 1, 18),
        ("<!--\n<p>\n\U0001f6a2-->", 3, 5),
        ("<?a <p> ?>", 1, 16),
        ("<![CDATA[<p>\n]]>", 2, 4),
        ("&amp;", 1, 11),
        ("<q\n  a='>'\n/>", 3, 3),
    ],
)
def test_a_start_tag_is_where_it_begins(before, line, column):
    """Lines end in a line feed, columns count code points, and nothing that looks like a tag is one."""
    places, tag = at(f"<TEI>{before}<p\n a='1'>x</p></TEI>".encode())
    assert places.position(tag.start) == (line, column)
    assert tag.tag.startswith(b"<p")
    assert tag.tag.endswith(b">")


def test_a_byte_order_mark_takes_no_column():
    """An editor does not count it either."""
    places, tag = at(b"\xef\xbb\xbf<TEI><p/></TEI>")
    assert places.position(tag.start) == (1, 6)
    assert places.line(1) == "<TEI><p/></TEI>"


def test_attributes_are_where_they_are_written():
    """White space, line ends, both quotation marks and signs of tags inside of values confuse nothing."""
    data = "<TEI>\n<p a = '\"/>'\r\n\r\n  xml:id\n=\n\"\U0001f6a2&gt;'\" empty=''/></TEI>".encode()
    places, tag = at(data)
    told = {one.name: (places.position(one.start), tag.value(one.name)) for one in tag.attributes}
    assert told == {
        "a": ((2, 4), '"/>'),
        "xml:id": ((4, 3), "\U0001f6a2&gt;'"),
        "empty": ((6, 10), ""),
    }
    assert tag.attribute("b") is tag.attribute(None) is tag.value("b") is None
    for one in tag.attributes:
        assert data[one.value_start - 1 : one.value_start] == data[one.value_end : one.value_end + 1]


def test_paths_count_siblings_of_one_name():
    """Elements of other namespaces are told by them; the root has no number."""
    data = f'<TEI {NS} xmlns:x="urn:x"><p/><q/><p><x:p/></p></TEI>'.encode()
    assert [tag.path for tag in places_of(data).tags] == [
        "/TEI",
        "/TEI/p[1]",
        "/TEI/q[1]",
        "/TEI/p[2]",
        "/TEI/p[2]/Q{urn:x}p[1]",
    ]
    places = places_of(data)
    assert list(places.by_path) == [tag.path for tag in places.tags]


def test_a_path_leads_to_its_tag_alone():
    """What is no path of the file leads nowhere, however much of it is one."""
    data = f'<TEI {NS} xmlns:x="urn:x/y[1]"><p/><q/><p><x:p/></p></TEI>'.encode()
    for tag in places_of(data).tags:
        places = places_of(data)
        assert places.at_path(tag.path).number == tag.number
        assert places.at_path(f"{tag.path}/@n") is places.at_path(f"{tag.path}/q[2]") is None
    assert places.at_path("/TEI/p") is places.at_path("/TEI[1]") is places.at_path("p[1]") is places.at_path("") is None


def test_ends_ids_and_children():
    """An element ends before its end tag, or with its empty tag; the nearest id is its own or an ancestor's."""
    data = b'<TEI xml:id="d"><p xml:id="a">x<q/></p ><p/></TEI>'
    places = places_of(data)
    root, first, inner, last = places.tags
    assert data[first.end : places.end_of(first)] == b"x<q/>"
    assert data[first.start : places.outer_end(first)] == b'<p xml:id="a">x<q/></p >'
    assert places.end_of(inner) == places.outer_end(inner) == inner.end
    assert [one.near for one in places.tags] == ["d", "a", "a", "d"]
    assert list(places.children(root)) == [first, last]
    assert list(places.children(inner)) == []
    assert list(places.within(root)) == [first, inner, last]
    assert list(places.within(inner)) == []
    assert places.by_id == {"d": root, "a": first}
    assert places.numbered(3) is inner
    assert places.numbered(0) is places.numbered(5) is places.numbered(None) is None
    assert places.line(0) == places.line(9) == ""


def test_a_tag_on_a_line_is_chosen_by_what_is_known():
    """The value at fault goes before the id, the id itself before its surroundings, and these before the first."""
    data = b'<TEI xml:id="d"><p xml:id="a"><q who="x"/><q who="y"/></p><p xml:id="b"/></TEI>'
    places = places_of(data)
    assert places.on_line(1).name == "TEI"
    assert places.on_line(1, "b").id == "b"
    assert places.on_line(1, "a").id == "a"
    assert places.on_line(1, "a", "y").path == "/TEI/p[1]/q[2]"
    assert places.on_line(2) is None


PIECES = (
    *("\n", "\r\n", " ", "x", "\U0001f6a2", "é", "&amp;", "<!-- <p\n> -->", "<?a <p>?>", "<![CDATA[<p>]]>"),
    *("<p\n\na='\n'>", "<q b='<' />", "<q\r\n>", "</>", "</>"),
)


@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=40,
    ),
    st.booleans(),
)
def test_the_pass_meets_the_elements_of_the_tree(pieces, has_mark):
    """The same elements in the same order; the tree's line is the one on which the start tag ends."""
    data, opened = f"<TEI {NS}>", []
    for piece in pieces:
        if piece == "</>":
            data += f"</{opened.pop()}>" if opened else ""
        else:
            data += piece.replace("b='<'", "b='&lt;'")
            opened += [piece[1]] if piece[0] == "<" and piece[1].isalpha() and not piece.endswith("/>") else []
    data += "".join(f"</{name}>" for name in reversed(opened)) + "</TEI>"
    content = (b"\xef\xbb\xbf" if has_mark else b"") + data.encode()
    places = places_of(content)
    elements = list(parse(content).iter(etree.Element))
    assert [etree.QName(one).localname for one in elements] == [tag.name for tag in places.tags]
    lines = data.split("\n")
    for element, tag in zip(elements, places.tags, strict=True):
        assert places.position(tag.end - 1)[0] == element.sourceline
        line, column = places.position(tag.start)
        assert lines[line - 1][column - 1 :].startswith(f"<{tag.name}")
        assert places.line(line) == lines[line - 1].rstrip("\r")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"<TEI>\n<p></TEI>", (2, 6)),
        ("<TEI>\U0001f6a2&</TEI>".encode(), (1, 8)),
        (b"<TEI/>", None),
    ],
)
def test_the_end_of_well_formedness_has_a_place(data, place):
    """Columns count code points; what is well-formed has no such place."""
    assert fault_place(data) == place


def test_prefixes_hold_where_they_are_declared():
    """A prefix may be declared anew inside, or by an attribute that only looks like it; names tell namespaces."""
    data = (
        f'<t:TEI xmlns:t="{NS[7:-1]}" n="xmlns"><p xmlns="urn:&#x26;a"><q/><t:q/></p>'
        f"<t:p xmlns:t='urn:b'><t:q/></t:p><t:p/><p/><!--<p xmlns='urn:c'>--></t:TEI>"
    ).encode()
    told = ["TEI", "Q{urn:&a}p", "Q{urn:&a}q", "q", "Q{urn:b}p", "Q{urn:b}q", "p", "p"]
    places = places_of(data)
    assert [tag.name for tag in places.tags] == told
    assert places.tags[-1].path == "/TEI/p[2]"
    tree = [etree.QName(one) for one in parse(data, foreign=True).iter(etree.Element)]
    assert [one.localname for one in tree] == [name.rpartition("}")[2] for name in told]


def test_ids_are_those_that_a_parser_reads():
    """Character references and line ends are resolved, and other attributes that end in the same letters are none."""
    data = b"<TEI x='xml:id'><p xml:id='a&#98;&#x63;&amp;'/><p xml:id=\"a\r\nb\tc\"/></TEI>"
    tree = parse(data, foreign=True)
    name = "{http://www.w3.org/XML/1998/namespace}id"
    assert [tag.id for tag in places_of(data).tags] == [one.get(name) for one in tree.iter(etree.Element)]
    assert places_of(data).tags[1].id == "abc&"


@pytest.mark.parametrize("data", [b"", b"<TEI/></TEI>", b"<TEI><p></TEI>", b"no tag"])
def test_tags_that_are_not_balanced_are_refused(data):
    """Nothing could be said of what stands in what."""
    with pytest.raises(ValueError, match="not well-formed"):
        places_of(data)


def test_what_is_not_well_formed_has_no_places():
    """The pass is for files that the parser has accepted."""
    with pytest.raises(ValueError, match="not well-formed"):
        places_of(b"<TEI>")


@given(st.text(st.sampled_from("aé\U0001f6a2 \n"), max_size=3000))
def test_columns_count_code_points_however_long_the_line(text):
    """The column of whatever begins anywhere in a file is that of the line decoded up to there."""
    data = f"<TEI>{text}<p/></TEI>".encode()
    places = places_of(data)
    for offset in {places.tags[1].start, *(len(text[:number].encode()) for number in range(0, len(text), 97))}:
        before = data[:offset].decode()
        assert places.position(offset) == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


_IDS = st.sampled_from([None, "a", "b"])


@given(
    st.lists(st.tuples(_IDS, st.sampled_from([None, "", "x", "y"])), max_size=6), _IDS, st.sampled_from([None, "x", ""])
)
def test_the_likeliest_tag_of_a_line_is_found(tags, near, value):
    """It is the first of those that bear the value, then have the id, then stand in what has it."""
    written = "".join(
        f"<p{'' if own is None else f' xml:id={own!r}'}{'' if held is None else f' n={held!r}'}><q/></p>"
        for own, held in tags
    )
    places = places_of(f"<TEI>{written}</TEI>".encode())

    def likeness(tag):
        is_bearer = value is not None and value in map(tag.written, tag.attributes)
        return is_bearer, near is not None and tag.id == near, near is not None and tag.near == near

    assert places.on_line(1, near, value) is max(places.tags, key=likeness)
    assert places.on_line(2, near, value) is None


class _Weighed(bytes):
    """Bytes that count how many of them are taken out in pieces."""

    taken = 0

    def __getitem__(self, key):
        piece = super().__getitem__(key)
        _Weighed.taken += len(piece) if isinstance(key, slice) else 1
        return piece


@pytest.mark.parametrize("size", [1000, 4000])
def test_a_place_costs_the_same_in_a_long_line(size):
    """However long the line, asking for all its places takes so many bytes for each of them, and not the whole line."""
    data = b"<TEI>" + b"<p/>" * size + b"</TEI>"
    places = evolve(places_of(data), data=_Weighed(data))
    assert len(places.tags) == size + 1
    _Weighed.taken = 0
    assert [places.position(tag.start)[1] for tag in places.tags[1:]] == [6 + 4 * number for number in range(size)]
    assert _Weighed.taken <= 2048 * size
