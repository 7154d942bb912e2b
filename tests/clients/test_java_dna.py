"""A database of Discourse Network Analyzer by the libraries that it opens one with, in Java."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from stancebank import load
from stancebank.export import export

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PLACES = (
    ROOT / "tests" / "export" / "data" / "pier-2024.xml",
    ROOT / "tests" / "export" / "data" / "calm-2024.xml",
    ROOT / "corpus" / "articles" / "csto-2022-12-19.xml",
)
JARS = [Path("/usr/share/java") / name for name in ("sqlite-jdbc.jar", "jasypt.jar", "slf4j-api.jar")]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """What Java finds in the database: lists of strings."""
    missing = shutil.which("javac") is None or not all(jar.exists() for jar in JARS)
    if missing and "STANCEBANK_CLIENTS" not in os.environ:
        pytest.skip("needs Java with SQLite's driver and Jasypt; .ci/clients installs them")
    folder = tmp_path_factory.mktemp("dna")
    export("dna", map(load, PLACES), folder / "corpus.dna")
    path = os.pathsep.join(map(str, (*JARS, folder)))
    subprocess.run(["javac", "-cp", path, "-d", str(folder), str(HERE / "ReadDna.java")], check=True)  # noqa: S607
    told = subprocess.run(
        ["java", "-cp", path, "ReadDna", str(folder / "corpus.dna"), "stancebank"],  # noqa: S607
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [part.split("\x1f") for part in told.split("\x1e")[:-1]]


def test_jasypt_takes_the_password(read):
    """The encryptor that DNA checks passwords with takes the one that is told, for every coder."""
    coders = {name: opens for kind, name, opens, _ in read if kind == "coder"}
    assert coders == dict.fromkeys(("Admin", "Kim Example", "finder", "Claude"), "true")


def test_java_cuts_the_words_out(read):
    """Strings of Java, cut at start and stop, are the words of every quotation from its first to its last piece."""
    found = {}
    for kind, words, note, _ in read:
        if kind == "Quotation":
            told = dict(line.split(": ", 1) for line in note.splitlines())
            found.setdefault(told["id"], set()).add(words)
    expected = {}
    for place in PLACES:
        document = load(place)
        for one in document.quotations:
            start, end = min(span.start for span in one.content), max(span.end for span in one.content)
            expected[one.id] = {document.text[start:end]}
    assert found == expected
