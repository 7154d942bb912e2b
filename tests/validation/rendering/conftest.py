"""Reports to render: one of each kind of finding, one that is hostile, one that is far too large."""

import pytest

from stancebank.findings import Edit, Finding, Fix, Location, Severity
from stancebank.validation import CheckReport

HOSTILE = (
    "</script><script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\uff1d1",
    "%0A::error::forged",
    "one\n::error::forged\r\n::set-output name=x::y",
    "a: b, c",
    "nul \x00 bell \x07 escape \x1b[31m delete \x7f next \x85 line \u2028 page \u2029",
    "not \ufffe a \uffff character",
    "right \u202etfel\u202c left \u2066isolated\u2069 \u061c",
    "emoji 👩\u200d🔬 😀, flag \U0001f1eb\U0001f1f7, tag \U000e0041",
    "half \udce9 and \ud83d",
    "a | b `code` *bold* _slanted_ [link](http://example.org) ![](x) <b>&amp;</b> \\",
    "@somebody, #12, www.example.org, https://example.org, a@b.example",
    "]]> <![CDATA[ <!-- --> &lt; ' \"",
    "{0} {namespace}local [one](1) {{x}}",
    '"quoted", "again"',
    "",
)


def finding(message="the stance has no holder", source="a.xml", code="ST001", severity=Severity.ERROR, **more):
    own = {name: more.pop(name, None) for name in ("hint", "excerpt", "fix")}
    return Finding(code=code, severity=severity, message=message, location=Location(source=source, **more), **own)


@pytest.fixture
def make():
    """Make a finding."""
    return finding


@pytest.fixture
def clean():
    """Return a report without findings."""
    return CheckReport(sources=["a.xml", "b.xml"], run=["ST001"], digests=[("a.xml", "0" * 64)])


@pytest.fixture
def mixed():
    """Return a report with every severity, with places that are whole and places that are not."""
    return every_severity()


def every_severity():
    """Return a report with every severity, with places that are whole and places that are not."""
    return CheckReport(
        findings=[
            finding(
                line=41,
                column=7,
                id="st7",
                path="/TEI/standOff[1]/annotation[7]/@ana",
                document="a",
                excerpt='ana="position:oppose"',
                hint="add a holder",
                fix=Fix(is_safe=True, edits=[Edit(3, 3, "x"), Edit(9, 12, "")]),
            ),
            finding(line=50, id="st8", hint="add a holder"),
            finding("the tag is not closed", "dir/b.xml", "WF001", Severity.FATAL, line=3, column=7),
            finding("the voice is named twice", "c.xml", "SP009", Severity.WARNING, id="lind"),
            finding("nothing points at this voice", "c.xml", "PT011", Severity.NOTE, line=9, id="lind"),
            finding("the file cannot be read", "d.xml", "RT001"),
            finding("a rule of others objects", None, "XX001", Severity.NOTE),
        ],
        sources=["dir/b.xml", "a.xml", "c.xml", "d.xml", "e.xml"],
        run=["PT011", "SP009", "ST001", "XX001"],
        skipped=["CO001"],
        digests=[(name, "ab" * 32) for name in ("a.xml", "dir/b.xml", "c.xml", "e.xml")],
    )


@pytest.fixture
def hostile():
    """Return a report in which every text that comes from files tries to be something else."""
    return CheckReport(
        findings=[
            finding(
                text,
                f"{number:02} {text}.xml",
                line=number + 1,
                column=2,
                id=text or None,
                path=f"/{text}",
                document=text,
                hint=text,
                excerpt=text,
            )
            for number, text in enumerate(HOSTILE)
        ],
        sources=[f"{number:02} {text}.xml" for number, text in enumerate(HOSTILE)],
        profile="standard",
    )


@pytest.fixture
def huge():
    """Return a report with more findings than services take: notes first, errors last."""
    notes = [finding("small", "a.xml", "PT011", Severity.NOTE, line=number) for number in range(1, 5001)]
    return CheckReport(findings=[*notes, *(finding(line=9000 + n) for n in range(10))], sources=["a.xml"])
