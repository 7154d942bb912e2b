"""The rule on topics: a document is about something."""

from collections.abc import Iterator
from typing import Final

from stancebank.findings import Severity
from stancebank.model.metadata import GENRE
from stancebank.tei.pointer_roles import Role
from stancebank.validation.rule import Hit, Rule, Subject

__all__ = ["TOPICS"]


def no_topic(subject: Subject) -> Iterator[Hit]:
    """Yield a hit for a document to which no topic is given as a whole."""
    document = subject.told
    if subject.is_plain:
        return
    targets = {str(target) for topic in document.topics for target in topic.targets}
    if document.id in targets or any(topic.unread for topic in document.topics):
        return
    classed = [one for one in subject.index.by_role.get(Role.CATEGORY, ()) if one.element == "catRef"]
    if any(not token.startswith(GENRE) for pointer in classed for token in pointer.tokens):
        return
    yield Hit("the document has no topic", document.id, is_absence=True)


TOPICS: Final = (
    Rule(
        code="TO001",
        level=3,
        severity=Severity.WARNING,
        summary="the document has no topic",
        why="Corpora are chosen and compared by topic; a document without one drops out of every such count.",
        remedy="Classify the document as a whole; topics of passages may stand beside that.",
        bad='<annotation xml:id="t1" motivation="classifying" target="#b4" ana="#pier status:proposed" cert="high"/>',
        good='<annotation xml:id="t1" motivation="classifying" target="#pier" '
        'ana="#pier status:proposed" cert="high"/>',
        check=no_topic,
        since="0.2",
    ),
)
