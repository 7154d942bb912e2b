"""Other formats: exporters found through entry points, and a report of what each could not hold.

Example:
    >>> from stancebank import Document
    >>> files, report = exported("tei", [Document.from_blocks("pier", [("headline", "Pier delayed")])])
    >>> files[0].path, report.text()
    ('pier.xml', 'nothing was lost')
"""

from stancebank.export.fields import Fields, counted, fields
from stancebank.export.form import Article, Choices, Exporter, Form, Layout, OffsetUnit, Option, OutputFile
from stancebank.export.loss import Loss, Losses, LossReport
from stancebank.export.plugins import exporter_names, load_exporter
from stancebank.export.run import export, exported

__all__ = [
    "Article",
    "Choices",
    "Exporter",
    "Fields",
    "Form",
    "Layout",
    "Loss",
    "LossReport",
    "Losses",
    "OffsetUnit",
    "Option",
    "OutputFile",
    "counted",
    "export",
    "exported",
    "exporter_names",
    "fields",
    "load_exporter",
]
