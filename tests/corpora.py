"""Small corpora: a sound one, and for each rule on a corpus what makes it break the rule, or all but break it."""

from __future__ import annotations

import random
import zipfile
from typing import TYPE_CHECKING

from attrs import evolve

from stancebank import Document, Name, Prefix, Speaker, dumps
from stancebank.validation.recounting import recounted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = (
    "pier boats harbour council ferry quay winter rope anchor ticket plan money wind tide lamp crew captain island "
    "bridge market morning letter vote delay repair steel wood stone paint queue winch cargo chart signal"
)

PAPERS = ("README.md", "LICENSE", "CITATION.cff", "DATA_STATEMENT.md", "CHANGELOG.md")

ROOT = """<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude" xml:id="harbour">
  <teiHeader>
    <fileDesc>
      <titleStmt><title type="main">Harbour</title></titleStmt>
      <extent>
        <measure unit="text" quantity="0">0 articles</measure>
        <measure unit="words" quantity="0">0 words</measure>
      </extent>
      <publicationStmt>
        <publisher>The harbour</publisher>
        <idno type="local">harbour</idno>
      </publicationStmt>
      <sourceDesc><p>Invented.</p></sourceDesc>
    </fileDesc>
    <encodingDesc>
      <tagsDecl><namespace name="http://www.tei-c.org/ns/1.0"><tagUsage gi="p" occurs="0"/></namespace></tagsDecl>
      <classDecl>
        <xi:include href="taxonomies/issues.xml"/>
        <taxonomy xml:id="split">
          <category xml:id="split.train" corresp="doc:pier doc:quay"><catDesc>to train on</catDesc></category>
          <category xml:id="split.test" corresp="doc:ferry"><catDesc>to test on</catDesc></category>
        </taxonomy>
      </classDecl>
      <schemaRef type="hybrid" key="stancebank-1" url="stancebank.rng"/>
    </encodingDesc>
    <profileDesc><particDesc><xi:include href="registry/people.xml"/></particDesc></profileDesc>
  </teiHeader>
  <xi:include href="articles/ferry.xml"/>
  <xi:include href="articles/pier.xml"/>
  <xi:include href="articles/quay.xml"/>
</teiCorpus>
"""

ISSUES = """<taxonomy xmlns="http://www.tei-c.org/ns/1.0" xml:id="issues">
  <desc xml:lang="en">What is at issue in the harbour, version <num type="version">1.0</num></desc>
  <category xml:id="issues.works"><catDesc xml:lang="en"><term>works</term>: building and repair</catDesc></category>
</taxonomy>
"""

PEOPLE = """<listPerson xmlns="http://www.tei-c.org/ns/1.0" xml:id="people" type="voices">
  <person xml:id="lind">
    <persName type="full">Ada Lind</persName>
    <idno type="URI">https://www.wikidata.org/wiki/Q1</idno>
  </person>
  <person xml:id="okoro"><persName type="full">Ben Okoro</persName></person>
</listPerson>
"""


def text(seed: str, length: int = 120) -> str:
    """Return words in an order of their own."""
    words = WORDS.split()
    chosen = random.Random(seed)  # noqa: S311 - texts need no cryptography
    return " ".join(chosen.choice(words) for _ in range(length))


def article(name: str, words: str, *speakers: Speaker) -> bytes:
    """Return a document with one paragraph."""
    document = Document.from_blocks(name, [("paragraph", words)], language="en")
    prefixes = [Prefix(name="per", replacement="../registry/people.xml#$1")] if speakers else []
    return dumps(evolve(document, prefixes=prefixes, speakers=speakers))


def lind(name: str = "Ada Lind", *, of: str = "pier", **more: object) -> Speaker:
    """Return the voice that the registry has, as an article declares it."""
    return Speaker(**{"id": f"{of}.lind", "kind": "person", "names": [Name(text=name)], "same_as": "per:lind"} | more)


