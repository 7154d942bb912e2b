"""The constraints of the manual, run by libxslt: what can be said about several elements in XPath 1.0.

This check is for those who want it beside the rules of the library, which say the same and more.
The constraints are the library's own, and read no other document.
"""

from threading import local
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from stancebank.findings import Finding, Severity
from stancebank.schema.files import CONSTRAINTS, read_schema
from stancebank.schema.place import Paths, place_of
from stancebank.schema.tree import Element, Tree

if TYPE_CHECKING:
    from lxml.isoschematron import Schematron

__all__ = ["check_constraints"]

_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
_SEVERITIES: Final = {"error": Severity.ERROR, "warning": Severity.WARNING}
_compiled: Final = local()


def check_constraints(tree: Element | Tree, source: str | None = None) -> tuple[Finding, ...]:
    """Check a document against the constraints that the schemas can express.

    Args:
        tree: The document, or its root.
        source: The name of the document, for the findings.

    Returns:
        One finding for each constraint that does not hold at a place, with the code of its rule.
    """
    judge = _judge()
    root = tree if etree.iselement(tree) else tree.getroot()
    if judge.validate(root):
        return ()
    report = cast("Tree", judge.validation_report)
    paths = Paths()
    return tuple(_finding(root, failed, source, paths) for failed in report.iter(f"{_SVRL}failed-assert"))


def _judge() -> "Schematron":
    """Return the compiled constraints of this thread."""
    judge: Schematron | None = getattr(_compiled, "judge", None)
    if judge is None:
        from lxml import isoschematron  # noqa: PLC0415 # compiles stylesheets when it is imported

        judge = isoschematron.Schematron(etree.fromstring(read_schema(CONSTRAINTS)), store_report=True)
        _compiled.judge = judge
    return judge


def _finding(root: Element, failed: Element, source: str | None, paths: Paths) -> Finding:
    (element,) = cast("list[Element]", root.xpath(str(failed.get("location"))))
    return Finding(
        code=str(failed.get("id")).partition(".")[0],
        severity=_SEVERITIES[str(failed.get("role"))],
        message=" ".join("".join(failed.itertext()).split()).removesuffix("."),
        location=place_of(element, source, paths=paths),
    )
