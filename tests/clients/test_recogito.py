"""Web annotations as Recogito's text annotator shows them in Chromium."""

import base64
import json
import os
import re
from pathlib import Path

import pytest

from facts import facts, from_records
from stancebank.export import export

CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=5000",
    "--dump-dom",
]


@pytest.fixture
def shown(tmp_path, printed):
    """Return what the annotator shows of each annotation, and the annotations as it writes them."""

    def load(text, source, items):
        script = Path(os.environ["NODE_PATH"], "@recogito", "text-annotator", "dist", "text-annotator.umd.js")
        (tmp_path / "annotator.js").write_bytes(script.read_bytes())
        (tmp_path / "page.html").write_bytes(Path(__file__).with_name("recogito.html").read_bytes())
        values = ", ".join(
            f"{name} = {json.dumps(value)}" for name, value in zip("TSI", (text, source, items), strict=True)
        )
        (tmp_path / "annotations.js").write_text(f"const {values};", encoding="utf-8")
        page = printed(
            *CHROMIUM, f"--user-data-dir={tmp_path / 'profile'}", (tmp_path / "page.html").as_uri(), is_json=False
        )
        (found,) = re.findall(r'<output id="told">([^<]+)</output>', page)
        return json.loads(base64.b64decode(found))

    return load


def from_bodies(document, kept, shown):
    """Return the records in annotations, with the words that were shown."""
    told = {"document": document, "quotations": [], "topics": [], "stances": []}
    for one in kept:
        (body,) = one["body"]
        key = one["id"].rpartition(":")[2]
        if body["kind"] == "quotation":
            told["quotations"].append({"id": key, "pieces": shown[one["id"]], "speakers": body.get("speaker", [])})
        elif body["kind"] == "topic":
            told["topics"] += [{"category": name, "targets": body.get("about", [])} for name in body["topic"]]
        elif body["kind"] == "stance":
            told["stances"].append(body | {"target": body.get("stanceTarget")})
    return told


def test_recogito_shows_the_annotations(articles, tmp_path, shown):
    """Every record with a place is shown over its words, keeps what it says, and is written with the same places."""
    export("web-annotation", articles, tmp_path / "out", {"offsets": "utf16"})
    for article in articles:
        document = article.document
        page = json.loads((tmp_path / "out" / f"{document.id}.jsonld").read_text(encoding="utf-8"))
        loaded = shown(
            (tmp_path / "out" / f"{document.id}.txt").read_bytes().decode(), f"{document.id}.txt", page["items"]
        )
        placed = [one for one in page["items"] if one["target"][0]["selector"]]
        assert {one["id"]: one["body"] for one in loaded["kept"]} == {one["id"]: one["body"] for one in placed}
        assert loaded["shown"] == {
            one["id"]: [target["selector"][0]["exact"] for target in one["target"]] for one in placed
        }
        assert positions(loaded["kept"]) == positions(placed)
        rest = [one for one in page["items"] if not one["target"][0]["selector"]]
        assert from_records(from_bodies(document.id, loaded["kept"] + rest, loaded["shown"])) == facts(article)


def positions(items):
    """Return where each annotation stands."""
    return {
        one["id"]: [
            (selector["start"], selector["end"])
            for target in one["target"]
            for selector in target["selector"]
            if "start" in selector
        ]
        for one in items
    }
