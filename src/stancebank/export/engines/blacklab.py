"""BlackLab: words in XML with records as spans beside them, and the configuration that indexes it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen

from stancebank.export.engines.blacklab_tei import runs, tei_with_words, words_of
from stancebank.export.engines.nodes import HELD, NOTES, Node, Nodes
from stancebank.export.fields import ALL_FIELDS, counted
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, Option, OutputFile
from stancebank.export.loss import Losses
from stancebank.tei.markup import escape, start_tag
from stancebank.tei.names import TEI

__all__ = ["BlackLabExporter"]

_RECORD: Final = ("id", "part", "layer", "annotator", "certainty", "status", "categories", "comment")
_SPANS: Final = {
    "quotation": ("speaker", "mode", "medium", "addressee", "on_behalf_of", *_RECORD),
    "topic": ("category", "targets", *_RECORD),
    "stance": (
        *("holder", "target", "position", "intensity", "quotation", "document_level", "adjudicates"),
        *_RECORD,
    ),
    "piece": ("record", "role", "number", "part"),
}
_METADATA: Final = ("id", "title", "outlet", "date", "language")


@frozen(kw_only=True)
class _Paths:
    """Where a configuration finds what it indexes.

    Attributes:
        document: The document.
        text: Its text, from there.
        word: Words, from the text.
        mark: The id of a word, as spans name it.
        places: Whether words tell their places.
        tags: Elements in the text.
        span: Spans of one kind, from the text.
        kind: The kind of a span, from it.
        value: A value of a span, from it.
        metadata: What is told of the document, by name.
    """

    document: str
    text: str
    word: str
    mark: str
    places: bool
    tags: tuple[str, ...]
    span: str
    kind: str
    value: str
    metadata: Mapping[str, str]


# All but the document and the metadata is looked for from the text: that is where BlackLab starts from.
_OWN: Final = _Paths(
    document="/document",
    text="text",
    word=".//w",
    mark="@id",
    places=True,
    tags=("p",),
    span="../spans/span[@kind='{}']",
    kind="@kind",
    value="@{}",
    metadata={name: f"@{name}" for name in _METADATA},
)
_BIBLIOGRAPHY: Final = "tei:teiHeader/tei:fileDesc/tei:sourceDesc/tei:biblStruct/tei:monogr"
_TEI: Final = _Paths(
    document="/tei:TEI",
    text="tei:text",
    word=".//tei:w",
    mark="concat('#', @xml:id)",
    places=False,
    tags=("tei:p", "tei:head", "tei:said", "tei:persName", "tei:placeName", "tei:orgName", "tei:rs", "tei:seg"),
    span="../tei:standOff/tei:spanGrp[@type='records']/tei:span[@type='{}']",
    kind="@type",
    value="tei:fs/tei:f[@name='{}']/tei:string",
    metadata={
        "id": "@xml:id",
        "title": "(tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title)[1]",
        "outlet": f"{_BIBLIOGRAPHY}/tei:title",
        "date": f"{_BIBLIOGRAPHY}/tei:imprint/tei:date[@type='published']/@when",
        "language": "@xml:lang",
    },
)


class BlackLabExporter:
    """Writes ``stancebank.blf.yaml`` and ``ID.xml`` for each document."""

    form: Final = Form(
        title="BlackLab",
        media_type="application/xml",
        layout=Layout.FOLDER,
        holds=ALL_FIELDS,
        offsets=OffsetUnit.TOKENS,
        reader="saxonche",
        options=[
            Option(
                name="xml",
                values=("words", "tei"),
                help="words: words and spans alone, and in the report what they lack; tei: TEI as stancebank writes "
                "and reads it, with each word as w and the same spans in standOff",
            )
        ],
        notes=f"{NOTES}A span is one run of words: a record in several runs is several spans of one id, by parts. "
        'A query: <quotation speaker="lind"/> containing "harbour". '
        "BlackLab indexes words that are elements and no others: TEI without w cannot be indexed by any configuration. "
        "The paths of both configurations were followed with Saxon from where BlackLab's code starts each of them; "
        "BlackLab itself was not run, since its packages could not be had.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the configuration, then the documents that have a word."""
        is_tei = choices["xml"] == "tei"
        yield OutputFile(path="stancebank.blf.yaml", data=_configuration(_TEI if is_tei else _OWN).encode())
        for article in articles:
            if is_tei:
                data = tei_with_words(article.document, Nodes(article, losses, words_of(article.document)))
            else:
                losses.add_fields(counted(article.document, HELD))
                data = "".join(f"{line}\n" for line in _lines(Nodes(article, losses))).encode()
            if data:
                yield OutputFile(path=f"{article.document.id}.xml", data=data)


