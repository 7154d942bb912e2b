"""Rules on the header: title, dates, language, licences, profile."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model import PROFILE_KEY, SegmentKind
from stancebank.tei.index import Dated
from stancebank.validation.dates import date_of, days_of, is_reversed
from stancebank.validation.rule import Hit, Rule, Scope, Subject

__all__ = ["METADATA"]

_RANGES: Final = (("from", "to"), ("notBefore", "notAfter"))
_PUBLISHED: Final = frozenset({"imprint", "analytic"})
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def no_profile(subject: Subject) -> Iterator[Hit]:
    """Yield a hit where a document does not say which profile it follows, in which version."""
    index = subject.index
    if index.root != "TEI":
        return
    stated = index.schema
    if stated is None:
        yield Hit("the document does not say which profile it follows", index.root_id, is_absence=True)
    elif not (stated.profile and stated.key):
        yield Hit(
            "the schemaRef names no profile, or no version of it", index.root_id, line=stated.line, is_absence=True
        )
    elif stated.key != PROFILE_KEY:
        yield Hit(
            f"the schemaRef names {stated.key!r}, which this library does not know", index.root_id, line=stated.line
        )


def no_title(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a document without a title."""
    document = subject.told
    if not document.metadata.title.strip():
        line = subject.index.line_of.get("titleStmt/title") or subject.index.line_of.get("fileDesc/titleStmt")
        yield Hit("the document has no title", document.id, line=line, is_absence=True)


