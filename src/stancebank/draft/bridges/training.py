"""Learning to tag from documents that people have annotated or corrected."""

import json
from collections.abc import Iterable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from attrs import frozen

from stancebank.draft.annotator import AnnotatorError
from stancebank.draft.bridges.labels import FEATURES, labels_of, quotations_in, rule_proposals, sequences
from stancebank.draft.provenance import DECIDED
from stancebank.model import Document, Quotation, Status
from stancebank.tei import replace_file

__all__ = ["NAME", "Trained", "crfsuite", "described_by", "train_tagger"]

NAME: Final = "tagger"
"""The name of the annotator."""

_PARAMETERS: Final = {"c1": 0.1, "c2": 0.1, "max_iterations": 100, "feature.possible_transitions": True}
_KEPT: Final = DECIDED - {Status.REJECTED}


@frozen(kw_only=True)
class Trained:
    """What a tagger was trained on.

    Attributes:
        documents: How many documents had something to learn from.
        quotations: How many quotations these held.
        blocks: How many blocks were read.
        languages: The languages of the documents, by the alphabet.
    """

    documents: int
    quotations: int
    blocks: int
    languages: tuple[str, ...]


def crfsuite() -> Any:  # noqa: ANN401 - the package has no types
    """Return the package that trains and tags.

    Raises:
        AnnotatorError: It is not installed.
    """
    try:
        return import_module("pycrfsuite")
    except ImportError:
        raise AnnotatorError(NAME, "it needs python-crfsuite: install stancebank[crf]") from None


def described_by(model: Path) -> Path:
    """Return the file beside *model* that says what it was trained on."""
    return model.with_name(f"{model.name}.json")


def train_tagger(documents: Iterable[Document], model: Path, *, with_proposed: bool = False) -> Trained:
    """Train a tagger of contents, cues and mentions, and write it with a description beside it.

    Quotations that people have confirmed, edited or made count, and those without a status.
    A document with none of them is left out, since nobody has said that there is nothing in it.

    Args:
        documents: What to learn from.
        model: The file to write; it is replaced as a whole, or not at all.
        with_proposed: Whether to learn from proposals as well.

    Raises:
        AnnotatorError: python-crfsuite is not installed, or there is nothing to learn from.
        OSError: The file cannot be written.
    """
    trainer = crfsuite().Trainer(verbose=False)
    trainer.set_params(_PARAMETERS)
    told = {"documents": 0, "quotations": 0, "blocks": 0}
    languages: set[str] = set()
    for document in documents:
        quotations = _learnt_from(document, with_proposed=with_proposed)
        if not quotations:
            continue
        told["documents"] += 1
        told["quotations"] += len(quotations)
        languages.add((document.metadata.language or "").partition("-")[0].lower())
        for sequence in sequences(document, quotations_in(rule_proposals(document))):
            told["blocks"] += 1
            trainer.append(sequence.features, labels_of(sequence.tokens, quotations))
    if not told["documents"]:
        raise AnnotatorError(NAME, "there is nothing to learn from: no document has a quotation that a person accepted")
    with TemporaryDirectory() as folder:
        beside = Path(folder) / "model"
        trainer.train(str(beside))
        data = beside.read_bytes()
    known = tuple(sorted(filter(None, languages)))
    facts = {**told, "features": FEATURES, "languages": known, "sha256": sha256(data).hexdigest()}
    replace_file(model, data)
    replace_file(described_by(model), (json.dumps(facts, indent=2, sort_keys=True) + "\n").encode())
    return Trained(languages=known, **told)


def _learnt_from(document: Document, *, with_proposed: bool) -> list[Quotation]:
    taken = {None, *_KEPT, *([Status.PROPOSED] if with_proposed else [])}
    return [one for one in document.quotations if one.status in taken]
