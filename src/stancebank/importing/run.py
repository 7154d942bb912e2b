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
        documents: The documents by id; where it is empty, documents are made of the texts that come,
            and where it has one, that is meant whatever its name, if the text is the same.
        annotator: The name of the person who annotated.

    Raises:
        UnknownFormatError: There is no such format.
        ImportRefusedError: A file cannot be read, is about no document that is known, or its text differs.
        MissingExtraError: A library is not installed.
    """
    importer = load_importer(name)
    known = dict(documents)
    for incoming in importer.read(files):
        document = next((known[one] for one in incoming.names if one in known), None)
        if document is None and len(documents) == 1:  # its text will tell whether it is this one
            document = next(iter(known.values()))
        if document is None and documents:
            told = ", ".join(sorted(documents))
            raise ImportRefusedError(f"it is about {incoming.names[0]!r}; there are {told}", incoming.source)
        try:
            if document is None:
                document = document_of(incoming, next(filter(is_name, incoming.names), "document"))
            result = merged(document, incoming, annotator)
        except ValueError as error:  # a value that no document can have, such as an id with a space
            raise ImportRefusedError(str(error), incoming.source) from error
        known[result.document.id] = result.document
        yield result
