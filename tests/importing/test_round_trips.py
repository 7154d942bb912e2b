"""Export, edit as the tool would, import: brat, Web Annotation and CATMA bring records back as a layer of their own."""

import json
import re
from pathlib import Path

import pytest
from attrs import evolve

from stancebank import dumps, load, loads
from stancebank.errors import ImportRefusedError
from stancebank.export import exported
from stancebank.importing import Alignment, InputFile, imported
from stancebank.model import Document, Layer, Quotation, Span

ROOT = Path(__file__).parents[2]
REAL = ROOT / "corpus" / "articles" / "csto-2022-12-19.xml"
PIER = ROOT / "tests" / "export" / "data" / "pier-2024.xml"
CALM = ROOT / "tests" / "export" / "data" / "calm-2024.xml"
FORMATS = [("brat", {}), ("web-annotation", {}), ("web-annotation", {"offsets": "utf16"}), ("catma", {})]
EACH = pytest.mark.parametrize(("name", "given"), FORMATS, ids=["brat", "web", "web-utf16", "catma"])


def files_of(name, document, given):
    return [InputFile(name=one.path, data=one.data) for one in exported(name, [document], given)[0]]


def back(name, files, *documents, annotator="Mara Coder"):
    return list(imported(name, files, {one.id: one for one in documents}, annotator))


def changed(files, ending, *edits):
    """Return *files* with pairs of old and new replaced in the one whose name ends so."""
    found = []
    for one in files:
        data = one.data
        for old, new in edits if one.name.endswith(ending) else ():
            assert data.count(old.encode()) == 1, old
            data = data.replace(old.encode(), new.encode())
        found.append(InputFile(name=one.name, data=data))
    return found


@EACH
@pytest.mark.parametrize("place", [PIER, REAL], ids=["awkward", "real"])
def test_what_was_not_edited_comes_back_equal(name, given, place):
    """An unedited round trip brings every record back, unchanged but for its id and its layer."""
    document = load(place)
    (told,) = back(name, files_of(name, document, given), document)
    assert (told.edited, told.added, told.missing, told.lost_spans) == (0, 0, 0, 0)
    assert told.unchanged == sum(len(layer.annotations) for layer in document.layers)
    assert told.document.layers[: len(document.layers)] == document.layers
    new = told.document.layers[len(document.layers) :]
    assert {told.document.annotator(layer.annotator).name for layer in new} == {"Mara Coder"}
    assert loads(dumps(told.document)) == told.document


@EACH
def test_a_document_without_records_comes_back_without(name, given):
    """Where there was nothing to annotate nothing comes back, and nothing fails."""
    document = load(CALM)
    for told in back(name, files_of(name, document, given), document):
        assert (told.edited, told.added, told.missing) == (0, 0, 0)
        assert not [record for layer in told.document.layers for record in layer.annotations]


@EACH
def test_without_documents_one_is_made(name, given):
    """Where no document is known the text that comes makes one, and the records keep their ids."""
    document = load(REAL)
    (told,) = back(name, files_of(name, document, given))
    assert told.document.id == document.id
    assert told.document.text == document.text
    mine = {record.id: record.spans for layer in document.layers for record in layer.annotations}
    assert {one.id: one.spans for layer in told.document.layers for one in layer.annotations} == mine


@EACH
def test_another_text_is_refused(name, given):
    """A text that is not the document's is refused, or its annotations are, whichever is read first."""
    document = load(PIER)
    files = changed(files_of(name, document, given), ".txt", ("The sea has", "The sky had"))
    with pytest.raises(ImportRefusedError):
        back(name, files, document)
    texts = [one for one in files_of(name, document, given) if not one.name.endswith(".txt")]
    with pytest.raises(ImportRefusedError, match=r"there is no pier-2024.txt beside it"):
        back(name, texts, document)
    broken = [InputFile(name=one.name, data=one.data + b"\xff") for one in files_of(name, document, given)]
    with pytest.raises(ImportRefusedError):
        back(name, broken, document)


def records(told):
    return {record.id: record for layer in told.document.layers for record in layer.annotations}


