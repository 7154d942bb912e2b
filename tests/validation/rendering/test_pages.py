"""JUnit XML and HTML: they are parsed back, and hold only what they should."""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from stancebank.findings import Finding, Location, Severity
from stancebank.validation import CheckReport, rule
from stancebank.validation.rendering import FORMATS
from stancebank.validation.rendering.characters import shown

ALLOWED = {
    "html": {"lang"},
    "head": set(),
    "meta": {"charset", "http-equiv", "content", "name"},
    "title": set(),
    "style": set(),
    "body": set(),
    "header": {"class"},
    "main": set(),
    "h1": set(),
    "h2": set(),
    "p": {"class"},
    "div": set(),
    "bdi": set(),
    "code": set(),
    "a": {"href"},
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": {"class", "id"},
    "th": {"scope"},
    "td": {"class"},
    "span": {"class"},
    "ul": {"class"},
    "ol": {"class"},
    "li": {"class"},
}
LINK = re.compile(r"#[A-Z]{2}[0-9]{3}")


class Reader(HTMLParser):
    """Collects what is isolated, refuses what is not allowed, and checks that tags are nested."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.isolated, self.metas, self.style = [], [], [], ""

    def handle_starttag(self, tag, attrs):
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        if tag == "a":
            assert LINK.fullmatch(dict(attrs)["href"])
        if tag == "meta":
            self.metas.append(dict(attrs))
            return
        self.open.append(tag)
        if tag == "bdi":
            self.isolated.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "bdi":
            self.isolated[-1] += data
        elif self.open and self.open[-1] == "style":
            self.style += data

    def handle_comment(self, data):
        pytest.fail(f"a comment: {data}")

    def handle_pi(self, data):
        pytest.fail(f"an instruction: {data}")


def read(page):
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("report", ["clean", "mixed", "hostile"])
def test_a_page_holds_only_what_is_allowed(report, request):
    """No element or attribute outside the list, whatever the messages say."""
    read(FORMATS["html"](request.getfixturevalue(report)))


def test_a_page_forbids_everything_but_its_style(mixed):
    """The policy allows the one style sheet by its digest, and nothing from anywhere."""
    reader = read(FORMATS["html"](mixed))
    [policy] = [one["content"] for one in reader.metas if one.get("http-equiv") == "Content-Security-Policy"]
    digest = b64encode(sha256(reader.style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "unsafe" not in policy


def test_what_comes_from_files_is_isolated(hostile):
    """Every message, id, name and hint stands by itself, and says what it said."""
    told = read(FORMATS["html"](hostile)).isolated
    for finding in hostile.findings:
        for text in filter(None, (finding.message, finding.location.id, finding.location.source, finding.hint)):
            assert shown(text) in told


def test_a_page_tells_the_whole_report(mixed):
    """The verdict, the counts, each remedy once, every finding in its file, what was clean."""
    page = FORMATS["html"](mixed)
    assert "<h1>The verdict is invalid</h1>" in page
    assert "5 files checked under the profile standard<" in page
    for told in ("1 fatal", "3 errors", "1 warning", "2 notes"):
        assert f">{told}</li>" in page
    assert '<p class="place">3:7</p>' in page
    assert '<p class="place">41:7</p>' in page
    assert "<code><bdi>ana=&quot;position:oppose&quot;</bdi></code>" in page
    assert "in <bdi>st7</bdi> · mended by --fix</p>" in page
    assert '<bdi>a.xml</bdi> <span class="amounts">2 errors</span>' in page
    assert '<h2>Nothing found</h2>\n<ul class="clean">\n<li><bdi>e.xml</bdi></li>\n</ul>' in page
    assert page.count(escape(rule("ST001").remedy)) == 1
    assert page.count('id="ST001"') == 1
    assert "<bdi>(no name)</bdi>" in page


def test_a_rule_of_the_library_says_its_remedy_once():
    """A finding whose hint is that of its rule does not repeat it."""
    row = rule("ST001")
    one = Finding(code=row.code, severity=row.severity, message="no holder", hint=row.remedy)
    page = FORMATS["html"](CheckReport(findings=[one, one], sources=["a.xml"]))
    assert page.count(escape(row.remedy)) == 1


def test_a_page_without_findings_has_no_tables(clean):
    """Where there is nothing to tell, nothing is told; and a nameless input is called so."""
    page = FORMATS["html"](clean)
    assert "<table" not in page
    assert "<bdi>(no name)</bdi>" in FORMATS["html"](CheckReport(sources=[""]))


def junit(report):
    return etree.fromstring(FORMATS["junit"](report).encode("utf-8"))


def test_a_file_is_a_test(mixed):
    """Every input has a suite with one test, whose outcome is the verdict on the file."""
    root = junit(mixed)
    assert dict(root.attrib) == {"name": "stancebank", "tests": "6", "failures": "2", "errors": "1"}
    outcomes = {suite.get("name"): [child.tag for child in suite[0]] for suite in root}
    assert outcomes == {
        "dir/b.xml": ["failure"],
        "a.xml": ["failure"],
        "c.xml": ["system-out"],
        "d.xml": ["error"],
        "e.xml": [],
        "(no name)": ["system-out"],
    }
    for suite in root:
        assert len(suite) == int(suite.get("tests")) == 1
        assert suite.get("skipped") == "0"
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors")) == len(suite.findall("testcase/error"))


def test_a_failure_tells_all_findings_of_the_file(mixed):
    """How many of each severity, the code of the worst, then each with its remedy."""
    failure = junit(mixed).find("testsuite[@name='a.xml']/testcase/failure")
    assert failure.get("message") == "2 errors"
    assert failure.get("type") == "ST001"
    assert failure.text.splitlines()[:3] == [
        "a.xml:41:7#st7: error ST001: the stance has no holder",
        '    | ana="position:oppose"',
        "    = add a holder",
    ]


def test_junit_carries_hostile_messages(hostile):
    """Whatever a message holds, the XML is well-formed and says it."""
    root = junit(hostile)
    assert len(root) == len(hostile.findings)
    bodies = {suite.get("name"): suite.findtext("testcase/failure") for suite in root}
    for finding in hostile.findings:
        assert shown(finding.message) in bodies[shown(finding.location.source)]
    assert set(re.findall(r"<(\w+)", FORMATS["junit"](hostile))) == {"testsuites", "testsuite", "testcase", "failure"}


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_stays_text(message, source):
    """Whatever is told, a page holds nothing but what is allowed, and the XML is well-formed."""
    finding = Finding(code="ST001", severity=Severity.ERROR, message=message, location=Location(source=source))
    report = CheckReport(findings=[finding], sources=[source])
    assert shown(message) in read(FORMATS["html"](report)).isolated
    [suite] = junit(report)
    assert suite.get("name") == (shown(source) or "(no name)")
    assert shown(message) in suite.findtext("testcase/failure")
