"""GraphML as graphANNIS imports it, and features as Text-Fabric loads them."""

import re
from itertools import pairwise

import pytest
import yaml
from attrs import evolve
from graphannis.cs import CorpusStorageManager, ImportFormat
from saxonche import PySaxonProcessor
from tf.fabric import Fabric

from facts import assembled, facts
from stancebank import loads
from stancebank.export import export, exported
from stancebank.export.engines.blacklab_tei import words_of
from stancebank.export.tokens import tokens_of
from stancebank.model import Document, Layer, Markup, Quotation, Span


def from_nodes(document, nodes, words):
    """Return facts from triples of kind, features and tokens; *words* gives the text of a node's tokens."""
    quotations, loose = {}, (set(), set())
    for kind, told, _ in nodes:
        if kind == "quotation":
            quotations[told["id"]] = ([], told.get("speaker", "").split(), set(), set())
    pieces = [one for one in nodes if one[0] == "piece" and one[1]["role"] == "content"]
    for _, told, tokens in sorted(pieces, key=lambda one: int(one[1]["number"])):
        quotations[told["record"]][0].append(words(tokens))
    for kind, told, _ in nodes:
        if kind == "topic":
            for target in told.get("targets", "").split() or [None]:
                place = quotations[target][2] if target in quotations else loose[0]
                place.add(told["category"] if target in quotations else (told["category"], target))
        elif kind == "stance":
            place = quotations[told["quotation"]][3] if told.get("quotation") in quotations else loose[1]
            place.add((told.get("holder"), told.get("target"), told.get("position")))
    return assembled(quotations, {document.id: loose})


@pytest.fixture(scope="module")
def storage(articles, tmp_path_factory):
    """A store of graphANNIS that has imported the documents."""
    folder = tmp_path_factory.mktemp("annis")
    place = folder / "corpus.graphml"
    export("annis", articles, place)
    with CorpusStorageManager(str(folder / "store")) as opened:
        assert opened.import_from_fs(str(place), fmt=ImportFormat.GraphML, corpus_name="trial") == "trial"
        yield opened


def test_graphannis_reads_every_record(storage, articles):
    """The imported graph has the tokens, with the white space between them, and every record over its tokens."""
    for article in articles:
        document = article.document
        graph = storage.subcorpus_graph("trial", [f"stancebank/{document.id}"])
        tokens = {name: told for name, told in graph.nodes(data=True) if "annis::tok" in told}
        ordered = sorted(tokens, key=lambda name: int(tokens[name]["token::start"]))
        white = {name: tokens[name].get("annis::tok-whitespace-after", "") for name in ordered}
        assert "".join(tokens[name]["annis::tok"] + white[name] for name in ordered) == document.text
        assert set(tied(graph, "Ordering")) == set(pairwise(ordered))
        nodes = [parted(graph, name, told) for name, told in graph.nodes(data=True) if name not in tokens]

        def words(names, tokens=tokens, white=white):
            run = sorted(names, key=lambda name: int(tokens[name]["token::start"]))
            return "".join(tokens[name]["annis::tok"] + white[name] * (name != run[-1]) for name in run)

        assert from_nodes(document, [one for one in nodes if one[0]], words) == facts(article)


def tied(graph, component, *names):
    """Yield the edges of a component; graphANNIS adds some of a name of their own, to show gaps."""
    for one, other, told in graph.out_edges(*names, data=True):
        if (told["annis::component_type"], told["annis::component_name"]) == (component, ""):
            yield one, other


def parted(graph, name, told):
    """Return the kind of a node, its features and the tokens that it covers."""
    features = {key.partition("::")[2]: value for key, value in told.items() if not key.startswith("annis::")}
    kind = next((key.partition("::")[0] for key in told if not key.startswith("annis::")), None)
    return kind, features, [token for _, token in tied(graph, "Coverage", name)]


def test_annis_finds_by_its_query_language(storage, articles):
    """Queries over words, voices and ties find what the documents have."""
    quotations = [(one, article.document) for article in articles for one in article.document.quotations]
    stances = [(one, article.document) for article in articles for one in article.document.stances]
    known = {one.id for one, _ in quotations}
    assert storage.count("trial", "quotation:id") == len(quotations)
    expected = sum(one.quotation in known for one, _ in stances)
    assert 0 < expected == storage.count("trial", "stance:id ->reported_in quotation:id")
    direct = [
        word
        for one, document in quotations
        for span in one.content
        for word in tokens_of(document).tokens[slice(*tokens_of(document).run(span))]
        if one.mode == "direct" and word.text == "the"
    ]
    query = 'piece:role="content" _i_ tok="the" & quotation:mode="direct" & #1 ->piece_of #3'
    assert 0 < len(direct) == storage.count("trial", query)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_text_fabric_loads_every_record(written, articles):
    """The loaded features give the text, every record over its tokens, and what leads from one to the other."""
    fabric = Fabric(locations=str(written("text-fabric")), silent="deep")
    api = fabric.loadAll(silent="deep")
    features, edges, search = api.F, api.E, api.S
    names = [name for name in api.Fall() if name != "otype"]
    documents = {features.id.v(node): node for node in features.otype.s("document")}
    assert list(documents) == [article.document.id for article in articles]
    for article in articles:
        own = documents[article.document.id]
        assert api.T.text(own) == article.document.text
        nodes = []
        for node in (one for kind in ("quotation", "piece", "topic", "stance") for one in api.L.d(own, otype=kind)):
            told = {name: api.Fs(name).v(node) for name in names if api.Fs(name).v(node) is not None}
            nodes.append((features.otype.v(node), told, edges.oslots.s(node)))

        def words(slots):
            return "".join(
                features.text.v(at) + (features.after.v(at) or "") * (number < len(slots))
                for number, at in enumerate(slots, start=1)
            )

        assert from_nodes(article.document, nodes, words) == facts(article)
        assert api.T.nodeFromSection((article.document.id, article.document.segments[0].id)) is not None
    for node in features.otype.s("piece"):
        assert [features.id.v(one) for one in edges.piece_of.f(node)] == [features.record.v(node)]
    found = list(search.search("stance position=oppose\n-reported_in> quotation mode=direct\n"))
    assert len(found) == sum(
        stance.position == "oppose" and stance.quotation == quotation.id and quotation.mode == "direct"
        for article in articles
        for stance in article.document.stances
        for quotation in article.document.quotations
    )
    assert found


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
