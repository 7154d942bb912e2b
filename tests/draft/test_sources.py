"""Sources: encodings, blocks, sidecars, tables and pages."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank.draft import Article, SourceError, articles_in, decode, document_id, draft, load_pack, segment
from stancebank.draft.sidecar import described, read_sidecar
from stancebank.draft.tables import rows_of
from stancebank.draft.web import is_page, read_page
from stancebank.model import Licence, Metadata

ENGLISH = load_pack("en")


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(name):
    """UTF-8 with and without a mark, UTF-16 and UTF-32 with one are read without being told."""
    assert decode("Große Mole".encode(name), source="a.txt") == "Große Mole"


def test_a_declared_encoding_is_taken():
    """Another encoding is read where it is declared, and only there."""
    data = "Große Mole".encode("windows-1252")
    assert decode(data, source="a.txt", encoding="windows-1252") == "Große Mole"
    with pytest.raises(SourceError, match=r"byte 3 \(0xDF\) is not utf-8; declare"):
        decode(data, source="a.txt")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n\t ", "it is empty"),
        ("\ufeff ".encode(), "it is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "it is binary"),
        (b"abc\x00def", "it is binary"),
        ("\ufffe text".encode(), "it is binary"),
    ],
)
def test_what_is_no_text_is_refused(data, reason):
    """Empty and binary files are refused in a sentence."""
    with pytest.raises(SourceError, match=reason):
        decode(data, source="a.txt")


def test_an_unknown_encoding_is_named():
    """A misspelt encoding is an error that names it."""
    with pytest.raises(SourceError, match="there is no encoding 'utf-9'"):
        decode(b"x", source="a.txt", encoding="utf-9")


NEWS = """Pier delayed

By Ada Lind and Jon Berg

5 March 2024

The council met on Monday. It took three hours.

What comes next

The crane stays where it is, and nobody knows for how long.

Harbour Post

Photo: Harbour archive

