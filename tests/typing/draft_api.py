"""What type checkers see of drafting."""

from typing import assert_type

from stancebank.draft import (
    Article,
    Draft,
    MarkScan,
    Outcome,
    ProposingAnnotator,
    RulesAnnotator,
    annotate,
    draft,
    scan_marks,
)
from stancebank.model import Document

annotator: ProposingAnnotator = RulesAnnotator("en")
document = Document.from_blocks("pier", [("paragraph", "It rains.")], language="en")
assert_type(annotate(document, annotator), Outcome)
assert_type(draft(Article(id="pier", text="It rains.")), Draft)
assert_type(draft(Article(id="pier", text="It rains.")).document, Document)
assert_type(scan_marks("It rains."), MarkScan)
