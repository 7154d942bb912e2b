"""A database of Discourse Network Analyzer, by the queries that the program makes of it."""

import base64
import hashlib
import sqlite3
from contextlib import closing

import pytest
from attrs import evolve

from facts import assembled, facts
from stancebank.export import Article, exported
from stancebank.model import Affiliation, Document, Layer, Metadata, Quotation, Span, Speaker, Stance, TopicAssignment

STATEMENTS = """SELECT s.ID, t.Label, d.ID, Start, Stop, c.Name FROM STATEMENTS s
    INNER JOIN STATEMENTTYPES t ON s.StatementTypeId = t.ID INNER JOIN CODERS c ON s.Coder = c.ID
    INNER JOIN DOCUMENTS d ON d.ID = s.DocumentId ORDER BY s.ID"""
SHORT = """SELECT StatementId, Variable, Value, AttributeValue FROM DATASHORTTEXT s
    INNER JOIN VARIABLES v ON v.ID = s.VariableId
    INNER JOIN ENTITIES e ON e.VariableId = v.ID AND e.ID = s.Entity
    INNER JOIN ATTRIBUTEVARIABLES a ON a.VariableId = v.ID AND a.AttributeVariable = 'ID'
    INNER JOIN ATTRIBUTEVALUES o ON o.EntityId = e.ID AND o.AttributeVariableId = a.ID"""
DOCUMENTS = "SELECT ID, Title, Text, Author, Source, Type, Notes, Date FROM DOCUMENTS"
COLUMNS = ("ID", "Title", "Text", "Author", "Source", "Type", "Notes", "Date")
OTHERS = """SELECT StatementId, Variable, Value FROM {} s INNER JOIN VARIABLES v ON v.ID = s.VariableId"""


def opened(data):
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    return closing(connection)


def dna(articles, **choices):
    """Return the documents of an export by their ids, and the statements, as the program would list them."""
    (file,), report = exported("dna", articles, choices)
    with opened(file.data) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        told = [dict(zip(COLUMNS, row, strict=True)) for row in connection.execute(DOCUMENTS)]
        values = {}
        for number, name, value, key in connection.execute(SHORT):
            values.setdefault(number, {})[name] = (value, key)
        for table in ("DATALONGTEXT", "DATABOOLEAN", "DATAINTEGER"):
            for number, name, value in connection.execute(OTHERS.format(table)):
                values.setdefault(number, {})[name] = value
        statements = [(*row, values[number]) for number, *row in connection.execute(STATEMENTS)]
    documents = {noted(one["Notes"])["id"]: one for one in told}
    return documents, statements, {loss.kind: loss.count for loss in report.losses}


def noted(note):
    return dict(line.split(": ", 1) for line in note.split("\n"))


def cut(text, start, stop):
    """Return what stands from *start* to *stop*, which are counted as Java does."""
    return text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le")


def from_statements(document, statements, key):
    """Return facts from the statements of one document."""
    quotations, loose = {}, (set(), set())
    own = [(label, start, stop, values) for label, number, start, stop, _, values in statements if number == key]
    for label, start, stop, values in own:
        note = noted(values["note"])
        if label == "Quotation":
            pieces = [tuple(map(int, piece.split())) for piece in note["pieces"].split("; ")]
            assert (min(pieces)[0], max(end for _, end in pieces)) == (start, stop)
            words = [cut(document.text, *piece) for piece in pieces]
            told = quotations.setdefault(note["id"], (words, set(), set(), set()))
            told[1].update(filter(None, [values["person"][1] or values["organization"][1]]))
    for label, _, _, values in own:
        note = noted(values["note"])
        if label == "Topic":
            for target in note.get("targets", "").split() or [None]:
                place = quotations[target][2] if target in quotations else loose[0]
                place.add(values["topic"][1] if target in quotations else (values["topic"][1], target))
        elif label != "Quotation":
            place = quotations[note["quotation"]][3] if note.get("quotation") in quotations else loose[1]
            holder = values["person"][1] or values["organization"][1]
            place.add((holder or None, values["concept"][1] or None, values["position"][0] or None))
    return assembled(quotations, {document.id: loose})


