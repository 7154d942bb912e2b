"""Where drafts go, who makes them, and what is said about them."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import click
from attrs import frozen

from stancebank.draft import (
    Article,
    Draft,
    ProposingAnnotator,
    SourceError,
    TaxonomyMatcher,
    decode,
    default_annotators,
    document_id,
    draft,
    load_annotator,
    load_taxonomy,
    redraft,
)
from stancebank.draft.bridges import TaggerAnnotator
from stancebank.tei import load

__all__ = ["Plan", "existing_or_new", "told"]

_SHOWN: Final = 5


@frozen(kw_only=True)
class Plan:
    """What the options of the command ask for."""

    output: Path | None
    language: str | None
    names: tuple[str, ...]
    model: Path | None = None
    taxonomies: tuple[Path, ...]

    def columns(self, pairs: tuple[str, ...]) -> dict[str, str]:
        """Return the columns that ``--column FIELD=NAME`` names."""
        wrong = [pair for pair in pairs if "=" not in pair]
        if wrong:
            raise click.BadParameter(f"{wrong[0]!r} is not FIELD=NAME", param_hint="--column")
        return dict(pair.split("=", 1) for pair in pairs)

    def standard_input(self, sources: tuple[Path, ...], encoding: str | None) -> Iterator[Article]:
        """Yield the text on standard input, if it is asked for."""
        if Path("-") in sources:
            name = self.output.stem if self.output is not None and self.output.suffix else "article"
            text = decode(sys.stdin.buffer.read(), source="standard input", encoding=encoding)
            yield Article(id=document_id(name), text=text, source="standard input")

    def annotators(self, language: str | None) -> list[ProposingAnnotator]:
        """Return who proposes, topics before stances, so that a slot can list them as targets."""
        folder = self.output if self.output is not None and not self.output.suffix else Path()
        matchers = [self._matcher(path, folder, language) for path in self.taxonomies]
        if self.model is not None:
            return [TaggerAnnotator(self.model), *matchers, *(load_annotator(name) for name in self.names)]
        if self.names:
            return [*(load_annotator(name) for name in self.names), *matchers]
        shipped = default_annotators(language)
        return [*shipped[:1], *matchers, *shipped[1:]]

    def _matcher(self, path: Path, folder: Path, language: str | None) -> TaxonomyMatcher:
        taxonomy = load_taxonomy(path)
        is_tei = path.suffix == ".xml" and b"http://www.tei-c.org/ns/1.0" in path.read_bytes()[:2048]
        address = f"{Path(os.path.relpath(path, folder)).as_posix()}#{taxonomy.id}.$1" if is_tei else None
        return TaxonomyMatcher(taxonomy, language, address)

    def anew(self, path: Path) -> tuple[Draft, Path | BinaryIO]:
        """Return a new draft of a TEI document, and where it goes."""
        document = load(path)
        made = redraft(document, self.annotators(document.metadata.language))
        if self.output is None:
            return made, sys.stdout.buffer
        return made, self.output / path.name if self.output.is_dir() else self.output


def existing_or_new(article: Article, plan: Plan, *, is_one: bool) -> tuple[Draft, Path | None]:
    """Return a draft of *article* and its file: what people decided on in an older draft there stays.

    Raises:
        SourceError: The file holds a document with another text.
    """
    place = _place(article, plan, is_one=is_one)
    if place is not None and place.suffix:
        article = Article(id=document_id(place.stem), text=article.text, fields=article.fields, source=article.source)
    bare = draft(article, [], language=plan.language)
    annotators = plan.annotators(bare.document.metadata.language)
    base = bare.document
    if place is not None and place.is_file():
        older = load(place)
        if older.text != base.text:
            hint = "remove the file, or choose another place; a draft never changes a text"
            raise SourceError(str(place), f"it holds another text than {article.source}", hint)
        base = older
    made = redraft(base, annotators)
    whole = Draft(
        document=made.document, refused=made.refused, faults=bare.faults, known=made.known, is_judged=bare.is_judged
    )
    return whole, place


def _place(article: Article, plan: Plan, *, is_one: bool) -> Path | None:
    output = plan.output
    if output is None or str(output) == "-":
        if not is_one:
            raise click.UsageError("several articles need a folder: -o FOLDER")
        return None
    if output.suffix == ".xml" and not output.is_dir():
        if not is_one:
            raise click.UsageError(f"several articles need a folder, not the file {output}")
        return output
    output.mkdir(parents=True, exist_ok=True)
    return output / f"{article.id}.xml"


def told(made: Draft, source: str) -> None:
    """Say on standard error what was drafted, and what to look at."""
    document = made.document
    counts = (
        f"{len(document.quotations)} quotations, {len(document.topics)} topics, {len(document.stances)} stance slots"
    )
    click.echo(f"{source}: {counts}", err=True)
    if made.is_judged:
        tag = document.metadata.language
        click.echo(f"  language judged by its commonest words to be {tag}; --language says it for sure", err=True)
    if made.known:
        click.echo(f"  {made.known} proposals left out: people have decided on them", err=True)
    for fault in made.faults[:_SHOWN]:
        click.echo(f"  {fault}", err=True)
    if len(made.faults) > _SHOWN:
        click.echo(f"  and {len(made.faults) - _SHOWN} more quotation marks without a partner", err=True)
    for refusal in made.refused[:_SHOWN]:
        click.echo(f"  {refusal}", err=True)
