"""The bag of a release: documents, what they lead to, metadata, and checksums of all of it."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from stancebank.corpus import ROOT_NAME, find_root
from stancebank.errors import ExportError
from stancebank.export.fields import ALL_FIELDS
from stancebank.export.form import Article, Choices, Form, Layout, OffsetUnit, OutputFile
from stancebank.export.loss import Losses
from stancebank.export.release.about import About, described
from stancebank.export.release.cards import citation, datacite, statement
from stancebank.export.release.crate import crate
from stancebank.model import Document
from stancebank.tei import dumps, read_bytes
from stancebank.tei.including import CorpusRoot, read_corpus_root

__all__ = ["ReleaseExporter"]

_CITATION: Final = "CITATION.cff"
_STATEMENT: Final = "DATA_STATEMENT.md"


class ReleaseExporter:
    """Writes a bag, whose payload in ``data`` is an RO-Crate with the documents in TEI."""

    form: Final = Form(
        title="Release bundle (BagIt, RO-Crate, DataCite)",
        media_type="application/tei+xml",
        layout=Layout.FOLDER,
        holds=ALL_FIELDS,
        offsets=OffsetUnit.CODE_POINTS,
        reader="bagit, rocrate, datacite, stancebank itself",
        notes="Of a corpus, its registries, taxonomies and the Markdown files beside its root are in the bag as well, "
        "and the root itself where all that it includes is exported. "
        "CITATION.cff and DATA_STATEMENT.md are those of the corpus, else made from the headers. "
        "Seeds and schemas are not in it, so that `validate` finds pointers to seeds broken; "
        "nothing is uploaded, and no identifier is registered.",
    )

    def files(self, articles: Iterable[Article], choices: Choices, losses: Losses) -> Iterator[OutputFile]:
        """Yield the payload, then the tag files."""
        del choices
        told = tuple(articles)
        home = _home(told)
        documents = {_place(article, home): article.document for article in told}
        payload = [OutputFile(path=path, data=dumps(document)) for path, document in documents.items()]
        title = ""
        if home is not None and (root := read_corpus_root(read_bytes(home / ROOT_NAME), str(home))) is not None:
            title = root.title
            payload += _beside(home, root, documents, losses)
        about = described(documents.values(), title)
        if about.issued is None:
            losses.add("release.year", "years of publication, which DataCite wants and no header tells")
        seeds = sum(document.metadata.seed is not None for document in documents.values())
        losses.add("release.seeds", "seeds, whose pointers lead out of the bundle", seeds)
        payload += _made(about, {file.path for file in payload})
        payload.append(OutputFile(path="ro-crate-metadata.json", data=crate(about, payload, documents).encode()))
        payload.sort(key=lambda file: file.path)
        bagged = [OutputFile(path=f"data/{file.path}", data=file.data) for file in payload]
        yield from bagged
        yield from _tags(about, bagged)


def _home(articles: tuple[Article, ...]) -> Path | None:
    """Return the folder of the corpus that all *articles* lie in, or None."""
    homes = {find_root(article.folder.resolve()) for article in articles}
    return homes.pop() if len(homes) == 1 else None


def _place(article: Article, home: Path | None) -> str:
    if home is None:
        return f"articles/{article.document.id}.xml"
    return (article.folder.resolve().relative_to(home) / f"{article.document.id}.xml").as_posix()


def _beside(home: Path, root: CorpusRoot, documents: dict[str, Document], losses: Losses) -> Iterator[OutputFile]:
    """Yield the files of a corpus that are no documents; what its root includes must lie in it."""
    names = [Path(one.href).as_posix() for one in root.includes if one.within != "teiCorpus"]
    included = {Path(one.href).as_posix() for one in root.includes if one.within == "teiCorpus"}
    if included == set(documents):
        names.append(ROOT_NAME)
    else:
        losses.add("release.root", "roots of a corpus, which include other articles than those exported")
    names += sorted(path.name for path in (*home.glob("*.md"), *home.glob(_CITATION)) if path.is_file())
    for name in dict.fromkeys(names):
        path = (home / name).resolve()
        if not path.is_relative_to(home):
            raise ExportError("what the corpus includes does not lie in it", name)
        if not path.is_file():
            losses.add("release.missing", "files that the corpus includes and that are not there")
            continue
        yield OutputFile(path=name, data=path.read_bytes())


def _made(about: About, taken: set[str]) -> Iterator[OutputFile]:
    """Yield the metadata; a citation and a statement only where the corpus has none."""
    yield OutputFile(path="datacite.json", data=datacite(about).encode())
    for name, make in ((_CITATION, citation), (_STATEMENT, statement)):
        if name not in taken:
            yield OutputFile(path=name, data=make(about).encode())


def _tags(about: About, payload: list[OutputFile]) -> Iterator[OutputFile]:
    size = sum(len(file.data) for file in payload)
    lines = [f"External-Description: {about.abstract}", f"Payload-Oxum: {size}.{len(payload)}"]
    lines += [f"Bagging-Date: {about.issued}"] if about.issued else []
    tags = [
        ("bag-info.txt", "".join(f"{' '.join(line.split())}\n" for line in sorted(lines))),
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        ("manifest-sha256.txt", _manifest(payload)),
    ]
    files = [OutputFile(path=path, data=text.encode()) for path, text in tags]
    yield from files
    yield OutputFile(path="tagmanifest-sha256.txt", data=_manifest(files).encode())


def _manifest(files: Iterable[OutputFile]) -> str:
    return "".join(f"{sha256(file.data).hexdigest()}  {file.path}\n" for file in files)
