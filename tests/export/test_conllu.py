"""CoNLL-U and CoNLL-U Plus as the library conllu sees them."""

import json

import conllu
import pytest

from facts import assembled, facts
from stancebank.export.tokens import tokens_of


@pytest.mark.parametrize("columns", ["ud", "plus"])
def test_conllu_reads_tokens_and_records(columns, written, articles):
    """The reader finds the tokens of every quotation, its records in the comments, and writes back the same bytes."""
    data = written("conllu", columns=columns).read_bytes().decode()
    sentences = conllu.parse(data)
    assert data.startswith("# global.columns") == (columns == "plus")
    assert "".join(sentence.serialize() for sentence in sentences) == data
    words, told, current = {}, {}, None
    for sentence in sentences:
        current = sentence.metadata.get("newdoc id", current)
        words.setdefault(current, []).extend((token["form"], token) for token in sentence)
        told.setdefault(current, {}).update(sentence.metadata)
    for article in articles:
        document = article.document
        assert [word for word, _ in words[document.id]] == [token.text for token in tokens_of(document).tokens]
        assert from_conllu(document, told[document.id]) == facts(article)
        marks = {}
        for number, (_, token) in enumerate(words[document.id]):
            cell = token["sb:quote"] if columns == "plus" else (token["misc"] or {}).get("Quote")
            for mark in (cell or "_").split("/") if cell not in {None, "_"} else ():
                marks.setdefault(mark[2:], []).append(number)
        assert marks == {
            one.id: sorted({at for span in one.content for at in range(*tokens_of(document).run(span))})
            for one in document.quotations
        }


def from_conllu(document, metadata):
    tokens = tokens_of(document)

    def words(run):
        first, _, end = run.partition("-")
        return tokens.text(int(first) - 1, int(end))

    quotations, loose = {}, (set(), set())
    records = [
        (*key.split(" "), json.loads(value)) for key, value in metadata.items() if value and value.startswith("{")
    ]
    for kind, key, one in records:
        if kind == "quotation":
            quotations[key] = (list(map(words, one.get("tokens", ()))), one.get("speakers", ()), set(), set())
    for kind, _, one in records:
        if kind == "topic":
            for target in one.get("targets") or [None]:
                place = quotations[target][2] if target in quotations else loose[0]
                place.add(one["category"] if target in quotations else (one["category"], target))
        elif kind == "stance":
            place = quotations[one["quotation"]][3] if one.get("quotation") in quotations else loose[1]
            place.add((one.get("holder"), one.get("target"), one.get("position")))
    return assembled(quotations, {document.id: loose})
