"""From a Document to bytes: the canonical serialisation, a fixed point."""

from typing import Final, Literal, get_args

from attrs import evolve

from stancebank.model import Document
from stancebank.model.metadata import GENRE
from stancebank.tei.header_writing import header_child
from stancebank.tei.inline_plan import plan
from stancebank.tei.layout import Child, Layout, indented
from stancebank.tei.markup import end_tag, start_tag
from stancebank.tei.names import TEI
from stancebank.tei.record_writing import stand_off_child
from stancebank.tei.text_writing import text_child

__all__ = ["PROFILES", "Profile", "write"]

Profile = Literal["hybrid", "standoff", "plain"]
"""How annotation stands in a file: in the text where it nests, all outside of it, or not at all."""

PROFILES: Final[tuple[Profile, ...]] = get_args(Profile)


_ROOT: Final = "\0"


def write(document: Document, profile: Profile) -> bytes:
    """Return *document* as TEI in UTF-8, one line feed at the end.

    Raises:
        ValueError: The profile is unknown, or an annotation leaves the text.
    """
    if profile not in PROFILES:
        msg = f"no profile {profile!r}; there are {', '.join(PROFILES)}"
        raise ValueError(msg)
    is_plain = profile == "plain"
    told = _bare(document) if is_plain else document
    layout = Layout(told, bare=is_plain)
    inline = profile == "hybrid"
    placed = plan(told, inline=inline)
    children = [header_child(told, layout, profile), text_child(told, layout, placed, points=inline)]
    if not is_plain:
        children.append(stand_off_child(told, layout, placed, () if inline else told.points))
    lines = indented(layout.merged("TEI", children))
    attributes: list[tuple[str, str | None]] = [
        ("xmlns", TEI),
        ("xml:id", document.id),
        ("xml:lang", document.metadata.header_language),
        *layout.attributes("TEI"),
    ]
    before, after = _around(layout)
    written = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        *before,
        start_tag("TEI", attributes),
        *lines,
        end_tag("TEI"),
        *after,
    ]
    return ("\n".join(written) + "\n").encode()


def _around(layout: Layout) -> tuple[list[str], list[str]]:
    """Return what stands before and after the root."""
    lines = layout.merged("", [Child("/", [_ROOT])])
    at = lines.index(_ROOT)
    return lines[:at], lines[at + 1 :]


def _bare(document: Document) -> Document:
    """Return the text and the structure of *document*, without annotation or whoever made it.

    Genres stay where they are found without a taxonomy of the document, and with them their prefix.
    """
    prefixes = [one for one in document.prefixes if f"{one.name}:" == GENRE and not one.replacement.startswith("#")]
    genres = document.metadata.genres if prefixes else ()
    return evolve(
        document,
        mentions=(),
        markup=(),
        points=(),
        speakers=(),
        relations=(),
        entities=(),
        propositions=(),
        taxonomies=(),
        annotators=(),
        applications=(),
        changes=(),
        layers=(),
        prefixes=prefixes if genres else (),
        encoder=None,
        metadata=evolve(document.metadata, annotation_licence=None, genres=genres),
    )
