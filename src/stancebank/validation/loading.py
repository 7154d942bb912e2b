"""Rules on bytes, grammar and the run itself: what other parts report, and names of files."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.validation.rule import Hit, Rule, Scope, Subject

__all__ = ["LOADING"]

_LONGEST: Final = 200
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}
)
_FORBIDDEN: Final = frozenset('\\/:*?"<>|')


def unportable_name(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for the id of a document, or the name of a file, that not every system can store."""
    index = subject.index
    if index.root == "TEI" and index.root_id and (fault := _name_fault(index.root_id)):
        yield Hit(f"the document's id {index.root_id!r} {fault}", index.root_id, line=index.root_line)
    elif subject.path is not None and (fault := _name_fault(subject.path.name)):
        yield Hit(f"the file name {subject.path.name!r} {fault}", index.root_id, line=index.root_line)


def _name_fault(name: str) -> str | None:
    if name.partition(".")[0].lower() in _RESERVED:
        return "is reserved on Windows"
    if name.endswith((".", " ")):
        return "ends in a full stop or a space"
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST:
        return f"has more than {_LONGEST} bytes"
    if any(character in _FORBIDDEN or ord(character) < ord(" ") for character in name):
        return "holds a character that file systems refuse"
    return None


def foreign_inclusion(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each inclusion that leaves the folder of the file, or includes the file itself."""
    index = subject.index
    for inclusion in index.inclusions:
        href = inclusion.href
        fault = None
        if ":" in href or href.startswith(("/", "\\")):
            fault = "is not an address relative to the file"
        elif ".." in href.replace("\\", "/").split("/"):
            fault = "leaves the folder of the file"
        elif not href or (subject.path is not None and href == subject.path.name):
            fault = "is the file itself"
        if fault:
            yield Hit(f"the included {href!r} {fault}", index.root_id, line=inclusion.line, value=href)


def _fatal(code: str, summary: str, why: str, remedy: str, bad: str, good: str) -> Rule:
    return Rule(
        code=code,
        level=0,
        severity=Severity.FATAL,
        summary=summary,
        why=why,
        remedy=remedy,
        bad=bad,
        good=good,
        scope=Scope.RUN,
    )


def _run(code: str, severity: Severity, summary: str, why: str, remedy: str) -> Rule:
    return Rule(
        code=code,
        level=0,
        severity=severity,
        summary=summary,
        why=why,
        remedy=remedy,
        bad="the report is undetermined: it cannot say that the files are valid",
        good="everything that was asked for was checked",
        scope=Scope.RUN,
    )


LOADING: Final = (
    _fatal(
        "WF001",
        "the file is not well-formed XML",
        "Nothing else can be known of a file that no parser can read.",
        "Go to the line; look for a tag that is not closed, a stray & or <, or a quotation mark that is missing.",
        "in lines.</head>",
        "in lines.</p>",
    ),
    _fatal(
        "WF002",
        "the file is not UTF-8, or says that it is something else",
        "Parsers guess encodings differently, so the same bytes would be different texts.",
        "Save the file as UTF-8, and declare no other encoding.",
        '<?xml version="1.0" encoding="iso-8859-1"?>',
        "<?xml version=\"1.0\" encoding='utf-8'?>",
    ),
    _fatal(
        "WF004",
        "the XML version is not 1.0",
        "The parser reads XML 1.1 by the rules of 1.0 and accepts what it should refuse.",
        "Declare version 1.0; hardly any file needs 1.1.",
        '<?xml version="1.1" encoding="UTF-8"?>',
        '<?xml version="1.0" encoding="UTF-8"?>',
    ),
    _fatal(
        "WF005",
        "the file holds a character that XML cannot carry",
        "Control characters are left over from conversions; some tools drop them without a word.",
        "Remove the character, or replace it by what was meant.",
        "a form feed, U+000C, between two words of a paragraph",
        "a space between the two words",
    ),
    _fatal(
        "WF006",
        "the root element is not TEI, teiCorpus or a registry in the TEI namespace",
        "Without the namespace no tool recognises TEI, however much it looks like it.",
        'Declare the namespace on the root: xmlns="http://www.tei-c.org/ns/1.0".',
        '<TEI xml:id="pier" xml:lang="en">',
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="pier" xml:lang="en">',
    ),
    _fatal(
        "WF012",
        "a limit of size or depth is passed",
        "Files without bounds make a program run out of memory; no news article needs them.",
        "Split the file, or raise the limit if the file is meant to be so large.",
        "three hundred elements inside each other",
        "as many elements side by side",
    ),
    _fatal(
        "SE001",
        "the file has a DOCTYPE",
        "A DOCTYPE can read other files, blow up memory, and change attributes and text silently.",
        "Remove the DOCTYPE; write characters instead of entities.",
        "<!DOCTYPE TEI>",
        "no DOCTYPE; one that is only named in a comment is none",
    ),
    _fatal(
        "SE002",
        "an entity is used that XML does not know",
        "Without a DOCTYPE the entity stands for nothing, and its name would end up in the text.",
        "Write the character itself, for instance é for &eacute;.",
        "Caf&eacute;s wait",
        "Boats &amp; men wait",
    ),
    _fatal(
        "SE009",
        "the file is compressed",
        "Some parsers unpack silently, without any limit to what comes out.",
        "Unpack the file first.",
        "gzip bytes in a file that is called pier.xml",
        "the unpacked file",
    ),
    Rule(
        code="SE003",
        level=0,
        severity=Severity.ERROR,
        summary="an inclusion leaves the folder of the corpus",
        why="An inclusion can read any file of the machine; what a corpus includes must lie beside or below it.",
        remedy="Include by a relative address without '..' and without a scheme.",
        bad='<xi:include href="../elsewhere/listPerson.xml"/>',
        good='<xi:include href="listPerson.xml"/>',
        check=foreign_inclusion,
        scope=Scope.FILE,
    ),
    Rule(
        code="SE006",
        level=0,
        severity=Severity.ERROR,
        summary="the document's id or the file's name cannot be stored everywhere",
        why="Exports name files after ids; on some systems certain names cannot exist or lead elsewhere.",
        remedy="Rename it: letters, digits, hyphens, full stops inside, and no name of a device.",
        bad="a document called aux, or one whose id ends in a full stop",
        good="a document called auxiliary",
        check=unportable_name,
        scope=Scope.FILE,
    ),
    Rule(
        code="SC001",
        level=1,
        severity=Severity.ERROR,
        summary="the file breaks the grammar",
        why="The grammar is the contract between those who write documents and the tools that read them.",
        remedy="The finding names what is wrong and what is allowed there.",
        bad="<blink>Boats wait.</blink>",
        good='<hi rend="italic">Boats wait.</hi>',
        scope=Scope.RUN,
    ),
    _run(
        "RT001",
        Severity.ERROR,
        "the file cannot be read",
        "What was not read was not checked.",
        "Look whether the file exists and whether you may read it.",
    ),
    _run(
        "RT002",
        Severity.ERROR,
        "a limit of time or memory was reached",
        "What was not reached was not checked.",
        "Check the file on its own, or raise the limit.",
    ),
    _run(
        "RT003",
        Severity.ERROR,
        "a rule failed",
        "A rule that breaks off says nothing; the other rules have run.",
        "This is a fault of the rule, not of the file: please report it with the file.",
    ),
    _run(
        "RT004",
        Severity.NOTE,
        "some rules did not run",
        "A report must not say more than was checked.",
        "Mend what the other findings name, or check the file where its registries and its seed are; then run again.",
    ),
    _run(
        "RT005",
        Severity.NOTE,
        "the output is capped",
        "Some readers of reports refuse large ones; what is not shown must at least be counted.",
        "Ask for the text or the JSON report, which show everything.",
    ),
    _run(
        "RT006",
        Severity.WARNING,
        "a suppression lets nothing pass, or has expired",
        "What it was for is mended, or has moved; left standing, it may hide a fault that comes later.",
        "Take the suppression out, or look where its finding has gone.",
    ),
    _run(
        "RT007",
        Severity.ERROR,
        "the settings name a rule that does not exist",
        "What was to be selected or let pass is not: the report is not the one that was asked for.",
        "Correct the code; stancebank explain lists all rules.",
    ),
    _run(
        "RT008",
        Severity.WARNING,
        "the settings are not those of the baseline",
        "What seems new may only be looked for now, and what seems mended may no longer be looked for.",
        "Write the baseline anew under the present settings, or go back to those that it was written under.",
    ),
)
