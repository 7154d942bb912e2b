"""What is told of each case, word by word: ``findings.jsonl`` has it all, message, hint, place, excerpt and remedy.

``variants.jsonl`` has in short what is told of the same files in other circumstances, ``edits.jsonl`` what is told of
a sound article from which one element or attribute at a time is taken away, or in which it is changed,
``corpora.jsonl`` what the rules on corpora tell of the same edits in the files of a sound corpus, ``forms.jsonl`` the
lines of one report in every form; of SARIF without the rules, which it holds all.

Run as a program, with ``tests`` on the path, it writes the files anew; read the difference before you keep it.
"""

import json
import re
import tempfile
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from lxml import etree

from corpora import CORPORA, build, lind, text, write
from stancebank.validation import RULES, render_json, rule, validate
from stancebank.validation.rendering import FORMATS
from stancebank.validation.rule import Scope
from validation.rendering.conftest import every_severity

HERE = Path(__file__).parent
CASES = HERE / "cases"
FILE = HERE / "findings.jsonl"
VARIANTS = HERE / "variants.jsonl"
FORMS = HERE / "forms.jsonl"
EDITS = HERE / "edits.jsonl"
WHOLES = HERE / "corpora.jsonl"
ARTICLE = HERE / "data/corpus/articles/harbour-2024-03-05.xml"
ON_CORPORA = [row.code for row in RULES if row.scope is Scope.CORPUS]


def told(report, folder):
    """Return the findings of *report* as the JSON form has them, with the names of files as seen from *folder*."""
    findings = json.loads(render_json(report))["findings"]
    return [{**one, "source": Path(one["source"]).relative_to(folder).as_posix()} for one in findings]


@cache
def recorded(file=FILE):
    """Return, by the name of a case, what has to be told of it."""
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {one["case"]: one["findings"] for one in lines}


def _in_short(report):
    """Return a line for each finding: with the column, the hint where it is not the remedy of the rule, and the fix."""
    return [
        f"{one} (column {one.location.column})"
        + (f"; {one.hint}" if one.hint != rule(one.code).remedy else "")
        + (f"; {one.fix.kind}: {[(edit.start, edit.end, edit.text) for edit in one.fix.edits]}" if one.fix else "")
        for one in report.findings
    ]


def _spoilt(data, ids):
    """Return *data* with an attribute that the grammar does not know on the elements that bear *ids*."""
    for one in ids:
        data = re.sub(rb'(<\w+ [^<>]*xml:id="' + re.escape(one.encode()) + rb'")', rb'\1 colour="red"', data)
    return data


def varied(path):
    """Return what is told of a file that breaks a rule, in other circumstances.

    As bytes without a place; with a fault of the grammar at the same element, which must not hide what is wrong, nor
    let what is missing be told twice; and as a draft and for a release.
    """
    data = path.read_bytes()
    ids = {one["id"] for one in recorded()[path.relative_to(CASES).as_posix()]} - {None}
    return {
        "bytes": _in_short(validate(data)),
        "broken": _in_short(validate(_spoilt(data, sorted(ids)), source="x.xml", folder=path.parent)),
        "draft": _in_short(validate(data, source="x.xml", folder=path.parent, profile="draft")),
        "release": _in_short(validate(data, source="x.xml", folder=path.parent, profile="release")),
    }


def _all():
    for path in sorted(CASES.glob("*/fail-*.xml")):
        yield path.relative_to(CASES).as_posix(), told(validate(path), CASES)
    for key, change in CORPORA.items():
        if key[1] == "fail":
            with tempfile.TemporaryDirectory() as place:
                folder = build(Path(place) / "harbour")
                change(folder)
                yield "-".join(key), told(validate(folder, profile="release", select=ON_CORPORA), folder)


def edited(name):
    """Return what is told of the article after each edit of the first elements with a name, and of their attributes."""
    data = ARTICLE.read_bytes()
    found = {}
    for number, element in enumerate(_elements(data, name)[:_MOST]):
        for label, change in _changes(element):
            fresh = _elements(data, name)[number]
            root = fresh.getroottree()
            change(fresh)
            report = validate(etree.tostring(root), source="x.xml", folder=ARTICLE.parent, profile="release")
            found[f"{number} {label}"] = _in_short(report)
    return found


