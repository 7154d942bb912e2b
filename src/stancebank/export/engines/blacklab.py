"""BlackLab: words in XML with records as spans beside them, and the configuration that indexes it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from stancebank.export.engines.nodes import HELD, NOTES, Node, Nodes
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses
from stancebank.tei.markup import escape, start_tag

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
_HEAD: Final = """displayName: News with quotations, topics and stances
description: Words in XML, with records as spans beside them, as stancebank exports them.
documentPath: /document
annotatedFields:
  contents:
    containerPath: text
    wordPath: .//w
    punctPath: .//text()[not(ancestor::w)]
    tokenIdPath: "@id"
    annotations:
    - name: word
      valuePath: .
      sensitivity: sensitive_insensitive
    - name: start
      valuePath: "@start"
    - name: end
      valuePath: "@end"
    inlineTags:
    - path: .//p
    standoffAnnotations:
"""


class BlackLabExporter:
    """Writes ``stancebank.blf.yaml`` and ``ID.xml`` for each document."""

    form: Final = Form(
        title="BlackLab",
        media_type="application/xml",
        layout=Layout.FOLDER,
        holds=HELD,
        offsets=OffsetUnit.TOKENS,
        reader="saxonche",
        notes=f"{NOTES}A span is one run of words: a record in several runs is several spans of one id, by parts. "
        'A query: <quotation speaker="lind"/> containing "harbour". '
        "Start and end of each word are code points of the text. "
        "The paths of the configuration were followed with Saxon; BlackLab itself was not run.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the configuration, then the documents that have a word."""
        del choices
        yield OutputFile(path="stancebank.blf.yaml", data=_configuration().encode())
        for article in articles:
            lines = list(_lines(Nodes(article, losses)))
            if lines:
                yield OutputFile(path=f"{article.document.id}.xml", data=("\n".join(lines) + "\n").encode())


def _configuration() -> str:
    told = [_HEAD]
    for kind, names in _SPANS.items():
        told += [
            f"    - path: spans/span[@kind='{kind}']\n",
            '      spanStartPath: "@from"\n      spanEndPath: "@to"\n',
            '      spanEndIsInclusive: true\n      spanNamePath: "@kind"\n      annotations:\n',
        ]
        told += [f'      - name: {name}\n        valuePath: "@{name}"\n' for name in names]
    told.append("metadata:\n  fields:\n")
    told += [f'  - name: {name}\n    valuePath: "@{name}"\n' for name in _METADATA]
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
    runs = [[at for _, at in run] for _, run in groupby(enumerate(node.tokens), key=lambda pair: pair[1] - pair[0])]
    for number, run in enumerate(runs, start=1):
        place = [("kind", node.kind), ("from", _word(run[0])), ("to", _word(run[-1])), ("part", str(number))]
        yield start_tag("span", [*place, *node.features], empty=True)


def _word(at: int) -> str:
    return f"w{at + 1}"
