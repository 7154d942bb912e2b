"""Tasks for labelling tools, read by their documented layout; the tools' own libraries read them in tests/clients."""

import json

from hypothesis import given, settings
from lxml import etree

from facts import assembled, facts
from stancebank.export import exported
from strategies import documents


def told(records, pieces):
    """Return the facts in records by id, each a mapping with its kind, and their pieces."""
    quotations = {
        key: (pieces.get(key, ()), one.get("speakers", ()), set(), set())
        for key, one in records.items()
        if one["kind"] == "Quotation"
    }
    loose = (set(), set())
    for one in records.values():
        if one["kind"] == "Topic":
            for about in one.get("targets") or [None]:
                if about in quotations:
                    quotations[about][2].add(one.get("category"))
                else:
                    loose[0].add((one.get("category"), about))
        elif one["kind"] == "Stance":
            where = quotations[one["quotation"]][3] if one.get("quotation") in quotations else loose[1]
            where.add((one.get("holder"), one.get("target"), one.get("position")))
    return quotations, loose


def test_prodigy_tasks_tell_the_facts(written, articles):
    """Tokens make up the text, spans are whole tokens with the words of their record, and records tell the rest."""
    lines = [json.loads(line) for line in written("prodigy").read_text(encoding="utf-8").split("\n")[:-1]]
    for article in articles:
        document = article.document
        tasks = [task for task in lines if task["meta"]["document"] == document.id]
        assert len(tasks) == max(1, len(document.layers))
        records, pieces = {}, {}
        for task in tasks:
            assert task["text"] == document.text
            tokens = task["tokens"]
            assert [one["id"] for one in tokens] == [*range(len(tokens))]
            assert "".join(one["text"] + " " * one["ws"] for one in tokens) == task["text"]
            assert all(task["text"][one["start"] : one["end"]] == one["text"] for one in tokens)
            for span in task["spans"]:
                assert tokens[span["token_start"]]["start"] == span["start"]
                assert tokens[span["token_end"]]["end"] == span["end"]
                if span["label"] == "Quotation":
                    pieces.setdefault(span["record"], []).append(task["text"][span["start"] : span["end"]])
            for relation in task["relations"]:
                places = [(span["start"], span["end"]) for span in task["spans"]]
                for end in ("head", "child"):
                    span = relation[f"{end}_span"]
                    assert (span["start"], span["end"]) in places
                    assert relation[end] == span["token_end"]
            records |= task["records"]
        quotations, loose = told(records, pieces)
        assert assembled(quotations, {document.id: loose}) == facts(article)


def test_label_studio_tasks_tell_the_facts(written, articles):
    """Regions have the words of their records, and nothing is used that the interface does not declare."""
    place = written("label-studio")
    interface = etree.parse(place / "labels.xml").getroot()
    assert {one.get("toName") for one in interface.iter() if one.get("toName")} == {"text"}
    declared = {one.get("name"): {choice.get("value") for choice in one} for one in interface if one.get("name")}
    relations = {one.get("value") for one in interface.iter("Relation")}
    tasks = json.loads((place / "tasks.json").read_text(encoding="utf-8"))
    assert len(tasks) == len(articles)
    for task, article in zip(tasks, articles, strict=True):
        document = article.document
        assert task["data"]["text"] == document.text
        records, pieces, seconds = {}, {}, set()
        for annotation, layer in zip(task["annotations"], document.layers, strict=True):
            assert annotation["ground_truth"] == layer.is_gold
            result = annotation["result"]
            keys = [one["id"] for one in result if one["type"] == "labels"]
            assert len(keys) == len(set(keys))
            seconds |= {one["to_id"] for one in result if one["type"] == "relation" and one["labels"] != ["piece"]}
            wholes = {one["to_id"]: one["from_id"] for one in result if one["type"] == "relation"}
            for one in result:
                if one["type"] == "relation":
                    assert set(one["labels"]) <= relations
                    assert {one["from_id"], one["to_id"]} <= set(keys)
                    continue
                key, value = wholes.get(one["id"], one["id"]), one["value"]
                if one["type"] == "labels":
                    assert set(value["labels"]) <= declared["label"]
                    assert document.text[value["start"] : value["end"]] == value["text"]
                    if one["id"] not in seconds:
                        records.setdefault(key, {"kind": value["labels"][0]})
                        pieces.setdefault(key, []).append(value["text"])
                else:
                    words = value[{"choices": "choices", "textarea": "text"}[one["type"]]]
                    assert one["from_name"] in declared
                    assert one["type"] == "textarea" or set(words) <= declared[one["from_name"]]
                    many = {"speakers", "targets", "addressees", "on_behalf_of", "adjudicates", "categories"}
                    records[key][one["from_name"]] = words if one["from_name"] in many else words[0]
        quotations, loose = told(records, pieces)
        assert assembled(quotations, {document.id: loose}) == facts(article)


@given(documents())
@settings(max_examples=6, deadline=None)
def test_every_place_is_a_run_of_prodigy_tokens(document):
    """Whatever the document, tokens make up its text and every place with a character is told."""
    files, report = exported("prodigy", [document])
    tasks = [json.loads(line) for line in files[0].data.decode().split("\n")[:-1]]
    for task in tasks:
        assert "".join(one["text"] + " " * one["ws"] for one in task["tokens"]) == document.text
    records = [record for layer in document.layers for record in layer.annotations]
    places = [span for record in records for span in record.spans]
    places += [span for one in document.quotations for span in (*one.verbatim, *one.mention, *one.cue)]
    told = sorted((span["start"], span["end"]) for task in tasks for span in task["spans"])
    assert told == sorted((span.start, span.end) for span in places if span.start < span.end)
    empty = sum(span.start == span.end for span in places)
    assert empty == sum(loss.count for loss in report.losses if loss.kind == "prodigy.empty")


@given(documents())
@settings(max_examples=6, deadline=None)
def test_every_record_has_a_label_studio_region(document):
    """Whatever the document, each record has a region with its id; one without words is counted."""
    files, report = exported("label-studio", [document])
    (task,) = json.loads(files[1].data)
    regions = {one["id"] for result in task["annotations"] for one in result["result"] if one["type"] == "labels"}
    records = [record for layer in document.layers for record in layer.annotations]
    assert {record.id for record in records} <= regions
    bare = sum(not any(span.start < span.end for span in record.spans) for record in records)
    assert bare == sum(loss.count for loss in report.losses if loss.kind == "label-studio.place")
