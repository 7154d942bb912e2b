"""A folder for TXM, by the rules of its import: every element below text is a structure, every attribute a property."""

import csv
import io
import re
from itertools import pairwise

import pytest
from lxml import etree

from facts import facts
from stancebank.export import exported
from stancebank.export.tokens import tokens_of
from stancebank.model import Document, Layer, Quotation, Span

TEI = "{http://www.tei-c.org/ns/1.0}"


def txm(articles, **choices):
    """Return the texts of an export by their ids, the rows of its table, and what was lost."""
    files, report = exported("txm", articles, choices)
    data = {file.path: file.data for file in files}
    table = csv.DictReader(io.StringIO(data.pop("metadata.csv").decode()))
    texts = {path.removesuffix(".xml"): etree.fromstring(told) for path, told in data.items()}
    return texts, list(table), {loss.kind: loss.count for loss in report.losses}


def body(root):
    (text,) = root.iter(f"{TEI}text")
    return text


def local(element):
    return etree.QName(element).localname


def quotations(text, words):
    """Return (id, pieces, voices, topics, stances) of each quotation; *words* gives the text of a structure."""
    found = {}
    for one in text.iter():
        if not local(one).startswith("said"):
            continue
        depth = sum(local(other).startswith("said") for other in one.iterancestors())
        assert local(one) == f"said{depth or ''}"
        told = found.setdefault(one.get("quotation"), ({}, many(one)))
        assert told[1] == many(one)
        told[0].setdefault(int(one.get("part")), {})[int(one.get("cut"))] = one
    for pieces, _ in found.values():
        for runs in pieces.values():
            assert sorted(runs) == list(range(1, len(runs) + 1))
    return {
        (key, tuple(words([runs[at] for at in sorted(runs)]) for _, runs in sorted(pieces.items())), *values)
        for key, (pieces, values) in found.items()
    }


def many(one):
    return tuple(frozenset(filter(None, one.get(name).split("|"))) for name in ("who", "topics", "stances"))


def expected(document, article):
    """Return the facts of quotations, parted where a segment ends."""
    told = set()
    ends = [segment.span.end for segment in document.segments]
    for key, _, voices, topics, stances in facts(article):
        pieces = []
        for span in (span for one in document.quotations if one.id == key for span in one.content):
            cuts = [span.start, *(end for end in ends if span.start < end < span.end), span.end]
            pieces += [document.text[start:end].strip() for start, end in pairwise(cuts)]
        codes = frozenset("→".join(one or "" for one in (triple[0], triple[2], triple[1])) for triple in stances)
        if pieces:
            told.add((key, tuple(pieces), voices, topics, codes))
    return told


@pytest.mark.parametrize("words", ["ours", "txm"])
def test_the_structures_are_the_quotations(articles, words):
    """The structures give the text and every quotation with its words, voices, topics and stances."""
    texts, rows, _ = txm(articles, words=words)
    assert list(texts) == [row["id"] for row in rows] == [one.document.id for one in articles]
    for article in articles:
        document = article.document
        text = body(texts[document.id])
        assert "\n".join("".join(one.itertext()) for one in text) == document.text
        tokens = [(int(one.get("start")), int(one.get("end")), one.text) for one in text.iter(f"{TEI}w")]
        assert all(document.text[start:end] == told for start, end, told in tokens)
        contents = [span for one in document.quotations for span in one.content]
        known = [token.text for token in tokens_of(document, contents).tokens]
        assert [told for *_, told in tokens] == (known if words == "ours" else [])

        def joined(runs, document=document):
            if words == "txm":
                return "".join("".join(one.itertext()) for one in runs)
            places = [one for run in runs for one in run.iter(f"{TEI}w")]
            return document.text[int(places[0].get("start")) : int(places[-1].get("end"))]

        assert quotations(text, joined) == expected(document, article)


def test_the_table_keeps_the_rules(articles):
    """The first column is the name of the file, names of columns are plain, and cells are quoted."""
    files, _ = exported("txm", articles)
    told = next(file.data.decode() for file in files if file.path == "metadata.csv")
    names, *rows = told.splitlines()
    assert names.split(",")[0] == '"id"'
    assert all(re.fullmatch(r'"[a-z]+"', name) for name in names.split(","))
    assert all(row.startswith('"') and row.endswith('"') for row in rows)
    _, table, _ = txm(articles)
    assert [row["textorder"] for row in table] == [f"{number:06}" for number in range(1, len(articles) + 1)]
    assert table[0]["title"] == "=Pier & Ferry: council says “no” 🚢"
    assert table[0]["stances"] == "|pier-2024.critic→ambiguous→cap:1300|per:lind→neutral→pier-2024.q4|"


def test_names_are_those_of_corpus_engines(articles):
    """Elements and attributes have names that CWB takes, and no text stands in another or outside words."""
    for root in txm(articles)[0].values():
        text = body(root)
        assert not text.attrib
        for one in text.iter():
            assert all(re.fullmatch("[a-z][a-z0-9]*", name) for name in (local(one), *one.attrib))
            outside = [other.tail for other in one] + ([] if local(one) == "w" else [one.text])
            assert not "".join(filter(None, outside)).strip()


def test_quotations_that_cross_are_cut():
    """Of two quotations that cross each is whole when its runs are joined; a document without a word is left out."""
    document = Document.from_blocks("d", [("paragraph", "one two three four five six")])
    spans = {"q1": Span(0, 18), "q2": Span(4, 23), "q3": Span(8, 27)}
    layer = Layer(id="l", annotator=None, quotations=[Quotation(id=key, content=[one]) for key, one in spans.items()])
    blank = Document.from_blocks("blank", [("paragraph", " ")])
    texts, rows, losses = txm([document.with_layer(layer), blank], words="txm")
    assert [row["id"] for row in rows] == list(texts) == ["d"]
    assert losses["txm.empty-documents"] == 1
    assert losses["txm.cut"] == 2
    runs = {}
    for one in body(texts["d"]).iter():
        if local(one).startswith("said"):
            runs.setdefault(one.get("quotation"), []).append((int(one.get("cut")), "".join(one.itertext())))
    for key, span in spans.items():
        told = " ".join(words for _, words in sorted(runs[key]))
        assert told.split() == span.slice(document.text).split()
