"""What documents say of themselves as a whole: who made them, when, in which languages, under what terms."""

from collections import Counter
from collections.abc import Iterable

from attrs import field, frozen

from stancebank.model import AnnotatorKind, Document, Licence, Metadata

__all__ = ["About", "address", "described"]

_FULL_DATE = 10  # the length of YYYY-MM-DD: years and months alone are no day of release


def _strings(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


def _licences(items: Iterable[Licence]) -> tuple[Licence, ...]:
    return tuple(items)


@frozen(kw_only=True)
class About:
    """What is told of a release; each list in the order of the documents, without repetition.

    Attributes:
        title: What it is called.
        documents: How many documents there are.
        issued: The last day on which one of the editions appeared, or None where none tells a full date.
        people: Persons who annotated.
        organisations: Organisations that annotated; the publishers where no person or organisation did.
        programs: Programs that annotated.
        publishers: Who publishes the editions.
        languages: BCP 47 tags of the texts.
        outlets: The publications that the texts appeared in.
        dates: When the texts appeared, sorted.
        text_licences: Under what terms the texts may be used.
        annotation_licences: The same of the annotations.
        unrecorded: What the headers say is not known of where texts were found.
        counts: How many quotations, topic assignments and stances there are.
        statuses: How many records have which status; those without one are under ``not told``.
    """

    title: str
    documents: int
    issued: str | None
    people: tuple[str, ...] = field(converter=_strings)
    organisations: tuple[str, ...] = field(converter=_strings)
    programs: tuple[str, ...] = field(converter=_strings)
    publishers: tuple[str, ...] = field(converter=_strings)
    languages: tuple[str, ...] = field(converter=_strings)
    outlets: tuple[str, ...] = field(converter=_strings)
    dates: tuple[str, ...] = field(converter=_strings)
    text_licences: tuple[Licence, ...] = field(converter=_licences)
    annotation_licences: tuple[Licence, ...] = field(converter=_licences)
    unrecorded: tuple[str, ...] = field(converter=_strings)
    counts: "Counter[str]"
    statuses: "Counter[str]"

    @property
    def abstract(self) -> str:
        """What it is, in a sentence."""
        counts = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        return f"Annotated news articles in TEI: {self.documents} documents with {counts}."


def described(documents: Iterable[Document], title: str) -> About:
    """Return what *documents* say of themselves; *title* may be empty."""
    documents = tuple(documents)
    told: list[Metadata] = [document.metadata for document in documents]
    agents = {
        kind: dict.fromkeys(one.name for document in documents for one in document.annotators if one.kind is kind)
        for kind in AnnotatorKind
    }
    people, organisations = agents[AnnotatorKind.PERSON], agents[AnnotatorKind.ORGANISATION]
    publishers = dict.fromkeys(one.publisher for one in told)
    records = [record for document in documents for layer in document.layers for record in layer.annotations]
    days = [one.edition_date for one in told if one.edition_date and len(one.edition_date) == _FULL_DATE]
    return About(
        title=title or "Annotated news articles",
        documents=len(documents),
        issued=max(days, default=None),
        people=people,
        organisations=organisations or (() if people else publishers),
        programs=agents[AnnotatorKind.PROGRAM],
        publishers=publishers,
        languages=dict.fromkeys(one.language for one in told if one.language),
        outlets=dict.fromkeys(one.outlet for one in told if one.outlet),
        dates=sorted({one.date for one in told if one.date}),
        text_licences=dict.fromkeys(one.text_licence for one in told if one.text_licence),
        annotation_licences=dict.fromkeys(one.annotation_licence for one in told if one.annotation_licence),
        unrecorded=dict.fromkeys(one.unrecorded for one in told if one.unrecorded),
        counts=Counter(
            {
                "quotations": sum(len(document.quotations) for document in documents),
                "topic assignments": sum(len(document.topics) for document in documents),
                "stances": sum(len(document.stances) for document in documents),
            }
        ),
        statuses=Counter(sorted(str(record.status or "not told") for record in records)),
    )


def address(licence: Licence) -> str | None:
    """Return the address of the terms, where they have one on the web."""
    target = licence.target or ""
    return target if target.startswith(("http://", "https://")) and not any(one.isspace() for one in target) else None
