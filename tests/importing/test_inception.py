"""Export, edit with dkpro-cassis, import: what came back is a layer of its own, and nothing else changed."""

import io
import json
import zipfile
from pathlib import Path

import cassis
import pytest
from attrs import evolve

from stancebank import Span, dumps, load, loads, validate
from stancebank.errors import ImportRefusedError, PluginError, UnknownFormatError
from stancebank.export import exported
from stancebank.importing import Alignment, Importer, InputFile, imported, importer_names, inception, load_importer
from stancebank.importing import form as forms

ROOT = Path(__file__).parents[2]
REAL = ROOT / "corpus" / "articles" / "csto-2022-12-19.xml"
PIER = ROOT / "tests" / "export" / "data" / "pier-2024.xml"


def files_of(document, form):
    return [InputFile(name=file.path, data=file.data) for file in exported("inception", [document], {"cas": form})[0]]


def edited(document, form, edit):
    """Return the files of an export after *edit* has changed the CAS."""
    files = {file.name: file.data for file in files_of(document, form)}
    name = f"{document.id}.{form}"
    if form == "xmi":
        types = cassis.load_typesystem(io.BytesIO(files["TypeSystem.xml"]))
        cas = cassis.load_cas_from_xmi(io.BytesIO(files[name]), typesystem=types)
        edit(cas)
        files[name] = cas.to_xmi().encode()
    else:
        cas = cassis.load_cas_from_json(io.BytesIO(files[name]))
        edit(cas)
        files[name] = cas.to_json().encode()
    return [InputFile(name=name, data=data) for name, data in files.items()]


def one(name, files, documents, annotator="Mara Coder"):
    (found,) = imported(name, files, {document.id: document for document in documents}, annotator)
    return found


@pytest.mark.parametrize("form", ["xmi", "json"])
@pytest.mark.parametrize("place", [PIER, REAL], ids=["awkward", "real"])
def test_what_was_not_edited_comes_back_equal(form, place):
    """An unedited round trip brings every record back, unchanged but for its id and its layer."""
    document = load(place)
    told = one("inception", edited(document, form, lambda _: None), [document])
    old, new = document.layers, told.document.layers[len(document.layers) :]
    assert told.document.layers[: len(old)] == old
    assert (told.edited, told.added, told.missing, told.lost_spans) == (0, 0, 0, 0)
    assert told.unchanged == sum(len(layer.annotations) for layer in old)
    for before, after in zip(old, new, strict=True):
        assert told.document.annotator(after.annotator).name == "Mara Coder"
        for mine, theirs in zip(before.annotations, after.annotations, strict=True):
            assert theirs.id == f"{mine.id}.mara-coder"
            assert theirs.attributes == (("corresp", f"#{mine.id}"),)
            assert theirs.spans == mine.spans
            assert theirs.status == mine.status
            for name in (
                "mode",
                "speakers",
                "verbatim",
                "mention",
                "cue",
                "category",
                "holder",
                "position",
                "certainty",
            ):
                assert getattr(theirs, name, None) == getattr(mine, name, None)
    assert loads(dumps(told.document)) == told.document


def test_a_round_trip_of_the_real_article_is_valid(tmp_path):
    """The article with a second layer finds its registries, and the checker finds no error in it."""
    document = load(REAL)
    told = one("inception", files_of(document, "xmi"), [document])
    corpus = tmp_path / "corpus"
    import shutil  # noqa: PLC0415 - beside its only use

    shutil.copytree(ROOT / "corpus", corpus)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    (corpus / "articles" / REAL.name).write_bytes(dumps(told.document))
    report = validate(corpus)
    assert report.verdict == "valid", [str(finding) for finding in report.findings][:5]


