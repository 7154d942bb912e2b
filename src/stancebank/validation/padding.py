"""The rule on white space around labels."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.validation.rule import Hit, Rule, Scope, Subject

__all__ = ["PADDING"]


def padded(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for each label of a header or registry that begins or ends with white space."""
    for one in subject.index.statements:
        if one.is_padded:
            told = f"the {one.element} {one.text!r} begins or ends with white space"
            yield Hit(told, one.near, line=one.line)


PADDING: Final = (
    Rule(
        code="SC006",
        level=1,
        severity=Severity.WARNING,
        summary="a label begins or ends with white space",
        why="Programs that compare names, titles and identifiers as they are written take 'Cove ' for another one "
        "than 'Cove'.",
        remedy="Write the label without white space at its edges; line breaks inside of elements belong between them.",
        bad="<orgName>Harbour council </orgName>",
        good="<orgName>Harbour council</orgName>",
        check=padded,
        scope=Scope.FILE,
        since="0.2",
        reference="persName orgName title idno",
    ),
)