@pytest.mark.parametrize("agreement", ["boolean", "integer"])
def test_the_statements_are_the_records(articles, agreement):
    """Every statement leads to the words and the values of its record, and agreement says what the position does."""
    documents, statements, _ = dna(articles, agreement=agreement)
    assert list(documents) == [one.document.id for one in articles]
    for article in articles:
        told = documents[article.document.id]
        assert told["Text"] == article.document.text
        assert from_statements(article.document, statements, told["ID"]) == facts(article)
    agreed = {"support": 1, "oppose": 0 if agreement == "boolean" else -1}
    agreed |= {"neutral": 0, "ambiguous": 0} if agreement == "integer" else {}
    seen = set()
    for label, _, _, _, _, values in statements:
        if label in {"DNA Statement", "Stance without agreement"}:
            seen.add(values["position"][0])
            assert values.get("agreement") == agreed.get(values["position"][0])
            assert (label == "DNA Statement") == ("agreement" in values)
    assert seen == {"support", "oppose", "neutral", "ambiguous", "unknown"}


def test_documents_have_their_header(articles):
    """Title, author, outlet, genre and day stand where the program looks for them."""
    told = dna(articles)[0]["pier-2024"]
    assert {name: told[name] for name in ("Title", "Author", "Source", "Type", "Date")} == {
        "Title": "=Pier & Ferry: council says “no” 🚢",
        "Author": "Jo Reporter; +Kim Co",
        "Source": "Cove Courier",
        "Type": "genre:Current",
        "Date": 1_709_596_800,
    }
    assert noted(told["Notes"])["url"] == "https://example.org/pier?a=1&b=2"


def test_days_that_are_not_told(pier):
    """A document without a whole day of publication gets the first one that fits, and that is counted."""
    days = {None: 0, "2024": 1_704_067_200, "2024-03": 1_709_251_200, "2024-02-31": 0, "soon": 0}
    for day, seconds in days.items():
        changed = evolve(pier.document, metadata=evolve(pier.document.metadata, date=day))
        documents, _, losses = dna([evolve(pier, document=changed)])
        assert documents["pier-2024"]["Date"] == seconds
        assert losses["dna.no-date" if day == "2024-02-31" else "dna.date"] == 1


def test_the_password_opens_it(pier):
    """Every coder has the password that the notes tell, kept as Jasypt's strong encryptor checks it."""
    (file,), _ = exported("dna", [pier])
    with opened(file.data) as connection:
        coders = connection.execute("SELECT Name, Password FROM CODERS").fetchall()
        relations = connection.execute("SELECT Coder, OtherCoder FROM CODERRELATIONS").fetchall()
        version = connection.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()
    assert [name for name, _ in coders] == ["Admin", "Kim Example", "finder"]
    assert set(relations) == {(one, other) for one in (1, 2, 3) for other in (1, 2, 3) if one != other}
    assert version[0].startswith("3.0")
    for _, kept in coders:
        salt, digest = base64.b64decode(kept)[:16], base64.b64decode(kept)[16:]
        found = salt + b"stancebank"
        for _ in range(100_000):
            found = hashlib.sha256(found).digest()
        assert found == digest


