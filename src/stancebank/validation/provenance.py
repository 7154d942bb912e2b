"""Rules on provenance: somebody answers for every annotation."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["PROVENANCE"]


def no_agent(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each layer with annotations that nobody answers for.

    What was only typed into the text belongs to whoever encoded the text, and still does once it is written as
    a layer of its own.
    """
    document = subject.told
    for layer in document.layers:
        if not layer.annotations or layer.annotator is not None or _has_agent(layer.attributes):
            continue
        is_typed = layer.id.startswith(f"{document.id}.inline")
        if is_typed and document.encoder is not None:
            continue
        place: str = layer.id
        if subject.anchor(layer.id) is None and layer.quotations:
            place = subject.place_of(layer.quotations[0])
        hint = "write resp on the body" if is_typed else None
        yield Hit("nobody is named who made these annotations", place, hint=hint)


def _has_agent(attributes: tuple[tuple[str, str], ...]) -> bool:
    return any(name == "resp" for name, _ in attributes)


PROVENANCE: Final = (
    Rule(
        code="PV001",
        level=4,
        severity=Severity.ERROR,
        summary="annotations have no responsible agent",
        why="What a person judged and what a program guessed must not be counted as one.",
        remedy='Add a respStmt for the person or the program, and point at it: <listAnnotation resp="#…">.',
        bad='<listAnnotation xml:id="layer1" type="layer" subtype="primary">',
        good='<listAnnotation xml:id="layer1" type="layer" subtype="primary" resp="#tool">',
        check=no_agent,
    ),
)
