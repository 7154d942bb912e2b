"""GraphML in the data model of graphANNIS: what the search engine ANNIS imports."""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from stancebank.export.engines.nodes import HELD, NOTES, Node, Nodes
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses
from stancebank.tei.markup import escape, start_tag

__all__ = ["AnnisExporter"]

_CORPUS: Final = "stancebank"


class AnnisExporter:
    """Writes ``corpus.graphml``."""

    form: Final = Form(
        title="graphANNIS GraphML",
        media_type="application/graphml+xml",
        layout=Layout.FILE,
        holds=HELD,
        offsets=OffsetUnit.TOKENS,
        reader="graphannis",
        notes=f'{NOTES}In AQL: stance:position="oppose" ->reported_in quotation:mode="direct". '
        "AQL takes a quotation in pieces to reach over what lies between them: ask for the words of its pieces, as in "
        'piece:role="content" _i_ tok="harbour" & quotation:speaker="lind" & #1 ->piece_of #3. '
        "Start and end of each token are code points of the text.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the file: nodes first, as graphANNIS writes it itself."""
        del choices
        graph = _Graph()
        graph.add(_CORPUS, {"annis::node_type": "corpus"})
        for article in articles:
            graph.document(article, losses)
        yield OutputFile(path="corpus.graphml", data=("\n".join(graph.lines()) + "\n").encode())


@frozen
class _Edge:
    """An edge of a component, which is called by type, layer and name."""

    start: str
    end: str
    component: str


class _Graph:
    """Gathers nodes and edges."""

    def __init__(self) -> None:
        self._nodes: dict[str, dict[str, str]] = {}
        self._edges: list[_Edge] = []

    def add(self, name: str, labels: dict[str, str]) -> None:
        self._nodes[name] = labels

    def document(self, article: Article, losses: Losses) -> None:
        nodes = Nodes(article, losses)
        own = f"{_CORPUS}/{article.document.id}"
        source = f"{own}#text"
        for node in nodes:
            if node.kind == "document":
                told = {f"document::{key}": value for key, value in node.features}
                self.add(own, {"annis::node_type": "corpus", "annis::doc": article.document.id, **told})
                self._edges.append(_Edge(own, _CORPUS, "PartOf/annis/"))
                self.add(source, {"annis::node_type": "datasource"})
                self._edges.append(_Edge(source, own, "PartOf/annis/"))
                self._tokens(nodes, own, source)
            else:
                self._node(node, own, source)

    def _tokens(self, nodes: Nodes, own: str, source: str) -> None:
        for at, token in enumerate(nodes.tokens.tokens):
            labels = {"annis::node_type": "node", "annis::tok": token.text}
            labels |= {"annis::tok-whitespace-after": nodes.after(at)} if nodes.after(at) else {}
            labels |= {"token::start": str(token.span.start), "token::end": str(token.span.end)}
            self.add(_token(own, at), labels)
            self._edges.append(_Edge(_token(own, at), source, "PartOf/annis/"))
            if at:
                self._edges.append(_Edge(_token(own, at - 1), _token(own, at), "Ordering/annis/"))

    def _node(self, node: Node, own: str, source: str) -> None:
        name = f"{own}#{node.kind}.{node.id}"
        told = {f"{node.kind}::{key}": value for key, value in node.features}
        self.add(name, {"annis::node_type": "node", "annis::layer": _CORPUS, **told})
        self._edges.append(_Edge(name, source, "PartOf/annis/"))
        self._edges += [_Edge(name, _token(own, at), f"Coverage/{_CORPUS}/") for at in node.tokens]
        for tie, (kind, key) in node.links:
            # The document is a node of the corpus, which ANNIS reaches by its @ operator alone.
            if kind != "document":
                self._edges.append(_Edge(name, f"{own}#{kind}.{key}", f"Pointing/{_CORPUS}/{tie}"))

    def lines(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield "<graphml>"
        keys = {name: f"k{at}" for at, name in enumerate(sorted({key for one in self._nodes.values() for key in one}))}
        for name, key in keys.items():
            told = [("id", key), ("for", "node"), ("attr.name", name), ("attr.type", "string")]
            yield "  " + start_tag("key", told, empty=True)
        order = [("parse.order", "nodesfirst"), ("parse.nodeids", "free"), ("parse.edgeids", "canonical")]
        yield "  " + start_tag("graph", [("edgedefault", "directed"), *order])
        for name, labels in self._nodes.items():
            data = "".join(f'<data key="{keys[key]}">{escape(value)}</data>' for key, value in labels.items())
            yield f"    {start_tag('node', [('id', name)])}{data}</node>"
        for number, edge in enumerate(self._edges):
            told = [("id", f"e{number}"), ("source", edge.start), ("target", edge.end), ("label", edge.component)]
            yield f"    {start_tag('edge', told)}</edge>"
        yield "  </graph>"
        yield "</graphml>"


def _token(own: str, at: int) -> str:
    return f"{own}#t{at + 1}"
