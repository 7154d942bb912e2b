"""Which program proposed a record, in which version, by which rule, under which settings."""

from typing import Final

from attrs import evolve, frozen

from stancebank.draft.annotator import ProposingAnnotator, settings_digest
from stancebank.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Application,
    CategoryRef,
    Document,
    Prefix,
    Speaker,
    SpeakerKind,
    Status,
)
from stancebank.model.ids import AnnotatorId

__all__ = [
    "DECIDED",
    "RULE_PREFIX",
    "Provenance",
    "answered_by",
    "application_of",
    "is_decided",
    "ours",
    "program_of",
    "provenance_of",
    "responsibility",
    "rule_category",
]

DECIDED: Final = frozenset({Status.CONFIRMED, Status.EDITED, Status.REJECTED, Status.MANUAL})
"""The statuses that a person gives; a program touches no record that has one."""

RULE_PREFIX: Final = Prefix(name="rule", replacement="urn:stancebank:rule:$1")
"""The prefix of the category that names the rule."""

_IDENT: Final = "stancebank-draft-"
_SETTINGS: Final = "urn:stancebank:settings:"


@frozen(kw_only=True)
class Provenance:
    """Where a proposed record comes from.

    Attributes:
        program: The annotator's name.
        version: Its version.
        settings: The digest of its settings, see `settings_digest`; empty where none is recorded.
        rule: The rule that proposed the record; empty where none is recorded.
    """

    program: str
    version: str
    settings: str = ""
    rule: str = ""


def application_of(annotator: ProposingAnnotator, agent_id: str) -> tuple[Annotator, Application]:
    """Return the statement of responsibility and the program for *annotator*, under *agent_id*."""
    bare = program_of(agent_id, annotator.name, annotator.version)
    application = evolve(bare, attributes={"corresp": f"{_SETTINGS}{settings_digest(annotator.settings)}"})
    agent = Annotator(
        id=AnnotatorId(agent_id),
        kind=AnnotatorKind.PROGRAM,
        name=f"{annotator.name} {annotator.version}",
        role=f"automatic proposal of {', '.join(annotator.gives)}, not reviewed by a person",
        application=application.id,
    )
    return agent, application


def program_of(agent_id: str, name: str, version: str) -> Application:
    """Return the program of this library called *name*, for the statement of responsibility with *agent_id*."""
    return Application(
        id=f"{agent_id}.app",
        ident=f"{_IDENT}{name}",
        version=version,
        label=f"stancebank draft, annotator {name}",
    )


def ours(document: Document, name: str | None = None) -> dict[str, Provenance]:
    """Return the agents of *document* that are annotators of this library's protocol, by the agent's id.

    Args:
        document: The document.
        name: Only the agents of the annotator of this name, in whatever version.
    """
    applications = {one.id: one for one in document.applications}
    found: dict[str, Provenance] = {}
    for agent in document.annotators:
        application = applications.get(agent.application or "")
        if application is None or not application.ident.startswith(_IDENT):
            continue
        program = application.ident.removeprefix(_IDENT)
        if name is None or program == name:
            settings = dict(application.attributes).get("corresp", "").removeprefix(_SETTINGS)
            found[agent.id] = Provenance(program=program, version=application.version, settings=settings)
    return found


def rule_category(rule: str) -> CategoryRef:
    """Return the category that names *rule* on a record."""
    return CategoryRef(f"{RULE_PREFIX.name}:{rule}")


def provenance_of(document: Document, record: Annotation) -> Provenance | None:
    """Return where *record* comes from, or None where no annotator of this library proposed it.

    Raises:
        UnknownIdError: No layer of the document holds it.
    """
    made = ours(document).get(document.layer_of(record).annotator or "")
    if made is None:
        return None
    prefix = f"{RULE_PREFIX.name}:"
    rule = next((one.removeprefix(prefix) for one in record.categories if one.startswith(prefix)), "")
    return Provenance(program=made.program, version=made.version, settings=made.settings, rule=rule)


def is_decided(record: Annotation) -> bool:
    """Tell whether a person has decided on *record*; one without a status was made by hand."""
    return record.status is None or record.status in DECIDED


def answered_by(agent_id: str, kind: SpeakerKind) -> dict[str, str]:
    """Return the attribute that says who proposed a voice; an ``org`` has no ``@resp`` in the grammar."""
    return {"corresp" if kind is SpeakerKind.ORGANISATION else "resp": f"#{agent_id}"}


def responsibility(speaker: Speaker) -> str:
    """Return the id of the agent who proposed *speaker*, or an empty string where a person answers for it."""
    name = next(iter(answered_by("", speaker.kind)))
    return dict(speaker.attributes).get(name, "").removeprefix("#")
