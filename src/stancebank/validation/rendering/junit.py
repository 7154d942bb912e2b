"""JUnit XML: a file is a test, for the pages of build servers."""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from stancebank.findings import Finding, Report, Verdict
from stancebank.validation.rendering.characters import shown
from stancebank.validation.rendering.summary import amounts, by_source
from stancebank.validation.run import CheckReport

__all__ = ["render"]

_NAMELESS: Final = "(no name)"
_ELEMENTS: Final = {Verdict.INVALID: "failure", Verdict.UNDETERMINED: "error"}


def render(report: CheckReport) -> str:
    """Return *report* as JUnit XML: one suite with one test a file.

    A file that is invalid has failed; one that could not be checked has an error. What else was found is output
    of the test.

    Example:
        >>> print(render(CheckReport(sources=["a.xml"])), end="")
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="stancebank" tests="1" failures="0" errors="0">
          <testsuite name="a.xml" tests="1" failures="0" errors="0" skipped="0">
            <testcase name="a.xml" classname="stancebank.standard"/>
          </testsuite>
        </testsuites>
    """
    files = {source: [one.finding for one in found] for source, found in by_source(report).items()}
    verdicts = {source: Report(findings=findings).verdict for source, findings in files.items()}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="stancebank" {_counts(verdicts.values())}>']
    group = _attribute(f"stancebank.{report.profile}")
    for source, findings in files.items():
        name = _attribute(source or _NAMELESS)
        lines.append(f'  <testsuite name={name} {_counts([verdicts[source]])} skipped="0">')
        lines.extend(_case(f"name={name} classname={group}", verdicts[source], findings))
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(verdicts: Iterable[Verdict]) -> str:
    told = list(verdicts)
    failures, errors = told.count(Verdict.INVALID), told.count(Verdict.UNDETERMINED)
    return f'tests="{len(told)}" failures="{failures}" errors="{errors}"'


def _case(attributes: str, verdict: Verdict, findings: list[Finding]) -> Iterator[str]:
    if not findings:
        yield f"    <testcase {attributes}/>"
        return
    body = escape("\n".join(map(_told, findings)))
    yield f"    <testcase {attributes}>"
    if element := _ELEMENTS.get(verdict):
        code = max(findings, key=lambda one: one.severity).code
        yield f"      <{element} message={_attribute(amounts(findings))} type={_attribute(code)}>{body}</{element}>"
    else:
        yield f"      <system-out>{body}</system-out>"
    yield "    </testcase>"


def _told(finding: Finding) -> str:
    excerpt = "" if finding.excerpt is None else f"\n    | {shown(finding.excerpt)}"
    hint = "" if finding.hint is None else f"\n    = {shown(finding.hint)}"
    return f"{shown(str(finding))}{excerpt}{hint}"


def _attribute(text: str) -> str:
    return quoteattr(shown(text))
