"""Flat tables with fixed schemas: CSV, JSON lines, Parquet, and packages made of them."""

from stancebank.export.tables.csv_tables import CsvExporter
from stancebank.export.tables.frictionless import FrictionlessExporter
from stancebank.export.tables.hugging_face import HuggingFaceExporter
from stancebank.export.tables.jsonl import JsonlExporter
from stancebank.export.tables.parquet import ParquetExporter

__all__ = ["CsvExporter", "FrictionlessExporter", "HuggingFaceExporter", "JsonlExporter", "ParquetExporter"]
