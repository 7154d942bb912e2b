"""Exports to corpus engines: what Saxon finds by the paths of a configuration; the engines read in tests/clients."""

import pytest
import yaml
from saxonche import PySaxonProcessor

from facts import facts, from_nodes
from stancebank.export import exported
from stancebank.model import Document, Layer, Quotation, Span


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
        xpath.set_context(xdm_item=node)
        found = xpath.evaluate(path)
        return [found.item_at(at) for at in range(found.size)] if found is not None else []

    evaluate.parse = lambda place: processor.parse_xml(xml_file_name=str(place))
    return evaluate


def test_the_paths_of_blacklab_lead_to_every_record(written, articles, saxon):
    """Saxon, following the paths of the configuration alone, finds the text and every record over its words."""
    place = written("blacklab")
    told = yaml.safe_load((place / "stancebank.blf.yaml").read_text(encoding="utf-8"))
    contents = told["annotatedFields"]["contents"]
    for article in articles:
        (document,) = saxon(told["documentPath"], saxon.parse(place / f"{article.document.id}.xml"))
        metadata = {one["name"]: text(saxon(one["valuePath"], document)) for one in told["metadata"]["fields"]}
        assert metadata["id"] == article.document.id
        assert metadata["title"] == " ".join(article.document.metadata.title.splitlines())
        (container,) = saxon(contents["containerPath"], document)
        assert container.string_value == article.document.text
        words = saxon(contents["wordPath"], container)
        punctuation = saxon(contents["punctPath"], container)
        assert len(container.string_value) == sum(len(one.string_value) for one in (*words, *punctuation))
        numbers = {text(saxon(contents["tokenIdPath"], word)): at for at, word in enumerate(words)}
        places = [(int(word.get_attribute_value("start")), int(word.get_attribute_value("end"))) for word in words]
        assert [container.string_value[start:end] for start, end in places] == [one.string_value for one in words]
        tags = [one for tag in contents["inlineTags"] for one in saxon(tag["path"], container)]
        assert [one.string_value for one in tags] == [
            article.document.text_of(one).rstrip() for one in article.document.segments
        ]
        runs = {}
        for spans in contents["standoffAnnotations"]:
            for span in saxon(spans["path"], document):
                kind, start, end = (text(saxon(spans[f"span{name}Path"], span)) for name in ("Name", "Start", "End"))
                features = {one["name"]: text(saxon(one["valuePath"], span)) for one in spans["annotations"]}
                assert set(features) >= {one.local_name for one in span.attributes} - {"kind", "from", "to"}
                part = int(features.pop("part"))
                key = features["id"] if kind != "piece" else tuple(features.values())
                told_of = {name: value for name, value in features.items() if value}
                tokens = runs.setdefault((kind, key), (kind, told_of, []))[2]
                assert (part == 1) == (not tokens)
                tokens += range(numbers[start], numbers[end] + spans["spanEndIsInclusive"])

        def cut(tokens, places=places, document=article.document):
            return document.text[places[tokens[0]][0] : places[tokens[-1]][1]]

        assert from_nodes(article.document, list(runs.values()), cut) == facts(article)


def text(found):
    return found[0].string_value if found else ""
