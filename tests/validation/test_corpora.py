"""The rules on a corpus: each breaks on the corpora that are made for it, and on no other."""

import shutil
from pathlib import Path

import pytest
from attrs import evolve

from corpora import CORPORA, PAPERS, altered, build, lind, recount, replace, text, write
from stancebank import Affiliation, CorpusError
from stancebank.findings import Severity, Verdict
from stancebank.validation import RULES, rule, validate
from stancebank.validation.gathering import Gathering
from stancebank.validation.rule import Scope
from stancebank.validation.whole import FileFacts
from validation.golden import PARTS, WHOLES, edited_corpus, recorded, told

CODES = [row.code for row in RULES if row.scope is Scope.CORPUS]
FAILING = [key for key in CORPORA if key[1] == "fail"]
RECORDED, EDITED = recorded(), recorded(WHOLES)
PASSING = [key for key in CORPORA if key[1] == "pass"]
REAL = Path(__file__).parents[2] / "corpus"


def named(key):
    return "-".join(key)


@pytest.fixture
def corpus(tmp_path):
    """Return the folder of the sound corpus."""
    return build(tmp_path / "harbour")


def found(folder, **more):
    return validate(folder, profile="release", select=CODES, **more)


def codes(report):
    return [one.code for one in report.findings]


def test_the_sound_corpus_breaks_no_rule(corpus):
    """Every corpus below differs from it in one thing."""
    assert codes(found(corpus)) == []
    assert found(corpus).verdict is Verdict.VALID


@pytest.mark.parametrize("key", FAILING, ids=named)
def test_a_failing_corpus_breaks_one_rule(corpus, key):
    """The rule is the one that it is made for; the finding says where, and how to mend it."""
    CORPORA[key](corpus)
    report = found(corpus)
    assert codes(report) == [key[0]], report.findings
    [finding] = report.findings
    assert finding.hint
    assert finding.severity is (Severity.ERROR if key[0] in {"CO005", "CO009"} else rule(key[0]).severity)
    assert Path(finding.location.source).is_file()
    assert told(report, corpus) == RECORDED[named(key)]


@pytest.mark.parametrize("name", PARTS)
def test_every_edit_of_a_sound_corpus_is_told_as_recorded(name):
    """Take away or change any element, attribute or text of the file: what the rules say of the whole is known."""
    assert edited_corpus(name) == EDITED[name]


@pytest.mark.parametrize("key", PASSING, ids=named)
def test_a_passing_corpus_breaks_no_rule(corpus, key):
    """What comes close to breaking the rule is not reported."""
    CORPORA[key](corpus)
    assert found(corpus).findings == ()


@pytest.mark.parametrize("same", [None, "quay.other", "people.xml", "https://example.org/people.xml#lind"])
def test_only_a_file_of_the_corpus_holds_an_entry(corpus, same):
    """A voice that is the same as one of its own document, or of another place, is still compared by its name."""
    write(corpus, "quay", text("quay"), lind("Ben Okoro", of="quay", same_as=same))
    assert codes(found(corpus)) == ["SP008"]


def test_every_paper_that_is_missing_is_told(corpus):
    """Each by what it is, with the name under which it is looked for."""
    for name in PAPERS:
        (corpus / name).unlink()
    papers = ["a README", "a licence", "a CITATION.cff", "a data statement or datasheet", "a changelog"]
    told = {(one.message, one.hint) for one in found(corpus).findings}
    assert told == {(f"the folder of the corpus has no {paper.split(' ', 1)[1]}", f"write {paper}") for paper in papers}


def test_below_release_no_rule_looks_at_the_whole(corpus):
    """The corpus as a whole is a matter of the profile."""
    (corpus / "README.md").unlink()
    assert not set(validate(corpus).run) & set(CODES)
    assert set(validate(corpus).skipped) >= set(CODES)


def test_an_affiliation_on_other_days_is_a_contradiction(corpus):
    """To say less is none, to say something else is."""
    people = corpus / "registry/people.xml"
    tie = '<affiliation ref="org:council" role="head" from="2020-01-01"/>'
    people.write_text(people.read_text().replace("Ada Lind</persName>", f"Ada Lind</persName>{tie}"))
    for start, expected in (("2020", []), (None, []), ("2021-01-01", ["CO008"])):
        affiliation = {"organisation": "org:council", "role": "head", "start": start}
        write(corpus, "pier", text("pier"), lind(affiliations=[Affiliation(**affiliation)]))
        assert codes(found(corpus)) == expected


def test_two_voices_of_one_article_with_one_address_are_told(corpus):
    """In one file nobody needs two entries for a person."""
    twins = [
        lind(name, id=f"quay.{own}", same_as=None, identifiers=["https://x.org/7"])
        for own, name in (("a", "Eva Holm"), ("b", "E. Holm"))
    ]
    write(corpus, "quay", text("quay"), *twins)
    assert "SP006" in codes(found(corpus))


def test_what_cannot_be_read_is_told_and_not_counted(corpus):
    """An extent is not called wrong where a document could not be counted."""
    (corpus / "articles/pier.xml").write_text("<")
    report = found(corpus)
    assert sorted(codes(report)) == ["RT004", "WF001"]
    assert "did not see 1 file" in next(one.message for one in report.findings if one.code == "RT004")


def test_a_corpus_whose_root_cannot_be_read_is_looked_at_all_the_same(corpus):
    """What the root file would have to say is not asked for."""
    (corpus / "corpus.xml").write_text("<")
    assert set(codes(found(corpus))) == {"RT004", "WF001"}