def test_edits_in_brat_come_back():
    """A shorter span, another position, a new quotation with its cue and a remark arrive and say so."""
    document = load(PIER)
    files = files_of("brat", document, {})
    lines = next(one.data.decode() for one in files if one.name.endswith(".ann"))
    (old,) = re.findall(r"T\d+\tQuotation \d+ \d+\t=SUM\(A1\)", lines)
    stance = re.search(r"#\d+\tAnnotatorNotes (T\d+)\tid: pier-2024.s2\n", lines)[1]
    (position,) = re.findall(rf"A\d+\tPosition {stance} oppose", lines)
    at = document.text.index("naïve")
    new = (
        f"T900\tQuotation {at} {at + 5}\tnaïve\nT901\tCue {at + 9} {at + 14}\twords\nR900\tCueOf Arg1:T901 Arg2:T900\n"
    )
    new += "#900\tAnnotatorNotes T900\twho says so?\n#901\tAnnotatorNotes T900\tspeaker: per:lind\n"
    edited = old.replace("=SUM(A1)", "=SUM")
    start, end = map(int, re.search(r"(\d+) (\d+)", edited).groups())
    edited = edited.replace(f"{start} {end}", f"{start} {start + 4}")
    files = changed(files, ".ann", (f"{old}\n", f"{edited}\n"), (position, position.replace("oppose", "neutral")))
    files = [evolve(one, data=one.data + new.encode()) if one.name.endswith(".ann") else one for one in files]
    (told,) = back("brat", files, document)
    assert (told.edited, told.added, told.missing) == (2, 1, 0)
    found = records(told)
    assert told.document.text_of(found["pier-2024.q5.mara-coder"]) == "=SUM"
    assert found["pier-2024.s2.mara-coder"].position == "neutral"
    (added,) = (one for key, one in found.items() if ".new" in key)
    assert (told.document.text_of(added), added.cue[0].slice(document.text)) == ("naïve", "words")
    assert (added.speakers, added.comment, added.status) == (("pier-2024.lind",), "who says so?", "manual")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("E1\tMove:T1\n", "neither one of brat's"),
        pytest.param(f"T900\tQuotation 0 {'9' * 5000}\t=\n", "neither one of brat's", id="long"),
        ("T900\tQuotation 0 1\t=\n#900\tAnnotatorNotes T900\tid: pier-2024.q1\n", "pier-2024.q1 twice"),
        ("T900\tPerson 0 1\t=\n", "of the type 'Person'"),
        ("T900\tQuotation 5 2\t\n", "ends before it starts"),
        ("T900\tQuotation 0 1\tx\n", "not those of the text"),
        ("T900\tCue 0 1\t=\n", "part of no quotation"),
        ("A900\tMode T900 direct\n", "told of T900"),
        ("R900\tCueOf Arg1:T1 Arg2:T901\n", "told of T901"),
        ("R900\tFriendOf Arg1:T1 Arg2:T1\n", "as 'friend'"),
        ("T900\tStance 0 1\t=\nA900\tPosition T900 maybe\n", "cannot be read"),
    ],
)
def test_what_brat_adds_is_read_or_refused(line, reason):
    """A line that stands for nothing of ours is refused by its number or its name, and not left out."""
    document = load(PIER)
    files = files_of("brat", document, {})
    files = [evolve(one, data=one.data + line.encode()) if one.name.endswith(".ann") else one for one in files]
    with pytest.raises(ImportRefusedError, match=reason):
        back("brat", files, document)


def page(document, edit, **choices):
    """Return the files of an export as Web Annotation after *edit* has changed the list of annotations."""
    files = files_of("web-annotation", document, choices)
    found = []
    for one in files:
        if one.name.endswith(".jsonld"):
            told = json.loads(one.data)
            found.append(evolve(one, data=json.dumps(edit(told["items"]) or told).encode()))
        else:
            found.append(one)
    return found


@pytest.mark.parametrize("offsets", ["code-points", "utf16"])
def test_edits_in_recogito_come_back(offsets):
    """Recogito gives a list; tags and comments say what a new annotation is, and quotes find their place again."""
    document = load(PIER)
    at = document.text.encode("utf-16-le").index("naïve".encode("utf-16-le")) // 2

    def edit(items):
        kept = [one for one in items if not one["id"].endswith(":pier-2024.q6")]
        target = next(one for one in kept if one["id"].endswith(":pier-2024.q5"))["target"][0]
        target["selector"] = [{"type": "TextQuoteSelector", "exact": "=SUM", "prefix": "", "suffix": "(A1) was all"}]
        place = [
            {"type": "TextQuoteSelector", "exact": "naïve"},
            {"type": "TextPositionSelector", "start": at, "end": at + 5},
        ]
        tags = [{"type": "TextualBody", "purpose": "tagging", "value": value} for value in TAGS]
        remark = {"type": "TextualBody", "purpose": "commenting", "value": "a taunt"}
        new = {"id": "#a1", "type": "Annotation", "body": [*tags, remark], "target": {"selector": place}}
        return [*kept, new]

    (told,) = back("web-annotation", page(document, edit, offsets=offsets), document)
    assert (told.edited, told.added, told.missing) == (1, 1, 1)
    found = records(told)
    assert told.document.text_of(found["pier-2024.q5.mara-coder"]) == "=SUM"
    (added,) = (one for key, one in found.items() if ".new" in key)
    assert (told.document.text_of(added), added.position, added.holder) == ("naïve", "oppose", "pier-2024.lind")
    assert added.rationale == "a taunt; mood: sour"