@pytest.mark.parametrize("form", ["xmi", "json"])
def test_edits_come_back(form):
    """A moved span, another position, a record less and two more arrive, and say so in their status."""
    document = load(PIER)
    text = document.text

    def edit(cas):
        def find(kind, key):
            return next(item for item in cas.select(f"webanno.custom.{kind}") if item.identifier == key)

        find("Quotation", "pier-2024.q5").end = text.index("(A1)")
        find("Stance", "pier-2024.s2").position = "neutral"
        cas.remove(find("Quotation", "pier-2024.q6"))
        for kind, words, told in (
            ("Quotation", "naïve", {"mode": "indirect", "speakers": "pier-2024.lind"}),
            ("Stance", "na\u00efve", {"holder": "pier-2024.lind", "target": "pier-2024.delay", "position": "oppose"}),
        ):
            start = text.index(words)
            new = cas.typesystem.get_type(f"webanno.custom.{kind}")
            cas.add(new(begin=start, end=start + len(words), **told))

    told = one("inception", edited(document, form, edit), [document])
    records = {record.id: record for layer in told.document.layers for record in layer.annotations}
    assert (told.edited, told.added, told.missing) == (2, 2, 1)
    moved = records["pier-2024.q5.mara-coder"]
    assert told.document.text_of(moved) == "=SUM"
    assert moved.status is None or moved.status == "edited"
    assert records["pier-2024.s2.mara-coder"].position == "neutral"
    assert records["pier-2024.s2.mara-coder"].status == "edited"
    assert records["pier-2024.s2.mara-coder"].quotation == "pier-2024.q2.mara-coder"
    assert records["pier-2024.s2"].position == "oppose"
    assert "pier-2024.q6.mara-coder" not in records
    new = [record for key, record in records.items() if ".new" in key]
    assert {told.document.text_of(record) for record in new} == {"naïve"}
    assert {str(record.status) for record in new} == {"manual"}


def test_ids_that_are_free_are_kept():
    """Onto a text without annotation the records come with the ids that they went with."""
    document = load(PIER)
    bare = evolve(document, layers=())
    told = one("inception", files_of(document, "json"), [bare])
    mine = {record.id for layer in document.layers for record in layer.annotations}
    assert {record.id for layer in told.document.layers for record in layer.annotations} == mine


def test_texts_that_differ_in_white_space_are_aligned():
    """Line ends and spaces of another tool move no annotation from its words."""
    document = load(PIER)
    files = [
        InputFile(name=file.name, data=file.data.replace(b"\\n", b"\\r\\n").replace("\u00a0".encode(), b" "))
        for file in files_of(document, "json")
    ]
    assert files[0].data != files_of(document, "json")[0].data
    ours = one("inception", files_of(document, "json"), [document]).document

    # The offsets in the files are those of the text before, so they are moved as the other tool would.
    cas = cassis.load_cas_from_json(io.BytesIO(files_of(document, "json")[0].data))
    text = cas.sofa_string
    wide = text.replace("\n", "\r\n")
    moved = [
        (kind, item, item.begin, item.end) for kind in ("Quotation",) for item in cas.select(f"webanno.custom.{kind}")
    ]
    alignment = Alignment(wide, text, "x")
    for _, item, start, end in moved:
        shift = text[:start].count("\n"), text[:end].count("\n")
        assert alignment.span(Span(start + shift[0], end + shift[1])) == Span(item.begin, item.end)
    assert ours.text == document.text


def test_another_text_is_refused():
    """A text that differs in more than white space is refused, and the first difference is shown."""
    document = load(PIER)
    files = [
        InputFile(name=file.name, data=file.data.replace(b"The sea has", b"The sky has"))
        for file in files_of(document, "json")
    ]
    with pytest.raises(ImportRefusedError, match="ky has <time> & pati") as caught:
        one("inception", files, [document])
    assert document.text[caught.value.offset :].startswith("ea has")


def test_more_text_is_refused_as_well():
    """A text that goes on after the end of the document's is another text."""
    with pytest.raises(ImportRefusedError, match="differs"):
        Alignment("a b c", "a b", "x.xmi")
    with pytest.raises(ImportRefusedError, match="differs"):
        Alignment("a b", "a b c", "x.xmi")
    assert Alignment("a  b", "a b", "x.xmi").span(Span(1, 3)) is None


