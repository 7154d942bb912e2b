"""Rules on pointers: each leads somewhere, to what its role wants, and what is declared is used."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.tei.facts import Pointer
from stancebank.tei.pointer_roles import Role
from stancebank.validation.following import pointer_faults
from stancebank.validation.rule import Check, Hit, Rule, Scope, Subject

__all__ = ["POINTERS"]

_USABLE: Final = {
    "application": "program",
    "event": "event",
    "interp": "proposition",
    "object": "object",
    "org": "voice",
    "person": "voice",
    "personGrp": "voice",
    "place": "place",
    "respStmt": "statement of responsibility",
}


def _faults(code: str) -> Check:
    def check(subject: Subject) -> Iterator[Hit]:
        yield from subject.once(pointer_faults).get(code, ())

    check.__doc__ = f"Yield the hits of {code} from the pass over all pointers."
    return check


def half_a_chain(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each next or prev that the element pointed at does not return."""
    links: dict[tuple[str, str], set[str]] = defaultdict(set)
    chains = subject.index.by_role.get(Role.CHAIN, ())
    for pointer in chains:
        if pointer.own:
            links[pointer.own, pointer.attribute].update(pointer.tokens)
    for pointer in chains:
        other = subject.anchor(pointer.value.strip().removeprefix("#"))
        if pointer.own is None or other is None or other.element != pointer.element or other.id == pointer.own:
            continue
        back = "prev" if pointer.attribute == "next" else "next"
        if f"#{pointer.own}" not in links[other.id, back]:
            yield Hit(
                f"this {pointer.element} names #{other.id} as its {pointer.attribute}, "
                f"but that one does not name it as its {back}",
                pointer.own,
                line=pointer.line,
                number=pointer.number,
                attribute=pointer.attribute,
                other=other.id,
                hint=f'write {back}="#{pointer.own}" on {other.id}',
            )


def unused(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each voice, entity, proposition or agent of a document that nothing points at."""
    index = subject.index
    if index.root != "TEI":
        return
    twins = {one.own: one.tokens[0] for one in index.by_role.get(Role.TWIN, ()) if one.own and one.tokens}
    usable = [anchor for anchor in index.anchors if anchor.element in _USABLE]
    owners: dict[str, set[str]] = defaultdict(set)
    for anchor in usable:
        owners[f"#{anchor.id}"].add(anchor.id)
        if anchor.id in twins:
            owners[twins[anchor.id]].add(anchor.id)
    unused_ids = _unused(owners, index.pointers)
    for anchor in usable:
        if anchor.id in unused_ids:
            told = f"nothing points at this {_USABLE[anchor.element]}"
            yield Hit(told, anchor.id, line=anchor.line, number=anchor.number)


def _unused(owners: dict[str, set[str]], pointers: Iterable[Pointer]) -> set[str]:
    """Return the ids of those that only they themselves point at, given who is meant by each pointer; empties that."""
    unused_ids = set[str]().union(*owners.values())
    for pointer in pointers if unused_ids else ():
        for token in pointer.tokens:
            if token not in owners:
                continue
            meant = owners.pop(token)
            itself = meant & {pointer.near or ""}
            unused_ids -= meant - itself
            if itself:
                owners[token] = itself
            if not unused_ids:
                return unused_ids
    return unused_ids


def _row(code: str, summary: str, why: str, remedy: str, bad: str, good: str, check: Check | None = None) -> Rule:
    return Rule(
        code=code,
        level=2,
        severity=Severity.ERROR,
        summary=summary,
        why=why,
        remedy=remedy,
        bad=bad,
        good=good,
        check=check or _faults(code),
        scope=Scope.FILE,
    )


POINTERS: Final = (
    _row(
        "PT001",
        "a pointer leads to an id that nothing in the file has",
        "Who said it, or what it is about, is lost; often a digit or a letter has slipped.",
        "Correct the id, or declare what is meant.",
        'who="#lint"',
        'who="#lind"',
    ),
    _row(
        "PT002",
        "a pointer is a bare name",
        "Without # it is the name of a file that does not exist; a name in words points at nobody.",
        "Put # before the id; declare the voice first if only its name is known.",
        'who="lind"',
        'who="#lind"',
    ),
    _row(
        "PT003",
        "a pointer is empty, malformed, or said twice",
        "It points at nothing, or at one thing as if it were two.",
        "Remove what is empty or doubled; write ranges as #string-range(ID,offset,length).",
        'who="#lind #lind"',
        'who="#lind"',
    ),
    _row(
        "PT004",
        "a pointer leads to the wrong kind of thing",
        "A speaker that is a place, or a topic that is a person, cannot be counted or shown.",
        "Point at what the role wants; the finding names both.",
        'who="#cove"',
        'who="#lind"',
    ),
    _row(
        "PT005",
        "a file that the document points into is missing",
        "Everything that the file should hold is unknown.",
        "Correct the address or the prefixDef, or put the file there.",
        'replacementPattern="lost.xml#$1"',
        'replacementPattern="people.xml#$1"',
    ),
    _row(
        "PT006",
        "a registry, taxonomy or vocabulary does not hold what is pointed at",
        "The file is there, but the entry or the word is not: it was renamed, or never existed.",
        "Correct the pointer, or add the entry.",
        'ana="position:opposes intensity:moderate status:proposed"',
        'ana="position:oppose intensity:moderate status:proposed"',
    ),
    _row(
        "PT007",
        "a prefix is not declared, or may not be expanded",
        "Without its declaration nobody knows what per:lind stands for.",
        "Declare the prefix with a prefixDef; only $1 is replaced, and only addresses of the corpus are followed.",
        'ref="gaz:cove"',
        'ref="#cove"',
    ),
    _row(
        "PT009",
        "a part of a chain is not linked back",
        "A tool that goes through the parts backwards loses the rest of the quotation.",
        "Let each next be answered by a prev.",
        '<said xml:id="q1.2" who="#lind" direct="true" aloud="true">',
        '<said xml:id="q1.2" who="#lind" direct="true" aloud="true" prev="#q1.1">',
        half_a_chain,
    ),
    Rule(
        code="PT010",
        level=2,
        severity=Severity.ERROR,
        summary="a range ends in a block before the one it begins in, or lies in another file",
        why="Offsets count inside the blocks of one document, from first to last.",
        remedy="Swap the two ends; point at an element where the words are in another file.",
        bad="#range(string-index(b5,2),string-index(b4,3))",
        good="#range(string-index(b4,3),string-index(b5,2))",
        check=_faults("PT010"),
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="PT011",
        level=2,
        severity=Severity.NOTE,
        summary="a voice, entity, proposition or agent is declared and never pointed at",
        why="It may be left over, or a pointer to it may have been forgotten. Categories are not counted: "
        "a vocabulary is larger than what one article uses.",
        remedy="Remove it, or point at it where it is meant.",
        bad='<personGrp xml:id="divers" role="group"><persName>divers</persName></personGrp>',
        good='who="#critics #divers"',
        check=unused,
        scope=Scope.FILE,
    ),
)
