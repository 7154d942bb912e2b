"""Where drafts go, who makes them, and what is said about them."""

import os
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

import click

from stancebank.cli.outcome import UNDETERMINED, VALID
from stancebank.corpus.reach import is_within_reach
from stancebank.draft import (
    Article,
    Draft,
    ProposingAnnotator,
    SourceError,
    TaxonomyMatcher,
    articles_in,
    decode,
    default_annotators,
    document_id,
    draft,
    load_annotator,
    load_taxonomy,
    redraft,
    sources_in,
)
from stancebank.draft.sidecar import read_sidecar
from stancebank.draft.tables import TABLES
from stancebank.model import Taxonomy
from stancebank.tei import dump, load

__all__ = ["Drafting"]

_SHOWN: Final = 5
_STREAM: Final = Path("-")


class Drafting:
    """One run of the command.

    Args:
        output: The place to write to; None for standard output.
        language: The language of texts that do not say it.
        names: The annotators to use instead of the shipped ones.
        taxonomies: The taxonomies to suggest topics of.
        model: The tagger to use instead of the shipped rules, or None.
        shared: The sidecar of all articles that do not say otherwise, or None.
        on: The day to record in the history of the documents, or None.
    """

    def __init__(
        self,
        output: Path | None,
        language: str | None,
        names: tuple[str, ...],
        taxonomies: tuple[Path, ...],
        model: Path | None = None,
        *,
        shared: Path | None = None,
        on: str | None = None,
    ) -> None:
        self.output: Path | None = None if output == _STREAM else output
        self.language = language
        self.names = names
        self._model = model
        self._shared = read_sidecar(shared) if shared else {}
        self._on = on
        self._taxonomies = {path: load_taxonomy(path) for path in taxonomies}
        self._annotators: dict[str | None, list[ProposingAnnotator]] = {}

    def run(self, sources: tuple[Path, ...], encoding: str | None, columns: tuple[str, ...]) -> int:
        """Draft everything that *sources* name, and return the exit code: one bad source does not stop the others."""
        wrong = [pair for pair in columns if "=" not in pair]
        if wrong:
            raise click.BadParameter(f"{wrong[0]!r} is not FIELD=NAME", param_hint="--column")
        fields = {name: column for name, _, column in (pair.partition("=") for pair in columns)}
        places = list(chain.from_iterable([place] if place == _STREAM else sources_in([place]) for place in sources))
        code = VALID
        is_one = len(places) == 1
        for place in places:
            try:
                if place.suffix == ".xml":
                    self._again(place, is_one=is_one)
                    continue
                for article in self._articles(place, encoding, fields):
                    self._draft(article, is_one=is_one and place.suffix not in TABLES)
            except SourceError as error:
                click.echo(f"Error: {error}", err=True)
                code = UNDETERMINED
        return code

    def _articles(self, place: Path, encoding: str | None, fields: dict[str, str]) -> Iterator[Article]:
        if place == _STREAM:
            name = self.output.stem if self.output is not None and self.output.suffix else "article"
            text = decode(sys.stdin.buffer.read(), source="standard input", encoding=encoding)
            return iter([Article(id=document_id(name), text=text, source="standard input")])
        return articles_in([place], encoding=encoding, columns=fields)

    def _again(self, path: Path, *, is_one: bool) -> None:
        """Draft a TEI document anew."""
        document = load(path)
        made = redraft(document, self._proposers(document.metadata.language), on=self._on)
        self._write(made, self._place(path.stem, is_one=is_one), str(path))

    def _draft(self, article: Article, *, is_one: bool) -> None:
        """Draft *article*; what people decided on in an older draft of it stays."""
        place = self._place(article.id, is_one=is_one)
        if place is not None:
            article = Article(
                id=document_id(place.stem), text=article.text, fields=article.fields, source=article.source
            )
        bare = draft(article, [], language=self.language, shared=self._shared, on=self._on)
        base = bare.document
        if place is not None and place.is_file():
            base = load(place)
            if base.text != bare.document.text:
                hint = "remove the file, or choose another place; a draft never changes a text"
                raise SourceError(str(place), f"it holds another text than {article.source}", hint)
        made = redraft(base, self._proposers(base.metadata.language), on=self._on)
        whole = Draft(
            document=made.document,
            refused=made.refused,
            faults=bare.faults,
            known=made.known,
            is_judged=bare.is_judged,
        )
        self._write(whole, place, article.source)

    def _place(self, name: str, *, is_one: bool) -> Path | None:
        output = self.output
        if output is None:
            if not is_one:
                raise click.UsageError("several articles need a folder: -o FOLDER")
            return None
        if output.suffix == ".xml" and not output.is_dir():
            if not is_one:
                raise click.UsageError(f"several articles need a folder, not the file {output}")
            return output
        output.mkdir(parents=True, exist_ok=True)
        return output / f"{name}.xml"

    @property
    def _folder(self) -> Path:
        """The folder of the documents that are written."""
        if self.output is None:
            return Path()
        return self.output.parent if self.output.suffix == ".xml" and not self.output.is_dir() else self.output

    def _proposers(self, language: str | None) -> list[ProposingAnnotator]:
        """Return who proposes, topics before stances, so that a slot can list them as targets."""
        if language not in self._annotators:
            matchers = [_matcher(path, one, self._folder, language) for path, one in self._taxonomies.items()]
            shipped = [load_annotator(name) for name in self.names] or default_annotators(language)
            if self._model is not None:
                shipped = [_tagger(self._model), *(shipped if self.names else shipped[1:])]
            split = len(shipped) if self.names else 1
            self._annotators[language] = [*shipped[:split], *matchers, *shipped[split:]]
        return self._annotators[language]

    def _write(self, made: Draft, place: Path | None, source: str) -> None:
        dump(made.document, place or sys.stdout.buffer)
        document = made.document
        counts = (len(document.quotations), len(document.topics), len(document.stances))
        click.echo(f"{source}: {counts[0]} quotations, {counts[1]} topics, {counts[2]} stance slots", err=True)
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


def _matcher(path: Path, taxonomy: Taxonomy, folder: Path, language: str | None) -> TaxonomyMatcher:
    is_tei = path.suffix == ".xml" and b"http://www.tei-c.org/ns/1.0" in path.read_bytes()[:2048]
    place = Path(os.path.relpath(path, folder)).as_posix()
    address = f"{place}#{taxonomy.id}.$1" if is_tei and is_within_reach(place) else None
    return TaxonomyMatcher(taxonomy, language, address)


def _tagger(model: Path) -> ProposingAnnotator:
    from stancebank.draft.bridges import TaggerAnnotator  # noqa: PLC0415 - few drafts need it

    return TaggerAnnotator(model)
