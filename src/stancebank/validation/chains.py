"""Rules on chains: what continues or stands for something else does not come back to itself, and keeps its voice."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from stancebank.findings import Severity
from stancebank.tei.facts import Pointer
from stancebank.tei.pointer_roles import Role
from stancebank.tei.pointers import read_reference
from stancebank.validation.rule import Hit, Rule, Scope, Subject

__all__ = ["CHAINS", "uneven_parts"]

_FORWARDS: Final = ("next", "sameAs", "prev")


def _steps(subject: Subject) -> Mapping[str, dict[str, str]]:
    """Return, for each attribute of chains and twins, where each element leads to in the file."""
    found: dict[str, dict[str, str]] = {attribute: {} for attribute in _FORWARDS}
    by_role = subject.index.by_role
    for pointer in chain(by_role.get(Role.CHAIN, ()), by_role.get(Role.TWIN, ())):
        if pointer.own and len(pointer.tokens) == 1:
            token = pointer.tokens[0]
            if token[0] == "#" and token[1:] in subject.index.by_id:
                found[pointer.attribute].setdefault(pointer.own, token[1:])
    return found


def circular(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each chain, and each series of twins, that comes back to where it began."""
    told: set[frozenset[str]] = set()
    for attribute in _FORWARDS:
        steps = subject.once(_steps)[attribute]
        seen: set[str] = set()
        for start in steps:
            path: dict[str, None] = {}
            at: str | None = start
            while at is not None and at not in seen and at not in path:
                path[at] = None
                at = steps.get(at)
            seen.update(path)
            if at is None or at not in path:
                continue
            names = list(path)
            ring = names[names.index(at) :]
            if frozenset(ring) not in told:
                told.add(frozenset(ring))
                way = " to ".join([*ring, ring[0]]) if len(ring) > 1 else f"{at} to itself"
                yield Hit(f"the {attribute} leads from {way} and never ends", ring[0])


def uneven_parts(subject: Subject) -> Mapping[str, Hit]:
    """Return a hit for each part of a quotation that is unlike the part before it, by the id of the part."""
    index = subject.index
    following = subject.once(_steps)["next"]
    if not following:
        return {}
    parts = {*following, *following.values()}
    place: dict[str, int] = {}
    for number, anchor in enumerate(index.anchors):
        if anchor.id in parts:
            place.setdefault(anchor.id, number)
    voices = {one.own: one for one in index.by_role.get(Role.VOICE, ()) if one.own in parts and one.attribute == "who"}
    # the reader takes away what only repeats the record, so of two parts that differ the one left is at fault
    left = {markup.id for markup in subject.told.markup if markup.name == "said"}
    found: dict[str, Hit] = {}
    for head in following.keys() - set(following.values()):
        one, done = head, {head}
        while (other := following.get(one)) is not None and other not in done:
            done.add(other)
            if told := _difference(subject, one, other, voices, place):
                faulty = one if one in left and other not in left else other
                found[faulty] = Hit(told, faulty)
            one = other
    return found


def _difference(
    subject: Subject, one: str, other: str, voices: Mapping[str, Pointer], place: Mapping[str, int]
) -> str | None:
    """Return how *other* is no continuation of *one*, or None."""
    first, second = subject.index.by_id[one], subject.index.by_id[other]
    if first.element != "said" or second.element != "said":
        return None
    if place[other] < place[one]:
        return f"{other} continues {one}, but stands before it"
    if first.direct != second.direct:
        return f"{one} says direct={first.direct}, but {other}, which continues it, direct={second.direct}"
    mine, theirs = _voices(subject, voices.get(one)), _voices(subject, voices.get(other))
    if mine is not None and theirs is not None and mine != theirs:
        names = [" ".join(voices[part].tokens) if part in voices else "nobody" for part in (one, other)]
        return f"{one} is given to {names[0]}, but {other}, which continues it, to {names[1]}"
    return None


def _voices(subject: Subject, pointer: Pointer | None) -> set[str] | None:
    """Return the voices of a part, or None where a pointer leads to none: that is told of the pointer."""
    references = [read_reference(token) for token in pointer.tokens] if pointer else []
    known = [one for one in references if one is not None and subject.voice(one) is not None]
    return {subject.same(one) for one in known} if len(known) == len(references) else None


def uneven(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each part of a quotation that has another voice or mode than the part that it continues."""
    found = subject.once(uneven_parts)
    yield from (found[part] for part in sorted(found))
    for quotation in subject.told.quotations:
        starts = [span.start for span in quotation.content]
        if len(starts) == 1 or starts == sorted(starts):
            continue
        parts = {token[1:] for token in subject.targets_of(quotation.id)}
        if not parts & found.keys():
            yield Hit("the parts of the quotation are not in the order of the text", subject.place_of(quotation))


CHAINS: Final = (
    Rule(
        code="PT008",
        level=2,
        severity=Severity.ERROR,
        summary="a chain of next, prev or sameAs comes back to where it began",
        why="A tool that follows the chain never comes to its end.",
        remedy="Find the pointer that leads back, and let it lead on, or remove it.",
        bad='<said xml:id="q1.2" who="#lind" direct="true" aloud="true" prev="#q1.1" next="#q1.2">',
        good='<said xml:id="q1.2" who="#lind" direct="true" aloud="true" prev="#q1.1">',
        check=circular,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="QU005",
        level=3,
        severity=Severity.ERROR,
        summary="the parts of a quotation differ in voice or mode, or are in the wrong order",
        why="Parts that are chained are one utterance: one voice, reported in one way, read from first to last.",
        remedy="Correct who or direct of the part that differs; or, if it is another utterance, take the chain away.",
        bad='<said xml:id="q1.2" who="#critics" direct="true" aloud="true" prev="#q1.1">',
        good='<said xml:id="q1.2" who="#lind" direct="true" aloud="true" prev="#q1.1">',
        check=uneven,
        since="0.2",
    ),
)
