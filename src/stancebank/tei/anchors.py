"""What pointers into the text may name."""

from attrs import define

from stancebank.model import Span
from stancebank.tei.pointers import Blocks

__all__ = ["Anchors"]


@define
class Anchors:
    """What pointers into the text may name.

    Attributes:
        document_id: The document's id.
        blocks: The blocks, for range pointers.
        places: The stretch of each id in the text.
        whole: Ids that stand for themselves as targets of a topic: document, sections, segments.
        parts: Ids of the inline elements that may be parts of a quotation.
        records: The spans of quotations already read, by record id.
    """

    document_id: str
    blocks: Blocks
    places: dict[str, Span]
    whole: set[str]
    parts: set[str]
    records: dict[str, tuple[Span, ...]]

    def read(self, pointer: str) -> tuple[Span, ...] | None:
        """Return the spans that *pointer* names, or None where it names none."""
        if pointer.startswith("#"):
            place = self.places.get(pointer[1:])
            if place is not None:
                return (place,)
            if pointer[1:] in self.records:
                return self.records[pointer[1:]]
        return self.blocks.read(pointer)
