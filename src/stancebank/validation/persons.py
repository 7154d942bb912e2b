"""Rules on voices over a corpus: one person has one entry, and what documents say of it agrees."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final
from unicodedata import combining, normalize

from stancebank.findings import Severity
from stancebank.model import SpeakerKind
from stancebank.validation.rule import Hit, Rule, Scope
from stancebank.validation.whole import CorpusSubject, FileFacts, VoiceFacts

__all__ = ["PERSONS"]

_KINDS: Final = {
    SpeakerKind.PERSON: "a person",
    SpeakerKind.GROUP: "a group",
    SpeakerKind.UNNAMED: "an unnamed voice",
    SpeakerKind.ORGANISATION: "an organisation",
}
_AUTHORITY: Final = re.compile(r"(?:https?://)?(?:www\.|m\.)?([^/]+)/")


def _entries(corpus: CorpusSubject) -> Iterator[tuple[FileFacts, str, VoiceFacts]]:
    """Yield the voices that registries declare, and those that documents declare without naming an entry."""
    for file in sorted(corpus.files, key=lambda one: (one.is_document, one.path)):
        for voice_id, voice in file.voices:
            if voice.entry is None:
                yield file, voice_id, voice


def shared_identifier(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each entry with an address in an authority file that an entry before it has as well.

    Two documents that declare the same voice, and have no registry, are no fault.
    """
    bearers: dict[str, tuple[FileFacts, str]] = {}
    for file, voice_id, voice in _entries(corpus):
        for identifier in voice.identifiers:
            first, first_id = bearers.setdefault(_folded_address(identifier), (file, voice_id))
            if (first, first_id) == (file, voice_id) or (first is not file and file.is_document):
                continue
            told = f"{voice_id} and {first_id} are both {identifier!r}"
            yield Hit(told, voice_id, line=file.line if first is not file else None, source=file.source)


def _folded_address(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address.strip()).rstrip("/").casefold()


def shared_name(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each person whose name, whatever the order of its parts, another entry has as well.

    Only persons without an address in an authority file are compared: the address would tell them apart.
    """
    bearers: dict[str, tuple[FileFacts, str]] = {}
    for file, voice_id, voice in _entries(corpus):
        if voice.kind is not SpeakerKind.PERSON or voice.identifiers:
            continue
        for name in dict.fromkeys(_folded_name(text) for _, text in voice.names):
            if " " not in name:
                continue
            first, first_id = bearers.setdefault(name, (file, voice_id))
            if (first, first_id) != (file, voice_id):
                place = "" if first is file else f" in {first.path!r}"
                told = f"{voice_id} has the same name as {first_id}{place}, and nothing tells the two apart"
                yield Hit(told, voice_id, source=file.source)
                break


def _folded_name(name: str) -> str:
    """Return the words of a name without case, accents and order."""
    plain = "".join(one for one in normalize("NFKD", name.casefold()) if not combining(one))
    return " ".join(sorted(re.findall(r"\w+", plain)))


def differing_entry(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each voice of which a document says what its entry, or another document, contradicts."""
    agreed: dict[str, tuple[str, VoiceFacts]] = {}
    for file in corpus.documents:
        for voice_id, voice in file.voices:
            entry = _entry(corpus, voice)
            if entry is not None and (difference := _difference(voice, entry)):
                told = f"{voice_id} differs from its entry in {(voice.entry or ('',))[0]!r}: {difference}"
                yield Hit(told, voice_id, source=file.source)
            elif voice.entry is None:
                for identifier in voice.identifiers:
                    place, first = agreed.setdefault(_folded_address(identifier), (file.name, voice))
                    if difference := _difference(voice, first):
                        yield Hit(
                            f"{voice_id} differs from what {place} says: {difference}", voice_id, source=file.source
                        )
                        break


def _entry(corpus: CorpusSubject, voice: VoiceFacts) -> VoiceFacts | None:
    if voice.entry is None:
        return None
    path, entry_id = voice.entry
    return corpus.once(_registered).get((path, entry_id))


def _registered(corpus: CorpusSubject) -> dict[tuple[str, str], VoiceFacts]:
    return {
        (file.path, voice_id): voice for file in corpus.files if not file.is_document for voice_id, voice in file.voices
    }


def _difference(one: VoiceFacts, other: VoiceFacts) -> str | None:
    """Return what *one* says that *other* contradicts, or None; to say less is no contradiction."""
    if one.kind is not other.kind:
        return f"{_KINDS[one.kind]} here, {_KINDS[other.kind]} there"
    known = {_folded_name(text) for _, text in other.names}
    strange = [text for _, text in one.names if _folded_name(text) not in known]
    if known and strange and len(strange) == len(one.names):
        return f"it is called {strange[0]!r} here, {other.names[0][1]!r} there"
    for authority, addresses in _by_authority(one).items():
        there = _by_authority(other).get(authority, set())
        if there and not addresses & there:
            return f"{min(addresses)} here, {min(there)} there"
    for organisation, role, start, end in one.affiliations:
        same = [each for each in other.affiliations if each[:2] == (organisation, role)]
        if same and all(_excludes((start, end), each[2:]) for each in same):
            return f"it is {role or 'a member'} of {organisation} from other days here than there"
    return None


def _by_authority(voice: VoiceFacts) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for identifier in voice.identifiers:
        if authority := _AUTHORITY.match(identifier):
            found[authority[1].casefold()].add(_folded_address(identifier))
    return found


def _excludes(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Tell whether two periods name different days for their beginning or their end."""
    return any(
        here is not None and there is not None and not (here.startswith(there) or there.startswith(here))
        for here, there in zip(one, other, strict=True)
    )


PERSONS: Final = (
    Rule(
        code="SP006",
        level=5,
        severity=Severity.ERROR,
        summary="two entries have the same address in an authority file",
        why="One person would be counted as two.",
        remedy="Merge the two entries, and point at the one that stays.",
        bad="lind and a.lind in one registry, both with the same idno",
        good="lind alone, with two names",
        over_corpus=shared_identifier,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="SP008",
        level=5,
        severity=Severity.WARNING,
        summary="two persons have the same name and nothing that tells them apart",
        why="Names whose parts are swapped, or entries made twice, split one person in two.",
        remedy="Merge the entries; or give each an idno of its own, or @sameAs where a document means the other.",
        bad="Ada Lind and Lind Ada as two entries of the registry",
        good="one entry, or an idno in each",
        over_corpus=shared_name,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="CO008",
        level=5,
        severity=Severity.ERROR,
        summary="a document contradicts the registry, or another document, on a voice",
        why="A document says again who its voices are, and the two drift apart where nobody compares them.",
        remedy="Correct the one that is wrong; a name that is missing in the registry is added there.",
        bad="an organisation in the registry that a document declares as a group",
        good="the same kind, and one name in common",
        over_corpus=differing_entry,
        scope=Scope.CORPUS,
        since="0.2",
    ),
)
