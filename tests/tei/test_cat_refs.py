"""Topics that only the header tells: to which layer they go."""

from stancebank import Document, Layer, TopicAssignment, dumps, loads


def header_of(*cat_refs):
    """Return a document with one gold layer and one of hers, and in the header what the pairs tell."""
    document = Document.from_blocks("pier", [("headline", "Pier delayed")], language="en")
    gold = Layer(id="pier.gold", annotator="lind", is_gold=True)
    hers = Layer(id="pier.l1", annotator="lind", topics=[TopicAssignment(id="t0", category="quay", targets=["pier"])])
    written = dumps(document.with_layer(gold).with_layer(hers)).decode()
    told = "".join(f'<catRef target="#{category}"{resp and f" resp={resp!r}"}/>' for category, resp in cat_refs)
    head, found, tail = written.partition("</textClass>")
    assert found
    return f"{head}{told}{found}{tail}".encode()


def test_topics_of_the_header_go_to_the_first_layer_of_their_annotator():
    """Gold layers are left alone; an annotator without a layer gets one, whatever stands between."""
    read = loads(
        header_of(("ship", "#lind"), ("crane", "#berg"), ("crew", ""), ("pay", "#lind"), ("oil", "#berg"), ("tide", ""))
    )
    told = [(layer.id, layer.annotator, [topic.category for topic in layer.topics]) for layer in read.layers]
    assert told == [
        ("pier.gold", "lind", []),
        ("pier.l1", "lind", ["quay", "ship", "pay"]),
        ("pier.header1", "berg", ["crane", "oil"]),
        ("pier.header2", None, ["crew", "tide"]),
    ]
    assert [topic.id for layer in read.layers[2:] for topic in layer.topics] == [
        "pier.topic2", "pier.topic5", "pier.topic3", "pier.topic6",
    ]  # fmt: skip