def small(**changes):
    """Return a document of one line with one stance on one quotation."""
    document = Document.from_blocks("d", [("paragraph", "Lind said no.")])
    quotation = Quotation(id="q", content=[Span(10, 12)], speakers=["lind"])
    stance = Stance(id="s", holder="lind", target="pier", position="oppose", quotation="q")
    told = {"quotations": [quotation], "stances": [stance]} | changes
    speakers = [
        Speaker(id="lind", kind="person", names=["Lind"], affiliations=told.pop("affiliations", ())),
        Speaker(id="other", kind="person", names=["Lind"]),
        Speaker(id="old", kind="organisation", names=["Old house"]),
        Speaker(id="new", kind="organisation", names=["New house"]),
    ]
    metadata = Metadata(title="d", date=told.pop("date", "2024-03-05"))
    layer = Layer(id="l", annotator=None, **told)
    return Article(document=evolve(document, speakers=speakers, metadata=metadata).with_layer(layer))


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2019-12-31", "old"), ("2020-01-01", "new"), ("2024", "new"), (None, "old"), ("2026-01-01", ""), ("2020", "old")],
)
def test_persons_belong_where_they_do_on_that_day(date, expected):
    """The organization of a person is the one of the day of the article; what a day leaves open is no objection."""
    ties = [
        Affiliation(organisation=None, label="friend"),
        Affiliation(organisation="old", end="2020"),
        Affiliation(organisation="new", start="2020-01-01", end="2025-12"),
    ]
    ties[1] = Affiliation(organisation="old", end="2019-12-31" if date != "2020" else "2020")
    _, statements, _ = dna([small(affiliations=ties, date=date)])
    stance = next(values for label, *_, values in statements if label == "DNA Statement")
    assert stance["person"] == ("Lind", "lind")
    assert stance["organization"][1] == expected


def test_voices_that_belong_to_one_another_end():
    """A person who is said to belong to somebody who belongs back is one statement, and no way round and round."""
    article = small(affiliations=[Affiliation(organisation="other")])
    speakers = [
        evolve(one, affiliations=[Affiliation(organisation="lind")]) if one.id == "other" else one
        for one in article.document.speakers
    ]
    _, statements, _ = dna([evolve(article, document=evolve(article.document, speakers=speakers))])
    stance = next(values for label, *_, values in statements if label == "DNA Statement")
    assert (stance["person"][1], stance["organization"][1]) == ("lind", "other")


def test_values_of_one_name_stay_two():
    """Two voices of one name are two values, also where the name is too long for the program."""
    for name in ("Lind", "L" * 300):
        article = small(
            stances=[
                Stance(id="s1", holder="lind", target="pier", position="oppose"),
                Stance(id="s2", holder="other", target="pier", position="oppose"),
            ]
        )
        speakers = [evolve(one, names=[name]) for one in article.document.speakers]
        _, statements, losses = dna([evolve(article, document=evolve(article.document, speakers=speakers))])
        holders = [values["person"] for label, *_, values in statements if label == "DNA Statement"]
        assert [key for _, key in holders] == ["lind", "other"]
        assert len({value for value, _ in holders}) == 2
        assert all(len(value) <= 190 for value, _ in holders)
        assert ("dna.long" in losses) == (len(name) > 190)


def test_records_without_words():
    """What has no words stands at its quotation, its target or the first character; without text there is none."""
    stance = Stance(id="s", holder=None, target=None, position=None, quotation="q")
    topics = [TopicAssignment(id="t1", category="c:1", targets=["d.b1"]), TopicAssignment(id="t2", category="c:1")]
    _, statements, losses = dna([small(stances=[stance], topics=topics)])
    assert [(label, start, stop) for label, _, start, stop, _, _ in statements] == [
        ("Quotation", 10, 12),
        ("Topic", 0, 13),
        ("Topic", 0, 1),
        ("Stance without agreement", 10, 12),
    ]
    assert "dna.no-words" not in losses
    empty = Document.from_blocks("e", [("paragraph", "")]).with_layer(Layer(id="l", annotator="a", topics=topics))
    _, statements, losses = dna([empty])
    assert statements == []
    assert losses["dna.no-words"] == 2


def test_hostile_names_are_content(pier):
    """What looks like a query is a name."""
    name = "'); DROP TABLE STATEMENTS; --"
    speakers = [evolve(one, names=[name]) for one in pier.document.speakers]
    _, statements, _ = dna([evolve(pier, document=evolve(pier.document, speakers=speakers))])
    assert name in {values["person"][0] for *_, values in statements if "person" in values}
