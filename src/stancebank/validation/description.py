"""Rules on the description of an article: where it was found, by whom, of what kind, in which languages."""

import re
from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import Licence
from stancebank.tei.statements import Statement
from stancebank.validation.following import unsafe_scheme
from stancebank.validation.languages import is_declared, tag_fault
from stancebank.validation.placeholders import is_placeholder, may_hold_placeholder, placeholder_in
from stancebank.validation.rule import Hit, Rule, Scope, Subject

__all__ = ["DESCRIPTION"]

_VOICES: Final = frozenset({"person", "personGrp", "org"})
_LABELS: Final = frozenset({"catDesc", "term"})
_PLACES: Final = frozenset({"analytic", "monogr", "biblStruct", "imprint", "bibl"})
_ADDRESSES: Final = ("idno", "ptr", "ref")
_SPDX: Final = frozenset(
    """
    0bsd apache-2.0 bsd-2-clause bsd-3-clause cc0-1.0 cc-by-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-nc-1.0
    cc-by-nc-2.0 cc-by-nc-2.5 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-nd-1.0 cc-by-nc-nd-2.0 cc-by-nc-nd-2.5
    cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-1.0 cc-by-nc-sa-2.0 cc-by-nc-sa-2.5 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0
    cc-by-nd-1.0 cc-by-nd-2.0 cc-by-nd-2.5 cc-by-nd-3.0 cc-by-nd-4.0 cc-by-sa-1.0 cc-by-sa-2.0 cc-by-sa-2.5
    cc-by-sa-3.0 cc-by-sa-4.0 cc-pddc cdla-permissive-1.0 cdla-permissive-2.0 cdla-sharing-1.0 etalab-2.0 mit odbl-1.0
    odc-by-1.0 ogl-uk-1.0 ogl-uk-2.0 ogl-uk-3.0 pddl-1.0
    """.split()  # noqa: SIM905 - a list of so many words is read more easily so
)
"""The identifiers of SPDX under which texts, data and annotations are given, in lower case."""

_ADDRESS: Final = re.compile(
    r"https?://(?:www\.)?(?:"
    r"creativecommons\.org/(?:licenses/[a-z+\-]+/[0-9.]+|publicdomain/(?:zero|mark)/1\.0)(?:/.*)?"
    r"|spdx\.org/licenses/(?P<spdx>[A-Za-z0-9.+\-]+?)(?:\.html|\.json)?"
    r"|rightsstatements\.org/(?:vocab|page)/(?:InC|InC-OW-EU|InC-EDU|InC-NC|InC-RUU|NoC-CR|NoC-NC|NoC-OKLR|NoC-US|CNE"
    r"|UND|NKC)/1\.0/?"
    r"|opendatacommons\.org/licenses/(?:pddl|by|odbl)/.*"
    r"|(?:clarin\.eu|kielipankki\.fi)/.*(?:PUB|ACA|RES|pub|aca|res)(?![A-Za-z]).*"
    r")"
)
_CLARIN: Final = re.compile(
    r"CLARIN[ _\-](?:PUB|ACA|RES)(?:[ +_\-](?:BY|DEP|FF|ID|INF|LOC|LRT|NC|ND|NORED|PLAN|PRIV|SA))*"
)


