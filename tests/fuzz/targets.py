"""Entry points for fuzzing: each takes bytes, and may raise nothing but what the library raises on purpose.

A target is a function of bytes; `seeds` returns what it starts from.
"""

import io
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from stancebank import Document, StancebankError, dumps, loads, validate
from stancebank.corpus.reach import is_within_reach
from stancebank.export import exported
from stancebank.importing import InputFile, imported
from stancebank.schema import check_grammar
from stancebank.tei import load, parse, read
from stancebank.tei.including import read_corpus_root
from stancebank.tei.index import index
from stancebank.tei.pointers import Blocks, parse_range, read_reference, tokens
from stancebank.validation.baseline import read_baseline
from stancebank.validation.configuration import read_configuration
from stancebank.validation.rendering import FORMATS

_ROOT = Path(__file__).parents[2]
_TEI = sorted((_ROOT / "tests").glob("**/data/**/*.xml")) + sorted((_ROOT / "corpus").rglob("*.xml"))
_DRAFT = _ROOT / "tests" / "export" / "data" / "pier-2024.xml"
_IMPORTS = {"brat": {}, "catma": {}, "inception": {"cas": "json"}, "web-annotation": {}}
_FILE, _NAME = b"\x1d", b"\x1e"
_CASES = sorted((_ROOT / "tests" / "validation" / "cases").rglob("*.xml"))


def loader(data: bytes) -> None:
    """Read a document; whatever was read can be written, and read again as the same."""
    try:
        document = loads(data)
    except StancebankError:
        return
    for profile in ("hybrid", "standoff", "plain"):
        try:
            written = dumps(document, profile=profile)
        except ValueError:  # what cannot be written is named; see Document
            continue
        again = loads(written)
        if dumps(again, profile=profile) != written:
            msg = f"the profile {profile} is no fixed point"
            raise AssertionError(msg)


def stream(data: bytes) -> None:
    """Read a document from a stream, and a corpus root from bytes."""
    with suppress(StancebankError):
        load(io.BytesIO(data))
    with suppress(StancebankError):
        read_corpus_root(data)


def tree(data: bytes) -> None:
    """Index a tree, read it and judge its grammar, whatever its root is."""
    with suppress(StancebankError):
        root = parse(data, registry=True)
        index(root)
        check_grammar(root)
        read(root)


def validation(data: bytes) -> None:
    """Check bytes: the report never says that a rule failed."""
    report = validate(data, source="a.xml")
    failed = [finding.message for finding in report.findings if finding.code == "RT003"]
    if failed:
        raise AssertionError(failed[0])


def pointers(data: bytes) -> None:
    """Read pointers, and what they may name."""
    told = data.decode("utf-8", "surrogateescape")
    document = Document.from_blocks("d", [("headline", "Pier delayed"), ("paragraph", "It rains.")])
    blocks = Blocks(document.segments)
    for token in tokens(told):
        read_reference(token)
        parse_range(token)
        is_within_reach(token)
        for span in blocks.read(token) or ():
            if blocks.read(blocks.write(span)) != (span,):
                msg = f"{token!r} is not read back"
                raise AssertionError(msg)


def reports(data: bytes) -> None:
    """Render what was found in bytes in every form."""
    report = validate(data, source=data[:20].decode("utf-8", "replace"))
    for form, render in FORMATS.items():
        told = render(report)
        told.encode()
        if form == "json":
            json.loads(told)


def configuration(data: bytes) -> None:
    """Read settings, and a baseline."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "stancebank.toml")
        place.write_bytes(data)
        with suppress(StancebankError):
            read_configuration(place)
    with suppress(StancebankError):
        read_baseline(data, "baseline.json")


def importers(data: bytes) -> None:
    """Bring files back: a format, then for each file its name and its bytes, parted as `_exports` does."""
    form, *parts = data.split(_FILE)
    named = (part.partition(_NAME) for part in parts)
    files = [InputFile(name=name.decode("utf-8", "replace"), data=body) for name, _, body in named]
    document = load(_DRAFT)
    for known in ({document.id: document}, {}):
        with suppress(StancebankError):
            for one in imported(form.decode("utf-8", "replace"), files, known, "Kim Example"):
                dumps(one.document)


def _exports() -> list[bytes]:
    made: list[bytes] = []
    for form, choices in _IMPORTS.items():
        files = exported(form, [load(_DRAFT)], choices)[0]
        parts = (file.path.encode() + _NAME + file.data for file in files)
        made.append(_FILE.join([form.encode(), *parts]))
    return made


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (loader, stream, tree, validation, pointers, reports, configuration, importers)
}
"""What is fuzzed, by name."""


def seeds(name: str) -> list[bytes]:
    """Return what a target starts from."""
    if name == "importers":
        return _exports()
    return [] if name in {"pointers", "configuration"} else [path.read_bytes() for path in (*_TEI, *_CASES[::7])]
