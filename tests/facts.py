"""What a document asserts, as a set that a reader's findings can be compared with."""

from pathlib import Path

from attrs import evolve

from stancebank import load
from stancebank.corpus import Registry
from stancebank.export import Article
from stancebank.export.names import Names
from stancebank.model import Document, Layer, Name, Quotation, Span, Speaker, Stance, TopicAssignment

__all__ = [
    "assembled",
    "facts",
    "from_graph",
    "from_nodes",
    "from_records",
    "from_tables",
    "in_one_piece",
    "joined",
    "keyed",
    "several",
    "trial_articles",
]

_TESTS = Path(__file__).parent
_PLACES = (
    _TESTS / "export" / "data" / "pier-2024.xml",
    _TESTS / "export" / "data" / "calm-2024.xml",
    _TESTS.parent / "corpus" / "articles" / "csto-2022-12-19.xml",
)
_GAP = " … "
# What formulas, markup, scripts, templates, line formats and sets of values are made of.
_HEADLINE = '=HYPERLINK("urn:x";"</script><script>alert(1)</script>") ]]> <!-- {{7*7}} ${x}'
_WORDS = (
    "@SUM(1+1)*cmd|'/C calc'!A0 \\n \\\" -- \u202e<b>&lt;&amp;</b>\u202c T99\u2028#1\tAnnotatorNotes T1\tid: fake 🙂"
)


def trial_articles():
    """Return the awkward article, one without a quotation, the real one, and one that would break out of formats."""
    registry = Registry()
    found = [Article(document=load(place), folder=place.parent, registry=registry) for place in _PLACES]
    return [*found, Article(document=_hostile(), registry=registry)]


def _hostile():
    """Return an article that tries to break out of every format."""
    document = Document.from_blocks("con_2024", [("headline", _HEADLINE), ("paragraph", f"“{_WORDS}” +Al 'said'.")])
    start = document.text.index("“")
    quoted, first = Span(start, document.text.index("”") + 1), Span(0, len(_HEADLINE))
    voice = Speaker(
        id="al",
        kind="person",
        names=[Name(text='=1+1 | "><img src=x onerror=alert(1)>')],
        same_as='per:"><b>&amp;\\{x}',
    )
    comment = "=2+5+cmd|' /C calc'!A0\u2028T99 Quotation 0 3 </script> \u0085\"\\"
    return evolve(
        document,
        metadata=evolve(document.metadata, title=_HEADLINE, outlet='-1+1|"><script>\\', url="javascript:alert(1)"),
        speakers=[voice],
    ).with_layer(
        Layer(
            id="lay",
            annotator=None,
            quotations=[
                Quotation(id="q-1", content=[quoted], mode="direct", speakers=["al"], comment=comment),
                Quotation(id="q_1", content=[first], speakers=["per:=1+1", "per:../../x"], cue=[quoted]),
            ],
            topics=[
                TopicAssignment(id="t1", category="cap:=1+1", targets=["q-1", "con_2024"], comment=comment),
                TopicAssignment(id="t2", category='cap:"><script>', targets=["q_1"]),
            ],
            stances=[
                Stance(
                    id="s1", holder="al", target="cap:'\"<&>", position="oppose", quotation="q-1", rationale=comment
                ),
                Stance(id="s2", holder="per:../../x", target="al", position="support", evidence=[first]),
            ],
        )
    )


def facts(article):
    """Return (quotation id, pieces, voices, topics, stances) of each quotation, and what hangs on none.

    A stance is a triple of holder, target and position.
    """
    document, names = article.document, Names(article)

    def triple(stance):
        key = [None if one is None else names.key(one) for one in (stance.holder, stance.target)]
        return (*key, str(stance.position) if stance.position else None)

    found = set()
    for quotation in document.quotations:
        found.add(
            (
                quotation.id,
                tuple(span.slice(document.text) for span in quotation.content),
                frozenset(names.keys(quotation.speakers)),
                frozenset(topic.category for topic in document.topics if quotation.id in topic.targets),
                frozenset(triple(stance) for stance in document.stances if stance.quotation == quotation.id),
            )
        )
    ids = {quotation.id for quotation in document.quotations}
    loose = frozenset(triple(stance) for stance in document.stances if stance.quotation not in ids)
    about = frozenset(
        (topic.category, target) for topic in document.topics for target in topic.targets or [None] if target not in ids
    )
    found.add((document.id, (), frozenset(), about, loose))
    return found


