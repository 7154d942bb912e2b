"""What is told of each case, word by word: ``findings.jsonl`` has it all, message, hint, place, excerpt and remedy.

Run as a program, with ``tests`` on the path, it writes the file anew; read the difference before you keep it.
"""

import json
import tempfile
from pathlib import Path

from corpora import CORPORA, build
from stancebank.validation import RULES, render_json, validate
from stancebank.validation.rule import Scope

HERE = Path(__file__).parent
CASES = HERE / "cases"
FILE = HERE / "findings.jsonl"
ON_CORPORA = [row.code for row in RULES if row.scope is Scope.CORPUS]


def told(report, folder):
    """Return the findings of *report* as the JSON form has them, with the names of files as seen from *folder*."""
    findings = json.loads(render_json(report))["findings"]
    return [{**one, "source": Path(one["source"]).relative_to(folder).as_posix()} for one in findings]


def recorded():
    """Return, by the name of a case, what has to be told of it."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return {one.pop("case"): one["findings"] for one in map(json.loads, lines)}


def _all():
    for path in sorted(CASES.glob("*/fail-*.xml")):
        yield path.relative_to(CASES).as_posix(), told(validate(path), CASES)
    for key, change in CORPORA.items():
        if key[1] == "fail":
            with tempfile.TemporaryDirectory() as place:
                folder = build(Path(place) / "harbour")
                change(folder)
                yield "-".join(key), told(validate(folder, profile="release", select=ON_CORPORA), folder)


if __name__ == "__main__":
    lines = [json.dumps({"case": name, "findings": found}, ensure_ascii=False) for name, found in _all()]
    FILE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
