"""Rules on the folder of a corpus: what its root file includes is there, and what a corpus needs besides."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final
from unicodedata import normalize

from stancebank.corpus import ROOT_NAME
from stancebank.findings import Severity
from stancebank.validation.rule import Hit, Rule, Scope
from stancebank.validation.whole import CorpusSubject

__all__ = ["MANIFEST"]

_PAPERS: Final = (
    ("a README", ("readme",)),
    ("a licence", ("license", "licence", "copying")),
    ("a CITATION.cff", ("citation.cff",)),
    ("a data statement or datasheet", ("data-statement", "data_statement", "datastatement", "datasheet")),
    ("a changelog", ("changelog", "changes", "news")),
)
_UNFINISHED: Final = ".part"


def indistinct_names(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each name that a system which folds case or composes characters takes for another one."""
    alike: dict[str, list[str]] = defaultdict(list)
    for path in corpus.listing:
        alike[normalize("NFC", normalize("NFC", path).casefold())].append(path)
    for paths in alike.values():
        if len(paths) > 1:
            told = " and ".join(map(repr, paths))
            yield Hit(f"{told} are one name where case or composition of characters does not count")


def repeated_id(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each document whose id another one bears, and each file that shares another id with one."""
    first: dict[str, str] = {}
    for file in corpus.files:
        if file.id is None:
            continue
        bearer = first.setdefault(file.id, file.path)
        if bearer != file.path:
            yield Hit(f"{file.path!r} and {bearer!r} bear the same id", file.id, line=file.line, source=file.source)
    for shared, one, other, line in corpus.shared_ids:
        yield Hit(
            f"{other!r} and {one!r} both have an element with the id {shared!r}",
            shared,
            line=line,
            source=corpus.by_path[other].source,
            hint=f"begin the ids of a document with its own: {corpus.by_path[other].id or 'pier'}.{shared}",
        )


def manifest_and_folder(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each inclusion that is not there or is told twice, and each file that is not included."""
    if corpus.root is None:
        return
    included: set[str] = set()
    there = set(corpus.listing)
    for inclusion in corpus.root.inclusions:
        path = PurePosixPath(inclusion.href).as_posix()
        if path in included:
            yield Hit(f"the root file includes {inclusion.href!r} twice", corpus.root.root_id, line=inclusion.line)
        elif path not in there and ".." not in path and ":" not in path:
            yield Hit(f"the included {inclusion.href!r} does not exist", corpus.root.root_id, line=inclusion.line)
        included.add(path)
    for file in corpus.files:
        if file.path not in included and file.path.partition("#")[0] != ROOT_NAME:
            what = "document" if file.is_document else "file"
            yield Hit(
                f"the {what} {file.path!r} is in the folder, but {ROOT_NAME} does not include it",
                file.id,
                line=file.line,
                source=file.source,
            )
    yield from _strangers(corpus)


def _strangers(corpus: CorpusSubject) -> Iterator[Hit]:
    known = {file.id for file in corpus.documents}
    if corpus.unread:
        return
    for part in corpus.inventory.parts:
        for document in part.documents:
            if document not in known:
                told = f"the part {part.name!r} of the split names a document {document!r}, which is not in the corpus"
                yield Hit(told, line=part.line)


def missing_papers(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each paper that whoever takes over the corpus will look for, and not find."""
    names = [path.casefold() for path in corpus.listing if "/" not in path]
    for paper, stems in _PAPERS:
        if not any(name.startswith(stem) for name in names for stem in stems):
            yield Hit(f"the folder of the corpus has no {paper.partition(' ')[2]}", hint=f"write {paper}")


def unfinished_writes(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for each file that a write has left half done."""
    for path in corpus.listing:
        name = path.rpartition("/")[2]
        if name.startswith(".") and name.endswith(_UNFINISHED):
            yield Hit(f"{path!r} is left over from a write that did not end, or is being written now")


def empty(corpus: CorpusSubject) -> Iterator[Hit]:
    """Yield a hit for a corpus without documents, and for each document without words."""
    if not corpus.documents and not corpus.unread:
        yield Hit("the corpus has no documents", corpus.root.root_id if corpus.root else None)
    for file in corpus.documents:
        if not file.digest:
            yield Hit("the document has no words", file.id, line=file.line, source=file.source)


MANIFEST: Final = (
    Rule(
        code="SE007",
        level=5,
        severity=Severity.ERROR,
        summary="two names are one where case or composition does not count",
        why="On Windows and macOS the two files are one, and unpacking the corpus there loses the other.",
        remedy="Rename one of them.",
        bad="articles/pier.xml beside articles/Pier.xml",
        good="articles/pier.xml beside articles/pier-2.xml",
        over_corpus=indistinct_names,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="CO001",
        level=5,
        severity=Severity.ERROR,
        summary="an id is borne in two files of the corpus",
        why="A citation or a pointer names neither of the two, and a tree that includes both breaks.",
        remedy="Give one of them another id, and begin the ids inside a document with the document's own.",
        bad="two articles with the id pier-2024-03-05, in different folders",
        good="pier-2024-03-05 and pier-2024-03-05b",
        over_corpus=repeated_id,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="CO002",
        level=5,
        severity=Severity.ERROR,
        summary="the root file and the folder do not hold the same files",
        why="Who reads the root file and who reads the folder would work on different corpora.",
        remedy="Add the missing xi:include, or restore, remove or rename the file.",
        bad='<xi:include href="articles/lost.xml"/>',
        good='<xi:include href="articles/pier.xml"/>',
        over_corpus=manifest_and_folder,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="CO009",
        level=5,
        severity=Severity.WARNING,
        summary="the corpus lacks a paper that others need",
        why="Without a description, terms, a citation and a history nobody can use, cite or deposit a corpus.",
        remedy="Write it; corpus/ in the repository of stancebank has an example of each.",
        bad="a folder with corpus.xml and articles alone",
        good="README, LICENSE, CITATION.cff, a data statement and a changelog beside corpus.xml",
        over_corpus=missing_papers,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="CO011",
        level=5,
        severity=Severity.ERROR,
        summary="a write was not finished",
        why="Something stopped while a file was being written; what it was to hold may be lost.",
        remedy="See that nothing writes at the moment, look whether the file beside it is complete, remove the rest.",
        bad="a file .pier.xml.x1y2z3.part beside pier.xml",
        good="pier.xml alone",
        over_corpus=unfinished_writes,
        scope=Scope.CORPUS,
        since="0.2",
    ),
    Rule(
        code="CO013",
        level=5,
        severity=Severity.ERROR,
        summary="a corpus or a document is empty",
        why="Nothing can be wrong in what holds nothing, but it is not valid for that.",
        remedy="Add what is missing, or remove the file.",
        bad="a corpus.xml that includes registries alone",
        good="a corpus.xml that includes an article with words",
        over_corpus=empty,
        scope=Scope.CORPUS,
        since="0.2",
    ),
)