def _configuration(paths: _Paths) -> str:
    told = ["displayName: News with quotations, topics and stances\n"]
    told += ["description: Words in XML, with records as spans beside them, as stancebank exports them.\n"]
    if paths is _TEI:
        told += [f"processor: saxon\nnamespaces:\n  tei: {TEI}\n"]
    told += [f"documentPath: {paths.document}\nannotatedFields:\n  contents:\n    containerPath: {paths.text}\n"]
    told += [f"    wordPath: {paths.word}\n    punctPath: .//text()[not(ancestor::{paths.word[3:]})]\n"]
    told += [f'    tokenIdPath: "{paths.mark}"\n    annotations:\n']
    told += ["    - name: word\n      valuePath: .\n      sensitivity: sensitive_insensitive\n"]
    if paths.places:
        told += [f'    - name: {name}\n      valuePath: "@{name}"\n' for name in ("start", "end")]
    told += ["    inlineTags:\n", *(f"    - path: .//{tag}\n" for tag in paths.tags), "    standoffAnnotations:\n"]
    for kind, names in _SPANS.items():
        told += [
            f'    - path: "{paths.span.format(kind)}"\n',
            '      spanStartPath: "@from"\n      spanEndPath: "@to"\n',
            f'      spanEndIsInclusive: true\n      spanNamePath: "{paths.kind}"\n      annotations:\n',
        ]
        told += [f'      - name: {name}\n        valuePath: "{paths.value.format(name)}"\n' for name in names]
    told.append("metadata:\n  fields:\n")
    told += [f'  - name: {name}\n    valuePath: "{path}"\n' for name, path in paths.metadata.items()]
    return "".join(told)


def _lines(nodes: Nodes) -> Iterator[str]:
    """Yield the lines of a document; line feeds between words are white space of the text."""
    found = list(nodes)
    if not found:
        return
    document, *others = found
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield start_tag("document", document.features)
    segments = [node for node in others if node.kind == "segment"]
    yield f"<text>{''.join(_segment(node, nodes) for node in segments)}</text>"
    yield "<spans>"
    for node in others:
        if node.kind != "segment":
            yield from _spans(node)
    yield "</spans>"
    yield "</document>"


def _segment(node: Node, nodes: Nodes) -> str:
    told: list[str] = [start_tag("p", node.features)]
    for at in node.tokens:
        token = nodes.tokens.tokens[at]
        place = [("id", _word(at)), ("start", str(token.span.start)), ("end", str(token.span.end))]
        told.append(f"{start_tag('w', place)}{escape(token.text)}</w>")
        told.append(escape(nodes.after(at)) if at != node.tokens[-1] else "")
    return f"{''.join(told)}</p>{escape(nodes.after(node.tokens[-1]))}"


def _spans(node: Node) -> Iterator[str]:
    for number, (first, last) in enumerate(runs(node), start=1):
        place = [("kind", node.kind), ("from", _word(first)), ("to", _word(last)), ("part", str(number))]
        yield start_tag("span", [*place, *node.features], empty=True)


def _word(at: int) -> str:
    return f"w{at + 1}"
