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
from stancebank.draft.drafting import (
    Article,
    Draft,
    articles_in,
    default_annotators,
    draft,
    language_of,
    redraft,
    sources_in,
)
from stancebank.draft.locating import locate
from stancebank.draft.marks import MarkFault, MarkScan, QuotedRegion, scan_marks
from stancebank.draft.pack import Pack, PackError, load_pack, pack_languages, read_pack
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
from stancebank.draft.rules import RulesAnnotator
from stancebank.draft.segmenting import Segmented, segment
from stancebank.draft.slots import StanceSlots
from stancebank.draft.source import SourceError, decode
from stancebank.draft.structure import bare_document, document_id
from stancebank.draft.topics import Suggestion, TaxonomyMatcher, load_taxonomy

__all__ = [
    "ALTERNATIVES",
    "CANDIDATES",
    "DECIDED",
    "ENTRY_POINTS",
    "RULE_PREFIX",
    "AnnotatorError",
    "Article",
    "Candidate",
    "Draft",
    "Gives",
    "MarkFault",
    "MarkScan",
    "MentionProposal",
    "Outcome",
    "Pack",
    "PackError",
    "Passage",
    "Proposal",
    "ProposingAnnotator",
    "Provenance",
    "QuotationProposal",
    "QuotedRegion",
    "Refusal",
    "RulesAnnotator",
    "Segmented",
    "Setting",
    "SourceError",
    "StanceProposal",
    "StanceSlots",
    "Suggestion",
    "TaxonomyMatcher",
    "TopicProposal",
    "VoiceProposal",
    "annotate",
    "annotator_names",
    "apply_proposals",
    "articles_in",
    "bare_document",
    "decode",
    "default_annotators",
    "document_id",
    "draft",
    "is_decided",
    "language_of",
    "load_annotator",
    "load_pack",
    "load_taxonomy",
    "locate",
    "pack_languages",
    "provenance_of",
    "read_pack",
    "redraft",
    "scan_marks",
    "segment",
    "settings_digest",
    "sources_in",
    "without_proposals",
]
