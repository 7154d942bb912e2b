"""TEI in its canonical form with words in the line, and records as spans over them in the stand-off part."""

from collections.abc import Iterator
from itertools import groupby

from attrs import evolve

from stancebank.export.engines.nodes import Node, Nodes
from stancebank.export.tokens import Tokens, annotated, tokens_of
from stancebank.model import Document, Fragment, Markup
from stancebank.tei import dumps
from stancebank.tei.markup import escape, start_tag

__all__ = ["runs", "tei_with_words", "words_of"]


def words_of(document: Document) -> Tokens:
    """Return the tokens of *document*, cut also where markup in the line begins or ends: each can be an element."""
    return tokens_of(document, [*annotated(document), *(one.span for one in document.markup)])


def tei_with_words(document: Document, nodes: Nodes) -> bytes:
    """Return *document* as TEI whose words are ``w`` with an ``xml:id``, and whose records are spans over them.

    It can be read as any other: the words are inline markup, the spans a part that the model has no word for.
    It is empty where *document* has no word.
    """
    others = list(nodes)[1:]
    if not nodes.tokens.tokens:
        return b""
    mark = _free(document)
    words = [
        Markup(name="w", span=token.span, id=f"{mark}{at}") for at, token in enumerate(nodes.tokens.tokens, start=1)
    ]
    lines = [line for node in others if node.kind != "segment" for line in _spans(node, mark)]
    spans = Fragment(within="standOff", before="", xml=f'<spanGrp type="records">{"".join(lines)}</spanGrp>')
    told = evolve(
        document,
        markup=[*document.markup, *words],
        fragments=[*document.fragments, *([spans] if lines else [])],
    )
    return dumps(told)


def runs(node: Node) -> Iterator[tuple[int, int]]:
    """Yield the first and the last token of each run of neighbours among those that *node* covers."""
    for _, run in groupby(enumerate(node.tokens), key=lambda pair: pair[1] - pair[0]):
        found = [at for _, at in run]
        yield found[0], found[-1]


def _spans(node: Node, mark: str) -> Iterator[str]:
    for number, (first, last) in enumerate(runs(node), start=1):
        place = [("type", node.kind), ("from", f"#{mark}{first + 1}"), ("to", f"#{mark}{last + 1}")]
        features = "".join(
            f"{start_tag('f', [('name', name)])}<string>{escape(value)}</string></f>"
            for name, value in (("part", str(number)), *node.features)
        )
        yield f"{start_tag('span', place)}<fs>{features}</fs></span>"


def _free(document: Document) -> str:
    """Return what the ids of words begin with: nothing else has an id that begins so."""
    taken = dumps(document).decode()
    mark = f"{document.id}.w"
    while f'"{mark}' in taken:
        mark += "w"
    return mark
