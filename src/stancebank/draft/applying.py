"""The applier: the only place that turns proposals into records of a document."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from attrs import evolve, field, frozen

from stancebank.draft.annotator import AnnotatorError, ProposingAnnotator, settings_digest
from stancebank.draft.proposals import Proposal, QuotationProposal, StanceProposal, TopicProposal, VoiceProposal
from stancebank.draft.provenance import (
    RULE_PREFIX,
    application_of,
    is_decided,
    ours,
    responsibility,
)
from stancebank.draft.recording import Recorder, Refusal, VoiceBook
from stancebank.model import (
    Annotation,
    Change,
    Document,
    Layer,
    Mention,
    Quotation,
    Speaker,
    Stance,
    TopicAssignment,
)
from stancebank.model.ids import AnnotatorId, LayerId

__all__ = ["Outcome", "annotate", "apply_proposals", "without_proposals"]

_SLUG: Final = re.compile(r"[^a-z0-9]+")


def _refusals(items: Iterable[Refusal]) -> tuple[Refusal, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Outcome:
    """What became of the proposals of one annotator.

    Attributes:
        document: The document with the records.
        refused: What was not written, and why.
        written: How many records were written.
        known: How many proposals a person had decided on already.
    """

    document: Document
    refused: tuple[Refusal, ...] = field(converter=_refusals, default=())
    written: int = 0
    known: int = 0


def annotate(document: Document, annotator: ProposingAnnotator, *, on: str | None = None) -> Outcome:
    """Let *annotator* propose, and write what can be written.

    What the annotator proposed before, in whatever version, and nobody has decided on, is replaced.
    Records that a person has decided on stay, and what they are about is not proposed again.

    Args:
        document: The document; it is not changed.
        annotator: Whoever proposes.
        on: The day of the run, as an ISO 8601 date; the library has no clock.

    Raises:
        AnnotatorError: The annotator does not know the language.
    """
    language = (document.metadata.language or "").partition("-")[0].lower()
    if annotator.languages and language not in annotator.languages:
        known = ", ".join(annotator.languages)
        raise AnnotatorError(annotator.name, f"it knows {known}, but the document is in {language or 'no language'}")
    cleared = without_proposals(document, annotator.name)
    return apply_proposals(cleared, annotator, annotator.propose(cleared), on=on)


def without_proposals(document: Document, name: str) -> Document:
    """Return *document* without what the annotator *name* proposed and nobody has decided on.

    Its voices and mentions go too, unless a person has decided on any record of the document, or refers to them.
    """
    agents = ours(document, name)
    if not agents:
        return document
    layers = [_decided_only(layer) if layer.annotator in agents else layer for layer in document.layers]
    kept = [layer for layer in layers if layer.annotations or layer.annotator not in agents]
    bare = evolve(document, layers=kept)
    is_touched = any(is_decided(record) for layer in kept for record in layer.annotations)
    if not is_touched:
        bare = _without_voices(bare, frozenset(agents))
    return _without_agents(bare, frozenset(agents))


def _decided_only(layer: Layer) -> Layer:
    return evolve(
        layer,
        quotations=[one for one in layer.quotations if is_decided(one)],
        topics=[one for one in layer.topics if is_decided(one)],
        stances=[one for one in layer.stances if is_decided(one)],
    )


def _without_voices(document: Document, agents: frozenset[str]) -> Document:
    used: set[str] = {
        reference for relation in document.relations for reference in (*relation.active, *relation.passive)
    }
    for quotation in document.quotations:
        used.update(quotation.speakers, quotation.addressees, quotation.on_behalf_of)
    for stance in document.stances:
        used.update(str(one) for one in (stance.holder, stance.target) if one)
    gone = {one.id for one in document.speakers if responsibility(one) in agents and one.id not in used}
    return evolve(
        document,
        speakers=[one for one in document.speakers if one.id not in gone],
        mentions=[one for one in document.mentions if one.entity not in gone],
    )


def _without_agents(document: Document, agents: frozenset[str]) -> Document:
    """Drop the agents that answer for nothing any more."""
    busy = {layer.annotator for layer in document.layers} | {responsibility(one) for one in document.speakers}
    idle = {agent for agent in agents if agent not in busy}
    programs = {one.application for one in document.annotators if one.id in idle}
    is_last = not set(ours(document)) - idle
    return evolve(
        document,
        prefixes=[one for one in document.prefixes if not (is_last and one == RULE_PREFIX)],
        annotators=[one for one in document.annotators if one.id not in idle],
        applications=[one for one in document.applications if one.id not in programs],
        changes=[one for one in document.changes if not (one.who and {*one.who} <= idle)],
        encoder=None if document.encoder in idle else document.encoder,
    )


def apply_proposals(
    document: Document, annotator: ProposingAnnotator, proposals: Iterable[Proposal], *, on: str | None = None
) -> Outcome:
    """Write *proposals* of *annotator* into a copy of *document*, all as ``proposed``.

    A proposal is refused, and reported, where its words are not in the text verbatim or its parts lead nowhere.

    Args:
        document: The document, without earlier proposals of the annotator that nobody has decided on.
        annotator: Who proposes.
        proposals: What it proposes.
        on: The day on which it does, as an ISO 8601 date, for the history of the document.

    Returns:
        The document with one more layer, and what was refused.

    Raises:
        AnnotatorError: The text of the document would have changed.
    """
    listed = tuple(proposals)
    agent_id = _agent_of(document, annotator) or _new_agent_id(document, annotator.name)
    voices = VoiceBook(document, agent_id)
    recorder = Recorder(document, agent_id, voices)
    for voice in listed:
        if isinstance(voice, VoiceProposal):
            voices.add(voice)
    records = _records(listed, recorder)
    layer = _layer(document, agent_id, records)
    speakers, mentions = voices.written(layer)
    told = {one.name for one in document.prefixes}
    schemes = [scheme for name, scheme in recorder.schemes.items() if name not in told]
    prepared = evolve(document, prefixes=(*document.prefixes, *schemes)) if schemes else document
    drafted = _with_agent(prepared, annotator, agent_id, layer, speakers, mentions, on)
    digest = drafted.digest
    if drafted.text != document.text or digest != document.digest:
        raise AnnotatorError(annotator.name, "the text would have changed")
    return Outcome(
        document=drafted if drafted.metadata.text_digest == digest else drafted.with_digest(),
        refused=(*voices.refused, *recorder.refused),
        written=len(records),
        known=recorder.known,
    )


def _records(listed: tuple[Proposal, ...], recorder: Recorder) -> list[Annotation]:
    records: list[Annotation | None] = []
    for proposal in listed:
        if isinstance(proposal, QuotationProposal):
            records.append(recorder.quotation(proposal))
        elif isinstance(proposal, TopicProposal):
            records.append(recorder.topic(proposal))
        elif isinstance(proposal, StanceProposal):
            records.append(recorder.stance(proposal))
    return [record for record in records if record is not None]


def _agent_of(document: Document, annotator: ProposingAnnotator) -> str | None:
    """Return the agent that stands for *annotator* in this version and under these settings, if one does."""
    digest = settings_digest(annotator.settings)
    return next(
        (
            agent
            for agent, made in ours(document, annotator.name).items()
            if made.version == annotator.version and made.settings == digest
        ),
        None,
    )


def _layer(document: Document, agent_id: str, records: list[Annotation]) -> Layer:
    """Return the agent's layer with *records* among those that a person has decided on, in the order of the text."""
    bare = Layer(id=LayerId(f"{agent_id}.layer"), annotator=AnnotatorId(agent_id))
    layer = next((one for one in document.layers if one.annotator == agent_id), bare)
    quotations = [*layer.quotations, *(one for one in records if isinstance(one, Quotation))]
    stances = [*layer.stances, *(one for one in records if isinstance(one, Stance))]
    return evolve(
        layer,
        quotations=sorted(quotations, key=_place),
        topics=[*layer.topics, *(one for one in records if isinstance(one, TopicAssignment))],
        stances=sorted(stances, key=_place),
    )


