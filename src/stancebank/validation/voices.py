"""Rules on who a voice is: its name says something, and an authority file knows it or was asked."""

from collections.abc import Iterator
from typing import Final

from attrs import field, frozen

from stancebank.findings import Severity
from stancebank.tei.statements import Statement
from stancebank.validation.authorities import identifier_fault
from stancebank.validation.dates import days_of
from stancebank.validation.placeholders import is_placeholder
from stancebank.validation.rule import Hit, Rule, Scope, Subject

__all__ = ["VOICES"]

_VOICES: Final = frozenset({"person", "personGrp", "org"})
_NAMES: Final = frozenset({"persName", "orgName"})
_GENERIC: Final = (
    " activists aides analysts authorities authority commentators critics diplomats experts insiders journalists"
    " lawmakers observers officials opponents officers reporters researchers residents scientists sources spokesman"
    " spokesmen spokespeople spokespersons spokeswoman supporters users witness witnesses "
)
"""Nouns for those whom news articles leave unnamed, in the plural, and in the singular where it is not by an s."""


@frozen(eq=False)
class _Voice:
    """An entry of a registry, or of the voices of a document, with the statements that it holds."""

    entry: Statement
    told: list[Statement] = field(factory=list[Statement])

    @property
    def names(self) -> list[str]:
        return [one.text for one in self.told if one.element in _NAMES and one.text]

    @property
    def is_unnamed(self) -> bool:
        return self.entry.attributes.get("role") == "unnamed"


def _voices(subject: Subject) -> list[_Voice]:
    """Return the voices that have an id."""
    found: list[_Voice] = []
    for one in subject.index.statements:
        if one.element in _VOICES:
            found.append(_Voice(one))
        elif found and one.parent in _VOICES:
            found[-1].told.append(one)
    return [one for one in found if (own := subject.anchor(one.entry.near)) and own.element == one.entry.element]


def generic_voice(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each voice that is told by a common noun only, or not told at all.

    The nouns are English; a name that has a capital in its last word is taken for a proper name.
    """
    for voice in subject.once(_voices):
        element = voice.entry.element
        if element == "personGrp":
            if not voice.names:
                yield Hit("nothing says who these people are", voice.entry.near, line=voice.entry.line)
        elif voice.names and all(_is_generic(name) for name in voice.names):
            told = "a person" if element == "person" else "an organisation"
            yield Hit(
                f"{voice.names[0]!r} is no name of its own, but is declared as {told}",
                voice.entry.near,
                line=voice.entry.line,
            )


def _is_generic(name: str) -> bool:
    last = name.rsplit(maxsplit=1)[-1]
    return f" {last} " in _GENERIC or f" {last}s " in _GENERIC


def no_authority(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each person and body whom no authority file is said to know, nor to have been asked about.

    A voice that has an entry in a registry is judged there.
    """
    for voice in subject.once(_voices):
        if voice.entry.element == "personGrp" or "sameAs" in voice.entry.attributes:
            continue
        if any(one.element == "idno" and one.text for one in voice.told):
            continue
        states = [one for one in voice.told if one.element == "state" and one.attributes.get("type") == "authority"]
        if not any(days_of(one.attributes.get("when")) for one in states):
            label = voice.names[0] if voice.names else voice.entry.near
            fault = "when that was looked up" if states else "whether any authority file has it"
            yield Hit(f"nothing says of {label} {fault}", voice.entry.near, line=voice.entry.line)


def malformed_identifier(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each identifier that the authority file which it names cannot have given."""
    for one in subject.statements("idno"):
        if one.text and (fault := identifier_fault(one.text, one.attributes.get("type"))):
            yield Hit(f"{one.text!r} is no identifier: {fault}", one.near, line=one.line)


def placeholder_name(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each named voice whose name stands for one that is yet to be found."""
    for voice in subject.once(_voices):
        if voice.is_unnamed:
            continue
        placeholders = [one for one in voice.told if one.element in _NAMES and is_placeholder(one.text)]
        if placeholders:
            yield Hit(f"{placeholders[0].text!r} names nobody", voice.entry.near, line=placeholders[0].line)


VOICES: Final = (
    Rule(
        code="SP002",
        level=3,
        severity=Severity.WARNING,
        summary="a voice is nobody in particular, but is not declared so",
        why="Who is quoted by name and who hides behind 'officials' is what studies of sourcing count. "
        "A person or a body whose only name is a common noun counts as named; "
        "a group of whom nothing is said counts as nothing.",
        remedy='Declare it as a personGrp with role="unnamed", or role="group" for many, with a label that says '
        "what the article says of them.",
        bad='<personGrp xml:id="critics" role="unnamed"/>',
        good='<personGrp xml:id="critics" role="unnamed"><persName>unnamed critics</persName></personGrp>',
        check=generic_voice,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="SP004",
        level=4,
        severity=Severity.WARNING,
        summary="a person or body has no identifier in an authority file, and nothing says that one was sought",
        why="Only an identifier tells namesakes apart and joins a corpus to others; "
        "silence may mean that there is none or that nobody looked.",
        remedy='Add an idno where you are certain, else say so with the day: <state type="authority" '
        'when="2024-03-10"><desc>none found in Wikidata</desc></state>, or that it was not looked up.',
        bad='<org xml:id="council" role="government"><orgName>Harbour council</orgName></org>',
        good='<org xml:id="council" role="government"><orgName>Harbour council</orgName>'
        '<state type="authority" when="2024-03-10"><desc>none found</desc></state></org>',
        check=no_authority,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="SP005",
        level=4,
        severity=Severity.ERROR,
        summary="an identifier in an authority file is malformed",
        why="It leads nowhere, or to somebody else. The form is known of Wikidata, VIAF, GND, ISNI, ORCID, ROR and "
        "GeoNames, by address or by type; GND, ISNI, ORCID and ROR have check digits.",
        remedy="Copy the identifier anew from the authority file.",
        bad='<idno type="URI">https://www.wikidata.org/wiki/q42</idno>',
        good='<idno type="URI">https://www.wikidata.org/wiki/Q42</idno>',
        check=malformed_identifier,
        scope=Scope.FILE,
        since="0.2",
    ),
    Rule(
        code="SP010",
        level=4,
        severity=Severity.WARNING,
        summary="a name stands for one that is yet to be found",
        why="Two people called 'unknown unknown' are taken for one, and the gap is taken for a name.",
        remedy='Find the name; where the article gives none, declare a personGrp with role="unnamed".',
        bad="<persName>N.N.</persName>",
        good="<persName>Ada Lind</persName>",
        check=placeholder_name,
        scope=Scope.FILE,
        since="0.2",
    ),
)
