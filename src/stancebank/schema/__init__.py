"""Checks of XML by grammar: RELAX NG and Schematron, in plain words, and the schema files themselves."""

from stancebank.schema.engine import ENGINES, Engine, check_grammar, engine_called
from stancebank.schema.files import read_schema, schema_path
from stancebank.schema.schematron import check_constraints

__all__ = [
    "ENGINES",
    "Engine",
    "check_constraints",
    "check_grammar",
    "engine_called",
    "read_schema",
    "schema_path",
]