def no_date(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a document that does not say when the article was published."""
    document = subject.told
    if document.metadata.date is None and not any(_is_publication(one) for one in subject.index.dates):
        line = subject.index.line_of.get("monogr/imprint")
        yield Hit("the document does not say when the article was published", document.id, line=line, is_absence=True)


def _is_publication(one: Dated) -> bool:
    return one.element == "date" and one.parent in _PUBLISHED


def impossible_date(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each date that does not exist, and each period that ends before it begins."""
    for dated in subject.index.dates:
        for attribute, value in dated.dates:
            if days_of(value) is None:
                yield Hit(
                    f"the {attribute} {value!r} of this {dated.element} is no date",
                    dated.near,
                    line=dated.line,
                    value=value,
                    number=dated.number,
                    attribute=attribute,
                )
        for start, end in _RANGES if len(dated.dates) > 1 else ():
            if is_reversed(dated.get(start), dated.get(end)):
                told = f"from {dated.get(start)} to {dated.get(end)}"
                message = f"this {dated.element} goes {told}: it ends before it begins"
                yield Hit(message, dated.near, line=dated.line, number=dated.number, attribute=start)


def other_date(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each date that another one contradicts: of writing, of publication, in the dateline."""
    document = subject.told
    published, created = date_of(document.metadata.date), date_of(document.metadata.created)
    if published and created and created > published:
        line = subject.index.line_of.get("creation/date")
        yield Hit(f"the text was written on {created}, after it was published on {published}", document.id, line=line)
    for segment in document.segments:
        if segment.kind is not SegmentKind.DATELINE:
            continue
        for markup in document.markup:
            day = date_of(markup.get("when")) if markup.name == "date" and segment.span.covers(markup.span) else None
            if day is None:
                continue
            known = {one for one in (published, created) if one}
            if known and day not in known:
                told = " and ".join(str(one) for one in sorted(known))
                yield Hit(f"the dateline says {day}, the header {told}", markup.id or segment.id)
            words = document.text_of(segment).lower().replace(",", " ").split()
            said = [word for word in words if word in _WEEKDAYS]
            if said and said[0] != _WEEKDAYS[day.weekday()]:
                right = _WEEKDAYS[day.weekday()].capitalize()
                yield Hit(f"the dateline says {said[0].capitalize()}, but {day} was a {right}", segment.id)


def no_language(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a document that does not say which language its text is in."""
    document = subject.told
    if document.metadata.language is None and document.metadata.header_language is None:
        yield Hit("the document does not say which language it is in", document.id, is_absence=True)


def no_licence(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a text, or for annotations, under no licence."""
    document = subject.told
    line = subject.index.line_of.get("publicationStmt/availability")
    if document.metadata.text_licence is None:
        yield Hit(
            "the document does not say under which terms its text may be used",
            document.id,
            line=line,
            hint=f'add <licence corresp="#{document.id}.text">…</licence>',
            is_absence=True,
        )
    if document.metadata.annotation_licence is None and any(layer.annotations for layer in document.layers):
        yield Hit(
            "the document does not say under which terms its annotations may be used",
            document.id,
            line=line,
            hint=f'add <licence corresp="#{document.id}.annotations">…</licence>',
            is_absence=True,
        )


METADATA: Final = (
    Rule(
        code="SC002",
        level=1,
        severity=Severity.ERROR,
        summary="the document does not state its profile and version",
        why="Without them nobody knows which rules it is meant to follow.",
        remedy='Add <schemaRef type="hybrid" key="stancebank-1" url="urn:stancebank:schema:1"/> to the encodingDesc.',
        bad='<schemaRef key="stancebank-1" url="urn:stancebank:schema:1"/>',
        good='<schemaRef type="hybrid" key="stancebank-1" url="urn:stancebank:schema:1"/>',
        check=no_profile,
        scope=Scope.FILE,
    ),
    Rule(
        code="MD001",
        level=4,
        severity=Severity.ERROR,
        summary="the document has no title",
        why="Catalogues, citations and people find it by its title.",
        remedy="Take the headline; where the article has none, describe it.",
        bad='<title type="main" level="a"/>',
        good='<title type="main" level="a">Harbour council delays the new pier</title>',
        check=no_title,
    ),
    Rule(
        code="MD002",
        level=4,
        severity=Severity.ERROR,
        summary="the document does not say when the article was published",
        why="Without a date there is no comparison over time, and no telling who held which office.",
        remedy='Add <date type="published" when="2024-03-05"/> to the imprint; a year or a month will do if need be.',
        bad="<publisher>Harbour Press</publisher></imprint>",
        good='<publisher>Harbour Press</publisher><date type="published" when="2024-03-05"/></imprint>',
        check=no_date,
    ),
    Rule(
        code="MD003",
        level=4,
        severity=Severity.ERROR,
        summary="a date does not exist, or a period ends before it begins",
        why="Programs drop such a date or move it to another day.",
        remedy="Write ISO 8601: 2024-03-05, 2024-03 or 2024; see whether start and end were swapped.",
        bad='from="2025-12-31" to="2020-01-01"',
        good='from="2020-01-01" to="2025-12-31"',
        check=impossible_date,
        scope=Scope.FILE,
    ),
    Rule(
        code="MD005",
        level=4,
        severity=Severity.WARNING,
        summary="dates contradict each other",
        why="One of them is wrong, and counts over time will use one and show the other.",
        remedy="Look at the article; the dateline should name the day of publication or of writing.",
        bad='<date when="2024-03-06">5 March 2024</date>',
        good='<date when="2024-03-05">5 March 2024</date>',
        check=other_date,
    ),
    Rule(
        code="MD006",
        level=4,
        severity=Severity.ERROR,
        summary="the document does not say which language it is in",
        why="Tokenisers, spelling and screen readers depend on it, and corpora are chosen by it.",
        remedy="Put xml:lang on text, or on TEI for header and text.",
        bad='<text xml:id="pier.text">',
        good='<text xml:id="pier.text" xml:lang="en">',
        check=no_language,
    ),
    Rule(
        code="MD011",
        level=4,
        severity=Severity.ERROR,
        summary="the text, or the annotations, are under no stated licence",
        why="The text has its publisher's terms, the annotations have yours; without either nobody may use them.",
        remedy="Add a licence for each, which says with corresp what it covers.",
        bad='<availability>\n  <licence corresp="#pier.text">The text is free.</licence>\n</availability>',
        good='<licence corresp="#pier.text">The text is free.</licence>\n<licence corresp="#pier.annotations" '
        'target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence>',
        check=no_licence,
    ),
)
