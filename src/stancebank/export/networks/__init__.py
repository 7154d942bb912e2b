"""Networks of voices, topics and targets, as GraphML and GEXF."""

from stancebank.export.networks.gexf import GexfExporter
from stancebank.export.networks.graphml import GraphmlExporter

__all__ = ["GexfExporter", "GraphmlExporter"]