def wrong_language(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each tag that is none of BCP 47, and each language of a text that its header does not declare."""
    index = subject.index
    declared: set[str] = set()
    for one in subject.statements("language"):
        if one.parent == "langUsage" and (tag := one.attributes.get("ident")) is not None:
            declared.add(tag.lower())
            if fault := tag_fault(tag):
                yield Hit(f"the language {tag!r} {fault}", one.near, line=one.line, value=tag)
    known = frozenset(declared)
    seen: set[str] = set()
    for used in index.languages:
        if used.value in seen:
            continue
        is_of_document = index.root == "TEI" and bool(index.statements) and used.region in {"", "text"}
        if fault := tag_fault(used.value):
            yield Hit(f"the language {used.value!r} {fault}", used.near, line=used.line, value=used.value)
        elif is_of_document and not is_declared(used.value, known):
            yield Hit(
                f"the language {used.value!r} is not declared",
                used.near,
                line=used.line,
                hint=f'add <language ident="{used.value}"> to langUsage',
            )
        elif not is_of_document:
            continue
        seen.add(used.value)


def no_source(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a document that does not say where its article was found, nor that this was not recorded."""
    document = subject.told
    metadata = document.metadata
    is_printed = any(one.text for one in _of_source(subject, "biblScope"))
    is_addressed = is_printed or metadata.url is not None or any(map(_is_address, _of_source(subject, *_ADDRESSES)))
    missing = [] if metadata.outlet or any(map(_is_outlet, _of_source(subject, "title"))) else ["the outlet"]
    if not metadata.unrecorded:
        missing += [] if is_addressed else ["an address or a page"]
        missing += [] if is_printed or metadata.accessed else ["the day it was retrieved"]
    if missing:
        yield Hit(
            f"the document does not say where the article was found: it lacks {' and '.join(missing)}",
            document.id,
            line=subject.index.line_of.get("sourceDesc/biblStruct") or subject.index.line_of.get("fileDesc/sourceDesc"),
            is_absence=True,
        )


def _of_source(subject: Subject, *elements: str) -> Iterator[Statement]:
    """Yield what elements of these names say of the source."""
    return (one for element in elements for one in subject.statements(element) if one.parent in _PLACES)


def _is_address(one: Statement) -> bool:
    return bool(one.text or one.attributes.get("target"))


def _is_outlet(one: Statement) -> bool:
    return one.parent != "analytic" and bool(one.text)


def no_author(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a document whose article nobody has signed, and which is not said to be unsigned."""
    document = subject.told
    names = (*document.metadata.authors, *document.metadata.agencies)
    is_told = any(one.text for one in _of_source(subject, "author"))
    if not is_told and not any(names):
        line = subject.index.line_of.get("biblStruct/analytic") or subject.index.line_of.get("fileDesc/sourceDesc")
        yield Hit("the document names no author of the article and no agency", document.id, line=line, is_absence=True)


def unknown_licence(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each licence that is none of those that everybody knows.

    A text may be under terms that only words can tell, those of its publisher; annotations may not.
    """
    metadata = subject.told.metadata
    for told, covered, licence in (
        ("text", f"#{subject.told.id}.text", metadata.text_licence),
        ("annotations", f"#{subject.told.id}.annotations", metadata.annotation_licence),
    ):
        if licence is None or _is_known(licence) or (told == "text" and licence.target is None):
            continue
        if unsafe_scheme(licence.target):  # told as such
            continue
        named = licence.target or licence.statement
        line = next(
            (one.line for one in subject.statements("licence") if one.attributes.get("corresp") == covered), None
        )
        yield Hit(f"the licence of the {told}, {named!r}, is none that is known", subject.told.id, line=line)


def _is_known(licence: Licence) -> bool:
    if licence.target is None:
        statement = licence.statement.strip(" .").lower()
        return statement in _SPDX or _CLARIN.search(licence.statement) is not None
    found = _ADDRESS.fullmatch(licence.target)
    return found is not None and (found["spdx"] is None or found["spdx"].lower() in _SPDX)


def no_genre(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a document that does not say of which genre its article is."""
    document = subject.told
    if not document.metadata.genres:
        line = subject.index.line_of.get("profileDesc/textClass") or subject.index.line_of.get("teiHeader/profileDesc")
        yield Hit("the document does not say of which genre the article is", document.id, line=line, is_absence=True)


def placeholder(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each statement in which something is yet to be written; names of voices have a rule of their own.

    Of elements inside each other, the outermost is told.
    """
    covered, inside = "", frozenset[str]()
    is_marked = may_hold_placeholder("\n".join([one.text for one in subject.index.statements]))
    for one in subject.index.statements:
        if one.parent in _VOICES or not one.text:
            continue
        if one.parent in inside and one.text in covered:
            inside |= {one.element}
            continue
        mark = placeholder_in(one.text) if is_marked else None
        if mark is None and (one.element in _LABELS or not is_placeholder(one.text)):
            covered = ""
            continue
        covered, inside = one.text, frozenset({one.element})
        told = f"says {mark!r}" if mark else f"says only {one.text!r}"
        yield Hit(f"this {one.element} {told}", one.near, line=one.line)


DESCRIPTION: Final = (
    Rule(
        code="MD007",
        level=4,
        severity=Severity.ERROR,
        summary="a language tag is none of BCP 47, or the language of a text is not declared",
        why="Corpora are divided by language and tools are chosen by it; 'english', 'en_GB' and 'eng' are other values "
        "than 'en'. A wider tag that is declared covers a narrower one: en covers en-GB. "
        "Labels in registries and vocabularies may be in any language.",
        remedy='Write the tag as BCP 47 has it, and add <language ident="…"> to langUsage.',
        bad='<language ident="de">German</language>',
        good='<language ident="en">English</language>',
        check=wrong_language,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="MD009",
        level=4,
        severity=Severity.ERROR,
        summary="the document does not say where its article was found",
        why="Outlet, address or page, and the day of retrieval let a reader see that the article says so; "
        "pages change and vanish.",
        remedy="Name them in the biblStruct; where address or day are lost, say so in a "
        '<note type="unrecorded"> of the biblStruct.',
        bad='<title type="main" level="a">Harbour council delays the new pier</title></analytic>',
        good='<idno type="URI">https://example.org/pier</idno></analytic>',
        check=no_source,
        since="0.2",
    ),
    Rule(
        code="MD010",
        level=4,
        severity=Severity.WARNING,
        summary="the document names no author and no agency",
        why="Who wrote an article tells whether two articles are one, and whose stance the narration may be.",
        remedy="Name the author, or the agency in a relatedItem of type basedOn; "
        "for an article that nobody signed write <author>anonymous</author>.",
        bad='<analytic><title type="main" level="a">',
        good="<analytic><author>anonymous</author>",
        check=no_author,
        since="0.2",
    ),
    Rule(
        code="MD012",
        level=4,
        severity=Severity.WARNING,
        summary="a licence is none of those that everybody knows",
        why="Programs and people can act on a licence that they recognise. Known are Creative Commons, SPDX, "
        "Open Data Commons and RightsStatements.org by address, SPDX identifiers and CLARIN PUB, ACA and RES in words. "
        "The terms of a text may also be told in words without an address: a publisher's own have none.",
        remedy='Point at the licence: target="https://creativecommons.org/licenses/by/4.0/", '
        'or target="http://rightsstatements.org/vocab/InC/1.0/" for a text whose rights are reserved.',
        bad='target="https://example.org/our-terms"',
        good='target="https://creativecommons.org/licenses/by/4.0/"',
        check=unknown_licence,
        since="0.2",
    ),
    Rule(
        code="MD014",
        level=4,
        severity=Severity.WARNING,
        summary="the document does not say of which genre its article is",
        why="An interview is full of quotations and a commentary full of stances: "
        "corpora can only be compared genre by genre.",
        remedy='Declare the prefix genre and say in textClass: <catRef target="genre:…"/>.',
        bad='<textClass><catRef scheme="#issues" target="#pier" resp="#tool" cert="high"/></textClass>',
        good='<textClass><catRef target="genre:Current"/>',
        check=no_genre,
        since="0.2",
    ),
    Rule(
        code="MD016",
        level=4,
        severity=Severity.WARNING,
        summary="the header says something that is yet to be written",
        why="A placeholder is found by every search and counted as a value.",
        remedy="Write what is meant, or take the element out: what is missing has rules of its own.",
        bad="<publisher>TODO</publisher>",
        good="<publisher>Example project</publisher>",
        check=placeholder,
        scope=Scope.FILE,
        since="0.2",
    ),
)
