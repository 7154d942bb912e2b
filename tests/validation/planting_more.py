"""More faults to plant: those of bytes, and those of rules that came first."""

import copy
import gzip
import re

from lxml import etree

from validation.planting import (
    ID,
    TEI,
    another_voice,
    by_id,
    chained,
    elements,
    first,
    near,
    own_taxonomy,
    parsed,
    planted,
    remove,
    running,
    said,
    text_with,
    with_last_words,
)

XI = "{http://www.w3.org/2001/XInclude}"


def include_from_above(root):
    own_taxonomy(root, "<catDesc>quay</catDesc>")
    etree.SubElement(first(root, "classDecl"), f"{XI}include", {"href": "../taxonomies/cap.xml"})
    return "SE003", root.get(ID)


def no_profile(root):
    del first(root, "schemaRef").attrib["type"]
    return "SC002", root.get(ID)


def malformed_id(root):
    body = root.find(f"{TEI}text")
    bearer = next(one for name in ("date", "rs", "persName") for one in elements(body, name) if one.get(ID) is None)
    bearer.set(ID, "2b")
    return "ID002", "2b"


def nameless_place(root):
    place = etree.SubElement(first(root, "listPlace"), f"{TEI}place")
    etree.SubElement(place, f"{TEI}placeName").text = "Cove"
    return "ID003", near(place.getparent())


def voice_twice(root):
    quotation = said(root)
    quotation.set("who", f"{quotation.get('who')} {quotation.get('who')}")
    return "PT003", quotation.get(ID)


def lost_file(root):
    prefix = next(one for one in elements(root, "prefixDef") if one.get("ident") in {"cap", "per"})
    prefix.set("replacementPattern", "../lost/file.xml#$1")
    name = prefix.get("ident")
    users = (
        one for one in root.iter(etree.Element) if any(value.startswith(f"{name}:") for value in one.attrib.values())
    )
    return "PT005", near(next(users))


def undeclared_prefix(root):
    mention = next(one for one in elements(root.find(f"{TEI}text"), "rs") if one.get("ref"))
    mention.set("ref", "gaz:cove")
    return "PT007", near(mention)


def half_a_chain(root):
    part = chained(root)
    del by_id(root, part.get("next")).attrib["prev"]
    return "PT009", part.get(ID)


def no_chain(root):
    part = chained(root)
    del by_id(root, part.attrib.pop("next")).attrib["prev"]
    return "QU004", part.get(ID)


def position_of_a_quotation(root):
    record = first(root, "annotation", motivation="linking")
    record.set("ana", f"{record.get('ana')} position:oppose")
    return "TX002", record.get(ID)


def stance_of_the_outlet(root):
    record = copy.deepcopy(first(root, "annotation", motivation="assessing"))
    record.set(ID, "outlet")
    record.set("target", f"#{running(root).get(ID)}")
    for pointer in list(elements(record, "ptr", type="attribution")):
        remove(pointer)
    outlet = next(one for one in elements(root, "org") if one.get("role") == "media")
    next(elements(record, "ptr", type="holder")).set("target", f"#{outlet.get(ID)}")
    first(root, "listAnnotation").append(record)
    return "SP003", "outlet"


def direct_without_marks(root):
    record = next(
        one
        for one in elements(root, "annotation", motivation="linking")
        if "mode:indirect" in one.get("ana") and len(one.get("target").split()) == 1
    )
    record.set("ana", record.get("ana").replace("mode:indirect", "mode:direct"))
    part = by_id(root, record.get("target"))
    part.set("direct", "true")
    return "QU001", record.get(ID)


def no_mode(root):
    record = first(root, "annotation", motivation="linking")
    record.set("ana", re.sub(r"mode:\w+ ?", "", record.get("ana")))
    return "QU006", record.get(ID)


def no_holder(root):
    record = first(root, "annotation", motivation="assessing")
    remove(next(elements(record, "ptr", type="holder")))
    return "ST001", record.get(ID)


def no_position(root):
    record = first(root, "annotation", motivation="assessing")
    record.set("ana", re.sub(r"position:\w+ ?", "", record.get("ana")))
    return "ST003", record.get(ID)


