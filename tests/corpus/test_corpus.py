"""Opening a corpus, streaming it, following references."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from attrs import evolve

from stancebank import Corpus, CorpusError, Document, Prefix, RefusedError, dumps
from stancebank.corpus import Registry, Resolution, expand, find_root

ROOT = Path(__file__).parents[2] / "corpus"
HEAD = b"""<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude" xml:id="c">
<teiHeader><fileDesc><titleStmt><title>Harbour</title></titleStmt></fileDesc></teiHeader>"""


def make(folder: Path, *hrefs: str) -> Path:
    includes = b"".join(b'<xi:include href="%s"/>' % href.encode() for href in hrefs)
    (folder / "corpus.xml").write_bytes(HEAD + includes + b"</teiCorpus>")
    return folder


def test_the_example_corpus_opens():
    """Documents come in the order of the root file; registries are parts of it, not documents."""
    corpus = Corpus.open(ROOT)
    assert [document.id for document in corpus] == ["csto-2022-12-19"]
    assert corpus.root.title == "The stancebank example corpus"
    assert {path.name for path in corpus.parts} >= {"listPerson.xml", "listOrg.xml", "position.xml"}
    assert Corpus.open(ROOT / "corpus.xml").paths == corpus.paths


def test_map_gives_the_same_with_and_without_an_executor():
    """Any executor of the standard library will do."""
    corpus = Corpus.open(ROOT)
    with ThreadPoolExecutor(2) as executor:
        assert list(corpus.map(len_of_text, executor)) == list(corpus.map(len_of_text))


def len_of_text(document: Document) -> int:
    return len(document.text)


def test_documents_in_the_root_file_come_first(tmp_path):
    """A teiCorpus may hold documents itself."""
    document = dumps(Document.from_blocks("inner", [("paragraph", "x")])).split(b"\n", 1)[1]
    (tmp_path / "corpus.xml").write_bytes(HEAD + document + b"</teiCorpus>")
    assert [one.id for one in Corpus.open(tmp_path)] == ["inner"]


@pytest.mark.parametrize("href", ["../outside.xml", "http://example.org/a.xml", "file:///etc/passwd", ""])
def test_an_include_must_stay_inside(tmp_path, href):
    """Nothing outside the corpus's folder is ever opened."""
    with pytest.raises(CorpusError, match="SE003"):
        Corpus.open(make(tmp_path, href))


def test_what_is_no_corpus_is_refused_in_a_sentence(tmp_path):
    """A missing root file, another root, and a broken one are told apart."""
    with pytest.raises(CorpusError, match=r"no corpus\.xml here"):
        Corpus.open(tmp_path)
    (tmp_path / "corpus.xml").write_bytes(dumps(Document.from_blocks("d", [("paragraph", "x")])))
    with pytest.raises(CorpusError, match="not a teiCorpus"):
        Corpus.open(tmp_path)
    (tmp_path / "corpus.xml").write_bytes(b"<teiCorpus")
    with pytest.raises(RefusedError):
        Corpus.open(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "corpus.xml").mkdir()
    with pytest.raises(CorpusError, match="cannot be read"):
        Corpus.open(tmp_path / "folder")


def test_a_document_that_cannot_be_read_is_named(tmp_path):
    """The error of a stream names the file."""
    corpus = Corpus.open(make(tmp_path, "gone.xml"))
    with pytest.raises(CorpusError, match=r"gone\.xml: cannot be read"):
        list(corpus)
    (tmp_path / "gone.xml").write_bytes(b"<TEI/>")
    with pytest.raises(CorpusError, match=r"gone\.xml: WF006"):
        list(corpus)


def test_the_root_is_found_upwards(tmp_path):
    """From a file deep in a corpus its folder is found; elsewhere there is none."""
    assert find_root(ROOT / "articles" / "csto-2022-12-19.xml") == ROOT
    assert find_root(tmp_path) is None


def test_references_are_followed_into_registries():
    """A prefixed reference leads to an entry; what is missing is told apart."""
    document = next(iter(Corpus.open(ROOT)))
    registry, folder = Registry(), ROOT / "articles"
    found = registry.resolve(document, "per:zas", folder)
    assert found.outcome is Resolution.FOUND
    assert found.entry is not None
    assert (found.entry.element, found.entry.label) == ("person", "Stanislav Zas")
    assert registry.resolve(document, "per:nobody", folder).outcome is Resolution.MISSING_ID
    assert registry.resolve(document, "gone.xml#x", folder).outcome is Resolution.MISSING_FILE
    assert registry.resolve(document, "nope:x", folder).outcome is Resolution.UNKNOWN_PREFIX
    assert registry.resolve(document, "https://example.org", folder).outcome is Resolution.ELSEWHERE
    assert registry.label(document, "mediatopic:11000000", folder) == "politics and government"
    assert registry.label(document, "per:nobody", folder) == "per:nobody"
    assert registry.label(document, "nobody", folder) == "nobody"


def test_what_was_found_under_one_prefix_is_not_told_under_another(tmp_path):
    """The same reference leads elsewhere in a document that declares its prefix otherwise, or in another folder."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_text(
            f'<listPerson xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="x"><persName>{name}</persName></person>'
            "</listPerson>"
        )
    plain = Document.from_blocks("d", [("paragraph", "x")])
    here, there = (evolve(plain, prefixes=[Prefix(name="per", replacement=f"{name}.xml#$1")]) for name in "ab")
    registry = Registry()
    told = [registry.resolve(one, "per:x", tmp_path).entry.label for one in (here, there, here, evolve(here))]
    assert told == ["a", "b", "a", "a"]
    assert registry.resolve(here, "per:x", tmp_path / "deeper").outcome is Resolution.MISSING_FILE


def test_an_unreadable_registry_is_told_from_a_missing_one(tmp_path):
    """A registry that is not XML resolves nothing, and says why."""
    (tmp_path / "bad.xml").write_bytes(b"<")
    document = Document.from_blocks("d", [("paragraph", "x")])
    assert Registry().resolve(document, "bad.xml#x", tmp_path).outcome is Resolution.UNREADABLE_FILE


def test_prefixes_expand_by_replacement_only():
    """The pattern of a prefix is never run; built-in prefixes need no declaration."""
    document = Document.from_blocks("d", [("paragraph", "x")])
    assert expand(document, "position:support") == "urn:stancebank:position:support"
    assert expand(document, "x:y") is None
    assert expand(document, "#local") == "#local"
    with_prefix = Document(
        id=document.id,
        text=document.text,
        segments=document.segments,
        metadata=document.metadata,
        prefixes=[Prefix(name="x", replacement="r.xml#a.$1", pattern="(a+)+$")],
    )
    assert expand(with_prefix, "x:y") == "r.xml#a.y"
