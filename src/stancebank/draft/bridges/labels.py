"""A document as sequences of tokens with features and labels: what a tagger learns from and answers with."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import field, frozen

from stancebank.draft.marks import scan_marks
from stancebank.draft.pack import pack_languages
from stancebank.draft.proposals import Proposal, QuotationProposal
from stancebank.draft.rules import RulesAnnotator
from stancebank.model import Document, Quotation, Span

__all__ = ["FEATURES", "LAYERS", "Sequenced", "labels_of", "quotations_in", "rule_proposals", "sequences", "spans_of"]

FEATURES: Final = "1"
"""The version of the features; a model only fits the version that it was trained with."""

LAYERS: Final = ("content", "cue", "mention")
"""What tokens are labelled as, the one that counts first where they overlap."""

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_NEAR: Final = (-2, -1, 0, 1, 2)
_SUFFIX: Final = 3

Labelled = Quotation | QuotationProposal


def _tokens(items: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(items)


def _features(items: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(items)


@frozen(kw_only=True)
class Sequenced:
    """The tokens of one block.

    Attributes:
        tokens: Their spans, in code points of the document's text.
        features: The features of each.
    """

    tokens: tuple[Span, ...] = field(converter=_tokens)
    features: tuple[tuple[str, ...], ...] = field(converter=_features)


def rule_proposals(document: Document) -> list[Proposal]:
    """Return what the shipped rules propose for *document*: nothing where its language has no pack."""
    language = (document.metadata.language or "").partition("-")[0].lower()
    return list(RulesAnnotator(language).propose(document)) if language in pack_languages() else []


def quotations_in(proposals: Iterable[Proposal]) -> list[QuotationProposal]:
    """Return those of *proposals* that are quotations."""
    return [one for one in proposals if isinstance(one, QuotationProposal)]


def sequences(document: Document, hints: Sequence[Labelled] = ()) -> list[Sequenced]:
    """Return the tokens of each block with their features.

    Args:
        document: The document; nothing of its annotation is looked at.
        hints: Quotations that a rule found: what they label a token as is a feature of it.
    """
    blocks = [segment.span for segment in document.segments]
    inside = [region.span for region in scan_marks(document.text, blocks).outer]
    found: list[Sequenced] = []
    for segment in document.segments:
        words = segment.span.slice(document.text)
        tokens = [
            Span(segment.span.start + one.start(), segment.span.start + one.end()) for one in _TOKEN.finditer(words)
        ]
        if tokens:
            hinted = labels_of(tokens, hints)
            own = [_own(document.text, span, inside, hint) for span, hint in zip(tokens, hinted, strict=True)]
            found.append(Sequenced(tokens=tokens, features=_windows(own, segment.kind.value)))
    return found


def _own(text: str, span: Span, inside: Sequence[Span], hint: str) -> tuple[str, ...]:
    word = span.slice(text)
    low = word.lower()
    marked = any(one.covers(span) for one in inside)
    return (f"w={low}", f"s={low[-_SUFFIX:]}", f"c={_shape(word)}", f"q={int(marked)}", f"r={hint}")


def _shape(word: str) -> str:
    if word.isdigit():
        return "9"
    if not word[0].isalnum():
        return "."
    return "X" if word.isupper() and len(word) > 1 else "Xx" if word[0].isupper() else "x"


def _windows(own: Sequence[tuple[str, ...]], kind: str) -> list[tuple[str, ...]]:
    size = len(own)
    return [
        (
            "bias",
            f"block={kind}",
            *(f"{step}:{told}" for step in _NEAR if 0 <= at + step < size for told in own[at + step]),
            "first" if at == 0 else "inner",
            "last" if at == size - 1 else "inner",
        )
        for at in range(size)
    ]


def labels_of(tokens: Sequence[Span], quotations: Iterable[Labelled]) -> list[str]:
    """Return the label of each token: ``O``, or ``B-`` or ``I-`` and one of `LAYERS`."""
    labels = ["O"] * len(tokens)
    told = list(quotations)
    for layer in LAYERS:
        spans = [span for one in told for span in getattr(one, layer) if isinstance(span, Span)]
        for span in spans:
            held = [at for at, token in enumerate(tokens) if token.overlaps(span)]
            if held and all(labels[at] == "O" for at in held):
                for at in held:
                    labels[at] = f"{'B' if at == held[0] else 'I'}-{layer}"
    return labels


def spans_of(tokens: Sequence[Span], labels: Sequence[str], layer: str) -> list[Span]:
    """Return the stretches that *labels* mark as *layer*.

    Example:
        >>> spans_of([Span(0, 1), Span(2, 4), Span(5, 6)], ["B-cue", "I-cue", "O"], "cue")
        [Span(start=0, end=4)]
    """
    found: list[Span] = []
    is_open = False
    for token, label in zip(tokens, labels, strict=True):
        prefix, _, name = label.partition("-")
        if name == layer and prefix == "I" and is_open:
            found[-1] = Span(found[-1].start, token.end)
        elif name == layer:
            found.append(token)
        is_open = name == layer
    return found
