"""Vertical text, one token a line, for CWB, CQPweb and NoSketch Engine."""

from stancebank.export.vrt.exporter import VrtExporter

__all__ = ["VrtExporter"]
