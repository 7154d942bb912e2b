"""CSV, Markdown and workflow commands: what is told can be read back, and nothing else."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebank.findings import Finding, Location, Severity
from stancebank.validation import CheckReport
from stancebank.validation.rendering import FORMATS, csv_table, fingerprints, markdown


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def encodable(text):
    return text.replace("\udce9", "\\udce9").replace("\ud83d", "\\ud83d")


def test_csv_is_read_back(mixed):
    """One row a finding, all fields."""
    told = rows(FORMATS["csv"](mixed))
    assert [one["code"] for one in told] == [one.code for one in mixed.findings]
    assert tuple(one["fingerprint"] for one in told) == fingerprints(mixed.findings)
    fatal = next(one for one in told if one["code"] == "WF001")
    assert fatal | {"fingerprint": ""} == {
        "code": "WF001",
        "severity": "fatal",
        "message": "the tag is not closed",
        "source": "dir/b.xml",
        "id": "",
        "line": "3",
        "column": "7",
        "hint": "",
        "fingerprint": "",
        "path": "",
        "document": "",
        "excerpt": "",
        "fix": "",
    }
    exact = next(one for one in told if one["line"] == "41")
    assert (exact["column"], exact["path"]) == ("7", "/TEI/standOff[1]/annotation[7]/@ana")
    assert (exact["document"], exact["excerpt"], exact["fix"]) == ("a", 'ana="position:oppose"', "safe")


def test_csv_is_safe_for_spreadsheets(hostile):
    """No text begins as a formula does; the apostrophe before it is all that is added."""
    for told, finding in zip(rows(FORMATS["csv"](hostile)), hostile.findings, strict=True):
        for cell in told.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"))
        assert told["message"].removeprefix("'") == encodable(finding.message)
        assert told["hint"] == told["message"]
        assert told["line"] == str(finding.location.line)


def test_csv_can_be_left_alone(hostile):
    """Whoever wants the texts themselves gets them, quoted."""
    told = csv_table.render(hostile, spreadsheet_safe=False)
    for row, finding in zip(rows(told), hostile.findings, strict=True):
        assert row["message"] == encodable(finding.message)
        assert row["source"] == encodable(finding.location.source)


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def parsed(line):
    """Read a workflow command as the runner does."""
    name, properties, data = COMMAND.fullmatch(line).groups()
    pairs = dict(one.split("=", 1) for one in properties.split(","))
    return name, {key: unescaped(value) for key, value in pairs.items()}, unescaped(data)


def unescaped(text):
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_workflow_commands_are_read_back(mixed):
    """One command a finding, with its place as far as it is known, then a line that is no command."""
    *commands, last = FORMATS["github"](mixed).split("\n")[:-1]
    told = [parsed(line) for line in commands]
    assert (
        "error",
        {"file": "a.xml", "line": "41", "col": "7", "title": "ST001 st7"},
        'the stance has no holder\nana="position:oppose"\nadd a holder',
    ) in told
    fatal = {"file": "dir/b.xml", "line": "3", "col": "7", "title": "WF001"}
    assert ("error", fatal, "the tag is not closed") in told
    assert ("warning", {"file": "c.xml", "title": "SP009 lind"}, "the voice is named twice") in told
    assert ("notice", {"title": "XX001"}, "a rule of others objects") in told
    assert last.endswith("1 fatal, 3 errors, 1 warning, 2 notes; the verdict is invalid")


def test_no_message_becomes_a_command(hostile):
    """As many commands as findings; what was escaped before stays as it was."""
    *commands, _ = FORMATS["github"](hostile).split("\n")[:-1]
    assert len(commands) == len(hostile.findings)
    told = [parsed(line) for line in commands]
    for (name, properties, data), finding in zip(told, hostile.findings, strict=True):
        assert name == "error"
        assert set(properties) == {"file", "line", "col", "title"}
        if finding.message.isprintable() or "\n" in finding.message:
            assert data == "\n".join([finding.message] * 3)
            assert properties["file"] == finding.location.source


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126) | st.sampled_from("\r\n%:,"), min_size=1))
def test_any_text_comes_back_from_a_command(text):
    """Escaping loses nothing, and adds no line."""
    finding = Finding(code="ST001", severity=Severity.NOTE, message=text, location=Location(source=text))
    [command, _] = FORMATS["github"](CheckReport(findings=[finding])).split("\n")[:-1]
    assert parsed(command) == ("notice", {"file": text, "title": "ST001"}, text)


@given(st.text())
def test_any_text_comes_back_from_csv(text):
    """A cell holds the message, and after an apostrophe if need be."""
    finding = Finding(code="ST001", severity=Severity.NOTE, message=text)
    [row] = rows(FORMATS["csv"](CheckReport(findings=[finding])))
    assert row["message"] in {text, f"'{text}"}
    assert not row["message"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def html_of(text):
    markdown_it = pytest.importorskip("markdown_it", reason="needs markdown-it-py, which reads Markdown")
    return markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


def test_markdown_is_a_table(mixed):
    """The verdict, a row a finding, each remedy once."""
    told = FORMATS["markdown"](mixed)
    assert told.startswith("## stancebank: invalid\n")
    assert '| a.xml:41:7#st7 | **error** | ST001 | the stance has no holder · ana="position:oppose" |' in told
    assert "| c.xml:9#lind | note | PT011 | nothing points at this voice |" in told
    assert told.count("- ST001: add a holder\n") == 1
    assert "not told" not in told


def test_markdown_is_text_in_every_cell(hostile):
    """No cell, element, link or mention comes of a message."""
    told = FORMATS["markdown"](hostile)
    table = [line for line in told.splitlines() if line.startswith("|")]
    assert len(table) == len(hostile.findings) + 2
    for line in table:
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 5
    assert not re.search(r"(?<!\\)(?:`|://)|@\w|#\d", told)
    assert not re.search(r"<(?!!-- -->)", told)


def test_markdown_says_what_the_messages_say(hostile):
    """Read by a reader of Markdown, it holds rows, cells and emphasis, and the messages as text."""
    page = html_of(FORMATS["markdown"](hostile))
    known = {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "strong", "ul", "li"}
    assert set(re.findall(r"<(\w+)", page)) <= known
    assert page.count("<tr>") == len(hostile.findings) + 1
    assert "a | b `code` *bold* _slanted_ [link](http://example.org) ![](x) &lt;b&gt;&amp;amp;&lt;/b&gt; \\" in page


def test_markdown_is_never_too_long(make):
    """The least severe findings make way, and their number is told."""
    notes = [make("x" * 500, "a.xml", "PT011", Severity.NOTE, line=number) for number in range(1, 301)]
    told = FORMATS["markdown"](CheckReport(findings=[*notes, make(line=9000)], sources=["a.xml"]))
    assert markdown.LARGEST * 0.9 < len(told) < markdown.LARGEST + 500
    assert "a.xml:9000" in told
    shown = told.count("| PT011 |")
    assert f"\n{300 - shown} findings are not told here.\n" in told
    nothing = FORMATS["markdown"](CheckReport(findings=[make("x" * markdown.LARGEST)], sources=["a.xml"]))
    assert "\n1 finding is not told here.\n" in nothing
