"""Documents that are well-formed and hostile: much of one thing, so that work in the square of it shows."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from stancebank import Document, Layer, Quotation, dumps, loads
from stancebank.cli.summary import Summary
from stancebank.corpus import Registry
from stancebank.validation import validate
from stancebank.validation.rendering import FORMATS

_WORDS = "The harbour council delays the new pier. "


def _skeleton() -> str:
    layer = Layer(id="d.l", annotator=None, quotations=[Quotation(id="q0", content=[])])
    document = Document.from_blocks("d", [("headline", "Pier delayed"), ("paragraph", "@text@")], language="en")
    return dumps(document.with_layer(layer)).decode()


def _document(*, text="x", records="", spans="", voices="", header="", blocks="", root="", relations="", classes=""):
    written = _skeleton()
    lists = f'<listPerson type="voices"><person xml:id="v"><persName type="full">Ada Lind</persName></person>{voices}'
    lists += f"<listRelation>{relations}</listRelation></listPerson>" if relations else "</listPerson>"
    group = f'<spanGrp type="inline">{spans}</spanGrp>' if spans else ""
    for old, new in (
        ("@text@", text),
        ("</p>\n", f"</p>{blocks}\n"),
        (
            "</teiHeader>",
            (
                f'<profileDesc><creation><date when="2024-03-05"/></creation><langUsage>{header}</langUsage>'
                f"<particDesc>{lists}</particDesc>{classes}</profileDesc></teiHeader>"
            ),
        ),
        ("</listAnnotation>", f"{records}</listAnnotation>{group}"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"', f'<TEI xmlns="http://www.tei-c.org/ns/1.0"{root}'),
    ):
        written = written.replace(old, new, 1)
    return written.encode()


def _text(size):
    return (_WORDS * (size // len(_WORDS) + 1))[:size]


def _record(number, target, kind="linking", ana="mode:indirect", roles=(("speaker", "#v"),), more=""):
    held = "".join(f'<ptr type="{role}" target="{pointer}"/>' for role, pointer in roles)
    return f'<annotation xml:id="r{number}" motivation="{kind}" target="{target}" ana="{ana}">{held}{more}</annotation>'


def _range(start, length):
    return f"#string-range(d.b2,{start},{length})"


def _stances(size, spread):
    roles = (("holder", "#v"), ("stanceTarget", "#v"))
    return "".join(
        _record(n, _range(n * spread, 40), "assessing", f"position:{('support', 'oppose')[n % 2]}", roles)
        for n in range(size)
    )


def _said(size, *, ids):
    return "".join(
        f'<said{f" xml:id={chr(34)}s{n}{chr(34)}" if ids else ""} who="#v">word</said> ' for n in range(size)
    )


CASES: dict[str, Callable[[int], bytes]] = {
    "ids in one block": lambda n: _document(text="".join(f'<hi xml:id="i{k}">a</hi>' for k in range(n))),
    "one id for all": lambda n: _document(text='<hi xml:id="i">a</hi>' * n),
    "a long paragraph": lambda n: _document(text=_text(500 * n)),
    "crossing mentions": lambda n: _document(
        text=_text(n + 50),
        spans="".join(
            f'<span target="{_range(k, 20)}" type="rs"><fs type="rs"><f name="type"><string>person</string></f>'
            f'<f name="ref"><string>#v</string></f></fs></span>'
            for k in range(n)
        ),
    ),
    "mentions": lambda n: _document(text='<persName ref="#v">Ada</persName> ' * n),
    "overlapping quotations": lambda n: _document(
        text=_text(n + 50), records="".join(_record(k, _range(k, 40)) for k in range(n))
    ),
    "quotations of the same words": lambda n: _document(
        text=_text(50), records="".join(_record(k, _range(0, 40)) for k in range(n))
    ),
    "nested quotations": lambda n: _document(
        text=_text(2 * n + 50), records="".join(_record(k, _range(k, 2 * (n - k) + 40)) for k in range(n))
    ),
    "stances": lambda n: _document(text=_text(n + 50), records=_stances(n, 1)),
    "stances on the same words": lambda n: _document(text=_text(50), records=_stances(n, 0)),
    "topics": lambda n: _document(
        text=_text(n + 50), records="".join(_record(k, "#d", "classifying", f"#c{k}", ()) for k in range(n))
    ),
    "a quotation of many parts": lambda n: _document(
        text=_text(2 * n + 50), records=_record(1, " ".join(_range(2 * k, 1) for k in range(n)))
    ),
    "a quotation of many speakers": lambda n: _document(
        records=_record(1, _range(0, 1), roles=[("speaker", " ".join(f"#v{k}" for k in range(n)))]),
        voices="".join(f'<person xml:id="v{k}"><persName type="full">N {k}</persName></person>' for k in range(n)),
    ),
    "voices": lambda n: _document(
        text=_text(n + 50),
        voices="".join(f'<person xml:id="v{k}"><persName type="full">N {k}</persName></person>' for k in range(n)),
        records="".join(_record(k, _range(k, 40), roles=(("speaker", f"#v{k}"),)) for k in range(n)),
    ),
    "pointers to nothing": lambda n: _document(
        text=_text(n + 50),
        records="".join(_record(k, _range(k, 40), roles=(("speaker", f"#w{k}"),)) for k in range(n)),
        voices="".join(f'<person xml:id="v{k}"><persName type="full">N {k}</persName></person>' for k in range(n)),
    ),
    "pointers without #": lambda n: _document(
        text=_text(n + 50), records="".join(_record(k, _range(k, 40), roles=(("speaker", f"v{k}"),)) for k in range(n))
    ),
    "one pointer doubled": lambda n: _document(records=_record(1, _range(0, 1), roles=[("speaker", "#v " * n)])),
    "ranges outside": lambda n: _document(records="".join(_record(k, _range(k + 900, 4)) for k in range(n))),
    "records with one id": lambda n: _document(records=_record(1, _range(0, 1)) * n),
    "records without an id": lambda n: _document(records='<annotation motivation="linking" target="#d.b2"/>' * n),
    "quotations without a record": lambda n: _document(text=_said(n, ids=False)),
    "quotations without a record, with ids": lambda n: _document(text=_said(n, ids=True)),
    "quotations in quotations": lambda n: _document(
        text=_said(n, ids=True).replace('who="#v"', 'who="#v" direct="true"'),
        records="".join(_record(k, _range(5 * k, 5)) for k in range(n)),
    ),
    "chained quotations": lambda n: _document(
        text="".join(f'<said xml:id="s{k}" who="#v" next="#s{k + 1}" prev="#s{k - 1}">a</said> ' for k in range(n))
    ),
    "layers": lambda n: _document(
        text=_text(n + 50),
        records="".join(
            f'</listAnnotation><listAnnotation xml:id="l{k}" type="layer" subtype="primary">{_record(k, _range(k, 9))}'
            for k in range(n)
        ),
    ),
    "comments in a block": lambda n: _document(text="".join(f"a<!-- {k} -->" for k in range(n))),
    "comments between blocks": lambda n: _document(
        blocks="".join(f'<!-- {k} --><p xml:id="p{k}">a</p>' for k in range(n))
    ),
    "comments between records": lambda n: _document(
        text=_text(n + 50), records="".join(f"<!-- {k} -->{_record(k, _range(k, 40))}" for k in range(n))
    ),
    "blocks without an id": lambda n: _document(blocks="<p>a</p>" * n),
    "blocks with taken ids": lambda n: _document(
        blocks="".join(f'<p xml:id="d.b{k}">a</p>' for k in range(4, n)) + "<p>a</p>" * n
    ),
    "sections": lambda n: _document(blocks="".join(f'<div xml:id="s{k}"><p>a</p></div>' for k in range(n))),
    "sections in sections": lambda n: _document(blocks="<div><p>a</p>" * 200 + "<p>a</p>" * n + "</div>" * 200),
    "empty elements in empty elements": lambda n: _document(text="<hi>" * 200 + "<hi/>" * n + "</hi>" * 200),
    "elements in elements": lambda n: _document(text="<hi>" * 200 + "<hi>a</hi>" * n + "</hi>" * 200),
    "namespaces": lambda n: _document(
        root="".join(f' xmlns:n{k}="urn:x:{k}"' for k in range(min(n, 200))), text="a<!-- c -->" * n
    ),
    "elements of other namespaces": lambda n: _document(
        text="".join(f'<n:a xmlns:n="urn:x:{k}">a</n:a>' for k in range(n))
    ),
    "unknown elements": lambda n: _document(text="".join(f"<hi{k}x>a</hi{k}x>" for k in range(n))),
    "unknown attributes": lambda n: _document(text="".join(f'<hi rend{k}="a">a</hi>' for k in range(n))),
    "elements at the wrong place": lambda n: _document(text="<p>a</p>" * n),
    "blocks before the head": lambda n: _document(blocks='<p>a</p><head type="sub">a</head>' * n),
    "wrong values": lambda n: _document(text='<date when="yesterday">a</date>' * n),
    "elements with 20 attributes": lambda n: _document(
        text=f"<hi {' '.join(f'a{k}={chr(34)}b{chr(34)}' for k in range(20))}>a</hi>" * n
    ),
    "categories of the document": lambda n: _document(
        classes="<textClass>" + "".join(f'<catRef target="#c{k}"/>' for k in range(n)) + "</textClass>"
    ),
    "languages": lambda n: _document(header="".join(f'<language ident="x{k}">L</language>' for k in range(n))),
    "relations": lambda n: _document(relations='<relation name="speaksFor" active="#v" passive="#v" to="1999"/>' * n),
    "entities": lambda n: _document(
        records="</listAnnotation><listPlace>"
        + "".join(f'<place xml:id="e{k}"><placeName>P</placeName></place>' for k in range(n))
        + '</listPlace><listAnnotation xml:id="l2" type="layer">'
    ),
}
"""Makes a document of about *n* times the same thing, by what there is much of."""


def _show(document):
    return list(Summary(document, Registry(), Path(), 80, is_full=False).lines())


def operations(data: bytes) -> dict[str, Callable[[], object]]:
    """Return what is done with a document."""
    document = loads(data)
    return {
        "load": lambda: loads(data),
        "hybrid": lambda: dumps(document),
        "standoff": lambda: dumps(document, profile="standoff"),
        "show": lambda: _show(document),
        "validate": lambda: validate(data),
    }


def forms(data: bytes) -> dict[str, Callable[[], object]]:
    """Return how the report on a document is rendered in each form."""
    report = validate(data)
    return {name: partial(render, report) for name, render in FORMATS.items()}


def calls(run: Callable[[], object]) -> int:
    """Return how many functions *run* calls, those of C among them, and how often generators go on."""
    number = 0

    def count(_frame, event, _function):
        nonlocal number
        number += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return number


def growth(name: str, size: int) -> dict[str, float]:
    """Return, for each operation, how much more the second doubling of *size* costs than the first.

    That is 2 where the work grows with the size, 4 where it grows with the square; fixed costs do not count.
    """
    told: dict[str, list[int]] = {}
    for factor in (1, 2, 4):
        for label, run in operations(CASES[name](size * factor)).items():
            run()  # whatever is remembered is remembered now
            told.setdefault(label, []).append(calls(run))
    return {label: (four - two) / max(two - one, size) for label, (one, two, four) in told.items()}
