"""What a file says about itself is gathered from header and registries, and from nowhere else."""

from pathlib import Path

import pytest
from attrs import evolve

from stancebank.model import Document, Metadata, Prefix, TopicAssignment
from stancebank.model.annotator import Layer
from stancebank.tei import dumps, loads
from stancebank.tei.index import index
from stancebank.tei.parsing import parse
from stancebank.tei.statements import statements

SOUND = Path(__file__).parents[1] / "validation" / "cases" / "WF001" / "pass-well-formed.xml"
PIER = Document.from_blocks("pier", [("headline", "Pier delayed")], language="en")
GENRE = Prefix(name="genre", replacement="https://example.org/genre/$1")


def told(data):
    return {(one.path, one.text, one.near) for one in statements(parse(data, registry=True))}


def test_header_and_identifiers_beside_the_text_are_told():
    """The text is not, and neither are records."""
    data = SOUND.read_bytes().replace(b"</placeName></place>", b'</placeName><idno type="URI">x:y</idno></place>')
    found = told(data)
    assert ("person/persName", "Ada Lind", "lind") in found
    assert ("place/idno", "x:y", "cove") in found
    assert not any(path.startswith(("body/", "div/", "listAnnotation/", "listPrefixDef/")) for path, _, _ in found)


def test_words_of_inner_elements_belong_to_the_outer():
    """A name in parts reads as a name, and white space between elements is none."""
    data = (
        b'<listPerson xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="ada">\n <persName><forename>Ada</forename> '
        b"<surname>Lind</surname></persName><!-- who? -->\n</person></listPerson>"
    )
    found = told(data)
    assert ("person/persName", "Ada Lind", "ada") in found
    assert ("listPerson/person", "", "ada") in found


def test_languages_and_what_is_no_certainty_are_indexed():
    """Each with its place."""
    data = SOUND.read_bytes().replace(b'<annotation xml:id="st1"', b'<annotation xml:id="st1" cert="sure"')
    data = data.replace(b'moderate status:proposed" cert="high"', b'moderate status:proposed"')
    found = index(parse(data))
    assert [(one.value, one.near) for one in found.certainties] == [("sure", "st1")]
    assert ("en", "text", "pass-well-formed.text") in {(one.value, one.region, one.near) for one in found.languages}


def test_genres_and_what_is_not_recorded_survive():
    """In every profile; a plain file keeps the prefix that the genre needs."""
    metadata = evolve(PIER.metadata, genres=["genre:report"], unrecorded="The page is lost.", outlet="Post")
    document = evolve(PIER, metadata=metadata, prefixes=[GENRE])
    for profile in ("hybrid", "standoff", "plain"):
        read = loads(dumps(document, profile=profile))
        assert read.metadata.genres == ("genre:report",)
        assert read.metadata.unrecorded == "The page is lost."
        assert read.prefixes == (GENRE,)
        assert read.layers == ()


def test_a_genre_of_a_taxonomy_inside_is_left_out_of_plain_files():
    """The taxonomy is left out as well, so the pointer would lead nowhere."""
    local = Prefix(name="genre", replacement="#pier.genres.$1")
    document = evolve(PIER, metadata=evolve(PIER.metadata, genres=["genre:report"]), prefixes=[local])
    plain = loads(dumps(document, profile="plain"))
    assert plain.metadata.genres == ()
    assert plain.prefixes == ()


def test_what_a_genre_says_besides_is_kept():
    """Who judged it stays, as long as the genre is the same."""
    document = evolve(PIER, metadata=evolve(PIER.metadata, genres=["genre:report"]), prefixes=[GENRE])
    data = dumps(document).replace(b'target="genre:report"/>', b'target="genre:report" cert="high"/>')
    read = loads(data)
    assert read.metadata.genres == ("genre:report",)
    assert dumps(read) == data
    other = evolve(read, metadata=evolve(read.metadata, genres=["genre:interview"]))
    assert b'<catRef target="genre:interview"/>' in dumps(other)


def test_a_record_with_a_genre_is_no_genre_of_the_document():
    """It stays a record, and is not shown in the header."""
    topic = TopicAssignment(id="pier.t1", category="genre:report", targets=["pier"])
    document = evolve(PIER, prefixes=[GENRE], layers=[Layer(id="pier.layer1", annotator=None, topics=[topic])])
    read = loads(dumps(document))
    assert read.metadata.genres == ()
    assert read.topics == (topic,)


def test_a_genre_has_its_prefix():
    """Without it, it would be read as a topic."""
    with pytest.raises(ValueError, match="a genre must have the prefix 'genre:', but is 'report'"):
        Metadata(title="x", genres=["report"])
