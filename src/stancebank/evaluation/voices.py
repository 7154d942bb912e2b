"""Which voice of one document is which voice of another over the same text."""

from collections.abc import Iterable
from typing import Final

from stancebank.model import Document, Speaker

__all__ = ["Voices"]

_REGISTERED: Final = (":", "#", "/")


def _is_registered(reference: str) -> bool:
    return any(sign in reference for sign in _REGISTERED)


def _name(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().split())


class Voices:
    """Tells the voices of a predicted document by those of the gold one.

    Two references name the same voice where they share an entry of a registry or an identifier, or else where the
    voices share a name, or the name of one ends in that of the other and fits no other gold voice:
    *Lind* is *Ada Lind* where no other Lind is about.

    Args:
        gold: The gold document.
        predicted: The other one.

    Example:
        >>> from attrs import evolve
        >>> bare = Document.from_blocks("d", [])
        >>> one = evolve(bare, speakers=[Speaker(id="v1", kind="person", names=["Ada Lind"])])
        >>> other = evolve(bare, speakers=[Speaker(id="p7", kind="person", names=["Lind"])])
        >>> Voices(one, other).predicted("p7") == Voices(one, other).gold("v1")
        True
    """

    def __init__(self, gold: Document, predicted: Document) -> None:
        self._gold, self._predicted = gold, predicted
        self._known: dict[str, str] = {}
        self._full: dict[tuple[str, ...], list[str]] = {}
        for speaker in gold.speakers:
            for key in _keys(speaker):
                self._known.setdefault(key, speaker.id)
            for name in speaker.names:
                holders = self._full.setdefault(_name(name.text), [])
                holders.extend([speaker.id] if speaker.id not in holders else [])

    def gold(self, reference: str) -> str:
        """Return the name under which a gold reference is compared."""
        speaker = self._gold.speaker(reference)
        if speaker is None:
            return self._known.get(reference, reference)
        return next((self._known[key] for key in _keys(speaker)), speaker.id)

    def predicted(self, reference: str) -> str:
        """Return the name under which a predicted reference is compared: that of the gold voice where it is one."""
        speaker = self._predicted.speaker(reference)
        if speaker is None:
            return self._known.get(reference, reference)
        known = next((self._known[key] for key in _keys(speaker) if key in self._known), None)
        return known or self._by_name(speaker) or f"predicted {speaker.id}"

    def _by_name(self, speaker: Speaker) -> str | None:
        same = self._gold.speaker(speaker.id)
        names = [_name(one.text) for one in speaker.names]
        if same is not None and [_name(one.text) for one in same.names] == names:
            return same.id
        for name in names:
            if len(self._full.get(name, ())) == 1:
                return self._full[name][0]
        for name in names:
            fitting = {one for full, holders in self._full.items() if _fits(name, full) for one in holders}
            if len(fitting) == 1:
                return fitting.pop()
        return None

    def identifiers(self, references: Iterable[str], *, is_gold: bool) -> tuple[frozenset[str], ...]:
        """Return the authority identifiers of each voice that has any."""
        document = self._gold if is_gold else self._predicted
        found = [(one, document.speaker(one)) for one in references]
        told = [frozenset(_keys(speaker)) if speaker else _own(reference) for reference, speaker in found]
        return tuple(one for one in told if one)


def _own(reference: str) -> frozenset[str]:
    return frozenset([reference]) if _is_registered(reference) else frozenset()


def _keys(speaker: Speaker) -> tuple[str, ...]:
    """Return what tells a voice in any document: its entry in a registry, and its identifiers."""
    return (*([str(speaker.same_as)] if speaker.same_as else []), *speaker.identifiers)


def _fits(name: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether one name ends in the other."""
    short, long = sorted((name, other), key=len)
    return bool(short) and long[-len(short) :] == short
