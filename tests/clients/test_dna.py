"""A database of Discourse Network Analyzer by the libraries that it opens one with, in Java."""

import os
from pathlib import Path

import pytest

from stancebank.export import export

HERE = Path(__file__).parent
JARS = [Path("/usr/share/java") / name for name in ("sqlite-jdbc.jar", "jasypt.jar", "slf4j-api.jar")]


@pytest.fixture
def read(articles, tmp_path, printed):
    """What Java finds in the database: lists of strings."""
    export("dna", articles, tmp_path / "corpus.dna")
    path = os.pathsep.join(map(str, (*JARS, tmp_path)))
    printed("javac", "-cp", path, "-d", tmp_path, HERE / "ReadDna.java", is_json=False)
    told = printed("java", "-cp", path, "ReadDna", tmp_path / "corpus.dna", "stancebank", is_json=False)
    return [part.split("\x1f") for part in told.split("\x1e")[:-1]]


def test_jasypt_takes_the_password(read):
    """The encryptor that DNA checks passwords with takes the one that is told, for every coder."""
    coders = {name: opens for kind, name, opens, _ in read if kind == "coder"}
    assert coders == dict.fromkeys(("Admin", "Kim Example", "finder", "Claude"), "true")


def test_java_cuts_the_words_out(read, articles):
    """Strings of Java, cut at start and stop, are the words of every quotation from its first to its last piece."""
    found = {}
    for kind, words, note, _ in read:
        if kind == "Quotation":
            told = dict(line.split(": ", 1) for line in note.split("\n"))
            found.setdefault(told["id"], set()).add(words)
    expected = {}
    for article in articles:
        document = article.document
        for one in document.quotations:
            start, end = min(span.start for span in one.content), max(span.end for span in one.content)
            expected[one.id] = {document.text[start:end]}
    assert found == expected
