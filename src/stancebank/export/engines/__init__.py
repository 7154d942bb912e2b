"""Graphs of tokens and of what covers them, for the engines of ANNIS and Text-Fabric."""

from stancebank.export.engines.annis import AnnisExporter
from stancebank.export.engines.text_fabric import TextFabricExporter

__all__ = ["AnnisExporter", "TextFabricExporter"]