def _place(record: Annotation) -> tuple[int, int]:
    return (record.spans[0].start, -record.spans[-1].end) if record.spans else (0, 0)


def _new_agent_id(document: Document, name: str) -> str:
    slug = _SLUG.sub("-", unicodedata.normalize("NFKD", name).lower()).strip("-") or "annotator"
    taken = {one.id for one in document.annotators}
    wanted = f"{document.id}.{slug}"
    number = 2
    while wanted in taken:
        wanted = f"{document.id}.{slug}{number}"
        number += 1
    return wanted


def _with_agent(
    document: Document,
    annotator: ProposingAnnotator,
    agent_id: str,
    layer: Layer,
    speakers: tuple[Speaker, ...],
    mentions: tuple[Mention, ...],
    on: str | None,
) -> Document:
    """Add the layer and who answers for it; an annotator without any result leaves no trace."""
    if not layer.annotations and not speakers and not mentions:
        return document
    others = [one for one in document.layers if one.id != layer.id]
    is_new = len(others) == len(document.layers)
    placed = [*document.layers, layer] if is_new else [layer if one.id == layer.id else one for one in document.layers]
    layers = placed if layer.annotations else document.layers
    everybody, told_mentions = (*document.speakers, *speakers), (*document.mentions, *mentions)
    if any(one.id == agent_id for one in document.annotators):
        return evolve(document, layers=layers, speakers=everybody, mentions=told_mentions)
    agent, application = application_of(annotator, agent_id)
    told = f"Proposed by {annotator.name} {annotator.version}: {', '.join(annotator.gives)}; not reviewed by a person."
    prefixes = [one for one in document.prefixes if one.name != RULE_PREFIX.name]
    return evolve(
        document,
        layers=layers,
        speakers=everybody,
        mentions=told_mentions,
        annotators=(*document.annotators, agent),
        applications=(*document.applications, application),
        changes=(Change(text=told, when=on, who=[agent.id], status="draft"), *document.changes),
        prefixes=(*prefixes, RULE_PREFIX) if layer.annotations else document.prefixes,
        encoder=document.encoder or (agent.id if mentions else None),
    )
