"""What an annotator proposes: immutable values against a frozen text."""

from collections.abc import Iterable

from attrs import field, frozen

from stancebank.model import (
    CategoryRef,
    Certainty,
    Intensity,
    Medium,
    MentionKind,
    Mode,
    Name,
    Position,
    Prefix,
    Span,
    SpeakerKind,
    TargetRef,
)
from stancebank.model.certainty import certainty
from stancebank.model.speaker import names

__all__ = [
    "Candidate",
    "MentionProposal",
    "Passage",
    "Proposal",
    "QuotationProposal",
    "StanceProposal",
    "TopicProposal",
    "VoiceProposal",
]

Passage = Span | str
"""A passage of the text: a span in code points of `Document.text`, or words that must be found there verbatim."""


def _passages(items: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(items)


def _candidates(items: "Iterable[Candidate]") -> "tuple[Candidate, ...]":
    return tuple(items)


def _mentions(items: "Iterable[MentionProposal]") -> "tuple[MentionProposal, ...]":
    return tuple(items)


def _targets(items: Iterable[TargetRef]) -> tuple[TargetRef, ...]:
    return tuple(items)


@frozen
class Candidate:
    """A voice that may be meant, with a score that is comparable within one list only.

    Attributes:
        voice: The key of a `VoiceProposal` of the same run, or a reference to a voice of the document.
        score: The higher, the likelier; no probability.
    """

    voice: str
    score: float = 1.0


@frozen(kw_only=True)
class MentionProposal:
    """Words that name a voice.

    Attributes:
        passage: The words.
        kind: What is mentioned.
        is_name: A proper name, or a description or pronoun.
    """

    passage: Passage
    kind: MentionKind = field(default=MentionKind.PERSON, converter=MentionKind)
    is_name: bool = True


@frozen(kw_only=True)
class VoiceProposal:
    """A person, organisation, group or unnamed voice that the text speaks of.

    Attributes:
        key: What other proposals of the same run call it.
        kind: What it is.
        names: Its names, the one to show first.
        role: The words for its office, for instance ``chair of the harbour council``; empty where none is told.
        mentions: Where the text names it.
        rule: The rule that proposes it.
    """

    key: str
    kind: SpeakerKind = field(converter=SpeakerKind)
    names: tuple[Name, ...] = field(converter=names)
    role: str = ""
    mentions: tuple[MentionProposal, ...] = field(default=(), converter=_mentions)
    rule: str = "voice"


@frozen(kw_only=True)
class QuotationProposal:
    """Content that the text attributes to a voice.

    Attributes:
        content: One passage for each contiguous piece, marks included.
        mode: Direct, indirect, mixed or free.
        rule: The rule that proposes it.
        medium: Speech, writing or thought; None where the cue does not tell.
        verbatim: The quoted islands inside a mixed quotation.
        mention: The words that name the speaker here.
        cue: The words that signal the attribution.
        speakers: Who may be meant, the likeliest first.
        together: How many of the first ones speak together; the others are alternatives.
        addressees: Who is spoken to.
        certainty: A coarse word, or a number with a meaning of its own.
        comment: A remark in a line.

    Example:
        >>> QuotationProposal(content=['"It can wait,"'], mode="direct", rule="en.after").speakers
        ()
    """

    content: tuple[Passage, ...] = field(converter=_passages)
    mode: Mode = field(converter=Mode)
    rule: str
    medium: Medium | None = None
    verbatim: tuple[Passage, ...] = field(default=(), converter=_passages)
    mention: tuple[Passage, ...] = field(default=(), converter=_passages)
    cue: tuple[Passage, ...] = field(default=(), converter=_passages)
    speakers: tuple[Candidate, ...] = field(default=(), converter=_candidates)
    together: int = 1
    addressees: tuple[Candidate, ...] = field(default=(), converter=_candidates)
    certainty: Certainty = field(default=None, converter=certainty)
    comment: str = ""


@frozen(kw_only=True)
class TopicProposal:
    """A topic of the document, of a segment, or of a passage.

    Attributes:
        category: A reference to the topic.
        rule: The rule that proposes it.
        targets: The ids of what has the topic; the document where nothing is said.
        passages: Passages that have it and have no id.
        certainty: A coarse word, or a number with a meaning of its own.
        comment: A remark in a line, for instance the score.
        scheme: What the prefix of *category* stands for, where the document does not say.
    """

    category: CategoryRef
    rule: str
    targets: tuple[TargetRef, ...] = field(default=(), converter=_targets)
    passages: tuple[Passage, ...] = field(default=(), converter=_passages)
    certainty: Certainty = field(default=None, converter=certainty)
    comment: str = ""
    scheme: Prefix | None = None


@frozen(kw_only=True)
class StanceProposal:
    """A slot for a stance, or a stance.

    Attributes:
        holder: The voice that holds it: a key of the same run, or a reference.
        target: What it is about: a reference to a voice, entity, proposition, category or quotation.
        rule: The rule that proposes it.
        evidence: The passages that show it.
        position: ``unknown`` for a slot that is still to be filled.
        intensity: How strongly it is held; None where nobody has said.
        quotation: The id of the quotation that attributes it, or None.
        candidates: Other targets that may be meant, the likeliest first.
        certainty: A coarse word, or a number with a meaning of its own.
        rationale: Why, in a line.
    """

    holder: str
    target: str
    rule: str
    evidence: tuple[Passage, ...] = field(default=(), converter=_passages)
    position: Position = field(default=Position.UNKNOWN, converter=Position)
    intensity: Intensity | None = None
    quotation: str | None = None
    candidates: tuple[TargetRef, ...] = field(default=(), converter=_targets)
    certainty: Certainty = field(default=None, converter=certainty)
    rationale: str = ""


Proposal = VoiceProposal | QuotationProposal | TopicProposal | StanceProposal
"""Whatever an annotator may return."""