def joined(articles):
    """Return the facts of all *articles*."""
    return set().union(*map(facts, articles))


def assembled(quotations, loose):
    """Return facts from pieces, voices, topics and stances by quotation, and from what hangs on none."""
    told = {
        (key, tuple(pieces), frozenset(voices), frozenset(topics), frozenset(stances))
        for key, (pieces, voices, topics, stances) in quotations.items()
    }
    return told | {
        (key, (), frozenset(), frozenset(topics), frozenset(stances)) for key, (topics, stances) in loose.items()
    }


def from_records(told):
    """Return the facts in the records of a document, as programs in other languages print them as JSON."""
    quotations = {one["id"]: (one["pieces"], one["speakers"], set(), set()) for one in told["quotations"]}
    loose = (set(), set())
    for one in told["topics"]:
        for target in one["targets"] or [None]:
            if target in quotations:
                quotations[target][2].add(one["category"])
            else:
                loose[0].add((one["category"], target))
    for one in told["stances"]:
        place = quotations[one["quotation"]][3] if one.get("quotation") in quotations else loose[1]
        place.add((one.get("holder"), one.get("target"), one.get("position")))
    return assembled(quotations, {told["document"]: loose})


def keyed(told, article):
    """Return facts with the key of each voice."""
    key = Names(article).key

    def stance(triple):
        return tuple(None if one is None else key(one) for one in triple)

    return {
        (identifier, pieces, frozenset(map(key, voices)), topics, frozenset(map(stance, stances)))
        for identifier, pieces, voices, topics, stances in told
    }


def from_tables(read):
    """Return the facts that tables tell; *read* gives the rows of a table as dictionaries."""
    quotations, loose = {}, {row["document_id"]: (set(), set()) for row in read("documents")}
    for row in read("quotations"):
        quotations[row["document_id"], row["quotation_id"]] = ([], set(), set(), set())
    for row in read("passages"):
        if row["role"] == "content":
            quotations[row["document_id"], row["record_id"]][0].append(row["text"])
    for row in read("attributions"):
        if row["role"] == "speaker":
            quotations[row["document_id"], row["quotation_id"]][1].add(row["voice"])
    for row in read("topics"):
        for target in row["targets"] or [None]:
            key = (row["document_id"], target)
            if key in quotations:
                quotations[key][2].add(row["topic"])
            else:
                loose[row["document_id"]][0].add((row["topic"], target))
    for row in read("stances"):
        key = (row["document_id"], row["quotation_id"])
        place = quotations[key][3] if key in quotations else loose[row["document_id"]][1]
        place.add((row["holder"], row["target"], row["position"]))
    return assembled({key[1]: told for key, told in quotations.items()}, loose)


def several(row):
    """Return a row of CSV with cells of several values split."""
    return {
        key: ([] if not value else value.split(" | ")) if key in {"targets", "voices", "topics"} else value
        for key, value in row.items()
    }


def from_graph(graph):
    """Return the facts that a network of statements tells."""
    key = {node: told["key"] for node, told in graph.nodes(data=True)}
    kind = {node: told["kind"] for node, told in graph.nodes(data=True)}
    quotations, loose, stances = {}, {}, []
    for start, end, told in graph.edges(data=True):
        found = loose.setdefault(told["document"], (set(), set()))
        if told["relation"] == "says":
            quotation = quotations.setdefault(told["quotation"], ([told["text"]], set(), set(), set()))
            if key[start] != "(unattributed)":
                quotation[1].add(key[start])
            if kind[end] != "document":
                quotation[2].add(key[end])
        elif told["relation"] == "about":
            found[0].add((key[end], told["passage"]))
        else:
            stances.append((told, (key[start], key[end], told.get("position"))))
    for told, stance in stances:
        place = quotations[told["quotation"]][3] if told.get("quotation") in quotations else loose[told["document"]][1]
        place.add(stance)
    return assembled(quotations, loose)


def in_one_piece(told):
    """Return facts with the pieces of a quotation as one text, without documents that assert nothing."""
    return {
        (
            key,
            (_GAP.join(pieces),) if pieces else (),
            voices,
            frozenset(one for one in topics if one[-1] is not None) if not pieces else topics,
            stances,
        )
        for key, pieces, voices, topics, stances in told
        if pieces or topics or stances
    }


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