TAGS = ("stance", "position: oppose", "holder: per:lind", "mood: sour")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("{", "no JSON"),
        pytest.param("[" * 100_000, "no JSON", id="deep"),
        ("[1]", "neither a page"),
        ("{}", "neither a page"),
        ('[{"target": {"selector": {"type": "TextQuoteSelector", "exact": "xyz"}}}]', "stand nowhere"),
        ('[{"target": {"selector": {"type": "TextQuoteSelector", "exact": "a"}}}]', "stand nowhere"),
        ('[{"target": {"selector": {"type": "TextPositionSelector", "start": 5, "end": 2}}}]', "stand nowhere"),
        ('[{"target": {"selector": {"type": "TextPositionSelector", "start": 0, "end": 9999}}}]', "stand nowhere"),
        ('[{"body": {"kind": "part", "part": "tail.1"}}]', "the part 'tail'"),
        ('[{"body": {"kind": "feeling"}}]', "of the kind 'feeling'"),
        ('[{"body": {"kind": "stance", "position": "maybe"}}]', "cannot be read"),
        ('[{"target": [{"source": "a.txt"}, {"source": "b.txt"}]}]', "several texts"),
    ],
)
def test_what_web_annotations_add_is_read_or_refused(told, reason):
    """What is no annotation of ours is refused by its number, and what cannot be found is not guessed."""
    document = load(PIER)
    files = [one for one in files_of("web-annotation", document, {}) if one.name.endswith(".txt")]
    with pytest.raises(ImportRefusedError, match=reason):
        back("web-annotation", [*files, InputFile(name="pier-2024.json", data=told.encode())], document)


def test_one_annotation_stands_alone():
    """A single annotation is read as a list of one, and a document without a target by the name of the file."""
    document = load(PIER)
    files = [one for one in files_of("web-annotation", document, {}) if one.name.endswith(".txt")]
    given = {"type": "Annotation", "body": {"kind": "topic", "topic": ["cap:1300"], "certainty": 0.5}}
    (told,) = back(
        "web-annotation", [*files, InputFile(name="pier-2024.json", data=json.dumps(given).encode())], document
    )
    (added,) = (one for key, one in records(told).items() if ".new" in key)
    assert (added.category, added.certainty, added.spans) == ("cap:1300", 0.5, ())


def test_edits_in_catma_come_back():
    """CATMA parts a stretch where another annotation begins; it is one again, and new properties become remarks."""
    document = load(PIER)
    files = files_of("catma", document, {})
    (pointer,) = re.findall(
        r'<ptr target="pier-2024#char=\d+,\d+" type="inclusion"/></seg>',
        next(line for line in lines_of(files) if f'<seg ana="#{named(files, "pier-2024.q5")}">' in line),
    )
    start, end = map(int, re.search(r"=(\d+),(\d+)", pointer).groups())
    parted = pointer.replace(f"={start},{end}", f"={start},{start + 2}")
    parted = parted.replace("</seg>", f'</seg><seg ana="#{named(files, "pier-2024.q5")}">')
    parted += pointer.replace(f"={start},{end}", f"={start + 2},{end - 4}")
    own = f'<fs xml:id="{named(files, "pier-2024.s2")}"'
    line = next(line for line in lines_of(files) if line.startswith(own))
    edited = line.replace("<string>oppose</string>", "<string>neutral</string>")
    edited = edited.replace("</fs>", '<f name="mood"><string>sour</string></f></fs>')
    (told,) = back("catma", changed(files, "l1.xml", (pointer, parted), (line, edited)), document)
    assert (told.edited, told.added, told.missing) == (2, 0, 0)
    found = records(told)
    assert told.document.text_of(found["pier-2024.q5.mara-coder"]) == "=SUM"
    assert (found["pier-2024.s2.mara-coder"].position, found["pier-2024.s2.mara-coder"].rationale) == (
        "neutral",
        "mood: sour",
    )


def lines_of(files):
    return next(one.data.decode() for one in files if one.name.endswith("l1.xml")).splitlines()


