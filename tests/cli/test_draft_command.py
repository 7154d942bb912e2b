"""``stancebank draft``: where drafts go, what is said about them, and what is kept."""

import shutil
from pathlib import Path

import pytest

import stancebank as sb
from running import CliRunner
from stancebank.cli import main

ROOT = Path(__file__).parents[2]
TEXT = 'Pier delayed\n\n5 March 2024\n\n"The pier can wait," said Ada Lind. Jon Berg said the pier was safe.\n'


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words, **options: runner.invoke(main, ["draft", *map(str, words)], **options)


@pytest.fixture
def source(tmp_path):
    place = tmp_path / "pier.txt"
    place.write_text(TEXT, encoding="utf-8")
    return place


def test_one_text_goes_to_standard_output(run, source):
    """Data on standard output, talk on standard error."""
    result = run(source)
    assert result.exit_code == 0
    document = sb.loads(result.stdout.encode())
    assert [document.text_of(one) for one in document.quotations] == ['"The pier can wait,"', "the pier was safe"]
    assert "2 quotations, 0 topics" in result.stderr
    assert "language judged by its commonest words to be en" in result.stderr


def test_standard_input_is_a_source(run, tmp_path):
    """A text on standard input is drafted; the file's name gives the id."""
    target = tmp_path / "from-stdin.xml"
    assert run("-", "-o", target, "--language", "en", input=TEXT).exit_code == 0
    assert sb.load(target).id == "from-stdin"
    assert "judged" not in run("-", "--language", "en", input=TEXT).stderr


def test_a_folder_goes_to_a_folder(run, source, tmp_path):
    """Each article has a file of its own; several need a folder."""
    (tmp_path / "quay.txt").write_text(TEXT.replace("Pier", "Quay"), encoding="utf-8")
    out = tmp_path / "out"
    assert run(tmp_path, "-o", out).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["pier.xml", "quay.xml"]
    assert sb.validate(out, profile="draft").verdict == "valid"
    assert "need a folder" in run(source, tmp_path / "quay.txt").stderr
    result = run(source, tmp_path / "quay.txt", "-o", tmp_path / "one.xml")
    assert (result.exit_code, "need a folder, not the file" in result.stderr) == (2, True)


def test_what_articles_share_is_told_once(run, source, tmp_path):
    """Outlet, licences and genre that are told for all make drafts valid under the standard profile."""
    shared = tmp_path / "shared.toml"
    shared.write_text(
        'outlet = "Harbour Post"\nunrecorded = "The addresses are lost."\ngenres = ["Current"]\n'
        'text_licence = "All rights with the publisher."\nannotation_licence = "https://example.org/by"\n',
        encoding="utf-8",
    )
    out = tmp_path / "out"
    assert run(source, "-o", out, "--metadata", shared, "--language", "en").exit_code == 0
    report = sb.validate(out)
    assert report.verdict == "valid"
    assert {"MD009", "MD011", "MD014"}.isdisjoint(finding.code for finding in report.findings)
    shared.write_text("outlets = 1", encoding="utf-8")
    result = run(source, "-o", out, "--metadata", shared)
    assert (result.exit_code, "there is no field 'outlets'" in result.stderr) == (3, True)


def test_running_again_keeps_decisions(run, source, tmp_path):
    """The file is drafted anew around what a person has decided on."""
    target = tmp_path / "pier.xml"
    run(source, "-o", target)
    first = target.read_bytes()
    run(source, "-o", target)
    assert target.read_bytes() == first
    target.write_bytes(first.replace(b"status:proposed", b"status:confirmed", 1))
    result = run(source, "-o", target)
    assert "1 proposals left out: people have decided on them" in result.stderr
    assert [one.status for one in sb.load(target).quotations] == ["confirmed", "proposed"]
    again = run(target, "-o", target)
    assert again.exit_code == 0
    assert [one.status for one in sb.load(target).quotations] == ["confirmed", "proposed"]
    assert sb.loads(run(target).stdout.encode()) == sb.load(target)
    run(target, "-o", tmp_path)


def test_a_file_with_another_text_is_not_overwritten(run, source, tmp_path):
    """A draft never changes a text: a file that holds another one is refused."""
    target = tmp_path / "pier.xml"
    run(source, "-o", target)
    before = target.read_bytes()
    source.write_text(TEXT + "\nMore.\n", encoding="utf-8")
    result = run(source, "-o", target)
    assert result.exit_code == 3
    assert "it holds another text" in result.stderr
    assert target.read_bytes() == before


def test_topics_come_from_a_taxonomy(run, source, tmp_path):
    """A taxonomy of the corpus is named by a relative address, so that the validator can follow it."""
    source.write_text(TEXT + "\nThe government spoke of diplomacy and of national security.\n", encoding="utf-8")
    shutil.copytree(ROOT / "corpus" / "taxonomies", tmp_path / "taxonomies")
    out = tmp_path / "out"
    result = run(source, "-o", out, "--taxonomy", tmp_path / "taxonomies" / "mediatopic.xml")
    assert result.exit_code == 0
    document = sb.load(out / "pier.xml")
    assert 1 <= len(document.topics) <= 3
    prefix = next(one for one in document.prefixes if one.name == "mediatopic")
    assert prefix.replacement == "../taxonomies/mediatopic.xml#mediatopic.$1"
    assert sb.validate(out, profile="draft").verdict == "valid"


