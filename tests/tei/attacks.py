"""Attacks on whoever reads a file: what an attacker sends, and which rule must refuse it, if any.

Run as a program it carries out the attacks that are named, each in the time and the memory that it is given,
and prints what came of each: the child of tests/tei/test_attacks.py.
"""

import gzip
import json
import os
import resource
import sys
import time
from pathlib import Path

NS = "http://www.tei-c.org/ns/1.0"
XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
SECRET = "the-secret-of-this-machine"  # noqa: S105 - what must not be told
MEGABYTES = 150
"""How much an attack may make the memory grow."""


def tei(text="x", *, prolog="", attributes="", outside="", header="", root=""):
    """Return a small document; ``{url}`` stands for an address that listens, ``{secret}`` for a file."""
    body = f"<text><body><div><p xml:id='b'{attributes}>{text}</p>{outside}</div></body></text>"
    return f'{prolog}<TEI xmlns="{NS}" xml:id="d"{root}>{header}{body}</TEI>'


def _entities(*declarations):
    return f"<!DOCTYPE TEI [{' '.join(declarations)}]>"


_LAUGHS = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
_SEED = (
    '<teiHeader><fileDesc><sourceDesc><biblStruct><relatedItem type="seed" target="{}"/></biblStruct></sourceDesc>'
    "</fileDesc></teiHeader>"
)
_PREFIX = (
    '<teiHeader><encodingDesc><listPrefixDef><prefixDef ident="per" matchPattern="(.+)" replacementPattern="{}#$1"/>'
    "</listPrefixDef></encodingDesc></teiHeader>"
)
_FALLBACK = f'<xi:fallback><xi:include {XI} href="{{secret}}" parse="text"/></xi:fallback>'

