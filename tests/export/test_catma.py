"""Collections of annotations as CATMA reads its TEI."""

import re

from attrs import evolve
from lxml import etree

from facts import assembled, facts
from stancebank.export import Article, exported
from stancebank.export.catma import TAGS
from stancebank.model import Document, Layer, Quotation, Span, TopicAssignment

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def catma(articles):
    """Return the annotations of an export by document, the texts, and what was lost.

    An annotation is its tag, its author, its ranges and its values; the way to them is that of CATMA's own reader.
    """
    files, report = exported("catma", articles)
    texts, found = {}, {}
    for file in files:
        document = file.path.partition("/")[0]
        if file.path.endswith(".txt"):
            texts[document] = file.data.decode()
        elif "/" in file.path:
            found.setdefault(document, []).extend(annotations(file.data, document))
    return found, texts, {loss.kind: loss.count for loss in report.losses}


def annotations(data, document):
    root = etree.fromstring(data)
    ids = [one.get(ID) for one in root.iter() if one.get(ID)]
    assert len(ids) == len(set(ids))
    tags = tagset(root)
    version = root.find(f".//{TEI}fs[@{ID}='CATMA_TECH_DESC']/{TEI}f[@name='version']/{TEI}string")
    assert version.text == "5"
    assert all(root.find(f".//{TEI}{name}").text for name in ("title", "author", "publisher"))
    for segment in root.iter(f"{TEI}seg"):
        (name,) = segment.get("ana").split()
        assert re.fullmatch("#CATMA_[0-9A-F-]{36}", name)
        (features,) = (one for one in root.find(f"{TEI}text") if one.get(ID) == name[1:])
        tag, properties = tags[features.get("type")]
        ranges = []
        for pointer in segment:
            source, start, end = re.fullmatch(r"(.+)#char=(\d+),(\d+)", pointer.get("target")).groups()
            assert source == document
            ranges.append((int(start), int(end)))
        values = {}
        for feature in features:
            assert feature.get("name") in properties
            assert len(feature) == 1  # CATMA leaves off at a property without a value
            values[feature.get("name")] = [one.text for one in feature.iter(f"{TEI}string")]
        yield tag, values.pop("catma_markupauthor")[0], ranges, values


def tagset(root):
    """Return name and properties of each tag by its id."""
    tags, names = {}, {}
    for declared in root.iter(f"{TEI}fsDecl"):
        assert declared.get(ID) == declared.get("type")
        names[declared.get(ID)] = declared.find(f"{TEI}fsDescr").text
        assert declared.get("baseTypes") in {None, *tags}
        properties = {one.get("name"): one.find(f"{TEI}vRange/{TEI}vColl") for one in declared.findall(f"{TEI}fDecl")}
        assert int(properties["catma_displaycolor"][0].text) >= 0
        assert properties["catma_markupauthor"][0].text
        tags[declared.get(ID)] = (names[declared.get(ID)], properties)
    (head,) = root.iter(f"{TEI}fsdDecl")
    assert head.get("n").rpartition(" ")[0] == "stancebank"
    return tags


def from_catma(document, text, told):
    """Return facts from annotations, each a tag, ranges and values."""
    quotations, loose = {}, (set(), set())
    for tag, ranges, values in told:
        if tag == "Quotation":
            pieces = [text[start:end] for start, end in ranges]
            quotations[values["id"][0]] = (pieces, values.get("speaker", ()), set(), set())
    for tag, _, values in told:
        one = {name: several[0] for name, several in values.items()}
        if tag == "Topic":
            for target in values.get("about", [None]):
                place = quotations[target][2] if target in quotations else loose[0]
                place.add(one.get("topic") if target in quotations else (one.get("topic"), target))
        elif tag == "Stance":
            place = quotations[one["quotation"]][3] if one.get("quotation") in quotations else loose[1]
            place.add((one.get("holder"), one.get("target"), one.get("position")))
    return assembled(quotations, {document.id: loose})


def plain(text):
    """Return *text* as CATMA can hold it."""
    return re.sub("[\U00010000-\U0010ffff]", "\ufffd", text)


def expected(article):
    """Return the facts of *article* in characters that CATMA can hold."""
    return {(key, tuple(map(plain, pieces)), *rest) for key, pieces, *rest in facts(article)}


def test_the_annotations_are_the_records(articles):
    """Every annotation leads to the words and the values of its record, whatever unit is counted in."""
    found, texts, losses = catma(articles)
    for article in articles:
        document = article.document
        text = texts[document.id]
        assert text == plain(document.text)
        assert len(text) == len(text.encode("utf-16-le")) // 2
        told = [(tag, ranges, values) for tag, _, ranges, values in found.get(document.id, ())]
        assert from_catma(document, text, told) == expected(article)
    astral = sum(character > "\uffff" for one in articles for character in one.document.text)
    assert losses["catma.characters"] == astral > 0


def test_parts_lead_to_their_quotation(pier):
    """Verbatim words, mention and cue are annotations that name their quotation; each has the layer's annotator."""
    found, texts, _ = catma([pier])
    parts = {(tag, values["quotation"][0]): ranges for tag, _, ranges, values in found["pier-2024"] if tag in PARTS}
    for quotation in pier.document.quotations:
        for tag in PARTS:
            spans = [(span.start, span.end) for span in getattr(quotation, tag.lower())]
            assert parts.get((tag, quotation.id), []) == spans
    authors = {author for _, author, _, _ in found["pier-2024"]}
    assert authors == {"Kim Example", "finder"}
    assert {tag for tag, *_ in found["pier-2024"]} == set(TAGS)
    assert texts


PARTS = ("Verbatim", "Mention", "Cue")


def test_the_tagset_stands_alone(pier):
    """The tagset is the same in its own file and with every collection, but for who used it."""
    files, _ = exported("catma", [pier])
    data = {file.path: file.data for file in files}
    alone = tagset(etree.fromstring(data["tagset.xml"]))
    assert {name for name, _ in alone.values()} == set(TAGS)
    (with_layer,) = (tagset(etree.fromstring(data[path])) for path in data if path.endswith("l1.xml"))
    assert alone.keys() == with_layer.keys()


def test_what_has_no_words_stands_first():
    """Records without words stand at the first character that shows, and a mark of byte order is none of the text."""
    topics = [TopicAssignment(id="t", category="c:1")]
    quotations = [Quotation(id="q", content=[Span(3, 3)])]
    document = Document.from_blocks("d", [("paragraph", "\ufeff a & b")])
    document = evolve(document.with_layer(Layer(id="l", annotator="nobody", topics=topics, quotations=quotations)))
    found, texts, losses = catma([Article(document=document)])
    assert texts["d"] == "\ufffd a & b"
    assert [(tag, author, ranges) for tag, author, ranges, _ in found["d"]] == [
        ("Quotation", "nobody", [(0, 1)]),
        ("Topic", "nobody", [(0, 1)]),
    ]
    assert losses["catma.place"] == 2
    assert losses["catma.characters"] == 1