Based on materials from HNA, Cove Wire
"""


def test_the_parts_of_an_article_are_recognised():
    """Title, by-line, date line, heading, paragraphs, outlet, credit and agency line."""
    made = segment(NEWS, ENGLISH)
    assert [kind.value for kind, _ in made.blocks] == [
        *("headline", "byline", "dateline", "paragraph", "heading", "paragraph"),
        *("credit", "credit", "credit"),
    ]
    assert made.date == "2024-03-05"
    assert made.authors == ("Ada Lind", "Jon Berg")
    assert made.agencies == ("HNA", "Cove Wire")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2024-03-05", "2024-03-05"),
        ("March 5th, 2024", "2024-03-05"),
        ("Cove, 05.03.2024", "2024-03-05"),
        ("2024-13-45", None),
        ("5 March", None),
    ],
)
def test_days_are_read(line, day):
    """A date line names a day that exists, in one of the usual ways."""
    assert segment(f"Pier\n{line}\nThe sea has time.", ENGLISH).date == day


def test_shape_decides_without_a_language():
    """Without a pack the blocks are titles, headings and paragraphs; a single line is a paragraph."""
    assert [kind.value for kind, _ in segment(NEWS).blocks][:3] == ["headline", "paragraph", "heading"]
    assert [kind.value for kind, _ in segment("One line.").blocks] == ["paragraph"]
    assert [kind.value for kind, _ in segment("By\nBy the sea it rains.\nBy lind.", ENGLISH).blocks][1] == "paragraph"


def test_wrapped_lines_are_joined():
    """Lines broken at a fixed width, with empty lines between paragraphs, are paragraphs again."""
    line = "the pier of the harbour can wait for as long as the sea has got the time"
    text = f"Pier delayed\n\n{line}\n{line}\n{line}\n{line}.\n\n{line}\n{line}\n{line}\n{line}."
    assert [part for _, part in segment(text).blocks] == [
        "Pier delayed",
        f"{line} {line} {line} {line}.",
        f"{line} {line} {line} {line}.",
    ]


@given(st.text(max_size=200))
def test_segmenting_loses_no_visible_character(text):
    """Whatever the text: its visible characters stand in the blocks, in their order."""
    import unicodedata  # noqa: PLC0415 - beside its only use

    def seen(value):
        return "".join(unicodedata.normalize("NFC", value).replace("\ufeff", "").split())

    assert "".join(seen(part) for _, part in segment(text, ENGLISH).blocks).replace("\x85", "") == seen(text)


def test_ids_are_names():
    """An id is made of what XML allows in names."""
    assert document_id("Mole, 5. März") == "Mole-5.-Marz"
    assert document_id("???") == "article"


def test_a_sidecar_describes(tmp_path):
    """TOML and JSON beside a text say what is known of it."""
    text = tmp_path / "pier.txt"
    text.write_text("Pier delayed\n\nThe sea has time.", encoding="utf-8")
    (tmp_path / "pier.toml").write_text(
        'id = "pier-1"\noutlet = "Harbour Post"\ndate = 2024-03-05\nauthors = ["Ada Lind"]\nlanguage = "en"\n'
        'text_licence = "The text is free."\n[annotation_licence]\nstatement = "CC BY 4.0"\ntarget = "https://example.org"',
        encoding="utf-8",
    )
    [article] = articles_in([text])
    assert article.id == "pier-1"
    made = described(Metadata(title=""), article.fields, source="pier.toml")
    assert (made.outlet, made.date, made.authors, made.language) == ("Harbour Post", "2024-03-05", ("Ada Lind",), "en")
    assert made.text_licence == Licence(statement="The text is free.")
    assert made.annotation_licence == Licence(statement="CC BY 4.0", target="https://example.org")
    told = described(Metadata(title=""), {"text_licence": "https://example.org/by", "headline": "Pier"}, source="x")
    assert told.text_licence.target == "https://example.org/by"
    assert told.title == "Pier"


def test_what_articles_share_gives_way_to_what_each_says():
    """Shared fields hold where an article is silent; its own sidecar and its text go before them."""
    shared = {"outlet": "Harbour Post", "date": "2023", "language": "en", "genres": ["Current", "genre:Feature"]}
    told = Article(id="pier", text="Pier delayed\n5 March 2024\nThe sea has time.", fields={"outlet": "Evening Post"})
    document = draft(told, [], shared=shared).document
    made = document.metadata
    assert (made.outlet, made.date, made.language) == ("Evening Post", "2024-03-05", "en")
    assert made.genres == ("genre:Current", "genre:Feature")
    [prefix] = (one for one in document.prefixes if one.name == "genre")
    assert prefix.replacement == "http://cv.iptc.org/newscodes/genre/$1"
    quiet = draft(Article(id="pier", text="Pier delayed\n\nThe sea has time."), [], shared=shared)
    assert (quiet.document.metadata.outlet, quiet.document.metadata.date, quiet.is_judged) == (
        "Harbour Post",
        "2023",
        False,
    )


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.toml", "= 1", "it is no TOML"),
        ("a.json", "{", "it is no JSON"),
        ("a.json", "[]", "it is no table"),
        ("a.json", '{"headlin": "x"}', "there is no field 'headlin'; the fields are"),
    ],
)
def test_a_sidecar_that_is_none_is_refused(tmp_path, name, content, reason):
    """A sidecar that cannot be read, or says what it has no word for, is an error."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=reason):
        read_sidecar(path)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"outlet": 5}, "outlet must be a string"),
        ({"authors": 5}, "authors must be a list"),
        ({"date": "soon"}, "date must be a date"),
        ({"text_licence": 5}, "text_licence must be a string, or a table"),
        ({"outlet": "Harbour\x01Post"}, "outlet of Metadata holds U\\+0001"),
        ({"genres": ["Op Ed"]}, "genres of Metadata must be .* not 'genre:Op Ed'"),
    ],
)
def test_a_field_that_cannot_be_is_refused(fields, reason):
    """A field with the wrong kind of value is an error that names it."""
    with pytest.raises(SourceError, match=reason):
        described(Metadata(title=""), fields, source="a.toml")


