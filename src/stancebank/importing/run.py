"""Running an importer: from another tool's files and the documents they are about to documents with new layers."""

from collections.abc import Iterable, Iterator, Mapping

from stancebank.errors import ImportRefusedError
from stancebank.importing.form import InputFile, load_importer
from stancebank.importing.merging import Merged, document_of, merged
from stancebank.model import Document
from stancebank.model.characters import is_name

__all__ = ["imported"]


def imported(
    name: str, files: Iterable[InputFile], documents: Mapping[str, Document], annotator: str
) -> Iterator[Merged]:
    """Yield each document that *files* are about, with a new layer of *annotator*.

    Args:
        name: The format.
        files: The other tool's files.
        documents: The documents by id; where it is empty, documents are made of the texts that come.
        annotator: The name of the person who annotated.

    Raises:
        UnknownFormatError: There is no such format.
        ImportRefusedError: A file cannot be read, is about no document that is known, or its text differs.
        MissingExtraError: A library is not installed.
    """
    importer = load_importer(name)
    known = dict(documents)
    for incoming in importer.read(files):
        own = incoming.document_id
        if own is not None and not is_name(own):
            raise ImportRefusedError(f"it names a document {own!r}, which is no id", incoming.source)
        document = known.get(own or "") or (next(iter(known.values())) if own is None and len(known) == 1 else None)
        if document is None:
            if documents:
                told = ", ".join(sorted(documents))
                raise ImportRefusedError(f"it is about the document {own!r}; there are {told}", incoming.source)
            document = document_of(incoming, "document")
        result = merged(document, incoming, annotator)
        known[result.document.id] = result.document
        yield result