def told_twice(root):
    record = first(root, "annotation", motivation="assessing")
    other = copy.deepcopy(record)
    other.set(ID, f"{record.get(ID)}.again")
    record.addnext(other)
    return "SN007", other.get(ID)


def spaced_name(root):
    name = first(root, "publisher")
    name.text = f"{name.text} "
    return "SC006", root.get(ID)


def no_evidence(root):
    record = first(root, "annotation", motivation="assessing")
    record.set("target", "")
    return "ST004", record.get(ID)


def two_minds(root):
    record = next(
        one for one in elements(root, "annotation", motivation="assessing") if "position:oppose" in one.get("ana")
    )
    other = copy.deepcopy(record)
    other.set(ID, "other.mind")
    other.set("ana", record.get("ana").replace("position:oppose", "position:support"))
    other.attrib.pop("exclude", None)
    record.addnext(other)
    return "ST009", "other.mind"


def range_too_long(root):
    pointer = next(one for one in elements(root, "ptr") if "#string-range(" in one.get("target", ""))
    pointer.set("target", re.sub(r",\d+\)", ",99999)", pointer.get("target"), count=1))
    return "SN001", near(pointer)


def other_unit(root):
    next(elements(first(root, "unitDef"), "label")).text = "byte"
    return "SN003", root.get(ID)


def other_headline(root):
    next(elements(first(root, "analytic"), "title")).text = "Something else"
    return "SN004", first(root, "head", type="main").get(ID)


def other_voice(root):
    records = {
        token: one for one in elements(root, "annotation", motivation="linking") for token in one.get("target").split()
    }
    part = next(
        one
        for one in elements(root, "said")
        if f"#{one.get(ID)}" in records and not one.get("next") and not one.get("prev") and one.get("who")
    )
    part.set("who", another_voice(root, part.get("who")))
    return "SN011", part.get(ID)


def other_word(root):
    block = running(root)
    seeds = [(one, one.getparent(), one.getparent().index(one)) for one in elements(root, "relatedItem", type="seed")]
    text_with(root, lambda: with_last_words(block, lambda told: f"{told} indeed"))
    for one, parent, place in seeds:
        parent.insert(place, one)
    return "TF001", block.get(ID)


MUTATORS = (
    include_from_above,
    no_profile,
    malformed_id,
    nameless_place,
    voice_twice,
    lost_file,
    undeclared_prefix,
    half_a_chain,
    no_chain,
    position_of_a_quotation,
    stance_of_the_outlet,
    direct_without_marks,
    no_mode,
    no_holder,
    no_position,
    told_twice,
    spaced_name,
    no_evidence,
    two_minds,
    range_too_long,
    other_unit,
    other_headline,
    other_voice,
    other_word,
)


def _replaced(code, old, new):
    def fault(data):
        return data.replace(old, new, 1), (code, None)

    return fault


BYTES = {
    "other_encoding": _replaced("WF002", b'encoding="UTF-8"', b'encoding="iso-8859-1"'),
    "other_version": _replaced("WF004", b'version="1.0" encoding', b'version="1.1" encoding'),
    "control_character": _replaced("WF005", b"</head>", b"\x0c</head>"),
    "too_deep": _replaced("WF012", b"</head>", b"<hi>" * 300 + b"</hi>" * 300 + b"</head>"),
    "doctype": _replaced("SE001", b"<TEI ", b"<!DOCTYPE TEI>\n<TEI "),
    "entity": _replaced("SE002", b"</head>", b"&eacute;</head>"),
    "packed": lambda data: (gzip.compress(data, mtime=0), ("SE009", None)),
}
"""Faults that end the check."""


def renamed(data, new):
    """Return *data* with another id for the document, in every id and pointer that begins with it."""
    old = parsed(data).get(ID)
    told = data.replace(old.encode(), new.encode())
    return told.replace(f"seeds/{new}.txt".encode(), f"seeds/{old}.txt".encode()), new


def other_id(data):
    spoilt, new = renamed(data, "other")
    return spoilt, ("ID004", new)


FAULTS = {"other_id": other_id, **{one.__name__: lambda data, one=one: planted(data, one) for one in MUTATORS}}
"""The faults in trees, each from bytes to spoilt bytes and what must be reported."""
