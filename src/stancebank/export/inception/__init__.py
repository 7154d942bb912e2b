"""INCEpTION, by the formats of Apache UIMA: XMI and JSON."""

from stancebank.export.inception.cas import Cas, Feature, FeatureStructure, cas_of
from stancebank.export.inception.exporter import InceptionExporter
from stancebank.export.inception.types import TYPES, CasType

__all__ = ["TYPES", "Cas", "CasType", "Feature", "FeatureStructure", "InceptionExporter", "cas_of"]
