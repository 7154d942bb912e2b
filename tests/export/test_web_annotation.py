"""Web annotations as a processor of JSON-LD sees them."""

import json

import pyld
import pytest

from facts import assembled, facts

OA = "http://www.w3.org/ns/oa#"
# The part of the standard's context that is used, in our own words: the tests have no network.
CONTEXT = {
    "@context": {
        "id": "@id",
        "type": "@type",
        "Annotation": f"{OA}Annotation",
        "AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage",
        "Dataset": "http://purl.org/dc/dcmitype/Dataset",
        "TextQuoteSelector": f"{OA}TextQuoteSelector",
        "TextPositionSelector": f"{OA}TextPositionSelector",
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
        "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
        "describing": f"{OA}describing",
        "classifying": f"{OA}classifying",
        "assessing": f"{OA}assessing",
        "identifying": f"{OA}identifying",
        "body": f"{OA}hasBody",
        "target": f"{OA}hasTarget",
        "source": {"@id": f"{OA}hasSource", "@type": "@id"},
        "selector": f"{OA}hasSelector",
        "exact": f"{OA}exact",
        "prefix": f"{OA}prefix",
        "suffix": f"{OA}suffix",
        "start": f"{OA}start",
        "end": f"{OA}end",
    }
}


def expanded(page):
    """Return the items of an annotation page as PyLD expands them."""

    def load(url, _):
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": CONTEXT}

    options = {"documentLoader": load, "base": "https://example.org/corpus/"}
    (found,) = pyld.jsonld.expand(page, options)
    return found["https://www.w3.org/ns/activitystreams#items"][0]["@list"]


def values(node, name):
    return [one.get("@value", one.get("@id")) for one in node.get(name, ())]


@pytest.mark.parametrize("unit", ["code-points", "utf16"])
def test_pyld_reads_the_annotations(unit, written, articles):
    """An RDF view of the annotations has every record, and both selectors of a place name the same words."""
    place = written("web-annotation", offsets=unit)
    for article in articles:
        document = article.document
        text = (place / f"{document.id}.txt").read_bytes().decode()
        assert text == document.text
        items = expanded(json.loads((place / f"{document.id}.jsonld").read_text(encoding="utf-8")))
        assert from_annotations(items, text, unit, document.id) == facts(article)


SB = "urn:stancebank:terms:"


def from_annotations(items, text, unit, document_id):
    """Return the facts that annotations tell, after a look at their places."""
    quotations, loose, later = {}, (set(), set()), []
    for item in items:
        (body,) = item[f"{OA}hasBody"]
        pieces = [piece for target in item[f"{OA}hasTarget"] for piece in quoted(target, text, unit)]
        (kind,) = values(body, f"{SB}kind")
        if kind == "quotation":
            quotations[item["@id"].rpartition(":")[2]] = (pieces, values(body, f"{SB}speaker"), set(), set())
        elif kind == "topic":
            (topic,) = values(body, f"{SB}topic")
            later += [(2, about, topic, (topic, about)) for about in values(body, f"{SB}about") or [None]]
        elif kind == "stance":
            triple = tuple(
                (values(body, f"{SB}{name}") or [None])[0] for name in ("holder", "stanceTarget", "position")
            )
            later.append((3, (values(body, f"{SB}quotation") or [None])[0], triple, triple))
    for slot, key, told, alone in later:
        if key in quotations:
            quotations[key][slot].add(told)
        else:
            loose[slot - 2].add(alone)
    return assembled(quotations, {document_id: loose})


def quoted(target, text, unit):
    """Return the words of a place, which both of its selectors must name."""
    found = []
    for selector in target.get(f"{OA}hasSelector", ()):
        if f"{OA}exact" in selector:
            found += values(selector, f"{OA}exact")
        else:
            (start,), (end,) = values(selector, f"{OA}start"), values(selector, f"{OA}end")
            assert sliced(text, start, end, unit) == found[-1]
    return found


def sliced(text, start, end, unit):
    if unit == "code-points":
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
