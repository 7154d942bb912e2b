"""Counting a corpus anew: what its root file has to declare of the whole."""

from pathlib import Path

from stancebank.corpus import ROOT_NAME, Corpus, Registry
from stancebank.errors import CorpusError
from stancebank.tei.index import index
from stancebank.tei.parsing import parse
from stancebank.tei.reading import read
from stancebank.tei.restating import restate
from stancebank.validation.declared import extents
from stancebank.validation.gathering import Gathering
from stancebank.validation.inputs import inputs_of
from stancebank.validation.notes import notes_of
from stancebank.validation.settings import RESEMBLANCE

__all__ = ["recounted"]


def recounted(folder: Path) -> bytes:
    """Return the root file of the corpus in *folder* with true extents and every version of a taxonomy registered.

    A digest that is registered stays, even if the taxonomy has changed since: only a new version gets a new one.

    Raises:
        CorpusError: There is no corpus in the folder.
        OSError: A file cannot be read.
        RefusedError: A file is not safe or not well-formed.
    """
    Corpus.open(folder)
    registry, gathering = Registry(), Gathering(folder, RESEMBLANCE)
    for one in inputs_of(folder):
        if one.corpus != folder:
            continue
        tree = parse(one.read(), one.source, registry=True)
        facts = index(tree)
        try:
            document = read(tree).document if facts.root == "TEI" else None
        except ValueError as error:
            raise CorpusError(f"cannot be read as a document: {error}", str(one.path)) from None
        counts = gathering.counts_elements
        gathering.add(one.place, notes_of(one, tree, facts, document, registry, counts_elements=counts))
    corpus = gathering.subject(ROOT_NAME)
    known = {name for name, _, _ in corpus.inventory.registered}
    new = {
        (state.id, state.version): state
        for file in corpus.files
        if not file.is_document
        for state in file.taxonomies
        if (state.id, state.version) not in known
    }
    data = (folder / ROOT_NAME).read_bytes()
    return restate(data, extents=extents(corpus), usage=corpus.usage, taxonomies=[new[name] for name in sorted(new)])
