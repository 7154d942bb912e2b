"""Topics by words, taxonomies in their published forms, and stance slots."""

import json
from pathlib import Path

import attrs
import pytest

import stancebank as sb
from stancebank.draft import RulesAnnotator, SourceError, StanceSlots, TaxonomyMatcher, annotate, load_taxonomy
from stancebank.errors import RefusedError
from stancebank.tei import read_concepts

ROOT = Path(__file__).parents[2]
MEDIATOPIC = ROOT / "corpus" / "taxonomies" / "mediatopic.xml"
BASE = "http://cv.iptc.org/newscodes/mediatopic/"

JSON = {
    "conceptSet": [
        {
            "uri": f"{BASE}17000000",
            "qcode": "medtop:17000000",
            "prefLabel": {"en-GB": "weather", "de": "Wetter"},
            "definition": {"en-GB": "Rain, wind and storm", "de": "Regen, Wind und Sturm"},
        },
        {"uri": f"{BASE}20001128", "prefLabel": {"en-GB": "weather forecast"}, "broader": [f"{BASE}17000000"]},
        {"uri": f"{BASE}15000000", "prefLabel": {"en-GB": "sport", "de": "Sport"}, "broader": "none"},
        {"uri": f"{BASE}1", "prefLabel": {"en-GB": "old"}, "retired": "2020"},
        {"uri": f"{BASE}2", "prefLabel": "wrong"},
        {"prefLabel": {"en-GB": "nameless"}},
        {"uri": f"{BASE}3", "prefLabel": {}},
    ]
}
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:iptc="urn:x">
 <skos:ConceptScheme rdf:about="{BASE}"/>
 <skos:Concept rdf:about="{BASE}17000000"><skos:prefLabel xml:lang="en-GB">weather</skos:prefLabel>
 <skos:definition xml:lang="en-GB">Rain, wind and storm</skos:definition></skos:Concept>
 <skos:Concept rdf:about="{BASE}20001128"><skos:prefLabel xml:lang="en-GB">weather forecast</skos:prefLabel>
 <skos:broader rdf:resource="{BASE}17000000"/></skos:Concept>
 <skos:Concept rdf:about="{BASE}1"><skos:prefLabel>old</skos:prefLabel><iptc:retired>2020</iptc:retired></skos:Concept>
</rdf:RDF>"""
NEWSML = """<knowledgeItem xmlns="http://iptc.org/std/nar/2006-10-01/"><conceptSet>
 <concept><conceptId qcode="medtop:17000000"/><name xml:lang="en-GB">weather</name>
 <definition xml:lang="en-GB">Rain, wind and storm</definition></concept>
 <concept><conceptId qcode="medtop:20001128"/><name xml:lang="en-GB">weather forecast</name>
 <broader qcode="medtop:17000000"/></concept>
 <concept><conceptId qcode="medtop:1" retired="2020"/><name>old</name></concept>
 <concept><conceptId/><name>nameless</name></concept><concept/>
