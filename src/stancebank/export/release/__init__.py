"""Release bundles: a corpus in a bag, with metadata for repositories and for those who cite it."""

from stancebank.export.release.bag import ReleaseExporter

__all__ = ["ReleaseExporter"]
