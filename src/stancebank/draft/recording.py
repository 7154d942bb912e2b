"""From one proposal to one record: words become spans, keys become references, what does not hold is refused."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import chain, pairwise
from typing import Final, NoReturn, TypeVar

from attrs import frozen

from stancebank.draft.locating import locate
from stancebank.draft.proposals import (
    Candidate,
    MentionProposal,
    Passage,
    QuotationProposal,
    StanceProposal,
    TopicProposal,
    VoiceProposal,
)
from stancebank.draft.provenance import answered_by, is_decided, rule_category
from stancebank.model import (
    Affiliation,
    Annotation,
    Category,
    Document,
    Entity,
    Layer,
    Mention,
    Prefix,
    Proposition,
    Quotation,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Status,
    TopicAssignment,
)
from stancebank.model.ids import QuotationId, StanceId, TargetRef, TopicId, VoiceRef

__all__ = ["ALTERNATIVES", "CANDIDATES", "Recorder", "Refusal", "VoiceBook"]

ALTERNATIVES: Final = "Other speakers:"
"""What precedes the ranked alternatives in a quotation's comment: names with scores, parted by semicolons."""

CANDIDATES: Final = "Other targets:"
"""What precedes the candidate targets in a stance's rationale: labels parted by semicolons."""

_Record = TypeVar("_Record", Quotation, TopicAssignment, Stance)

_NOT_IN_NAME: Final = re.compile(r"[^a-z0-9]+")
_SHOWN: Final = 60


@frozen
class Refusal:
    """A proposal that was not written.

    Attributes:
        kind: ``voice``, ``mention``, ``quotation``, ``topic`` or ``stance``.
        reason: Why, in one sentence without a final full stop.
        words: The words that it was about, shortened.
    """

    kind: str
    reason: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind} refused: {self.reason}: {self.words}"


class _RefusedProposalError(Exception):
    """What a proposal is refused for; never leaves this module."""


def _shown(passages: Iterable[Passage]) -> str:
    told = " … ".join(one if isinstance(one, str) else f"{one.start}-{one.end}" for one in passages)
    return told if len(told) <= _SHOWN else f"{told[: _SHOWN - 1]}…"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_NAME.sub("-", plain).strip("-")[:40].strip("-") or "voice"


class VoiceBook:
    """The voices of a document and those that are proposed for it: keys in, references out."""

    def __init__(self, document: Document, agent_id: str) -> None:
        self.document = document
        self.agent_id = agent_id
        self.refused: list[Refusal] = []
        self._references: dict[str, VoiceRef] = {}
        self._new: list[Speaker] = []
        self._mentions: list[Mention] = []
        self._taken = {one.id for one in document.speakers} | {one.id for one in document.entities}
        self._taken |= {segment.id for segment in document.segments}
        self._known: dict[tuple[SpeakerKind, str], str] = {}
        for speaker in document.speakers:
            for name in speaker.names:
                self._known.setdefault((speaker.kind, name.text), str(speaker.same_as or speaker.id))
        self._covered = {mention.span for mention in document.mentions}

    def add(self, proposal: VoiceProposal) -> None:
        """Take a voice, its names and its mentions; one that the document has already is not added again."""
        if not proposal.names:
            self.refused.append(Refusal("voice", "it has no name", proposal.key))
            return
        label = proposal.names[0].text
        known = self._known.get((proposal.kind, label))
        if known is None:
            known = self._id_for(label)
            affiliation = [Affiliation(label=proposal.role)] if proposal.role else []
            is_person = proposal.kind is SpeakerKind.PERSON
            self._new.append(
                Speaker(
                    id=known,
                    kind=proposal.kind,
                    names=proposal.names,
                    affiliations=affiliation if is_person else [],
                    attributes=answered_by(self.agent_id, proposal.kind),
                )
            )
            self._known[proposal.kind, label] = known
        self._references[proposal.key] = VoiceRef(known)
        for mention in proposal.mentions:
            self._mention(mention, known)

    def _id_for(self, label: str) -> str:
        wanted = f"{self.document.id}.{_slug(label)}"
        number = 2
        while wanted in self._taken:
            wanted = f"{self.document.id}.{_slug(label)}-{number}"
            number += 1
        self._taken.add(wanted)
        return wanted

    def _mention(self, proposal: MentionProposal, voice: str) -> None:
        span = locate(self.document.text, proposal.passage)
        if span is None:
            self.refused.append(Refusal("mention", "its words are not in the text", _shown([proposal.passage])))
        elif span not in self._covered:
            self._covered.add(span)
            kind, is_a_name = proposal.kind, proposal.is_name
            self._mentions.append(Mention(span=span, entity=TargetRef(voice), kind=kind, is_name=is_a_name))

    def reference(self, key: str) -> VoiceRef | None:
        """Return the reference that *key* stands for: a key of this run, or a voice of the document."""
        if key in self._references:
            return self._references[key]
        return VoiceRef(key) if self.document.speaker(key) else None

    def label(self, reference: str) -> str:
        """Return what to call the voice behind *reference*."""
        speaker = self.document.speaker(reference) or next((one for one in self._new if one.id == reference), None)
        return speaker.label if speaker else reference

    def written(self, layer: Layer) -> tuple[tuple[Speaker, ...], tuple[Mention, ...]]:
        """Return the new voices that *layer* or a mention refers to, and the new mentions."""
        used = {str(mention.entity) for mention in self._mentions}
        for quotation in layer.quotations:
            used.update(quotation.speakers, quotation.addressees)
        for stance in layer.stances:
            used.update(filter(None, (stance.holder, stance.target)))
        return tuple(one for one in self._new if one.id in used), tuple(self._mentions)


