"""Finding a voice by what a person types, or declaring it."""

import re
import unicodedata
from typing import Final

from attrs import evolve

from stancebank.model import Document, Speaker, SpeakerKind, VoiceRef

__all__ = ["named_voice"]

_NOT_IN_ID: Final = re.compile(r"[^a-z0-9]+")


def named_voice(
    document: Document, name: str, kind: SpeakerKind | str = SpeakerKind.PERSON
) -> tuple[Document, VoiceRef]:
    """Return a document that declares a voice called *name*, and the reference to it.

    A voice that bears the name already, in whatever letters, is taken; else one is declared.

    Args:
        document: The document.
        name: The name.
        kind: What the voice is, if it has to be declared.

    Raises:
        ValueError: The name is empty.

    Example:
        >>> document, reference = named_voice(Document.from_blocks("pier", []), "Ada Lind")
        >>> reference, document.speaker(reference).label
        ('pier.ada-lind', 'Ada Lind')
    """
    wanted = " ".join(name.split())
    if not wanted:
        msg = "a voice needs a name"
        raise ValueError(msg)
    for speaker in document.speakers:
        if any(one.text.casefold() == wanted.casefold() for one in speaker.names):
            return document, VoiceRef(speaker.same_as or speaker.id)
    plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode().lower()
    stem = f"{document.id}.{_NOT_IN_ID.sub('-', plain).strip('-')[:40].strip('-') or 'voice'}"
    taken = {*(one.id for one in document.speakers), *(one.id for one in document.entities)}
    taken |= {*(str(one.id) for one in document.segments), *(str(one.id) for one in document.annotators)}
    own, number = stem, 1
    while own in taken:
        number += 1
        own = f"{stem}-{number}"
    return evolve(document, speakers=(*document.speakers, Speaker(id=own, kind=kind, names=[wanted]))), VoiceRef(own)