def edited_corpus(name):
    """Return what the rules on corpora tell after each edit of a file of the sound corpus, where they tell anything."""
    found = {}
    with tempfile.TemporaryDirectory() as place:
        folder = _shared(Path(place) / "harbour")
        path = folder / name
        data = path.read_bytes()
        for number, element in enumerate(_elements(data, "*")):
            for label, change in (*_changes(element), *_wordings(element)):
                fresh = _elements(data, "*")[number]
                root = fresh.getroottree()
                if fresh is root.getroot() and change is _taken:
                    continue
                change(fresh)
                path.write_bytes(etree.tostring(root))
                lines = _in_short(validate(folder, profile="release", select=ON_CORPORA))
                if lines:
                    of = etree.QName(fresh).localname
                    found[f"{number} {of} {label}"] = [line.replace(f"{folder}/", "") for line in lines]
    return found


def _changes(element):
    yield "gone", _taken
    for key, value in element.items():
        label = etree.QName(key).localname
        yield f"{label} gone", partial(_set, key, None)
        yield f"{label} empty", partial(_set, key, "")
        yield f"{label} twice", partial(_set, key, f"{value} {value}")
        yield f"{label} other", partial(_set, key, _other(value))


def _wordings(element):
    if (element.text or "").strip():
        yield "text gone", lambda fresh: setattr(fresh, "text", None)
        yield "text other", lambda fresh: setattr(fresh, "text", _other(fresh.text))


def _shared(folder):
    """Return the folder of a sound corpus in which articles share voices, an entry and a taxonomy."""
    build(folder)
    voice = {"same_as": None, "identifiers": ["https://example.org/7"]}
    write(folder, "pier", text("pier"), lind(identifiers=["https://www.wikidata.org/wiki/Q1"]))
    for name in ("quay", "ferry"):
        write(folder, name, text(name), lind("Eva Holm", of=name, **voice))
    CORPORA["CO004", "pass", "same-copy"](folder)
    return folder


PARTS = ("corpus.xml", "registry/people.xml", "taxonomies/issues.xml", "articles/pier.xml", "articles/quay.xml")
"""The files of the sound corpus that are edited."""

_MOST = 6


def _other(value):
    """Return another value of the same kind: an earlier date, a number, or two of which the second is misspelt."""
    if value[:1].isdigit():
        return "2023-01-01" if value[0] == "2" else "7"
    return f"#harbour-2024-03-05.b3 {value}x" if value[:1] == "#" else f"{value}x"


def names():
    """Return the names of the elements of the article, but that of its root, each once."""
    root = etree.fromstring(ARTICLE.read_bytes())
    return list(dict.fromkeys(etree.QName(one).localname for one in root.iterdescendants(etree.Element)))


def _elements(data, name):
    return list(etree.fromstring(data).iter(f"{{*}}{name}"))


def _taken(element):
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _set(key, value, element):
    if value is None:
        del element.attrib[key]
    else:
        element.set(key, value)


def rendered(name):
    """Return the lines of a report with every severity in a form, whatever the version."""
    told = FORMATS[name](every_severity()).replace(f'"{version("stancebank")}"', '"VERSION"')
    if name == "sarif":
        log = json.loads(told)
        del log["runs"][0]["tool"]["driver"]["rules"]
        told = json.dumps(log, ensure_ascii=False, indent=2)
    return told.splitlines()


def _write(file, cases):
    lines = [json.dumps({"case": name, "findings": found}, ensure_ascii=False) for name, found in cases]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    _write(FILE, _all())
    _write(VARIANTS, ((one.relative_to(CASES).as_posix(), varied(one)) for one in sorted(CASES.glob("*/fail-*.xml"))))
    _write(FORMS, ((name, rendered(name)) for name in FORMATS))
    _write(EDITS, ((one, edited(one)) for one in names()))
    _write(WHOLES, ((one, edited_corpus(one)) for one in PARTS))
