"""From counts to figures: precision, recall, F1, shares, agreement."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from stancebank.evaluation.attribution import LEVELS
from stancebank.evaluation.kinds import KINDS
from stancebank.evaluation.pieces import ALL, MEASURES
from stancebank.evaluation.stances import POSITIONS, alpha

__all__ = ["f1", "figures_of", "share"]

Figures = dict[str, float | None]
_SCOPES: Final = (ALL, *KINDS)


def share(part: float, whole: float) -> float | None:
    """Return *part* by *whole*, or None where there is nothing to share.

    Example:
        >>> share(3, 4), share(0, 0)
        (0.75, None)
    """
    return part / whole if whole else None


def f1(precision: float | None, recall: float | None) -> float | None:
    """Return the harmonic mean of *precision* and *recall*; 0 where only one of them is defined, None where none is.

    Example:
        >>> f1(0.5, 1.0), f1(None, 0.0), f1(None, None)
        (0.6666666666666666, 0.0, None)
    """
    if precision is None and recall is None:
        return None
    if not precision or not recall:
        return 0.0
    return 2 * precision * recall / (precision + recall)


def figures_of(counts: Mapping[str, int]) -> Figures:
    """Return the figures that *counts* give, by name, in the order of reports.

    Args:
        counts: Counts as the counting functions name them, summed over documents.

    Returns:
        Figures between 0 and 1 (``alpha`` may be below 0), or None where nothing was there to count.
    """
    figures: Figures = {}
    told = Counter(dict(counts))
    for layer in ("content", "cue", "mention"):
        for scope in _SCOPES if layer == "content" else (ALL,):
            for measure in MEASURES:
                _put_found(figures, f"{layer}.{scope}.{measure}", told, ("recalled", "precise"))
    _put_attribution(figures, told)
    if told["topics.documents"]:
        for name in ("top1", "top3"):
            figures[f"topics.{name}"] = share(told[f"topics.{name}"], told["topics.documents"])
    for key in ("topics", "topics.hierarchy", "stances.pairs", "stances.triples"):
        _put_found(figures, key, told, ("right", "right"))
    _put_positions(figures, told)
    return figures


def _put_found(figures: Figures, key: str, counts: Counter[str], hits: tuple[str, str]) -> None:
    """Put the three figures of a search in, unless there was nothing on either side."""
    recall = share(counts[f"{key}.{hits[0]}"], counts[f"{key}.gold"])
    precision = share(counts[f"{key}.{hits[1]}"], counts[f"{key}.predicted"])
    if recall is None and precision is None:
        return
    figures[f"{key}.precision"] = precision
    figures[f"{key}.recall"] = recall
    figures[f"{key}.f1"] = f1(precision, recall)


def _put_attribution(figures: Figures, counts: Counter[str]) -> None:
    for scope in _SCOPES:
        for level in (*LEVELS, "silent"):
            key = f"attribution.{scope}.{level}"
            if counts[f"{key}.gold"]:
                figures[f"{key}.end_to_end"] = share(counts[f"{key}.right"], counts[f"{key}.gold"])
                figures[f"{key}.conditional"] = share(counts[f"{key}.right"], counts[f"{key}.found"])
    for scope in _SCOPES:
        key = f"reported.{scope}"
        if counts[f"{key}.gold"]:
            for name in ("exact", "jac50", "overlap"):
                figures[f"{key}.{name}.recall"] = share(counts[f"{key}.{name}"], counts[f"{key}.gold"])
            figures[f"{key}.end_to_end"] = share(counts[f"{key}.right"], counts[f"{key}.attributed"])


def _put_positions(figures: Figures, counts: Counter[str]) -> None:
    """Put in how far positions agree: only among those that were asked and answered."""
    asked = counts["stances.asked"]
    if not asked:
        return
    cells = {(one, other): counts[f"stances.cell.{one}.{other}"] for one in POSITIONS for other in POSITIONS}
    scores: list[float] = []
    for position in POSITIONS:
        wanted = sum(cells[position, other] for other in POSITIONS)
        given = sum(cells[other, position] for other in POSITIONS)
        score = f1(share(cells[position, position], given), share(cells[position, position], wanted))
        scores.extend([] if score is None else [score])
    figures["stances.coverage"] = share(counts["stances.answered"], asked)
    figures["stances.macro_f1"] = share(sum(scores), len(scores))
    figures["stances.alpha"] = alpha(Counter({pair: number for pair, number in cells.items() if number}))