def test_tables_hold_articles(tmp_path):
    """A row is an article; columns are named by options, and ids come from the table or its rows."""
    place = tmp_path / "news.csv"
    place.write_text('nr,body,paper\npier-1,"Pier. It rains.",Harbour Post\n', encoding="utf-8")
    [article] = articles_in([place], columns={"text": "body", "outlet": "paper", "id": "nr"})
    assert (article.id, article.text, article.fields["outlet"]) == ("pier-1", "Pier. It rains.", "Harbour Post")
    lines = tmp_path / "news.jsonl"
    lines.write_text(json.dumps({"text": "It rains.", "authors": "Ada Lind; Jon Berg"}) + "\n\n", encoding="utf-8")
    [article] = articles_in([lines])
    assert article.id == "news-1"
    assert described(Metadata(title=""), article.fields, source="x").authors == ("Ada Lind", "Jon Berg")
    assert next(rows_of("text\tdate\nIt rains.\t2024\n", ".tsv", {}, source="x"))[2] == {"date": "2024"}


@pytest.mark.parametrize(
    ("text", "ending", "columns", "reason"),
    [
        ("a,b\n1,2\n", ".csv", {}, "row 1 has no column 'text'; it has a, b"),
        ('text\n"  "\n', ".csv", {}, "row 1 has no text"),
        ("text\nx\n", ".csv", {"colour": "x"}, "there is no field 'colour'"),
        ('text\n"a"b\n', ".csv", {}, "is no row of a table"),
        ("{\n", ".jsonl", {}, "line 1 is no JSON"),
        ("[]\n", ".jsonl", {}, "line 1 is no object"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(text, ending, columns, reason):
    """What is wrong in a table is told with the row."""
    with pytest.raises(SourceError, match=reason):
        list(rows_of(text, ending, columns, source="news"))


def test_a_folder_is_walked(tmp_path):
    """A folder gives its texts in the order of their names; one without any is an error."""
    for name in ("b.txt", "a.txt", "c.pdf"):
        (tmp_path / name).write_text("It rains.", encoding="utf-8")
    assert [article.id for article in articles_in([tmp_path])] == ["a", "b"]
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SourceError, match="holds no sources"):
        list(articles_in([empty]))


PARAGRAPH = "The harbour council has delayed the new pier of Cove by two years, because the crane would not last. " * 2
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Pier delayed - Harbour Post</title>
<meta property="og:title" content="Pier delayed"/><meta property="og:site_name" content="Harbour Post"/>
<meta property="article:author" content="Jon Berg"/><meta name="description" content="x"/>
<script type="application/ld+json">{{broken</script>
<script type="application/ld+json">{{"@graph": [{{"@type": "WebPage"}}, {{"@type": ["NewsArticle"],
"headline": "Pier delayed again", "datePublished": "2024-03-05T10:00:00Z",
"author": [{{"name": "Ada Lind"}}, "https://example.org/x"], "publisher": {{"name": "Harbour Post"}}}}]}}</script>
</head><body><nav>Home</nav><article><h1>Pier delayed again</h1><p>{PARAGRAPH}</p>
<p>"It can wait," said Ada Lind, chair of the harbour council of Cove, on Monday after the meeting of the council.</p>
</article></body></html>"""


def test_a_page_gives_its_text_and_what_it_says_of_itself():
    """Schema.org goes before OpenGraph, and the main text is found without the menu."""
    assert is_page(PAGE)
    assert not is_page("Pier delayed\n\nIt rains.")
    text, fields = read_page(PAGE, source="pier.html")
    assert text.startswith("Pier delayed again\n")
    assert '"It can wait," said Ada Lind' in text
    assert "Home" not in text
    assert fields["headline"] == "Pier delayed again"
    assert fields["authors"] == ["Ada Lind"]
    assert (fields["outlet"], fields["language"]) == ("Harbour Post", "en-GB")
    assert fields["date"].startswith("2024-03-05")


def test_a_page_without_text_is_refused():
    """A page with nothing to read is an error, and a bare one tells no more than it holds."""
    with pytest.raises(SourceError, match="no main text"):
        read_page("<html><body></body></html>", source="x.html")
    bare = f"<html><body><article><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article></body></html>"
    assert "authors" not in read_page(bare, source="x.html")[1]


def test_a_missing_extra_is_named(monkeypatch):
    """Without the extra a page is refused with the name of the extra."""
    import sys  # noqa: PLC0415 - beside its only use

    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(SourceError, match=r"needs the extra stancebank\[html\]"):
        read_page(PAGE, source="x.html")
