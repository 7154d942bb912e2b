"""Exports to corpus engines: what Saxon finds by the paths of a configuration; the engines read in tests/clients."""

import re

import pytest
import yaml
from attrs import evolve
from saxonche import PySaxonProcessor

from facts import facts, from_nodes
from stancebank import loads
from stancebank.export import exported
from stancebank.export.engines.blacklab_tei import words_of
from stancebank.export.tokens import tokens_of
from stancebank.model import Document, Layer, Markup, Quotation, Span


def test_engines_count_what_has_no_word():
    """Documents, segments and pieces without a word are told, since a node must cover tokens."""
    blank = Document.from_blocks("blank", [("paragraph", "\u00a0")])
    half = Document.from_blocks("half", [("paragraph", " "), ("paragraph", "a word")])
    half = half.with_layer(Layer(id="l", annotator=None, quotations=[Quotation(id="q", content=[Span(0, 1)])]))
    expected = {"engines.empty-documents": 1, "engines.empty": 1, "engines.blank": 1, "engines.leading": 1}
    for name in ("annis", "blacklab", "text-fabric"):
        told = {loss.kind: loss.count for loss in exported(name, [blank, half])[1].losses}
        assert expected.items() <= told.items()


@pytest.fixture
def saxon():
    """An evaluator of XPath over a file, relative to its nodes."""
    processor = PySaxonProcessor(license=False)

    def evaluate(path, node):
        xpath = processor.new_xpath_processor()
        for prefix, address in evaluate.namespaces.items():
            xpath.declare_namespace(prefix, address)
        xpath.set_context(xdm_item=node)
        found = xpath.evaluate(path)
        return [found.item_at(at) for at in range(found.size)] if found is not None else []

    evaluate.namespaces = {}
    evaluate.parse = lambda place: processor.parse_xml(xml_file_name=str(place))
    return evaluate


@pytest.mark.parametrize("xml", ["words", "tei"])
def test_the_paths_of_blacklab_lead_to_every_record(xml, written, articles, saxon):
    """Saxon, following the paths of the configuration alone, finds the text and every record over its words."""
    place = written("blacklab", xml=xml)
    told = yaml.safe_load((place / "stancebank.blf.yaml").read_text(encoding="utf-8"))
    contents = told["annotatedFields"]["contents"]
    saxon.namespaces = told.get("namespaces", {})
    for article in articles:
        (document,) = saxon(told["documentPath"], saxon.parse(place / f"{article.document.id}.xml"))
        metadata = {one["name"]: text(saxon(one["valuePath"], document)) for one in told["metadata"]["fields"]}
        header = article.document.metadata
        expected = {"title": " ".join(header.title.splitlines()), "outlet": header.outlet, "date": header.date or ""}
        assert metadata == {"id": article.document.id, "language": header.language or "", **expected}
        (container,) = saxon(contents["containerPath"], document)
        words = saxon(contents["wordPath"], container)
        strings = [one.string_value for one in words]
        tokens = words_of(article.document) if xml == "tei" else tokens_of(article.document)
        places = [(token.span.start, token.span.end) for token in tokens.tokens]
        assert strings == [token.text for token in tokens.tokens]
        punctuation = saxon(contents["punctPath"], container)
        assert len(container.string_value) == sum(len(one.string_value) for one in (*words, *punctuation))
        if xml == "words":
            assert container.string_value == article.document.text
            assert places == [tuple(int(word.get_attribute_value(edge)) for edge in ("start", "end")) for word in words]
        numbers = {text(saxon(contents["tokenIdPath"], word)): at for at, word in enumerate(words)}
        tags = [one.string_value for tag in contents["inlineTags"] for one in saxon(tag["path"], container)]
        blocks = [article.document.text_of(one).rstrip() for one in article.document.segments]
        assert set(tags) >= {block for block in blocks if xml == "words" or block.startswith(("“", "=", "Calm"))}
        runs = {}
        for spans in contents["standoffAnnotations"]:
            for span in saxon(spans["path"], container):  # BlackLab starts from the text, not from the document
                kind, start, end = (text(saxon(spans[f"span{name}Path"], span)) for name in ("Name", "Start", "End"))
                features = {one["name"]: text(saxon(one["valuePath"], span)) for one in spans["annotations"]}
                part = int(features.pop("part"))
                key = features["id"] if kind != "piece" else tuple(features.values())
                told_of = {name: value for name, value in features.items() if value}
                tokens = runs.setdefault((kind, key), (kind, told_of, []))[2]
                assert (part == 1) == (not tokens)
                tokens += range(numbers[start], numbers[end] + spans["spanEndIsInclusive"])

        def cut(tokens, places=places, document=article.document):
            return document.text[places[tokens[0]][0] : places[tokens[-1]][1]]

        assert from_nodes(article.document, list(runs.values()), cut) == facts(article)


@pytest.mark.parametrize(
    ("xml", "span", "name"),
    [
        ("words", r'<span kind="(\w+)"([^>]*)/>', r' (\w+)="'),
        ("tei", r'<span type="(\w+)" from(.*?)</span>', r'<f name="(\w+)"'),
    ],
)
def test_no_value_of_a_span_is_without_a_path(xml, span, name, written):
    """Every attribute of a span, and every feature of one in TEI, is told to BlackLab."""
    place = written("blacklab", xml=xml)
    told = yaml.safe_load((place / "stancebank.blf.yaml").read_text(encoding="utf-8"))
    known = {
        re.search(r"='(\w+)'\]$", one["path"])[1]: {value["name"] for value in one["annotations"]}
        for one in told["annotatedFields"]["contents"]["standoffAnnotations"]
    }
    found = re.findall(span, (place / "pier-2024.xml").read_text(encoding="utf-8"))
    assert {kind for kind, _ in found} == set(known)
    for kind, values in found:
        assert set(re.findall(name, values)) - {"from", "to"} <= known[kind]


def test_tei_with_words_is_the_document(articles):
    """TEI for BlackLab is read back as the document, but for its words and spans; ids that are taken stay theirs."""
    files, report = exported("blacklab", articles, {"xml": "tei"})
    assert {loss.kind for loss in report.losses} <= {"engines.blank"}
    for article, file in zip(articles, files[1:], strict=True):
        read, document = loads(file.data), article.document
        words = [one for one in read.markup if one.name == "w"]
        assert [one.span for one in words] == [token.span for token in words_of(document).tokens]
        left = [one for one in read.fragments if 'type="records"' not in one.xml]
        assert evolve(read, markup=[one for one in read.markup if one.name != "w"], fragments=left) == document
    taken = Document.from_blocks("d", [("paragraph", "one two")])
    taken = evolve(taken, markup=[Markup(name="hi", span=Span(0, 2), id="d.w1")])
    files, _ = exported("blacklab", [taken], {"xml": "tei"})
    assert [one.id for one in loads(files[1].data).markup] == ["d.w1", "d.ww1", "d.ww2", "d.ww3"]


def text(found):
    return found[0].string_value if found else ""
