"""Label Studio: tasks with their annotations, and the configuration that its screen is built from."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from stancebank.export.fields import RECORDS, fields
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.json_text import json_text
from stancebank.export.loss import Losses
from stancebank.export.names import Names
from stancebank.export.records import PARTS, Record, Told, filled, kind_of, told
from stancebank.model import Document, Intensity, Layer, Medium, Mode, Position, Quotation, Span, Status

__all__ = ["LabelStudioExporter"]

_CLOSED: Final[dict[str, tuple[str, ...]]] = {
    "mode": tuple(map(str, Mode)),
    "medium": tuple(map(str, Medium)),
    "position": tuple(map(str, Position)),
    "intensity": tuple(map(str, Intensity)),
    "status": tuple(map(str, Status)),
    "is_document_level": ("true",),
}
_OPEN: Final = (
    *("record", "layer", "speakers", "addressees", "on_behalf_of", "category", "targets", "holder", "target"),
    *("quotation", "adjudicates", "certainty", "categories", "comment"),
)
_LABELS: Final = ("Quotation", "Verbatim", "Mention", "Cue", "Topic", "Stance")


class LabelStudioExporter:
    """Writes ``tasks.json``, to be imported, and ``labels.xml``, the labelling interface of the project."""

    form: Final = Form(
        title="Label Studio tasks",
        media_type="application/json",
        layout=Layout.FOLDER,
        holds=fields(
            "Document: id text metadata layers speakers",
            "Metadata: title date url",
            "Speaker: id same_as",
            "Layer: id is_gold quotations topics stances",
            *RECORDS,
        ),
        offsets=OffsetUnit.CODE_POINTS,
        reader="label-studio-sdk; the screen was not run",
        notes="A layer is one annotation of the task. "
        "A record without any words in the text of its own stands at the first character that is no white space. "
        "Choices and text areas of a record stand at its first region; the others are related to it.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the configuration and the tasks."""
        del choices
        yield OutputFile(path="labels.xml", data=_configuration().encode())
        tasks = [{"id": number, **_task(article, losses)} for number, article in enumerate(articles, start=1)]
        yield OutputFile(path="tasks.json", data=(json_text(tasks, indent=1) + "\n").encode())


def _configuration() -> str:
    lines = ["<View>", '  <Header value="$title"/>']
    lines += ['  <Labels name="label" toName="text">', *(f'    <Label value="{one}"/>' for one in _LABELS)]
    lines += ["  </Labels>", '  <Text name="text" value="$text" granularity="character"/>']
    for name, values in _CLOSED.items():
        lines += [f'  <Header value="{name}"/>', f'  <Choices name="{name}" toName="text" perRegion="true">']
        lines += [*(f'    <Choice value="{one}"/>' for one in values), "  </Choices>"]
    for name in _OPEN:
        lines += [f'  <Header value="{name}"/>', f'  <TextArea name="{name}" toName="text" perRegion="true"/>']
    lines += ["  <Relations>", *(f'    <Relation value="{one}"/>' for one in ("piece", *PARTS)), "  </Relations>"]
    return "\n".join([*lines, "</View>", ""])


def _task(article: Article, losses: Losses) -> dict[str, Any]:
    document = article.document
    about = document.metadata
    data = {"document": document.id, "title": about.title, "date": about.date, "url": about.url}
    return {
        "data": {key: value for key, value in data.items() if value} | {"text": document.text},
        "annotations": [_annotation(document, layer, Names(article), losses) for layer in document.layers],
    }


def _annotation(document: Document, layer: Layer, names: Names, losses: Losses) -> dict[str, Any]:
    regions = _Regions(document, losses)
    for record in layer.annotations:
        regions.add(record, layer, names)
    return {"ground_truth": layer.is_gold, "result": regions.result}


class _Regions:
    """The result of an annotation: labels, what belongs to them, and relations."""

    def __init__(self, document: Document, losses: Losses) -> None:
        self._document, self._losses = document, losses
        self.result: list[dict[str, Any]] = []

    def add(self, record: Record, layer: Layer, names: Names) -> None:
        """Add a record: its first region has its id."""
        pieces = [span for span in record.spans if span.start < span.end]
        if not pieces:
            self._losses.add(
                "label-studio.place", "records without words of their own, which stand at the first character"
            )
            pieces = [filled(self._document)]
        place: dict[str, Any] = self._label(record.id, kind_of(record), pieces[0])
        values: Told = {"record": record.id, "layer": layer.id, **told(record, names)}
        for name, value in values.items():
            words = value if isinstance(value, list) else ["true" if value is True else str(value)]
            kind, key = ("choices", "choices") if name in _CLOSED else ("textarea", "text")
            self.result.append(
                {"id": record.id, "from_name": name, "to_name": "text", "type": kind, "value": place | {key: words}}
            )
        for number, span in enumerate(pieces[1:], start=2):
            self._part(record.id, f"{record.id}:{number}", kind_of(record), "piece", span)
        for part in PARTS if isinstance(record, Quotation) else ():
            for number, span in enumerate(getattr(record, part), start=1):
                self._part(record.id, f"{record.id}:{part}:{number}", part.capitalize(), part, span)

    def _label(self, key: str, label: str, span: Span) -> dict[str, Any]:
        place = {"start": span.start, "end": span.end}
        value = {**place, "text": span.slice(self._document.text), "labels": [label]}
        self.result.append({"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value})
        return place

    def _part(self, whole: str, key: str, label: str, relation: str, span: Span) -> None:
        self._label(key, label, span)
        self.result.append(
            {"from_id": whole, "to_id": key, "type": "relation", "direction": "right", "labels": [relation]}
        )
