"""Asking documents: selections that need no more than the document itself."""

from stancebank.query.selection import covered_by, overlapping, quotations_of, stances_of, topics_of

__all__ = ["covered_by", "overlapping", "quotations_of", "stances_of", "topics_of"]
