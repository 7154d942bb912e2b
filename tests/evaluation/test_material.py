"""Gold in other forms: brat standoff and JSON, in files and folders."""

import json

import pytest

from stancebank import Document, Span, dump
from stancebank.evaluation import MaterialError, evaluate, pair_up, read_brat, read_json, read_material

TEXT = '"Wait," Ada Lind\nsaid. She smiled.\n'
ANN = """T1\tDirect 0 7\t"Wait,"
T2\tSource 8 16\tAda Lind
T3\tCue 17 21\tsaid
T4\tOther 0 1\t"
E1\tCue:T3 Content:T1 Source:T2
N1\tReference T2 Wikidata:Q1\tAda Lind
#1\tAnnotatorNotes T1\ta note
"""
FIELDS = {
    "id": "pier",
    "text": TEXT,
    "voices": [{"id": "lind", "names": ["Ada Lind"], "identifiers": ["urn:x:lind"]}],
    "quotations": [
        {"content": [[0, 7]], "mode": "direct", "mention": [[8, 16]], "cue": [[17, 21]], "speakers": ["Ada Lind"]}
    ],
    "topics": [{"category": "pier", "certainty": 0.5}, {"category": "sea", "spans": [[0, 7]]}],
    "stances": [
        {"holder": "lind", "target": "The pier should wait.", "position": "support", "spans": [[0, 7]]},
        {"holder": "Bo Berg", "target": "Ada Lind", "position": "oppose"},
    ],
}


def test_brat_says_what_json_says():
    """The same gold in either form makes the same quotations."""
    brat = read_brat("pier", TEXT, ANN)
    [(name, other)] = read_json(json.dumps(FIELDS))
    assert name == "pier"
    one, same = brat.quotations[0], other.quotations[0]
    assert (one.content, one.mode, one.mention, one.cue) == (same.content, same.mode, same.mention, same.cue)
    assert brat.speaker(one.speakers[0]).label == "Ada Lind"
    assert evaluate([(brat, other)], draws=0)["attribution.direct.voice.end_to_end"] == 1.0


def test_brat_relations_attributes_and_pieces():
    """Relations tie by way of the cue; attributes give modes; offsets may have gaps."""
    lines = [
        'T1\tQuotation 0 5;22 25\t"Wait She',
        "T2\tSpeaker 8 16\tAda Lind",
        "T3\tVerb 17 21\tsaid",
        "R1\tCued Arg1:T1 Arg2:T3",
        "R2\tSays Arg1:T2 Arg2:T3",
        "A1\tMode T1 Mixed",
        "A2\tSure T1",
        "A3\tMode T9 Mixed",
        "N1\tReference T9 Wikidata:Q1\tnobody",
    ]
    text = TEXT.replace("She", "She", 1)
    start = text.index("She")
    lines[0] = f'T1\tQuotation 0 5;{start} {start + 3}\t"Wait She'
    [quotation] = read_brat("2024 03", text, "\n".join(lines)).quotations
    assert quotation.content == (Span(0, 5), Span(start, start + 3))
    assert quotation.mention == (Span(8, 16),)
    assert quotation.cue == (Span(17, 21),)
    assert quotation.mode == "mixed"
    assert quotation.speakers == ()


def test_brat_types_can_be_told():
    """Whoever calls a content otherwise says so."""
    assert read_brat("pier", TEXT, "T1\tX 0 7", types={"x": "content"}).quotations
    assert not read_brat("pier", TEXT, "T1\tX 0 7").quotations


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("T1\tDirect", "needs an id, a type"),
        ("T1\tDirect 5 2", "not pairs of numbers"),
        ("T1\tDirect 0 3 5", "not pairs of numbers"),
        ("T1\tDirect 0 5\tpier", "says 'pier'"),
        ("R1\tnothing", "cannot be read"),
        ("T1\tDirect 30 99", "a span ends at 99"),
    ],
)
def test_a_bad_brat_line_is_named(line, told):
    """What cannot be read is an error with its place, not a missing quotation."""
    with pytest.raises(MaterialError, match=told) as caught:
        read_brat("pier", TEXT, line, place="pier.ann")
    assert str(caught.value).startswith("pier.ann")


