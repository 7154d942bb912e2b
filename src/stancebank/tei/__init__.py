"""The TEI wall: bytes and trees on one side, documents on the other.

Nothing else in the library sees an element, but for the schema room, which judges grammar.
"""

from stancebank.tei.files import dump, dumps, load, loads, read_bytes, read_file, replace_file
from stancebank.tei.parsing import MAX_BYTES, parse
from stancebank.tei.reading import Reading, read
from stancebank.tei.writing import PROFILES, Profile, write

__all__ = [
    "MAX_BYTES",
    "PROFILES",
    "Profile",
    "Reading",
    "dump",
    "dumps",
    "load",
    "loads",
    "parse",
    "read",
    "read_bytes",
    "read_file",
    "replace_file",
    "write",
]
