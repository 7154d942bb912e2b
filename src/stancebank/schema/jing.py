"""The second engine: Jing, a Java program, which judges many files in one run."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar, Final

from lxml import etree

from stancebank.errors import EngineError
from stancebank.findings import Finding, Location, Severity
from stancebank.schema.diagnosis import CODE, diagnose
from stancebank.schema.files import GRAMMAR, schema_path
from stancebank.schema.grammar import shipped_grammar
from stancebank.schema.java import run_java
from stancebank.schema.tree import Element
from stancebank.tei.index import Index

__all__ = ["Jing", "verdicts"]

_TOLD: Final = re.compile(r"^(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?:fatal|error): (?P<message>.*)$")


class Jing:
    """Jing as an engine."""

    name: ClassVar[str] = "jing"

    def check(self, root: Element, source: str | None = None, facts: Index | None = None) -> tuple[Finding, ...]:  # noqa: ARG002 # Jing reads the document itself
        """Return what breaks the grammar, in reading order; nothing where the document is valid.

        Args:
            root: The root of the document.
            source: The name of the document, for the findings.
            facts: Not asked: Jing reads the document itself.

        Raises:
            EngineError: Jing is missing, or it did not answer.
        """
        return self.check_all({source: root})[source]

    def check_all(self, roots: Mapping[str | None, Element]) -> dict[str | None, tuple[Finding, ...]]:
        """Return for each document what breaks the grammar, after one run of Jing for all of them.

        Jing is shown copies without document type, so that it never reads what an entity points to.

        Args:
            roots: The root of each document, by its name.

        Raises:
            EngineError: Jing is missing, or it did not answer.
        """
        with TemporaryDirectory() as folder:
            copies = [Path(folder) / f"{number}.xml" for number in range(len(roots))]
            for copy, root in zip(copies, roots.values(), strict=True):
                copy.write_bytes(etree.tostring(root, encoding="utf-8", with_tail=False))
            told = verdicts(schema_path(GRAMMAR), copies)
        grammar = shipped_grammar()
        return {
            source: (diagnose(grammar, root, source) or _untold(told[copy], source)) if told[copy] else ()
            for copy, (source, root) in zip(copies, roots.items(), strict=True)
        }


def verdicts(schema: Path, files: Sequence[Path]) -> dict[Path, list[str]]:
    """Return what Jing has against each file, in its own words; ids are left to other rules, hence ``-i``.

    Args:
        schema: The grammar, in XML form.
        files: The files, without document type.

    Raises:
        EngineError: Jing is missing, or it did not answer.
    """
    known = {str(file.resolve()): file for file in files}
    found: dict[Path, list[str]] = {file: [] for file in files}
    for line in run_java("jing", ["-i", str(schema), *known]).splitlines() if files else ():
        match = _TOLD.match(line)
        if match is None or match["file"] not in known:
            raise EngineError("jing", f"it said: {line}")
        found[known[match["file"]]].append(match["message"])
    return found


def _untold(messages: Iterable[str], source: str | None) -> tuple[Finding, ...]:
    """Return findings in Jing's own words, for faults that the diagnosis does not see."""
    return tuple(
        Finding(
            code=CODE,
            severity=Severity.ERROR,
            message=f"the document breaks the grammar: {message}",
            location=Location(source=source),
        )
        for message in messages
    )