def test_files_of_no_corpus_are_told(corpus):
    """Single files, and folders inside a corpus, are not the whole."""
    for place in (corpus / "articles", corpus / "articles/pier.xml"):
        report = found(place)
        assert codes(report) == ["RT004"]
        assert report.verdict is Verdict.UNDETERMINED


def test_a_single_file_finds_the_registries_of_its_corpus(tmp_path):
    """Pointers into registries and taxonomies are followed from one article alone."""
    shutil.copytree(REAL, tmp_path / "corpus")
    shutil.copytree(REAL.parent / "seeds", tmp_path / "seeds")
    [article] = (tmp_path / "corpus/articles").glob("*.xml")
    before = {one.code for one in validate(article).findings}
    (tmp_path / "corpus/registry/listPerson.xml").unlink()
    assert "PT005" in {one.code for one in validate(article).findings} - before


def test_two_corpora_below_one_folder_are_two(tmp_path):
    """Each is looked at by itself, though they hold the same."""
    for name in ("one", "two"):
        build(tmp_path / name)
    assert codes(found(tmp_path)) == []
    (tmp_path / "two/LICENSE").unlink()
    [finding] = found(tmp_path).findings
    assert finding.location.source == str(tmp_path / "two/corpus.xml")


def test_a_folder_without_files_is_not_valid(tmp_path):
    """Nothing was checked, so nothing can be said."""
    report = validate(tmp_path)
    assert codes(report) == ["RT001"]
    assert report.verdict is Verdict.UNDETERMINED


def test_documents_in_the_root_file_count(corpus):
    """A teiCorpus may hold a document itself: it is counted, and compared with the others."""
    told = (corpus / "articles/quay.xml").read_text()
    inner = told[told.index("<TEI") :].replace("quay", "inner")
    replace(corpus, "corpus.xml", '  <xi:include href="articles/quay.xml"/>', inner)
    (corpus / "articles/quay.xml").unlink()
    replace(corpus, "corpus.xml", "doc:quay", "doc:inner")
    recount(corpus)
    assert codes(found(corpus)) == []
    write(corpus, "pier", text("quay").replace("quay", "inner"))
    assert codes(found(corpus)) == ["CO005"]
    write(corpus, "pier", altered(text("quay").replace("quay", "inner"), 2))
    assert codes(found(corpus)) == ["CO006"]


def test_too_many_ids_are_told(corpus, monkeypatch):
    """What was not compared is said."""
    monkeypatch.setattr("stancebank.validation.gathering.MOST_IDS", 2)
    assert codes(found(corpus)) == ["RT002"]


def test_a_document_that_is_none_after_all_is_told(corpus, monkeypatch):
    """It is not counted, and the rules that would need it keep silent."""

    def refuse(_root, *, fallback_id="document"):
        msg = f"no segments in {fallback_id}"
        raise ValueError(msg)

    for module in ("checking", "recounting"):
        monkeypatch.setattr(f"stancebank.validation.{module}.read", refuse)
    assert set(codes(found(corpus))) == {"RT004"}
    with pytest.raises(CorpusError, match="no segments"):
        recount(corpus)


def test_a_document_in_the_root_file_that_cannot_be_read_is_told(corpus, monkeypatch):
    """It counts among the files that were not seen."""
    told = (corpus / "articles/quay.xml").read_text()
    replace(corpus, "corpus.xml", '  <xi:include href="articles/quay.xml"/>', told[told.index("<TEI") :])
    (corpus / "articles/quay.xml").unlink()

    def refuse(_root):
        raise ValueError

    monkeypatch.setattr("stancebank.validation.notes.read", refuse)
    assert codes(found(corpus)) == ["RT004"]


def test_a_text_that_is_gone_when_it_is_compared_is_like_no_other(corpus):
    """A file may vanish between two looks at it."""
    write(corpus, "quay", altered(text("pier"), 2))
    subject = Gathering(corpus, 0.8).subject("corpus.xml")
    lost = FileFacts(source="x", path="articles/lost.xml", root="TEI", id="lost", line=1)
    assert subject.text_of(lost) == ""
    assert subject.text_of(evolve(lost, path="articles/pier.xml")) == text("pier")


def test_a_rule_on_corpora_that_fails_is_reported(corpus, monkeypatch):
    """The others go on."""

    def fall(_corpus):
        raise RuntimeError

    broken = [evolve(row, over_corpus=fall) if row.code == "CO013" else row for row in RULES]
    monkeypatch.setattr("stancebank.validation.brief.RULES", tuple(broken))
    (corpus / "LICENSE").unlink()
    assert sorted(codes(found(corpus))) == ["CO009", "RT003"]


def test_a_file_is_checked_once_however_often_it_is_named(corpus):
    """The corpus is looked at as a whole if it is named as a whole, in whatever order."""
    places = [corpus / "articles/pier.xml", corpus, corpus / "articles"]
    report = found(places)
    assert report == found(list(reversed(places))) == found(corpus)
    assert len(report.sources) == len(set(report.sources)) == 6


def test_a_root_file_without_an_id_does_not_bring_rules_down(corpus):
    """What lacks an id is told by another rule."""
    replace(
        corpus,
        "articles/quay.xml",
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="quay"',
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"',
    )
    replace(corpus, "corpus.xml", "doc:pier doc:quay", "doc:pier")
    assert "RT003" not in codes(found(corpus))
