"""Many documents: opening a corpus, streaming it, following references into its registries."""

from stancebank.corpus.corpus import ROOT_NAME, Corpus, find_root
from stancebank.corpus.registry import Registry, Resolution, Resolved, expand

__all__ = ["ROOT_NAME", "Corpus", "Registry", "Resolution", "Resolved", "expand", "find_root"]
