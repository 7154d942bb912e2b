"""Many documents: opening a corpus, streaming it, following references into its registries."""

from stancebank.corpus.corpus import ROOT_NAME, Corpus, find_root
from stancebank.corpus.labels import Labels
from stancebank.corpus.lock import LOCK_NAME, locked
from stancebank.corpus.registry import Registry, Resolution, Resolved, expand

__all__ = [
    "LOCK_NAME",
    "ROOT_NAME",
    "Corpus",
    "Labels",
    "Registry",
    "Resolution",
    "Resolved",
    "expand",
    "find_root",
    "locked",
]
