"""CATMA: plain texts, and annotation collections that stand off in TEI."""

from stancebank.export.catma.exporter import CatmaExporter
from stancebank.export.catma.tags import TAGS, Tag

__all__ = ["TAGS", "CatmaExporter", "Tag"]
