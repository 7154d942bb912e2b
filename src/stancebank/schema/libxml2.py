"""The engine that is always there: libxml2 judges, the diagnosis explains."""

from threading import local
from typing import ClassVar, Final

from lxml import etree

from stancebank.findings import Finding, Location, Severity
from stancebank.schema.diagnosis import CODE, diagnose
from stancebank.schema.files import GRAMMAR, read_schema, schema_path
from stancebank.schema.grammar import shipped_grammar
from stancebank.schema.guard import is_crowded, is_overloaded
from stancebank.schema.quick import Quick, quick_judge
from stancebank.schema.tree import Element
from stancebank.tei.index import Index

__all__ = ["Libxml2"]

_compiled: Final = local()


class Libxml2:
    """libxml2's RELAX NG, compiled once in a thread, behind the guard."""

    name: ClassVar[str] = "libxml2"

    def check(self, root: Element, source: str | None = None, facts: Index | None = None) -> tuple[Finding, ...]:
        """Return what breaks the grammar, in reading order; nothing where the document is valid.

        Args:
            root: The root of the document.
            source: The name of the document, for the findings.
            facts: What was gathered from the document, where that was done before.
        """
        if is_overloaded(root, facts):
            return diagnose(shipped_grammar(), root, source)
        if is_crowded(root, facts) and (found := diagnose(shipped_grammar(), root, source)):
            return found
        quick = _quick()
        verdict = None if quick is None else quick.verdict(root, facts)
        if verdict or (verdict is None and _judge().validate(root)):
            return ()
        found = diagnose(shipped_grammar(), root, source)
        if found:
            return found
        judge = _judge()
        return () if judge.validate(root) else (_untold(judge, source),)


def _judge() -> etree.RelaxNG:
    """Return the compiled grammar of this thread."""
    judge: etree.RelaxNG | None = getattr(_compiled, "judge", None)
    if judge is None:
        judge = etree.RelaxNG(file=str(schema_path(GRAMMAR)))
        _compiled.judge = judge
    return judge


def _quick() -> Quick | None:
    """Return the quick judge of this thread."""
    if not hasattr(_compiled, "quick"):
        _compiled.quick = quick_judge(read_schema(GRAMMAR))
    quick: Quick | None = _compiled.quick
    return quick


def _untold(judge: etree.RelaxNG, source: str | None) -> Finding:
    """Return a finding in libxml2's own words, for a fault that the diagnosis does not see."""
    first = next(iter(judge.error_log), None)
    return Finding(
        code=CODE,
        severity=Severity.ERROR,
        message=f"the document breaks the grammar: {first.message if first else 'libxml2 gives no reason'}",
        location=Location(source=source, line=(first.line or None) if first else None),
        hint="there may be more after this one",
    )
