"""A trained tagger as an annotator."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from stancebank.draft.annotator import AnnotatorError, Gives, Setting
from stancebank.draft.bridges.labels import FEATURES, quotations_in, rule_proposals, sequences, spans_of
from stancebank.draft.bridges.training import NAME, crfsuite, described_by
from stancebank.draft.marks import scan_marks
from stancebank.draft.proposals import Candidate, MentionProposal, Proposal, QuotationProposal, VoiceProposal
from stancebank.draft.quoting import mode_of
from stancebank.model import Document, Span

__all__ = ["TaggerAnnotator"]

_MOST: Final = 120
"""How far, in code points, a cue or mention may be from what it belongs to."""


@frozen
class _Tagged:
    content: list[Span]
    cue: list[Span]
    mention: list[Span]


class TaggerAnnotator:
    """Proposes what a tagger that was trained on corrected documents finds; voices come from the shipped rules.

    Args:
        model: The file that `train_tagger` wrote, with its description beside it.

    Raises:
        AnnotatorError: python-crfsuite is not installed, or the model is none, or is not that of its description.
        OSError: A file cannot be read.
    """

    name = NAME
    version = FEATURES
    gives: tuple[Gives, ...] = (Gives.VOICES, Gives.QUOTATIONS)
    needs: tuple[Gives, ...] = ()
    is_deterministic = True

    def __init__(self, model: str | Path) -> None:
        path = Path(model)
        data = path.read_bytes()
        try:
            facts: dict[str, Any] = json.loads(described_by(path).read_text(encoding="utf-8"))
        except ValueError as error:
            raise AnnotatorError(NAME, f"{described_by(path)} is no description of a model: {error}") from error
        self._digest = sha256(data).hexdigest()
        if facts.get("sha256") != self._digest or facts.get("features") != FEATURES:
            raise AnnotatorError(NAME, f"{path} is not the model that its description tells of; train it anew")
        self._tagger = crfsuite().Tagger()
        self._data = data  # the tagger reads from it and does not keep it alive
        self._tagger.open_inmemory(self._data)
        self.languages: tuple[str, ...] = tuple(facts["languages"])

    @property
    def settings(self) -> Mapping[str, Setting]:
        """The digest of the model."""
        return {"model": self._digest}

    def propose(self, document: Document) -> Iterator[Proposal]:
        """Yield voices, then quotations in the order of the text."""
        ruled = rule_proposals(document)
        hints = quotations_in(ruled)
        yield from (one for one in ruled if isinstance(one, VoiceProposal))
        named: set[str] = set()
        regions = scan_marks(document.text, [segment.span for segment in document.segments]).outer
        for sequence in sequences(document, hints):
            labels: list[str] = self._tagger.tag(sequence.features)
            tagged = _Tagged(*(spans_of(sequence.tokens, labels, layer) for layer in ("content", "cue", "mention")))
            for pieces, near_cue, near_mention in _grouped(tagged):
                cue, mention = _as_the_rules(pieces, hints, near_cue, near_mention)
                speakers = _speakers(document, mention, hints)
                if mention and not speakers and mention.slice(document.text)[0].isupper():
                    name = " ".join(mention.slice(document.text).split())
                    if name not in named:
                        named.add(name)
                        yield VoiceProposal(
                            key=name, kind="person", names=[name], mentions=[MentionProposal(passage=mention)]
                        )
                    speakers = (Candidate(name),)
                mode, islands = mode_of(pieces, regions, document.text)
                yield QuotationProposal(
                    content=pieces,
                    mode=mode,
                    rule="crf",
                    verbatim=islands,
                    mention=[mention] if mention else [],
                    cue=[cue] if cue else [],
                    speakers=speakers,
                )


def _grouped(tagged: _Tagged) -> list[tuple[list[Span], Span | None, Span | None]]:
    """Give each content its cue and mention; contents on both sides of one cue are one quotation in pieces."""
    groups: dict[Span, list[Span]] = {}
    alone: list[Span] = []
    for content in tagged.content:
        cue = _nearest(content, tagged.cue)
        if cue is None:
            alone.append(content)
        else:
            groups.setdefault(cue, []).append(content)
    found = [(pieces, cue, _nearest(cue, tagged.mention)) for cue, pieces in groups.items()]
    bare = [([content], None, _nearest(content, tagged.mention)) for content in alone]
    return sorted([*found, *bare], key=lambda one: one[0][0])


def _as_the_rules(
    pieces: Sequence[Span], hints: Sequence[QuotationProposal], cue: Span | None, mention: Span | None
) -> tuple[Span | None, Span | None]:
    """Return cue and mention as a rule has them that found the same words: it looks at grammar, not at distance."""
    for hint in hints:
        content = [one for one in hint.content if isinstance(one, Span)]
        if any(one.overlaps(piece) for one in content for piece in pieces):
            told = [one for one in hint.mention if isinstance(one, Span)]
            if told:
                signs = [one for one in hint.cue if isinstance(one, Span)]
                return (signs[0] if signs else cue), told[0]
    return cue, mention


def _nearest(span: Span, others: Sequence[Span]) -> Span | None:
    """Return the one of *others* with the least between it and *span*, unless that is too much."""
    near = min(others, key=lambda other: (_between(span, other), other.start), default=None)
    return near if near is not None and _between(span, near) <= _MOST else None


def _between(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _speakers(document: Document, mention: Span | None, hints: Sequence[QuotationProposal]) -> tuple[Candidate, ...]:
    """Return who is meant by *mention*: whom the document says, else whom the rules say."""
    if mention is None:
        return ()
    for told in document.mentions:
        if told.entity is not None and told.span.overlaps(mention) and document.speaker(told.entity):
            return (Candidate(str(told.entity)),)
    for hint in hints:
        if any(isinstance(one, Span) and one.overlaps(mention) for one in hint.mention):
            return hint.speakers
    return ()
