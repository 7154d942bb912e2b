"""Release bundles as archivists, repositories and this library read them."""

import json
import shutil

import bagit
import datacite.schema45
import pytest
from attrs import evolve
from rocrate.rocrate import ROCrate

from facts import joined
from stancebank import Corpus, load
from stancebank.corpus import Registry
from stancebank.errors import ExportError
from stancebank.export import Article, export, exported
from stancebank.export.fields import ALL_FIELDS, counted
from stancebank.model import Document, Licence, Metadata


@pytest.fixture
def bag(articles, tmp_path):
    """The example corpus in a bag."""
    export("release", articles[2:3], tmp_path / "bag")
    return tmp_path / "bag"


def test_bagit_finds_it_whole(bag):
    """The bag is valid, and no longer so when a byte of an article is changed."""
    assert bagit.Bag(str(bag)).is_valid()
    place = bag / "data" / "articles" / "csto-2022-12-19.xml"
    place.write_bytes(place.read_bytes().replace(b"TEI", b"TEJ", 1))
    assert not bagit.Bag(str(bag)).is_valid()


def test_the_payload_is_the_corpus(bag, articles):
    """Opened as a corpus, the payload has the same facts, and its references lead to the same names."""
    corpus = Corpus.open(bag / "data")
    found = [Article(document=load(path), folder=path.parent, registry=Registry()) for path in corpus.paths]
    assert joined(found) == joined(articles[2:3])
    assert [one.document for one in found] == [articles[2].document]
    for part in corpus.parts:
        assert part.is_file()
    (before,), (after,) = articles[2:3], found
    for speaker in before.document.speakers:
        told = speaker.same_as or speaker.id
        assert after.registry.label(after.document, told, after.folder) == before.registry.label(
            before.document, told, before.folder
        )
    home = articles[2].folder.parent
    for name in ("CITATION.cff", "DATA_STATEMENT.md", "corpus.xml", "LICENSE.md"):
        assert (bag / "data" / name).read_bytes() == (home / name).read_bytes()


def test_rocrate_reads_what_each_file_is(bag, articles):
    """The crate names every file of the payload but itself, with its size, and the title of the corpus."""
    crate = ROCrate(bag / "data")
    files = {
        path.relative_to(bag / "data").as_posix(): path.stat().st_size
        for path in (bag / "data").rglob("*")
        if path.is_file() and path.name != "ro-crate-metadata.json"
    }
    parts = {one.id: int(one["contentSize"]) for one in crate.root_dataset["hasPart"]}
    assert parts == files
    assert crate.name == "The stancebank example corpus"
    document = articles[2].document
    assert crate.get(f"articles/{document.id}.xml")["name"] == document.metadata.title
    assert {one["name"] for one in crate.root_dataset["license"]} == {
        document.metadata.text_licence.statement,
        document.metadata.annotation_licence.statement,
    }
    assert [one["name"] for one in crate.root_dataset["contributor"]] == [one.name for one in document.annotators]


@pytest.mark.parametrize("which", [slice(0, 1), slice(0, 3), slice(2, 3)])
def test_datacite_takes_the_metadata(which, articles, tmp_path):
    """The metadata is valid by DataCite's schema, and has creators, year and rights of the headers."""
    export("release", articles[which], tmp_path / "bag")
    told = json.loads((tmp_path / "bag" / "data" / "datacite.json").read_text(encoding="utf-8"))
    datacite.schema45.validator.validate(told)
    years = {(article.document.metadata.edition_date or "")[:4] for article in articles[which]}
    assert told["publicationYear"] == max(years)
    people = {
        one.name for article in articles[which] for one in article.document.annotators if one.kind.value == "person"
    }
    assert {one["name"] for one in told["creators"] if one["nameType"] == "Personal"} == people
    addresses = {one.get("rightsUri") for one in told["rightsList"]}
    assert "https://creativecommons.org/licenses/by/4.0/" in addresses
    assert bagit.Bag(str(tmp_path / "bag")).is_valid()


def test_documents_without_a_corpus_are_described_from_their_headers(articles, tmp_path):
    """A statement and a citation are made that tell languages, annotators, terms and statuses."""
    export("release", articles[:2], tmp_path / "bag")
    data = tmp_path / "bag" / "data"
    statement = (data / "DATA_STATEMENT.md").read_text(encoding="utf-8")
    about = articles[0].document.metadata
    for words in ("Kim Example", "finder", about.text_licence.statement, about.unrecorded, about.outlet, "proposed:"):
        assert words in statement
    cited = (data / "CITATION.cff").read_text(encoding="utf-8")
    assert '  - name: "Kim Example"' in cited
    assert 'license-url: "https://creativecommons.org/licenses/by/4.0/"' in cited
    found = load(data / "articles" / "pier-2024.xml")
    assert counted(found, frozenset()) == counted(articles[0].document, frozenset())
    assert counted(found, ALL_FIELDS - {"Quotation.content"}) == counted(
        articles[0].document, ALL_FIELDS - {"Quotation.content"}
    )


def test_what_no_header_tells_is_counted():
    """Without a day of publication the year is missing, and the report says so; terms without an address have none."""
    document = Document.from_blocks("pier", [("headline", "Pier delayed")])
    terms = Metadata(title="Pier", text_licence=Licence(statement="Ask first."))
    files, report = exported("release", [evolve(document, metadata=terms)])
    told = {file.path: file.data for file in files}
    assert "publicationYear" not in json.loads(told["data/datacite.json"])
    assert [loss.kind for loss in report.losses] == ["release.year"]
    assert b'"#terms-1"' in told["data/ro-crate-metadata.json"]
    assert b"Bagging-Date" not in told["bag-info.txt"]
    assert b"license-url" not in told["data/CITATION.cff"]


def test_seeds_are_counted(articles):
    """A seed lies outside of the corpus and is not in the bundle: the report says so, and nothing else is lost."""
    _, report = exported("release", articles[2:3])
    assert [(loss.kind, loss.count) for loss in report.losses] == [("release.seeds", 1)]


def test_a_part_of_a_corpus_has_no_root(articles, tmp_path):
    """A root that includes other articles is left out, a missing file is counted, and one outside is refused."""
    home = tmp_path / "corpus"
    shutil.copytree(articles[2].folder.parent, home)
    document = evolve(articles[2].document, id="other")
    (home / "taxonomies" / "genre.xml").unlink()
    files, report = exported("release", [Article(document=document, folder=home / "articles")])
    assert "data/articles/other.xml" in {file.path for file in files}
    assert "data/corpus.xml" not in {file.path for file in files}
    assert {"release.root", "release.missing"} <= {loss.kind for loss in report.losses}
    root = (home / "corpus.xml").read_text(encoding="utf-8").replace("taxonomies/cap.xml", "../cap.xml")
    (home / "corpus.xml").write_text(root, encoding="utf-8")
    with pytest.raises(ExportError, match="does not lie in it"):
        exported("release", [Article(document=document, folder=home / "articles")])
