"""From plain text or HTML to a document with proposed annotation: every record says which program proposed it.

An annotator looks at a frozen document and proposes; `annotate` is the only writer.
"""

from stancebank.draft.annotator import (
    ENTRY_POINTS,
    AnnotatorError,
    Gives,
    ProposingAnnotator,
    Setting,
    annotator_names,
    load_annotator,
    settings_digest,
)
from stancebank.draft.applying import Outcome, annotate, apply_proposals, without_proposals
from stancebank.draft.locating import locate
from stancebank.draft.proposals import (
    Candidate,
    MentionProposal,
    Passage,
    Proposal,
    QuotationProposal,
    StanceProposal,
    TopicProposal,
    VoiceProposal,
)
from stancebank.draft.provenance import DECIDED, RULE_PREFIX, Provenance, is_decided, provenance_of
from stancebank.draft.recording import ALTERNATIVES, CANDIDATES, Refusal

__all__ = [
    "ALTERNATIVES",
    "CANDIDATES",
    "DECIDED",
    "ENTRY_POINTS",
    "RULE_PREFIX",
    "AnnotatorError",
    "Candidate",
    "Gives",
    "MentionProposal",
    "Outcome",
    "Passage",
    "Proposal",
    "ProposingAnnotator",
    "Provenance",
    "QuotationProposal",
    "Refusal",
    "Setting",
    "StanceProposal",
    "TopicProposal",
    "VoiceProposal",
    "annotate",
    "annotator_names",
    "apply_proposals",
    "is_decided",
    "load_annotator",
    "locate",
    "provenance_of",
    "settings_digest",
    "without_proposals",
]