ATTACKS: dict[str, tuple[str | None, object]] = {
    "external entity, file": ("SE001", tei("&x;", prolog=_entities('<!ENTITY x SYSTEM "file://{secret}">'))),
    "external entity, network": ("SE001", tei("&x;", prolog=_entities('<!ENTITY x SYSTEM "{url}">'))),
    "external entity in an attribute": (
        "SE001",
        tei(attributes=' n="&x;"', prolog=_entities('<!ENTITY x SYSTEM "{secret}">')),
    ),
    "external parameter entity, file": (
        "SE001",
        tei(prolog=_entities('<!ENTITY % x SYSTEM "file://{secret}">', "%x;")),
    ),
    "external parameter entity, network": ("SE001", tei(prolog=_entities('<!ENTITY % x SYSTEM "{url}">', "%x;"))),
    "external DTD, file": ("SE001", tei(prolog='<!DOCTYPE TEI SYSTEM "{secret}">')),
    "external DTD, network": ("SE001", tei(prolog='<!DOCTYPE TEI SYSTEM "{url}">')),
    "public DTD": ("SE001", tei(prolog='<!DOCTYPE TEI PUBLIC "-//TEI//DTD" "{url}">')),
    "unparsed entity and notation": (
        "SE001",
        tei(prolog=_entities('<!NOTATION n SYSTEM "{url}">', '<!ENTITY x SYSTEM "{url}" NDATA n>')),
    ),
    "three texts in one": ("SE001", tei("pre &x; post", prolog=_entities('<!ENTITY x "hello">'))),
    "billion laughs": ("SE001", tei("&l9;", prolog=_entities('<!ENTITY l0 "ha">', *_LAUGHS))),
    "billion laughs in an attribute": (
        "SE001",
        tei(attributes=' n="&l9;"', prolog=_entities('<!ENTITY l0 "ha">', *_LAUGHS)),
    ),
    "entities in a loop": ("SE001", tei("&a;", prolog=_entities('<!ENTITY a "&b;">', '<!ENTITY b "&a;">'))),
    "quadratic, 9 times 1 MB": ("SE001", tei("&a;" * 9, prolog=_entities(f'<!ENTITY a "{"a" * 1_000_000}">'))),
    "default attribute": ("SE001", tei(prolog=_entities('<!ATTLIST p rend CDATA "bold">'))),
    "DOCTYPE after 100,000 comments": ("SE001", tei(prolog="<!-- a -->" * 100_000 + "<!DOCTYPE TEI>")),
    "DOCTYPE in lower case": ("WF001", tei(prolog="<!doctype TEI>")),
    "undefined entity": ("SE002", tei("&x;")),
    "schema location, network": (None, tei(attributes=f' {XSI} xsi:schemaLocation="{NS} {{url}}"')),
    "schema location without a namespace": (None, tei(root=f' {XSI} xsi:noNamespaceSchemaLocation="{{url}}"')),
    "stylesheet, network": (None, tei(prolog='<?xml-stylesheet type="text/xsl" href="{url}"?>')),
    "model, network": (
        None,
        tei(prolog='<?xml-model href="{url}" schematypens="http://relaxng.org/ns/structure/1.0"?>'),
    ),
    "base address, network": (None, tei(root=' xml:base="{url}"', outside=f'<xi:include {XI} href="a.xml"/>')),
    "inclusion, file": (None, tei(outside=f'<xi:include {XI} href="file://{{secret}}" parse="text"/>')),
    "inclusion, traversal": (
        None,
        tei(outside=f'<xi:include {XI} href="../../../../../../../..{{secret}}" parse="text"/>'),
    ),
    "inclusion, network": (None, tei(outside=f'<xi:include {XI} href="{{url}}"/>')),
    "inclusion of itself": (None, tei(outside=f'<xi:include {XI} href=""/>')),
    "inclusion with a fallback": (
        None,
        tei(outside=f'<xi:include {XI} href="no">{_FALLBACK}</xi:include>'),
    ),
    "seed, file": (None, tei(header=_SEED.format("{secret}"))),
    "seed, traversal": (None, tei(header=_SEED.format("../../../../../../../../../..{secret}"))),
    "seed, network": (None, tei(header=_SEED.format("{url}"))),
    "seed, a device without end": (None, tei(header=_SEED.format("../../../../../../../../dev/zero"))),
    "prefix, file": (None, tei(attributes=" who='per:x'", header=_PREFIX.format("{secret}"))),
    "prefix, traversal": (
        None,
        tei(attributes=" who='per:x'", header=_PREFIX.format("../../../../../../../../../..{secret}")),
    ),
    "prefix, network": (None, tei(attributes=" who='per:x'", header=_PREFIX.format("{url}"))),
    "prefix with a slow pattern": (
        None,
        tei(attributes=f" who='per:{'a' * 40}!'", header=_PREFIX.format("x").replace("(.+)", "(a+)+$")),
    ),
    "depth 257": ("WF012", tei("<hi>" * 257 + "x" + "</hi>" * 257)),
    "depth 100,000": ("WF012", tei("<hi>" * 100_000 + "x" + "</hi>" * 100_000)),
    "depth 100,000, never closed": ("WF012", tei("<hi>" * 100_000)),
    "text of 11 MB": ("WF012", tei("a" * 11_000_000)),
    "attribute of 11 MB": ("WF012", tei(attributes=f' n="{"a" * 11_000_000}"')),
    "comment of 11 MB": ("WF012", tei(f"<!--{'a' * 11_000_000}-->")),
    "name of 1 MB": ("WF012", tei(f"<{'a' * 1_000_000}/>")),
    "100,000 attributes": ("WF012", tei(attributes="".join(f' a{n}=""' for n in range(100_000)))),
    "100,000 namespaces": ("WF012", tei(root="".join(f' xmlns:a{n}="urn:{n}"' for n in range(100_000)))),
    "64 MB and a byte": ("WF012", b" " * (64 * 1024 * 1024 + 1)),
    "gzip": ("SE009", gzip.compress(tei().encode())),
    "gzip of 60 MB of nothing": ("SE009", gzip.compress(b"\0" * 60_000_000)),
    "NUL": ("WF005", tei("a\0b")),
    "vertical tab by number": ("WF005", tei("a&#11;b")),
    "NUL by number": ("WF005", tei("a&#0;b")),
    "noncharacter by number": ("WF005", tei("a&#xFFFE;b")),
    "control character": ("WF005", tei("a\x01b")),
    "overlong slash": ("WF002", tei("a@b").encode().replace(b"@", b"\xc0\xaf")),
    "surrogate in bytes": ("WF002", tei("a@b").encode().replace(b"@", b"\xed\xa0\x80")),
    "C1, BOM, noncharacter and bidi in text": (None, tei("a\x85\ufeff\ufdd0\u202eb")),
    "UTF-16 declared as UTF-8": ("WF002", tei(prolog='<?xml version="1.0" encoding="UTF-8"?>').encode("utf-16")),
    "UTF-7, declared": ("WF002", tei("+ADw-script+AD4-", prolog='<?xml version="1.0" encoding="UTF-7"?>')),
    "UTF-7, not declared": (None, tei("+ADw-script+AD4-")),
    "EBCDIC": ("WF002", tei(prolog='<?xml version="1.0" encoding="cp037"?>').encode("cp037")),
    "duplicate ids": (None, tei('<hi xml:id="a">b</hi><hi xml:id="a">c</hi>')),
    "XML 1.1 with a control character": ("WF004", tei("&#1;", prolog='<?xml version="1.1"?>')),
}
"""For each attack, the rule that refuses it, or None where it is harmless and read; and what is sent."""

HEAVY: dict[str, tuple[str | None, object]] = {
    "500,000 ids": (None, tei("".join(f'<hi xml:id="i{n}"/>' for n in range(500_000)))),
}
"""What is large and not refused: it may take longer, and more memory, for it holds that much."""


def main(folder: Path, names: list[str], url: str) -> None:
    """Carry out attacks, and print for each the code it was refused with, the seconds, megabytes, and what was told."""
    from stancebank import load  # noqa: PLC0415 - the limits come first
    from stancebank.errors import RefusedError  # noqa: PLC0415 - likewise
    from stancebank.validation import render_json, validate  # noqa: PLC0415 - likewise

    validate(tei().encode())  # what is compiled once is compiled now
    for name in names:
        _, sent = (ATTACKS | HEAVY)[name]
        place = folder / "d.xml"
        told = (
            sent.replace("{url}", url).replace("{secret}", str(folder / "secret.txt"))
            if isinstance(sent, str)
            else sent
        )
        data = told.encode() if isinstance(told, str) else told
        place.write_bytes(data)
        if child := os.fork():  # each has a memory of its own, whose highest mark is measured
            if os.waitpid(child, 0)[1]:
                sys.exit(f"{name} killed its reader")
            continue
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        code, said = None, ""
        try:
            said = repr(load(place))
        except RefusedError as refused:
            code, said = refused.code, str(refused)
        took = time.process_time() - start
        if name not in HEAVY:
            said += render_json(validate(place))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        sys.stdout.write(json.dumps([name, code, took, grown, SECRET in said]) + "\n")
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    main(Path(sys.argv[1]), json.loads(sys.argv[3]), sys.argv[2])
