"""Locating findings: from the line that the tree knows to the exact place, what stands there, and how to mend it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from attrs import evolve, frozen

from stancebank.findings import Finding, new_finding, new_location
from stancebank.tei.places import Places, fault_place, places_of
from stancebank.tei.tags import AttributePlace, StartTag
from stancebank.validation.rule import Hit, Subject
from stancebank.validation.unseen import shown

__all__ = ["Spotted", "locate_refusal", "located"]

_LONGEST: Final = 120
_READ: Final = 4 * _LONGEST * 2
_WHITE: Final = re.compile(r"[ \t\r\n]+")


@frozen(kw_only=True, eq=False)
class Spotted:
    """A finding whose place is yet to be found, and what is known of it.

    Attributes:
        finding: The finding, with the line that the tree knows.
        hit: What the rule has yielded; None where a rule did not.
    """

    finding: Finding
    hit: Hit | None = None


def located(found: Iterable[Spotted], data: bytes, subject: Subject) -> Iterator[Finding]:
    """Yield what was found in a file, each with its exact place, an excerpt, and how a program can mend it.

    Args:
        found: The findings of one file.
        data: The file, which is well-formed.
        subject: The file as rules see it.
    """
    waiting = tuple(found)
    if not waiting:
        return
    from stancebank.validation.fixing import fixes_for  # noqa: PLC0415 # most files have no findings

    places, document = places_of(data), subject.index.root_id
    known: dict[tuple[int, str | None], _Place] = {}
    for one in waiting:
        tag, attribute = _target(one, places, subject)
        if tag is None:
            finding, bearer = _without_tag(one.finding, places, document), None
        else:
            key = (tag.number, attribute)
            place = known.get(key)
            if place is None:
                place = known[key] = _place(tag, attribute, places)
            finding, bearer = _at(one.finding, place, document), place.bearer
        if fixes_for(finding.code):
            finding = _with_fix(finding, one.hit or Hit(finding.message), places, tag, bearer, subject)
        yield finding


class _Place(NamedTuple):
    """Where an element or an attribute stands, exactly, and what stands there."""

    line: int
    column: int
    path: str
    excerpt: str
    bearer: AttributePlace | None


def _place(tag: StartTag, attribute: str | None, places: Places) -> _Place:
    bearer = tag.attribute(attribute) if attribute else None
    start, end = (bearer.start, bearer.value_end + 1) if bearer else (tag.start, places.outer_end(tag))
    path = f"{tag.path}/@{bearer.name}" if bearer else tag.path
    return _Place(*places.position(start), path, _excerpt(places.data[start : min(end, start + _READ)]), bearer)


def _at(finding: Finding, place: _Place, document: str | None) -> Finding:
    """Return *finding* at its exact place."""
    near = finding.location
    location = new_location(
        source=near.source, id=near.id, line=place.line, column=place.column, path=place.path, document=document
    )
    found: Finding = new_finding(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        location=location,
        hint=finding.hint,
        excerpt=place.excerpt,
    )
    return found


def _without_tag(finding: Finding, places: Places, document: str | None) -> Finding:
    """Return *finding*, which is about an instruction or a comment, or about no place at all, at its place."""
    text = places.line(finding.location.line or 0)
    column = len(text) - len(text.lstrip()) + 1 if text.strip() else None
    place = evolve(finding.location, column=column, document=document)
    return evolve(finding, location=place, excerpt=_excerpt(text.strip().encode()) or None)


def _with_fix(
    finding: Finding,
    hit: Hit,
    places: Places,
    tag: StartTag | None = None,
    attribute: AttributePlace | None = None,
    subject: Subject | None = None,
) -> Finding:
    """Return *finding* with how a program can mend it, if it can."""
    from stancebank.validation.fixing import Fault, fix_of  # noqa: PLC0415 # most files have no findings

    fault = Fault(
        finding=finding,
        hit=hit,
        data=places.data,
        places=places,
        tag=tag,
        attribute=attribute,
        subject=subject,
    )
    fix = fix_of(fault)
    return finding if fix is None else evolve(finding, fix=fix)


def _target(one: Spotted, places: Places, subject: Subject) -> tuple[StartTag | None, str | None]:
    """Return the start tag that a finding is about, and the name of the attribute, which may be None."""
    place = one.finding.location
    if place.path is not None:
        path, _, attribute = place.path.partition("/@")
        return places.at_path(path), attribute or None
    hit = one.hit or Hit("")
    anchor = subject.index.by_id.get(place.id or "")
    if hit.number is not None:
        tag = places.numbered(hit.number)
    elif anchor is not None and hit.value is None and hit.line in {None, anchor.line}:
        tag = places.numbered(anchor.number)
    elif place.line is not None and (hit.line is not None or anchor is None):
        tag = places.on_line(place.line, place.id, hit.value)
    else:
        tag = places.numbered(anchor.number) if anchor is not None else None
    return tag, hit.attribute or _bearing(tag, hit.value)


def _bearing(tag: StartTag | None, value: str | None) -> str | None:
    """Return the name of the one attribute of *tag* whose value is *value*, or None."""
    if tag is None or not value:
        return None
    written = value.encode()
    names = [one.name for one in tag.attributes if tag.tag[one.value_start - tag.start :].startswith(written)]
    return names[0] if len(names) == 1 else None


def _excerpt(piece: bytes) -> str:
    text = piece[:_READ].decode("utf-8", "ignore")
    if not text.isprintable() or "  " in text:
        text = shown(_WHITE.sub(" ", text))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def locate_refusal(finding: Finding, data: bytes) -> Finding:
    """Return *finding*, about a file that could not be read, with its exact place and what stands there.

    Where the file is not well-formed, the second parser says where: it counts code points, the first one bytes.

    Args:
        finding: The finding.
        data: The file.
    """
    place = finding.location
    places = Places(data)
    exact = fault_place(data) if finding.code == "WF001" else None
    line, column = exact or (place.line, place.column)
    if line is not None:
        excerpt = _around(places.line(line), (column or 1) - 1) or None
        finding = evolve(finding, location=evolve(place, line=line, column=column or 1), excerpt=excerpt)
    return _with_fix(finding, Hit(finding.message), places)


def _around(line: str, at: int) -> str:
    """Return the part of *line* around the code point *at*."""
    start = max(0, min(at - _LONGEST // 3, len(line) - _LONGEST + 2))
    text = shown(line[start : start + _LONGEST - 2].strip())
    told = f"{'…' if start else ''}{text}{'…' if start + _LONGEST - 2 < len(line) else ''}"
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