def named(files, record):
    line = next(line for line in lines_of(files) if f'<f name="id"><string>{record}</string>' in line)
    return re.search(r'xml:id="([^"]+)"', line)[1]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("<fsDescr>Stance</fsDescr>", "<fsDescr>Mood</fsDescr>", "has the tag 'Mood'"),
        ('<ab type="catma">', '<ab type="catma"><seg ana="#CATMA_X"><ptr target="x#char=0,1"/></seg>', "'CATMA_X' is"),
        ('<ab type="catma">', '<ab type="catma"><seg ana="#CATMA_X"><ptr target="x#line=0"/></seg>', "no place"),
        ('<ab type="catma">', '<ab type="catma"><seg ana="#CATMA_X"><ptr target="x#char=3,1"/></seg>', "no place"),
        ("<string>strong</string></f><f", "<string>fierce</string></f><f", "cannot be read"),
        ("</TEI>", "</TEI", "no collection of CATMA's"),
    ],
)
def test_what_catma_adds_is_read_or_refused(old, new, reason):
    """A tag, a place or a value that is none of ours is refused by its name."""
    document = load(PIER)
    with pytest.raises(ImportRefusedError, match=reason):
        back("catma", changed(files_of("catma", document, {}), "l1.xml", (old, new)), document)


def test_a_place_after_the_end_is_refused():
    """An annotation that ends after the text is refused, whatever tool it comes from."""
    document = load(PIER)
    files = files_of("catma", document, {})
    line = next(line for line in lines_of(files) if f'#{named(files, "pier-2024.q6")}"' in line)
    target = re.search(r"#char=(\d+),(\d+)", line)[0]
    with pytest.raises(ImportRefusedError, match="after the end of the text"):
        back("catma", changed(files, "l1.xml", (target, f"{target}000")), document)


def test_names_of_files_become_ids():
    """A new record has an id that XML takes, whatever the name of the file."""
    document = load(PIER)
    files = [one for one in files_of("brat", document, {}) if one.name.endswith(".txt")]
    files = [InputFile(name="in/2024 Päge.txt", data=files[0].data)]
    files += [InputFile(name="in/2024 Päge.ann", data=b"T1\tQuotation 1 5\tPier\n")]
    (told,) = back("brat", files, document)
    assert [key for key in records(told) if ".new" in key] == ["record.2024_P_ge.new1"]


def test_files_that_are_too_large_are_refused(monkeypatch):
    """A text beyond the limit is refused before it is decoded."""
    monkeypatch.setattr("stancebank.importing.told.MAX_BYTES", 100)
    document = load(PIER)
    for name, given in FORMATS[:2]:
        with pytest.raises(ImportRefusedError, match="more than 100 bytes"):
            back(name, files_of(name, document, given), document)


def test_characters_that_a_tool_cannot_hold():
    """U+FFFD stands for a character beyond the plane, and for no other."""
    assert Alignment("a \ufffd b", "a 🙂 b", "x.txt").span(Span(2, 5)) == Span(2, 5)
    with pytest.raises(ImportRefusedError):
        Alignment("a \ufffd b", "a é b", "x.txt")


def test_spans_over_line_ends_are_one_again():
    """A span that brat had to part at a line break is one when it comes back, and two words of two lines stay two."""
    document = Document.from_blocks("d", [("paragraph", "one two"), ("paragraph", "three four")])
    spans = {"q1": [Span(4, 13)], "q2": [Span(0, 3), Span(14, 18)]}
    layer = Layer(id="l", annotator=None, quotations=[Quotation(id=key, content=told) for key, told in spans.items()])
    document = document.with_layer(layer)
    (told,) = back("brat", files_of("brat", document, {}), document)
    assert (told.unchanged, told.edited) == (2, 0)


def test_an_id_that_no_document_can_have_is_refused():
    """A layer, a record or a voice whose id is no name is told with the file, and nothing crashes."""
    document = load(ROOT / "tests" / "export" / "data" / "pier-2024.xml")
    files = [
        InputFile(name=file.path, data=file.data.replace(b"layer: pier-2024.l1", b"layer: pier 2024"))
        for file in exported("brat", [document])[0]
    ]
    with pytest.raises(ImportRefusedError, match=r"id of Layer must be an XML name .* not 'pier 2024"):
        list(imported("brat", files, {document.id: document}, "Kim Example"))


@pytest.mark.parametrize("name", ["brat", "catma", "web-annotation"])
def test_folders_may_be_parted_as_on_windows(name):
    """A text is found beside its annotations, whichever slash parts the folders."""
    document = load(ROOT / "tests" / "export" / "data" / "pier-2024.xml")
    files = [
        InputFile(name=("back/" + file.path).replace("/", "\\"), data=file.data)
        for file in exported(name, [document])[0]
    ]
    (back,) = imported(name, files, {document.id: document}, "Kim Example")
    assert (back.edited, back.added, back.missing) == (0, 0, 0)