def test_a_taxonomy_is_named_from_the_folder_of_the_file(run, source, tmp_path):
    """Wherever the command runs, the address starts where the document lies."""
    source.write_text(TEXT + "\nThe government spoke of diplomacy and of national security.\n", encoding="utf-8")
    shutil.copytree(ROOT / "corpus" / "taxonomies", tmp_path / "taxonomies")
    (tmp_path / "articles").mkdir()
    target = tmp_path / "articles" / "pier.xml"
    run(source, "-o", target, "--taxonomy", tmp_path / "taxonomies" / "mediatopic.xml")
    prefix = next(one for one in sb.load(target).prefixes if one.name == "mediatopic")
    assert prefix.replacement == "../taxonomies/mediatopic.xml#mediatopic.$1"


def test_a_taxonomy_that_lies_far_away_is_named_by_its_concepts(run, source, tmp_path):
    """An address that no reader would follow is not written; the published one is."""
    source.write_text(TEXT + "\nThe government spoke of diplomacy and of national security.\n", encoding="utf-8")
    out = tmp_path / "out"
    assert run(source, "-o", out, "--taxonomy", ROOT / "corpus" / "taxonomies" / "mediatopic.xml").exit_code == 0
    prefix = next(one for one in sb.load(out / "pier.xml").prefixes if one.name == "mediatopic")
    assert prefix.replacement == "http://cv.iptc.org/newscodes/mediatopic/$1"
    assert sb.validate(out, profile="draft").verdict == "valid"


def test_annotators_are_chosen_by_name(run, source):
    """Named annotators run instead of the shipped ones; an unknown one is an error."""
    document = sb.loads(run(source, "--annotator", "rules").stdout.encode())
    assert (len(document.quotations), document.stances) == (2, ())
    result = run(source, "--annotator", "oracle")
    assert (result.exit_code, "there is none of this name" in result.stderr) == (3, True)


def test_tables_need_columns(run, tmp_path):
    """Columns are named by options; a wrong option is told."""
    table = tmp_path / "news.csv"
    table.write_text('body,day\n"Pier. Ada Lind said it can wait.",2024-03-05\n', encoding="utf-8")
    out = tmp_path / "out"
    assert run(table, "-o", out, "--column", "text=body", "--column", "date=day").exit_code == 0
    assert sb.load(out / "news-1.xml").metadata.date == "2024-03-05"
    assert run(table, "--column", "text").exit_code == 2
    assert "has no column 'text'" in run(table, "-o", out).stderr
    assert "need a folder" in run(table, "--column", "text=body").stderr


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"\x00\x01\x02", "it is binary"),
        ("Gruß".encode("latin-1"), "is not utf-8"),
    ],
)
def test_bad_input_is_told_in_a_sentence(run, tmp_path, data, reason):
    """Empty, binary and wrongly encoded files end in one sentence and the exit code 3."""
    place = tmp_path / "pier.txt"
    place.write_bytes(data)
    result = run(place)
    assert result.exit_code == 3
    assert reason in result.stderr
    assert "Traceback" not in result.output


def test_faults_are_told_but_do_not_stop(run, tmp_path):
    """Marks without partners are listed, a few of many, and the draft is written."""
    place = tmp_path / "pier.txt"
    place.write_text("Pier\n\n" + "“a " * 9 + "said Ada Lind.\n", encoding="utf-8")
    result = run(place, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "and 4 more quotation marks without a partner" in result.stderr


def test_one_bad_source_does_not_stop_the_others(run, source, tmp_path):
    """The good sources of a folder are drafted, the bad one is told, and the exit code says so."""
    (tmp_path / "bad.txt").write_bytes(b"")
    out = tmp_path / "out"
    result = run(tmp_path, "-o", out)
    assert result.exit_code == 3
    assert "bad.txt: it is empty" in result.stderr
    assert [path.name for path in out.iterdir()] == ["pier.xml"]
    assert source.exists()


def test_a_draft_says_when_it_was_made(run, source, tmp_path):
    """The day is told, or that of the environment, or today; a second run on another day gives the same bytes."""
    target = tmp_path / "pier.xml"
    assert run(source, "-o", target, "--date", "2024-03-06").exit_code == 0
    first = target.read_bytes()
    assert b'<change when="2024-03-06"' in first
    assert sb.validate(target, select=["PV009"]).findings == ()
    assert run(source, "-o", target, "--date", "2024-04-01").exit_code == 0
    assert target.read_bytes() == first
    assert '<change when="1970-01-02"' in run(source, env={"SOURCE_DATE_EPOCH": "86400"}).stdout
    assert {one.when for one in sb.loads(run(source).stdout.encode()).changes} != {None}


@pytest.mark.parametrize(
    ("words", "seconds"), [(["--date", "6 March"], None), ([], "yesterday"), ([], "99999999999999999999")]
)
def test_a_day_that_is_none_is_wrong_usage(run, source, words, seconds):
    """In an option as in the environment, with one sentence."""
    result = run(source, *words, env={"SOURCE_DATE_EPOCH": seconds})
    assert result.exit_code == 2
    assert "Traceback" not in result.output
