"""A document of a plain text with what a foreign file says of it."""

from collections.abc import Iterable, Sequence

from attrs import evolve, field, frozen

from stancebank.evaluation.errors import MaterialError
from stancebank.model import Document, Layer, LayerId, Quotation, QuotationId, Span, Speaker, VoiceRef
from stancebank.model.characters import is_name, is_text

__all__ = ["Told", "document_of", "named"]


@frozen(kw_only=True)
class Told:
    """What a foreign file says of one quotation.

    Attributes:
        content: Its pieces.
        mode: Its mode, or None.
        mention: The words that name the speaker.
        cue: The words that signal it.
        speakers: The numbers of its voices, among those given along.
    """

    content: Sequence[Span]
    mode: str | None = None
    mention: Sequence[Span] = ()
    cue: Sequence[Span] = ()
    speakers: Sequence[int] = field(default=())


def document_of(name: str, text: str, quotations: Iterable[Told], voices: Sequence[Speaker], place: str) -> Document:
    """Return a document of *text*, a block a line, with *quotations* in one layer.

    Args:
        name: What to call it.
        text: The text; offsets count its code points.
        quotations: What is said of it.
        voices: The speakers.
        place: The file, for messages.

    Raises:
        MaterialError: The text holds characters that no document can, or a span leaves the text.
    """
    if not is_text(text):
        raise MaterialError("the text holds control characters that a document cannot hold", place)
    own = named(name)
    records = [
        Quotation(
            id=QuotationId(f"{own}.q{number}"),
            content=told.content,
            mode=told.mode,
            mention=told.mention,
            cue=told.cue,
            speakers=[VoiceRef(voices[one].id) for one in told.speakers],
        )
        for number, told in enumerate(quotations, start=1)
    ]
    for record in records:
        for span in (*record.content, *record.mention, *record.cue):
            if span.end > len(text):
                raise MaterialError(f"a span ends at {span.end}, but the text has {len(text)} characters", place)
    bare = Document.from_blocks(own, [("paragraph", line) for line in text.split("\n")])
    layer = Layer(id=LayerId(f"{own}.layer1"), annotator=None, quotations=records)
    return evolve(bare, speakers=voices, layers=[layer])


def named(name: str) -> str:
    """Return *name* where it can be an ``xml:id``, else what can.

    Example:
        >>> named("pier"), named("2024 03")
        ('pier', 'document')
    """
    return name if is_name(name) else "document"
