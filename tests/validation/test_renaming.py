"""Ids that a fix renames: whatever points at them in other files follows, or nothing is renamed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from running import CliRunner
from stancebank.cli import main
from stancebank.tei import replace_files
from stancebank.validation import validate
from stancebank.validation.renaming import Renaming, followed

SOUND = Path(__file__).parent / "cases" / "WF001" / "pass-well-formed.xml"
TEI = "http://www.tei-c.org/ns/1.0"
ENTRY = '<state type="authority" when="2024-03-10"><desc>none found</desc></state>'
PEOPLE = f"""<listPerson xmlns="{TEI}" xml:id="people" type="voices">
  <person xml:id="1lind">
    <persName>Ada Lind</persName><affiliation ref="org:council" role="head">chair</affiliation>{ENTRY}
  </person>
  <person xml:id="berg"><persName>Mona Berg</persName>{ENTRY}</person>
</listPerson>
"""
BODIES = f"""<listOrg xmlns="{TEI}" xml:id="bodies" type="voices">
  <org xml:id="council" role="government"><orgName>Harbour council</orgName>{ENTRY}</org>
</listOrg>
"""
PREFIXES = (
    '<prefixDef ident="per" matchPattern="(.+)" replacementPattern="../registry/people.xml#$1"/>'
    '<prefixDef ident="org" matchPattern="(.+)" replacementPattern="../registry/bodies.xml#$1"/>'
)
ROOT = f"""<teiCorpus xmlns="{TEI}" xml:id="piers" xml:lang="en"><teiHeader><fileDesc/></teiHeader></teiCorpus>
"""


def article(name):
    text = SOUND.read_text(encoding="utf-8").replace("pass-well-formed", name)
    text = text.replace("<listPrefixDef>", f"<listPrefixDef>{PREFIXES}").replace('who="#lind"', 'who="per:1lind"')
    text = text.replace('<person xml:id="lind">', f'<person xml:id="{name}.lind" sameAs="per:1lind">')
    return text.replace('"#lind"', '"per:1lind"').replace('ref="per:1lind"', 'ref="../registry/people.xml#1lind"')


@pytest.fixture
def corpus(tmp_path):
    """Two articles that point into a registry by a prefix and by an address, and a registry into another one."""
    for name, text in {
        "corpus.xml": ROOT,
        "registry/people.xml": PEOPLE,
        "registry/bodies.xml": BODIES,
        "articles/jetty.xml": article("jetty"),
        "articles/quay.xml": article("quay"),
    }.items():
        place = tmp_path / "piers" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return tmp_path / "piers"


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.xml")}


def fix(*words):
    return CliRunner().invoke(main, ["validate", "--unsafe-fixes", *map(str, words)])


def codes(folder):
    return [one.code for one in validate([folder / "registry", folder / "articles"]).findings]


def test_an_id_is_renamed_in_all_files_or_in_none(corpus):
    """Where only the registry is named, the articles above and beside it follow, byte for byte otherwise."""
    before = files(corpus)
    assert codes(corpus) == ["ID002"]
    result = fix("--fix", corpus / "registry" / "people.xml")
    assert result.exit_code == 0, result.output
    assert files(corpus) == {name: text.replace("1lind", "_1lind") for name, text in before.items()}
    assert "articles/quay.xml: points at what is renamed there" in result.stderr
    assert codes(corpus) == []
    assert fix("--diff", corpus).exit_code == 0


def test_a_patch_shows_every_file(corpus):
    """Nothing is written; the patch of the whole corpus names each file once."""
    before = files(corpus)
    told = fix("--diff", corpus / "registry", corpus / "articles").stdout
    assert files(corpus) == before
    assert [line.rpartition("/")[2] for line in told.splitlines() if line.startswith("+++")] == [
        "jetty.xml",
        "quay.xml",
        "people.xml",
    ]
    assert told.count("+") > told.count("_1lind") > 10


def test_a_registry_follows_by_what_the_prefixes_of_documents_stand_for(corpus):
    """It declares none of its own; where documents disagree on a prefix, nobody knows what it means there."""
    bodies, people = corpus / "registry" / "bodies.xml", corpus / "registry" / "people.xml"
    for path in corpus.rglob("*.xml"):
        path.write_text(path.read_text().replace("org:council", "org:2council").replace("1lind", "lind1"))
    bodies.write_text(BODIES.replace('"council"', '"2council"'))
    other = corpus / "articles" / "quay.xml"
    agreed = files(corpus)
    assert fix("--fix", bodies).exit_code == 0
    assert 'ref="org:_2council"' in people.read_text()
    for name, text in agreed.items():
        (corpus / name).write_text(text)
    other.write_text(agreed["articles/quay.xml"].replace("bodies.xml#$1", "others.xml#$1"))
    fix("--fix", bodies)
    assert 'ref="org:2council"' in people.read_text()


def test_a_file_that_cannot_be_read_keeps_the_old_name(corpus):
    """It speaks of the registry, and nobody knows what it points at: nothing is renamed anywhere."""
    broken = corpus / "articles" / "quay.xml"
    broken.write_text(broken.read_text()[:-10])
    before = files(corpus)
    result = fix("--fix", corpus / "registry" / "people.xml")
    assert "ID002 is left alone" in result.stderr
    assert files(corpus) == before
    broken.write_text("<p")
    assert fix("--fix", corpus / "registry" / "people.xml").exit_code == 0


def test_a_name_that_would_break_a_follower_is_not_given(corpus):
    """What is found in another file and was not found before counts as much as what is found in this one."""
    quay = corpus / "articles" / "quay.xml"
    quay.write_text(quay.read_text().replace('target="per:1lind"/>', 'target="per:1lind per:_1lind"/>', 1))
    people = corpus / "registry" / "people.xml"
    before = files(corpus)
    result = fix("--fix", people)
    assert "ID002 is left alone" in result.stderr
    assert files(corpus) == before


def test_what_is_interrupted_is_completed_by_the_next_run(corpus, monkeypatch):
    """The file with the fault is written last: as long as it is not, the fault is still there to be mended."""
    whole = {name: text.replace("1lind", "_1lind") for name, text in files(corpus).items()}
    before = files(corpus)
    real = Path.replace
    for number in range(3):
        for name, text in before.items():
            (corpus / name).write_text(text)
        left = [number]

        def stop(self, target, left=left):
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(self, target)

        monkeypatch.setattr(Path, "replace", stop)
        fix("--fix", corpus)
        monkeypatch.undo()
        assert sum(files(corpus)[name] == whole[name] != before[name] for name in whole) == number
        assert "ID002" in codes(corpus)
        assert {path.name for path in corpus.rglob("*") if path.is_file()} == {
            name.rpartition("/")[2] for name in whole
        }
        assert fix("--fix", corpus / "articles", corpus / "registry").exit_code == 0
        assert files(corpus) == whole


def test_a_document_named_after_its_file_is_followed(corpus):
    """So are records of it that another document points at, by an address as by a prefix."""
    (corpus / "articles" / "jetty.xml").rename(corpus / "articles" / "slip.xml")
    quay = corpus / "articles" / "quay.xml"
    slip = '<prefixDef ident="j" matchPattern="(.+)" replacementPattern="slip.xml#jetty.$1"/>'
    text = quay.read_text().replace("<listPrefixDef>", f"<listPrefixDef>{slip}")
    text = text.replace('<interp xml:id="prop1">', '<interp xml:id="prop1" corresp="slip.xml#jetty j:text">')
    quay.write_text(text.replace("1lind", "lind"))
    for path in (corpus / "registry" / "people.xml", corpus / "articles" / "slip.xml"):
        path.write_text(path.read_text().replace("1lind", "lind"))
    assert codes(corpus) == ["ID004"]
    fix("--fix", corpus)
    assert 'corresp="slip.xml#slip slip.xml#slip.text"' in quay.read_text()
    assert codes(corpus) == []


NAMES = st.sampled_from(["lind", "1lind", "berg", "a.b"])


@given(
    st.dictionaries(NAMES, st.sampled_from(["x", "y1", "z.z"])),
    st.lists(NAMES, max_size=6),
    st.sampled_from(["", "a."]),
)
def test_pointers_lead_to_the_new_names_and_no_others_change(names, pointed, before):
    """By prefix or by address, in one list or several; what is not renamed stays as it is written."""
    place = Path("/piers/people.xml")
    tokens = [f"people.xml#{name}" for name in pointed]
    tokens += [f"per:{name.removeprefix(before)}" for name in pointed if name.startswith(before)]
    tokens += ["#lind", "https://example.org/people.xml#lind", "lind", "other.xml#lind", "x/../people.xml#lind"]
    declared = f'<prefixDef ident="per" matchPattern="(.+)" replacementPattern="people.xml#{before}$1"/>'
    data = (
        f'<TEI xmlns="{TEI}">{declared}<p corresp="{" ".join(tokens)}" rend="people.xml#lind">people.xml#lind</p></TEI>'
    )

    def led(token):
        fragment = token.replace("per:", before).rpartition("#")[2]
        new = names.get(fragment)
        if new is None or not token.startswith(("people.xml#", "per:", "x/..")):
            return token
        if token.startswith("per:") and new.startswith(before):
            return f"per:{new.removeprefix(before)}"
        return f"{token.partition('#')[0] if '#' in token else 'people.xml'}#{new}"

    expected = data.replace(f'"{" ".join(tokens)}"', f'"{" ".join(map(led, tokens))}"')
    path = Path("/piers/pier.xml")
    found = followed(Renaming(path=place, names=names), [path], lambda _: data.encode())
    assert found.get(path, data.encode()).decode() == expected


def test_files_are_written_together(tmp_path, monkeypatch):
    """Nothing is renamed before everything is written; nothing is left beside the files."""
    first, second = tmp_path / "a.xml", tmp_path / "none" / "b.xml"
    first.write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        replace_files([(first, b"new"), (second, b"new")])
    assert first.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.xml"]
    monkeypatch.setattr("stancebank.tei.files._TOGETHER", 3)
    replace_files([(tmp_path / f"{number}.xml", b"%d" % number) for number in range(8)])
    assert [(tmp_path / f"{number}.xml").read_bytes() for number in range(8)] == [b"%d" % number for number in range(8)]
    assert len(list(tmp_path.iterdir())) == 9