class Recorder:
    """Makes the records of one annotator, and remembers what it refused and what people had decided."""

    def __init__(self, document: Document, agent_id: str, voices: VoiceBook) -> None:
        self.document = document
        self.agent_id = agent_id
        self.voices = voices
        self.refused: list[Refusal] = []
        self.known: int = 0
        self.schemes: dict[str, Prefix] = {}
        self._numbers: Counter[str] = Counter()
        self._decided: set[object] = set()
        self._quotations = {one.id for one in document.quotations}
        for record in chain.from_iterable(layer.annotations for layer in document.layers):
            if is_decided(record):
                self._decided.update((record.id.rpartition(".")[2], _matter(record)))

    def quotation(self, proposal: QuotationProposal) -> Quotation | None:
        """Return the record for *proposal*, or None if it is refused or decided already."""
        try:
            content = self._pieces(proposal.content)
            near = content[0].start
            speakers = [self._candidate(one) for one in proposal.speakers]
            record = Quotation(
                id=QuotationId(self._id(f"q{near}-{content[-1].end}")),
                content=content,
                mode=proposal.mode,
                medium=proposal.medium,
                speakers=[VoiceRef(one.voice) for one in speakers[: proposal.together]],
                addressees=[VoiceRef(self._candidate(one).voice) for one in proposal.addressees],
                verbatim=self._words(proposal.verbatim, near),
                mention=self._words(proposal.mention, near),
                cue=self._words(proposal.cue, near),
                certainty=proposal.certainty,
                status=Status.PROPOSED,
                comment=self._remark(proposal.comment, speakers[proposal.together :]),
                categories=[rule_category(proposal.rule)],
            )
        except _RefusedProposalError as error:
            self.refused.append(Refusal("quotation", str(error), _shown(proposal.content)))
            return None
        return self._unless_decided(record)

    def topic(self, proposal: TopicProposal) -> TopicAssignment | None:
        """Return the record for *proposal*, or None if it is refused or decided already."""
        targets = proposal.targets or (() if proposal.passages else (TargetRef(self.document.id),))
        try:
            local = _slug(re.split(r"[:.#/]", proposal.category)[-1])
            where = (
                ""
                if targets == (TargetRef(self.document.id),)
                else f"-{_slug(str(targets[0]) if targets else 'passage')}"
            )
            record = TopicAssignment(
                id=TopicId(self._id(f"t{local}{where}")),
                category=proposal.category,
                targets=targets,
                spans=self._words(proposal.passages, 0),
                certainty=proposal.certainty,
                status=Status.PROPOSED,
                comment=proposal.comment,
                categories=[rule_category(proposal.rule)],
            )
        except (_RefusedProposalError, ValueError) as error:
            self.refused.append(Refusal("topic", str(error), proposal.category))
            return None
        if proposal.scheme is not None:
            self.schemes.setdefault(proposal.scheme.name, proposal.scheme)
        return self._unless_decided(record)

    def stance(self, proposal: StanceProposal) -> Stance | None:
        """Return the record for *proposal*, or None if it is refused or decided already."""
        try:
            holder = self.voices.reference(proposal.holder)
            if holder is None:
                _refuse(f"its holder {proposal.holder!r} is no voice of the document")
            if proposal.quotation is not None and proposal.quotation not in self._quotations:
                _refuse(f"the document has no quotation {proposal.quotation!r}")
            evidence = self._words(proposal.evidence, 0)
            edges = f"{evidence[0].start}-{evidence[-1].end}" if evidence else "0"
            record = Stance(
                id=StanceId(self._id(f"st{edges}")),
                holder=holder,
                target=self._target(proposal),
                position=proposal.position,
                intensity=proposal.intensity,
                evidence=evidence,
                is_document_level=not evidence,
                quotation=QuotationId(proposal.quotation) if proposal.quotation else None,
                certainty=proposal.certainty,
                rationale=self._rationale(proposal),
                status=Status.PROPOSED,
                categories=[rule_category(proposal.rule)],
            )
        except (_RefusedProposalError, ValueError) as error:
            self.refused.append(Refusal("stance", str(error), proposal.holder))
            return None
        return self._unless_decided(record)

    def _unless_decided(self, record: _Record) -> _Record | None:
        if _matter(record) in self._decided or record.id.rpartition(".")[2] in self._decided:
            self.known += 1
            return None
        return record

    def _id(self, local: str) -> str:
        """Return an id that is the same in every run: a second record over one stretch gets a number."""
        self._numbers[local] += 1
        number = self._numbers[local]
        return f"{self.agent_id}.{local}" if number == 1 else f"{self.agent_id}.{local}-{number}"

    def _pieces(self, passages: tuple[Passage, ...]) -> tuple[Span, ...]:
        spans = self._words(passages, 0)
        if not spans:
            _refuse("it has no content")
        if any(after.start < before.end for before, after in pairwise(spans)):
            _refuse("its pieces overlap or do not follow each other")
        return spans

    def _words(self, passages: tuple[Passage, ...], near: int) -> tuple[Span, ...]:
        found: list[Span] = []
        for passage in passages:
            span = locate(self.document.text, passage, found[-1].end if found else near)
            if span is None:
                _refuse(f"{_shown([passage])!r} is not in the text")
            found.append(span)
        return tuple(found)

    def _candidate(self, candidate: Candidate) -> Candidate:
        reference = self.voices.reference(candidate.voice)
        if reference is None:
            _refuse(f"its speaker {candidate.voice!r} is no voice of the document")
        return Candidate(reference, candidate.score)

    def _remark(self, comment: str, alternatives: list[Candidate]) -> str:
        """Keep the ranked alternatives where people and programs can read them."""
        others = [f"{self.voices.label(one.voice)} ({one.score:.2f})" for one in alternatives]
        told = f"{ALTERNATIVES} {'; '.join(others)}" if others else ""
        return " ".join(filter(None, (comment, told)))

    def _target(self, proposal: StanceProposal) -> TargetRef:
        reference = self.voices.reference(proposal.target)
        if reference is None and ":" not in proposal.target and self.document.target(proposal.target) is None:
            _refuse(f"its target {proposal.target!r} is nothing of the document")
        return TargetRef(reference or proposal.target)

    def _rationale(self, proposal: StanceProposal) -> str:
        others = "; ".join(self._target_label(one) for one in proposal.candidates)
        return " ".join(filter(None, (proposal.rationale, f"{CANDIDATES} {others}" if others else "")))

    def _target_label(self, target: str) -> str:
        found = self.document.target(target)
        if isinstance(found, Speaker | Entity | Proposition):
            return found.label
        return found.label() if isinstance(found, Category) else target


def _refuse(reason: str) -> NoReturn:
    raise _RefusedProposalError(reason)


def _matter(record: Annotation) -> tuple[object, ...]:
    """Return what a record is about: a decision on it holds for every proposal about the same."""
    if isinstance(record, Quotation):
        return ("quotation", record.content)
    if isinstance(record, TopicAssignment):
        return ("topic", record.category, record.targets, record.spans)
    return ("stance", record.holder, record.quotation, record.evidence)
