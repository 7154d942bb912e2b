"""Places, paths, options and plug-ins: what an export may write where, and what it refuses."""

import io
import json
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest
from attrs import evolve

from stancebank import Document, Layer, Quotation, Span
from stancebank.errors import ExportError, MissingExtraError, PluginError, UnknownFormatError
from stancebank.export import Article, OutputFile, export, exported, load_exporter, plugins, run
from stancebank.export.fields import fields
from stancebank.export.tei_files import TeiExporter


@pytest.fixture
def document():
    return Document.from_blocks("pier", [("headline", "Pier delayed"), ("paragraph", "It rains.")])


class Tricky:
    """An exporter that gives a file of any name."""

    form = TeiExporter.form

    def __init__(self, *paths):
        self.paths = paths

    def files(self, articles, choices, losses):
        del choices, losses
        list(articles)
        for path in self.paths:
            yield OutputFile(path=path, data=b"x")


@pytest.mark.parametrize(
    "path",
    ["../x", "/x", "a/../../x", "a//x", "a\\x", "C:x", "", ".", "nul.xml", "COM1", "a/aux/b", "x.", "x ", "a\0b"],
)
def test_no_file_leaves_its_folder(path, document, tmp_path, monkeypatch):
    """A name that would lead out of the export, or that some system cannot hold, is refused and nothing written."""
    monkeypatch.setattr(run, "load_exporter", lambda _: Tricky("good.xml", path))
    with pytest.raises(ExportError):
        export("tricky", [document], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_no_two_files_have_one_name(document, monkeypatch):
    """Names that differ only in case are one on some systems."""
    monkeypatch.setattr(run, "load_exporter", lambda _: Tricky("a.xml", "A.xml"))
    with pytest.raises(ExportError, match="only in case"):
        exported("tricky", [document])


def test_two_documents_of_one_id_are_refused(document):
    """The second document would take the place of the first."""
    with pytest.raises(ExportError, match="pier: two documents have this id"):
        exported("tei", [document, document])


def test_folders_that_hold_something_are_left_alone(document, tmp_path):
    """Nothing is mixed into a folder, unless that is asked for."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="not empty"):
        export("csv", [document], tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]
    export("csv", [document], tmp_path, overwrite=True)
    assert (tmp_path / "documents.csv").exists()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_places_must_fit_the_format(document, tmp_path):
    """One file is no folder, a folder is no file and no stream."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ExportError, match="this is a folder"):
        export("graphml", [document], tmp_path)
    with pytest.raises(ExportError, match="this is a file"):
        export("csv", [document], tmp_path / "file")
    with pytest.raises(ExportError, match="cannot be written to a stream"):
        export("csv", [document], io.BytesIO())
    stream = io.BytesIO()
    export("graphml", [document], stream)
    assert stream.getvalue().startswith(b"<?xml")


def test_one_file_means_one(document, tmp_path, monkeypatch):
    """An exporter that promised one file and gives two is caught."""
    one = Tricky("a", "b")
    monkeypatch.setattr(one, "form", load_exporter("graphml").form, raising=False)
    monkeypatch.setattr(run, "load_exporter", lambda _: one)
    with pytest.raises(ExportError, match="came as 2"):
        export("tricky", [document], tmp_path / "x")


def test_options_are_checked(document):
    """An unknown option or value is named with what there is."""
    with pytest.raises(ExportError, match="no option 'colour'; there are profile"):
        exported("tei", [document], {"colour": "red"})
    with pytest.raises(ExportError, match="one of hybrid, standoff, plain"):
        exported("tei", [document], {"profile": "fancy"})


def test_unknown_formats_list_the_known():
    """Whoever mistypes a format sees those there are."""
    with pytest.raises(UnknownFormatError, match=r"brat.*web-annotation"):
        load_exporter("nothing")


def entries(*values):
    return lambda **_: EntryPoints(EntryPoint("tei", value, "stancebank.exporters") for value in values)


def test_colliding_plug_ins_are_named(monkeypatch):
    """Two plug-ins of one name are an error that names both of them, never a choice by chance."""
    monkeypatch.setattr(plugins, "entry_points", entries("one.thing:Exporter", "other.thing:Exporter"))
    with pytest.raises(PluginError, match="one and other both bring it"):
        load_exporter("tei")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("nothing.at.all:Exporter", "cannot be loaded"),
        ("stancebank.export:Nothing", "cannot be loaded"),
        ("builtins:object", "it is no exporter"),
    ],
)
def test_broken_plug_ins_are_named(value, reason, monkeypatch):
    """A plug-in that is not there, or is something else, is told apart from an unknown format."""
    monkeypatch.setattr(plugins, "entry_points", entries(value))
    with pytest.raises(PluginError, match=reason):
        load_exporter("tei")