def test_a_text_that_no_document_can_hold_is_refused():
    """Control characters are named here, and not by an exception of the model."""
    with pytest.raises(MaterialError, match="control characters"):
        read_brat("pier", "a\x00b", "")


def test_json_makes_voices_topics_and_stances():
    """Names make voices, other targets propositions, topics with spans passages."""
    [(_, document)] = read_json(json.dumps([FIELDS]))
    assert [one.label for one in document.speakers] == ["Ada Lind", "Bo Berg"]
    assert [one.targets for one in document.topics] == [("pier",), ()]
    first, second = document.stances
    assert document.target(first.target).label == "The pier should wait."
    assert (second.target, second.position) == ("lind", "oppose")


def test_json_lines_and_objects_of_documents():
    """An object a line, a list, and an object with a list are the same."""
    lines = "\n".join(json.dumps({"id": name, "text": "x"}) for name in ("a", "b"))
    listed = json.dumps({"documents": [{"id": "a", "text": "x"}, {"id": "b", "text": "x"}]})
    assert [name for name, _ in read_json(lines)] == [name for name, _ in read_json(listed)] == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "not JSON"),
        ("{1}\n{2}", "not JSON"),
        ("[1]", "must be an object"),
        ('{"id": "a"}', "'text' is missing"),
        ('{"id": "a", "text": 1}', "must be a string"),
        ('{"id": "a", "text": "x", "more": 1}', "no field 'more'"),
        ('{"id": "a", "text": "x", "quotations": [1]}', "must be an object"),
        ('{"id": "a", "text": "x", "quotations": [{"content": 1}]}', "list of pairs"),
        ('{"id": "a", "text": "x", "quotations": [{"content": [[0, 9]]}]}', "ends at 9"),
        ('{"id": "a", "text": "x", "quotations": [{"content": [[0, 1]], "mode": "loud"}]}', "loud"),
        ('{"id": "a", "text": "x", "topics": [{"category": "19"}]}', "19"),
    ],
)
def test_bad_json_is_named(content, told):
    """What is wrong is said with the file and the document."""
    with pytest.raises(MaterialError, match=told) as caught:
        read_json(content, place="gold.json")
    assert str(caught.value).startswith("gold.json")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pier.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "pier.ann").write_text(ANN, encoding="utf-8")
    (tmp_path / "more.json").write_text('{"id": "sea", "text": "x"}', encoding="utf-8")
    dump(Document.from_blocks("harbour", [("paragraph", "x")]), tmp_path / "harbour.xml")
    return tmp_path


def test_a_folder_holds_any_form(folder):
    """All forms are found; each document is known by its id and the digest of its file."""
    found = read_material(folder)
    assert [one.id for one in found] == ["harbour", "pier", "sea"]
    assert all(len(one.digest) == 64 for one in found)


def test_documents_are_paired_by_id(folder):
    """What has no partner is named; two lone documents belong together whatever they are called."""
    gold = read_material(folder)
    matched = pair_up(gold, [gold[0], gold[2]])
    assert [one.id for one, _ in matched.pairs] == ["harbour", "sea"]
    assert [one.id for one in matched.missing] == ["pier"]
    assert not matched.documents()[2][1].layers
    assert [one.id for one in pair_up(gold[:2], gold[1:]).extra] == ["sea"]
    assert len(pair_up(gold[:1], gold[1:2]).pairs) == 1


def test_unusable_places_are_named(folder):
    """A double id, a missing text, a foreign encoding, a foreign form, an empty folder."""
    (folder / "twin.json").write_text('{"id": "pier", "text": "x"}', encoding="utf-8")
    with pytest.raises(MaterialError, match="also that of"):
        read_material(folder)
    (folder / "lone.ann").write_text("", encoding="utf-8")
    with pytest.raises(MaterialError, match=r"no lone\.txt"):
        read_material(folder / "lone.ann")
    (folder / "latin.json").write_bytes(b'{"id": "p\xe4r"}')
    with pytest.raises(MaterialError, match="not in UTF-8"):
        read_material(folder / "latin.json")
    with pytest.raises(MaterialError, match="must end in"):
        read_material(folder / "pier.txt")
    (folder / "empty").mkdir()
    with pytest.raises(MaterialError, match="nothing to compare"):
        read_material(folder / "empty")
