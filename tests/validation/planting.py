"""Faults to plant: each mutator spoils the first element that suits it, and says what must be reported where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"

Expected = tuple[str, str | None]
"""The code and the ``xml:id`` that must be reported."""


def parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(collect_ids=False))


def elements(root: etree._Element, name: str, **attributes: str) -> Iterator[etree._Element]:
    for element in root.iter(f"{TEI}{name}"):
        if all(element.get(key) == value for key, value in attributes.items()):
            yield element


def first(root: etree._Element, name: str, **attributes: str) -> etree._Element:
    return next(elements(root, name, **attributes))


def near(element: etree._Element) -> str | None:
    bearers = (one.get(ID) for one in (element, *element.iterancestors()))
    return next(filter(None, bearers), None)


def said(root: etree._Element) -> etree._Element:
    return next(one for one in elements(root, "said") if one.get("who") and one.get(ID))


def remove(element: etree._Element) -> None:
    """Take *element* away, but leave the text after it."""
    parent = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unknown_element(root):
    block = next(one for one in elements(root, "p") if one.text and one.text.strip())
    strange = etree.Element(f"{TEI}blink")
    strange.text, block.text = block.text, None
    block.insert(0, strange)
    return "SC001", near(block)


def unknown_attribute(root):
    block = first(root, "p", **{ID: next(elements(root.find(f"{TEI}text"), "p")).get(ID)})
    block.set("colour", "red")
    return "SC001", block.get(ID)


def missing_title(root):
    statement = first(root, "titleStmt")
    for title in list(elements(statement, "title")):
        statement.remove(title)
    return "SC001", root.get(ID)


def impossible_date(root):
    date = next(elements(first(root, "imprint"), "date"))
    date.set("when", "2024-02-30")
    return "MD003", root.get(ID)


def duplicate_id(root):
    body = root.find(f"{TEI}text")
    taken = first(body, "head").get(ID)
    bearer = next(
        one
        for name in ("date", "rs", "persName", "hi")
        for one in elements(body, name)
        if one.get(ID) is None and near(one) != taken
    )
    bearer.set(ID, taken)
    return "ID001", taken


def dangling_who(root):
    quotation = said(root)
    quotation.set("who", "#nobody.at.all")
    return "PT001", quotation.get(ID)


def who_without_hash(root):
    quotation = said(root)
    quotation.set("who", first(root, "person").get(ID))
    return "PT002", quotation.get(ID)


def who_no_voice(root):
    quotation = said(root)
    quotation.set("who", f"#{first(root, 'head').get(ID)}")
    return "PT004", quotation.get(ID)


def who_typed_name(root):
    quotation = said(root)
    quotation.set("who", "Ada Lind")
    return "PT002", quotation.get(ID)


def undefined_category(root):
    record = first(root, "annotation", motivation="assessing")
    record.set("ana", re.sub(r"position:\w+", "position:against", record.get("ana")))
    return "PT006", record.get(ID)


def two_positions(root):
    record = first(root, "annotation", motivation="assessing")
    other = "support" if "position:oppose" in record.get("ana") else "oppose"
    record.set("ana", f"{record.get('ana')} position:{other}")
    return "TX009", record.get(ID)


def no_speaker(root):
    record = first(root, "annotation", motivation="linking")
    remove(next(elements(record, "ptr", type="speaker")))
    parts = [token[1:] for token in record.get("target").split()]
    for quotation in elements(root, "said"):
        if quotation.get(ID) in parts:
            del quotation.attrib["who"]
    return "SP001", record.get(ID)


def no_target(root):
    record = first(root, "annotation", motivation="assessing")
    remove(next(elements(record, "ptr", type="stanceTarget")))
    return "ST002", record.get(ID)


def empty_quotation(root):
    records = list(elements(root, "annotation", motivation="linking"))
    parts = {token: one for one in records for token in one.get("target").split()}
    quotation = next(one for one in elements(root, "said") if not len(one) and f"#{one.get(ID)}" in parts)
    quotation.tail = (quotation.text or "") + (quotation.tail or "")
    quotation.text = None
    return "QU011", parts[f"#{quotation.get(ID)}"].get(ID)


def pointer_with_range(root):
    bearers = (one for name in ("annotation", "ptr") for one in elements(root, name))
    return next(one for one in bearers if "#string-range(" in one.get("target", ""))


def reversed_span(root):
    pointer = pointer_with_range(root)
    target = re.sub(r"(string-range\([^,]+,)(\d+),(\d+)\)", r"\g<1>\2,-1)", pointer.get("target"), count=1)
    target = target.replace(",0,-1)", ",5,-1)")
    pointer.set("target", target)
    return "SN002", near(pointer)


def dangling_span(root):
    pointer = pointer_with_range(root)
    target = re.sub(r"string-range\([^,]+,", "string-range(nowhere,", pointer.get("target"), count=1)
    pointer.set("target", target)
    return "PT001", near(pointer)


def dated_affiliation(root):
    return next(
        one
        for one in elements(root, "affiliation")
        if one.get("from") and one.get("to") and len(list(elements(one.getparent(), "affiliation"))) == 1
    )


def reversed_affiliation(root):
    affiliation = dated_affiliation(root)
    start, end = affiliation.get("from"), affiliation.get("to")
    affiliation.set("from", end)
    affiliation.set("to", start)
    return "MD003", near(affiliation)


def expired_affiliation(root):
    affiliation = dated_affiliation(root)
    affiliation.set("from", "1990-01-01")
    affiliation.set("to", "1995-12-31")
    return "SP009", near(affiliation)


def other_date(root):
    date = next(elements(first(root, "dateline"), "date"))
    date.set("when", "2021-07-14")
    return "MD005", near(date)


def unused_voice(root):
    voices = first(root, "listPerson")
    voice = etree.Element(f"{TEI}personGrp", {ID: "divers", "role": "group"})
    etree.SubElement(voice, f"{TEI}persName").text = "divers of the harbour"
    voices.insert(0, voice)
    return "PT011", "divers"


MUTATORS: tuple[Callable[[etree._Element], Expected], ...] = (
    unknown_element,
    unknown_attribute,
    missing_title,
    impossible_date,
    duplicate_id,
    dangling_who,
    who_without_hash,
    who_no_voice,
    who_typed_name,
    undefined_category,
    two_positions,
    no_speaker,
    no_target,
    empty_quotation,
    reversed_span,
    dangling_span,
    reversed_affiliation,
    expired_affiliation,
    other_date,
    unused_voice,
)


def not_well_formed(data: bytes) -> tuple[bytes, Expected]:
    return data.replace(b"</body>", b"</bodi>"), ("WF001", None)


def no_namespace(data: bytes) -> tuple[bytes, Expected]:
    return data.replace(b' xmlns="http://www.tei-c.org/ns/1.0"', b""), ("WF006", None)


def planted(data: bytes, mutator: Callable[[etree._Element], Expected]) -> tuple[bytes, Expected]:
    """Return *data* with the fault of *mutator* in it, and what is expected."""
    tree = parsed(data).getroottree()
    expected = mutator(tree.getroot())
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8"), expected


FAULTS: dict[str, Callable[[bytes], tuple[bytes, Expected]]] = {
    "not_well_formed": not_well_formed,
    "no_namespace": no_namespace,
    **{one.__name__: lambda data, one=one: planted(data, one) for one in MUTATORS},
}
"""The twenty-two faults, each from bytes to spoilt bytes and what must be reported."""
