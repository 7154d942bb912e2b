"""Faults to plant: each mutator spoils the first element that suits it, and says what must be reported where."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from lxml import etree

from stancebank.tei import loads

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


def text_with(root, change):
    """Change the text of a block, and let the digest be that of the new text and the seed be forgotten."""
    change()
    for item in list(elements(root, "relatedItem", type="seed")):
        remove(item)
    digest = loads(etree.tostring(root, encoding="UTF-8")).digest
    first(root, "idno", type="textSHA256").text = digest


def running(root):
    """Return a paragraph that begins with words of its own, without a quotation mark."""
    return next(
        one
        for one in elements(root.find(f"{TEI}text"), "p")
        if one.get(ID) and not any(mark in "".join(one.itertext()) for mark in '"\u201e\u201c')
    )


def last_words(block):
    """Return the element, and whether it is its tail, that holds the last words of a block."""
    return next(
        (one, is_tail)
        for one in reversed(list(block.iter()))
        for is_tail in (True, False)
        if (one is not block or not is_tail) and ((one.tail if is_tail else one.text) or "").strip()
    )


def with_last_words(block, change):
    element, is_tail = last_words(block)
    name = "tail" if is_tail else "text"
    setattr(element, name, change(getattr(element, name)))


def spoilt_text(code, character):
    def mutator(root):
        block = running(root)
        text_with(root, lambda: with_last_words(block, lambda told: told + character))
        return code, block.get(ID)

    return mutator


def no_break_space(root):
    """Leave one no-break space in the text, and no seed that has it."""

    def change():
        for element in root.find(f"{TEI}text").iter(etree.Element):
            element.text = element.text and element.text.replace("\u00a0", " ")
            element.tail = element.tail and element.tail.replace("\u00a0", " ")
        with_last_words(block, lambda told: f"{told}\u00a0so")

    block = running(root)
    text_with(root, change)
    return "WF010", block.get(ID)


def no_digest(root):
    remove(first(root, "idno", type="textSHA256"))
    return "TF002", root.get(ID)


def unsafe_link(root):
    next(one for one in elements(root, "licence") if one.get("target")).set("target", "javascript:alert(1)")
    return "SE005", root.get(ID)


def foreign_schema(root):
    first(root, "schemaRef").set("url", "https://example.org/house.rng")
    return "SE013", root.get(ID)


def old_list(root):
    layer = first(root, "listAnnotation")
    layer.set("type", "stance")
    return "SC004", layer.get(ID)


def empty_proposition(root):
    proposition = first(root, "interp")
    proposition.text = None
    return "SC005", proposition.get(ID)


def date_with_limits(root):
    date = next(elements(first(root, "dateline"), "date"))
    date.set("notBefore", date.get("when"))
    return "SC007", near(date)


def chained(root):
    return next(one for one in elements(root, "said") if one.get("next"))


def by_id(root, pointer):
    return next(one for one in root.iter(etree.Element) if f"#{one.get(ID)}" == pointer)


def another_voice(root, *but):
    """Return the pointer to an organisation that none of *but* names."""
    return next(
        f"#{one.get(ID)}"
        for one in elements(root, "org")
        if f"#{one.get(ID)}" not in but and one.get("sameAs") not in but and one.get("role") != "media"
    )


def chain_to_itself(root):
    part = by_id(root, chained(root).get("next"))
    part.set("next", f"#{part.get(ID)}")
    return "PT008", part.get(ID)


def other_voice_in_a_chain(root):
    part = by_id(root, chained(root).get("next"))
    part.set("who", another_voice(root, part.get("who")))
    return "QU005", part.get(ID)


def chain_backwards(root):
    part = chained(root)
    other = by_id(root, part.get("next"))
    part.set("prev", part.attrib.pop("next"))
    other.set("next", other.attrib.pop("prev"))
    return "QU005", part.get(ID)


def range_backwards(root):
    first_block, second = [one.get(ID) for one in elements(root.find(f"{TEI}text"), "p")][:2]
    record = first(root, "annotation", motivation="assessing")
    record.set("target", f"#range(string-index({second},0),string-index({first_block},3))")
    return "PT010", record.get(ID)


def own_taxonomy(root, category):
    """Give the document a taxonomy of its own, and the first passage-wide record a category of it."""
    coding = first(root, "encodingDesc")
    place = next((one for one in elements(coding, "classDecl")), None)
    if place is None:
        place = etree.Element(f"{TEI}classDecl")
        before = next(one for one in coding if one.tag in {f"{TEI}{name}" for name in AFTER_CLASSES})
        before.addprevious(place)
    taxonomy = etree.SubElement(place, f"{TEI}taxonomy", {ID: "own"})
    taxonomy.append(etree.fromstring(f'<category xmlns="{TEI[1:-1]}" xml:id="own.quay">{category}</category>'))


AFTER_CLASSES = ("listPrefixDef", "unitDecl", "appInfo", "schemaRef")


def retired_category(root):
    own_taxonomy(root, '<catDesc>quay</catDesc><catDesc><date type="retired" when="2020"/></catDesc>')
    record = first(root, "annotation", motivation="classifying")
    record.set("ana", re.sub(r"^\S+", "#own.quay", record.get("ana")))
    return "TX004", record.get(ID)


def empty_category(root):
    own_taxonomy(root, "<catDesc/>")
    return "SC005", "own.quay"


def mark_beside_the_quotation(root):
    records = {
        token: one for one in elements(root, "annotation", motivation="linking") for token in one.get("target").split()
    }
    quotation = next(
        one
        for one in elements(root, "said", direct="true")
        if not len(one) and one.text[-1] in '"\u201c' and f"#{one.get(ID)}" in records and not one.get("next")
    )
    quotation.text, mark = quotation.text[:-1], quotation.text[-1]
    quotation.tail = mark + (quotation.tail or "")
    return "QU002", records[f"#{quotation.get(ID)}"].get(ID)


def missed_quotation(root):
    block = running(root)
    text_with(root, lambda: with_last_words(block, lambda told: told + ' "So it is."'))
    return "QU003", block.get(ID)


def bare_position(root):
    record = first(root, "annotation", motivation="assessing")
    record.set("ana", record.get("ana").replace("position:", "", 1))
    return "ST005", record.get(ID)


def score_too_high(root):
    record = first(root, "annotation", motivation="assessing")
    note = etree.SubElement(record, f"{TEI}note", {"type": "score"})
    etree.SubElement(note, f"{TEI}num", {"value": "2.0"}).text = "2.0"
    return "ST006", record.get(ID)


def evidence_elsewhere(root):
    record = first(root, "annotation", motivation="assessing")
    record.set("target", "https://example.org/post#b3")
    return "ST007", record.get(ID)


def other_holder(root):
    record = next(
        one
        for one in elements(root, "annotation", motivation="assessing")
        if list(elements(one, "ptr", type="attribution")) and not one.get("exclude")
    )
    holder = next(elements(record, "ptr", type="holder"))
    quotation = by_id(root, next(elements(record, "ptr", type="attribution")).get("target"))
    known = {token for one in elements(quotation, "ptr") for token in one.get("target").split()}
    holder.set("target", another_voice(root, *known))
    return "ST008", record.get(ID)


def strong_neutral(root):
    record = next(one for one in elements(root, "annotation", motivation="assessing") if "intensity:" in one.get("ana"))
    record.set("ana", re.sub(r"position:\w+", "position:neutral", record.get("ana")))
    return "ST011", record.get(ID)


def two_units(root):
    record = first(root, "annotation", motivation="assessing")
    record.set("target", f"#{root.get(ID)} {record.get('target')}")
    return "ST013", record.get(ID)


def no_topic(root):
    classed = [one for one in elements(root, "catRef") if not one.get("target").startswith("genre:")]
    for one in [*classed, *elements(root, "annotation", motivation="classifying")]:
        remove(one)
    return "TO001", root.get(ID)


def shifted_offsets(root):
    """Put a word before a block whose ranges are then those of other words."""
    ranges = [
        found[1]
        for one in elements(root, "ptr")
        if (found := re.fullmatch(r"#string-range\(([^,]+),(\d+),(\d+)\)", one.get("target", "")))
    ]
    block = next(
        one for one in elements(root.find(f"{TEI}text"), "p") if ranges.count(one.get(ID)) > 1 and not one.text
    )
    text_with(root, lambda: setattr(block, "text", "So "))
    return "SN005", block.get(ID)


def crossing_quotation(root):
    record = next(
        one
        for one in elements(root, "annotation", motivation="linking")
        if "mode:indirect" in one.get("ana")
        and len(one.get("target").split()) == 1
        and "#string" not in one.get("target")
    )
    part = by_id(root, record.get("target"))
    block = part.getparent()
    offset = len(block.text or "") + sum(
        len("".join(one.itertext())) + len(one.tail or "") for one in part.itersiblings(preceding=True)
    )
    end = offset + len("".join(part.itertext()))
    other = copy.deepcopy(record)
    other.set(ID, "crossing")
    start, length = (offset - 4, 8) if offset >= 4 else (end - 4, 6)
    other.set("target", f"#string-range({block.get(ID)},{start},{length})")
    record.addnext(other)
    return "SN006", "crossing"


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
    no_break_space,
    no_digest,
    unsafe_link,
    foreign_schema,
    old_list,
    empty_proposition,
    date_with_limits,
    chain_to_itself,
    other_voice_in_a_chain,
    chain_backwards,
    range_backwards,
    retired_category,
    empty_category,
    mark_beside_the_quotation,
    missed_quotation,
    bare_position,
    score_too_high,
    evidence_elsewhere,
    other_holder,
    strong_neutral,
    two_units,
    no_topic,
    shifted_offsets,
    crossing_quotation,
)


def not_well_formed(data: bytes) -> tuple[bytes, Expected]:
    return data.replace(b"</body>", b"</bodi>"), ("WF001", None)


def no_namespace(data: bytes) -> tuple[bytes, Expected]:
    return data.replace(b' xmlns="http://www.tei-c.org/ns/1.0"', b""), ("WF006", None)


def byte_order_mark(data: bytes) -> tuple[bytes, Expected]:
    return b"\xef\xbb\xbf" + data, ("WF003", parsed(data).get(ID))


def planted(data: bytes, mutator: Callable[[etree._Element], Expected]) -> tuple[bytes, Expected]:
    """Return *data* with the fault of *mutator* in it, and what is expected."""
    tree = parsed(data).getroottree()
    expected = mutator(tree.getroot())
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8"), expected


FAULTS: dict[str, Callable[[bytes], tuple[bytes, Expected]]] = {
    "not_well_formed": not_well_formed,
    "no_namespace": no_namespace,
    "byte_order_mark": byte_order_mark,
    "text_not_composed": lambda data: planted(data, spoilt_text("WF008", " e\u0301")),
    "text_damaged": lambda data: planted(data, spoilt_text("WF009", "\ufffd")),
    **{one.__name__: lambda data, one=one: planted(data, one) for one in MUTATORS},
}
"""The faults, each from bytes to spoilt bytes and what must be reported."""


NEEDS_MORE: frozenset[str] = frozenset(
    {
        "crossing_quotation",
        "missed_quotation",
        "no_break_space",
        "other_holder",
        "other_voice_in_a_chain",
        "shifted_offsets",
        "text_damaged",
        "text_not_composed",
    }
)
"""Faults that need what a small article does not hold: a paragraph without marks, several voices, several ranges."""
