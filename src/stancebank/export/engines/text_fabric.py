"""Text-Fabric: a folder of features over numbered nodes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from stancebank.export.engines.nodes import HELD, KINDS, NOTES, Node, Nodes
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses

__all__ = ["TextFabricExporter"]

_NUMBERS: Final = frozenset({"start", "end", "number"})
_TEXT: Final = """@config
@fmt:text-orig-full={text}{after}
@sectionFeatures=id,id
@sectionTypes=document,segment

"""


class TextFabricExporter:
    """Writes ``otype.tf``, ``oslots.tf``, ``otext.tf`` and a file for each feature and each tie."""

    form: Final = Form(
        title="Text-Fabric",
        media_type="text/plain",
        layout=Layout.FOLDER,
        holds=HELD,
        offsets=OffsetUnit.TOKENS,
        reader="text-fabric",
        notes=f"{NOTES}A template for search: quotation speaker=lind, with token text=harbour indented below it. "
        "Start and end of each token are code points of the text.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the files; they bear no date, so that the same documents are the same files."""
        del choices
        found = _Features()
        for article in articles:
            found.add(article, losses)
        yield from found.files()


class _Features:
    """Gathers tokens, which are nodes from 1 on, and then nodes of one kind after the other."""

    def __init__(self) -> None:
        self._tokens: list[dict[str, str]] = []
        self._nodes: dict[str, list[tuple[str, Node, int]]] = {kind: [] for kind in KINDS}

    def add(self, article: Article, losses: Losses) -> None:
        nodes = Nodes(article, losses)
        offset = len(self._tokens) + 1
        for node in nodes:
            self._nodes[node.kind].append((article.document.id, node, offset))
        for at, token in enumerate(nodes.tokens.tokens):
            start, end = token.span.start, token.span.end
            self._tokens.append({"text": token.text, "after": nodes.after(at), "start": str(start), "end": str(end)})

    def files(self) -> Iterator[OutputFile]:
        placed = [one for kind in KINDS for one in self._nodes[kind]]
        numbers = {
            (document, node.kind, node.id): number
            for number, (document, node, _) in enumerate(placed, start=len(self._tokens) + 1)
        }
        values: dict[str, list[str]] = {}
        ties: dict[str, list[str]] = {}
        slots: list[str] = []
        for number, token in enumerate(self._tokens, start=1):
            for name, value in token.items():
                values.setdefault(name, []).append(f"{number}\t{_escaped(value)}")
        for document, node, offset in placed:
            number = numbers[document, node.kind, node.id]
            slots.append(f"{number}\t{_ranges([at + offset for at in node.tokens])}")
            for name, value in node.features:
                values.setdefault(name, []).append(f"{number}\t{_escaped(value)}")
            for tie, other in node.links:
                ties.setdefault(tie, []).append(f"{number}\t{numbers[document, *other]}")
        yield _file("otype", "node", "str", list(self._types()))
        yield _file("oslots", "edge", "str", slots)
        yield OutputFile(path="otext.tf", data=_TEXT.encode())
        for name, lines in sorted(values.items()):
            yield _file(name, "node", "int" if name in _NUMBERS else "str", lines)
        for tie, lines in sorted(ties.items()):
            yield _file(tie, "edge", "str", lines)

    def _types(self) -> Iterator[str]:
        start = 1
        for kind, number in (("token", len(self._tokens)), *((kind, len(self._nodes[kind])) for kind in KINDS)):
            if number:
                yield f"{_ranges(range(start, start + number))}\t{kind}"
            start += number


def _ranges(numbers: Sequence[int]) -> str:
    """Return sorted numbers as ranges: ``1-3,7``."""
    parts: list[str] = []
    for _, run in groupby(enumerate(dict.fromkeys(numbers)), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        parts.append(str(found[0]) if len(found) == 1 else f"{found[0]}-{found[-1]}")
    return ",".join(parts)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def _file(name: str, kind: str, values: str, lines: list[str]) -> OutputFile:
    head = [f"@{kind}", f"@valueType={values}", ""]
    return OutputFile(path=f"{name}.tf", data="".join(f"{line}\n" for line in (*head, *lines)).encode())