def build(folder: Path) -> Path:
    """Write the sound corpus."""
    for name in ("articles", "registry", "taxonomies"):
        (folder / name).mkdir(parents=True)
    (folder / "corpus.xml").write_text(ROOT, encoding="utf-8")
    (folder / "taxonomies/issues.xml").write_text(ISSUES, encoding="utf-8")
    (folder / "registry/people.xml").write_text(PEOPLE, encoding="utf-8")
    for name in ("pier", "quay", "ferry"):
        voices = [lind()] if name == "pier" else []
        (folder / f"articles/{name}.xml").write_bytes(article(name, text(name), *voices))
    for name in PAPERS:
        (folder / name).write_text("Of the harbour.\n", encoding="utf-8")
    recount(folder)
    return folder


def recount(folder: Path) -> None:
    """Bring the root file up to date."""
    (folder / "corpus.xml").write_bytes(recounted(folder))


def replace(folder: Path, name: str, old: str, new: str) -> None:
    """Replace what stands once in a file."""
    path = folder / name
    told = path.read_text(encoding="utf-8")
    assert told.count(old) == 1, (name, old, told.count(old))
    path.write_text(told.replace(old, new), encoding="utf-8")


def write(folder: Path, name: str, words: str, *speakers: Speaker) -> None:
    """Put an article of another text in the place of one, and count anew."""
    (folder / f"articles/{name}.xml").write_bytes(article(name, words, *speakers))
    recount(folder)


def add(folder: Path, name: str, data: bytes, path: str | None = None) -> None:
    """Add a document, include it, and count anew."""
    path = path or f"articles/{name}.xml"
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_bytes(data)
    replace(folder, "corpus.xml", "</teiCorpus>", f'  <xi:include href="{path}"/>\n</teiCorpus>')
    recount(folder)


