"""Faults in description, provenance, voices and fidelity, to plant into the annotated article of the corpus."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from validation.planting import ID, TEI, elements, first, near, remove

if TYPE_CHECKING:
    from collections.abc import Callable

    from validation.planting import Expected


def unsaid_group(root):
    group = first(root, "personGrp", role="unnamed")
    remove(first(group, "persName"))
    return "SP002", group.get(ID)


def unsought_body(root):
    body = first(root, "org", role="media")
    del body.attrib["sameAs"]
    return "SP004", body.get(ID)


def malformed_identifier(root):
    body = first(root, "org")
    etree.SubElement(body, f"{TEI}idno", {"type": "URI"}).text = "https://www.wikidata.org/wiki/q318693"
    return "SP005", body.get(ID)


def placeholder_name(root):
    person = first(root, "person")
    name = first(person, "persName")
    name[:] = []
    name.text = "N. N."
    return "SP010", person.get(ID)


def _blocks(root):
    body = root.find(f"{TEI}text")
    return [one for one in body.iter(f"{TEI}p", f"{TEI}head") if one.get(ID)]


def _replace(block, wanted, put):
    """Replace *wanted* once in the text of *block*, whichever element it stands in; tell whether it was there."""
    for one in block.iter():
        for slot in ("text", "tail"):
            text = getattr(one, slot)
            if text and wanted in text and not (one is block and slot == "tail"):
                setattr(one, slot, text.replace(wanted, put, 1))
                return True
    return False


def other_word(root):
    block = next(one for one in _blocks(root)[1:] if _replace(one, "priority", "minority"))
    return "TF001", block.get(ID)


def stale_digest(root):
    digest = first(root, "idno", type="textSHA256")
    digest.text = "0" * len(digest.text)
    return "TF002", root.get(ID)


def other_marks(root):
    block = next(one for one in _blocks(root) if _replace(one, '"', "«"))
    return "TF003", block.get(ID)


def replaced_no_break_space(root):
    block = next(one for one in _blocks(root) if _replace(one, "\N{NO-BREAK SPACE}", " "))
    return "TF004", block.get(ID)


def wrapped_block(root):
    block = next(one for one in _blocks(root)[2:] if _replace(one, " ", "\n"))
    return "TF005", block.get(ID)


def lost_credit(root):
    *_, before, lost = elements(root.find(f"{TEI}text"), "note", type="credit")
    remove(lost)
    return "TF006", before.get(ID)


def undeclared_language(root):
    first(root, "language").set("ident", "de")
    return "MD007", root.get(ID)


def silent_source(root):
    remove(first(root, "note", type="unrecorded"))
    return "MD009", root.get(ID)


def nobody_wrote_it(root):
    remove(first(root, "author"))
    for related in list(elements(root, "relatedItem", type="basedOn")):
        remove(related)
    return "MD010", root.get(ID)


def unknown_licence(root):
    licence = next(one for one in elements(root, "licence") if one.get("target"))
    licence.set("target", "https://example.org/our-terms")
    return "MD012", root.get(ID)


def no_genre(root):
    remove(next(one for one in elements(root, "catRef") if one.get("target").startswith("genre:")))
    return "MD014", root.get(ID)


def placeholder_publisher(root):
    next(elements(first(root, "publicationStmt"), "publisher")).text = "TODO"
    return "MD016", root.get(ID)


def no_agent(root):
    layer = first(root, "listAnnotation")
    del layer.attrib["resp"]
    return "PV001", layer.get(ID)


def untyped_agent(root):
    name = next(elements(first(root, "respStmt"), "name"))
    del name.attrib["type"]
    return "PV002", near(name)


def no_application(root):
    name = next(elements(first(root, "respStmt"), "name"))
    del name.attrib["ref"]
    return "PV003", near(name)


def no_certainty(root):
    record = first(root, "annotation")
    del record.attrib["cert"]
    return "PV004", record.get(ID)


def no_such_certainty(root):
    record = first(root, "annotation")
    record.set("cert", "certain")
    return "PV005", record.get(ID)


def unversioned_guideline(root):
    remove(first(root, "num", type="version"))
    return "PV006", root.get(ID)


def no_status(root):
    record = first(root, "annotation")
    record.set("ana", re.sub(r"\s*status:\w+", "", record.get("ana")))
    return "PV007", record.get(ID)


def nobody_changed_it(root):
    change = first(root, "change")
    del change.attrib["who"]
    return "PV009", near(change)


DESCRIPTION_FAULTS: tuple[Callable[[etree._Element], Expected], ...] = (
    unsaid_group,
    unsought_body,
    malformed_identifier,
    placeholder_name,
    other_word,
    stale_digest,
    other_marks,
    replaced_no_break_space,
    wrapped_block,
    lost_credit,
    undeclared_language,
    silent_source,
    nobody_wrote_it,
    unknown_licence,
    no_genre,
    placeholder_publisher,
    no_agent,
    untyped_agent,
    no_application,
    no_certainty,
    no_such_certainty,
    unversioned_guideline,
    no_status,
    nobody_changed_it,
)
"""One fault for each rule, which says what must be reported where."""
