"""From sources to drafts: what lies in a file, a folder or a table becomes documents with proposed annotation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from stancebank.draft.annotator import AnnotatorError, Gives, ProposingAnnotator
from stancebank.draft.applying import annotate, without_proposals
from stancebank.draft.history import settled, with_structure
from stancebank.draft.marks import MarkFault, scan_marks
from stancebank.draft.pack import Pack, load_pack, pack_languages
from stancebank.draft.recording import Refusal
from stancebank.draft.segmenting import segment
from stancebank.draft.sidecar import described, read_sidecar, sidecar_of
from stancebank.draft.source import SourceError, decode
from stancebank.draft.structure import bare_document, document_id
from stancebank.draft.tables import TABLES, rows_of
from stancebank.draft.web import is_page, read_page
from stancebank.model import Document, Metadata
from stancebank.tei.collector import paused_collector

__all__ = ["Article", "Draft", "articles_in", "default_annotators", "draft", "language_of", "redraft", "sources_in"]

_TEXTS: Final = (".txt", ".html", ".htm", ".md", *TABLES)
"""The endings of files that are taken from a folder."""

_COMMON: Final = ("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns")
_SAMPLE: Final = 20_000
_LONGEST: Final = 2_000_000


@frozen(kw_only=True)
class Article:
    """One article as it was found.

    Attributes:
        id: The id for its document.
        text: Its text, or the source of its page.
        fields: What is known of it besides, by the names of `FIELDS`.
        source: What to call it in messages.
    """

    id: str
    text: str
    fields: Mapping[str, Any] = field(factory=dict[str, Any])
    source: str = "text"


def _refusals(items: Iterable[Refusal]) -> tuple[Refusal, ...]:
    return tuple(items)


def _faults(items: Iterable[MarkFault]) -> tuple[MarkFault, ...]:
    return tuple(items)


@frozen(kw_only=True)
class Draft:
    """A document with proposed annotation, and what there is to say about it.

    Attributes:
        document: The document.
        refused: The proposals that were not written.
        faults: The quotation marks without a partner.
        known: How many proposals a person had decided on before.
        is_judged: Whether the language was judged by the text's commonest words rather than told.
    """

    document: Document
    refused: tuple[Refusal, ...] = field(converter=_refusals, default=())
    faults: tuple[MarkFault, ...] = field(converter=_faults, default=())
    known: int = 0
    is_judged: bool = False


def sources_in(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that *places* name: a file itself, a folder's texts, pages and tables by their names.

    Raises:
        SourceError: A folder holds none.
    """
    for place in places:
        if not place.is_dir():
            yield place
            continue
        found = sorted(path for path in place.rglob("*") if path.suffix.lower() in _TEXTS and path.is_file())
        if not found:
            raise SourceError(str(place), "the folder holds no sources", f"they end in {', '.join(_TEXTS)}")
        yield from found


def articles_in(
    places: Iterable[Path], *, encoding: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Article]:
    """Yield the articles in files, folders and tables.

    Args:
        places: A text or page with the sidecar beside it, a table (``.csv``, ``.tsv``, ``.jsonl``), or a folder.
        encoding: The encoding of the files; UTF-8, or what a byte order mark says, where nothing is said.
        columns: The columns of tables, see `stancebank.draft.tables.rows_of`.

    Raises:
        OSError: A file cannot be read.
        SourceError: A source holds no text, or not in the encoding.
    """
    for place in sources_in(places):
        text = decode(place.read_bytes(), source=str(place), encoding=encoding)
        ending = place.suffix.lower()
        if ending in TABLES:
            for name, body, fields in rows_of(text, ending, columns or {}, source=str(place)):
                told = "id" in fields and fields["id"]
                doc_id = document_id(name if told else f"{place.stem}-{name}")
                yield Article(id=doc_id, text=body, fields=fields, source=f"{place}: {name}")
            continue
        beside = sidecar_of(place)
        known = read_sidecar(beside) if beside else {}
        yield Article(id=document_id(str(known.get("id") or place.stem)), text=text, fields=known, source=str(place))


def language_of(text: str) -> str | None:
    """Return the language among those with a pack whose commonest words a text uses most, or None.

    Example:
        >>> language_of("The pier can wait, she said, and the sea has time."), language_of("xyz")
        ('en', None)
    """
    words = text[:_SAMPLE].lower().split()
    counts: dict[str, int] = {}
    for language in pack_languages():
        pack = load_pack(language)
        known = frozenset[str]().union(*(pack[name] for name in _COMMON))
        counts[language] = sum(word.strip(".,;:!?\"'()") in known for word in words)
    best = max(counts, key=lambda language: (counts[language], language), default=None)
    return best if best and counts[best] else None