def altered(words: str, number: int) -> str:
    """Return *words* with some of them, far from each other, replaced."""
    parts = words.split()
    for position in range(number):
        parts[10 + position * (len(parts) - 20) // max(number, 1)] = f"other{position}"
    return " ".join(parts)


def _people(*entries: str) -> Callable[[Path], None]:
    return lambda folder: replace(folder, "registry/people.xml", "</listPerson>", "".join(entries) + "</listPerson>")


def _person(name: str, label: str, identifier: str = "") -> str:
    idno = f'<idno type="URI">{identifier}</idno>' if identifier else ""
    return f'<person xml:id="{name}"><persName type="full">{label}</persName>{idno}</person>\n'


def _same_text(folder: Path) -> None:
    write(folder, "quay", text("pier"))


def _test_on_train(folder: Path) -> None:
    write(folder, "ferry", altered(text("pier"), 2))


def _empty_corpus(folder: Path) -> None:
    for name in ("pier", "quay", "ferry"):
        (folder / f"articles/{name}.xml").unlink()
        replace(folder, "corpus.xml", f'  <xi:include href="articles/{name}.xml"/>\n', "")
    replace(folder, "corpus.xml", 'corresp="doc:pier doc:quay"', "")
    replace(folder, "corpus.xml", 'corresp="doc:ferry"', "")
    recount(folder)


def _copy_of_issues(version: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        issues = ISSUES.replace('"version">1.0', version)
        path = folder / "articles/quay.xml"
        told = path.read_text(encoding="utf-8")
        at = told.index("<schemaRef")
        path.write_text(f"{told[:at]}<classDecl>{issues}</classDecl>{told[at:]}", encoding="utf-8")

    return change


def _new_version(folder: Path) -> None:
    replace(folder, "taxonomies/issues.xml", '"version">1.0', '"version">1.1')
    replace(folder, "taxonomies/issues.xml", "building and repair", "building, repair and upkeep")
    recount(folder)


def _nothing(_folder: Path) -> None:
    """Leave the corpus as it is."""


def _part_file(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(b"<TEI")


def pack(path: Path, member: str) -> None:
    """Write an archive with one member."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "Of the harbour.")


def _renamed_paper(folder: Path) -> None:
    (folder / "DATA_STATEMENT.md").rename(folder / "datasheet.txt")


CORPORA: dict[tuple[str, str, str], Callable[[Path], object]] = {
    ("SE007", "fail", "case"): lambda folder: (folder / "Readme.md").write_text("Of the quay.\n"),
    ("SE007", "fail", "composition"): lambda folder: [
        (folder / name).write_text("Of the quay.\n") for name in ("caf\u00e9.txt", "cafe\u0301.txt")
    ],
    ("SE007", "pass", "other-folder"): lambda folder: (folder / "articles" / "README.md").write_text("Of the quay.\n"),
    ("TX006", "fail", "reworded"): lambda folder: replace(
        folder, "taxonomies/issues.xml", "building and repair", "building and upkeep"
    ),
    ("TX006", "fail", "not-registered"): lambda folder: replace(
        folder, "taxonomies/issues.xml", '"version">1.0', '"version">1.1'
    ),
    ("TX006", "pass", "new-version"): _new_version,
    ("TX006", "pass", "layout"): lambda folder: replace(
        folder, "taxonomies/issues.xml", "<category ", "<!-- works -->\n\n    <category "
    ),
    ("SE011", "fail", "climbing"): lambda folder: pack(folder / "seeds.zip", "../pier.txt"),
    ("SE011", "pass", "below"): lambda folder: pack(folder / "seeds.zip", "seeds/pier.txt"),
    ("SE012", "fail", "formula"): lambda folder: write(folder, "pier", text("pier"), lind("=Ada Lind", same_as=None)),
    ("SE012", "pass", "inside"): lambda folder: write(folder, "pier", text("pier"), lind("Ada =Lind", same_as=None)),
    ("SP006", "fail", "merged-late"): _people(_person("a.lind", "A. Lind", "http://wikidata.org/wiki/Q1")),
    ("SP006", "pass", "other-address"): _people(_person("a.lind", "A. Lind", "https://www.wikidata.org/wiki/Q2")),
    ("SP006", "pass", "two-articles"): lambda folder: [
        write(
            folder, name, text(name), lind(of=name, same_as=None, names=["Eva Holm"], identifiers=["https://x.org/7"])
        )
        for name in ("pier", "quay")
    ],
    ("SP008", "fail", "swapped"): _people(_person("ben", "Okoro, B\u00e9n")),
    ("SP008", "fail", "not-linked"): lambda folder: write(
        folder, "quay", text("quay"), lind("Ben Okoro", of="quay", same_as=None)
    ),
    ("SP008", "pass", "told-apart"): _people(_person("ben", "Okoro Ben", "https://www.wikidata.org/wiki/Q2")),
    ("SP008", "pass", "one-word"): _people(_person("b1", "Ben"), _person("b2", "Ben")),
    ("CO001", "fail", "same-document"): lambda folder: add(
        folder, "pier", article("pier", text("more")), "more/pier.xml"
    ),
    ("CO001", "fail", "same-block"): lambda folder: [
        replace(folder, f"articles/{name}.xml", f'<p xml:id="{name}.b1"', '<p xml:id="b1"') for name in ("pier", "quay")
    ],
    ("CO001", "pass", "own-stem"): _nothing,
    ("CO002", "fail", "lost"): lambda folder: replace(
        folder, "corpus.xml", "</teiCorpus>", '<xi:include href="articles/lost.xml"/></teiCorpus>'
    ),
    ("CO002", "fail", "twice"): lambda folder: replace(
        folder, "corpus.xml", "</teiCorpus>", '<xi:include href="articles/pier.xml"/></teiCorpus>'
    ),
    ("CO002", "fail", "stray"): lambda folder: (folder / "registry/more.xml").write_text(
        PEOPLE.replace("lind", "ek")
        .replace('"people"', '"more"')
        .replace("Ada Lind", "Ida Ek")
        .replace("Ben Okoro", "Tom Ahl")
        .replace("okoro", "ahl")
        .replace("Q1<", "Q9<")
    ),
    ("CO002", "fail", "stranger"): lambda folder: replace(folder, "corpus.xml", "doc:ferry", "doc:ferry doc:barge"),
    ("CO002", "pass", "not-xml"): lambda folder: (folder / "notes.txt").write_text("Of the harbour.\n"),
    ("CO003", "fail", "words"): lambda folder: replace(
        folder, "corpus.xml", 'unit="text" quantity="3"', 'unit="text" quantity="4"'
    ),
    ("CO003", "fail", "no-number"): lambda folder: replace(
        folder, "corpus.xml", 'unit="text" quantity="3"', 'unit="text" quantity="three"'
    ),
    ("CO003", "fail", "usage"): lambda folder: replace(folder, "corpus.xml", 'occurs="3"', 'occurs="2"'),
    ("CO003", "pass", "other-unit"): lambda folder: replace(
        folder, "corpus.xml", "</extent>", '<measure unit="pages" quantity="7">7 pages</measure></extent>'
    ),
    ("CO004", "fail", "profile"): lambda folder: replace(
        folder, "articles/quay.xml", 'key="stancebank-1"', 'key="stancebank-0"'
    ),
    ("CO004", "fail", "older-copy"): _copy_of_issues('"version">0.9'),
    ("CO004", "pass", "same-copy"): _copy_of_issues('"version">1.0'),
    ("CO005", "fail", "same"): _same_text,
    ("CO005", "pass", "own-words"): _nothing,
    ("CO006", "fail", "two-words"): lambda folder: write(folder, "quay", altered(text("pier"), 2)),
    ("CO006", "pass", "many-words"): lambda folder: write(folder, "quay", altered(text("pier"), 12)),
    ("CO007", "fail", "leak"): _test_on_train,
    ("CO007", "fail", "behind-one-in-no-part"): lambda folder: [
        add(folder, "barge", article("barge", text("barge"))),
        _test_on_train(folder),
    ],
    ("CO007", "fail", "same"): lambda folder: write(folder, "ferry", text("pier")),
    ("CO007", "pass", "no-part"): lambda folder: (
        replace(folder, "corpus.xml", 'corresp="doc:ferry"', ""),
        write(folder, "ferry", text("ferry")),
    ),
    ("CO008", "fail", "kind"): lambda folder: write(folder, "pier", text("pier"), lind(kind="group")),
    ("CO008", "fail", "name"): lambda folder: write(folder, "pier", text("pier"), lind("Eva Holm")),
    ("CO008", "fail", "address"): lambda folder: write(
        folder, "pier", text("pier"), lind(identifiers=["https://www.wikidata.org/wiki/Q7"])
    ),
    ("CO008", "fail", "two-articles"): lambda folder: [
        write(folder, name, text(name), lind(called, of=name, same_as=None, identifiers=["https://x.org/7"]))
        for name, called in (("pier", "Eva Holm"), ("quay", "Ida Ek"))
    ],
    ("CO008", "pass", "less-said"): lambda folder: write(folder, "pier", text("pier"), lind("LIND, Ada")),
    ("CO009", "fail", "no-licence"): lambda folder: (folder / "LICENSE").unlink(),
    ("CO009", "pass", "other-names"): _renamed_paper,
    ("CO011", "fail", "part"): _part_file("articles/.pier.xml.x1y2z3.part"),
    ("CO011", "pass", "visible"): _part_file("second.part"),
    ("CO013", "fail", "no-words"): lambda folder: add(folder, "barge", article("barge", "")),
    ("CO013", "fail", "no-documents"): _empty_corpus,
    ("CO013", "pass", "one-word"): lambda folder: add(folder, "barge", article("barge", "Boats.")),
}
"""By code, by kind and name: what is done to the sound corpus."""
