"""Rules on identity: ids are there, are unique and are what names of XML may be."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

from stancebank.findings import Severity
from stancebank.model.characters import is_name
from stancebank.validation.rule import Hit, Rule, Scope, Subject

if TYPE_CHECKING:
    from stancebank.tei.facts import Anchor

__all__ = ["IDENTITY"]

_BEGINNINGS: Final = frozenset(ascii_letters + "_")
_LETTERS: Final = f"{ascii_letters}{digits}_.-".encode()
"""What names in ASCII begin with, and what they are made of."""


def duplicate_id(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each id that more than one element bears, at the second of them."""
    if len(subject.index.by_id) == len(subject.index.anchors):
        return
    bearers: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in subject.index.anchors:
        bearers[anchor.id].append(anchor)
    for element_id, found in bearers.items():
        if len(found) > 1:
            places = ", ".join(f"{one.element} in line {one.line}" for one in found)
            told = f"the id {element_id!r} is borne by {len(found)} elements: {places}"
            yield Hit(told, element_id, line=found[1].line, number=found[1].number, attribute="xml:id")


def malformed_id(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each id that is no name of XML."""
    for anchor in () if _are_plain(subject.index.by_id) else subject.index.anchors:
        if not is_name(anchor.id):
            yield Hit(
                f"{anchor.id!r} cannot be an xml:id", anchor.id, line=anchor.line, value=anchor.id, number=anchor.number
            )


def _are_plain(ids: Collection[str]) -> bool:
    """Tell whether all ids are names in ASCII, in one look at all of them."""
    return not "".join(ids).encode().translate(None, _LETTERS) and _BEGINNINGS.issuperset([one[:1] for one in ids])


def missing_id(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each element that nobody can cite because it has no id."""
    index = subject.index
    if index.root_id is None and index.root in {"TEI", "teiCorpus"}:
        yield Hit(f"the {index.root} has no xml:id", line=index.root_line)
    for found in index.nameless:
        yield Hit(f"this {found.element} has no xml:id", found.near, line=found.line, number=found.number)


def id_and_file(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a document whose id is not the name of its file."""
    index = subject.index
    if subject.path is None or index.root != "TEI" or index.root_id is None:
        return
    if index.root_id != subject.path.stem:
        yield Hit(
            f"the document's id is {index.root_id!r}, but its file is called {subject.path.name!r}",
            index.root_id,
            line=index.root_line,
            attribute="xml:id",
            hint=f"rename the file to {index.root_id}.xml, or the document with all ids that begin with its own",
        )


IDENTITY: Final = (
    Rule(
        code="ID001",
        level=2,
        severity=Severity.ERROR,
        summary="two elements bear the same id",
        why="A pointer to the id names neither of them, and tools choose differently.",
        remedy="Give one of them an id of its own, and look at every pointer to the old one.",
        bad='<date xml:id="b3" when="2024-03-05">5 March 2024</date>',
        good='<date xml:id="d1" when="2024-03-05">5 March 2024</date>',
        check=duplicate_id,
        scope=Scope.FILE,
    ),
    Rule(
        code="ID002",
        level=2,
        severity=Severity.ERROR,
        summary="an id is not a name that XML allows",
        why="No pointer can name it, and other parsers refuse the file.",
        remedy="Begin with a letter or an underscore; go on with letters, digits, hyphens, full stops, underscores.",
        bad='<hi xml:id="2b" rend="italic">long</hi>',
        good='<hi xml:id="h2b" rend="italic">long</hi>',
        check=malformed_id,
        scope=Scope.FILE,
    ),
    Rule(
        code="ID003",
        level=2,
        severity=Severity.ERROR,
        summary="a voice, entity, category, layer or program has no id",
        why="Without an id it cannot be pointed at, cited or compared.",
        remedy="Give it an xml:id that begins with the document's.",
        bad="<place><placeName>Cove</placeName></place>",
        good='<place xml:id="cove"><placeName>Cove</placeName></place>',
        check=missing_id,
        scope=Scope.FILE,
    ),
    Rule(
        code="ID004",
        level=2,
        severity=Severity.ERROR,
        summary="the document's id is not the name of its file",
        why="Citations name the id, people look for the file; two names for one thing drift apart.",
        remedy="Rename the file after the id.",
        bad="a document with the id pier-2024-03-05 in the file pier.xml",
        good="the same document in the file pier-2024-03-05.xml",
        check=id_and_file,
        scope=Scope.FILE,
    ),
)
