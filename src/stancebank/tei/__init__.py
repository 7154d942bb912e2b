"""The TEI wall: bytes and trees on one side, documents on the other.

Nothing else in the library sees an element, but for the schema room, which judges grammar.
"""

from stancebank.tei.concepts import Concept, read_concepts, taxonomy_of
from stancebank.tei.files import dump, dumps, load, loads, read_bytes, read_file, replace_file, replace_files
from stancebank.tei.parsing import MAX_BYTES, parse
from stancebank.tei.reading import Reading, read
from stancebank.tei.writing import PROFILES, Profile, write

__all__ = [
    "MAX_BYTES",
    "PROFILES",
    "Concept",
    "Profile",
    "Reading",
    "dump",
    "dumps",
    "load",
    "loads",
    "parse",
    "read",
    "read_bytes",
    "read_concepts",
    "read_file",
    "replace_file",
    "replace_files",
    "taxonomy_of",
    "write",
]