@paused_collector()
def draft(
    article: Article,
    annotators: Sequence[ProposingAnnotator] | None = None,
    *,
    language: str | None = None,
    shared: Mapping[str, Any] | None = None,
    on: str | None = None,
) -> Draft:
    r"""Return a draft of *article*.

    Args:
        article: The article.
        annotators: Who proposes, in this order; the rules of the language and stance slots where nothing is said.
        language: The language of the text, where the article does not say.
        shared: What is known of all articles that do not say otherwise, by the names of `FIELDS`.
        on: The day, as an ISO 8601 date, for the history of the document; the library has no clock.

    Raises:
        AnnotatorError: An annotator does not know the language.
        SourceError: The text cannot be used.

    Example:
        >>> made = draft(Article(id="pier", text="Pier delayed\n\n\"It can wait,\" said Ada Lind of the guild."))
        >>> [quotation.status.value for quotation in made.document.quotations]
        ['proposed']
    """
    text, fields = article.text, dict(article.fields)
    common = dict(shared or {})
    language = language or common.pop("language", None)
    if is_page(text):
        text, told = read_page(text, source=article.source)
        fields = told | fields
    if len(text) > _LONGEST:
        reason = f"the text has {len(text)} characters, more than the limit of {_LONGEST}"
        raise SourceError(article.source, reason, "give one article a file")
    spoken = str(fields.get("language") or language or "")
    is_judged = not spoken
    spoken = spoken or language_of(text) or "und"
    pack = _pack(spoken)
    segmented = segment(text, pack)
    if not segmented.blocks:
        raise SourceError(article.source, "it is empty")
    told_by_text = {"date": segmented.date, "authors": list(segmented.authors), "agencies": list(segmented.agencies)}
    metadata = described(Metadata(title=""), common, source="what all articles share")
    metadata = described(metadata, told_by_text | fields, source=article.source)
    document = bare_document(article.id, segmented.blocks, metadata, spoken)
    made = redraft(document, annotators, on=on)
    whole = made.document if made.document.changes else with_structure(made.document, on)
    faults = scan_marks(document.text, [one.span for one in document.segments]).faults
    return Draft(document=whole, refused=made.refused, faults=faults, known=made.known, is_judged=is_judged)


def redraft(
    document: Document, annotators: Sequence[ProposingAnnotator] | None = None, *, on: str | None = None
) -> Draft:
    """Return a draft of a document that is there already: proposals are made anew, decisions stay.

    An annotator who gives what it gave before keeps the day on which it did.

    Args:
        document: The document.
        annotators: Who proposes, in this order; the rules of the language and stance slots where nothing is said.
        on: The day, as an ISO 8601 date, for the history of the document; the library has no clock.

    Raises:
        AnnotatorError: An annotator does not know the language, or needs what nobody gives before it.
    """
    chosen = annotators if annotators is not None else default_annotators(document.metadata.language)
    refused: list[Refusal] = []
    known = 0
    made = document.with_digest()
    for annotator in reversed(chosen):  # what refers to voices goes before the voices themselves
        made = without_proposals(made, annotator.name)
    given = _given(made)
    for annotator in chosen:
        lacking = [need for need in annotator.needs if need not in given]
        if lacking:
            raise AnnotatorError(annotator.name, f"it needs {lacking[0]}, which no annotator before it gives")
        given |= {*annotator.gives}
        outcome = annotate(made, annotator, on=on)
        made = outcome.document
        refused += outcome.refused
        known += outcome.known
    return Draft(document=settled(document, made), refused=refused, known=known)


def _given(document: Document) -> set[Gives]:
    """Return what a document has already."""
    there = {
        Gives.VOICES: document.speakers,
        Gives.QUOTATIONS: document.quotations,
        Gives.TOPICS: document.topics,
        Gives.STANCES: document.stances,
    }
    return {kind for kind, things in there.items() if things}


def default_annotators(language: str | None) -> list[ProposingAnnotator]:
    """Return the rules of *language*, if it has a pack, and the stance slots."""
    from stancebank.draft.rules import RulesAnnotator  # noqa: PLC0415 - not before there is something to read
    from stancebank.draft.slots import StanceSlots  # noqa: PLC0415 - the same

    tag = (language or "").partition("-")[0].lower()
    return [RulesAnnotator(tag), StanceSlots()] if tag in pack_languages() else []


def _pack(language: str) -> Pack | None:
    tag = language.partition("-")[0].lower()
    return load_pack(tag) if tag in pack_languages() else None
