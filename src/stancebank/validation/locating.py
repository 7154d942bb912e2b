"""Locating findings: from the line that the tree knows to the exact line and column, with what stands there."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve, frozen

from stancebank.findings import Finding
from stancebank.tei.places import Places, StartTag, fault_place, places_of
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
        tag: The start tag that it is about, once it is found.
        attribute: The name of the attribute that it is about, once it is found; None for the whole element.
    """

    finding: Finding
    hit: Hit | None = None
    tag: StartTag | None = None
    attribute: str | None = None


def located(found: Iterable[Spotted], data: bytes, subject: Subject) -> Iterator[Spotted]:
    """Yield what was found in a file, each with its exact place and an excerpt.

    Args:
        found: The findings of one file.
        data: The file, which is well-formed.
        subject: The file as rules see it.
    """
    waiting = tuple(found)
    if not waiting:
        return
    places = places_of(data)
    for one in waiting:
        yield _located(one, places, subject)


def _located(one: Spotted, places: Places, subject: Subject) -> Spotted:
    place = one.finding.location
    tag, attribute = _target(one, places, subject)
    if tag is None:
        return evolve(one, finding=evolve(one.finding, location=evolve(place, document=subject.index.root_id)))
    bearer = tag.attribute(attribute)
    start, end = (bearer.start, bearer.value_end + 1) if bearer else (tag.start, places.end_of(tag))
    line, column = places.position(start)
    location = evolve(
        place,
        line=line,
        column=column,
        path=f"{tag.path}/@{attribute}" if bearer else tag.path,
        document=subject.index.root_id,
    )
    if bearer is None and not tag.tag.endswith(b"/>"):
        end = places.data.find(b">", end) + 1
    finding = evolve(one.finding, location=location, excerpt=_excerpt(places.data[start:end]))
    return evolve(one, finding=finding, tag=tag, attribute=attribute if bearer else None)


def _target(one: Spotted, places: Places, subject: Subject) -> tuple[StartTag | None, str | None]:
    """Return the start tag that a finding is about, and the name of the attribute, which may be None."""
    place = one.finding.location
    if place.path is not None:
        path, _, attribute = place.path.partition("/@")
        return places.by_path.get(path), attribute or None
    hit = one.hit or Hit("")
    anchor = subject.index.by_id.get(place.id or "")
    if hit.number is not None:
        tag = places.numbered(hit.number)
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
    text = shown(_WHITE.sub(" ", piece[:_READ].decode("utf-8", "ignore")))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def locate_refusal(finding: Finding, data: bytes) -> Finding:
    """Return *finding*, about a file that could not be read, with its exact place and what stands there.

    Where the file is not well-formed, the second parser says where: it counts code points, the first one bytes.

    Args:
        finding: The finding.
        data: The file.
    """
    place = finding.location
    exact = fault_place(data) if finding.code == "WF001" else None
    line, column = exact or (place.line, place.column)
    if line is None:
        return finding
    return evolve(
        finding,
        location=evolve(place, line=line, column=column or 1),
        excerpt=_around(Places(data, (), ()).line(line), (column or 1) - 1) or None,
    )


def _around(line: str, at: int) -> str:
    """Return the part of *line* around the code point *at*."""
    start = max(0, min(at - _LONGEST // 3, len(line) - _LONGEST + 2))
    text = shown(line[start : start + _LONGEST - 2].strip())
    told = f"{'…' if start else ''}{text}{'…' if start + _LONGEST - 2 < len(line) else ''}"
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