</conceptSet></knowledgeItem>"""


@pytest.fixture
def json_file(tmp_path):
    place = tmp_path / "topics.json"
    place.write_text(json.dumps(JSON), encoding="utf-8")
    return place


def test_published_forms_give_one_taxonomy(json_file):
    """JSON, SKOS in RDF/XML and NewsML-G2 of one vocabulary are the same tree, retired concepts left out."""
    trees = [load_taxonomy(json_file), read_concepts(RDF.encode()), read_concepts(NEWSML.encode())]
    for tree in trees:
        assert tree.id == "mediatopic"
        [weather] = [one for one in tree.categories if one.id == "mediatopic.17000000"]
        assert weather.label("en-GB") == "weather"
        assert weather.labels[0].definition == "Rain, wind and storm"
        assert [one.id for one in weather.categories] == ["mediatopic.20001128"]
    assert [one.id for one in trees[0].categories] == ["mediatopic.17000000", "mediatopic.15000000"]
    assert trees[0].categories[0].uri == f"{BASE}17000000"
    assert trees[2].categories[0].uri is None


def test_tei_is_a_taxonomy_as_well():
    """A taxonomy of the corpus is read with its own ids."""
    assert load_taxonomy(MEDIATOPIC).category("mediatopic.20000644") is not None


@pytest.mark.parametrize(
    "content", ["<a/>", '<taxonomy xmlns="http://www.tei-c.org/ns/1.0"/>', RDF.replace("prefLabel", "altLabel")]
)
def test_xml_without_concepts_is_refused(tmp_path, content):
    """XML that holds no taxonomy is refused like any other input that is not what it should be."""
    place = tmp_path / "x.xml"
    place.write_text(content, encoding="utf-8")
    with pytest.raises(RefusedError, match="holds no taxonomy"):
        load_taxonomy(place)


@pytest.mark.parametrize(("content", "reason"), [("{", "it is no JSON"), ("[1]", "it holds no concepts")])
def test_json_without_concepts_is_refused(tmp_path, content, reason):
    """JSON that holds no concepts is refused in a sentence."""
    place = tmp_path / "x.json"
    place.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=reason):
        load_taxonomy(place)


def _document(text, language="en"):
    return sb.Document.from_blocks("pier", [("headline", "Pier"), ("paragraph", text)], language=language)


def test_words_of_labels_and_definitions_speak_for_a_topic(json_file):
    """A topic needs a word of its label or shares words with it; definitions alone help, but do not suffice."""
    matcher = TaxonomyMatcher(str(json_file), "en-GB")
    found = matcher.suggest(_document("The weather brings rain and wind, and the storm stays."))
    assert [one.category.id for one in found] == ["mediatopic.17000000", "mediatopic.20001128"]
    assert found[0].score > found[1].score
    assert matcher.suggest(_document("Nothing of the kind.")) == []
    german = TaxonomyMatcher(json_file, "de")
    assert german.suggest(_document("Das Wetter bringt Regen.", "de"))[0].category.label("de") == "Wetter"
    assert TaxonomyMatcher(json_file, "xx").suggest(_document("weather"))


def test_topics_are_proposed_with_scores_and_an_address(json_file, tmp_path):
    """Three topics at most, ranked, with scores; their prefix leads to the published addresses."""
    matcher = TaxonomyMatcher(json_file)
    made = annotate(_document("The weather brings rain and wind."), matcher).document
    assert [one.category for one in made.topics] == ["mediatopic:17000000", "mediatopic:20001128"]
    assert made.topics[0].comment.startswith("weather; rank 1, score ")
    assert next(one for one in made.prefixes if one.name == "mediatopic").replacement == f"{BASE}$1"
    place = tmp_path / "pier.xml"
    sb.dump(made, place)
    assert sb.validate(place, profile="draft").verdict == "valid"
    assert TaxonomyMatcher(sb.Taxonomy(id="t")).scheme.replacement == "urn:stancebank:taxonomy:t:$1"
    assert matcher.settings["taxonomy"] == "mediatopic"


def test_the_article_of_the_corpus_gets_a_topic_of_its_gold():
    """One of the three suggestions for the sample article is a topic that it has by hand, or lies beside one."""
    gold = sb.load(ROOT / "corpus" / "articles" / "csto-2022-12-19.xml")
    bare = attrs.evolve(gold, layers=[])
    taxonomy = load_taxonomy(MEDIATOPIC)
    codes = {f"mediatopic.{str(one.category).partition(':')[2]}" for one in gold.topics}
    families = {one.id for code in codes if taxonomy.category(code) for one in taxonomy.path(code)}
    found = TaxonomyMatcher(taxonomy).suggest(bare)
    assert any(one.category.id in families for one in found)


def _spoken(*paragraphs):
    blocks = [("headline", "Pier"), *(("paragraph", one) for one in paragraphs)]
    return annotate(sb.Document.from_blocks("pier", blocks, language="en"), RulesAnnotator()).document


def test_slots_are_open():
    """A slot has the speaker as its holder, named voices as candidates, and no position."""
    made = annotate(
        _spoken("Ada Lind met Jon Berg at the pier.", 'Ada Lind said Jon Berg was wrong. Jon Berg said "it can wait".'),
        StanceSlots(),
    ).document
    [slot] = made.stances
    assert (slot.position, slot.status) == ("unknown", "proposed")
    assert made.speaker(slot.holder).label == "Ada Lind"
    assert made.target(slot.target).label == "Jon Berg"
    assert slot.evidence == made.quotations[0].content
    assert slot.certainty == "unknown"


def test_topics_are_candidates_where_nobody_is_named(json_file):
    """Where the content names nobody, the topics of the document are the candidates; rejected quotations get none."""
    made = annotate(_spoken("Ada Lind said the weather was bad."), TaxonomyMatcher(json_file)).document
    slots = annotate(made, StanceSlots()).document.stances
    assert [one.target for one in slots] == ["mediatopic:17000000"]
    assert slots[0].rationale == "Other targets: mediatopic:20001128"
    layer = made.layers[0]
    gone = made.with_layer(attrs.evolve(layer, quotations=[attrs.evolve(layer.quotations[0], status="rejected")]))
    assert annotate(gone, StanceSlots()).document.stances == ()