def test_archives_are_read_and_never_unpacked(tmp_path, monkeypatch):
    """The archive that INCEpTION exports is read in memory: a name that leads out of it leads nowhere."""
    monkeypatch.chdir(tmp_path)
    document = load(PIER)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in files_of(document, "xmi"):
            archive.writestr(f"../../{file.name}", file.data)
    told = one("inception", [InputFile(name="export.zip", data=packed.getvalue())], [document])
    assert told.edited == 0
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xmi", b"<xmi/>", "there is no TypeSystem.xml beside it"),
        ("a.json", b"{}", "it cannot be read as a UIMA CAS"),
        ("a.json", b"{nothing", "it cannot be read as a UIMA CAS"),
        ("a.zip", b"PK nothing", "it is no archive"),
        ("a.json", b"\xff\xfe{\x00", "it is not UTF-8"),
        ("a.xmi", b'<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>', "DOCTYPE"),
    ],
)
def test_what_is_no_cas_is_refused(name, data, reason):
    """A file that cannot be read is named in a sentence, and nothing in it is expanded."""
    with pytest.raises(ImportRefusedError, match=reason):
        list(imported("inception", [InputFile(name=name, data=data)], {}, "Mara"))


def test_large_archives_are_refused(monkeypatch):
    """An archive says how large its members are before any of them is unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b" " * 1000)
    monkeypatch.setattr(inception, "MAX_BYTES", 999)
    for file in (
        InputFile(name="a.zip", data=packed.getvalue()),
        InputFile(name="a.json", data=b"{" + b" " * 1000),
    ):
        with pytest.raises(ImportRefusedError, match="more than 999 bytes"):
            list(imported("inception", [file], {}, "Mara"))


def test_what_has_no_text_or_no_name_is_refused():
    """A CAS without a text is none, and a document cannot be called by what is no id."""
    document = load(PIER)

    with pytest.raises(ImportRefusedError, match=r"it has no text|cannot be read"):
        list(imported("inception", [InputFile(name="a.json", data=emptied())], {}, "Mara"))
    (file,) = files_of(document, "json")
    renamed = InputFile(
        name="../y y.json", data=file.data.replace(b'"documentId": "pier-2024"', b'"documentId": "../x"')
    )
    (told,) = imported("inception", [renamed], {}, "Mara")
    assert told.document.id == "x"


def emptied():
    """Return a CAS without a text."""
    return b'{"%TYPES": {}, "%FEATURE_STRUCTURES": [], "%VIEWS": {}}'


def test_a_second_import_of_one_annotator_is_a_layer_more():
    """Ids stay unique, however often something is brought back, and the annotator is declared once."""
    document = load(PIER)
    once = one("inception", files_of(document, "json"), [document]).document
    twice = one("inception", files_of(document, "json"), [once]).document
    ids = [record.id for layer in twice.layers for record in layer.annotations]
    assert len(ids) == len({*ids}) == 3 * len([one for layer in document.layers for one in layer.annotations])
    assert len(twice.annotators) == len(document.annotators) + 1
    assert loads(dumps(twice)) == twice


def test_a_text_without_a_document_becomes_one():
    """Where no documents are given, the text that comes is the document, a paragraph a line."""
    document = load(PIER)
    (told,) = imported("inception", files_of(document, "json"), {}, "Mara Coder")
    assert told.document.id == document.id
    assert told.document.text == document.text


def test_documents_are_found_by_id_title_or_file():
    """The tool may have written the annotator's name as the id: then title, file or the only document tell."""
    document = load(PIER)
    other = evolve(document, id="other")
    (file,) = files_of(document, "json")
    nameless = file.data.replace(b'"documentId": "pier-2024"', b'"documentId": "mara"')
    titled = nameless.replace(json.dumps(document.metadata.title, ensure_ascii=False).encode(), b'"pier-2024.txt"')
    assert titled != nameless
    for name, data, known in (
        ("x.json", file.data, [other, document]),
        ("x.json", titled, [other, document]),
        ("pier-2024.json", nameless, [other, document]),
        ("x.json", nameless, [document]),
    ):
        assert one("inception", [InputFile(name=name, data=data)], known).document.id == document.id
    with pytest.raises(ImportRefusedError, match="it is about 'mara'; there are other, pier-2024"):
        one("inception", [InputFile(name="x.json", data=nameless)], [other, document])


def test_importers_are_found_by_name():
    """Importers come through entry points, as exporters do."""
    assert "inception" in importer_names()
    assert isinstance(load_importer("inception"), Importer)
    with pytest.raises(UnknownFormatError, match="inception"):
        load_importer("nothing")


def test_what_is_no_importer_is_refused(monkeypatch):
    """A plug-in without the methods of an importer is named."""
    monkeypatch.setattr(forms, "loaded", lambda *_: object())
    with pytest.raises(PluginError, match="it is no importer"):
        load_importer("inception")
