"""Annotation from other tools, brought back into documents as new layers."""

from stancebank.importing.alignment import Alignment
from stancebank.importing.form import (
    Importer,
    ImportForm,
    Incoming,
    IncomingLayer,
    InputFile,
    importer_names,
    load_importer,
)
from stancebank.importing.merging import Merged, merged
from stancebank.importing.run import imported

__all__ = [
    "Alignment",
    "ImportForm",
    "Importer",
    "Incoming",
    "IncomingLayer",
    "InputFile",
    "Merged",
    "imported",
    "importer_names",
    "load_importer",
    "merged",
]
