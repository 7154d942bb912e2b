"""``stancebank evaluate``: how good predicted annotation is."""

from pathlib import Path
from typing import Final, TextIO

import click

from stancebank.cli.places import Place
from stancebank.evaluation import (
    DRAWS,
    Choice,
    MaterialError,
    Protocol,
    as_json,
    as_text,
    broader_of,
    human_ceiling,
    pair_up,
    read_material,
)
from stancebank.evaluation import evaluate as evaluated
from stancebank.model import Status

__all__ = ["evaluate"]

_STATUSES: Final = click.Choice([one.value for one in Status])


@click.command()
@click.argument("gold_place", metavar="GOLD", type=Place(exists=True))
@click.argument("predicted_place", metavar="PREDICTED", type=Place(exists=True))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--status", "statuses", multiple=True, type=_STATUSES, help="Gold records to count; all but rejected.")
@click.option("--gold-annotator", metavar="ID", help="Count only this annotator's gold layers.")
@click.option("--predicted-annotator", metavar="ID", help="Count only this annotator's predicted layers.")
@click.option("--by-marks", is_flag=True, help="Tell kinds of quotations by their marks, not by the records.")
@click.option("--cue-words", type=click.File(encoding="utf-8"), help="Words of cues of reported speech, one a line.")
@click.option("--draws", type=click.IntRange(0), default=DRAWS, show_default=True, help="For intervals; 0 for none.")
@click.option("--seed", type=int, default=0, show_default=True, help="Where chance begins.")
def evaluate(
    gold_place: Path,
    predicted_place: Path,
    *,
    form: str,
    statuses: tuple[str, ...],
    gold_annotator: str | None,
    predicted_annotator: str | None,
    by_marks: bool,
    cue_words: TextIO | None,
    draws: int,
    seed: int,
) -> None:
    """Measure predicted annotation against gold.

    GOLD and PREDICTED are TEI documents, brat files (.ann beside .txt), JSON, or folders with them; their documents
    are paired by id, and their texts must be the same apart from white space.
    """
    matched = pair_up(read_material(gold_place), read_material(predicted_place))
    if not matched.pairs:
        raise MaterialError(f"no document has the id of one in {gold_place}", str(predicted_place))
    for one in matched.missing:
        click.echo(f"{one.id}: nothing was predicted; its annotation counts as not found", err=True)
    for one in matched.extra:
        click.echo(f"{one.id}: there is no gold; left out", err=True)
    gold = [one for one, _ in matched.pairs] + [*matched.missing]
    protocol = Protocol(
        gold=Choice(statuses=statuses or Choice().statuses, annotator=gold_annotator),
        predicted=Choice(annotator=predicted_annotator),
        by_marks=by_marks,
        cue_words=cue_words.read().split() if cue_words else (),
        broader=broader_of((one.document, one.path.parent) for one in gold),
    )
    found = evaluated(matched.documents(), protocol, draws=draws, seed=seed)
    ceiling = human_ceiling((one.document for one in gold), protocol)
    if form == "text":
        click.echo(as_text(found, ceiling), nl=False)
        return
    inputs = [{"id": one.id, "gold": one.digest, "predicted": other.digest} for one, other in matched.pairs]
    missing = [one.id for one in matched.missing]
    click.echo(as_json(found, ceiling, seed=seed, draws=draws, inputs=inputs, missing=missing), nl=False)
