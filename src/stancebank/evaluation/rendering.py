"""An evaluation as text for people and as JSON for programs."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from stancebank.evaluation.attribution import LEVELS
from stancebank.evaluation.evaluate import Evaluation, Figure
from stancebank.evaluation.kinds import KINDS
from stancebank.evaluation.pieces import ALL, MEASURES

__all__ = ["as_json", "as_text"]

_SCOPES: Final = (ALL, *KINDS)
_NONE: Final = "-"


def as_text(evaluation: Evaluation, ceiling: Evaluation | None = None) -> str:
    """Return tables of percentages, at most 80 columns wide.

    Args:
        evaluation: What was found.
        ceiling: How far people agree with one another, to stand beside it; None where nobody knows.
    """
    table = _Tables(evaluation, ceiling)
    parts = [
        [f"{evaluation.documents} document{'' if evaluation.documents == 1 else 's'}; figures in percent"],
        list(table.pieces("QUOTATIONS", "content", _SCOPES)),
        list(table.pieces("CUES", "cue", (ALL,))),
        list(table.pieces("MENTIONS OF SPEAKERS", "mention", (ALL,))),
        list(table.attribution()),
        list(table.reported()),
        list(table.topics()),
        list(table.stances()),
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in parts if part) + "\n"


@frozen
class _Tables:
    evaluation: Evaluation
    ceiling: Evaluation | None

    @property
    def _figures(self) -> dict[str, Figure]:
        return {figure.name: figure for figure in self.evaluation.figures}

    @property
    def _counts(self) -> dict[str, int]:
        return dict(self.evaluation.counts)

    def _people(self, name: str) -> str:
        known = {one.name: one.value for one in self.ceiling.figures} if self.ceiling else {}
        return f"{_percent(known.get(name)):>9}" if self.ceiling else ""

    def _found(self, label: str, key: str) -> str | None:
        """Return a line with precision, recall and F1, or None where nothing was on either side."""
        figures = self._figures
        if f"{key}.f1" not in figures:
            return None
        told = [_percent(figures[f"{key}.{name}"].value) for name in ("precision", "recall", "f1")]
        values = "".join(f"{one:>8}" for one in told)
        return f"{label:<22}{values}  {_interval(figures[f'{key}.f1']):<12}{self._people(f'{key}.f1')}"

    def _head(self, title: str) -> str:
        people = f"{'people':>9}" if self.ceiling else ""
        return f"{title:<22}{'P':>8}{'R':>8}{'F1':>8}  {'95 % of F1':<12}{people}"

    def pieces(self, title: str, layer: str, scopes: tuple[str, ...]) -> Iterator[str]:
        counts = self._counts
        shown = [scope for scope in scopes if f"{layer}.{scope}.exact.f1" in self._figures]
        if shown:
            yield self._head(title)
        for scope in shown:
            gold, predicted = (counts.get(f"{layer}.{scope}.exact.{side}", 0) for side in ("gold", "predicted"))
            yield f"  {scope}: {gold} pieces in gold, {predicted} predicted"
            for measure in MEASURES:
                line = self._found(f"    {measure}", f"{layer}.{scope}.{measure}")
                if line:
                    yield line

    def attribution(self) -> Iterator[str]:
        figures, counts = self._figures, self._counts
        keys = [f"attribution.{scope}.{level}" for scope in _SCOPES for level in (*LEVELS, "silent")]
        shown = [key for key in keys if f"{key}.end_to_end" in figures]
        if shown:
            yield f"{'WHO SAID IT':<24}{'pieces':>8}{'end to end':>12}  {'95 %':<12}{'of those found':>16}"
        for key in shown:
            _, scope, level = key.split(".")
            label = "  no speaker in gold" if level == "silent" else f"  {level}"
            label += "" if scope == ALL else f", {scope}"
            whole, part = figures[f"{key}.end_to_end"], figures[f"{key}.conditional"]
            told = f"{counts[f'{key}.gold']:>8}{_percent(whole.value):>12}  {_interval(whole):<12}"
            yield f"{label:<24}{told}{_percent(part.value):>16}"

    def reported(self) -> Iterator[str]:
        figures = self._figures
        shown = [scope for scope in _SCOPES if f"reported.{scope}.exact.recall" in figures]
        if shown:
            names = "".join(f"{name:>10}" for name in ("exact", "jac50", "overlap"))
            yield f"{'REPORTED SPEECH, RECALL':<24}{'pieces':>8}{names}{'end to end':>12}"
        for scope in shown:
            told = [figures[f"reported.{scope}.{name}.recall"].value for name in ("exact", "jac50", "overlap")]
            values = "".join(f"{_percent(one):>10}" for one in told)
            last = _percent(figures[f"reported.{scope}.end_to_end"].value)
            yield f"  {scope:<22}{self._counts[f'reported.{scope}.gold']:>8}{values}{last:>12}"

    def topics(self) -> Iterator[str]:
        lines = [self._found("  sets", "topics"), self._found("  with broader ones", "topics.hierarchy")]
        if any(lines):
            yield self._head("TOPICS")
            yield from (line for line in lines if line)
        for name, label in (("top1", "first"), ("top3", "one of the first three")):
            figure = self._figures.get(f"topics.{name}")
            if figure:
                yield f"  {label + ' is right':<36}{_percent(figure.value):>10}  {_interval(figure)}"

    def stances(self) -> Iterator[str]:
        lines = [
            self._found("  holder and target", "stances.pairs"),
            self._found("  and position", "stances.triples"),
        ]
        if any(lines):
            yield self._head("STANCES")
            yield from (line for line in lines if line)
        for name, label in (
            ("coverage", "positions answered"),
            ("macro_f1", "macro-F1 of positions answered"),
            ("alpha", "alpha of positions answered"),
        ):
            figure = self._figures.get(f"stances.{name}")
            if figure:
                yield f"  {label:<36}{_percent(figure.value):>10}  {_interval(figure)}"


def _percent(value: float | None) -> str:
    return _NONE if value is None else f"{100 * value:.1f}"


def _interval(figure: Figure) -> str:
    return "" if figure.low is None or figure.high is None else f"{_percent(figure.low)}-{_percent(figure.high)}"


def as_json(evaluation: Evaluation, ceiling: Evaluation | None = None, **facts: object) -> str:
    """Return everything as one JSON object: figures between 0 and 1, and the counts they were made of.

    Args:
        evaluation: What was found.
        ceiling: How far people agree with one another, or None.
        facts: Further fields, such as the inputs.
    """
    told: dict[str, Any] = {
        "schema": 1,
        **facts,
        "documents": evaluation.documents,
        "figures": {one.name: _fields(one) for one in evaluation.figures},
        "people": None if ceiling is None else {one.name: one.value for one in ceiling.figures},
        "counts": dict(evaluation.counts),
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _fields(figure: Figure) -> Mapping[str, float | None]:
    return {"value": figure.value, "low": figure.low, "high": figure.high}
