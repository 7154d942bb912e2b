"""Graphs of tokens and of what covers them, for ANNIS, BlackLab and Text-Fabric."""

from stancebank.export.engines.annis import AnnisExporter
from stancebank.export.engines.blacklab import BlackLabExporter
from stancebank.export.engines.text_fabric import TextFabricExporter

__all__ = ["AnnisExporter", "BlackLabExporter", "TextFabricExporter"]