def test_a_missing_library_names_its_extra():
    """The error says what to install."""
    with pytest.raises(MissingExtraError, match=r"stancebank\[tables\]"):
        plugins.optional("there_is_no_such_module", "tables")


def test_fields_must_exist():
    """An exporter cannot claim to hold a field that the model does not have."""
    with pytest.raises(ValueError, match=r"Quotation\.colour"):
        fields("Quotation: colour")


HOSTILE = "</script><img src=x onerror=alert(1)>\"'\t& {{7*7}} \u202e =cmd|x!A0"


@pytest.mark.parametrize(
    "name",
    ["annis", "convokit", "csv", "frictionless", "jsonl", "huggingface", "graphml", "gexf", "vrt", "web-annotation"],
)
def test_hostile_content_stays_content(name):
    """Markup, formulas and controls in a text come out as they went in, or escaped: never as structure."""
    document = Document.from_blocks("pier", [("headline", HOSTILE), ("paragraph", f"{HOSTILE} said")])
    words = Span(document.segments[1].span.start, document.segments[1].span.end - 5)
    layer = Layer(id="l", annotator=None, quotations=[Quotation(id="q", content=[words], speakers=["x"])])
    metadata = evolve(document.metadata, title=HOSTILE, outlet=HOSTILE, language="en-|\n- x: y")
    document = evolve(document.with_layer(layer), metadata=metadata)
    files = {file.path: file.data for file in exported(name, [Article(document=document)])[0]}
    for path, data in files.items():
        if path.endswith((".graphml", ".gexf", ".vrt")):
            assert b"<img" not in data
        if path == "README.md":
            assert b"- x: y" not in data.splitlines()
        if path.endswith((".jsonl", ".jsonld", ".json")):
            for line in data.decode().split("\n") if path.endswith("l") else [data.decode()]:
                assert not line or json.loads(line)
    if name == "vrt":
        assert all(line.count("\t") in {0, 2} for line in files["corpus.vrt"].decode().split("\n"))


def test_nothing_of_the_machine_comes_into_an_export(articles):
    """No export names a folder of the machine that it was made on."""
    home = str(Path(__file__).parents[2])
    for name in ("tei", "csv", "frictionless", "graphml", "inception", "vrt", "web-annotation", "brat", "conllu"):
        for file in exported(name, articles)[0]:
            assert home.encode() not in file.data


def test_what_counts_in_tokens_counts_what_has_none():
    """Blank segments and spans, and documents without a word, are told by the formats that have no place for them."""
    blank = Document.from_blocks("blank", [("paragraph", "\u00a0")])
    half = Document.from_blocks("half", [("paragraph", " "), ("paragraph", "a word")])
    half = half.with_layer(Layer(id="l", annotator=None, quotations=[Quotation(id="q", content=[Span(0, 1)])]))
    for name, kinds in (
        ("conllu", {"conllu.empty": 2, "conllu.empty-documents": 1, "conllu.blank": 1}),
        ("vrt", {"vrt.empty": 1}),
    ):
        told = {loss.kind: loss.count for loss in exported(name, [blank, half])[1].losses}
        assert kinds.items() <= told.items()


def test_brat_wants_pieces_in_order():
    """Pieces out of the order of the text are sorted, and that is told."""
    document = Document.from_blocks("pier", [("paragraph", "one two three")])
    quotation = Quotation(id="q", content=[Span(8, 13), Span(0, 3)])
    document = document.with_layer(Layer(id="l", annotator=None, quotations=[quotation]))
    files, report = exported("brat", [document])
    assert "T1\tQuotation 0 3;8 13\tone three\n" in {file.path: file.data.decode() for file in files}["pier.ann"]
    assert {loss.kind: loss.count for loss in report.losses}["brat.order"] == 1
