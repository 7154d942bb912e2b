"""Discourse Network Analyzer: a database of documents and statements that its version 3 opens."""

from stancebank.export.dna.exporter import DnaExporter

__all__ = ["DnaExporter"]
